"""The grammar behind `find_dates`: which words from a given one on form a date."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from app.dutch.dates import words as w
from app.dutch.dates.around import AroundReader
from app.dutch.dates.reading import DAY, Found
from app.dutch.numbers.amounts import MONTHS
from app.dutch.numbers.words import ORDINALS, SMALL

__all__ = ["Found", "Scanner"]

_FAR: Final = timedelta(days=305)
_TRANSFER: Final = frozenset({"maak", "maken", "boek", "boeken", "schrijf", "maakt"})


class Scanner(AroundReader):
    """Reads dates at given words of one text."""

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

    def _checked(self, found: Found) -> Found:
        """Flag a day that is suspiciously far ahead."""
        if found.day is not None and found.day - self.today > _FAR and not found.past:
            found.ambiguous = True
        return found

    def _over(self, at: int) -> Found | None:
        """Such as "over tien dagen", "binnen een week", "binnen nu en vrijdag"."""
        within = self.words[at] == "binnen"
        start = at + 1
        if not within and self._at(start) == "morgen":  # "over morgen", but not "maak het over morgen"
            transfer = not _TRANSFER.isdisjoint(self.words[:at]) and "over" not in self.words[start:]
            return None if transfer else Found(start + 1, self.today + 2 * DAY)
        if within and self._at(start) == "nu" and self._at(start + 1) == "en":
            start += 2
            inner = self.match(start) if start < self._count else None
            if inner is not None:
                inner.deadline = True
                return inner
        if self._at(start) in ("een", "enkele") and self._at(start + 1) == "paar":
            start += 1
        if self.words[at] == "met" and self._at(start + 2) != "of":
            return None  # only "met een dag of tien"
        if self._at(start) in ("paar", "enkele", "aantal"):
            unit = w.UNITS.get(self._at(start + 1))
            if unit in ("day", "workday", "week", "month"):
                return Found(start + 2, None, self.today, None)
            return None
        while self._at(start) in ("uiterlijk", "maximaal", "ongeveer", "zo'n", "de", "hooguit"):
            start += 1
        counted = self.counted(start)
        if within and self._at(start - 1) == "de" and self._at(start) in ("week", "maand"):
            counted = 1, w.UNITS[self._at(start)], start + 1  # "binnen de week", as Flemings say "within a week"
        if counted is None:
            return None
        count, unit, stop = counted
        if self._at(stop) in ("na", "geleden") or self._at(start - 2) in ("dag", "dagen"):
            return None
        day = self.plus(self.today, count, unit)
        if day is None:
            return None
        if unit == "week" and not within:
            weekday_at = self._skip(stop, "op")
            if self._at(weekday_at) in w.WEEKDAYS:
                return self._in_week(day - day.weekday() * DAY, stop)
        approximate = "of" in self.words[start:stop]
        return Found(stop, day, about=approximate, deadline=within)


type _Reader = Callable[[Scanner, int], Found | None]

# ruff: noqa: SLF001 -- the table below belongs to the class, it only has to follow it
_READERS: Final[Mapping[str, _Reader]] = (
    dict.fromkeys(w.WEEKDAYS, Scanner._weekday_word)
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
        "met": Scanner._over,
        "week": Scanner._week_word,
        "maand": Scanner._afterwards,
        "elke": Scanner._each,
        "iedere": Scanner._each,
        "ochtend": Scanner._by_daypart,
        "middag": Scanner._by_daypart,
        "avond": Scanner._by_daypart,
        "laatste": Scanner._first_or_last,
        "eerste": Scanner._first_or_last,
        "dag": Scanner._day_word,
        "werkdag": Scanner._day_word,
        "weekend": Scanner._weekend_word,
        "weekeinde": Scanner._weekend_word,
        "bouwvak": Scanner._building_holiday,
        "bouwvakantie": Scanner._building_holiday,
        "nieuwe": Scanner._new_year,
        "oud": Scanner._old_and_new,
        "daags": Scanner._daags,
        "dezelfde": Scanner._same_day,
        "diezelfde": Scanner._same_day,
        "daaropvolgende": Scanner._following_weekday,
    }
)
