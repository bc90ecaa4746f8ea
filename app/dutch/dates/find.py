"""Dates in Dutch speech and writing, counted from a given today.

Decisions, where the language leaves room:

* "vrijdag" said on a Friday is today; with komende, aanstaande or eerstvolgende it is a week later.
* "komende", "aanstaande" and "aankomende vrijdag": the first Friday that comes.
* "volgende vrijdag" is, says taaladvies.net, either the first Friday or the one after it. We take
  the Friday of next week (ISO weeks, Monday first) and flag it `ambiguous` while this week's
  Friday is still ahead.
* "volgende week vrijdag" is the Friday of next week; "vrijdag over een week" the first Friday plus
  seven days.
* "eind van de maand", "ultimo": the last calendar day, because that is how payment terms are
  counted; the day to check the bank follows from the working-day functions. "Eind van de week" and
  "voor het weekend": Friday. "Na het weekend", "begin volgende week": Monday.
* "halverwege de maand": the 15th. "begin oktober": the 1st. These are `about`, not `day`.
* "volgende week", "in oktober", "binnenkort" name no day: `date` is None, `earliest` and `latest`
  give the period where there is one.
* "voor vrijdag" is a deadline and gives Friday: the controller checks on that day. Before a feast it
  is the last working day before; "na pasen" is the first working day after.
* A date without a year lies ahead (`direction="future"`) or behind; more than ten months ahead it is
  flagged `ambiguous`. A date that does not exist (29 februari 2027) is flagged `impossible`, and a
  weekday that does not fit its date is flagged `conflict` with both `candidates`; in neither case
  a date is guessed.

dateparser 1.5 was compared: it takes 22 ms a phrase, gives None for "aanstaande vrijdag", "volgende
week dinsdag", "de vijftiende", "eind van de maand", "over twee weken" and "na het weekend", and
has neither positions nor flags, so the grammar is our own. Times of the day are in `app.dutch.dates.times`.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final, Literal

from app.dutch.dates.grammar import Found, Scanner
from app.dutch.dates.spoken import LEADING
from app.dutch.dates.words import BILLS, DATE_WORDS, PAPERS, RECURRING
from app.dutch.normalise import Normalised, normalise

type Precision = Literal["day", "about", "period"]
type Direction = Literal["future", "past"]

_DEADLINE: Final = frozenset({"uiterlijk", "voor", "tot", "tegen", "binnen", "vooraf"})
_ABOUT: Final = frozenset({"rond", "omstreeks", "ongeveer", "vanaf", "circa", "ergens"})
_SKIPPED: Final = frozenset({"op", "de", "het", "aan", "in", "per", "den", "dat", "en", "met"})


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period in a text.

    Attributes:
        date: the day, or None for a period or an impossible date.
        span: characters [start, end) in the original text.
        heard: those characters.
        first: index of its first word.
        stop: index after its last word.
        precision: "day"; "about" for a day derived from vague words; "period" without a day.
        sense: "past" where its own words point back ("afgelopen", "vorige", "gisteren").
        earliest: first day that is meant, or None where open.
        latest: last day that is meant, or None where open.
        weekday_said: True where a weekday was named.
        conflict: True where the named weekday is not that of the date.
        impossible: True for a day that the calendar does not have.
        ambiguous: True where the words have two readings; `date` is then the likelier one.
        deadline: True after uiterlijk, voor, binnen.
        recurring: True after elke, iedere.
        belongs_to_paper: True in "de factuur van vijftien augustus".
        day_of_month: True where only the day was said ("de vijftiende"), no month.
        daypart: "morning", "afternoon", "evening", "night" or None.
        candidates: on a conflict the date that was said and the coming day of that weekday.
    """

    date: dt.date | None
    span: tuple[int, int]
    heard: str
    first: int
    stop: int
    precision: Precision
    sense: Direction
    earliest: dt.date | None
    latest: dt.date | None
    weekday_said: bool = False
    conflict: bool = False
    impossible: bool = False
    ambiguous: bool = False
    deadline: bool = False
    recurring: bool = False
    belongs_to_paper: bool = False
    day_of_month: bool = False
    daypart: str | None = None
    candidates: tuple[dt.date, ...] = ()


def find_dates(text: str | Normalised, today: dt.date, *, direction: Direction = "future") -> tuple[DateMention, ...]:
    """All dates in a text from left to right.

    With direction "future" no mention lies before `today`, except those whose own words or
    year say so (their sense is then "past"). Linear in the length of the text.
    """
    norm = normalise(text)
    words = norm.words
    if not _may_hold_date(words):
        return ()
    scanner = Scanner(words, today, past=direction == "past")
    found: list[DateMention] = []
    at = 0
    while at < len(words):
        paper = at >= 2 and words[at - 2] in PAPERS and _dates_paper(words[at - 1], words[at - 2])
        scanner.past = direction == "past" or paper
        hit = scanner.match(at)
        if hit is None:
            at += 1
            continue
        found.append(_mention(norm, at, hit, today, paper=paper))
        scanner.remember(hit)
        at = hit.stop
    return tuple(found)


def _dates_paper(link: str, paper: str) -> bool:
    """Whether "van", "op" or "dd" after a paper opens its own date; "die factuur op vrijdag" is about paying it."""
    return link in ("van", "dd") or (link == "op" and paper not in BILLS)


def _may_hold_date(words: tuple[str, ...]) -> bool:
    if not DATE_WORDS.isdisjoint(words):
        return True
    return not LEADING.isdisjoint(words) or any(word[0].isdigit() for word in words)


def _mention(norm: Normalised, at: int, hit: Found, today: dt.date, *, paper: bool) -> DateMention:
    words = norm.words
    first = at
    look = at - 1
    deadline, about, recurring, after = hit.deadline, False, hit.recurring, False
    while look >= 0 and at - look <= 4:
        word = words[look]
        if word in _DEADLINE:
            deadline, first = True, look
        elif word in ("laatst", "laatste") and words[look - 1] in ("zijn", "z'n", "ten"):
            look -= 1
            deadline, first = True, look  # "op zijn laatst", "ten laatste"
        elif word in _ABOUT:
            about, first = True, look
        elif word == "nu" and hit.weekday_said and look == at - 1:
            first = look  # "nu vrijdag", as Flemings say
        elif word in RECURRING:
            recurring, first = True, look
        elif word in ("na", "sinds"):
            after = True
            first = look
            break
        elif word not in _SKIPPED:
            break
        look -= 1
    if words[hit.stop : hit.stop + 1] == ("uiterlijk",) and DATE_WORDS.isdisjoint(words[hit.stop + 1 : hit.stop + 3]):
        deadline = True  # "vrijdag uiterlijk"
    span = norm.span(first, hit.stop)
    day = hit.day
    past = (
        hit.past or (day is not None and day < today) or (day is None and hit.latest is not None and hit.latest < today)
    )
    mention = DateMention(
        date=day,
        span=span,
        heard=norm.original[span[0] : span[1]],
        first=first,
        stop=hit.stop,
        precision="day"
        if hit.conflict or hit.impossible
        else "period"
        if day is None
        else "about"
        if hit.about or about
        else "day",
        sense="past" if past else "future",
        earliest=hit.earliest if day is None else day,
        latest=hit.latest if day is None else day,
        weekday_said=hit.weekday_said,
        conflict=hit.conflict,
        impossible=hit.impossible,
        ambiguous=hit.ambiguous,
        deadline=deadline,
        recurring=recurring,
        belongs_to_paper=paper,
        day_of_month=hit.day_of_month,
        daypart=hit.daypart,
        candidates=hit.candidates,
    )
    if after and not hit.after_included:  # "na vrijdag": some day after it, which one is open
        return replace(mention, date=None, precision="period", earliest=mention.latest, latest=None)
    return mention
