"""Evidence to the status of an element, and elements with applicability to findings."""
