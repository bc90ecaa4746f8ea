"""Which column of an open-items list is which, by the names that Dutch programs give them.

The names are those seen in exports of Exact, Twinfield, AFAS, SnelStart, Yuki and e-Boekhouden and
in lists that people make themselves. Earlier names win: a list with both a factuurnummer and a
boekstuk is known by its factuurnummer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from app.ledger.debtors import plain
from app.ledger.import_values import Cell, as_text

ColumnKind = Literal[
    "number",
    "debtor_number",
    "debtor_name",
    "debtor",
    "invoice_date",
    "due_date",
    "amount",
    "open_amount",
    "reminder_level",
    "reminder_date",
    "contact",
    "phone",
    "email",
    "description",
    "term_days",
    "status",
    "blocked",
    "disputed",
    "currency",
]
"""`debtor` is a column that may hold a number, a name, or both."""

COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)

NAMES: dict[ColumnKind, str] = {
    "number": "factuurnummer factuurnr factnr factnummer faktuurnummer faktuurnr factuur faktuur"
    " factuurcode invoicenumber invoiceno invoice onsreferentie onzereferentie onsref onskenmerk"
    " documentnummer documentnr docnr document boekstuknummer boekstuknr boekstuk stuknummer stuknr"
    " nummer",
    "debtor_number": "debiteurnummer nummerdebiteur debiteurnr debiteurennummer"
    " debiteurennr debiteurcode debnr"
    " debnummer klantnummer klantnr klantcode klantid relatienummer relatienr relatiecode relatieid"
    " customernumber customerno customercode accountcode accountnummer code",
    "debtor_name": "debiteurnaam naamdebiteur debiteurennaam naamklant klantnaam relatienaam"
    " naamrelatie bedrijfsnaam naamorganisatie organisatie bedrijf customername customer"
    " accountnaam accountname naam zoeknaam",
    "debtor": "debiteur debiteuren klant relatie relaties account afnemer",
    "invoice_date": "factuurdatum factuurdat factdatum faktuurdatum datumfactuur fdatum invoicedate"
    " documentdatum boekstukdatum boekdatum boekingsdatum datum date",
    "due_date": "vervaldatum vervaldag vervaldat datumverval verval vervalt vervaltop"
    " uiterstebetaaldatum uiterlijkebetaaldatum tebetalenvoor betalenvoor duedate due",
    "amount": "factuurbedrag bedraginclbtw bedraginclusiefbtw totaalinclbtw totaalbedrag"
    " factuurtotaal oorspronkelijkbedrag origineelbedrag hoofdsom bedrag totaal debet amount",
    "open_amount": "openstaandbedrag openstaand openstaandsaldo openstaandesaldo bedragopen"
    " openbedrag bedragopenstaand nogtebetalen restantbedrag restbedrag restsaldo restant"
    " nogopen tebetalen tevorderen saldo outstandingamount outstanding openamount balance open",
    "reminder_level": "herinneringsniveau aanmaningsniveau aanmaanniveau maanniveau"
    " herinneringsfase aanmaningsfase"
    " aantalherinneringen aantalaanmaningen herinnering aanmaning herinneringen"
    " aanmaningen herinneringsstatus aanmaningsstatus reminderlevel reminder",
    "reminder_date": "herinneringsdatum datumherinnering laatsteherinnering datumlaatsteherinnering"
    " aanmaandatum aanmaningsdatum datumaanmaning laatsteaanmaning datumlaatsteaanmaning",
    "contact": "contactpersoon contactnaam naamcontactpersoon contact tav terattentievan",
    "phone": "telefoonnummer telefoon telefoonnr telnr tel telefoon1 mobiel phone",
    "email": "emailadres email mailadres mail emailadresfactuur emailfacturen emailfactuur",
    "description": "omschrijving beschrijving betreft opmerking opmerkingen toelichting notitie"
    " description kenmerk uwreferentie uwref referentie",
    "term_days": "betaaltermijn betalingstermijn betaaltermijndagen betalingstermijndagen"
    " krediettermijn termijn betalingsconditie",
    "status": "factuurstatus status",
    "blocked": "geblokkeerd blokkade geblokkeerdvoorbetaling",
    "disputed": "betwist dispuut indispuut disputed",
    "currency": "valuta valutacode munt currency",
}

_RANKS = {
    name: (kind, rank) for kind, names in NAMES.items() for rank, name in enumerate(names.split())
}
_SUFFIXES = ("ineuro", "ineuros", "ineur", "euro", "eur")
_HEADER_AT_LEAST = 3
"""Fewer names than this in one row is no heading: "Debiteur" and "Datum" also stand above lists."""

HEADER_WITHIN = 60
"""The heading stands within this many rows; logos and addresses come before it."""


@dataclass(frozen=True, slots=True)
class RecognisedColumn:
    """One column: its place from 0, its heading, and what it was taken for (None: passed over)."""

    index: int
    heading: str
    kind: ColumnKind | None


def kind_of(heading: str) -> tuple[ColumnKind, int] | None:
    """Return what a heading means and its rank among names for that (0 is best), or None."""
    key = "".join(c for c in plain(heading) if c.isalnum())
    if key in _RANKS:
        return _RANKS[key]
    for suffix in _SUFFIXES:
        if key.endswith(suffix) and key[: -len(suffix)] in _RANKS:
            return _RANKS[key[: -len(suffix)]]
    return None


def recognise(row: Sequence[Cell]) -> tuple[RecognisedColumn, ...]:
    """Return what each cell of a heading means; every meaning is given once, to the best name."""
    best: dict[ColumnKind, tuple[int, int]] = {}
    for index, cell in enumerate(row):
        found = kind_of(as_text(cell)) if isinstance(cell, str) else None
        if found is not None and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], index)
    taken = {index: kind for kind, (_, index) in best.items()}
    return tuple(
        RecognisedColumn(index, as_text(cell), taken.get(index))
        for index, cell in enumerate(row)
        if as_text(cell)
    )


def find_heading(rows: Sequence[tuple[int, Sequence[Cell]]]) -> tuple[int, int]:
    """Return index in `rows` and number of known columns of the heading; (-1, 0) if none is."""
    best = (-1, 0)
    for index, (_, row) in enumerate(rows[:HEADER_WITHIN]):
        count = sum(1 for column in recognise(row) if column.kind is not None)
        if count >= _HEADER_AT_LEAST and count > best[1]:
            best = (index, count)
    return best


def missing_kinds(kinds: Mapping[ColumnKind, int]) -> tuple[str, ...]:
    """Return what a list cannot do without and this one has not: ready for a sentence, by code."""
    needed: dict[str, tuple[ColumnKind, ...]] = {
        "number": ("number",),
        "debtor": ("debtor", "debtor_name", "debtor_number"),
        "amount": ("open_amount", "amount"),
        "date": ("due_date", "invoice_date"),
    }
    return tuple(name for name, any_of in needed.items() if not any(k in kinds for k in any_of))
