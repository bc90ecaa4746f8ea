"""One file per revision, each frozen once it was shipped."""
