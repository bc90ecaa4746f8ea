"""Leave that somebody has yet to give: "dat moet de raad nog goedvinden", "ik moet eerst met thuis overleggen".

What hangs on it is no promise yet. Leave that the controller himself has to give is in `conditions`.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause

_MUST: Final = frozenset({"moet", "moeten", "dient", "dienen"})
_YET: Final = frozenset({"nog", "eerst", "wel", "hier", "daar", "er", "dat", "het"})
_GIVING: Final = frozenset(
    """
    goedvinden goedkeuren goedkeuring akkoord toestemmen toestemming instemmen fiatteren fiat tekenen ondertekenen
    beslissen kijken bekijken besluiten autoriseren vrijgeven buigen meegaan knoop ja
    """.split()
)
"""What somebody else has to do."""
_ASKING: Final = frozenset(
    """
    overleggen overleg bespreken voorleggen vragen navragen afstemmen aankaarten voorstellen toestemming goedkeuring
    akkoord toelichten
    """.split()
)
"""What the debtor has to do with somebody else."""
_GRANTED: Final = frozenset("goedgekeurd akkoord toestemming goedkeuring fiat gefiatteerd beslist besloten".split())
_RESERVING: Final = frozenset({"maar", "alleen", "enkel", "mits", "echter"})
_NOT_YET: Final = frozenset({("nog", "niet"), ("nog", "geen")})
_BEFORE: Final = frozenset({"voor", "voordat", "alvorens", "eer"})


def awaits_leave(words: tuple[str, ...]) -> bool:
    """Whether a clause says that leave has yet to be asked or given."""
    present = frozenset(words)
    if not present.isdisjoint({"nodig", "wachten", "wacht"}) and not present.isdisjoint(
        {"toestemming", "goedkeuring", "fiat", "akkoord"}
    ):
        return present.isdisjoint(p.RECEIVER)
    if not present.isdisjoint(_GRANTED) and not _NOT_YET.isdisjoint(pairwise(words)):
        return True
    if present.isdisjoint(_MUST) or present.isdisjoint(_YET) or not present.isdisjoint(p.RECEIVER):
        return False
    return not present.isdisjoint(_ASKING if not present.isdisjoint(p.SELF) else _GIVING | _ASKING)


def withhold_unapproved(items: Sequence[Clause]) -> None:
    """Take away the promise from clauses that wait for somebody's leave."""
    for index, clause in enumerate(items):
        if not awaits_leave(clause.words):
            continue
        if not clause.strong:
            clause.topic = False  # "de raad moet vrijdag nog akkoord geven op die duizend"
        reserved = clause.empty and not _RESERVING.isdisjoint(clause.words[:1])
        if reserved:
            for before in items[:index]:
                before.withheld = True
        if index + 1 < len(items) and items[index + 1].words[0] in _BEFORE:
            for other in items[index:]:
                other.withheld = True
