"""The port through which the window reaches everything beyond one call. `app/bootstrap.py` implements it."""
