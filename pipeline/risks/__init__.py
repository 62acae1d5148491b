"""Passages of documents coded with the taxonomy of risks."""
