"""Segments to typed claims with a subject, a unit, a qualifier and the words they rest on."""
