"""A dossier as rows, counts and highlighted pages: plain data for whoever draws it."""
