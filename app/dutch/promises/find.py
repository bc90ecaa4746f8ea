"""Promises to pay in what a debtor says.

A promise is a commitment of the debtor to pay later, with a date (or a period such as "volgende
week") or an amount. What is past, asked, refused, done by somebody else or a habit ("wij betalen
altijd op vrijdag") is none. "Ik betaal zo snel mogelijk" names neither date nor amount and gives
None; the objection catalogue deals with it.

Decisions:

* With more than one payment ("vierduizend vrijdag en de rest maandag", "drie keer tweeduizend")
  `instalments` holds them all, and `date` and `amount` are those of the first.
* "Vrijdag of maandag": the later day, because the controller can only hold him to that one.
* A correction ("vrijdag... nee maandag") replaces what it corrects, date or amount apart.
* Shares ("de helft", "alles", "de oudste factuur") are counted over the undisputed open items;
  without open items the amount stays None.
* A condition that the controller has in hand ("als ik de creditnota heb betaal ik vrijdag") leaves a
  promise that is marked `conditional`; one that may never come true ("als mijn klant betaalt") leaves
  none (`conditions`). Dates inside a condition are not payment dates, except "als ik maandag
  terug ben".
* Who names a day and an amount offers to pay, with or without a verb of paying, unless something in
  the sentence speaks against it (`offers`).
* A bare day ("Vrijdag.", "eh de twintigste") answers when it will be paid, unless the question is known and was about
  something else (`asked`); "morgen meneer" and "tot vrijdag" do not.
* "Duizend op die vijfduizend": the thousand is promised (`amount_roles`).
* What waits for somebody's leave ("dat moet de raad nog goedvinden") is none (`approval`).
* "Geef me tot dinsdag dan betaal ik": Tuesday (`respite`). "Ik doe het nu meteen": today
  (`at_once`). When money that has left already arrives is none (`arrivals`).
* A weekday that does not fit its date gives `conflict` and no date.
* What was learned from some thousands of utterances in which the promised day and amount are marked has the last word
  where it is sure and the rules are mistaken by its lights (`second_reading`). It weighs pairs of a day and
  an amount, not each by itself (`choices`).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from app.dutch.dates.words import DATE_WORDS
from app.dutch.normalise import Normalised, normalise
from app.dutch.numbers.shares import SHARE_WORDS, OpenItem
from app.dutch.numbers.words import number_word
from app.dutch.promises.answers import answer, is_bare
from app.dutch.promises.asked import Asked
from app.dutch.promises.asked import shipped_weights as weights_of_questions
from app.dutch.promises.instalments import Instalment
from app.dutch.promises.learned.choices import shipped_weights as weights_of_promises
from app.dutch.promises.learned.second_reading import reconsidered
from app.dutch.promises.promise import Promise
from app.dutch.promises.rules import RuleReading

__all__ = ["Instalment", "OpenItem", "Promise", "find_promise", "prepare"]

_SOON: Final = frozenset({"nu", "direct", "gelijk", "onmiddellijk", "meteen", "app", "straks", "dadelijk"})
_TRIGGERS: Final = DATE_WORDS | SHARE_WORDS | _SOON


def prepare() -> None:
    """Read what was learned, so that the first promise in a call does not wait for the disk."""
    weights_of_promises()
    weights_of_questions()


def find_promise(
    text: str | Normalised, today: dt.date, open_items: Sequence[OpenItem] = (), *, asked: Asked | None = None
) -> Promise | None:
    """The promise in one utterance of the debtor, or None; cheap where there is none.

    Args:
        text: what he said.
        today: the day of the call; days are counted from it.
        open_items: what is open.
        asked: what the question before it was about, where that is known; it decides about an answer in a word or two.
    """
    norm = normalise(text)
    if not _worth_reading(norm.words):
        return None
    if asked is not None and is_bare(norm, today, open_items):
        return answer(norm, today, open_items, asked)
    reading = RuleReading(norm, today, open_items)
    return reconsidered(reading, reading.promise())


def _worth_reading(words: tuple[str, ...]) -> bool:
    if not _TRIGGERS.isdisjoint(words):
        return True
    return any(word[0].isdigit() or number_word(word) is not None for word in words)
