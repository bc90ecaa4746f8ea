"""Columns are known by the names that Dutch programs give them."""

import pytest

from app.ledger.import_columns import COLUMN_KINDS, NAMES, find_heading, kind_of, recognise

PROGRAMS = {
    "Exact": "Relatiecode;Relatienaam;Factuurnummer;Factuurdatum;Vervaldatum;Valuta;Bedrag;"
    "Openstaand bedrag;Betalingsconditie;Omschrijving",
    "Twinfield": "Debiteurnr.;Naam;Boekstuknr.;Factuurnr.;Factuurdatum;Vervaldatum;Valuta;"
    "Factuurbedrag;Openstaand",
    "AFAS": "Nummer debiteur;Debiteur;Factuurnummer;Boekingsdatum;Vervaldatum;Bedrag;Restbedrag;"
    "Aanmaning",
    "SnelStart": "Klantcode;Klant;Factuurnr;Factuurdatum;Vervaldatum;Totaal incl. btw;Saldo;E-mail",
    "Yuki": "Relatie;Contactpersoon;Telefoon;Factuur;Datum;Vervalt;Bedrag (€);Nog te betalen (€)",
    "e-Boekhouden": "Debiteur;Fact.nr.;Fact.datum;Verval;Bedrag (EUR);Openstaand (EUR);Herinnering",
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_lists_of_the_usual_programs_are_understood(program: str) -> None:
    """Each has at least a debtor, a number, a due date and what is open."""
    headings = PROGRAMS[program].split(";")
    kinds = {column.kind for column in recognise(headings)}
    assert {"number", "due_date", "open_amount", "amount"} <= kinds
    assert kinds & {"debtor", "debtor_name", "debtor_number"}


def test_a_better_name_wins() -> None:
    """With a factuurnummer beside the boekstuk, the boekstuk is passed over."""
    found = {c.heading: c.kind for c in recognise(["Boekstuk", "Factuurnummer", "Kleur"])}
    assert found == {"Boekstuk": None, "Factuurnummer": "number", "Kleur": None}


def test_spelling_accents_and_signs_do_not_matter() -> None:
    """Capitals, dots, spaces and the euro sign."""
    for heading in ("FACT. NR", "fact.nr.", "Fact Nr", "factnr"):
        assert kind_of(heading) == kind_of("factnr")
    assert kind_of("Openstaand in euro") == kind_of("openstaand")


def test_every_kind_has_names_and_no_name_means_two_things() -> None:
    """The table of names is whole and without contradictions."""
    assert set(NAMES) == set(COLUMN_KINDS)
    names = [name for text in NAMES.values() for name in text.split()]
    assert len(names) == len(set(names))


def test_the_heading_is_found_below_logo_and_address() -> None:
    """Lines above it that hold one known word are no heading."""
    rows = [
        (1, ("Openstaande posten", None)),
        (2, ("Datum", "08-09-2026")),
        (3, (None,)),
        (4, ("Debiteur", "Factuur", "Vervaldatum", "Saldo")),
        (5, ("Jansen", "1", "01-09-2026", "10,00")),
    ]
    assert find_heading(rows) == (3, 4)


def test_two_known_words_are_no_heading() -> None:
    """A letter head."""
    assert find_heading([(1, ("Naam", "Datum"))]) == (-1, 0)
