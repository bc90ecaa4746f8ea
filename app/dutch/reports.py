"""What one of the debtor's own people says or has promised: "de boekhouder heeft gezegd | dat het vrijdag weggaat"."""

from typing import Final

from app.dutch import promise_words as p

_TELLING: Final = frozenset(
    """
    zegt zeggen gezegd belooft beloofd beloven vertelt verteld bevestigt bevestigd verzekert verzekerd toegezegd
    doorgegeven hoor hoorde begrijp begreep verneem meldt gemeld mailt weten verzekeren
    """.split()
)
_TELLERS: Final = (p.OWN_PEOPLE - {"ik", "we", "wij"}) | frozenset({"hij", "zij", "ze", "broer", "zus", "moeder"})
_DOUBT: Final = frozenset({"zou", "zouden", "moest", "moet", "kon", "wou"})
_BILLS: Final = frozenset({"het", "hij", "die", "ie", "ze", "deze", "uw", "alles"})
_REACH: Final = 9


def opens_report(words: tuple[str, ...], index: int, start: int) -> bool:
    """Whether "dat" opens what somebody on the debtor's side has said of a payment."""
    if words[index] != "dat" or index - start < 2:
        return False
    clause = words[start:index]
    if _TELLING.isdisjoint(clause) or _TELLERS.isdisjoint(clause):
        return False
    if not p.NEGATION.isdisjoint(clause) or not (p.RECEIVER | {"als", "of"}).isdisjoint(clause):
        return False
    return _DOUBT.isdisjoint(words[index + 1 : index + _REACH])


def goes_along(clause: tuple[str, ...]) -> bool:
    """Such as "dat het vrijdag mee gaat", "dat die maandag weggaat": the verb comes last."""
    if "dat" not in clause[:2] or _BILLS.isdisjoint(clause[1:4]):
        return False
    if clause[-1] in ("weggaat", "meegaat", "uitgaat", "eruitgaat", "meeloopt", "weggaan", "meegaan"):
        return True
    return clause[-1] in ("gaat", "gaan", "loopt") and clause[-2] in ("mee", "weg", "uit", "eruit", "buiten", "deur")
