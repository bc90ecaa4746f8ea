"""Whether somebody says yes to what was just proposed."""

from app.dutch.normalise import normalise

_YES = frozenset(
    "ja jazeker prima akkoord goed oke okay okee afgesproken uitstekend jawel deal inderdaad zeker".split()
)
_PHRASES = (
    "dat is goed", "is goed", "dat klopt", "klopt", "doen we", "dat doen we", "dat kan", "dat lukt", "gaan we doen",
    "zo doen we het", "daar kan ik mij in vinden", "daar kan ik me in vinden", "helemaal goed", "komt in orde",
    "vind ik goed", "mij best", "mee eens", "spreken we zo af", "dat spreken we af",
)  # fmt: skip
_NO = frozenset("nee niet geen nooit maar mits alleen tenzij onmogelijk echter eerst anders".split())
_FILLERS = frozenset(
    "nou eh uh tja hoor dan meneer mevrouw wel zo dat doe ik we is het u heel best natuurlijk dank bedankt".split()
)
_LONGEST = 12
"""Words; a longer answer says more than yes and is read as what it says."""

_CONSENT_QUESTIONS = (
    "daarin vinden", "daar in vinden", "mee akkoord", "akkoord", "mee eens", "spreken we dat zo af",
    "spreken we het zo af", "zo afspreken", "klopt dat zo", "is dat zo afgesproken", "kan ik dat zo noteren",
    "noteer ik dat zo",
)  # fmt: skip


def is_affirmation(text: str) -> bool:
    """True for a short yes without reservation: "ja dat is goed", "prima doen we", but not "ja maar eerst ..."."""
    words = normalise(text).words
    if not words or len(words) > _LONGEST or any(word in _NO for word in words):
        return False
    if words[0] in _YES or (words[0] in _FILLERS and len(words) > 1 and words[1] in _YES):
        return True
    joined = " ".join(words)
    return any(joined.startswith(phrase) or joined.endswith(phrase) for phrase in _PHRASES)


def asks_consent(text: str) -> bool:
    """True if the controller asks whether the debtor agrees with the agreement as it was read aloud."""
    joined = " ".join(normalise(text).words)
    return any(phrase in joined for phrase in _CONSENT_QUESTIONS)
