"""The network: what it learns, that storing it changes nothing that matters, and that it fits what ships."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.advice.catalogue import Catalogue
from app.advice.classifier import softmax
from app.advice.features import bundle, features
from app.advice.garble import garble
from app.advice.heard import listen
from app.advice.language import shipped_language
from app.advice.learning_network import Example, learn_network
from app.advice.lexicon import Lexicon
from app.advice.network import Layers, Network, load_layers, save_layers
from app.advice.pieces import pieces_of, pieces_of_words

LEXICON = Lexicon({"geld": ["geld", "centen"], "kapot": ["kapot", "stuk"]})
SAID = {
    0: ("er is geen geld meer", "het geld is op vandaag", "de centen zijn op", "wij hebben geen centen"),
    1: ("de levering is stuk", "alles is kapot aangekomen", "die pomp is kapot", "het ding is stuk"),
    2: ("goedemorgen met jansen", "mooi weer vandaag", "tot morgen dan", "dat is goed hoor"),
}
IDS = ("no_money", "goods_defective")


def example(text: str, numbers: Iterable[int]) -> Example:
    """One utterance as written and garbled once."""
    heard = [listen(version, LEXICON) for version in (text, garble(text, 5))]
    return Example(tuple((features(one, LEXICON), pieces_of_words(one)) for one in heard), tuple(numbers))


@pytest.fixture(scope="module")
def layers() -> Layers:
    """Twelve sentences, often enough that every word counts."""
    examples = [
        example(text, () if number == len(IDS) else (number,)) for number, texts in SAID.items() for text in texts * 4
    ]
    return learn_network(examples, IDS, rounds=120)


def shares(layers: Layers, text: str) -> NDArray[np.float64]:
    """What the network gives an utterance and its clauses."""
    network = Network(layers, LEXICON)
    heard = listen(text, LEXICON)
    return softmax(network.logits(heard.words, bundle(heard, LEXICON)))


@pytest.mark.parametrize(
    ("text", "best"), [("het geld is op", 0), ("die is stuk", 1), ("mooi weer morgen", 2), ("geldgebrek", 0)]
)
def test_it_tells_apart_what_it_was_shown(layers: Layers, text: str, best: int) -> None:
    """Also a compound that nobody said, by its pieces; the last output is ordinary talk."""
    assert shares(layers, text)[0].argmax() == best


def test_the_shares_of_each_clause_add_up_to_one(layers: Layers) -> None:
    """Words that were never seen among them."""
    found = shares(layers, "er is geen geld meer, xqz wvb qrst, de levering is stuk")
    assert found.shape == (6, 3)
    assert found.sum(axis=1) == pytest.approx(np.ones(6))


def test_a_clause_gets_what_it_gets_by_itself(layers: Layers) -> None:
    """The whole is looked up once; its clauses get the same from it as alone, also where words come again."""
    heard = listen("de levering is stuk stuk, het geld is op en de levering is stuk", LEXICON)
    network = Network(layers, LEXICON)
    together = network.logits(heard.words, bundle(heard, LEXICON))[1:]
    parts = [heard.part(*part) for part in heard.parts()]
    assert len(parts) == 5
    alone = [network.logits(part.words, bundle(part, LEXICON))[0] for part in parts]
    assert together == pytest.approx(np.array(alone), abs=1e-5)


def test_a_piece_that_comes_twice_counts_as_it_was_learned(layers: Layers) -> None:
    """Rows are looked up word by word, learning counts over the whole utterance: both give the same numbers."""
    counted = pieces_of_words(listen("stuk stuk", LEXICON))
    assert counted["<st"] == pytest.approx(1.4)
    assert set(counted) == set(pieces_of("stuk"))


def test_what_is_stored_comes_back(layers: Layers, tmp_path: Path) -> None:
    """Half as many bits for the later layers: shares move by less than a hundredth."""
    file = tmp_path / "é network.npz"
    save_layers(layers, file)
    stored = load_layers(file)
    assert (stored.ids, stored.words, stored.pieces) == (layers.ids, layers.words, layers.pieces)
    for text in ("geen geld meer", "alles is stuk", "goedemorgen"):
        assert shares(stored, text) == pytest.approx(shares(layers, text), abs=0.01)


def test_the_same_seed_gives_the_same_network() -> None:
    """Learning is repeatable."""
    examples = [example(text, (0,) if number == 0 else ()) for number, texts in SAID.items() for text in texts * 4]
    one, other = (learn_network(examples, IDS[:1], rounds=2) for _ in range(2))
    assert np.array_equal(one.rows, other.rows)
    assert one.words == other.words


def test_it_knows_every_shipped_objection(catalogue: Catalogue) -> None:
    """After a new objection: run `python -m app.advice.training`."""
    assert set(load_layers(shipped_language().network("objections")).ids) == set(catalogue.objections)
