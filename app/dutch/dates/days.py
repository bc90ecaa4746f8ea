"""Single days: weekdays, numbers with or without a month, ordinals, days counted from today."""

from datetime import date
from typing import Final

from app.dutch.dates import words as w
from app.dutch.dates.beside import ORDERED_THINGS, AnchoredReader
from app.dutch.dates.reading import DAY, WEEK, Found
from app.dutch.dates.spoken import spoken_month
from app.dutch.dates.working_days import add_working_days, next_working_day, previous_working_day
from app.dutch.numbers.amounts import COUNTED, MONTHS
from app.dutch.numbers.words import MULTIPLIERS, ORDINALS

_AFTER_DAY: Final = frozenset(
    """
    dan betaal betalen betaald maak maken staat heeft hebt hebben is wordt gaat kan kunt lukt doe doen stort
    storten volgende aanstaande komende en zorg zal zullen of nee sorry van krijgt kom komt ben boek uiterlijk
    """.split()
)


_SUITING: Final = frozenset("prima goed oke akkoord haalbaar mogelijk best het alles hij die dat beter".split())
_TURNING: Final = frozenset({"nee", "niet", "maar", "of", "sorry", "liever", "beloofd"})
"""After these a day replaces the one before it."""
_BEFORE_DAY: Final = frozenset({"op", "per", "vanaf", "uiterlijk", "rond", "voor", "tegen"})


class DayReader(AnchoredReader):
    """Reads everything that names one day."""

    def _weekday(self, at: int) -> Found | None:
        weekday, part = w.WEEKDAYS[self.words[at]]
        beside = self._beside_feast(at)
        if beside is not None:
            return beside
        if weekday == 4 and self._at(at - 1) in ("goede", "goeie"):
            return self._feast_found("good_friday", at + 1, "")
        if weekday == 3 and self._at(at - 1) == "witte":
            return self._feast_found("maundy_thursday", at + 1, "")
        found = Found(at + 1, self._first(weekday), weekday_said=True, daypart=part)
        if found.day == self.today and self._follows_later_day(at):
            ahead = self._after_weekday(Found(at + 1, self.today, weekday_said=True, daypart=part), weekday)
            if ahead.day == self.today and not ahead.conflict:
                ahead.day = self.today + WEEK
            return ahead
        return self._after_weekday(found, weekday)

    def _follows_later_day(self, at: int) -> bool:
        """Whether a later weekday was named before: "zaterdag ... en maandag", said on a Monday, is a week on."""
        earlier = self._previous
        if earlier is None or not earlier.weekday_said or earlier.day is None or self.past:
            return False
        return earlier.day > self.today and _TURNING.isdisjoint(self.words[earlier.stop : at])

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

    def _explicit_date(self, at: int) -> Found | None:
        """A date beside its weekday: "de elfde", "11 september", "11-9-2026"."""
        start = self._skip(at, "de", "den")
        start = self._skip(start, "dag") if start > at else start
        if start >= self._count:
            return None
        return self._number(start, after_weekday=True) or self._bare_ordinal(start)

    def _bare_ordinal(self, at: int) -> Found | None:
        """An ordinal that is a day of the month because of its weekday: "maandag de derde ligt het er"."""
        read = w.day_of_month(self.words, at)
        if read is None or not read[2] or self._at(at - 1) not in ("de", "den") or self._is_counted(read[0], read[1]):
            return None
        return self._day_of_months(read[0], read[1])

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
        if self._at(at) in ("over", "in"):
            counted = self.counted(at + 1)
            if counted is not None and counted[1] in ("week", "day"):
                days = counted[0] * (7 if counted[1] == "week" else 1)
                if counted[1] == "day" and days == 8:
                    days = 7  # "vrijdag over acht dagen" counts both ends
                if days % 7 == 0:
                    found.day += days * DAY
                    found.stop = counted[2]
                    return
            if self._at(at) == "over":
                return
        if self._at(at) in ("een", "1") and self._at(at + 1) == "week":
            if self._at(at + 2) == "geleden":
                found.day, found.past, found.stop = self._back(weekday) - WEEK, True, at + 3
            elif self._at(at + 2) in w.AFTERWARDS:
                found.day, found.stop = found.day + WEEK, at + 3
            return
        if self._beside_anchor(found, weekday):
            return
        start = self._skip(self._skip(at, "in", "van"), "de")
        offset = self._week_offset(start)
        if offset is not None:
            monday, stop, past = offset
            found.day, found.stop, found.past = monday + weekday * DAY, stop, past

    def _lead(self, at: int) -> Found | None:
        """komende, aanstaande, volgende, deze, vorige ..."""
        word, following = self.words[at], self._at(at + 1)
        if word == "laatst" and self._at(at - 1) in ("zijn", "z'n"):
            return None  # "op zijn laatst vrijdag"
        if following in w.WEEKDAYS:
            return self._led_weekday(at)
        unit = w.UNITS.get(following)
        if unit == "week":
            return self._whole_week(at)
        if unit in ("month", "quarter", "year"):
            return (self._day_in_month(at) if unit == "month" else None) or self._whole_unit(at, unit)
        if following in ("weekend", "weekeinde"):
            offset = 1 if word in w.NEXT else -1 if word in w.PREVIOUS else 0
            return self._weekend(at + 2, offset)
        if word in w.THIS and following in w.DAYPARTS and following not in ("morgen", "vroeg"):
            return Found(at + 2, self.today, daypart=w.DAYPARTS[following])
        if word in w.THIS and following == "dag":
            return Found(at + 2, self.today)
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
            found.day = self._monday(1) + weekday * DAY
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
            found = Found(start + 1, monday + weekday * DAY, weekday_said=True, past=past, daypart=part)
            return self._after_weekday(found, weekday, fixed=True)
        edge = w.EDGES.get(self._at(start))
        if edge is not None and self._at(start) != "half":
            return self._week_edge(edge, monday, start + 1)
        earliest = max(monday, self.today) if not past else monday
        return Found(stop, None, earliest, monday + 6 * DAY, past=past)

    def _week_word(self, at: int) -> Found | None:
        """Such as "week 38" and "week erna" without anything before them."""
        offset = self._week_offset(at)
        if offset is not None and self._at(at + 1) not in w.AFTERWARDS:
            return self._in_week(offset[0], offset[1])
        return self._afterwards(at)

    def _afterwards(self, at: int) -> Found | None:
        """Such as "de week erna", "de maand daarop", "de dag erna", counted from the last date."""
        unit = w.UNITS.get(self._at(at))
        if unit is None or self._at(at + 1) not in w.AFTERWARDS:
            return self._day_beside(at + 1) if unit == "day" else None
        base = self._previous
        if base is not None and base.day is not None:
            stop = at + 2
            if unit == "week":
                start = self._skip(stop, "op")
                if self._at(start) in w.WEEKDAYS:
                    return self._in_week(self._week_after(), stop)
                return Found(stop, base.day + WEEK)
            if unit == "month":
                return Found(stop, w.add_months(base.day, 1))
            if unit == "workday":
                return Found(stop, next_working_day(base.day))
        if unit == "day":
            return self._day_beside(at + 1)
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
        spoken = spoken_month(self.words, at, stop) if not ordinal else None
        if spoken is not None:
            return self._with_month(day, *spoken)
        month_at = self._skip(stop, "van") if ordinal else stop
        if self._at(month_at) in MONTHS:
            return self._with_month(day, MONTHS[self._at(month_at)], month_at + 1)
        if ordinal:
            return self._ordinal(at, named=after_weekday or self._at(at)[0].isdigit())
        return self._later(at)

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
        start = self._skip(stop, "van", "dag", "der")
        start = self._skip(start, "van")
        if self._at(start) == "de" and self._at(start + 1) in w.NEXT | w.COMING | {"nieuwe"}:
            start += 1  # "van de volgende maand"
        if self._at(start) in w.RECURRING and self._at(start + 1) == "maand":
            found = self._day_of_months(day, start + 2)
            found.recurring = True
            return found
        unit_at = start + (self._at(start) in ("de", "deze", "volgende", "komende", "die", "iedere", "nieuwe"))
        if self._at(unit_at) in ("maand",) and start > stop:
            lead = self._at(unit_at - 1)
            if lead in w.NEXT or lead in w.COMING or lead == "nieuwe":
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
        if following in ORDERED_THINGS and not counted and following not in ("is", "was"):
            return False
        start = stop - 1
        while start and self._at(start) not in ("de", "den"):
            start -= 1
        led = self._at(start - 1) in _BEFORE_DAY or self._at(start) == "den" or self._at(stop - 2) in w.RECURRING
        if following == "en" and not led and self._at(stop + 1) in ORDINALS:
            return False  # "de eerste en tweede factuur"
        if following in ("is", "was"):
            # "op de vijftiende is goed", "de vijftiende is prima", and not "de vijftiende is de laatste keer"
            return led or (day > 4 and self._at(stop + 1) in _SUITING)
        return day > 4 or led or following == "" or following in _AFTER_DAY

    def _each(self, at: int) -> Found | None:
        """Such as "elke eerste", "iedere vijftiende"."""
        found = self._ordinal(at + 1, named=True)
        if found is not None:
            found.recurring = True
        return found

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
        if position == -1 and self.words[at + 1 : at + 4] in (("van", "de", "maand"), ("van", "deze", "maand")):
            return Found(at + 4, self._unit_bounds("month", 0)[1])
        if position == -1 and thing in MONTHS and self._at(at - 1) == "de":
            year = self._year_for(MONTHS[thing], 28)
            return Found(at + 2, w.last_day_of_month(year, MONTHS[thing]))  # "de laatste april"
        if thing == "de" or not (thing in w.WEEKDAYS or w.UNITS.get(thing) in ("day", "workday", "week")):
            return None
        bounds = self._named_unit(at + 2)
        if bounds is None:
            if w.UNITS.get(thing) != "workday":
                return None
            if position == 1:
                return Found(at + 2, next_working_day(self.today))
            return self._last_working_day(at + 2) if position == -1 and self._at(at - 1) == "de" else None
        first, last, stop = bounds
        day = _in_bounds(first, last, position, thing)
        week = w.UNITS.get(thing) == "week"
        if not self.past and (day + 6 * DAY if week else day) < self.today:
            step = 12 if self._at(self._skip(at + 2, "van", "in")) in MONTHS else 1
            if last - first > WEEK:
                first = w.add_months(first, step)
                last = w.last_day_of_month(first.year, first.month)
            else:
                first, last = first + WEEK, last + WEEK
            day = _in_bounds(first, last, position, thing)
        if week:
            return self._in_week(day, stop)
        return Found(stop, day, weekday_said=thing in w.WEEKDAYS)

    def _relative_day(self, at: int) -> Found | None:
        word = self.words[at]
        if word == "morgen" and self._at(at - 1) in ("goede", "goeie", "goeden"):
            return None
        offset, part = w.RELATIVE_DAYS[word]
        stop = at + 1
        if self._at(stop) in w.DAYPARTS and offset >= 1:
            part = w.DAYPARTS[self._at(stop)]
            stop += 1
        found = Found(stop, self.today + offset * DAY, past=offset < 0, daypart=part)
        if self._at(stop) == "over":
            counted = self.counted(stop + 1)
            if counted is not None:  # "morgen over een week"
                assert found.day is not None
                found.day = self.plus(found.day, counted[0], counted[1])
                found.stop = counted[2]
        return found


def _in_bounds(first: date, last: date, position: int, thing: str) -> date:
    """The nth (-1 for the last) day, working day, weekday or Monday of a week in a period."""
    if thing in w.WEEKDAYS:
        weekday = w.WEEKDAYS[thing][0]
        if position < 0:
            return last - ((last.weekday() - weekday) % 7) * DAY
        return first + ((weekday - first.weekday()) % 7) * DAY + (position - 1) * WEEK
    unit = w.UNITS[thing]
    if unit == "week":
        return last - last.weekday() * DAY if position < 0 else first - first.weekday() * DAY + (position - 1) * WEEK
    if unit == "workday":
        return add_working_days(first - DAY, position) if position > 0 else previous_working_day(last + DAY)
    return last if position < 0 else first + (position - 1) * DAY
