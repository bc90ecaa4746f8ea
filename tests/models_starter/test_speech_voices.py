"""The voices of Kokoro's JavaScript package."""

import io
import tarfile

import numpy as np
import pytest

from models.starter import speech_voices
from models.starter.speech_kokoro import draw_near_speaker
from models.starter.speech_voices import HELD_OUT, NUMBERS, ROWS, read_voices, unpack


def write_voices(folder, *names):
    """Write voices whose every number tells which one it is."""
    for number, name in enumerate(names):
        np.full((ROWS, NUMBERS), number, "<f4").tofile(folder / f"{name}.bin")


def package(*names):
    """Return a package as npm makes it."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(f"package/{name}")
            member.size = 3
            archive.addfile(member, io.BytesIO(b"abc"))
    return file.getvalue()


def test_a_voice_that_is_held_out_is_not_trained_on(tmp_path):
    """What is measured with is read by itself."""
    write_voices(tmp_path, "af_heart", "af_nova", "bm_lewis")
    names, styles = read_voices(tmp_path)
    assert names == ["af_heart", "bm_lewis"]
    assert styles.shape == (2, ROWS, NUMBERS)
    assert styles[1, 0, 0] == 2
    assert read_voices(tmp_path, held_out=True)[0] == ["af_nova"]
    assert "af_nova" in HELD_OUT


def test_an_empty_folder_says_what_to_do(tmp_path):
    """The command that fills it is named."""
    with pytest.raises(FileNotFoundError, match="speech_voices"):
        read_voices(tmp_path)


def test_only_the_voices_of_the_package_are_unpacked(tmp_path, monkeypatch):
    """Code stays in it, and no path of the package leads out of the folder."""
    file = package("voices/af_heart.bin", "../../voices/evil.bin", "dist/kokoro.js")
    monkeypatch.setattr(speech_voices, "SHA256", speech_voices.hashlib.sha256(file).hexdigest())
    assert unpack(file, tmp_path / "voices") == 2
    assert sorted(found.name for found in tmp_path.rglob("*.bin")) == ["af_heart.bin", "evil.bin"]
    assert {found.parent for found in tmp_path.rglob("*.bin")} == {tmp_path / "voices"}


def test_another_file_than_the_expected_one_is_refused(tmp_path):
    """A package that was changed is not trained on."""
    with pytest.raises(ValueError, match="SHA-256"):
        unpack(package("voices/af_heart.bin"), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_speaker_is_near_at_most_three_voices():
    """Weights add up to 1, and most of fifty voices have none."""
    for seed in range(200):
        speaker = draw_near_speaker(np.random.default_rng(seed), 44)
        assert speaker == draw_near_speaker(np.random.default_rng(seed), 44)
        for weights in (speaker.timbre, speaker.melody):
            assert sum(weights) == pytest.approx(1.0, abs=2e-4)
            assert 1 <= sum(weight > 0 for weight in weights) <= 3
