"""One utterance in, everything that Belmaat makes of it out: what `analyse` prints and the workbench shows.

The form of the answer is a contract with other programs (documented in docs of the command line in the README).
"""

from typing import Any

from app.call.advisers import Advisers
from app.call.case import Case
from app.call.events import Channel
from app.dutch.promises import find_promise


class Analyser:
    """Analyses single utterances; needs no model, no window and no ledger."""

    def __init__(self, advisers: Advisers, case: Case) -> None:
        """Prepare for one kind of call.

        Args:
            advisers: of the catalogue that counts.
            case: call type and today; without a debtor.
        """
        self._advisers = advisers
        self._case = case

    def analyse(self, channel: Channel, text: str) -> dict[str, Any]:
        """Analyse one utterance.

        Args:
            channel: who says it. Objections and promises are the debtor's; coaching is the controller's.
            text: at most 10,000 characters.

        Returns:
            Plain JSON values: `text`, `objections` (best first), `warnings` and `promise`.
        """
        debtor = channel == "debtor"
        return {
            "text": text,
            "objections": self._objections(text) if debtor else [],
            "warnings": self._debtor_warnings(text) if debtor else self._controller_warnings(text),
            "promise": self._promise(text) if debtor else None,
        }

    def _objections(self, text: str) -> list[dict[str, Any]]:
        return [
            {"id": m.id, "score": round(m.score, 4), "span": list(m.span), "phrase": m.phrase}
            for m in self._advisers.matcher.match(text)
        ]

    def _debtor_warnings(self, text: str) -> list[str]:
        return _unique(hit.id for hit in self._advisers.guards.check(text, self._case.facts))

    def _controller_warnings(self, text: str) -> list[str]:
        case = self._case
        hits = self._advisers.coach.check(
            text, case.call_type, formal=case.formal, avoid_service=case.avoid_service
        )
        return _unique(hit.id for hit in hits)

    def _promise(self, text: str) -> dict[str, Any] | None:
        promise = find_promise(text, self._case.today, self._case.open_items)
        return promise.contract() if promise is not None else None


def _unique(ids: Any) -> list[str]:
    return list(dict.fromkeys(ids))
