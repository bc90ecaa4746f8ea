"""Who listens beside dictation in a call, joined with the engine on recorded sound."""

from array import array
from collections.abc import Iterable, Iterator

from app.advice.catalogue import Catalogue
from app.audio.source import Block
from app.call.call_words import CallWords
from app.call.careful_ear import CarefulEar
from app.call.case import Case
from app.call.conversation import Conversation
from app.call.ears import Ears, Hearing
from app.call.events import Channel, Corrected, Event, Final, ObjectionHeard, Stopped
from app.call.listeners import Listeners, phrases_of
from app.call.phrase_ear import PhraseEar
from app.speech.careful import CarefulHeard
from app.speech.recogniser import Heard, Recogniser, Word
from tests.call.people import TODAY
from tests.call.test_reconsider import BY_SCORE

VOICE = array("h", [4_000, -4_000] * 800).tobytes()


class Recording:
    """A second of voice."""

    def blocks(self) -> Iterator[Block]:
        for _ in range(10):
            yield Block(VOICE)

    def close(self) -> None:
        """Nothing is open."""


class Says:
    """Hears one sentence when it is asked to finish."""

    def __init__(self, text: str) -> None:
        self._text = text

    def accept(self, samples: bytes) -> Heard | None:
        return None

    def finish(self) -> Heard | None:
        words = tuple(Word(word, 0.0, 0.1) for word in self._text.split())
        return Heard(self._text, final=True, words=words)


class Careful:
    """Writes one sentence."""

    def __init__(self, text: str) -> None:
        self._text = text

    def listen(self, samples: bytearray, prompt: str) -> CarefulHeard:
        return CarefulHeard(self._text, 0.9)

    def close(self) -> None:
        """Nothing is open."""


def played(listeners: Listeners, dictated: str) -> list[Event]:
    events: list[Event] = []
    beside = listeners.beside(Catalogue(), CallWords())
    hearing = Hearing(lambda channel: Recording(), lambda: Says(dictated), live=False, beside=beside)
    ears = Ears(hearing, Conversation(BY_SCORE, Case(TODAY)), events.append)
    ears.listen("debtor")
    assert ears.run()
    return [event for event in events if isinstance(event, Final | Corrected | ObjectionHeard | Stopped)]


def test_the_three_of_them_give_one_card_and_one_caption() -> None:
    """Dictation half heard it, the phrases and the careful listener heard it whole."""
    phrases = Says("wij betalen met de betaalronde")
    listeners = Listeners(lambda say: phrases, lambda: Careful("Wij betalen met de betaalronde ."), live=False)
    events = played(listeners, "wij betalen met de ronde")
    assert [type(event) for event in events] == [Final, ObjectionHeard, Corrected, Stopped]


def test_without_them_dictation_is_judged_as_always() -> None:
    """A model with a fixed graph, and no optional packages."""
    assert [type(event) for event in played(Listeners(live=False), "wij betalen met de ronde")] == [Final, Stopped]
    listeners = Listeners(lambda say: None, None, live=False)
    assert [type(event) for event in played(listeners, "wij betalen met de betaalronde")] == [
        Final, ObjectionHeard, Stopped,
    ]  # fmt: skip


def test_the_recogniser_of_phrases_is_told_the_words_of_the_catalogue_and_of_the_call(catalogue: Catalogue) -> None:
    """What raises a card, what only looks like it, ordinary talk, and names."""
    told: list[tuple[str, ...]] = []

    def recogniser(say: Iterable[str]) -> Recogniser | None:
        told.append(tuple(say))
        return None

    made = Listeners(recogniser, None, live=False).beside(catalogue, CallWords(("Jansen BV",)))("debtor")
    assert [type(one) for one in made] == [PhraseEar]
    made[0].begin(lambda at, opinion: None)
    objection = catalogue.objections["payment_run"]
    assert {*objection.phrases, *objection.look_alikes, *catalogue.none_phrases[:5], "Jansen BV"} <= set(told[0])
    assert told[0] == phrases_of(catalogue, CallWords(("Jansen BV",)))


def test_a_careful_listener_that_falls_behind_tells_on_which_channel() -> None:
    """For the line in the window."""
    told: list[tuple[Channel, str]] = []
    listeners = Listeners(None, lambda: Careful(""), live=False)
    made = listeners.beside(Catalogue(), CallWords(), lambda channel, state: told.append((channel, state)))("debtor")
    ear = made[0]
    assert isinstance(ear, CarefulEar)
    ear._become("behind")
    assert told == [("debtor", "behind")]
