"""Whether the debtor's voice comes in through the microphone too: speakers instead of a headset.

Both channels are compared with the phase transform (GCC-PHAT, Knapp and Carter 1976): an echo gives one sharp peak at
its delay, however much the room, the equaliser and the volume change the sound. Comparing loudness over time was tried
first and is no good: two people in a conversation swell and fade together (correlation up to 0.82 without any echo).

Measured on the rehearsal call with a simulated room, 1 s windows: without echo the peak is 3.3 to 6.3 times the
average, and up to 11 where both speak at once; with an echo, 20 dB below the voice or louder, 95 % of the windows are
above 11. A single window decides nothing: an echo keeps its delay, chance does not.
"""

from collections import deque

import numpy as np

from app.audio.resample import Samples
from app.audio.source import BLOCK_SAMPLES, RATE

_WINDOW_BLOCKS = 10
_EARLIEST = -int(0.2 * RATE)
"""The loopback may reach us later than the echo, by the buffers of two devices."""
_LATEST = int(0.6 * RATE)
"""A Bluetooth headset plays 0.2 to 0.3 s late, and a room adds to that."""
_PEAK = 8.0
_SAME_DELAY = int(0.002 * RATE)
_SPEECH = 0.005
"""Root mean square under which the debtor does not speak, so that there is nothing to come back."""
_FEWEST_LINES = 60
"""Lines of the spectrum over which the energy is spread: a second of speech 100 to 800 (measured), a chord 10 to 25."""
_WINDOWS = 5
_ENOUGH = 3
_SIZE = 1 << (2 * _WINDOW_BLOCKS * BLOCK_SAMPLES - 1).bit_length()


class EchoMeter:
    """Watches both channels of a call; about 2 ms of work a second."""

    def __init__(self) -> None:
        """Nothing heard yet."""
        self._microphone: list[Samples] = []
        self._loopback: list[Samples] = []
        self._delays: deque[int | None] = deque(maxlen=_WINDOWS)
        self.certainty = 0.0
        """The newest answer of `feed`."""

    @property
    def echo(self) -> bool:
        """True while at least three of the last five seconds of the debtor came back with the same delay."""
        return self.certainty * _WINDOWS >= _ENOUGH

    def feed(self, microphone: bytes, loopback: bytes) -> float:
        """Compare two blocks of 16-bit 16 kHz mono samples of the same moment.

        Returns:
            Part of the last five seconds in which the debtor spoke that came back with one delay, between 0 and 1.
        """
        self._microphone.append(_floats(microphone))
        self._loopback.append(_floats(loopback))
        if len(self._microphone) == _WINDOW_BLOCKS:
            heard, played = np.concatenate(self._microphone), np.concatenate(self._loopback)
            self._microphone.clear()
            self._loopback.clear()
            if float(np.sqrt(np.mean(np.square(played)))) >= _SPEECH:
                self._delays.append(_delay(heard, played))
                self.certainty = self._agreement() / _WINDOWS
        return self.certainty

    def _agreement(self) -> int:
        """How many of the last windows have the delay that most of them have."""
        found = [delay for delay in self._delays if delay is not None]
        return max((sum(abs(one - other) <= _SAME_DELAY for other in found) for one in found), default=0)


def _floats(samples: bytes) -> Samples:
    return np.frombuffer(samples, "<i2").astype(np.float32) / 32_768.0


def _delay(heard: Samples, played: Samples) -> int | None:
    """Samples by which `heard` repeats `played`; None where nothing sharp repeats, or what is played is only tones."""
    spectrum = np.fft.rfft(played, _SIZE)
    power = np.square(np.abs(spectrum))
    if float(power.sum()) ** 2 < _FEWEST_LINES * float(np.square(power).sum()):
        return None
    product = np.fft.rfft(heard, _SIZE) * np.conj(spectrum)
    cross = np.fft.irfft(product / (np.abs(product) + 1e-9), _SIZE)
    near = np.abs(np.concatenate((cross[_EARLIEST:], cross[:_LATEST])))
    at = int(near.argmax())
    average = float(np.sqrt(np.mean(np.square(near))))
    return at + _EARLIEST if average > 0 and near[at] / average >= _PEAK else None
