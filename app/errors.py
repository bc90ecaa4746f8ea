"""The two kinds of error that Belmaat knows.

`UserError` is for what the user can act on: it carries a code, and the Dutch sentence for that code stands in
`resources/texts/errors.yaml`. Everything else that is raised is a fault of ours and goes to a report file.
"""


class UserError(Exception):
    """Something the user can put right.

    Args:
        code: key of the sentence in `resources/texts/errors.yaml`, for example ``"model_missing"``.
        **facts: values for the placeholders of that sentence.
    """

    def __init__(self, code: str, **facts: object) -> None:
        """Keep the code and the facts; the sentence is made where it is shown."""
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        """Return a short technical form, for logs only."""
        return f"{self.code} {self.facts}" if self.facts else self.code
