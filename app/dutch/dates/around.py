"""Days around a date or an event: "de maandag na de vijftiende", "twee dagen voor de tiende", "de week van 16 juni"."""

from datetime import date
from typing import Final

from app.dutch.dates import words as w
from app.dutch.dates.beside import days_back
from app.dutch.dates.days import DayReader
from app.dutch.dates.reading import DAY, WEEK, Found
from app.dutch.dates.working_days import next_working_day, previous_working_day

PART_OF_TODAY: Final = frozenset(
    "lunch eten werk schaft nieuws sluitingstijd koffie gesprek telefoontje school training les pauze "
    "achten negenen tienen elven twaalven enen tweeen drieen vieren vijven zessen zevenen".split()
)
"""What comes later today."""
EVENTS: Final = frozenset(
    """
    kermis bruiloft zomer winter vakantie herfstvakantie paasvakantie kerstvakantie voorjaarsvakantie zomervakantie
    krokusvakantie meivakantie verlof bouwverlof oogst pluk bieten aardappelen oplevering introweek toetsenweek
    suikerfeest offerfeest ramadan beurs congres levering overdracht uitkering examens verhuizing wedstrijd campagne
    seizoen maarten sabbat feest optocht toernooi verbouwing opening
    """.split()
)
"""What has no day that the calendar knows."""
_SIDES: Final = frozenset({"na", "voor"})
_DETERMINERS: Final = frozenset({"de", "het", "mijn", "onze", "die", "dit", "deze"})


class AroundReader(DayReader):
    """Reads days that stand before or after a date or an event."""

    def _weekday_word(self, at: int) -> Found | None:
        return self._weekday_around(at) or self._weekday(at)

    def _weekday_around(self, at: int) -> Found | None:
        """Such as "de maandag na de vijftiende"; "de maandag na de kermis" names no day."""
        side = self._at(at + 1)
        if side not in _SIDES or self._at(at - 1) not in ("de", "den") or self._at(at + 2) not in _DETERMINERS:
            return None
        dated = self._dated(at + 2)
        weekday, part = w.WEEKDAYS[self.words[at]]
        if dated is not None and dated.day is not None:
            base = dated.day
            after = base + ((weekday - base.weekday() - 1) % 7 + 1) * DAY
            before = base - ((base.weekday() - weekday - 1) % 7 + 1) * DAY
            found = self._ahead(dated.stop, after if side == "na" else before)
            if found is not None:
                found.weekday_said, found.daypart = True, part
            return found
        thing = self._at(at + 3)
        return Found(at + 4, None, self.today, None, after_included=True) if thing in EVENTS else None

    def _day_word(self, at: int) -> Found | None:
        """Such as "de dag na de tiende", "de werkdag voor de eerste", and the days beside a feast or another day."""
        beside = self._beside_feast(at) or (self._day_beside(at + 1) if self.words[at] == "dag" else None)
        if beside is not None or self._at(at + 1) not in _SIDES:
            return beside
        dated = self._dated(at + 2)
        if dated is None or dated.day is None or self._at(at - 1) not in ("de", "den", "eerste", "laatste"):
            return None
        late, working = self._at(at + 1) == "na", self.words[at] == "werkdag"
        if late:
            return self._ahead(dated.stop, next_working_day(dated.day) if working else dated.day + DAY)
        return self._ahead(dated.stop, previous_working_day(dated.day) if working else dated.day - DAY)

    def _week_word(self, at: int) -> Found | None:
        """Such as "de week van de tiende", "de week voor de negende": a period."""
        side = self._at(at + 1)
        if side not in ("van", *_SIDES) or self._at(at - 1) in ("een", "deze", "elke", "per", "iedere"):
            return super()._week_word(at)
        dated = self._dated(at + 2)
        if dated is None or dated.day is None:
            return super()._week_word(at)
        monday = dated.day - dated.day.weekday() * DAY + {"van": 0, "voor": -1, "na": 1}[side] * WEEK
        first = monday if self.past else max(monday, self.today)
        return Found(dated.stop, None, first, max(monday + 6 * DAY, first), after_included=True)

    def _later(self, at: int) -> Found | None:
        """Such as "twee dagen na de tiende", beside what counts from feasts and from the last day."""
        found = super()._later(at)
        if found is not None:
            return found
        counted = self.counted(at)
        if counted is None or counted[1] not in ("day", "workday", "week") or self._at(counted[2]) not in _SIDES:
            return None
        if self._at(counted[2] + 1) not in ("de", "den"):
            return None
        dated = self._dated(counted[2] + 1)
        if dated is None or dated.day is None:
            return None
        late = self._at(counted[2]) == "na"
        day = self.plus(dated.day, counted[0], counted[1]) if late else days_back(dated.day, counted[0], counted[1])
        return self._ahead(dated.stop, day) if day is not None else None

    def _dated(self, at: int) -> Found | None:
        start = self._skip(at, "de", "den")
        if not self._at(start):
            return None
        return self._number(start, after_weekday=True) or self._bare_ordinal(start)

    def _ahead(self, stop: int, day: date) -> Found | None:
        return Found(stop, day, after_included=True) if day >= self.today or self.past else None
