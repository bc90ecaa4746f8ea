"""The recogniser of phrases hears what dictation hears, and stops where the machine is too slow."""

import threading

from app.call.beside import Opinion, PhrasesHeard
from app.call.phrase_ear import PhraseEar
from app.errors import UserError
from app.speech.recogniser import Heard, Recogniser, Word

BLOCK = bytes(3_200)
FINAL = Heard("wij betalen", final=True)


class Phrases:
    """Hears the number of blocks since the last final; every third block ends an utterance of its own."""

    def __init__(self) -> None:
        self.count = 0
        self.number = 0

    def accept(self, samples: bytes) -> Heard | None:
        self.count += 1
        self.number += 1
        if self.number % 3:
            return None
        return self._final()

    def finish(self) -> Heard | None:
        return self._final() if self.count else None

    def _final(self) -> Heard:
        count, self.count = self.count, 0
        return Heard(str(count), final=True, words=(Word(f"w{count}", 0.0, 0.1),))


def heard(*words: str) -> PhrasesHeard:
    return PhrasesHeard(tuple(Word(word, 0.0, 0.1) for word in words))


def ear_of(opinions: list[tuple[float, Opinion]], recogniser: Recogniser | None, *, live: bool = False) -> PhraseEar:
    ear = PhraseEar(lambda: recogniser, live=live)
    ear.begin(lambda at, opinion: opinions.append((at, opinion)))
    return ear


def test_an_utterance_ends_where_that_of_dictation_ends() -> None:
    """Both then speak of the same sound, however the other one cut it up."""
    opinions: list[tuple[float, Opinion]] = []
    ear = ear_of(opinions, Phrases())
    for _ in range(4):
        ear.take(BLOCK)
    ear.closed(FINAL, 0.4)
    ear.take(BLOCK)
    ear.closed(FINAL, 0.5)
    assert opinions == [(0.4, heard("w3", "w1")), (0.5, heard("w1"))]


def test_what_dictation_called_silence_is_not_told() -> None:
    """And its words don't come up with the next utterance."""
    opinions: list[tuple[float, Opinion]] = []
    ear = ear_of(opinions, Phrases())
    ear.take(BLOCK)
    ear.closed(Heard("", final=True), 0.1)
    ear.take(BLOCK)
    ear.take(BLOCK)
    ear.closed(FINAL, 0.3)
    assert opinions == [(0.3, heard("w2"))]


def test_a_model_without_phrases_is_done_without() -> None:
    """Nothing is queued for it either."""
    opinions: list[tuple[float, Opinion]] = []
    ear = ear_of(opinions, None)
    ear.take(BLOCK)
    ear.closed(FINAL, 0.1)
    assert ear.stopped
    assert opinions == []


def test_a_model_that_is_missing_is_the_trouble_of_dictation() -> None:
    """Which says so; here it is only done without."""

    def missing() -> Recogniser:
        raise UserError("model_missing")

    ear = PhraseEar(missing, live=False)
    ear.begin(lambda at, opinion: None)
    assert ear.stopped


def slow_ear(seconds: float) -> PhraseEar:
    """Hearing a block takes so long, by the clock of the test."""
    work = [0.0]

    def clock() -> float:
        work[0] += seconds
        return work[0]

    ear = PhraseEar(Phrases, clock=clock)
    ear._prepare()
    return ear


def test_on_a_machine_that_is_too_slow_it_stops_for_the_rest_of_the_call() -> None:
    """Measured in seconds of work per second of sound, after the first twenty seconds."""
    ear = slow_ear(0.07)
    for _ in range(199):
        ear._hear(BLOCK)
    assert not ear.stopped
    ear._hear(BLOCK)
    assert ear.stopped


def test_on_a_machine_that_is_quick_enough_it_goes_on() -> None:
    """Half of real time is a lot, but dictation keeps up beside it."""
    ear = slow_ear(0.05)
    for _ in range(1_000):
        ear._hear(BLOCK)
    assert not ear.stopped


class Stuck(Phrases):
    """Waits in its first block until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.let_go = threading.Event(), threading.Event()

    def accept(self, samples: bytes) -> Heard | None:
        self.entered.set()
        assert self.let_go.wait(10.0)
        return super().accept(samples)


def test_when_sound_piles_up_it_stops_and_dictation_never_waits() -> None:
    """Three seconds of sound that was not heard yet is too much."""
    opinions: list[tuple[float, Opinion]] = []
    recogniser = Stuck()
    ear = ear_of(opinions, recogniser, live=True)
    while not recogniser.entered.wait(0.01):
        ear.take(BLOCK)
    for _ in range(60):
        ear.take(BLOCK)
    assert ear.stopped
    recogniser.let_go.set()
    ear.end()
    ear.join()
    assert opinions == []
