"""What is kept: debtors, calls, promises and follow-ups in a database."""
