"""Likeness of an utterance with every phrase, against the plain definition."""

import math
from collections.abc import Mapping

import pytest

from app.advice.evidence import PhraseIndex
from app.advice.features import Bundle, bundle, features
from app.advice.heard import listen
from app.advice.language import shipped_language

PHRASES = (
    "wij betalen altijd aan het einde van de maand",
    "de factuur is nog niet goedgekeurd",
    "ik heb de factuur niet ontvangen",
    "wij betalen niet",
    "",
)


@pytest.fixture(scope="module")
def index() -> PhraseIndex:
    return PhraseIndex(PHRASES, shipped_language().lexicon)


def bundled(text: str) -> Bundle:
    lexicon = shipped_language().lexicon
    return bundle(listen(text, lexicon), lexicon)


def plainly(text: str) -> Mapping[str, float]:
    lexicon = shipped_language().lexicon
    return features(listen(text, lexicon), lexicon)


def weighed(text: str) -> dict[str, float]:
    """Features times rarity; what no phrase has counts as said once, for a quarter, and pairs of it not at all."""
    bundles = [plainly(phrase) for phrase in PHRASES]
    found = {}
    for name, weight in plainly(text).items():
        count = sum(name in one for one in bundles)
        if count:
            found[name] = weight * math.log(1.0 + len(PHRASES) / count)
        elif " " not in name and "&" not in name:
            found[name] = 0.5 * math.log(1.0 + len(PHRASES))
    return found


def cosine(left: dict[str, float], right: dict[str, float]) -> float:
    product = sum(value * right[name] for name, value in left.items() if name in right)
    sizes = math.sqrt(sum(v * v for v in left.values()) * sum(v * v for v in right.values()))
    return product / sizes if sizes else 0.0


@pytest.mark.parametrize(
    "text",
    ["wij betalen aan het einde van de maand", "die factuur is niet goedgekeurd door de aardvarken", "ontvangen"],
)
def test_likeness_is_the_cosine_of_weighed_features(index: PhraseIndex, text: str) -> None:
    """The arrays of the index give what the definition gives, phrase by phrase."""
    wanted = [cosine(weighed(text), weighed(phrase)) for phrase in PHRASES]
    assert max(wanted) > 0.2
    assert index.similarities(bundled(text)).tolist() == pytest.approx(wanted, abs=1e-6)


def test_a_phrase_is_most_like_itself(index: PhraseIndex) -> None:
    """Said as it stands, the likeness is 1."""
    for number, phrase in enumerate(PHRASES[:-1]):
        near = index.similarities(bundled(phrase))
        assert near.argmax() == number
        assert near[number] == pytest.approx(1.0)


def test_what_no_phrase_has_is_like_nothing(index: PhraseIndex) -> None:
    """Unknown words alone give zeros, with an empty index too."""
    assert not index.similarities(bundled("aardvarken")).any()
    assert not PhraseIndex((), shipped_language().lexicon).similarities(bundled("aardvarken")).any()
    assert index.rarities(["aardvarken", ""]) == [0.0, 0.0]
    assert index.rarities(["factuur"])[0] > 0.0
