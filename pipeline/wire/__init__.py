"""A dossier as JSON and back, as the contract with scripts and users has it."""
