"""Sound becomes words, with times and confidences, on as many threads as there are channels."""

import threading
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.errors import UserError
from app.speech.recogniser import Heard
from app.speech.try_model import syllables
from app.speech.vosk_recogniser import SpeechModel

REPOSITORY = Path(__file__).resolve().parents[2]
PROTOTYPE = REPOSITORY / "models" / "prototype-nl"
REHEARSAL = REPOSITORY / "resources" / "rehearsal"
BLOCK = 3_200

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not PROTOTYPE.is_dir(), reason="models/prototype-nl is not there"),
]


@pytest.fixture(scope="module")
def model() -> SpeechModel:
    return SpeechModel(PROTOTYPE)


def speech(name: str, seconds: float = 25.0) -> bytes:
    samples, rate = soundfile.read(str(REHEARSAL / f"{name}.flac"), dtype="int16", frames=int(seconds * 16_000))
    assert rate == 16_000
    return np.asarray(samples).astype("<i2").tobytes()


def hear(model: SpeechModel, pcm: bytes) -> list[Heard]:
    recogniser = model.recogniser()
    heard = [recogniser.accept(pcm[start : start + BLOCK]) for start in range(0, len(pcm), BLOCK)]
    return [one for one in (*heard, recogniser.finish()) if one is not None]


def words(heard: list[Heard]) -> list[str]:
    return " ".join(one.text for one in heard if one.final).split()


def test_finals_have_words_with_times_and_confidences(model: SpeechModel) -> None:
    """The caption's highlight and the promise's confidence depend on them."""
    pcm = speech("controller")
    finals = [one for one in hear(model, pcm) if one.final and one.text]
    assert finals
    last = 0.0
    for final in finals:
        assert " ".join(word.text for word in final.words) == final.text
        for word in final.words:
            assert last <= word.start < word.end <= len(pcm) / 32_000 + 0.1
            assert 0.0 <= word.confidence <= 1.0
            last = word.start
    assert len({word.confidence for final in finals for word in final.words}) > 1


def test_partials_come_before_their_final_and_only_when_they_change(model: SpeechModel) -> None:
    """A card must not wait for the end of the sentence, and nothing is told twice."""
    heard = hear(model, speech("controller"))
    first_final = next(number for number, one in enumerate(heard) if one.final)
    partials = [one.text for one in heard[:first_final]]
    assert partials
    assert all(partials)
    assert all(one != other for one, other in pairwise(partials))


def test_silence_is_no_words(model: SpeechModel) -> None:
    """Ten seconds of a line on which nobody speaks."""
    assert [one for one in hear(model, bytes(32_000 * 10)) if one.text] == []


def test_finishing_closes_what_was_said_last(model: SpeechModel) -> None:
    """The call ends in the middle of a sentence: its words are final all the same."""
    recogniser = model.recogniser()
    pcm = speech("controller")
    partial = None
    for start in range(0, len(pcm), BLOCK):
        heard = recogniser.accept(pcm[start : start + BLOCK])
        if heard is not None and not heard.final and len(heard.text.split()) >= 2:
            partial = heard
            break
    assert partial is not None
    final = recogniser.finish()
    assert final is not None
    assert final.final
    assert final.text


def test_two_recognisers_on_two_threads_share_one_model(model: SpeechModel) -> None:
    """Each channel hears what it would have heard alone, but for the dice that Kaldi throws (dither)."""
    recordings = {name: speech(name) for name in ("controller", "debtor")}
    alone = {name: words(hear(model, pcm)) for name, pcm in recordings.items()}
    together: dict[str, list[str]] = {}
    start = threading.Barrier(2)

    def listen(name: str) -> None:
        start.wait()
        together[name] = words(hear(model, recordings[name]))

    threads = [threading.Thread(target=listen, args=(name,)) for name in recordings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for name, other in (("controller", "debtor"), ("debtor", "controller")):
        assert SequenceMatcher(None, together[name], alone[name], autojunk=False).ratio() > 0.85
        assert SequenceMatcher(None, together[name], alone[other], autojunk=False).ratio() < 0.4


def test_a_voice_without_words_is_heard_as_words(model: SpeechModel) -> None:
    """The sound with which an unknown model is tried must reach the last step, the timing of words."""
    assert words(hear(model, syllables()))


def test_a_folder_that_is_not_there_is_a_missing_model(tmp_path: Path) -> None:
    """Said before Vosk, which would go to the network or end the process."""
    with pytest.raises(UserError) as refused:
        SpeechModel(tmp_path / "weg")
    assert refused.value.code == "model_missing"


def test_odd_blocks_do_no_harm(model: SpeechModel) -> None:
    """The last block of a recording may be short, or empty."""
    recogniser = model.recogniser()
    recogniser.accept(b"")
    recogniser.accept(b"\x01\x02")
    recogniser.accept(bytes(BLOCK - 2))
    recogniser.finish()
