"""The careful listener's own process: it can be missing, die, and hear."""

from pathlib import Path

import pytest
import soundfile

from app.bootstrap import Program
from app.errors import UserError
from app.speech.careful import is_possible
from app.speech.careful_process import CarefulProcess, threads_for

RECORDING = Path(__file__).resolve().parents[2] / "resources" / "rehearsal" / "selftest.flac"
MODEL = Program().models.careful_model()


@pytest.mark.parametrize(("cores", "threads"), [(None, 1), (1, 1), (2, 1), (4, 2), (8, 4), (64, 4)])
def test_half_of_the_cores_at_most_four(cores: int | None, threads: int) -> None:
    """The call needs the others."""
    assert threads_for(cores) == threads


def test_without_a_model_it_gives_up_and_the_sound_is_zeroed(tmp_path: Path) -> None:
    """One error that the call survives, whatever is missing: the package or the model."""
    process = CarefulProcess(tmp_path / "weg", threads=1)
    sound = bytearray(b"\x01\x02" * 16_000)
    with pytest.raises(UserError) as refused:
        process.listen(sound, "")
    assert refused.value.code in ("model_missing", "careful_failed")
    assert not any(sound)
    process.close()


@pytest.mark.model
@pytest.mark.skipif(not is_possible(), reason="the optional part belmaat[careful] (faster-whisper) is not installed")
@pytest.mark.skipif(MODEL is None, reason="no Whisper model is installed (./run app models install whisper-base)")
def test_the_real_one_hears_a_recording_twice_and_says_nothing_on_silence() -> None:
    """Process, pipe, library and guards together."""
    assert MODEL is not None
    samples, _ = soundfile.read(str(RECORDING), dtype="int16")
    process = CarefulProcess(MODEL.folder, threads=1)
    try:
        sound = bytearray(samples.astype("<i2").tobytes())
        first = process.listen(sound, "Jansen BV.")
        assert not any(sound)
        assert "maand" in first.text
        assert 0.3 < first.confidence <= 1.0
        assert first.cpu > 0.0
        assert process.listen(bytearray(samples.astype("<i2").tobytes()), "Jansen BV.").text == first.text
        silence = process.listen(bytearray(64_000), "Jansen BV, Arie ter Naad, factuur 10671, voorvork.")
        assert silence.text == ""
        assert silence.doubt
    finally:
        process.close()
