"""The verbs of the command line, one file each. Only what a verb promises goes to standard output."""
