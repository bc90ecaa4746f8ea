"""Recognises the debtor's own words when they come in through the microphone too.

With speakers instead of a headset both channels hear the debtor. His copy is kept; the microphone's is dropped. The
test is on words, which works with every device and driver: almost the same words, heard within seconds of each other.
"""

from collections import deque
from difflib import SequenceMatcher

_WITHIN = 3.0
"""Seconds that a copy may lag behind (recognisers end utterances at different moments)."""
_HEAD_START = 0.3
"""Seconds that the debtor's own recognition may be ahead of that of the copy."""
_ENOUGH_WORDS = 3
_ALIKE = 0.72
"""Part of the microphone's words that must stand in the debtor's in the same order; recognitions differ a little."""


class EchoFilter:
    """Remembers what the debtor said in the last seconds."""

    def __init__(self) -> None:
        """Start with nothing heard."""
        self._debtor: deque[tuple[float, tuple[str, ...]]] = deque(maxlen=80)
        self._going_on = False
        """True while the newest words are those of a partial."""

    def debtor_said(self, text: str, audio_time: float, *, final: bool = False) -> None:
        """Remember the debtor's newest words.

        A final comes up to a second after its last word; where the partial before it had all words but one, its time
        counts. Otherwise a controller who answers a greeting with the same words would be taken for an echo.
        """
        words = tuple(text.split())
        if final and self._going_on and len(self._debtor[-1][1]) >= len(words) - 1:
            audio_time = self._debtor[-1][0]
        self._going_on = not final
        self._debtor.append((audio_time, words))

    def is_echo(self, text: str, audio_time: float, began: float) -> bool:
        """True if the controller's words are a copy of what the debtor says at the same time.

        A controller who repeats the debtor's words begins after him: what the debtor had said before the controller's
        utterance `began` is no evidence. Fewer than three words are never called an echo: "ja dat klopt" is said by
        both sides of every call.
        """
        words = text.split()
        if len(words) < _ENOUGH_WORDS:
            return False
        for heard_at, said in reversed(self._debtor):
            if heard_at < began - _HEAD_START or audio_time - heard_at > _WITHIN + len(words) * 0.5:
                return False
            if len(said) >= _ENOUGH_WORDS and _overlap(words, said) >= _ALIKE:
                return True
        return False


def _overlap(words: list[str], said: tuple[str, ...]) -> float:
    matcher = SequenceMatcher(None, words, said, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words)
