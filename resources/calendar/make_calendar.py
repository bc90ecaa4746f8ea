"""Write the Dutch public holidays to `netherlands.txt`: one line per year, the year and its days as month-day.

    .venv/bin/python resources/calendar/make_calendar.py

The days come from the library `holidays`. The program reads the list and not the library, because the library brings
the calendars of the whole world: 18 MB of memory and half a second of processor time. A test compares the two, so it
says when a newer `holidays` knows better.
"""

from pathlib import Path

import holidays

YEARS = range(2000, 2100)
LIST = Path(__file__).with_name("netherlands.txt")


def lines() -> list[str]:
    """Return the list, a line per year."""
    return [
        " ".join((str(year), *(f"{day:%m-%d}" for day in sorted(holidays.country_holidays("NL", years=[year])))))
        for year in YEARS
    ]


if __name__ == "__main__":
    LIST.write_text("\n".join(lines()) + "\n", encoding="utf-8")
