"""Trying sentences on the shipped catalogue and adding them to an own one; the matcher is the real one."""

from pathlib import Path

import pytest

from app.advice.matcher import THRESHOLD
from app.bootstrap import Program
from app.call.own_catalogue import OwnCatalogue
from app.call.workbench import Workbench, as_spoken
from app.errors import UserError
from app.paths import Paths
from app.settings import Settings

RUN = "Nee, wij doen pas aan het einde van de maand een betaalronde."
UNHEARD = "De kat zit op de Noordpool."


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """One for all tests that write nothing."""
    return Program(Paths(tmp_path_factory.mktemp("huis é")), settings=Settings())


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    return Program(Paths(tmp_path / "huis é"), settings=Settings())


def make_bench(program: Program) -> Workbench:
    headings = {"phrases": "# zinnen", "card": "# kaart"}
    return Workbench(
        catalogue=lambda: program.catalogue.catalogue,
        advisers=program.advisers,
        reload=program.catalogue.reload,
        own=OwnCatalogue(program.paths.own_catalogue, lambda: program.catalogue.catalogue, headings),
        wording=program.wording,
    )


@pytest.fixture
def bench(program: Program) -> Workbench:
    made = make_bench(program)
    made.prepare()
    return made


def test_before_it_is_ready_nothing_matches(program: Program) -> None:
    """The matcher is made on a thread; until then the page has something to show."""
    bench = make_bench(program)
    assert not bench.ready
    assert bench.try_sentence(RUN).candidates == ()


def test_trying_adding_and_undoing(fresh: Program) -> None:
    """One sentence on its way: unheard, added, heard at once, taken back, unheard."""
    bench = make_bench(fresh)
    bench.prepare()
    assert bench.try_sentence(UNHEARD).firing == ()
    outcome = bench.add("authoriser_absent", UNHEARD)
    assert outcome.fires
    assert outcome.score >= THRESHOLD
    assert f"{outcome.score:.2f}".replace(".", ",") in outcome.text
    best = bench.try_sentence(UNHEARD).firing[0]
    assert (best.id, best.phrase) == ("authoriser_absent", "de kat zit op de noordpool")
    assert best.doubts[0].code == "known"
    assert best.doubts[0].refuses
    assert fresh.advisers().catalogue is fresh.catalogue.catalogue
    with pytest.raises(UserError, match="own_phrase_known"):
        bench.add("authoriser_absent", UNHEARD)
    assert bench.last is not None
    assert "noordpool" in bench.undo()
    assert bench.last is None
    assert bench.try_sentence(UNHEARD).firing == ()
    assert bench.undo() == ""


def test_a_card_of_ones_own_comes_at_its_sentence(fresh: Program) -> None:
    """Made from words that no card answered; it has something to say until it is completed."""
    bench = make_bench(fresh)
    bench.prepare()
    outcome = bench.add_card("Noordpool", UNHEARD)
    assert outcome.fires
    best = bench.try_sentence(UNHEARD).firing[0]
    assert (best.id, best.title) == ("eigen_noordpool", "Noordpool")
    card = fresh.catalogue.catalogue.objections["eigen_noordpool"]
    assert card.gentle.endswith("?")
    assert ("eigen_noordpool", "Noordpool") in bench.titles
    bench.undo()
    assert list(fresh.paths.own_catalogue.iterdir()) == []
    assert "eigen_noordpool" not in fresh.catalogue.catalogue.objections


def test_a_sentence_shows_which_words_and_which_phrase_it_is(bench: Workbench) -> None:
    """The best card first, its words as they stand in the sentence, and what only came near after it."""
    trial = bench.try_sentence(RUN)
    best = trial.candidates[0]
    assert (best.id, best.fires) == ("payment_run", True)
    assert best.words == RUN[slice(*best.span)]
    assert "betaalronde" in best.words
    assert 0 < best.similarity <= 1
    scores = [one.score for one in trial.candidates]
    assert scores == sorted(scores, reverse=True)
    assert trial.firing + trial.near == trial.candidates


def test_near_misses_are_below_the_threshold(bench: Workbench) -> None:
    """They are shown so that one sees what to add; of some sentences beside the point, at least one comes near."""
    said = (
        "we moeten de zending nog nakijken",
        "ik moet de dozen nog tellen",
        "dat vraag ik na bij de inkoper",
        "de nieuwe machine maakt veel lawaai",
    )
    near = [one for sentence in said for one in bench.try_sentence(sentence).near]
    assert near
    assert all(one.score < THRESHOLD for one in near)


def test_a_sentence_of_another_card_is_doubted_before_it_is_added(bench: Workbench) -> None:
    """The doubt names that card by its title."""
    doubts = bench.doubts("wrong_person", RUN)
    assert [doubt.code for doubt in doubts] == ["collides"]
    assert "vaste betaalronde" in doubts[0].text
    assert not doubts[0].refuses


def test_a_few_words_are_doubted(bench: Workbench) -> None:
    """They would bring the card up all the time."""
    assert [doubt.code for doubt in bench.doubts("payment_run", "Ja, nee.")] == ["too_short"]


@pytest.mark.parametrize("sentence", ["", "   ", "?!", "…"])
def test_no_words_are_no_phrase(bench: Workbench, program: Program, sentence: str) -> None:
    """Nothing is shown for them and nothing is written."""
    assert bench.try_sentence(sentence).candidates == ()
    with pytest.raises(UserError, match="own_phrase_empty"):
        bench.add("payment_run", sentence)
    assert not program.paths.own_catalogue.exists()


def test_a_phrase_is_kept_as_a_recogniser_writes_it() -> None:
    """Lower case, no punctuation, single spaces; accents and apostrophes stay."""
    assert as_spoken("  Zo’n  FACTUUR,  één keer… (10594)!") == "zo'n factuur één keer 10594"


@pytest.mark.parametrize("kind", ["too_short", "too_long", "too_common", "known", "collides"])
def test_every_doubt_has_a_sentence(program: Program, kind: str) -> None:
    """Whole Dutch, without holes when the facts are there."""
    text = program.wording.sentence(f"workbench.lint.{kind}", {"kaart": "Betaalronde", "zin": "een zin"})
    assert text.endswith(".")
    assert "{" not in text
