"""Bytes of one file to a Document; one file a format."""
