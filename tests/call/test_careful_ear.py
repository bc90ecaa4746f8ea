"""Finished utterances go to the careful listener; their sound goes nowhere else and nothing waits."""

import threading
from array import array

from app.call.beside import HeardAgain, Opinion
from app.call.careful_ear import KEPT_SECONDS, OLDEST_SECONDS, CarefulEar, CarefulState
from app.errors import UserError
from app.speech.careful import CarefulHeard
from app.speech.recogniser import Heard

VOICE = array("h", [4_000, -4_000] * 800).tobytes()
SILENCE = bytes(3_200)
FINAL = Heard("wij betalen morgen", final=True)


class Listener:
    """Hears how long the sound is; may wait or fail when told to."""

    def __init__(self, *, fails: bool = False) -> None:
        self.seconds: list[float] = []
        self.prompts: list[str] = []
        self.closed = 0
        self.started = threading.Semaphore(0)
        self.may_go_on = threading.Semaphore(0)
        self.waits = False
        self._fails = fails
        self.sounds: list[bytearray] = []

    def listen(self, samples: bytearray, prompt: str) -> CarefulHeard:
        self.started.release()
        if self.waits:
            assert self.may_go_on.acquire(timeout=10.0)
        if self._fails:
            raise UserError("careful_failed")
        self.seconds.append(round(len(samples) / 32_000, 1))
        self.prompts.append(prompt)
        self.sounds.append(samples)
        return CarefulHeard("Wij betalen morgen.", 0.8)

    def close(self) -> None:
        self.closed += 1


def ear_of(listener: Listener, opinions: list[tuple[float, Opinion]], **more: object) -> CarefulEar:
    ear = CarefulEar(lambda: listener, "Jansen", **{"live": False, **more})  # type: ignore[arg-type]
    ear.begin(lambda at, opinion: opinions.append((at, opinion)))
    return ear


def say(ear: CarefulEar, *blocks: bytes, at: float = 1.0, heard: Heard = FINAL) -> None:
    for block in blocks:
        ear.take(block)
    ear.closed(heard, at)


def test_an_utterance_is_heard_again_without_the_silence_around_it() -> None:
    """What was said is told with the time of its final, so that it is found back."""
    listener, opinions = Listener(), list[tuple[float, Opinion]]()
    ear = ear_of(listener, opinions)
    say(ear, *[SILENCE] * 20, *[VOICE] * 10, *[SILENCE] * 20, at=5.0)
    assert opinions == [(5.0, HeardAgain("Wij betalen morgen.", 0.8))]
    assert listener.seconds == [1.6]
    assert listener.prompts == ["Jansen"]
    assert not any(listener.sounds[0])


def test_each_utterance_has_its_own_sound() -> None:
    """Nothing of the one before is heard once more."""
    listener = Listener()
    ear = ear_of(listener, [])
    say(ear, *[VOICE] * 10)
    say(ear, *[VOICE] * 20)
    assert listener.seconds == [1.0, 2.0]


def test_of_a_long_utterance_the_last_part_is_kept() -> None:
    """The buffer is bounded, whatever is said."""
    listener = Listener()
    say(ear_of(listener, []), *[VOICE] * 500)
    assert listener.seconds == [KEPT_SECONDS]


def test_a_cough_a_yes_and_silence_are_not_heard_again() -> None:
    """Whisper makes something of them that nobody said."""
    listener = Listener()
    ear = ear_of(listener, [])
    say(ear, VOICE, VOICE)
    say(ear, *[VOICE] * 10, heard=Heard("ja", final=True))
    say(ear, *[VOICE] * 10, heard=Heard("", final=True))
    say(ear, *[SILENCE] * 30)
    assert listener.seconds == []


def test_when_it_falls_behind_the_oldest_waiting_utterance_is_skipped_and_that_is_told() -> None:
    """On a thread of its own; the call gives it the next one and goes on."""
    listener, opinions, states = Listener(), list[tuple[float, Opinion]](), list[CarefulState]()
    listener.waits = True
    ear = ear_of(listener, opinions, live=True, on_state=states.append)
    say(ear, *[VOICE] * 10, at=1.0)
    assert listener.started.acquire(timeout=10.0)
    for at in (2.0, 3.0, 4.0):
        say(ear, *[VOICE] * 10, at=at)
    assert states == ["behind"]
    for _ in range(3):
        listener.may_go_on.release()
    for _ in range(2):
        assert listener.started.acquire(timeout=10.0)
    while len(opinions) < 3:
        assert ear_thread_lives(ear)
    ear.end()
    ear.join()
    assert [at for at, _ in opinions] == [1.0, 3.0, 4.0]
    assert states == ["behind", "listening"]
    assert listener.closed == 1


def ear_thread_lives(ear: CarefulEar) -> bool:
    ear.join(0.01)
    return any(thread.name == "careful" for thread in threading.enumerate())


def test_what_waited_too_long_is_skipped() -> None:
    """The call is about something else by then."""
    listener, states, now = Listener(), list[CarefulState](), [0.0]
    listener.waits = True
    ear = ear_of(listener, [], live=True, on_state=states.append, clock=lambda: now[0])
    say(ear, *[VOICE] * 10, at=1.0)
    assert listener.started.acquire(timeout=10.0)
    say(ear, *[VOICE] * 20, at=2.0)
    now[0] = OLDEST_SECONDS + 1.0
    say(ear, *[VOICE] * 30, at=3.0)
    listener.may_go_on.release()
    assert listener.started.acquire(timeout=10.0)
    listener.may_go_on.release()
    ear.end()
    ear.join()
    assert listener.seconds == [1.0, 3.0]
    assert states[0] == "behind"


def test_a_listener_that_fails_is_not_asked_again() -> None:
    """The call goes on with dictation; it is told once."""
    listener, states = Listener(fails=True), list[CarefulState]()
    ear = ear_of(listener, [], on_state=states.append)
    say(ear, *[VOICE] * 10)
    say(ear, *[VOICE] * 10)
    assert states == ["failed"]
    assert listener.closed == 1


def test_at_the_end_of_the_call_what_waits_is_dropped() -> None:
    """Hanging up waits for nothing, and no thread stays behind."""
    listener, opinions = Listener(), list[tuple[float, Opinion]]()
    listener.waits = True
    ear = ear_of(listener, opinions, live=True)
    say(ear, *[VOICE] * 10, at=1.0)
    assert listener.started.acquire(timeout=10.0)
    say(ear, *[VOICE] * 10, at=2.0)
    ear.end()
    listener.may_go_on.release()
    ear.join()
    assert not ear_thread_lives(ear)
    assert [at for at, _ in opinions] == [1.0]
