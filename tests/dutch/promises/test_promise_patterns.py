"""Promises and refusals as patterns: each sentence frame with many dates and amounts.

The frames hold for any date and amount that fits into them, so a rule that works for one sentence only is found out.
"""

from datetime import date
from decimal import Decimal

import pytest

from app.dutch.promises import find_promise

TODAY = date(2026, 9, 8)
DATES = {
    "vrijdag": date(2026, 9, 11),
    "aanstaande vrijdag": date(2026, 9, 11),
    "volgende week dinsdag": date(2026, 9, 15),
    "morgen": date(2026, 9, 9),
    "overmorgen": date(2026, 9, 10),
    "uiterlijk maandag": date(2026, 9, 14),
    "op de vijftiende": date(2026, 9, 15),
    "op vijftien september": date(2026, 9, 15),
    "eind van de maand": date(2026, 9, 30),
    "aan het eind van de maand": date(2026, 9, 30),
    "binnen drie werkdagen": date(2026, 9, 11),
    "over tien dagen": date(2026, 9, 18),
    "na het weekend": date(2026, 9, 14),
    "voor het weekend": date(2026, 9, 11),
    "vandaag nog": date(2026, 9, 8),
    "vrijdag elf september": date(2026, 9, 11),
    "op 15-9-2026": date(2026, 9, 15),
    "voor het einde van het jaar": date(2026, 12, 31),
    "over twee weken": date(2026, 9, 22),
    "binnen een week": date(2026, 9, 15),
    "komende donderdag": date(2026, 9, 10),
    "begin oktober": date(2026, 10, 1),
    "de eerste van de maand": date(2026, 10, 1),
    "op de dertigste": date(2026, 9, 30),
    "maandag over een week": date(2026, 9, 21),
    "volgende week op vrijdag": date(2026, 9, 18),
    "eind deze week": date(2026, 9, 11),
    "voor kerst": date(2026, 12, 24),
    "half oktober": date(2026, 10, 15),
    "de eerste oktober": date(2026, 10, 1),
    "vijf oktober": date(2026, 10, 5),
    "woensdag": date(2026, 9, 9),
    "dinsdag": date(2026, 9, 8),
    "morgenochtend": date(2026, 9, 9),
    "vrijdagmiddag": date(2026, 9, 11),
}
AMOUNTS = {
    "zesduizend euro": Decimal("6000"),
    "vierduizend": Decimal("4000"),
    "vijfentwintighonderd euro": Decimal("2500"),
    "twaalfhonderd vijftig euro en dertig cent": Decimal("1250.30"),
    "anderhalf duizend euro": Decimal("1500"),
    "zes mille": Decimal("6000"),
    "€ 6.000,00": Decimal("6000"),
    "6000 euro": Decimal("6000"),
    "duizend euro": Decimal("1000"),
    "vijf honderd euro": Decimal("500"),
    "tweeduizend": Decimal("2000"),
    "vijf en twintig honderd euro": Decimal("2500"),
    "twee duizend drie honderd euro": Decimal("2300"),
    "zevenhonderd negenennegentig euro": Decimal("799"),
    "honderdvijftig euro": Decimal("150"),
    "tweeënhalf duizend": Decimal("2500"),
    "tienduizend euro": Decimal("10000"),
}
PROMISES = (
    "ik maak {d} {a} over",
    "ik maak {a} over {d}",
    "{d} maak ik {a} over",
    "u krijgt {d} {a}",
    "u heeft {d} {a} op uw rekening",
    "{d} heeft u {a}",
    "dan staat er {d} {a} op uw rekening",
    "we betalen {d} {a}",
    "{d} betalen we {a}",
    "ik kan {d} {a} betalen",
    "{d} kan ik {a} betalen",
    "ik zal {d} {a} overmaken",
    "ik zorg dat u {d} {a} heeft",
    "er wordt {d} {a} overgemaakt",
    "{d} gaat er {a} naar jullie toe",
    "{a} {d} dat beloof ik",
    "we doen {a} {d}",
    "prima dan doen we {d} {a}",
    "ik boek {d} {a} over op uw rekening",
    "wij zullen {d} {a} aan u voldoen",
    "{a} kan ik {d} wel overmaken",
    "ik denk dat ik {d} {a} kan betalen",
    "als ik de creditnota heb betaal ik {d} {a}",
    "nou goed {d} {a} dan",
    "laten we zeggen {a} {d}",
    "ja hoor {d} krijg je {a} van me",
    "wat ik kan doen is {d} {a} overmaken",
    "ik heb het even nagekeken ik maak {d} {a} over",
    "zullen we zeggen {d} {a}",
    "mijn boekhouder maakt {d} {a} over",
    "ik stort {d} {a}",
    "ik heb de factuur gevonden die van vorige maand en ik betaal {d} {a}",
    "het spijt me ik was het vergeten {d} betaal ik {a}",
    "ik betaal liever {d} {a}",
    "oke {a} gaat {d} de deur uit",
    "reken maar op {a} {d}",
    "u mag {d} {a} verwachten",
    "ik los {d} {a} af",
    "ik maak {d} alvast {a} over",
    "de betaling van {a} doen we {d}",
)
REFUSALS = (
    "ik kan {d} geen {a} betalen",
    "{d} kan ik niet betalen",
    "ik ga {d} geen {a} overmaken",
    "{a} heb ik niet",
    "dat gaat {d} niet lukken",
    "nee {d} lukt niet",
    "{d} red ik niet",
    "ik heb al {a} betaald",
    "ik heb vorige week al {a} overgemaakt",
    "wanneer moet ik die {a} betalen {d}",
    "moet ik {d} {a} betalen",
    "kan ik {d} {a} betalen",
    "mag ik {d} betalen",
    "mag ik het in termijnen van {a} betalen",
    "mijn klant betaalt mij {d} {a}",
    "ik krijg {d} {a} van een klant",
    "de factuur van {a} heb ik niet ontvangen",
    "die {a} kloppen niet",
    "ik weet niet of ik {d} {a} kan betalen",
    "u zou mij {d} terugbellen",
    "bel mij {d} maar even",
    "ik ben {d} weer op kantoor",
    "de directeur is er {d} weer",
    "we verwachten de goederen {d}",
    "die fietsen van {a} zijn nooit geleverd",
    "u heeft mij {a} te veel in rekening gebracht",
    "ik wil eerst een creditnota van {a}",
    "wij zouden {d} een nieuwe factuur krijgen",
    "stuur mij {d} een kopie",
    "ik stuur u {d} een betaalbewijs",
    "waarom zou ik {d} betalen",
    "hoe kan ik dan {d} {a} betalen",
    "ik betaal {d} niet",
    "ik betaal niet {d}",
    "ik ga er {d} over nadenken",
    "we hebben {d} overleg",
    "zonder die voorvork betaal ik {d} niks",
    "de korting was {a}",
    "de schade is {a}",
    "ik heb toen {a} betaald",
    "het openstaande bedrag is {a} zegt u",
    "klopt het dat er {a} openstaat",
    "ik zoek het {d} uit",
    "u hoort {d} van mij",
    "de bank is {d} dicht",
    "ik moet {d} eerst de lonen betalen",
)
MARKS = (
    "nee",
    "nee sorry",
    "eh nee",
    "of nee",
    "wacht nee",
    "ik bedoel",
    "bedoel ik",
    "of eigenlijk",
    "nee laat ik zeggen",
)
CORRECTED_DATES = (
    "ik betaal {old} {mark} {new}",
    "u heeft het {old} {mark} {new} op uw rekening",
    "ik maak het {old} {mark} {new} over",
    "ik betaal vierduizend euro {old} {mark} {new}",
)
CORRECTED_AMOUNTS = (
    "ik betaal vrijdag {old} {mark} {new}",
    "ik maak {old} {mark} {new} over op vrijdag",
    "we doen {old} {mark} {new} vrijdag",
)


@pytest.mark.parametrize("frame", PROMISES)
def test_a_promise_keeps_its_date_and_amount_in_any_frame(frame: str) -> None:
    """Every date with two of the amounts, in turn."""
    amounts = list(AMOUNTS.items())
    for number, (phrase, day) in enumerate(DATES.items()):
        for words, amount in (amounts[number % len(amounts)], amounts[(number * 5 + 3) % len(amounts)]):
            sentence = frame.format(d=phrase, a=words)
            promise = find_promise(sentence, TODAY)
            assert promise is not None, sentence
            assert (promise.date, promise.amount) == (day, amount), sentence
            assert not promise.instalments, sentence
            assert not promise.invoices, sentence


@pytest.mark.parametrize("frame", REFUSALS)
def test_a_frame_without_commitment_never_becomes_a_promise(frame: str) -> None:
    """Refusals, questions, the past and other business, with every date."""
    amounts = list(AMOUNTS)
    for number, phrase in enumerate(DATES):
        if phrase == "dinsdag":
            continue
        sentence = frame.format(d=phrase, a=amounts[number % len(amounts)])
        promise = find_promise(sentence, TODAY)
        assert promise is None or promise.contract() is None, sentence


@pytest.mark.parametrize("mark", MARKS)
def test_a_correction_replaces_the_date(mark: str) -> None:
    """The last date counts, and no instalments come of it."""
    for frame in CORRECTED_DATES:
        for new in ("maandag", "volgende week dinsdag", "op de vijftiende"):
            sentence = frame.format(old="vrijdag", mark=mark, new=new)
            promise = find_promise(sentence, TODAY)
            expected = date(2026, 9, 14) if new == "maandag" else date(2026, 9, 15)
            assert promise is not None, sentence
            assert (promise.date, promise.instalments) == (expected, ()), sentence


@pytest.mark.parametrize("mark", MARKS)
def test_a_correction_replaces_the_amount(mark: str) -> None:
    """The last amount counts, the date stays."""
    for frame in CORRECTED_AMOUNTS:
        sentence = frame.format(old="vierduizend euro", mark=mark, new="vijfduizend euro")
        promise = find_promise(sentence, TODAY)
        assert promise is not None, sentence
        assert (promise.date, promise.amount) == (date(2026, 9, 11), Decimal(5000)), sentence
