"""One text in four formats: what the tests write it with."""
