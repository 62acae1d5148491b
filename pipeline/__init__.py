"""Lacuna: what a provider has published about a GPAI model, held against the EU AI Act.

The package is the method. Importing it does no work: heavy libraries are imported inside the
functions that need them, so that ``lacuna --help`` answers at once.
"""

__version__ = "0.1.0"
