"""Belmaat: the call companion for credit controllers."""

__version__ = "0.1.0"
