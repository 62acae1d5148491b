"""Data files under ``corpora/``: where they lie, how they are loaded, how faults are told."""
