"""The real sound path: PortAudio, SoundCard and PulseAudio, on a headset that exists only in software."""

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from app.audio.source import RATE
from app.speech.model_store import ModelStore
from tests.audio.virtual_headset import MICROPHONE, SPEAKERS, VirtualHeadset, missing_programs

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "complete")

REPOSITORY = Path(__file__).resolve().parents[2]
REHEARSAL = REPOSITORY / "resources" / "rehearsal"
PLAYED_SECONDS = 5.0
_HIGHEST_HERTZ = 4_000
"""As in speech; the quick resampler of PulseAudio loses what is near half the rate."""

type Signal = NDArray[np.float64]


class Listening:
    """`listen_headset` beside the headset, and what it tells."""

    def __init__(self, headset: VirtualHeadset) -> None:
        self._process = headset.start("tests.audio.listen_headset")
        self._told: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            status = self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        self._reader.join(5)
        assert self._process.stdout is not None
        self._process.stdout.close()
        assert status == 0

    def say(self, command: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(command + "\n")

    def hear(self, wanted: Callable[[dict[str, Any]], object], timeout: float = 10.0) -> dict[str, Any]:
        """The next thing told that is wanted; what came before it is passed over."""
        until = time.monotonic() + timeout
        passed: list[dict[str, Any]] = []
        while True:
            try:
                told = self._told.get(timeout=max(0.0, until - time.monotonic()))
            except Empty:
                pytest.fail(f"not told within {timeout} s; told instead: {passed}")
            if wanted(told):
                return told
            passed.append(told)

    def trouble(self, kind: str, trouble: str, timeout: float) -> dict[str, Any]:
        return self.hear(lambda told: told.get("kind") == kind and told.get("trouble") == trouble, timeout)

    def count(self) -> tuple[dict[str, int], dict[str, int], float]:
        self.say("count")
        told = self.hear(lambda told: "blocks" in told)
        return told["blocks"], told["lost"], told["at"]

    def recorded(self, folder: Path) -> dict[str, Signal]:
        self.say(f"save {folder}")
        self.hear(lambda told: "saved" in told)
        return {kind: soundfile.read(str(folder / f"{kind}.wav"))[0] for kind in ("microphone", "output")}

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told.put(json.loads(line))


@pytest.fixture
def headset() -> Iterator[VirtualHeadset]:
    with VirtualHeadset() as plugged:
        yield plugged


def speechlike(path: Path, seed: int, seconds: float = PLAYED_SECONDS) -> Path:
    """Noise that swells and fades like syllables; two seeds have nothing to do with one another."""
    dice = np.random.default_rng(seed)
    size = int(seconds * RATE)
    syllables = np.repeat(dice.uniform(0.2, 1.0, size // 1_600 + 1), 1_600)[:size]
    spectrum = np.fft.rfft(dice.standard_normal(size) * syllables)
    spectrum[int(_HIGHEST_HERTZ * seconds) :] = 0
    soundfile.write(str(path), np.fft.irfft(spectrum, size) * 0.1, RATE)
    return path


def likeness(recorded: Signal, played: Path) -> float:
    """The largest normalised correlation at any delay, between 0 and 1."""
    original = soundfile.read(str(played))[0]
    size = 1 << (len(recorded) + len(original)).bit_length()
    product = np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(original, size))
    peak = float(np.abs(np.fft.irfft(product, size)).max())
    return peak / float(np.linalg.norm(original) * np.linalg.norm(recorded))


def wait_until_both_sound(listening: Listening, seconds: float = 10.0) -> None:
    """Both ends were opened and deliver; what is played from now on is heard whole."""
    until = time.monotonic() + seconds
    while min(listening.count()[0].values()) < 5:
        assert time.monotonic() < until


def test_both_ends_arrive_as_two_channels(headset: VirtualHeadset, tmp_path: Path) -> None:
    """What was spoken into the microphone is in one channel, what the headset played in the other, and not mixed."""
    mine, theirs = speechlike(tmp_path / "mine.wav", 1), speechlike(tmp_path / "theirs.wav", 2)
    with Listening(headset) as listening:
        wait_until_both_sound(listening)
        headset.play(mic=mine, speakers=theirs)
        headset.wait_until_played()
        heard = listening.recorded(tmp_path)
        _, lost, _ = listening.count()
    assert likeness(heard["microphone"], mine) > 0.9
    assert likeness(heard["output"], theirs) > 0.9
    assert likeness(heard["microphone"], theirs) < 0.1
    assert likeness(heard["output"], mine) < 0.1
    assert lost == {"microphone": 0, "output": 0}


def test_devices_are_listed_with_ids_names_and_defaults(headset: VirtualHeadset) -> None:
    """The headset is both a microphone and an output, and the system's default."""
    with Listening(headset) as listening:
        listening.say("list")
        devices = listening.hear(lambda told: "devices" in told)["devices"]
    assert [MICROPHONE, "Virtual-Headset", "microphone", True] in devices
    assert [SPEAKERS, "Virtual-Headset", "output", True] in devices
    assert not [one for one in devices if ".monitor" in one[0]]


def test_unplug_and_replug_of_the_microphone(headset: VirtualHeadset, tmp_path: Path) -> None:
    """Told within 3 s, silence meanwhile, and sound again by itself when it is back."""
    with Listening(headset) as listening:
        wait_until_both_sound(listening)
        unplugged_at = time.time()
        headset.unplug(MICROPHONE)
        assert listening.trouble("microphone", "unplugged", 4)["at"] - unplugged_at < 3
        before, _, _ = listening.count()
        headset.plug(MICROPHONE)
        headset.play(mic=speechlike(tmp_path / "mine.wav", 1))
        listening.trouble("microphone", "recovered", 8)
        listening.hear(lambda told: told.get("kind") == "microphone" and told.get("loud"), 8)
        after, _, _ = listening.count()
    assert after["microphone"] > before["microphone"]


def test_unplug_and_replug_of_the_speakers(headset: VirtualHeadset, tmp_path: Path) -> None:
    """The same for the debtor's side, where PulseAudio would go on recording another device without a word."""
    with Listening(headset) as listening:
        wait_until_both_sound(listening)
        unplugged_at = time.time()
        headset.unplug(SPEAKERS)
        assert listening.trouble("output", "unplugged", 4)["at"] - unplugged_at < 3
        headset.plug(SPEAKERS)
        listening.trouble("output", "recovered", 8)
        headset.play(speakers=speechlike(tmp_path / "theirs.wav", 2))
        listening.hear(lambda told: told.get("kind") == "output" and told.get("loud"), 8)


def test_a_muted_microphone_is_told_within_three_seconds(headset: VirtualHeadset, tmp_path: Path) -> None:
    """The mute button of the headset delivers exact zeros."""
    with Listening(headset) as listening:
        headset.play(mic=speechlike(tmp_path / "mine.wav", 1, seconds=30))
        listening.hear(lambda told: told.get("kind") == "microphone" and told.get("loud"), 8)
        muted_at = time.time()
        headset.mute(True)
        assert listening.trouble("microphone", "silent", 5)["at"] - muted_at < 3.2
        headset.mute(False)
        listening.trouble("microphone", "recovered", 3)


def test_speakers_that_sleep_are_silence_at_the_pace_of_the_clock(headset: VirtualHeadset) -> None:
    """A sleeping sink delivers nothing at all; two seconds of it are twenty blocks all the same."""
    with Listening(headset) as listening:
        wait_until_both_sound(listening)
        headset.suspend(True)
        settled = time.monotonic() + 0.6
        while time.monotonic() < settled:
            listening.count()
        blocks, _, began = listening.count()
        ends = time.monotonic() + 2
        while time.monotonic() < ends:
            later, _, ended = listening.count()
        assert later["output"] - blocks["output"] == pytest.approx((ended - began) * 10, abs=1.5)
        headset.suspend(False)
        with pytest.raises(pytest.fail.Exception):
            listening.hear(lambda told: "trouble" in told and told["kind"] == "output", 0.5)


def test_another_output_can_be_chosen_during_the_call(headset: VirtualHeadset, tmp_path: Path) -> None:
    """The debtor's channel moves to what another device plays."""
    with Listening(headset) as listening:
        wait_until_both_sound(listening)
        listening.say("switch output mic_feed")
        headset.play(mic=speechlike(tmp_path / "mine.wav", 1))
        listening.hear(lambda told: told.get("kind") == "output" and told.get("loud"), 8)


@pytest.mark.parametrize(
    ("prepare", "verdict"), [(lambda headset: None, "ok"), (lambda headset: headset.mute(True), "muted")]
)
def test_the_sound_check_hears_its_own_tone(
    headset: VirtualHeadset, tmp_path: Path, prepare: Callable[[VirtualHeadset], None], verdict: str
) -> None:
    """The whole check on the whole path: tone out, tone back, voice in."""
    prepare(headset)
    headset.play(mic=speechlike(tmp_path / "mine.wav", 1, seconds=20))
    ended = headset.run("tests.audio.check_headset")
    assert ended.returncode == 0, ended.stderr
    result = json.loads(ended.stdout.splitlines()[-1])
    assert (result["verdict"], result["loopback_ok"]) == (verdict, True)


@pytest.mark.model
def test_both_voices_are_recognised_apart(headset: VirtualHeadset, tmp_path: Path) -> None:
    """Two people speak at once; the words of each stand in his own channel, as when their recordings are read."""
    recordings = {"microphone": tmp_path / "mine.wav", "output": tmp_path / "theirs.wav"}
    for kind, name in (("microphone", "controller"), ("output", "debtor")):
        soundfile.write(str(recordings[kind]), spoken(REHEARSAL / f"{name}.flac", 12.0), RATE)
    with Listening(headset) as listening:
        wait_until_both_sound(listening)
        headset.play(mic=recordings["microphone"], speakers=recordings["output"])
        headset.wait_until_played()
        heard = listening.recorded(tmp_path)
    words = {kind: recognised(samples) for kind, samples in heard.items()}
    read = {kind: recognised(soundfile.read(str(path))[0]) for kind, path in recordings.items()}
    for kind, other in (("microphone", "output"), ("output", "microphone")):
        assert len(read[kind]) >= 10
        assert alike(words[kind], read[kind]) > 0.8
        assert alike(words[kind], read[other]) < 0.4


def spoken(path: Path, seconds: float) -> Signal:
    """The first so many seconds of a recording in which somebody speaks: its long silences are left out."""
    samples: Signal
    samples, rate = soundfile.read(str(path))
    assert rate == RATE
    tenths: Signal = samples[: len(samples) // 1_600 * 1_600].reshape(-1, 1_600)
    loud = np.sqrt((tenths**2).mean(axis=1)) > 0.003
    near = np.convolve(loud, np.ones(9), mode="same") > 0
    speech: Signal = tenths[near].ravel()[: int(seconds * RATE)]
    return speech


def recognised(samples: Signal) -> list[str]:
    store = ModelStore(REPOSITORY / "models")
    recogniser = store.load(store.choose()).recogniser()
    pcm = (samples * 32_767).astype("<i2").tobytes()
    heard = [recogniser.accept(pcm[start : start + 3_200]) for start in range(0, len(pcm), 3_200)]
    return " ".join(one.text for one in (*heard, recogniser.finish()) if one and one.final).split()


def alike(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def test_the_headset_leaves_nothing_behind() -> None:
    """No process and no folder outlives the `with` block."""
    headset = VirtualHeadset()
    folder = Path(headset.env["XDG_RUNTIME_DIR"])
    with headset:
        headset.pactl("info")
    assert not folder.exists()
    with pytest.raises(RuntimeError):
        headset.pactl("info")
