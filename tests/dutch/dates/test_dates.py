"""Dates as people say and type them, counted from Tuesday 8 September 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.dutch.dates import find_dates
from app.dutch.dates.words import WEEKDAYS

TODAY = date(2026, 9, 8)
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2034, 12, 31))
PHRASES = (
    """
vrijdag;aanstaande vrijdag;komende dinsdag;volgende maandag;volgende week dinsdag;vandaag;morgen
overmorgen;vrijdag over een week;de vijftiende;vijftien september;acht september aanstaande;eind mei
de eerste van de maand;eind van de maand;ultimo;halverwege de maand;begin volgende maand;half juni
eind deze week;na het weekend;voor het weekend;binnen drie werkdagen;over tien dagen;na pasen
over twee weken;binnen een week;voor kerst;koningsdag;voor het einde van het jaar;begin volgende week
de laatste vrijdag van de maand;eerste werkdag van oktober;deze vrijdag;over twee weken op maandag
de eenendertigste;dertig november;tweede paasdag;eind volgende week;volgende week;in oktober;week 12
de laatste werkdag;de laatste april;binnen de week;witte donderdag;moederdag;drie dagen voor kerst
week veertig;de week van de tiende;volgende maand de negende;voor oud en nieuw;heden;dezen avond;aswoensdag
vrijdag en de dag erna;de twintigste en daags nadien;de zesde van de volgende maand;derde paasdag;vrijdag in acht dagen
de week voor de vijftiende;deze maand de dertigste;eerste werkdag van de nieuwe maand;twee dagen na pinksteren;vaderdag
de maandag na de vijftiende;de vrijdag voor de eerste;de dag na de tiende;twee dagen voor de tiende;week na de tiende
""".replace("\n", ";")
    .strip(";")
    .split(";")
)


@pytest.mark.parametrize(
    ("text", "day", "month"),
    [
        ("vrijdag", 11, 9), ("dinsdag", 8, 9), ("komende dinsdag", 15, 9), ("maandag", 14, 9),
        ("aanstaande vrijdag", 11, 9), ("aankomende vrijdag", 11, 9), ("vrijdag a.s.", 11, 9),
        ("vrijdag aanstaande", 11, 9), ("deze vrijdag", 11, 9), ("volgende vrijdag", 18, 9),
        ("volgende week dinsdag", 15, 9), ("dinsdag volgende week", 15, 9),
        ("volgende week op vrijdag", 18, 9), ("vrijdag over een week", 18, 9),
        ("vrijdag over veertien dagen", 25, 9), ("dinsdag in de week erna", 15, 9),
        ("over twee weken op vrijdag", 25, 9), ("uiterlijk vrijdag", 11, 9),
        ("vandaag nog", 8, 9), ("morgenochtend", 9, 9), ("overmorgen", 10, 9),
        ("morgen over een week", 16, 9), ("vanmiddag", 8, 9), ("vrijdagmiddag", 11, 9),
        ("de vijftiende", 15, 9), ("op de eerste", 1, 10), ("de vijf en twintigste", 25, 9),
        ("vijftien september", 15, 9), ("vijf en twintig september", 25, 9),
        ("acht september aanstaande", 8, 9), ("15 sept.", 15, 9), ("de 15e", 15, 9),
        ("2026-09-15", 15, 9), ("15-9-2026", 15, 9), ("15/9", 15, 9), ("15.09.2026", 15, 9),
        ("vijftien september tweeduizend zesentwintig", 15, 9), ("vrijdag de elfde", 11, 9),
        ("vrijdag 11 september", 11, 9), ("de eerste van de maand", 1, 10),
        ("eind van de maand", 30, 9), ("einde maand", 30, 9), ("ultimo", 30, 9),
        ("maandeinde", 30, 9), ("eind volgende maand", 31, 10), ("halverwege de maand", 15, 9),
        ("half oktober", 15, 10), ("begin volgende maand", 1, 10), ("eind deze week", 11, 9),
        ("eind volgende week", 18, 9), ("begin volgende week", 14, 9), ("na het weekend", 14, 9),
        ("voor het weekend", 11, 9), ("binnen drie werkdagen", 11, 9), ("over tien dagen", 18, 9),
        ("over een dag of tien", 18, 9), ("over twee weken", 22, 9), ("binnen een week", 15, 9),
        ("binnen nu en vrijdag", 11, 9), ("over een maand", 8, 10), ("voor kerst", 24, 12),
        ("voor het einde van het jaar", 31, 12), ("eind december", 31, 12), ("oudjaar", 31, 12),
        ("de laatste vrijdag van de maand", 25, 9), ("eerste werkdag van oktober", 1, 10),
        ("de laatste werkdag van oktober", 30, 10), ("voor oktober", 30, 9),
    ],
)  # fmt: skip
def test_a_day_is_found(text: str, day: int, month: int) -> None:
    """The day that a controller would write down, and the words it came from."""
    (mention,) = find_dates(text, TODAY)
    assert mention.date == date(2026, month, day)
    assert mention.sense == "future"
    assert mention.heard in text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("volgende week", date(2026, 9, 14), date(2026, 9, 20)),
        ("ergens volgende week", date(2026, 9, 14), date(2026, 9, 20)),
        ("in oktober", date(2026, 10, 1), date(2026, 10, 31)),
        ("deze week", TODAY, date(2026, 9, 13)),
        ("week 38", date(2026, 9, 14), date(2026, 9, 20)),
        ("voor de bouwvak", TODAY, date(2027, 7, 23)),
        ("over een paar dagen", TODAY, None),
        ("na de vijftiende", date(2026, 9, 15), None),
        ("eerste week van oktober", date(2026, 9, 28), date(2026, 10, 4)),
        ("de week van de zeventiende", date(2026, 9, 14), date(2026, 9, 20)),
        ("in de week voor de dertigste", date(2026, 9, 21), date(2026, 9, 27)),
        ("de vrijdag na de kermis", TODAY, None),
    ],
)
def test_a_period_names_no_day(text: str, first: date, last: date | None) -> None:
    """Vague words give the period they stand for and no date."""
    (mention,) = find_dates(text, TODAY)
    assert (mention.date, mention.precision) == (None, "period")
    assert (mention.earliest, mention.latest) == (first, last)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vijf januari", date(2027, 1, 5)),
        ("na pasen", date(2027, 3, 30)),
        ("koningsdag", date(2027, 4, 27)),
        ("nieuwjaarsdag", date(2027, 1, 1)),
        ("hemelvaartsdag", date(2027, 5, 6)),
    ],
)
def test_a_date_that_has_gone_by_is_next_year(text: str, day: date) -> None:
    """Without a year the first coming date is meant."""
    assert [m.date for m in find_dates(text, TODAY)] == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("afgelopen vrijdag", date(2026, 9, 4)),
        ("gisteren", date(2026, 9, 7)),
        ("vrijdag jongstleden", date(2026, 9, 4)),
        ("vorige week dinsdag", date(2026, 9, 1)),
        ("de factuur van twintig juli", date(2026, 7, 20)),
        ("acht september 2025", date(2025, 9, 8)),
    ],
)
def test_words_of_the_past_give_a_past_date(text: str, day: date) -> None:
    """Own words, a year or the invoice it belongs to put a date behind us."""
    (mention,) = find_dates(text, TODAY)
    assert (mention.date, mention.sense) == (day, "past")


def test_the_past_can_be_asked_for() -> None:
    """With direction "past" a bare weekday or date is the last one."""
    found = find_dates("vrijdag of twintig augustus", TODAY, direction="past")
    assert [m.date for m in found] == [date(2026, 9, 4), date(2026, 8, 20)]


@pytest.mark.parametrize("text", ["vrijdag twaalf september", "vrijdag 12 september 2026"])
def test_a_weekday_that_does_not_fit_is_flagged_and_not_guessed(text: str) -> None:
    """Both days are kept as candidates; no date is chosen."""
    (mention,) = find_dates(text, TODAY)
    assert mention.conflict
    assert mention.date is None
    assert mention.candidates == (date(2026, 9, 12), date(2026, 9, 11))


@pytest.mark.parametrize("text", ["29 februari", "negenentwintig februari", "31 september"])
def test_a_day_that_does_not_exist_is_flagged_and_not_moved(text: str) -> None:
    """2027 has no 29 February, and September no 31st."""
    (mention,) = find_dates(text, TODAY)
    assert mention.impossible
    assert mention.date is None


def test_a_leap_day_exists_in_a_leap_year() -> None:
    """29 February 2028 is an ordinary day."""
    assert [m.date for m in find_dates("29 februari", date(2028, 1, 5))] == [date(2028, 2, 29)]


def test_next_friday_is_flagged_while_this_friday_is_ahead() -> None:
    """ "Volgende vrijdag" has two readings on a Tuesday and one on a Saturday."""
    assert find_dates("volgende vrijdag", TODAY)[0].ambiguous
    saturday = find_dates("volgende vrijdag", date(2026, 9, 12))[0]
    assert (saturday.date, saturday.ambiguous) == (date(2026, 9, 18), False)


def test_the_week_after_counts_from_the_date_before_it() -> None:
    """ "Vrijdag ... en de week erna" is a week after that Friday."""
    found = find_dates("vrijdag de helft en de week erna de rest", TODAY)
    assert [m.date for m in found] == [date(2026, 9, 11), date(2026, 9, 18)]


@pytest.mark.parametrize(
    ("text", "day", "month"),
    [
        ("dezen avond nog", 8, 9), ("deze voormiddag", 8, 9), ("heden", 8, 9), ("na de middag", 8, 9),
        ("aan het eind van de ochtend", 8, 9), ("nu donderdag", 10, 9), ("den vijfden", 5, 10),
        ("maandagnoen", 14, 9), ("dinsdag in acht dagen", 15, 9), ("zaterdag in een week", 19, 9),
        ("volgende maand de negende", 9, 10), ("deze maand nog de achtentwintigste", 28, 9),
        ("de zesde van de volgende maand", 6, 10), ("de derde der volgende maand", 3, 10),
        ("maandag de veertiende ligt het klaar", 14, 9), ("aanvang oktober", 1, 10),
        ("eerste werkdag van de nieuwe maand", 1, 10), ("op de laatste werkdag", 30, 9),
        ("binnen de week", 15, 9), ("binnen acht dagen na heden", 16, 9), ("voor oud en nieuw", 30, 12),
        ("drie dagen voor kerst", 22, 12), ("allerzielen", 2, 11),
        ("de dinsdag na de twintigste", 22, 9), ("de vrijdag voor de eerste", 25, 9),
        ("de dag na de dertigste", 1, 10), ("de werkdag na de twaalfde", 14, 9),
        ("een week na de achttiende", 25, 9), ("twee dagen voor de vijftiende", 13, 9),
    ],
)  # fmt: skip
def test_flemish_and_office_words_for_a_day(text: str, day: int, month: int) -> None:
    """Days as they are said in Flanders and in letters, and days of a month that was named before them."""
    (mention,) = find_dates(text, TODAY)
    assert (mention.date, mention.sense) == (date(2026, month, day), "future")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("de twintigste krijg ik loon en daags nadien u", date(2026, 9, 21)),
        ("vrijdag ben ik weg dus de dag ervoor", date(2026, 9, 10)),
        ("op vaderdag niet maar de maandag erna wel", date(2027, 6, 21)),
        ("met hemelvaart is het dicht dus de dinsdag ervoor", date(2027, 5, 4)),
        ("donderdag komt de vracht en diezelfde avond", date(2026, 9, 10)),
        ("de overdracht is de negentiende en dezelfde dag", date(2026, 9, 19)),
        ("woensdag vergadering en de daaropvolgende dinsdag", date(2026, 9, 15)),
        ("ik vlieg maandag en twee dagen daarvoor", date(2026, 9, 12)),
    ],
)
def test_a_day_counts_from_the_one_named_before_it(text: str, day: date) -> None:
    """The day after, before or on the day that was named last; of a feast its last or first day."""
    assert find_dates(text, TODAY)[-1].date == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("op moederdag", date(2027, 5, 9)), ("de dag na vaderdag", date(2027, 6, 21)),
        ("aswoensdag", date(2027, 2, 10)), ("witte donderdag", date(2027, 3, 25)),
        ("derde paasdag", date(2027, 3, 30)), ("twee dagen na koningsdag", date(2027, 4, 29)),
        ("de laatste april", date(2027, 4, 30)), ("na het pinksterweekend", date(2027, 5, 18)),
    ],
)  # fmt: skip
def test_feasts_of_next_year(text: str, day: date) -> None:
    """Feasts that move, and the days around them."""
    (mention,) = find_dates(text, TODAY)
    assert mention.date == day


def test_a_week_number_can_be_spoken() -> None:
    """ "Week veertig" is a week; "elke week veertig" is an amount each week."""
    (mention,) = find_dates("in week veertig", TODAY)
    assert (mention.earliest, mention.precision) == (date(2026, 9, 28), "period")
    assert find_dates("elke week veertig euro", TODAY) == ()


@pytest.mark.parametrize(
    "text",
    ["volgende maand de eerste termijn", "de dag erna", "dezelfde avond", "vrijdag de eerste duizend"],
)
def test_what_counts_from_nothing_has_no_day_of_its_own(text: str) -> None:
    """Without a day before it, "de dag erna" is none; an ordinal before a payment is none."""
    assert all(mention.stop - mention.first <= 2 and not mention.day_of_month for mention in find_dates(text, TODAY))


@pytest.mark.parametrize(
    "text",
    ["de eerste factuur", "goede morgen", "een week te laat", "zestig dagen", "twee termijnen",
     "ik mei", "drie keer", "vierduizend euro", "1/3 deel", "6.000,00"],
)  # fmt: skip
def test_what_is_no_date_is_left_alone(text: str) -> None:
    """Counts, amounts, greetings and ordered things are not dates."""
    assert find_dates(text, TODAY) == ()


def test_before_christmas_said_at_christmas_is_a_year_later() -> None:
    """The last working day before this one has gone by."""
    (mention,) = find_dates("voor kerst", date(2024, 12, 25))
    assert (mention.date, mention.sense) == (date(2025, 12, 24), "future")


@given(DAYS, st.sampled_from(PHRASES))
def test_a_future_phrase_never_lies_in_the_past(today: date, phrase: str) -> None:
    """On whatever day it is said, nothing that lies ahead is put behind us."""
    for mention in find_dates(phrase, today):
        assert mention.sense == "future"
        if mention.date is not None:
            assert mention.date >= today
        elif not mention.impossible:
            assert mention.earliest is not None
            assert mention.earliest >= today


@given(DAYS, st.sampled_from(sorted(name for name, (_, part) in WEEKDAYS.items() if not part)))
def test_a_weekday_is_within_a_week_and_matches(today: date, name: str) -> None:
    """A bare weekday is today or one of the six days after, and of that name."""
    (mention,) = find_dates(name, today)
    assert mention.date is not None
    assert mention.date.weekday() == WEEKDAYS[name][0]
    assert today <= mention.date < today + timedelta(days=7)


@given(DAYS, DAYS)
def test_iso_dates_are_read_exactly(today: date, day: date) -> None:
    """An ISO date is that date, whatever today is."""
    assert [m.date for m in find_dates(f"op {day.isoformat()} dus", today)] == [day]


@given(st.lists(st.sampled_from(sorted({w for p in PHRASES for w in p.split()}
                                       | {"1", "15e", "2-9", "en", "of"})), max_size=10), DAYS)  # fmt: skip
def test_any_mix_of_date_words_is_survived(words: list[str], today: date) -> None:
    """Nonsense gives mentions inside the text and never an error."""
    text = " ".join(words)
    for mention in find_dates(text, today):
        assert text[slice(*mention.span)] == mention.heard
