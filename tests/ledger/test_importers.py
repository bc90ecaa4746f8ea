"""Open-items lists of every sort and in every state: what is read, what is refused, and why."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.errors import UserError
from app.ledger.import_rows import ImportProblem
from app.ledger.import_sheets import LARGEST_UNPACKED
from app.ledger.importers import ImportPreview, preview

HEADING = "Debiteurnr;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand"
JANSEN = "10021;Jansen BV;10594;20-07-2026;19-08-2026;4.000,00;4.000,00"
VELO = "10030;Société Vélo;10671;07-08-2026;06-09-2026;2.000,50;1.500,25"

Write = Callable[..., Path]


@pytest.fixture
def write(folder: Path) -> Write:
    """Return a function that writes lines as a file in an encoding."""

    def file(*lines: str, name: str = "lijst é.csv", encoding: str = "utf-8") -> Path:
        path = folder / name
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return path

    return file


@pytest.fixture
def workbook(folder: Path) -> Callable[..., Path]:
    """Return a function that writes rows as the sheets of a workbook."""

    def file(*sheets: Sequence[Sequence[object]], name: str = "lijst.xlsx") -> Path:
        book = openpyxl.Workbook(write_only=True)
        for rows in sheets:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        book.save(folder / name)
        return folder / name

    return file


def lines(found: ImportPreview) -> list[tuple[str, str, Decimal]]:
    """Return debtor, number and open amount of each row."""
    return [(row.debtor_name, row.number, row.open_amount) for row in found.rows]


def problems(found: ImportPreview) -> list[tuple[int, str]]:
    """Return line and code of each problem."""
    return [(problem.line, problem.code) for problem in found.problems]


BOTH = [
    ("Jansen BV", "10594", Decimal("4000.00")),
    ("Société Vélo", "10671", Decimal("1500.25")),
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "cp850"]
)
def test_every_usual_encoding_is_recognised(write: Write, encoding: str) -> None:
    """The accents of a name come through, with and without a mark at the start."""
    names = [
        f"{10040 + i};Crème & Café {i};{20000 + i};1-8-2026;31-8-2026;1,00;1,00" for i in range(9)
    ]
    found = preview(write(HEADING, JANSEN, VELO, *names, encoding=encoding))
    assert lines(found)[:2] == BOTH
    assert lines(found)[5][0] == "Crème & Café 3"
    assert found.problems == ()


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_usual_delimiter_is_recognised(write: Write, delimiter: str) -> None:
    """Also a comma between fields beside decimal commas, which then stand in quotes."""
    rows = [
        delimiter.join(f'"{cell}"' for cell in row.split(";")) for row in (HEADING, JANSEN, VELO)
    ]
    found = preview(write(*rows))
    assert (lines(found), found.delimiter) == (BOTH, delimiter)


def test_the_hint_of_excel_is_followed_and_lines_still_count_from_the_top(write: Write) -> None:
    """`sep=;` on the first line is no row, but it is a line."""
    found = preview(write("sep=;", HEADING, JANSEN, VELO))
    assert lines(found) == BOTH
    assert [row.line for row in found.rows] == [3, 4]


def test_all_of_a_row_is_read(write: Write) -> None:
    """Every column that is known lands in its field."""
    heading = HEADING + ";Herinnering;Contactpersoon;Telefoon;E-mail;Omschrijving;Betaaltermijn"
    row = JANSEN + ";2e;Arie ter Naad;010 555 01 23;a@jansen.example;racefietsen;30 dagen"
    (found,) = preview(write(heading, row)).rows
    assert (found.debtor_number, found.invoice_date, found.due_date) == (
        "10021",
        date(2026, 7, 20),
        date(2026, 8, 19),
    )
    assert (found.amount, found.reminder_level, found.contact) == (
        Decimal("4000.00"),
        2,
        "Arie ter Naad",
    )
    assert (found.phone, found.email, found.description, found.term_days) == (
        "010 555 01 23",
        "a@jansen.example",
        "racefietsen",
        30,
    )


def test_letter_head_totals_and_page_numbers_are_passed_over(write: Write) -> None:
    """What people see in a printed list and no invoice is."""
    found = preview(
        write(
            "Vliegensvlug BV",
            "Openstaande posten per;08-09-2026",
            "",
            HEADING,
            JANSEN,
            ";Totaal Jansen BV;;;;;4.000,00",
            "",
            VELO,
            "Subtotaal;;;;;;1.500,25",
            ";;;;;;5.500,25",
            "Totaal;;;;;6.000,50;5.500,25",
            "Pagina 1 van 1",
        )
    )
    assert (lines(found), found.problems, found.heading_line) == (BOTH, (), 4)


def test_each_bad_row_is_reported_with_its_line(write: Write) -> None:
    """The good ones are read all the same."""
    found = preview(
        write(
            HEADING,
            "10021;Jansen BV;;20-07-2026;19-08-2026;4,00;4,00",
            "10021;Jansen BV;2;20-07-2026;31-02-2026;4,00;4,00",
            "10021;Jansen BV;3;20-07-2026;19-08-2026;4,00;vier euro",
            "10021;Jansen BV;4;20-07-2026;19-08-2026;4,00;",
            "10021;Jansen BV;5;;;4,00;4,00",
            "10021;Jansen BV;6;20-07-2026;19-08-1926;4,00;4,00",
            "10021;Jansen BV;7;20-07-2026;19-07-2026;4,00;4,00",
            "10021;Jansen BV;8;20-07-2026;;4,00;4,00",
            JANSEN,
            JANSEN,
            JANSEN.replace("4.000,00", "3.000,00"),
        )
    )
    assert problems(found) == [
        (2, "number_missing"),
        (3, "date_unclear"),
        (4, "amount_unclear"),
        (5, "amount_missing"),
        (6, "date_missing"),
        (7, "date_unlikely"),
        (8, "due_before_invoice"),
        (9, "due_computed"),
        (11, "duplicate_same"),
        (12, "duplicate_differs"),
    ]
    assert [row.number for row in found.rows] == ["7", "8", "10594"]
    assert found.rows[1].due_date == date(2026, 8, 19)
    assert found.rejected == 7
    assert found.problems[2] == ImportProblem(4, "amount_unclear", "open_amount", "vier euro")


def test_amounts_in_other_money_are_refused(write: Write) -> None:
    """Dollars must not be added to euros."""
    found = preview(write(HEADING + ";Valuta", JANSEN + ";USD", VELO + ";eur"))
    assert problems(found) == [(2, "currency_other")]
    assert [row.number for row in found.rows] == ["10671"]


def test_a_row_over_several_lines_keeps_the_number_of_its_first(write: Write) -> None:
    """A remark with a line break inside quotes; the lines after it still count right."""
    found = preview(
        write(HEADING + ";Omschrijving", JANSEN + ';"twee\r\nregels"', "10030;X;1;;;1,00;1,00;")
    )
    assert found.rows[0].description == "twee regels"
    assert problems(found) == [(4, "date_missing")]


def test_a_debtor_stands_only_on_his_first_row(write: Write) -> None:
    """Merged cells: the rows below belong to the one above."""
    found = preview(
        write(
            HEADING, JANSEN, ";;10671;07-08-2026;06-09-2026;2,00;2,00", VELO.replace("10671", "9")
        )
    )
    assert [row.debtor_name for row in found.rows] == ["Jansen BV", "Jansen BV", "Société Vélo"]
    assert found.filled_down == 1


def test_a_debtor_stands_in_a_line_of_his_own(write: Write) -> None:
    """Lists that are grouped per debtor and have no column for him."""
    found = preview(
        write(
            "Factuur;Datum;Vervaldatum;Saldo",
            "Debiteur: 10021 Jansen BV;;;",
            "10594;20-07-2026;19-08-2026;4.000,00",
            "Totaal;;;4.000,00",
            "Debiteur: 10030 Société Vélo;;;",
            "10671;07-08-2026;06-09-2026;1.500,25",
        )
    )
    assert lines(found) == BOTH
    assert [row.debtor_number for row in found.rows] == ["10021", "10030"]


@pytest.mark.parametrize(
    ("cells", "debtors"),
    [
        (["10021 - Jansen BV", "10030 Vélo"], [("10021", "Jansen BV"), ("10030", "Vélo")]),
        (["Jansen BV (10021)", "Vélo (10030)"], [("10021", "Jansen BV"), ("10030", "Vélo")]),
        (["10021", "10030"], [("10021", ""), ("10030", "")]),
        (["1001 Nacht", "Jansen BV"], [("", "1001 Nacht"), ("", "Jansen BV")]),
    ],
)
def test_one_column_for_the_debtor_may_hold_number_name_or_both(
    write: Write, cells: list[str], debtors: list[tuple[str, str]]
) -> None:
    """The whole column decides, so that a shop with a number in its name keeps it."""
    rows = [f"{cell};{i};1-8-2026;31-8-2026;1,00" for i, cell in enumerate(cells)]
    found = preview(write("Debiteur;Factuur;Datum;Vervaldatum;Saldo", *rows))
    assert [(row.debtor_number, row.debtor_name) for row in found.rows] == debtors


def test_blocked_and_disputed_are_taken_over(write: Write) -> None:
    """From a status in words or a column with a cross."""
    found = preview(
        write(HEADING + ";Status;Geblokkeerd", JANSEN + ";in dispuut;", VELO + ";open;x")
    )
    assert [row.status for row in found.rows] == ["disputed", "blocked"]


def test_formulas_stay_text(write: Write) -> None:
    """A name that would run in a spreadsheet is a name here."""
    attack = '=HYPERLINK("http://x.example";"klik")'
    row = f'10021;"{attack.replace(chr(34), chr(34) * 2)}";+1;20-07-2026;19-08-2026;4,00;4,00'
    found = preview(write(HEADING, row, "10022;@SUM(A1);-2;20-07-2026;19-08-2026;4,00;4,00"))
    assert [(r.debtor_name, r.number) for r in found.rows] == [(attack, "+1"), ("@SUM(A1)", "-2")]


def test_a_formula_for_an_amount_is_refused(write: Write) -> None:
    """Nothing is calculated."""
    found = preview(write(HEADING, "10021;Jansen;1;20-07-2026;19-08-2026;=1+1;=1+1"))
    assert problems(found) == [(2, "amount_unclear")]


def test_a_long_text_is_cut_and_reported(write: Write) -> None:
    """A name of a thousand characters is no name."""
    found = preview(write(HEADING, JANSEN.replace("Jansen BV", "J" * 1000)))
    assert len(found.rows[0].debtor_name) == 500
    assert problems(found) == [(2, "text_cut")]


def test_the_user_can_say_what_a_column_is(write: Write) -> None:
    """A heading nobody knows, named by hand; the meaning moves from the column that had it."""
    path = write("Klantnaam;Factuur;Vervaldatum;Bedrag;Rest", "A;1;1-8-2026;9,00;4,00")
    assert preview(path).rows[0].open_amount == Decimal("9.00")
    found = preview(path, {"open_amount": 4})
    assert found.rows[0].open_amount == Decimal("4.00")
    assert found.columns[4].kind == "open_amount"


def test_american_lists_are_read(write: Write) -> None:
    """Month first and decimal points, told by the whole column."""
    found = preview(
        write(
            "customer,invoice,invoice date,due date,amount",
            "A,1,07/20/2026,08/19/2026,1234.50",
            "A,2,08/07/2026,09/06/2026,1.234",
        )
    )
    assert [row.due_date for row in found.rows] == [date(2026, 8, 19)]
    assert problems(found) == [(3, "amount_unclear")]


def test_a_workbook_gives_numbers_and_dates(workbook: Callable[..., Path]) -> None:
    """Typed cells, an empty row, a merged cell, a total, and another sheet before it."""
    path = workbook(
        [["Toelichting"], ["Deze lijst is van maandag"]],
        [
            ["Openstaande posten"],
            [],
            HEADING.split(";"),
            [10021, "Jansen BV", 10594, datetime(2026, 7, 20), date(2026, 8, 19), 4000, 4000.0],
            [None, None, "10671", date(2026, 8, 7), 46271, 2000.5, 1500.25],
            ["Totaal", None, None, None, None, None, 5500.25],
        ],
    )
    found = preview(path)
    assert [(r.line, r.debtor_number, r.number, r.due_date, r.open_amount) for r in found.rows] == [
        (4, "10021", "10594", date(2026, 8, 19), Decimal("4000.00")),
        (5, "10021", "10671", date(2026, 9, 6), Decimal("1500.25")),
    ]
    assert (found.problems, found.filled_down, found.sheet) == ((), 1, "Sheet1")


def test_a_formula_without_a_result_is_an_empty_cell(workbook: Callable[..., Path]) -> None:
    """A workbook written by a program that never calculated it."""
    path = workbook([HEADING.split(";"), [1, "A", 1, "1-8-2026", "31-8-2026", 1, "=F2*2"]])
    assert problems(preview(path)) == [(2, "amount_missing")]


def test_the_content_decides_what_a_file_is(write: Write, workbook: Callable[..., Path]) -> None:
    """A CSV called .xlsx, and a workbook called .csv."""
    assert lines(preview(write(HEADING, JANSEN, VELO, name="lijst.xlsx"))) == BOTH
    path = workbook([HEADING.split(";"), JANSEN.split(";"), VELO.split(";")], name="lijst.csv")
    assert lines(preview(path)) == BOTH


def refusal(path: Path) -> UserError:
    """Return the error that previewing gives."""
    with pytest.raises(UserError) as error:
        preview(path)
    return error.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"\xef\xbb\xbf", "import_no_heading"),
        (b"\r\n \r\n", "import_empty"),
        (b"\x00" * 500, "import_empty"),
        (bytes(range(256)) * 40, "import_not_a_list"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20, "import_not_a_list"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type/Catalog>>\n", "import_not_a_list"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + b"Workbook", "import_old_excel"),
        (b"<html><table><tr><td>Factuur</td></tr></table></html>", "import_web_page"),
        (b"PK\x03\x04 afgebroken", "import_damaged"),
        (b"Beste collega,\nhierbij de lijst.\n", "import_no_heading"),
        (b"\xff\xfe\x00", "import_not_a_list"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(folder: Path, content: bytes, code: str) -> None:
    """Empty, binary, pictures, old Excel, web pages, half a workbook, a letter."""
    path = folder / "lijst.csv"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_a_list_without_amounts_is_told_what_is_missing(write: Write) -> None:
    """The codes of all that it lacks."""
    error = refusal(write("Debiteur;Factuur;Contactpersoon", "A;1;B"))
    assert (error.code, error.facts["ontbreekt"]) == ("import_no_amount", "amount, date")


def test_a_missing_file_and_a_folder_are_told(folder: Path) -> None:
    """Moved away meanwhile, or a folder picked by mistake."""
    assert refusal(folder / "weg.csv").code == "import_missing"
    assert refusal(folder).code == "import_missing"


def test_a_file_that_is_held_by_another_program_is_told(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel on Windows keeps an open workbook to itself; here the refusal itself is enough."""
    path = write(HEADING, JANSEN)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "in gebruik")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert refusal(path).code == "import_locked"


def zipped(**members: bytes) -> bytes:
    """Return a zip file with these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def test_another_zip_is_no_list(folder: Path) -> None:
    """A zipped folder with the list in it."""
    path = folder / "lijst.zip"
    path.write_bytes(zipped(**{"lijst.csv": b"Debiteur;Factuur"}))
    assert refusal(path).code == "import_not_a_list"


def test_a_zip_bomb_is_refused_before_it_unpacks(folder: Path) -> None:
    """Half a megabyte that claims to hold more than a list ever does."""
    path = folder / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(LARGEST_UNPACKED // (4 * 1024 * 1024) + 1):
                sheet.write(b"\x00" * (4 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    assert refusal(path).code == "import_too_large"


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_workbook_that_was_cut_off_is_damaged(workbook: Callable[..., Path], cut: float) -> None:
    """Copied while the network broke."""
    path = workbook([HEADING.split(";"), *[JANSEN.split(";")] * 50])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    assert refusal(path).code == "import_damaged"


def test_a_workbook_with_broken_parts_is_damaged(
    folder: Path, workbook: Callable[..., Path]
) -> None:
    """A sound zip around XML that stops half-way, and around entities that would explode."""
    with zipfile.ZipFile(workbook([HEADING.split(";"), JANSEN.split(";")])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    entities = b"".join(
        b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10 if i else b"lol" * 10)
        for i in range(12)
    )
    for broken in (
        parts[sheet][: len(parts[sheet]) // 2],
        b"<!DOCTYPE x [" + entities + b"]><worksheet><sheetData>&l11;</sheetData></worksheet>",
    ):
        path = folder / "kapot.xlsx"
        path.write_bytes(zipped(**{**parts, sheet: broken}))
        assert refusal(path).code == "import_damaged"


def test_a_file_too_large_to_be_a_list_is_refused(folder: Path) -> None:
    """A sparse file of half a gigabyte; nothing of it is read."""
    path = folder / "groot.csv"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    assert refusal(path).code == "import_too_large"


def test_an_endless_quote_is_damaged(write: Write) -> None:
    """A quote that is never closed swallows the rest; that is told, not read as one cell."""
    path = write(HEADING, '10021;"Jansen BV;1;2;3', *[JANSEN] * 3000)
    assert refusal(path).code == "import_damaged"


def test_a_hundred_thousand_rows_are_read(write: Write) -> None:
    """Every row comes through, with the bad ones among them told by line."""
    rows = [
        f"{10000 + i % 5000};Débiteur {i % 5000} BV;{200000 + i};20-07-2026;19-08-2026;"
        f"1.234,56;{'kapot' if i % 10_000 == 0 else '1.000,50'}"
        for i in range(100_000)
    ]
    found = preview(write(HEADING, *rows, encoding="cp1252"))
    assert len(found.rows) == 99_990
    assert [problem.line for problem in found.problems] == [
        2 + i for i in range(0, 100_000, 10_000)
    ]
    assert found.problem_counts() == (("amount_unclear", 10),)
