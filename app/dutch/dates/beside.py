"""Days that stand beside another: "de dag erna", "de vrijdag ervoor", "dezelfde middag", "volgende maand de derde"."""

from datetime import date
from typing import Final

from app.dutch.dates import words as w
from app.dutch.dates.periods import PeriodReader
from app.dutch.dates.reading import DAY, Found
from app.dutch.dates.working_days import add_working_days, previous_working_day
from app.dutch.numbers.amounts import COUNTED, EURO
from app.dutch.numbers.words import MULTIPLIERS, SMALL

ORDERED_THINGS: Final = frozenset(
    """
    keer helft betaling termijnen stap optie kans aflossing rekening herinneringen persoon plaats instantie paar
    deelbetaling zending lading prioriteit ronde run betaalrun betaalronde drie twee vier aanbetaling brief
    collega regel kwart bedrag pagina partij maandag dinsdag woensdag donderdag vrijdag is was
    """.split()
)
"""What "de tweede" counts, beside papers and units."""

_FIRST_FEW: Final = 4
_COUNTED_THINGS: Final = ORDERED_THINGS - {"is", "was"}


class AnchoredReader(PeriodReader):
    """Reads days that count from a day or a month that was named."""

    def _beside_anchor(self, found: Found, weekday: int) -> bool:
        """Move a weekday to the side of the last day: "vrijdag ... en de vrijdag erop", "de woensdag ervoor"."""
        word = self._at(found.stop)
        if word in w.AFTERWARDS and word != "later":
            base = self._anchor(before=False)
            if base is None:
                return False
            found.day = base + ((weekday - base.weekday() - 1) % 7 + 1) * DAY
        elif word in w.BEFOREHAND:
            base = self._anchor(before=True)
            if base is None:
                return False
            found.day = base - ((base.weekday() - weekday - 1) % 7 + 1) * DAY
        else:
            return False
        found.stop += 1
        return True

    def _day_beside(self, at: int) -> Found | None:
        """The day after or before the last one, at the word that says so ("de dag | erna", "daags | nadien")."""
        word = self._at(at)
        after = word in w.AFTERWARDS and word != "later"
        base = self._anchor(before=not after)
        if base is None or not (after or word in w.BEFOREHAND):
            return None
        return Found(at + 1, base + DAY if after else base - DAY)

    def _daags(self, at: int) -> Found | None:
        return self._day_beside(at + 1)

    def _same_day(self, at: int) -> Found | None:
        """Such as "dezelfde dag", "diezelfde avond", "diezelfde woensdag": the day that was named last."""
        word, base = self._at(at + 1), self._anchor(before=False)
        if base is None:
            return None
        if word in w.WEEKDAYS:
            weekday, part = w.WEEKDAYS[word]
            return Found(at + 2, base, weekday_said=True, daypart=part) if base.weekday() == weekday else None
        if word != "dag" and (word not in w.DAYPARTS or word in ("morgen", "vroeg")):
            return None
        return Found(at + 2, base, daypart=w.DAYPARTS.get(word))

    def _following_weekday(self, at: int) -> Found | None:
        """Such as "de daaropvolgende donderdag"."""
        base = self._anchor(before=False)
        if base is None or self._at(at + 1) not in w.WEEKDAYS:
            return None
        weekday, part = w.WEEKDAYS[self._at(at + 1)]
        day = base + ((weekday - base.weekday() - 1) % 7 + 1) * DAY
        return Found(at + 2, day, weekday_said=True, daypart=part)

    def _is_counted(self, day: int, stop: int) -> bool:
        """Whether what an ordinal counts follows it; nobody speaks of a ninth hundred."""
        word = self._at(stop)
        if day > _FIRST_FEW and (word in SMALL or word in MULTIPLIERS):
            return False
        if word in w.PAPERS or word in w.UNITS or word in w.WEEKDAYS:
            return True
        return word in COUNTED or word in EURO or word in MULTIPLIERS or word in SMALL or word in _COUNTED_THINGS

    def _day_in_month(self, at: int) -> Found | None:
        """Such as "volgende maand de derde", "deze maand nog de dertigste"."""
        start = at + 2
        while self._at(start) in ("op", "nog", "dan", "uiterlijk"):
            start += 1
        if self._at(start) not in ("de", "den"):
            return None
        read = w.day_of_month(self.words, start + 1)
        if read is None or not read[2] or self._is_counted(read[0], read[1]):
            return None
        lead = self.words[at]
        offset = 1 if lead in w.NEXT or lead in w.COMING else -1 if lead in w.PREVIOUS else 0
        first, _ = self._unit_bounds("month", offset)
        found = self._calendar(first.year, first.month, read[0], read[1])
        return None if offset == 0 and found.past else found

    def _last_working_day(self, stop: int) -> Found:
        """The last working day of this month, or of the next where it has gone by ("de laatste werkdag")."""
        return Found(
            stop, _last_of_month(self.today, self._unit_bounds("month", 0)[1], self._unit_bounds("month", 1)[1])
        )

    def _later(self, at: int) -> Found | None:
        """Such as "twee dagen ervoor", "twee dagen na koningsdag", beside what counts from the last day."""
        found = super()._later(at)
        if found is not None:
            return found
        counted = self.counted(at)
        if counted is None or counted[1] not in ("day", "workday", "week"):
            return None
        count, unit, stop = counted
        if self._at(stop) in w.BEFOREHAND:
            base = self._anchor(before=True)
            day = days_back(base, count, unit) if base is not None else None
            return Found(stop + 1, day) if day is not None else None
        feast_at = self._skip(stop + 1, "de", "het")
        if self._at(stop) in ("na", "voor") and self._at(feast_at) in w.FEASTS:
            return self._counted_from_feast(count, unit, feast_at, after=self._at(stop) == "na")
        return None

    def _counted_from_feast(self, count: int, unit: str, at: int, *, after: bool) -> Found | None:
        feast = self._feast_found(w.FEASTS[self._at(at)], at + 1, "")
        base = feast.day or (feast.latest if after else feast.earliest)
        if base is None:
            return None
        day = self.plus(base, count, unit) if after else days_back(base, count, unit)
        return Found(at + 1, day, after_included=True) if day is not None and (day >= self.today or self.past) else None


def _last_of_month(today: date, this: date, following: date) -> date:
    last = previous_working_day(this + DAY)
    return last if last >= today else previous_working_day(following + DAY)


def days_back(day: date, count: int, unit: str) -> date:
    """The day so many days, working days or weeks before another."""
    if unit == "workday":
        return add_working_days(day, -count)
    return day - count * (7 if unit == "week" else 1) * DAY
