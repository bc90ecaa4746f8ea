"""What the other listeners add to the score of an objection: one calibrated number, whoever heard it."""

from collections.abc import Mapping

from app.advice.matcher import Matcher
from app.call.beside import PhrasesHeard


def outside_evidence(matcher: Matcher, phrases: PhrasesHeard | None, dictated: str | None) -> Mapping[str, float]:
    """Log-odds to add per objection.

    Args:
        matcher: knows the objections.
        phrases: what the recogniser of phrases heard; None when it didn't listen.
        dictated: what dictation wrote, when the text that is matched is that of the careful listener.
    """
    return {}
