"""What every part of the date grammar builds on: the words around a place, and calendar sums."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.dutch.dates import words as w
from app.dutch.dates.working_days import add_working_days
from app.dutch.numbers.amounts import COUNTED, EURO, could_be_number, read_number
from app.dutch.numbers.words import MULTIPLIERS, SMALL

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
_FROM_NOW: Final = (("na", "vandaag"), ("vanaf", "vandaag"), ("vanaf", "nu"), ("na", "nu"), ("na", "heden"))
_WEEKS: Final = 53
_NO_NUMBERED_WEEK: Final = frozenset(
    """
    per elke iedere een de die deze dees volgende komende toekomende vorige afgelopen halve hele eerste tweede derde
    laatste ene andere aparte nieuwe anderhalve
    """.split()
)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DUTCH: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")


@dataclass(slots=True)
class Found:
    """What the grammar read: a day, or a period, and what was odd about it."""

    stop: int
    day: date | None
    earliest: date | None = None
    latest: date | None = None
    about: bool = False
    past: bool = False
    weekday_said: bool = False
    conflict: bool = False
    impossible: bool = False
    ambiguous: bool = False
    deadline: bool = False
    recurring: bool = False
    after_included: bool = False
    day_of_month: bool = False
    daypart: str | None = None
    candidates: tuple[date, ...] = ()


class DateReader:
    """The words of one text and the calendar around today.

    Attributes:
        past: True to resolve dates without a year backwards.
    """

    def __init__(self, words: tuple[str, ...], today: date, *, past: bool) -> None:
        """Read `words`, counting from `today`."""
        self.words = words
        self.today = today
        self.past = past
        self._previous: Found | None = None
        self._count = len(words)

    def remember(self, found: Found) -> None:
        """Keep the last date for "de week erna"."""
        self._previous = found

    def _at(self, index: int) -> str:
        return self.words[index] if 0 <= index < self._count else ""

    def _skip(self, at: int, *options: str) -> int:
        return at + 1 if self._at(at) in options else at

    def _monday(self, offset: int = 0) -> date:
        return self.today - self.today.weekday() * DAY + offset * WEEK

    def _first(self, weekday: int, *, strict: bool = False) -> date:
        """The first such weekday from today on (after today if strict), or the last before."""
        if self.past:
            return self.today - ((self.today.weekday() - weekday - 1) % 7 + 1) * DAY
        ahead = (weekday - self.today.weekday()) % 7
        if ahead == 0 and strict:
            ahead = 7
        return self.today + ahead * DAY

    def _back(self, weekday: int) -> date:
        return self.today - ((self.today.weekday() - weekday - 1) % 7 + 1) * DAY

    def _week_offset(self, at: int) -> tuple[date, int, bool] | None:
        """Read "volgende week" and the like: (its Monday, index after it, whether past), or None."""
        word, following = self._at(at), self._at(at + 1)
        if following in ("week", "weekje"):
            if word in w.NEXT or word in w.COMING:
                return self._monday(1), at + 2, False
            if word in w.THIS:
                return self._monday(), at + 2, False
            if word in w.PREVIOUS:
                return self._monday(-1), at + 2, True
        if word == "week" and following in w.AFTERWARDS:
            return self._week_after(), at + 2, False
        number = self._week_number(at) if word == "week" else 0
        if number:
            this_year, this_week, _ = self.today.isocalendar()
            try:
                return date.fromisocalendar(this_year + (number < this_week), number, 1), at + 2, False
            except ValueError:
                return None
        return None

    def _week_number(self, at: int) -> int:
        """The number after "week", 0 where it counts something else ("elke week vijftig euro")."""
        word, after = self._at(at + 1), self._at(at + 2)
        if word.isdigit():
            return int(word[:3]) if 1 <= int(word[:3]) <= _WEEKS else 0
        if self._at(at - 1) in _NO_NUMBERED_WEEK or after in COUNTED or after in EURO or after in MULTIPLIERS:
            return 0
        number = SMALL.get(word, 0)
        return number if number <= _WEEKS and word != "een" else 0

    def _anchor(self, *, before: bool) -> date | None:
        """The day that was named last, of a period its first or last, from which "erna" and "ervoor" count."""
        base = self._previous
        if base is None:
            return None
        return base.day or (base.earliest if before else base.latest)

    def _week_after(self) -> date:
        """Monday of the week after the last one mentioned, or of next week."""
        if self._previous is None:
            return self._monday(1)
        base = self._previous.day or self._previous.earliest or self.today
        return base - base.weekday() * DAY + WEEK

    def _unit_bounds(self, unit: str, offset: int) -> tuple[date, date]:
        today = self.today
        if unit == "week":
            monday = self._monday(offset)
            return monday, monday + 6 * DAY
        if unit == "month":
            first = w.add_months(today.replace(day=1), offset)
            return first, w.last_day_of_month(first.year, first.month)
        if unit == "quarter":
            start = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
            first = w.add_months(start, 3 * offset)
            return first, w.add_months(first, 3) - DAY
        year = today.year + offset
        return date(year, 1, 1), date(year, 12, 31)

    def counted(self, at: int) -> tuple[int, str, int] | None:
        """Such as "tien dagen", "een week", "anderhalve maand": (count, unit, index after) or None.

        "een week of twee" and "een dag of tien" count two and ten.
        """
        word = self._at(at)
        following = self._at(at + 1)
        if word in ("een", "1") and following in w.UNITS:
            if self._at(at + 2) == "of" and could_be_number(self._at(at + 3) or "-"):
                read = read_number(self.words, at + 3)
                if read is not None and read[0] == int(read[0]):
                    return int(read[0]), w.UNITS[following], read[1]
            return 1, w.UNITS[following], at + 2
        if word in ("anderhalf", "anderhalve") and following in w.UNITS:
            hours = {"week": ("day", 10), "month": ("day", 45), "year": ("month", 18)}
            unit_count = hours.get(w.UNITS[following])
            return (unit_count[1], unit_count[0], at + 2) if unit_count else None
        if word == "een" and following in ("half", "halve") and self._at(at + 2) in w.UNITS:
            halves = {"year": ("month", 6), "month": ("day", 15)}
            half = halves.get(w.UNITS[self._at(at + 2)])
            return (half[1], half[0], at + 3) if half else None
        if not word or not could_be_number(word):
            return None
        read = read_number(self.words, at)
        if read is None or read[0] != int(read[0]) or not 0 < read[0] <= 400:
            return None
        unit = w.UNITS.get(self._at(read[1]))
        return (int(read[0]), unit, read[1] + 1) if unit is not None else None

    def plus(self, day: date, count: int, unit: str) -> date | None:
        """The day so many units after another one, or None where that is no whole day."""
        if unit == "day":
            return day + count * DAY
        if unit == "workday":
            return add_working_days(day, count)
        if unit == "week":
            return day + count * WEEK
        if unit in ("month", "quarter", "year"):
            return w.add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])
        return day + (count // 24) * DAY if count >= 24 else None

    def _later(self, at: int) -> Found | None:
        """Such as "twee weken later", "een week daarna", counted from the last date."""
        counted = self.counted(at)
        if counted is not None and self.words[counted[2] : counted[2] + 2] in _FROM_NOW:
            day = self.plus(self.today, counted[0], counted[1])
            return Found(counted[2] + 2, day) if day is not None else None
        if counted is None or self._previous is None or self._previous.day is None:
            return None
        if self._at(counted[2]) not in w.AFTERWARDS:
            return None
        day = self.plus(self._previous.day, counted[0], counted[1])
        return Found(counted[2] + 1, day) if day is not None else None

    def _numeric(self, at: int) -> Found | None:
        word = self.words[at]
        iso = _ISO.fullmatch(word)
        if iso is not None:
            return self._calendar(int(iso[1]), int(iso[2]), int(iso[3]), at + 1)
        match = _DUTCH.fullmatch(word)
        if match is None:
            return None
        day, mark, month, year = int(match[1]), match[2], int(match[3]), match[4]
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
        if year is not None:
            full = int(year) if len(year) == 4 else 2000 + int(year)
            return self._calendar(full, month, day, at + 1)
        if mark == "." or self._at(at + 1) in COUNTED or self._at(at + 1) in ("uur", "deel"):
            return None
        return self._calendar(self._year_for(month, day), month, day, at + 1)

    def _with_month(self, day: int, month: int, stop: int) -> Found:
        year, stop = self._year(stop)
        said_past = False
        word = self._at(stop)
        if word in w.COMING:
            stop += 1
        elif word == "a" and self._at(stop + 1) == "s":
            stop += 2
        elif word in ("jongstleden", "jl"):
            said_past = True
            stop += 1
        if year is None:
            if said_past:
                year = self.today.year - ((month, day) > (self.today.month, self.today.day))
            else:
                year = self._year_for(month, day)
        found = self._calendar(year, month, day, stop)
        found.past = found.past or said_past
        return found

    def _year(self, at: int) -> tuple[int | None, int]:
        """A year after a month, typed or spoken; "tweeduizend" by itself is an amount."""
        if at < self._count and could_be_number(self.words[at]):
            read = read_number(self.words, at)
            if read is not None:
                value, stop, money = read
                near = abs(int(value) - self.today.year) <= 12 and value == int(value)
                typed = self.words[at].isdigit() and len(self.words[at]) == 4
                if near and not money and (typed or value != 2000) and self._at(stop) not in EURO:
                    return int(value), stop
        return None, at

    def _year_for(self, month: int, day: int) -> int:
        today = self.today
        if self.past:
            return today.year - ((month, day) > (today.month, today.day))
        return today.year + ((month, day) < (today.month, today.day))

    def _calendar(self, year: int, month: int, day: int, stop: int) -> Found:
        try:
            exact = date(year, month, day)
        except ValueError:
            return Found(stop, None, impossible=True)
        return Found(stop, exact, past=exact < self.today)


def counted_from_today(words: tuple[str, ...], at: int, today: date) -> tuple[date, int] | None:
    """The day that is a counted time ahead ("een week", "drie dagen") and the index after those words, or None."""
    reader = DateReader(words, today, past=False)
    counted = reader.counted(at)
    day = reader.plus(today, counted[0], counted[1]) if counted is not None else None
    return (day, counted[2]) if counted is not None and day is not None else None
