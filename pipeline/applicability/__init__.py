"""Which duties apply to which variant, from when, and why: a tree that can be checked."""
