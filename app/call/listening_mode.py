"""The ways of listening to a call."""

from typing import Literal

Mode = Literal["both", "debtor", "microphone", "off"]
"""`both` channels; only the `debtor`; only the `microphone` (desk phones: the controller repeats the objection); or
`off`: cards by search and hotkey, with the same form."""
MODES: tuple[Mode, ...] = ("both", "debtor", "microphone", "off")
