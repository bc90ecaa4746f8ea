"""Clock times in speech, as an office means them, for callbacks.

"half vijf" is half past four. Without "'s avonds" or "'s ochtends" the hours one to six are in the
afternoon and seven to twelve are taken as they are, because nobody is called back at four at night.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from app.dutch.normalise import Normalised, normalise
from app.dutch.numbers.words import SMALL

_HOURS: Final = {word: value for word, value in SMALL.items() if 1 <= value <= 24}
_PLURALS: Final = {
    "eenen": 1, "tweeen": 2, "drieen": 3, "vieren": 4, "vijven": 5, "zessen": 6, "zevenen": 7,
    "achten": 8, "negenen": 9, "tienen": 10, "elven": 11, "twaalven": 12,
}  # fmt: skip
_TYPED: Final = re.compile(r"([01]?\d|2[0-4])[.:u]([0-5]\d)")
_LEADS: Final = frozenset({"om", "rond", "tegen", "voor", "na", "vanaf", "tot", "omstreeks", "uiterlijk", "tussen"})
_APPROX: Final = frozenset({"rond", "tegen", "omstreeks", "ongeveer", "circa"})
_AFTER_NUMBER: Final = frozenset(
    [
        "euro",
        "procent",
        "dagen",
        "dag",
        "weken",
        "week",
        "maanden",
        "maand",
        "werkdagen",
        "duizend",
        "honderd",
        "mille",
        "ton",
        "facturen",
        "termijnen",
        "minuten",
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "en",
        "keer",
    ]
)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of the day, or from one to another.

    Attributes:
        time: the (first) time.
        until: the end in "tussen negen en tien", else None.
        span: characters [start, end) in the original text.
        heard: those characters.
        first: index of its first word.
        stop: index after its last word.
        approximate: True after "rond", "een uur of drie".
    """

    time: dt.time
    until: dt.time | None
    span: tuple[int, int]
    heard: str
    first: int
    stop: int
    approximate: bool


def _hour(words: tuple[str, ...], at: int) -> int | None:
    if at >= len(words):
        return None
    word = words[at]
    if word in _HOURS:
        return _HOURS[word]
    if word in _PLURALS:
        return _PLURALS[word]
    if word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 24:
        return int(word)
    return None


def _minutes(words: tuple[str, ...], at: int) -> int | None:
    word = words[at]
    if word == "kwart":
        return 15
    if word == "kwartier":
        return 15
    value = SMALL.get(word)
    if value is None and word.isdigit() and len(word) <= 2:
        value = int(word)
    return value if value is not None and 1 <= value <= 29 else None


def _office(hour: int, part: str | None) -> int:
    """The hour on the 24-hour clock."""
    if hour > 12 or part == "morning":
        return hour % 24
    if part == "evening" and hour <= 11:
        return hour + 12
    if part == "afternoon" and hour <= 6:
        return hour + 12
    return hour + 12 if 1 <= hour <= 6 else hour


def _clock(words: tuple[str, ...], at: int, *, led: bool) -> tuple[int, int, int] | None:
    """A time that starts at a word as (minutes after midnight, index after, 24-hour said)."""
    count = len(words)
    word = words[at]
    typed = _TYPED.fullmatch(word)
    if typed is not None:
        after = words[at + 1] if at + 1 < count else ""
        if led or after == "uur" or ":" in word or "u" in word:
            stop = at + 1 + (after == "uur")
            return int(typed[1]) % 24 * 60 + int(typed[2]), stop, 1
        return None
    if word == "half":
        hour = _hour(words, at + 1)
        if hour is None or (at + 2 < count and words[at + 2] in _AFTER_NUMBER - {"en"}):
            return None
        return hour * 60 - 30, at + 2 + (words[at + 2 : at + 3] == ("uur",)), 0
    minutes = _minutes(words, at)
    if minutes is not None:
        look = at + 1
        if words[look : look + 1] in (("minuten",), ("minuut",)):
            look += 1
        if look + 1 < count and words[look] in ("over", "voor"):
            sign = 1 if words[look] == "over" else -1
            if words[look + 1] == "half":
                hour = _hour(words, look + 2)
                if hour is not None:
                    return hour * 60 - 30 + sign * minutes, look + 3, 0
            hour = _hour(words, look + 1)
            after = words[look + 2] if look + 2 < count else ""
            if hour is not None and after not in _AFTER_NUMBER:
                return hour * 60 + sign * minutes, look + 2 + (after == "uur"), 0
    hour = _hour(words, at)
    if hour is None:
        return None
    after = words[at + 1] if at + 1 < count else ""
    if after == "uur":
        stop = at + 2
        late = SMALL.get(words[stop], 0) if stop < count else 0
        if late in range(5, 60) and led and words[stop + 1 : stop + 2] != ("euro",):
            return hour * 60 + late, stop + 1, 0
        return hour * 60, stop, 0
    plural = word in _PLURALS and word not in ("achten",)
    if (led and after not in _AFTER_NUMBER - {"en"}) or plural:
        return hour * 60, at + 1, 0
    return None


def find_times(text: str | Normalised) -> tuple[TimeMention, ...]:
    """All times of the day in a text from left to right."""
    norm = normalise(text)
    words = norm.words
    found: list[TimeMention] = []
    at = 0
    while at < len(words):
        before = words[at - 1] if at else ""
        second = words[at - 2] if at >= 2 else ""
        led = before in ("om", "tegen", "omstreeks", "tussen") or (
            before in ("rond", "voor", "na", "vanaf", "tot") and _plain_hour(words, at)
        )
        lead_of_or = before == "of" and second == "uur"
        if before in ("over", "binnen") or words[at : at + 3] == ("een", "uur", "of"):
            at += 1
            continue
        read = _clock(words, at, led=led or lead_of_or)
        if read is None:
            at += 1
            continue
        minutes, stop, exact = read
        until: int | None = None
        if before == "tussen" and words[stop : stop + 1] == ("en",) and stop + 1 < len(words):
            closing = _clock(words, stop + 1, led=True)
            if closing is not None:
                until, stop = closing[0], closing[1]
        part = _part(words, at, stop)
        first = at
        while first and words[first - 1] in (_LEADS | {"uur", "of", "een"}) and at - first < 4:
            first -= 1
        span = norm.span(first, stop)
        found.append(
            TimeMention(
                _time(minutes, part, exact=bool(exact)),
                None if until is None else _time(until, part, exact=bool(exact)),
                span,
                norm.original[span[0] : span[1]],
                first,
                stop,
                before in _APPROX or lead_of_or,
            )
        )
        at = stop
    return tuple(found)


def _plain_hour(words: tuple[str, ...], at: int) -> bool:
    """Whether an hour after "voor" or "na" is the last thing said ("na drie")."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return after in ("", "uur", "terug", "dan", "bellen", "s") or words[at] == "half"


def _part(words: tuple[str, ...], first: int, stop: int) -> str | None:
    near = words[max(0, first - 3) : stop + 3]
    for word in near:
        if word.endswith("avond") or word == "avonds":
            return "evening"
        if word.endswith(("ochtend", "morgens", "ochtends", "vanmorgen")):
            return "morning"
        if word.endswith(("middag", "middags")):
            return "afternoon"
    return None


def _time(minutes: int, part: str | None, *, exact: bool) -> dt.time:
    minutes %= 24 * 60
    if exact:
        return dt.time(minutes // 60, minutes % 60)
    hour, rest = divmod(minutes, 60)
    if hour == 0:
        hour = 12
    return dt.time(_office(hour, part) % 24, rest)
