"""Every code has its Dutch sentence, and a company's own texts take the place of shipped ones."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.wording import Wording

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "resources" / "texts"


def _called(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == name:
                yield node


def _strings(node: ast.AST) -> Iterator[str]:
    """The texts an argument may have: a constant, or either side of a choice."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp():
            yield from _strings(node.body)
            yield from _strings(node.orelse)


def _codes() -> list[tuple[str, str]]:
    found = set()
    for path in sorted((ROOT / "app").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in _called(tree, "UserError"):
            if call.args:
                found |= {(path.relative_to(ROOT).as_posix(), code) for code in _strings(call.args[0])}
    return sorted(found)


def _problems() -> list[str]:
    codes = set()
    for path in sorted((ROOT / "app" / "call").glob("*.py")):
        for call in _called(ast.parse(path.read_text(encoding="utf-8")), "Problem"):
            if len(call.args) > 1:
                codes |= set(_strings(call.args[1]))
    return sorted(codes)


@pytest.fixture(scope="module")
def shipped() -> Wording:
    return Wording.load(TEXTS)


@pytest.mark.parametrize(("path", "code"), _codes())
def test_every_error_for_the_user_has_a_sentence(path: str, code: str, shipped: Wording) -> None:
    """What happened and what to do, as whole sentences, with or without facts."""
    assert shipped.has(f"errors.{code}"), f"{path} raises {code}"
    text = shipped.error(UserError(code))
    assert text[0].isupper() or not text[0].isalpha()
    assert text.endswith((".", "?"))
    assert "{" not in text


def test_errors_are_found_in_the_program() -> None:
    """The search above sees what is raised."""
    assert {code for _, code in _codes()} >= {"model_missing", "debtor_unknown", "folder_unwritable"}


@pytest.mark.parametrize("code", _problems())
def test_every_problem_of_the_form_has_a_sentence(code: str, shipped: Wording) -> None:
    """No code ever shows in the window."""
    assert shipped.sentence(f"form.{code}").endswith((".", "?"))


def test_an_unknown_code_gets_a_sentence_that_names_it(shipped: Wording) -> None:
    """Better a plain sentence than a traceback."""
    assert "(raadsel)" in shipped.error(UserError("raadsel"))


def test_an_error_tells_its_facts(shipped: Wording) -> None:
    """Paths and names come in as they are."""
    assert "C:\\x {y}" in shipped.error(UserError("audio_missing", bestand=Path("C:\\x {y}")))


def _own(tmp_path: Path, name: str, content: bytes) -> Wording:
    folder = tmp_path / "eigen teksten é"
    folder.mkdir()
    (folder / name).write_bytes(content)
    return Wording.load(TEXTS, folder)


def test_own_texts_take_the_place_of_shipped_ones(tmp_path: Path, shipped: Wording) -> None:
    """One text changes, the others stay."""
    wording = _own(tmp_path, "mails.yaml", "regards: Groeten é\nformal: {goodwill: Ook dit}\n".encode())
    assert wording.text("mails.regards") == "Groeten é"
    assert wording.text("mails.formal.goodwill") == "Ook dit"
    assert wording.text("mails.formal.callback") == shipped.text("mails.formal.callback")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Notepad writes one."""
    assert _own(tmp_path, "mails.yaml", b"\xef\xbb\xbfregards: Groet\n").text("mails.regards") == "Groet"


def test_an_own_file_may_bring_new_texts(tmp_path: Path) -> None:
    """A file that Belmaat does not ship is read too."""
    assert _own(tmp_path, "eigen.yaml", b"groet: Hoi\n").text("eigen.groet") == "Hoi"


@pytest.mark.parametrize(
    "content",
    [
        b"regards: [", b"\xff\xfe\x00", b"regards: !!int x", b"regards: !!python/object:os.system x", b"- een lijst",
        b"", b"regards: {een: mapping}", b"regards: [een, lijst]", b"formal: plat", b"a: &a [*a]", b"\x00",
    ],
)  # fmt: skip
def test_a_wrong_own_file_leaves_the_shipped_wording_in_use(content: bytes, tmp_path: Path, shipped: Wording) -> None:
    """Broken, of another kind, or hostile: the call goes on with the shipped texts."""
    wording = _own(tmp_path, "mails.yaml", content)
    assert wording.text("mails.regards") == shipped.text("mails.regards")
    assert wording.text("mails.formal.callback") == shipped.text("mails.formal.callback")


def test_a_broken_shipped_file_is_told_by_name(tmp_path: Path) -> None:
    """The installation is damaged, and the user learns which file."""
    (tmp_path / "call.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        Wording.load(tmp_path)
    assert caught.value.code == "texts_damaged"
    assert caught.value.facts["bestand"] == str(tmp_path / "call.yaml")


def test_no_text_is_guessed_to_be_something_else(tmp_path: Path) -> None:
    """Ja, 08:30 and 2026-09-08 stay text."""
    (tmp_path / "x.yaml").write_text("a: yes\nb: 2026-09-08\nc: 08:30\nd: 010\ne:\n", encoding="utf-8")
    wording = Wording.load(tmp_path)
    assert [wording.text(f"x.{key}") for key in "abcde"] == ["yes", "2026-09-08", "08:30", "010", ""]


def test_a_text_that_is_not_there_is_our_own_fault(shipped: Wording) -> None:
    """It raises, so that a test finds it."""
    with pytest.raises(KeyError):
        shipped.text("mails.nergens")
    assert not shipped.has("mails.regards.dieper")
