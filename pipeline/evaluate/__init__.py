"""Precision, recall, kappa and intervals against labels; knows only the nouns."""
