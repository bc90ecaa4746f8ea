"""A recording that stands in for a device: tests, the rehearsal and `replay`.

soundfile (libsndfile) reads every WAV there is: any rate, width, channel count, A-law and mu-law, and FLAC.
"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from app.audio.resample import Resampler, Samples, loudness_of_rows, mono, sane, to_int16
from app.audio.source import BLOCK_SAMPLES, BLOCK_SECONDS, Block
from app.errors import UserError

_READ_SECONDS = 1.0


class WaveFile:
    """Blocks of a recording, as a microphone would deliver them."""

    def __init__(self, path: Path, *, wait_until: Callable[[float], None] | None = None) -> None:
        """Open the recording.

        Args:
            path: the file.
            wait_until: called with the time in seconds at which a block would be complete in real life; paces a
                rehearsal. None reads as fast as it can.

        Raises:
            UserError: `audio_missing`, `audio_unreadable` or `audio_empty`.
        """
        self._wait_until = wait_until
        self._closed = False
        self._reading = threading.Lock()
        if not path.is_file():
            raise UserError("audio_missing", bestand=path)
        try:
            self._file = soundfile.SoundFile(str(path))
        except (soundfile.LibsndfileError, OSError, RuntimeError, TypeError) as error:
            raise UserError("audio_unreadable", bestand=path) from error
        if not self._file.frames:
            self._file.close()
            raise UserError("audio_empty", bestand=path)
        self._path = path
        self.seconds = self._file.frames / self._file.samplerate

    def blocks(self) -> Iterator[Block]:
        """Yield the recording in blocks of 100 ms; the last one may be shorter."""
        for number, block in enumerate(_cut(self._resampled()), start=1):
            if self._closed:
                return
            if self._wait_until is not None:
                self._wait_until(number * BLOCK_SECONDS)
            yield block

    def close(self) -> None:
        """Stop reading."""
        self._closed = True
        with self._reading:  # libsndfile would go on reading from memory that was freed
            self._file.close()

    def _resampled(self) -> Iterator[Samples]:
        resampler = Resampler(self._file.samplerate)
        size = max(1, int(self._file.samplerate * _READ_SECONDS))
        while not self._closed:
            try:
                with self._reading:
                    if self._closed:
                        return
                    frames = self._file.read(size, dtype="float32", always_2d=True)
            except (soundfile.LibsndfileError, RuntimeError) as error:
                raise UserError("audio_unreadable", bestand=self._path) from error
            if not len(frames):
                break
            yield resampler.feed(mono(sane(frames)))
        yield resampler.feed(np.zeros(0, np.float32), last=True)


def _cut(pieces: Iterator[Samples]) -> Iterator[Block]:
    """Even blocks from pieces of a second: converted a piece at a time, which costs a tenth of block by block."""
    rest = np.zeros(0, np.int16)
    for piece in pieces:
        samples = np.concatenate((rest, to_int16(piece)))
        whole = samples.size // BLOCK_SAMPLES
        rows = samples[: whole * BLOCK_SAMPLES].reshape(whole, BLOCK_SAMPLES)
        for row, rms in zip(rows, loudness_of_rows(rows), strict=True):
            yield Block(row.tobytes(), rms)
        rest = samples[whole * BLOCK_SAMPLES :]
    if rest.size:
        yield Block(rest.tobytes(), loudness_of_rows(rest.reshape(1, -1))[0])
