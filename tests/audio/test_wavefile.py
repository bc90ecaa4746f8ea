"""Every WAV there is can stand in for a device, and whatever isn't one is told in a sentence."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile

from app.audio.source import BLOCK_BYTES, RATE, Block
from app.audio.tone import share
from app.audio.wavefile import WaveFile
from app.errors import UserError

NOTE = 440.0
SECONDS = 1.25


def recording(path: Path, rate: int = 16_000, subtype: str = "PCM_16", channels: int = 1, **how: str) -> Path:
    times = np.arange(int(SECONDS * rate)) / rate
    note = 0.5 * np.sin(2 * np.pi * NOTE * times)
    soundfile.write(str(path), np.tile(note[:, None], (1, channels)), rate, subtype=subtype, **how)
    return path


def blocks(path: Path) -> list[Block]:
    return list(WaveFile(path).blocks())


def assert_is_the_note(path: Path) -> None:
    """All blocks are whole but the last, together as long as the recording, and hold the note as loud as it was."""
    found = blocks(path)
    assert {len(block.samples) for block in found[:-1]} == {BLOCK_BYTES}
    samples = np.frombuffer(b"".join(block.samples for block in found), "<i2").astype(np.float32) / 32768
    assert len(samples) == pytest.approx(SECONDS * RATE, abs=2)
    middle = samples[1_600:17_600].astype(np.float32)
    assert share(middle, NOTE) > 0.98
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.03)
    assert found[5].rms == pytest.approx(0.5 / np.sqrt(2), abs=0.02)


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ALAW", "ULAW"])
def test_every_width_is_read(tmp_path: Path, subtype: str) -> None:
    """Whole numbers, floats, and the two laws of telephony."""
    assert_is_the_note(recording(tmp_path / "opname é.wav", subtype=subtype))


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000])
def test_every_rate_becomes_sixteen_thousand(tmp_path: Path, rate: int) -> None:
    """A telephone recording is as welcome as a studio's."""
    assert_is_the_note(recording(tmp_path / "opname.wav", rate=rate))


@pytest.mark.parametrize("channels", [2, 6])
def test_channels_are_averaged(tmp_path: Path, channels: int) -> None:
    """Stereo and surround become mono."""
    assert_is_the_note(recording(tmp_path / "opname.wav", channels=channels, rate=44_100))


@pytest.mark.parametrize("form", ["WAVEX", "RF64", "FLAC"])
def test_relatives_of_wav_are_read(tmp_path: Path, form: str) -> None:
    """Extensible headers, huge files, and FLAC."""
    assert_is_the_note(recording(tmp_path / "opname.wav", format=form))


def assert_refused(path: Path, code: str) -> None:
    with pytest.raises(UserError) as refused:
        blocks(path)
    assert refused.value.code == code
    assert refused.value.facts["bestand"] == path


def test_a_missing_file_and_a_folder_are_missing(tmp_path: Path) -> None:
    """The name is wrong, or names a folder."""
    assert_refused(tmp_path / "weg.wav", "audio_missing")
    (tmp_path / "map.wav").mkdir()
    assert_refused(tmp_path / "map.wav", "audio_missing")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"RIFF\xff\xff\xff\xffWAVEfmt ",
        b"Beste Arie, hierbij de factuur.\n" * 50,
        bytes(5_000),
        b"\xff" * 5_000,
    ],
    ids=["empty", "four bytes", "half a header", "text", "zeros", "ones"],
)
def test_what_is_no_recording_is_unreadable(tmp_path: Path, content: bytes) -> None:
    """The name ends in .wav, the content is something else."""
    path = tmp_path / "opname.wav"
    path.write_bytes(content)
    assert_refused(path, "audio_unreadable")


def test_a_header_without_sound_is_empty(tmp_path: Path) -> None:
    """A recorder that was stopped at once."""
    path = tmp_path / "leeg.wav"
    soundfile.write(str(path), np.zeros(0), RATE)
    assert_refused(path, "audio_empty")


def test_a_cut_off_recording_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """The disk was full, or the program that recorded it died."""
    path = recording(tmp_path / "opname.wav")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    seconds = sum(len(block.samples) for block in blocks(path)) / 2 / RATE
    assert seconds == pytest.approx(SECONDS / 2, abs=0.05)


def test_a_header_that_was_never_finished_still_gives_the_sound(tmp_path: Path) -> None:
    """Programs that record without end leave the largest length there is in the header."""
    memory = io.BytesIO()
    soundfile.write(memory, np.full(RATE, 0.25), RATE, format="WAV", subtype="PCM_16")
    content = bytearray(memory.getvalue())
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    path = tmp_path / "opname.wav"
    path.write_bytes(bytes(content))
    assert sum(len(block.samples) for block in blocks(path)) / 2 == pytest.approx(RATE, abs=2)


def test_numbers_that_are_none_become_silence_or_full(tmp_path: Path) -> None:
    """A float recording may hold NaN and infinity."""
    samples = np.full(3_200, 0.25, np.float32)
    samples[:1_600] = np.nan
    samples[10:20] = np.inf, -np.inf, 1e30, -1e30, *([np.nan] * 6)
    path = tmp_path / "opname.wav"
    soundfile.write(str(path), samples, RATE, subtype="FLOAT")
    first, second = blocks(path)
    assert set(np.frombuffer(first.samples, "<i2")) == {0, 32_767, -32_767}
    assert second.rms == pytest.approx(0.25, abs=0.001)


def test_sound_louder_than_full_is_clipped_not_wrapped(tmp_path: Path) -> None:
    """Float recordings may go beyond one."""
    path = tmp_path / "opname.wav"
    soundfile.write(str(path), np.full(1_600, 3.0), RATE, subtype="FLOAT")
    (block,) = blocks(path)
    assert set(np.frombuffer(block.samples, "<i2")) == {32_767}


def test_a_rehearsal_is_paced_block_by_block(tmp_path: Path) -> None:
    """The time at which each block would be complete in real life."""
    moments: list[float] = []
    path = recording(tmp_path / "opname.wav")
    assert len(list(WaveFile(path, wait_until=moments.append).blocks())) == 13
    assert moments[:3] == pytest.approx([0.1, 0.2, 0.3])


def test_closing_ends_the_recording(tmp_path: Path) -> None:
    """Hanging up in the middle."""
    source = WaveFile(recording(tmp_path / "opname.wav"))
    running = source.blocks()
    next(running)
    source.close()
    source.close()
    assert list(running) == []
