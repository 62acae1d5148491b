"""Licence texts: which one a file holds, told by hashed word shingles."""
