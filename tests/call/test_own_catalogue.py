"""Writing in the user's own catalogue, on real files and the shipped catalogue."""

from pathlib import Path

import pytest

from app.advice.catalogue import Catalogue, load_catalogue, shipped_folder
from app.call.own_catalogue import Change, NewCard, OwnCatalogue
from app.errors import UserError

HEADINGS = {"phrases": "# eigen zinnen", "card": "# eigen kaart"}
PHRASE = "de betaalploeg komt pas vrijdag"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue(shipped_folder())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mijn gegevens é" / "catalogus"


@pytest.fixture
def own(folder: Path, shipped: Catalogue) -> OwnCatalogue:
    return OwnCatalogue(folder, lambda: shipped, HEADINGS)


def merged(folder: Path) -> Catalogue:
    catalogue = load_catalogue(shipped_folder(), folder)
    assert catalogue.problems == ()
    return catalogue


def write(folder: Path, text: str, name: str = "mijn kaarten.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def test_a_phrase_comes_on_top_of_the_shipped_ones(own: OwnCatalogue, folder: Path, shipped: Catalogue) -> None:
    """The file holds nothing but the id and the phrase, and nothing that was shipped is lost."""
    own.add_phrase("payment_run", PHRASE)
    assert [path.name for path in folder.iterdir()] == ["payment_run.yaml"]
    assert (folder / "payment_run.yaml").read_text(encoding="utf-8").splitlines() == [
        "# eigen zinnen",
        "id: payment_run",
        "zinnen:",
        f"  - {PHRASE}",
    ]
    now, before = merged(folder).objections["payment_run"], shipped.objections["payment_run"]
    assert now.phrases == (*before.phrases, PHRASE)
    assert (now.gentle, now.title) == (before.gentle, before.title)


def test_a_second_phrase_joins_the_first(own: OwnCatalogue, folder: Path) -> None:
    """One file per card."""
    own.add_phrase("payment_run", PHRASE)
    own.add_phrase("payment_run", "nog een andere zin hierbij")
    assert len(list(folder.iterdir())) == 1
    assert merged(folder).objections["payment_run"].phrases[-2:] == (PHRASE, "nog een andere zin hierbij")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "# van mij\n- id: payment_run  # ronde\n  zinnen:\n    - eerste zin van mij  # goed\n- id: no_money\n"
            "  zinnen: [een, twee]\n",
            "# van mij\n- id: payment_run  # ronde\n  zinnen:\n    - eerste zin van mij  # goed\n"
            f"    - {PHRASE}\n- id: no_money\n  zinnen: [een, twee]\n",
        ),
        (
            'id: payment_run\nzinnen: [een zin, "twee: zin"] # kort\n',
            f'id: payment_run\nzinnen: [een zin, "twee: zin", {PHRASE}] # kort\n',
        ),
        ("titel: Ronde\nid: payment_run", f"titel: Ronde\nid: payment_run\nzinnen:\n  - {PHRASE}"),
        ("id: payment_run\nzinnen:\n- een zin van mij", f"id: payment_run\nzinnen:\n- een zin van mij\n- {PHRASE}\n"),
        ("id: payment_run\r\nzinnen:\r\n  - een\r\n", f"id: payment_run\r\nzinnen:\r\n  - een\r\n  - {PHRASE}\r\n"),
        (
            "id: payment_run\nzinnen:\n  - >-\n    een zin op\n    twee regels\nbron: eigen\n",
            f"id: payment_run\nzinnen:\n  - >-\n    een zin op\n    twee regels\n  - {PHRASE}\nbron: eigen\n",
        ),
        (
            "- titel: Ronde\n  id: payment_run # van mij\n- id: no_money\n  titel: Leeg\n",
            f"- titel: Ronde\n  id: payment_run # van mij\n  zinnen:\n    - {PHRASE}\n- id: no_money\n  titel: Leeg\n",
        ),
    ],
    ids=["list", "one line", "no phrases yet", "no last line end", "windows", "folded", "list without phrases"],
)
def test_a_file_that_the_user_wrote_gets_one_more_line(own: OwnCatalogue, folder: Path, text: str, wanted: str) -> None:
    """His comments, his order and his line ends stay."""
    path = write(folder, text)
    own.add_phrase("payment_run", PHRASE)
    assert path.read_bytes().decode() == wanted
    assert PHRASE in merged(folder).objections["payment_run"].phrases


def test_where_a_line_does_not_fit_nothing_is_changed(own: OwnCatalogue, folder: Path) -> None:
    """An entry between braces is left to the user; nothing lies beside it either."""
    text = "{id: payment_run, titel: Ronde}\n"
    path = write(folder, text)
    with pytest.raises(UserError, match="own_card_unusual"):
        own.add_phrase("payment_run", PHRASE)
    assert path.read_text(encoding="utf-8") == text
    assert list(folder.iterdir()) == [path]


def test_a_mistake_in_any_own_file_is_told_before_anything_is_written(own: OwnCatalogue, folder: Path) -> None:
    """With it the last good catalogue stays in use, and the phrase would not count."""
    write(folder, "id: eigen\ntitel: half\n", "half.yaml")
    with pytest.raises(UserError) as told:
        own.add_phrase("payment_run", PHRASE)
    assert (told.value.code, told.value.facts["regel"]) == ("own_card_damaged", 1)
    assert [path.name for path in folder.iterdir()] == ["half.yaml"]


@pytest.mark.parametrize(
    "phrase", ["één zin: met dubbele punt", '"aan" het begin', "- streepje", "# hekje", "nee", "12"]
)
def test_any_phrase_is_read_back_as_it_was(own: OwnCatalogue, folder: Path, phrase: str) -> None:
    """Signs that mean something in YAML are put between quotation marks."""
    own.add_phrase("no_money", phrase)
    assert merged(folder).objections["no_money"].phrases[-1] == phrase


def test_a_new_card_is_whole_at_once(own: OwnCatalogue, folder: Path, shipped: Catalogue) -> None:
    """What is not filled in comes from the base card; the short title fits the narrow window."""
    change = own.add_card(
        NewCard("Wacht op de verkoop van het: bedrijfspand", "wij verkopen eerst het pand", "Ik hoor u.")
    )
    card = merged(folder).objections[change.objection_id]
    assert shipped.base is not None
    assert change.objection_id == "eigen_wacht_op_de_verkoop_van_het_bedrijfspand"
    assert (card.origin, card.gentle, card.firm) == ("own", "Ik hoor u.", shipped.base.firm)
    assert (card.title, card.short_title) == ("Wacht op de verkoop van het: bedrijfspand", "Wacht op de verkoop van")
    assert card.phrases == ("wij verkopen eerst het pand",)


def test_two_cards_of_one_name_stand_side_by_side(folder: Path) -> None:
    """The second gets a number."""
    own = OwnCatalogue(folder, lambda: load_catalogue(shipped_folder(), folder), HEADINGS)
    first = own.add_card(NewCard("Pand", "wij verkopen eerst het pand", "Ik hoor u."))
    second = own.add_card(NewCard("Pand", "het pand moet eerst weg", "Ik hoor u."))
    assert (first.objection_id, second.objection_id) == ("eigen_pand", "eigen_pand_2")
    assert {"eigen_pand", "eigen_pand_2"} <= set(merged(folder).objections)


@pytest.mark.parametrize("title", ["", "   ", "…"])
def test_a_card_needs_a_name(own: OwnCatalogue, folder: Path, title: str) -> None:
    """Nothing is made without one."""
    with pytest.raises(UserError, match="own_card_untitled"):
        own.add_card(NewCard(title, PHRASE, "Ik hoor u."))
    assert not folder.exists()


def test_taking_back_leaves_no_trace(own: OwnCatalogue, folder: Path) -> None:
    """A new file goes, an old one is byte for byte what it was."""
    text = "id: no_money\r\nzinnen:\r\n  - de pot is leeg # echt\r\n"
    path = write(folder, text)
    old, new = own.add_phrase("no_money", PHRASE), own.add_phrase("payment_run", PHRASE)
    own.take_back(new)
    own.take_back(old)
    assert list(folder.iterdir()) == [path]
    assert path.read_bytes().decode() == text


def edited(change: Change) -> None:
    change.file.write_bytes(change.after + b"# aangevuld\n")


def removed(change: Change) -> None:
    change.file.unlink()


@pytest.mark.parametrize("meddle", [edited, removed])
def test_what_was_edited_since_is_not_taken_back(own: OwnCatalogue, folder: Path, meddle: object) -> None:
    """The user's own work is never overwritten."""
    change = own.add_phrase("payment_run", PHRASE)
    meddle(change)  # type: ignore[operator]
    content = change.file.read_bytes() if change.file.exists() else None
    with pytest.raises(UserError, match="own_card_changed"):
        own.take_back(change)
    assert (change.file.read_bytes() if change.file.exists() else None) == content


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path, shipped: Catalogue) -> None:
    """Not a traceback."""
    blocked = tmp_path / "bestand"
    blocked.write_text("geen map", encoding="utf-8")
    with pytest.raises(UserError, match="folder_unwritable"):
        OwnCatalogue(blocked / "catalogus", lambda: shipped, HEADINGS).add_phrase("payment_run", PHRASE)


GIVEN = """\
id: moving_house
titel: Midden in een verhuizing
zinnen:
  - wij zijn net aan het verhuizen
antwoord: {zacht: Lastig.}
"""


def test_a_file_from_a_colleague_is_taken_over_whole(own: OwnCatalogue, folder: Path, tmp_path: Path) -> None:
    """It says what is in it first; then it lies among the own files under its own name."""
    file = write(tmp_path / "post", GIVEN, "verhuizing.belmaat-kaart")
    assert own.titles(file) == ("Midden in een verhuizing",)
    assert own.take_in(file) == folder / "verhuizing.yaml"
    assert (folder / "verhuizing.yaml").read_bytes() == file.read_bytes()
    assert merged(folder).objections["moving_house"].title == "Midden in een verhuizing"


def test_a_card_that_is_there_already_is_refused(own: OwnCatalogue, folder: Path, tmp_path: Path) -> None:
    """The own card stays as it is."""
    write(folder, GIVEN, "mijn.yaml")
    file = write(tmp_path / "post", GIVEN, "verhuizing.belmaat-kaart")
    with pytest.raises(UserError, match="own_card_damaged"):
        own.take_in(file)
    assert [path.name for path in folder.iterdir()] == ["mijn.yaml"]


@pytest.mark.parametrize("text", ["", "id: [", "titel: zonder id\n"])
def test_a_file_without_a_card_is_refused(text: str, own: OwnCatalogue, folder: Path, tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(UserError, match="own_card_damaged"):
        own.take_in(write(tmp_path / "post", text, "x.belmaat-kaart"))
    assert not folder.exists()


def test_a_file_that_is_gone_is_told(own: OwnCatalogue, tmp_path: Path) -> None:
    """A stick that was pulled out."""
    with pytest.raises(UserError, match="catalogue_missing"):
        own.titles(tmp_path / "weg.belmaat-kaart")
