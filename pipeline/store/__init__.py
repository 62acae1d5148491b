"""Dossiers, reviews and the audit trail in SQLite."""
