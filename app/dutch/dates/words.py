"""The words and tables that dates are made of."""

from datetime import date, timedelta
from typing import Final

from app.dutch.dates.working_days import (
    easter_sunday,
    next_working_day,
    previous_working_day,
)
from app.dutch.numbers.amounts import MONTHS
from app.dutch.numbers.words import ORDINALS, SMALL

_DAY: Final = timedelta(days=1)

_WEEKDAY_NAMES: Final = (
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
)  # fmt: skip
DAYPARTS: Final = {
    "morgen": "morning", "ochtend": "morning", "voormiddag": "morning", "vroeg": "morning",
    "middag": "afternoon", "namiddag": "afternoon", "avond": "evening", "nacht": "night",
    "noen": "afternoon",
}  # fmt: skip
"""Dutch word for a part of the day to its English code."""

WEEKDAYS: Final[dict[str, tuple[int, str | None]]] = {
    name: (index, None) for index, name in enumerate(_WEEKDAY_NAMES)
} | {name + part: (index, code) for index, name in enumerate(_WEEKDAY_NAMES) for part, code in DAYPARTS.items()}
"""Weekday words, with or without a part of the day, to (0 for Monday .. 6, part)."""

RELATIVE_DAYS: Final[dict[str, tuple[int, str | None]]] = {
    "vandaag": (0, None), "vanmiddag": (0, "afternoon"), "vanavond": (0, "evening"),
    "vanochtend": (0, "morning"), "vanmorgen": (0, "morning"), "vannacht": (0, "night"),
    "morgen": (1, None), "overmorgen": (2, None), "gisteren": (-1, None),
    "eergisteren": (-2, None), "gister": (-1, None), "gisteravond": (-1, "evening"),
    "gisterenmiddag": (-1, "afternoon"), "gistermiddag": (-1, "afternoon"),
    "gisterochtend": (-1, "morning"), "gisterenochtend": (-1, "morning"),
    "heden": (0, None), "hedenochtend": (0, "morning"), "hedenmiddag": (0, "afternoon"),
    "hedennamiddag": (0, "afternoon"), "hedenavond": (0, "evening"),
} | {
    day + part: (offset, code)
    for day, offset in (("morgen", 1), ("overmorgen", 2))
    for part, code in DAYPARTS.items()
}  # fmt: skip
"""Words that count from today to (days from today, part of the day)."""

COMING: Final = frozenset(
    {"komende", "komend", "aanstaande", "aankomende", "aankomend", "eerstkomende",
     "eerstvolgende", "eerstkomend", "toekomende"}
)  # fmt: skip
NEXT: Final = frozenset({"volgende", "volgend"})
THIS: Final = frozenset({"deze", "dit", "dees", "dezen"})
PREVIOUS: Final = frozenset({"vorige", "vorig", "afgelopen", "verleden", "voorgaande", "laatst"})
AFTERWARDS: Final = frozenset({"erna", "daarna", "daarop", "erop", "later", "nadien"})
BEFOREHAND: Final = frozenset({"ervoor", "daarvoor", "tevoren"})
SAME: Final = frozenset({"dezelfde", "diezelfde"})
RECURRING: Final = frozenset({"elke", "iedere", "elk", "ieder"})
EDGES: Final = {
    "begin": "begin", "primo": "begin", "aanvang": "begin", "eind": "end", "einde": "end", "ultimo": "end",
    "halverwege": "middle", "midden": "middle", "medio": "middle", "half": "middle",
}  # fmt: skip
UNITS: Final = {
    "dag": "day", "dagen": "day", "nachtjes": "day", "dagje": "day", "dagjes": "day", "etmaal": "day",
    "werkdag": "workday", "werkdagen": "workday",
    "week": "week", "weken": "week", "weekje": "week", "weekjes": "week",
    "maand": "month", "maanden": "month", "maandje": "month", "maandjes": "month",
    "kwartaal": "quarter", "kwartalen": "quarter", "jaar": "year", "jaren": "year",
    "uur": "hour", "uren": "hour",
}  # fmt: skip
GLUED_EDGES: Final = {"maandeinde": "month", "jaareinde": "year", "kwartaaleinde": "quarter"}

PAPERS: Final = frozenset(
    [
        "factuur",
        "facturen",
        "nota",
        "rekening",
        "brief",
        "mail",
        "mailtje",
        "email",
        "bericht",
        "herinnering",
        "aanmaning",
        "levering",
        "bestelling",
        "order",
        "zending",
        "pakbon",
        "gesprek",
        "telefoontje",
        "afspraak",
        "offerte",
        "creditnota",
        "datum",
        "factuurdatum",
        "vervaldatum",
        "gedateerd",
        "dagtekening",
    ]
)
"""Things that carry a date of their own: "de factuur van vijftien augustus"."""
BILLS: Final = frozenset({"factuur", "facturen", "nota", "rekening"})

# Advice of Bouwend Nederland, first day of the earliest region to last day of the latest one.
# Source: bouwendnederland.nl, "Terugvaladvies bouwvak" (2023, 2024, 2025); 2026 as published for
# the regions by the trade press. Only advice, and three regions, hence never more than a period.
_BUILDING_HOLIDAY: Final = {
    2023: (date(2023, 7, 24), date(2023, 8, 25)),
    2024: (date(2024, 7, 22), date(2024, 8, 23)),
    2025: (date(2025, 7, 21), date(2025, 8, 22)),
    2026: (date(2026, 7, 18), date(2026, 8, 22)),
}


def building_holiday(year: int) -> tuple[date, date]:
    """First and last day of the bouwvak; ISO weeks 30 to 34 where no advice is in the table."""
    if year in _BUILDING_HOLIDAY:
        return _BUILDING_HOLIDAY[year]
    return date.fromisocalendar(year, 30, 1), date.fromisocalendar(year, 34, 5)


def feast(name: str, year: int) -> tuple[date, date]:
    """First and last day of a feast by its key in FEASTS."""
    easter = easter_sunday(year)
    fixed = {
        "christmas": ((12, 25), (12, 26)),
        "christmas_eve": ((12, 24), (12, 24)),
        "christmas_second": ((12, 26), (12, 26)),
        "new_year": ((1, 1), (1, 1)),
        "new_years_eve": ((12, 31), (12, 31)),
        "liberation": ((5, 5), (5, 5)),
        "saint_nicholas": ((12, 5), (12, 5)),
        "all_saints": ((11, 1), (11, 1)),
        "armistice": ((11, 11), (11, 11)),
        "epiphany": ((1, 6), (1, 6)),
        "christmas_third": ((12, 27), (12, 27)),
        "all_souls": ((11, 2), (11, 2)),
        "valentine": ((2, 14), (2, 14)),
    }
    moving = {
        "easter": (0, 1),
        "easter_second": (1, 1),
        "good_friday": (-2, -2),
        "carnival": (-49, -47),
        "ascension": (39, 39),
        "pentecost": (49, 50),
        "pentecost_second": (50, 50),
        "pentecost_third": (51, 51),
        "easter_third": (2, 2),
        "ash_wednesday": (-46, -46),
        "maundy_thursday": (-3, -3),
    }
    if name == "budget_day":  # the third Tuesday of September
        start = date(year, 9, 15)
        day_held = start + (1 - start.weekday()) % 7 * _DAY
        return day_held, day_held
    sundays = {"mothers_day": (5, 2), "fathers_day": (6, 3)}
    if name in fixed:
        (month, day), (last_month, last_day) = fixed[name]
        return date(year, month, day), date(year, last_month, last_day)
    if name == "kings_day":
        birthday = date(year, 4, 27)
        day_held = birthday - _DAY if birthday.weekday() == 6 else birthday
        return day_held, day_held
    if name in sundays:
        month, count = sundays[name]
        start = date(year, month, 1)
        sunday = start + ((6 - start.weekday()) + 7 * (count - 1)) * _DAY
        return sunday, sunday
    first, last = moving[name]
    return easter + first * _DAY, easter + last * _DAY


FEASTS: Final = {
    "pasen": "easter", "paasdagen": "easter", "paasweekend": "easter", "pinksteren": "pentecost",
    "paasmaandag": "easter_second", "goedevrijdag": "good_friday", "pinkstermaandag":
    "pentecost_second", "hemelvaart": "ascension", "hemelvaartsdag": "ascension",
    "koningsdag": "kings_day", "bevrijdingsdag": "liberation", "kerst": "christmas",
    "kerstmis": "christmas", "kerstdagen": "christmas", "feestdagen": "christmas",
    "kerstavond": "christmas_eve", "nieuwjaar": "new_year", "nieuwjaarsdag": "new_year",
    "oudjaar": "new_years_eve", "oudjaarsdag": "new_years_eve", "oudejaarsdag": "new_years_eve",
    "sinterklaas": "saint_nicholas", "carnaval": "carnival", "kerstdag": "christmas",
    "allerheiligen": "all_saints", "wapenstilstand": "armistice", "driekoningen": "epiphany",
    "paasdag": "easter", "pinksterdag": "pentecost", "pinksterdagen": "pentecost",
    "pinksterweekend": "pentecost", "aswoensdag": "ash_wednesday", "allerzielen": "all_souls",
    "sinterklaasavond": "saint_nicholas", "moederdag": "mothers_day", "vaderdag": "fathers_day",
    "valentijn": "valentine", "valentijnsdag": "valentine",
    "prinsjesdag": "budget_day",
}  # fmt: skip
"""Feast words to keys of `feast`."""

WISHING: Final = frozenset(
    "gelukkig gelukkige zalig zalige prettig prettige fijn fijne vrolijk vrolijke goede gezegend gezegende".split()
)
"""After these a feast is a wish, and no day."""


def day_before_feast(first: date) -> date:
    """What "voor kerst" comes down to: the last working day before it."""
    return previous_working_day(first)


def day_after_feast(last: date) -> date:
    """What "na pasen" comes down to: the first working day after it."""
    return next_working_day(last)


_INFLECTED: Final = {word + "n": value for word, value in ORDINALS.items() if word.endswith("e")}
"""As Flemings say it: "den vijfden"."""


def day_of_month(words: tuple[str, ...], at: int) -> tuple[int, int, bool] | None:
    """A number from 1 to 31 at a word: (day, index after it, ordinal or not), or None.

    Knows "vijftien", "vijf en twintig", "vijftiende", "vijf en twintigste", "15", "15e".
    """
    count = len(words)
    if at >= count:
        return None
    word = words[at]
    if word[0].isdigit():
        bare = word.removesuffix("ste").removesuffix("de").removesuffix("e")
        if bare.isdigit() and len(bare) <= 2 and 1 <= int(bare) <= 31:
            return int(bare), at + 1, bare != word
        return None
    if word in ORDINALS:
        return ORDINALS[word], at + 1, True
    if word in _INFLECTED and at and words[at - 1] == "den":
        return _INFLECTED[word], at + 1, True
    value = SMALL.get(word)
    if value is None:
        return None
    if 1 <= value <= 9 and at + 2 < count and words[at + 1] == "en":
        following = words[at + 2]
        tens = SMALL.get(following, 0)
        if tens in (20, 30) and tens + value <= 31:
            return tens + value, at + 3, False
        tens = ORDINALS.get(following, 0)
        if tens in (20, 30) and tens + value <= 31:
            return tens + value, at + 3, True
    if 1 <= value <= 31:
        return value, at + 1, False
    return None


def last_day_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - _DAY


def add_months(day: date, count: int) -> date:
    """The same day `count` months later, or the last day of that month where it has fewer."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    last = last_day_of_month(year, month + 1)
    return min(date(year, month + 1, min(day.day, 28)) + (day.day - min(day.day, 28)) * _DAY, last)


DATE_WORDS: Final = (
    frozenset(WEEKDAYS)
    | frozenset(RELATIVE_DAYS)
    | frozenset(MONTHS)
    | frozenset(FEASTS)
    | frozenset(UNITS)
    | frozenset(ORDINALS)
    | frozenset(GLUED_EDGES)
    | frozenset(_INFLECTED)
    | {"daags", "ochtend", "voormiddag", "namiddag", "noen", "oud"}
    | {"weekend", "weekeinde", "ultimo", "bouwvak", "bouwvakantie", "halverwege", "middag", "avond"}
)
"""A text without one of these words and without digits names no date."""
