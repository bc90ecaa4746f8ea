"""Meaning becomes advice: the catalogue, the matcher, coaching and warnings."""
