"""What was learned from utterances in which the promised day and amount are marked, and how it is weighed."""
