"""Write what real recognisers make of the examples when synthetic voices say them.

    python resources/language/recognised/speak_examples.py [--minutes 60] [--part 0 1]

`app.advice.training` learns from it how a recogniser's mistakes look. A seed fixes the order of the examples, so the
script may be broken off and goes on with what is not in `recognised.tsv` yet; two of them share the work as parts 0 2
and 1 2. Only examples of the language data are spoken, nothing of tests/evaluation; voices and ways of sounding are
those of tests/evaluation/spoken, drawn with another seed. README.md says what came out.

Needs the program espeak-ng and the Python packages that tests/evaluation/spoken/speak.py names.
"""

import argparse
import random
import sys
import time
import zlib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/evaluation/spoken")]

from acoustics import SHARES, heard, pink  # noqa: E402 - scripts outside the packages
from say_numbers import written_out  # noqa: E402
from speak import espeak, recognised  # noqa: E402

from app.advice.catalogue import load_catalogue, shipped_folder  # noqa: E402
from app.advice.lexicon import language_folder, shipped_examples  # noqa: E402
from app.speech.vosk_recogniser import SpeechModel  # noqa: E402

SEED = 20_261_201
ORDINARY = 0.4
"""Share of the ordinary talk that is spoken, of objections everything: a recogniser makes the same mistakes in both."""
BY_STARTER = 0.15
"""Share that the starter model hears, in noise; the prototype makes mistakes enough without."""
STARTER_NOISE = (8.0, 14.0)
"""dB that noise lies under the voice there."""


def main() -> None:
    """Speak and write until the time is over or everything was said."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--part", type=int, nargs=2, default=(0, 1), metavar=("NUMBER", "OF"))
    parser.add_argument("--out", type=Path, default=HERE / "recognised.tsv")
    options = parser.parse_args()
    number, of = options.part
    until = time.monotonic() + 60 * options.minutes
    known = {line.split("\t")[0] for line in read(options.out)}
    models = {name: SpeechModel(ROOT / "models" / name) for name in ("prototype-nl", "starter-nl")}
    with options.out.open("a", encoding="utf-8") as out:
        for example in chosen()[number::of]:
            if time.monotonic() > until:
                return
            if example not in known:
                out.write(f"{example}\t{spoken(example, models)}\n")
                out.flush()


def read(file: Path) -> list[str]:
    """Return the lines of a file that may not be there yet."""
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def chosen() -> list[str]:
    """Return the examples of objections and ordinary talk that are spoken, in the order in which they are."""
    examples = shipped_examples(language_folder(), all_of_them=True)
    objections = load_catalogue(shipped_folder()).objections
    chance = random.Random(SEED)
    said = {
        example
        for identity, listed in sorted(examples.items())
        for example in listed
        if identity in objections or (identity == "none" and chance.random() < ORDINARY)
    }
    order = sorted(said)
    chance.shuffle(order)
    return order


def spoken(example: str, models: dict[str, SpeechModel]) -> str:
    """Return what a recogniser writes of one example; what is drawn for it depends on its text alone."""
    draw = np.random.default_rng([SEED, zlib.crc32(example.encode())])
    voice, _ = espeak(written_out(example), draw)
    if draw.random() < BY_STARTER:
        loud = float(np.sqrt(np.mean(np.square(voice)))) * 10 ** (-draw.uniform(*STARTER_NOISE) / 20)
        noisy = (voice + pink(voice.size, draw) * np.float32(loud)).astype(np.float32)
        return recognised(models["starter-nl"], heard(noisy, "telephone", draw))
    sound = str(draw.choice(list(SHARES), p=list(SHARES.values())))
    return recognised(models["prototype-nl"], heard(voice, sound, draw))


if __name__ == "__main__":
    main()
