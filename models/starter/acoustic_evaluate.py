"""How many phones the acoustic model gets wrong, without any language model.

    python -m models.starter.acoustic_evaluate MODEL LIST ...

Each LIST has lines ``file<TAB>words``, files relative to the list. What is expected is what espeak-ng would say for the
words, which no speaker says exactly; the figures compare models, none of them reaches zero.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.starter.acoustic_features import RATE
from models.starter.phones import CLASS_OF, SILENCE_CLASS, from_espeak

Floats = npt.NDArray[np.float32]
ENTRY = 1.0
"""What entering a phone costs; without it too many short ones are heard."""


def heard(scores: Floats, entry: float = ENTRY) -> list[int]:
    """Return the best sequence of classes for log probabilities (outputs, pdfs), silence left out."""
    first, later = scores[:, 0::2], scores[:, 1::2]
    best = np.full(first.shape[1], -np.inf)
    best[SILENCE_CLASS] = first[0, SILENCE_CLASS]
    origin = np.full(first.shape, -1, np.int32)
    for time in range(1, len(scores)):
        source = int(best.argmax())
        enter, stay = best[source] - entry + first[time], best + later[time]
        origin[time] = np.where(enter > stay, source, -1)
        best = np.maximum(enter, stay)
    place = int(best.argmax())
    found = [place]
    for time in range(len(scores) - 1, 0, -1):
        if origin[time, place] >= 0:
            place = int(origin[time, place])
            found.append(place)
    return [number for number in reversed(found) if number != SILENCE_CLASS]


def errors(wanted: Sequence[object], got: Sequence[object]) -> int:
    """Return how many things must be replaced, added or removed to make one sequence of the other."""
    row = list(range(len(got) + 1))
    for count, one in enumerate(wanted, start=1):
        above, row[0] = row[:], count
        for place, other in enumerate(got, start=1):
            row[place] = min(above[place] + 1, row[place - 1] + 1, above[place - 1] + (one != other))
    return row[-1]


def main() -> int:
    """Print the phone error rate of each list; the exit status is 0."""
    import soundfile
    import soxr
    import torch

    from models.starter.acoustic_features import mfcc
    from models.starter.acoustic_network import log_probabilities, read_network
    from models.starter.espeak import ipa

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("lists", type=Path, nargs="+")
    options = parser.parse_args()
    torch.set_num_threads(1)
    network = read_network(options.model)
    random = np.random.default_rng(0)
    for list_file in options.lists:
        wrong = total = 0
        for line in list_file.read_text(encoding="utf-8").splitlines():
            name, text = line.split("\t")[:2]
            samples, rate = soundfile.read(list_file.parent / name, dtype="float32", always_2d=True)
            voice = soxr.resample(samples.mean(1), rate, RATE, "HQ") * 32768
            sound = (voice + random.standard_normal(len(voice))).astype(np.float32)
            wanted = [CLASS_OF[phone] for word in ipa(text).split() for phone in from_espeak(word)]
            wrong += errors(wanted, heard(log_probabilities(network, mfcc(sound))))
            total += len(wanted)
        sys.stdout.write(f"{list_file.stem}: {100 * wrong / max(1, total):.1f} % of {total} phones wrong\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
