"""The grammar behind `find_dates`: which words from a given one on form a date."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.dutch import date_words as w
from app.dutch.number_words import MULTIPLIERS, ORDINALS, SMALL
from app.dutch.numbers import COUNTED, EURO, MONTHS, could_be_number, read_number
from app.dutch.working_days import add_working_days, next_working_day, previous_working_day

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_FAR: Final = timedelta(days=305)
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


class Scanner:
    """Reads dates at given words of one text.

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

    def match(self, at: int) -> Found | None:
        """The date that starts exactly at a word, or None."""
        word = self.words[at]
        reader = _READERS.get(word)
        if reader is not None:
            found = reader(self, at)
            if found is not None:
                return self._checked(found)
        if word[0].isdigit() or word in SMALL or word in ORDINALS:
            found = self._number(at)
            if found is not None:
                return self._checked(found)
        return None

    # ---- looking around

    def _at(self, index: int) -> str:
        return self.words[index] if 0 <= index < self._count else ""

    def _skip(self, at: int, *options: str) -> int:
        return at + 1 if self._at(at) in options else at

    def _checked(self, found: Found) -> Found:
        """Flag a day that is suspiciously far ahead."""
        if found.day is not None and found.day - self.today > _FAR and not found.past:
            found.ambiguous = True
        return found

    # ---- weekdays

    def _monday(self, offset: int = 0) -> date:
        return self.today - self.today.weekday() * _DAY + offset * _WEEK

    def _first(self, weekday: int, *, strict: bool = False) -> date:
        """The first such weekday from today on (after today if strict), or the last before."""
        if self.past:
            return self.today - ((self.today.weekday() - weekday - 1) % 7 + 1) * _DAY
        ahead = (weekday - self.today.weekday()) % 7
        if ahead == 0 and strict:
            ahead = 7
        return self.today + ahead * _DAY

    def _weekday(self, at: int) -> Found | None:
        weekday, part = w.WEEKDAYS[self.words[at]]
        beside = self._beside_feast(at)
        if beside is not None:
            return beside
        if weekday == 4 and self._at(at - 1) in ("goede", "goeie"):
            return self._feast_found("good_friday", at + 1, "")
        found = Found(at + 1, self._first(weekday), weekday_said=True, daypart=part)
        return self._after_weekday(found, weekday)

    def _after_weekday(self, found: Found, weekday: int, *, fixed: bool = False) -> Found:
        """What may follow a weekday: its part, "aanstaande", "over een week", a date."""
        at = found.stop
        if self._at(at) in w.DAYPARTS and self._at(at) not in ("vroeg",):
            found.daypart = w.DAYPARTS[self._at(at)]
            at += 1
        elif self._at(at) == "s" and self._at(at + 1).removesuffix("s") in w.DAYPARTS:
            found.daypart = w.DAYPARTS[self._at(at + 1).removesuffix("s")]
            at += 2
        word = self._at(at)
        if word in w.COMING:
            if not fixed:
                found.day = self._first(weekday, strict=True)
            at += 1
        elif word == "a" and self._at(at + 1) == "s":
            found.day = self._first(weekday, strict=True)
            at += 2
        elif word in ("jongstleden", "jl", "ll"):
            found.day = self._back(weekday)
            found.past = True
            at += 1
        found.stop = at
        dated = self._explicit_date(at)
        if dated is not None:
            return self._compare(found, dated, weekday)
        if not fixed:
            self._weekday_shifted(found, weekday)
        return found

    def _back(self, weekday: int) -> date:
        return self.today - ((self.today.weekday() - weekday - 1) % 7 + 1) * _DAY

    def _explicit_date(self, at: int) -> Found | None:
        """A date beside its weekday: "de elfde", "11 september", "11-9-2026"."""
        start = self._skip(at, "de", "den")
        start = self._skip(start, "dag") if start > at else start
        if start >= self._count:
            return None
        return self._number(start, after_weekday=True)

    def _compare(self, found: Found, dated: Found, weekday: int) -> Found:
        dated.weekday_said = True
        dated.daypart = found.daypart
        dated.past = dated.past or found.past
        if dated.day is not None and dated.day.weekday() != weekday:
            dated.conflict = True
            dated.candidates = (dated.day, found.day) if found.day else (dated.day,)
            dated.day = None
        return dated

    def _weekday_shifted(self, found: Found, weekday: int) -> None:
        """Apply "over een week", "volgende week", "in de week erna" after a weekday."""
        at = found.stop
        assert found.day is not None
        if self._at(at) == "over":
            counted = self._counted(at + 1)
            if counted is not None and counted[1] in ("week", "day"):
                days = counted[0] * (7 if counted[1] == "week" else 1)
                if counted[1] == "day" and days == 8:
                    days = 7  # "vrijdag over acht dagen" counts both ends
                if days % 7 == 0:
                    found.day += days * _DAY
                    found.stop = counted[2]
            return
        if self._at(at) in ("een", "1") and self._at(at + 1) == "week":
            if self._at(at + 2) == "geleden":
                found.day, found.past, found.stop = self._back(weekday) - _WEEK, True, at + 3
            elif self._at(at + 2) in w.AFTERWARDS:
                found.day, found.stop = found.day + _WEEK, at + 3
            return
        start = self._skip(self._skip(at, "in", "van"), "de")
        offset = self._week_offset(start)
        if offset is not None:
            monday, stop, past = offset
            found.day, found.stop, found.past = monday + weekday * _DAY, stop, past

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
        if word == "week" and following.isdigit() and 1 <= int(following[:3]) <= 53:
            this_year, this_week, _ = self.today.isocalendar()
            number = int(following[:3])
            try:
                return date.fromisocalendar(this_year + (number < this_week), number, 1), at + 2, False
            except ValueError:
                return None
        return None

    def _week_after(self) -> date:
        """Monday of the week after the last one mentioned, or of next week."""
        if self._previous is None:
            return self._monday(1)
        base = self._previous.day or self._previous.earliest or self.today
        return base - base.weekday() * _DAY + _WEEK

    # ---- words that lead into a date

    def _lead(self, at: int) -> Found | None:
        """komende, aanstaande, volgende, deze, vorige ..."""
        word, following = self.words[at], self._at(at + 1)
        if following in w.WEEKDAYS:
            return self._led_weekday(at)
        unit = w.UNITS.get(following)
        if unit == "week":
            return self._whole_week(at)
        if unit in ("month", "quarter", "year"):
            return self._whole_unit(at, unit)
        if following in ("weekend", "weekeinde"):
            offset = 1 if word in w.NEXT else -1 if word in w.PREVIOUS else 0
            return self._weekend(at + 2, offset)
        if following in MONTHS:  # komende september
            return self._month(at + 1)
        if word in w.COMING or word in w.NEXT:
            dated = self._explicit_date(at + 1)
            if dated is not None and (self._at(at + 1)[0].isdigit() or following == "de"):
                return dated
        return None

    def _led_weekday(self, at: int) -> Found:
        word = self.words[at]
        weekday, part = w.WEEKDAYS[self.words[at + 1]]
        found = Found(at + 2, self._first(weekday), weekday_said=True, daypart=part)
        if word in w.PREVIOUS:
            found.day, found.past = self._back(weekday), True
            if word in ("vorige", "vorig") and found.day >= self._monday():
                found.ambiguous = True
        elif word in w.NEXT:
            found.day = self._monday(1) + weekday * _DAY
            found.ambiguous = weekday > self.today.weekday()
        elif word in w.COMING:
            found.day = self._first(weekday, strict=True)
        if word in w.NEXT:
            return self._after_weekday(found, weekday, fixed=True)
        return self._after_weekday(found, weekday, fixed=found.past)

    def _whole_week(self, at: int) -> Found | None:
        """Such as "volgende week", with a weekday or an edge after it where there is one."""
        offset = self._week_offset(at)
        if offset is None:
            return None
        monday, stop, past = offset
        return self._in_week(monday, stop, past=past)

    def _in_week(self, monday: date, stop: int, *, past: bool = False) -> Found:
        start = self._skip(stop, "op")
        if self._at(start) in ("uiterlijk", "al", "dan", "nog", "maar"):
            start = self._skip(start + 1, "op")
        if self._at(start) in w.WEEKDAYS:
            weekday, part = w.WEEKDAYS[self._at(start)]
            found = Found(start + 1, monday + weekday * _DAY, weekday_said=True, past=past, daypart=part)
            return self._after_weekday(found, weekday, fixed=True)
        edge = w.EDGES.get(self._at(start))
        if edge is not None and self._at(start) != "half":
            return self._week_edge(edge, monday, start + 1)
        earliest = max(monday, self.today) if not past else monday
        return Found(stop, None, earliest, monday + 6 * _DAY, past=past)

    def _whole_unit(self, at: int, unit: str) -> Found:
        word = self.words[at]
        offset = 1 if word in w.NEXT or word in w.COMING else -1 if word in w.PREVIOUS else 0
        first, last = self._unit_bounds(unit, offset)
        past = offset < 0
        return Found(at + 2, None, first if past else max(first, self.today), last, past=past)

    def _unit_bounds(self, unit: str, offset: int) -> tuple[date, date]:
        today = self.today
        if unit == "week":
            monday = self._monday(offset)
            return monday, monday + 6 * _DAY
        if unit == "month":
            first = w.add_months(today.replace(day=1), offset)
            return first, w.last_day_of_month(first.year, first.month)
        if unit == "quarter":
            start = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
            first = w.add_months(start, 3 * offset)
            return first, w.add_months(first, 3) - _DAY
        year = today.year + offset
        return date(year, 1, 1), date(year, 12, 31)

    def _week_word(self, at: int) -> Found | None:
        """Such as "week 38" and "week erna" without anything before them."""
        offset = self._week_offset(at)
        if offset is not None and self._at(at + 1).isdigit():
            return self._in_week(offset[0], offset[1])
        return self._afterwards(at)

    def _afterwards(self, at: int) -> Found | None:
        """Such as "de week erna", "de maand daarop", "de dag erna", counted from the last date."""
        unit = w.UNITS.get(self._at(at))
        if unit is None or self._at(at + 1) not in w.AFTERWARDS:
            return None
        base = self._previous
        if base is not None and base.day is not None:
            stop = at + 2
            if unit == "week":
                start = self._skip(stop, "op")
                if self._at(start) in w.WEEKDAYS:
                    return self._in_week(self._week_after(), stop)
                return Found(stop, base.day + _WEEK)
            if unit == "month":
                return Found(stop, w.add_months(base.day, 1))
            if unit == "day":
                return Found(stop, base.day + _DAY)
            if unit == "workday":
                return Found(stop, next_working_day(base.day))
        if unit == "week":
            return self._in_week(self._week_after(), at + 2)
        if unit == "month":
            first, last = self._unit_bounds("month", 1)
            return Found(at + 2, None, first, last)
        return None

    def _the(self, at: int) -> Found | None:
        """Such as "de vijftiende", "de week erna", "de eerste van de maand"."""
        after = self._afterwards(at + 1)
        if after is not None:
            return after
        return self._ordinal(at + 1, named=True)

    # ---- numbers

    def _number(self, at: int, *, after_weekday: bool = False) -> Found | None:
        """A date that starts with a number: 11 september, 11-9-2026, 2026-09-11, vijftiende."""
        word = self._at(at)
        if word and word[0].isdigit() and not word.isdigit():
            numeric = self._numeric(at)
            if numeric is not None:
                return numeric
        read = w.day_of_month(self.words, at)
        if read is None:
            return self._later(at)
        day, stop, ordinal = read
        month_at = self._skip(stop, "van") if ordinal else stop
        if self._at(month_at) in MONTHS:
            return self._with_month(day, MONTHS[self._at(month_at)], month_at + 1)
        if ordinal:
            return self._ordinal(at, named=after_weekday or self._at(at)[0].isdigit())
        return self._later(at)

    def _later(self, at: int) -> Found | None:
        """Such as "twee weken later", "een week daarna", counted from the last date."""
        counted = self._counted(at)
        if counted is None or self._previous is None or self._previous.day is None:
            return None
        if self._at(counted[2]) not in w.AFTERWARDS:
            return None
        day = self._plus(self._previous.day, counted[0], counted[1])
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

    # ---- ordinals: the fifteenth, the first working day of the month

    def _ordinal(self, at: int, *, named: bool) -> Found | None:
        """Such as "vijftiende" after "de" (named), or "eerste" with "van de maand" behind it."""
        special = self._first_or_last(at)
        if special is not None:
            return special
        read = w.day_of_month(self.words, at)
        if read is None or not read[2]:
            return None
        day, stop, _ = read
        if self._at(self._skip(stop, "van")) in MONTHS:
            at_month = self._skip(stop, "van")
            return self._with_month(day, MONTHS[self._at(at_month)], at_month + 1)
        start = self._skip(stop, "van", "dag")
        start = self._skip(start, "van")
        if self._at(start) in w.RECURRING and self._at(start + 1) == "maand":
            found = self._day_of_months(day, start + 2)
            found.recurring = True
            return found
        unit_at = start + (self._at(start) in ("de", "deze", "volgende", "komende", "die", "iedere"))
        if self._at(unit_at) in ("maand",) and start > stop:
            lead = self._at(unit_at - 1)
            if lead in w.NEXT or lead in w.COMING:
                first, _ = self._unit_bounds("month", 1)
                return self._calendar(first.year, first.month, day, unit_at + 1)
            return self._day_of_months(day, unit_at + 1)
        if self._at(stop) in ("volgende", "komende", "deze") and self._at(stop + 1) == "maand":
            first, _ = self._unit_bounds("month", 0 if self._at(stop) == "deze" else 1)
            return self._calendar(first.year, first.month, day, stop + 2)
        if not named or not self._stands_alone(day, stop):
            return None
        return self._day_of_months(day, self._skip(stop, *w.COMING))

    def _stands_alone(self, day: int, stop: int) -> bool:
        """Whether nothing that can be counted follows: "de eerste factuur" is no date."""
        following = self._at(stop)
        if following in w.UNITS or following in w.PAPERS or following in COUNTED:
            return False
        counted = following in ("twee", "drie", "vier") and (day > 4 or self._at(stop + 1) in MULTIPLIERS)
        if following in _ORDERED_THINGS and not counted:
            return False
        start = stop - 1
        while start and self._at(start) != "de":
            start -= 1
        led = self._at(start - 1) in ("op", "per", "vanaf", "uiterlijk", "rond", "voor")
        return day > 4 or led or following == "" or following in _AFTER_DAY

    def _day_of_months(self, day: int, stop: int) -> Found:
        """The next (or, backwards, the last) month that holds this day."""
        today = self.today
        first = today.replace(day=1)
        step = -1 if self.past else 1
        turn = day >= today.day if self.past else day < today.day
        month = w.add_months(first, step if turn else 0)
        found = self._calendar(month.year, month.month, day, stop)
        if found.impossible:
            month = w.add_months(month, step)
            found = self._calendar(month.year, month.month, day, stop)
            found.ambiguous = True
        found.day_of_month = True
        return found

    def _first_or_last(self, at: int) -> Found | None:
        """Such as "laatste dag van de maand", "eerste maandag van oktober", "eerste week van mei"."""
        word = self._at(at)
        position = -1 if word == "laatste" else ORDINALS.get(word, 0)
        if word == "eerstvolgende":
            position = 1
        if not (position == -1 or 1 <= position <= 5):
            return None
        thing = self._at(at + 1)
        if thing == "de" or not (thing in w.WEEKDAYS or w.UNITS.get(thing) in ("day", "workday", "week")):
            return None
        bounds = self._named_unit(at + 2)
        if bounds is None:
            if position == 1 and w.UNITS.get(thing) == "workday":
                return Found(at + 2, next_working_day(self.today))
            return None
        first, last, stop = bounds
        day: date | None
        if thing in w.WEEKDAYS:
            weekday = w.WEEKDAYS[thing][0]
            if position > 0:
                start = first + ((weekday - first.weekday()) % 7) * _DAY
                day = start + (position - 1) * _WEEK
            else:
                day = last - ((last.weekday() - weekday) % 7) * _DAY
            return Found(stop, day, weekday_said=True)
        unit = w.UNITS[thing]
        if unit == "week":
            monday = first - first.weekday() * _DAY + (position - 1) * _WEEK
            if position < 0:
                monday = last - last.weekday() * _DAY
            return self._in_week(monday, stop)
        if unit == "workday":
            day = add_working_days(first - _DAY, position) if position > 0 else previous_working_day(last + _DAY)
            return Found(stop, day)
        return Found(stop, last if position < 0 else first + (position - 1) * _DAY)

    # ---- periods and their edges

    def _named_unit(self, at: int) -> tuple[date, date, int] | None:
        """Such as "van de maand", "volgende week", "oktober": (first day, last day, index after)."""
        found = self._unit_kind(at)
        return found[1:] if found is not None else None

    def _unit_kind(self, at: int) -> tuple[str, date, date, int] | None:
        """As `_named_unit`, with the kind of unit first."""
        start = self._skip(at, "van", "in")
        word = self._at(start)
        if word in MONTHS:
            year, stop = self._year(start + 1)
            month = MONTHS[word]
            last_day = 31 if not self.past else 1
            year = year if year is not None else self._year_for(month, last_day)
            return "month", date(year, month, 1), w.last_day_of_month(year, month), stop
        lead = ""
        if word in ("de", "het", "die") or word in w.THIS or word in w.NEXT or word in w.COMING:
            lead = word
            start += 1
            if self._at(start) in w.NEXT or self._at(start) in w.COMING:
                lead = self._at(start)
                start += 1
        elif word in w.RECURRING:
            start += 1
        unit = w.UNITS.get(self._at(start))
        if unit not in ("week", "month", "quarter", "year"):
            return None
        offset = 1 if lead in w.NEXT or lead in w.COMING else 0
        stop = start + 1
        if unit == "week" and self._at(stop) in w.AFTERWARDS:
            monday = self._week_after()
            return unit, monday, monday + 6 * _DAY, stop + 1
        first, last = self._unit_bounds(unit, offset)
        return unit, first, last, stop

    def _edge(self, at: int) -> Found | None:
        """begin, halverwege, eind of a week, month, quarter or year."""
        word = self.words[at]
        edge = w.EDGES[word]
        unit = self._unit_kind(at + 1)
        if self._at(at - 1) == "dagen":
            return None  # "zestig dagen einde maand" is a term of payment
        if unit is None:
            if edge == "end" and self._end_of_day(at + 1):
                return Found(self._end_of_day(at + 1), self.today, deadline=True)
            if word == "ultimo":
                last = self._unit_bounds("month", 0)[1]
                return Found(at + 1, last)
            return None
        kind, first, last, stop = unit
        if word == "half" and kind != "month":
            return None
        if kind == "week":
            return self._week_edge(edge, first, stop)
        if edge == "end":
            return Found(stop, last, deadline=kind == "year")
        if edge == "begin":
            if first < self.today and kind == "month" and not self.past:
                return Found(stop, None, self.today, last)  # the beginning has passed
            return Found(stop, first, about=True)
        middle = first.replace(day=15) if kind == "month" else first + (last - first) / 2
        if middle < self.today and not self.past:
            return Found(stop, None, self.today, last)
        return Found(stop, middle, about=True)

    def _end_of_day(self, at: int) -> int:
        start = self._skip(self._skip(at, "van"), "de")
        return start + 1 if self._at(start) in ("dag", "middag", "ochtend", "werkdag") else 0

    def _week_edge(self, edge: str, monday: date, stop: int) -> Found:
        if edge == "end":
            friday = monday + 4 * _DAY
            if friday < self.today and monday <= self.today:
                friday += _WEEK  # said in the weekend: the week that is about to start
            return Found(stop, friday)
        day = monday if edge == "begin" else monday + 2 * _DAY
        if day < self.today:
            return Found(stop, None, self.today, monday + 6 * _DAY)
        return Found(stop, day, about=True)

    def _glued_edge(self, at: int) -> Found:
        _, last = self._unit_bounds(w.GLUED_EDGES[self.words[at]], 0)
        return Found(at + 1, last)

    def _month(self, at: int) -> Found | None:
        """A month by itself, only where "in", "voor", "na" ... makes it a time."""
        if self._at(at - 1) not in _BEFORE_MONTH and self._at(at - 1) not in w.COMING:
            return None
        bounds = self._named_unit(at)
        assert bounds is not None  # the caller saw a month
        first, last, stop = bounds
        before = self._at(at - 1)
        if before in ("voor", "tot"):
            return Found(stop, first - _DAY, deadline=True) if first > self.today else None
        return Found(stop, None, max(first, self.today) if not self.past else first, last)

    def _weekend_word(self, at: int) -> Found:
        return self._weekend(at + 1, 0)

    def _weekend(self, stop: int, offset: int) -> Found:
        saturday = self._monday(offset) + 5 * _DAY
        look = stop - 2
        while self._at(look) in ("het", "dit", "volgende", "komende", "komend", "volgend",
                                 "aankomend"):  # fmt: skip
            look -= 1
        before = self._at(look)
        if before == "na":
            return Found(stop, saturday + 2 * _DAY, after_included=True)
        if before == "voor":
            friday = saturday - _DAY
            return Found(stop, friday if friday >= self.today else friday + _WEEK, deadline=True)
        return Found(stop, None, max(saturday, self.today), saturday + _DAY, past=offset < 0)

    # ---- counting from today

    def _relative_day(self, at: int) -> Found | None:
        word = self.words[at]
        if word == "morgen" and self._at(at - 1) in ("goede", "goeie", "goeden"):
            return None
        offset, part = w.RELATIVE_DAYS[word]
        stop = at + 1
        if self._at(stop) in w.DAYPARTS and offset >= 1:
            part = w.DAYPARTS[self._at(stop)]
            stop += 1
        found = Found(stop, self.today + offset * _DAY, past=offset < 0, daypart=part)
        if self._at(stop) == "over":
            counted = self._counted(stop + 1)
            if counted is not None:
                assert found.day is not None
                found.day = self._plus(found.day, counted[0], counted[1])
                found.stop = counted[2]
        return found

    def _counted(self, at: int) -> tuple[int, str, int] | None:
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

    def _plus(self, day: date, count: int, unit: str) -> date | None:
        if unit == "day":
            return day + count * _DAY
        if unit == "workday":
            return add_working_days(day, count)
        if unit == "week":
            return day + count * _WEEK
        if unit in ("month", "quarter", "year"):
            return w.add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])
        return day + (count // 24) * _DAY if count >= 24 else None

    def _over(self, at: int) -> Found | None:
        """Such as "over tien dagen", "binnen een week", "binnen nu en vrijdag"."""
        within = self.words[at] == "binnen"
        start = at + 1
        if not within and self._at(start) == "morgen":  # "over morgen", but not "maak het over morgen"
            transfer = not _TRANSFER.isdisjoint(self.words[:at]) and "over" not in self.words[start:]
            return None if transfer else Found(start + 1, self.today + 2 * _DAY)
        if within and self._at(start) == "nu" and self._at(start + 1) == "en":
            start += 2
            inner = self.match(start) if start < self._count else None
            if inner is not None:
                inner.deadline = True
                return inner
        if self._at(start) in ("een", "enkele") and self._at(start + 1) == "paar":
            start += 1
        if self._at(start) in ("paar", "enkele", "aantal"):
            unit = w.UNITS.get(self._at(start + 1))
            if unit in ("day", "workday", "week", "month"):
                return Found(start + 2, None, self.today, None)
            return None
        while self._at(start) in ("uiterlijk", "maximaal", "ongeveer", "zo'n", "de", "hooguit"):
            start += 1
        counted = self._counted(start)
        if counted is None:
            return None
        count, unit, stop = counted
        if self._at(stop) in ("na", "geleden") or self._at(start - 2) in ("dag", "dagen"):
            return None
        day = self._plus(self.today, count, unit)
        if day is None:
            return None
        if unit == "week" and not within:
            weekday_at = self._skip(stop, "op")
            if self._at(weekday_at) in w.WEEKDAYS:
                return self._in_week(day - day.weekday() * _DAY, stop)
        approximate = "of" in self.words[start:stop]
        return Found(stop, day, about=approximate, deadline=within)

    # ---- feasts and the building trade's holiday

    def _beside_feast(self, at: int) -> Found | None:
        """Such as "de dag na nieuwjaar", "de dinsdag na pasen", "de vrijdag voor kerst"."""
        side = self._at(at + 1)
        if side not in ("na", "voor"):
            return None
        start = at + 2
        while self._at(start) in ("de", "het", "eerste", "tweede"):
            start += 1
        if self._at(start) not in w.FEASTS:
            return None
        feast = self._feast_found(w.FEASTS[self._at(start)], start + 1, "")
        first, last = feast.day or feast.earliest, feast.day or feast.latest
        if first is None or last is None:
            return None
        word = self.words[at]
        if word in w.WEEKDAYS:
            weekday = w.WEEKDAYS[word][0]
            day = (
                last + ((weekday - last.weekday() - 1) % 7 + 1) * _DAY
                if side == "na"
                else first - ((first.weekday() - weekday - 1) % 7 + 1) * _DAY
            )
        elif w.UNITS.get(word) == "workday":
            day = next_working_day(last) if side == "na" else previous_working_day(first)
        else:
            day = last + _DAY if side == "na" else first - _DAY
        return (
            Found(feast.stop, day, weekday_said=word in w.WEEKDAYS, after_included=True)
            if day >= self.today or self.past
            else None
        )

    def _feast(self, at: int) -> Found | None:
        word = self.words[at]
        name = w.FEASTS[word]
        if word in ("kerstdag", "paasdag", "pinksterdag"):
            before = self._at(at - 1)
            if before == "tweede":
                name += "_second"
            elif before != "eerste":
                return None
        return self._feast_found(name, at + 1, self._before_feast(at))

    def _before_feast(self, at: int) -> str:
        look = at - 1
        while self._at(look) in ("de", "het", "eerste", "tweede"):
            look -= 1
        return self._at(look)

    def _feast_found(self, name: str, stop: int, before: str) -> Found:
        year = self.today.year
        first, last = w.feast(name, year)
        if last < self.today and not self.past:
            first, last = w.feast(name, year + 1)
        elif first > self.today and self.past:
            first, last = w.feast(name, year - 1)
        if before == "voor":
            return Found(stop, w.day_before_feast(first), about=True, deadline=True)
        if before == "na":
            return Found(stop, w.day_after_feast(last), about=True, after_included=True)
        if first == last:
            return Found(stop, first)
        return Found(stop, None, first, last)

    def _building_holiday(self, at: int) -> Found:
        first, last = w.building_holiday(self.today.year)
        before = self._before_feast(at)
        if (first if before == "voor" else last) < self.today and not self.past:
            first, last = w.building_holiday(self.today.year + 1)
        if before == "voor":
            return Found(at + 1, None, self.today, previous_working_day(first), deadline=True)
        if before == "na":
            return Found(at + 1, None, next_working_day(last), None, after_included=True)
        return Found(at + 1, None, first, last)

    def _new_year(self, at: int) -> Found | None:
        """Such as "voor het nieuwe jaar", "in het nieuwe jaar", "oud en nieuw"."""
        if self._at(at + 1) == "jaar":
            look = at - 1 - (self._at(at - 1) == "het")
            last = date(self.today.year, 12, 31)
            if self._at(look) == "voor":
                return Found(at + 2, last, deadline=True)
            return Found(at + 2, None, last + _DAY, date(last.year + 1, 1, 31))
        return None


_ORDERED_THINGS: Final = frozenset(
    [
        "keer",
        "helft",
        "betaling",
        "termijnen",
        "stap",
        "optie",
        "kans",
        "aflossing",
        "rekening",
        "herinneringen",
        "persoon",
        "plaats",
        "instantie",
        "paar",
        "deelbetaling",
        "zending",
        "lading",
        "prioriteit",
        "ronde",
        "run",
        "betaalrun",
        "betaalronde",
        "drie",
        "twee",
        "vier",
        "aanbetaling",
        "brief",
        "collega",
        "regel",
        "kwart",
        "bedrag",
        "pagina",
        "partij",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "en",
        "is",
        "was",
    ]
)
_AFTER_DAY: Final = frozenset(
    [
        "dan",
        "betaal",
        "betalen",
        "betaald",
        "maak",
        "maken",
        "staat",
        "heeft",
        "hebt",
        "hebben",
        "is",
        "wordt",
        "gaat",
        "kan",
        "kunt",
        "lukt",
        "doe",
        "doen",
        "stort",
        "storten",
        "volgende",
        "aanstaande",
        "komende",
        "en",
        "zorg",
        "zal",
        "zullen",
        "of",
        "nee",
        "sorry",
        "van",
        "krijgt",
        "kom",
        "komt",
        "ben",
        "boek",
        "uiterlijk",
    ]
)
_TRANSFER: Final = frozenset({"maak", "maken", "boek", "boeken", "schrijf", "maakt"})
_BEFORE_MONTH: Final = frozenset({"in", "voor", "tot", "na", "van", "ergens", "per"})

type _Reader = Callable[[Scanner, int], Found | None]

# ruff: noqa: SLF001 -- the table below belongs to the class, it only has to follow it
_READERS: Final[Mapping[str, _Reader]] = (
    dict.fromkeys(w.WEEKDAYS, Scanner._weekday)
    | dict.fromkeys(w.RELATIVE_DAYS, Scanner._relative_day)
    | dict.fromkeys(MONTHS, Scanner._month)
    | dict.fromkeys(w.FEASTS, Scanner._feast)
    | dict.fromkeys(w.COMING | w.NEXT | w.THIS | w.PREVIOUS, Scanner._lead)
    | dict.fromkeys(w.EDGES, Scanner._edge)
    | dict.fromkeys(w.GLUED_EDGES, Scanner._glued_edge)
    | {
        "de": Scanner._the,
        "den": Scanner._the,
        "over": Scanner._over,
        "binnen": Scanner._over,
        "week": Scanner._week_word,
        "maand": Scanner._afterwards,
        "laatste": Scanner._first_or_last,
        "eerste": Scanner._first_or_last,
        "dag": Scanner._beside_feast,
        "werkdag": Scanner._beside_feast,
        "weekend": Scanner._weekend_word,
        "weekeinde": Scanner._weekend_word,
        "bouwvak": Scanner._building_holiday,
        "bouwvakantie": Scanner._building_holiday,
        "nieuwe": Scanner._new_year,
    }
)
