"""Find out when each phone is said in a recording whose words are known (forced alignment).

    python -m models.starter.acoustic_align MODEL LIST OUT

LIST is a corpus of `speech_corpus` or has lines ``file<TAB>words``, files relative to the list; OUT is the list of a
corpus with events. Recordings that fit their words badly are left out.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from models.starter.acoustic_features import CENTRE_MS, OUTPUT_MS, RATE
from models.starter.phones import CLASS_OF, PHONES, SILENCE_CLASS, from_espeak

Floats = npt.NDArray[np.float32]
SKIPS = 2
"""So many optional phones may be left out in a row."""
PAD = RATE // 4
"""Samples of near silence put before and after a recording."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """(First output, class) of each phone that was found, in order, and the mean log probability of an output."""

    starts: tuple[tuple[int, int], ...]
    score: float


def expected(ipa: str) -> tuple[list[int], list[bool]]:
    """Return the classes that may be heard for an IPA text, and which of them may be left out.

    Left out may be a silence between words and the n of a final -en; the silence at both ends may not.
    """
    classes, optional = [SILENCE_CLASS], [False]
    for word in ipa.split():
        phones = from_espeak(word)
        if not phones:
            continue
        if len(classes) > 1:
            classes.append(SILENCE_CLASS)
            optional.append(True)
        for number, phone in enumerate(phones):
            classes.append(CLASS_OF[phone])
            last = number == len(phones) - 1
            optional.append(last and phone == "n" and len(phones) > 2 and phones[number - 1] == "ə")
    return [*classes, SILENCE_CLASS], [*optional, False]


def align(scores: Floats, classes: Sequence[int], optional: Sequence[bool]) -> Alignment | None:
    """Return the best way to lay the classes over log probabilities (outputs, pdfs); None where they don't fit.

    Viterbi's algorithm: a class is entered with the score of its first-frame pdf and goes on with that of the other.
    """
    count, length = len(classes), len(scores)
    if count - sum(optional) > length:
        return None
    first = scores[:, [2 * number for number in classes]]
    later = scores[:, [2 * number + 1 for number in classes]]
    may = np.asarray(optional)
    best = np.full(count, -np.inf, np.float64)
    best[0] = first[0, 0]
    back = np.zeros((length, count), np.int8)
    for time in range(1, length):
        ways = np.full((SKIPS + 2, count), -np.inf)
        ways[0] = best + later[time]
        allowed = np.ones(count, bool)
        for jump in range(1, SKIPS + 2):
            if jump > 1:
                allowed[jump:] &= may[1 : count - jump + 1]
            ways[jump, jump:] = np.where(allowed[jump:], best[: count - jump] + first[time, jump:], -np.inf)
        back[time] = ways.argmax(0)
        best = ways.max(0)
    if not np.isfinite(best[-1]):
        return None
    starts: list[tuple[int, int]] = []
    place = count - 1
    for time in range(length - 1, 0, -1):
        jump = int(back[time, place])
        if jump:
            starts.append((time, classes[place]))
            place -= jump
    starts.append((0, classes[0]))
    return Alignment(tuple(reversed(starts)), float(best[-1] / length))


def events_of(alignment: Alignment, offset: float) -> list[tuple[float, str]]:
    """Return (milliseconds, phone) of an alignment, moved back by `offset` milliseconds.

    A phone starts between two outputs; the middle between them is taken.
    """
    events = []
    for output, number in alignment.starts:
        begin = output * OUTPUT_MS + CENTRE_MS - OUTPUT_MS / 2 - offset
        events.append((round(max(0.0, begin), 1), PHONES[number - 1] if number else ""))
    return events


def recordings(list_file: Path) -> list[tuple[str, str, str]]:
    """Return (file, words, IPA or "" where only the words are known) of a list in either form."""
    lines = list_file.read_text(encoding="utf-8").splitlines()
    if list_file.suffix == ".jsonl":
        return [(record["file"], record["text"], record.get("ipa", "")) for record in map(json.loads, lines)]
    pairs = (line.split("\t") for line in lines)
    return [(name, text, "") for name, text, *_ in pairs]


def main() -> int:
    """Align a list of recordings; the exit status is 0."""
    import soundfile
    import soxr

    from models.starter.acoustic_features import mfcc
    from models.starter.acoustic_network import log_probabilities, read_network
    from models.starter.espeak import ipa

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("list", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--worst", type=float, default=0.05, help="share of the recordings that fit worst, left out")
    options = parser.parse_args()
    network = read_network(options.model)
    random = np.random.default_rng(0)
    rows = []
    for name, text, said in recordings(options.list):
        path = (options.list.parent / name).resolve()
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
        voice = soxr.resample(samples.mean(1), rate, RATE, "HQ").astype(np.float32)
        sound = np.pad(voice * 32768, PAD)
        sound += 4 * random.standard_normal(len(sound), dtype=np.float32)
        found = align(log_probabilities(network, mfcc(sound)), *expected(said or ipa(text)))
        if found:
            record = {"file": str(path), "seconds": round(len(voice) / RATE, 3), "text": text}
            rows.append((found.score, {**record, "events": events_of(found, PAD / RATE * 1000), "score": found.score}))
    limit = np.quantile([score for score, _ in rows], options.worst)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    kept = [json.dumps(record, ensure_ascii=False) + "\n" for score, record in rows if score >= limit]
    options.out.write_text("".join(kept), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
