"""What one of the debtor's own people says or has promised: "de boekhouder heeft gezegd | dat het vrijdag weggaat"."""

from typing import Final

from app.dutch.promises.clauses import words as p

_TELLING: Final = frozenset(
    """
    zegt zeggen zei zeiden gezegd belooft beloofd beloven vertelt verteld bevestigt bevestigd verzekert verzekerd
    toegezegd doorgegeven hoor hoorde begrijp begreep verneem meldt gemeld mailt weten verzekeren
    """.split()
)
_TELLERS: Final = (p.OWN_PEOPLE - {"ik", "we", "wij"}) | frozenset(
    """
    hij zij ze die broer zus moeder afdeling crediteurenafdeling secretaresse chef vennoot collega's mevrouw meneer heer
    """.split()
)
_ME: Final = frozenset({"mij", "me", "ons"})
_SAYING: Final = frozenset({"heeft", "zegt", "zei", "vertelde"})
REPORTING: Final = _SAYING | {"dat"}
"""The words at which a report may open or close."""
_DOUBT: Final = frozenset({"zou", "zouden", "moest", "moet", "kon", "wou"})
_BILLS: Final = frozenset({"het", "hij", "die", "ie", "ze", "deze", "uw", "alles"})
_REACH: Final = 9


def opens_report(words: tuple[str, ...], index: int, start: int) -> bool:
    """Whether "dat" opens what somebody on the debtor's side has said of a payment."""
    if words[index] != "dat" or index - start < 2:
        return False
    clause = words[start:index]
    if clause[0] == "ik" and words[index + 1 : index + 2] in (("ik",), ("we",)):  # "ik zei toch dat ik vrijdag betaal"
        return not _TELLING.isdisjoint(clause) and _settled(words, index, clause)
    to_me = "er" in clause and not _ME.isdisjoint(clause)  # "er is mij verteld dat"
    if _TELLING.isdisjoint(clause) or (_TELLERS.isdisjoint(clause) and not to_me):
        return False
    if not (p.RECEIVER | {"als", "of"}).isdisjoint(clause):
        return False
    return _settled(words, index, clause)


def _settled(words: tuple[str, ...], index: int, clause: tuple[str, ...]) -> bool:
    """Whether neither what is said nor that it is said is in doubt."""
    return p.NEGATION.isdisjoint(clause) and _DOUBT.isdisjoint(words[index + 1 : index + _REACH])


def closes_report(words: tuple[str, ...], index: int, start: int) -> bool:
    """Whether it is said from there on who says so: "hij wordt vrijdag betaald | heeft de boekhouder verteld"."""
    after = words[index + 1 : index + _REACH]
    if words[index] not in _SAYING or after[:1] == () or index - start < 3 or p.PAY.isdisjoint(words[start:index]):
        return False
    told = words[index] != "heeft" or not _TELLING.isdisjoint(after)
    return told and not _TELLERS.isdisjoint(after[:2]) and words[index - 1] not in _TELLERS


def goes_along(clause: tuple[str, ...]) -> bool:
    """Such as "dat het vrijdag mee gaat", "dat die maandag weggaat": the verb comes last."""
    if "dat" not in clause[:2] or _BILLS.isdisjoint(clause[1:4]):
        return False
    if clause[-1] in ("weggaat", "meegaat", "uitgaat", "eruitgaat", "meeloopt", "weggaan", "meegaan"):
        return True
    return clause[-1] in ("gaat", "gaan", "loopt") and clause[-2] in ("mee", "weg", "uit", "eruit", "buiten", "deur")
