"""Periods and feasts: the week, the month, begin and end of them, Easter, the bouwvak."""

from datetime import date
from typing import Final

from app.dutch.dates import words as w
from app.dutch.dates.reading import DAY, WEEK, DateReader, Found
from app.dutch.dates.working_days import next_working_day, previous_working_day
from app.dutch.numbers.amounts import MONTHS

_BEFORE_MONTH: Final = frozenset({"in", "voor", "tot", "na", "van", "ergens", "per"})
_QUARTERS: Final = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}


class PeriodReader(DateReader):
    """Reads periods, their edges, and feasts."""

    def _whole_unit(self, at: int, unit: str) -> Found:
        word = self.words[at]
        offset = 1 if word in w.NEXT or word in w.COMING else -1 if word in w.PREVIOUS else 0
        first, last = self._unit_bounds(unit, offset)
        past = offset < 0
        return Found(at + 2, None, first if past else max(first, self.today), last, past=past)

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
        quarter = self._quarter(self._skip(start, "het"))
        if quarter is not None:
            return quarter
        lead = ""
        if word in ("de", "het", "die") or word in w.THIS or word in w.NEXT or word in w.COMING:
            lead = word
            start += 1
            if self._at(start) in w.NEXT or self._at(start) in w.COMING or self._at(start) == "nieuwe":
                lead = self._at(start)
                start += 1
        elif word in w.RECURRING:
            start += 1
        unit = w.UNITS.get(self._at(start))
        if unit not in ("week", "month", "quarter", "year"):
            return None
        offset = 1 if lead in w.NEXT or lead in w.COMING or lead == "nieuwe" else 0
        stop = start + 1
        if unit == "week" and self._at(stop) in w.AFTERWARDS:
            monday = self._week_after()
            return unit, monday, monday + 6 * DAY, stop + 1
        first, last = self._unit_bounds(unit, offset)
        return unit, first, last, stop

    def _quarter(self, at: int) -> tuple[str, date, date, int] | None:
        """Such as "derde kwartaal": the next one of that number that is not over."""
        number = _QUARTERS.get(self._at(at))
        if number is None or self._at(at + 1) != "kwartaal":
            return None
        year = self.today.year + (self.today.month > number * 3)
        return "quarter", date(year, number * 3 - 2, 1), w.last_day_of_month(year, number * 3), at + 2

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

    def _by_daypart(self, at: int) -> Found | None:
        """Such as "voor de middag", "in de loop van de dag": today, where no other day stands beside it."""
        if self._at(at - 1) != "de" or (self._previous is not None and self._previous.stop >= at - 4):
            return None
        before = self._at(at - 2)
        if before in ("voor", "na") or self.words[max(0, at - 4) : at - 1] == ("de", "loop", "van"):
            following = self._at(at + 1)
            if following in ("van", "op") or following in w.WEEKDAYS or following in w.RELATIVE_DAYS:
                return None
            late = before == "na"
            part = w.DAYPARTS.get(self.words[at])
            return Found(at + 1, self.today, about=late, deadline=not late, after_included=late, daypart=part)
        return None

    def _week_edge(self, edge: str, monday: date, stop: int) -> Found:
        if edge == "end":
            friday = monday + 4 * DAY
            if friday < self.today and monday <= self.today:
                friday += WEEK  # said in the weekend: the week that is about to start
            return Found(stop, friday)
        day = monday if edge == "begin" else monday + 2 * DAY
        if day < self.today:
            return Found(stop, None, self.today, monday + 6 * DAY)
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
            return Found(stop, first - DAY, deadline=True) if first > self.today else None
        return Found(stop, None, max(first, self.today) if not self.past else first, last)

    def _weekend_word(self, at: int) -> Found:
        return self._weekend(at + 1, 0)

    def _weekend(self, stop: int, offset: int) -> Found:
        saturday = self._monday(offset) + 5 * DAY
        look = stop - 2
        while self._at(look) in ("het", "dit", "volgende", "komende", "komend", "volgend",
                                 "aankomend"):  # fmt: skip
            look -= 1
        before = self._at(look)
        if before == "na":
            return Found(stop, saturday + 2 * DAY, after_included=True)
        if before == "voor":
            friday = saturday - DAY
            return Found(stop, friday if friday >= self.today else friday + WEEK, deadline=True)
        return Found(stop, None, max(saturday, self.today), saturday + DAY, past=offset < 0)

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
                last + ((weekday - last.weekday() - 1) % 7 + 1) * DAY
                if side == "na"
                else first - ((first.weekday() - weekday - 1) % 7 + 1) * DAY
            )
        elif w.UNITS.get(word) == "workday":
            day = next_working_day(last) if side == "na" else previous_working_day(first)
        else:
            day = last + DAY if side == "na" else first - DAY
        return (
            Found(feast.stop, day, weekday_said=word in w.WEEKDAYS, after_included=True)
            if day >= self.today or self.past
            else None
        )

    def _feast(self, at: int) -> Found | None:
        word = self.words[at]
        name = w.FEASTS[word]
        if self._at(at - 1) in w.WISHING:
            return None  # "gelukkig nieuwjaar"
        first = False
        if word in ("kerstdag", "paasdag", "pinksterdag"):
            before = self._at(at - 1)
            first = before == "eerste"
            if before in ("tweede", "derde"):
                name += "_second" if before == "tweede" else "_third"
            elif not first:
                return None
        found = self._feast_found(name, at + 1, self._before_feast(at))
        if found.day is None and found.earliest is not None and (first or self._is_deadline(at)):
            return Found(found.stop, max(found.earliest, self.today), about=not first)
        return found

    def _is_deadline(self, at: int) -> bool:
        """Whether "uiterlijk met kerst", "tegen kerst" leads to a word."""
        before = self._before_feast(at)
        return before == "tegen" or "uiterlijk" in self.words[max(0, at - 3) : at]

    def _before_feast(self, at: int) -> str:
        look = at - 1
        while self._at(look) in ("de", "het", "eerste", "tweede", "derde"):
            look -= 1
        return self._at(look)

    def _feast_found(self, name: str, stop: int, before: str) -> Found:
        year = self.today.year
        first, last = w.feast(name, year)
        end = w.day_before_feast(first) if before == "voor" else last
        if end < self.today and not self.past:
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

    def _old_and_new(self, at: int) -> Found | None:
        """New Year's Eve, as "oud en nieuw"."""
        if self.words[at : at + 3] != ("oud", "en", "nieuw"):
            return None
        return self._feast_found("new_years_eve", at + 3, self._before_feast(at))

    def _new_year(self, at: int) -> Found | None:
        """Such as "voor het nieuwe jaar", "in het nieuwe jaar", "oud en nieuw"."""
        if self._at(at + 1) == "jaar":
            look = at - 1 - (self._at(at - 1) == "het")
            last = date(self.today.year, 12, 31)
            if self._at(look) == "voor":
                return Found(at + 2, last, deadline=True)
            return Found(at + 2, None, last + DAY, date(last.year + 1, 1, 31))
        return None
