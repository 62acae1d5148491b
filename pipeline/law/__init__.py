"""The Act, the Code and the forms as units with locators, cut from official files."""
