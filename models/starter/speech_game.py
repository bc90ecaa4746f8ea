"""Dutch said by people: the dialogues of the game Fish Fillets, from Debian's packages, with the words that are said.

    python -m models.starter.speech_game OUT/list.tsv [--game /usr/share/games/fillets-ng]

Needs `fillets-ng-data` (the scripts) and `fillets-ng-data-nl` (the voices, GPL-2). Two actors and a few others speak
lively and in rooms with echo: far from a call, but human. Lines with digits are left out, because how they are read is
not known.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

GAME = Path("/usr/share/games/fillets-ng")
SHORTEST, LONGEST = 0.5, 13.0
"""Seconds."""
HELD_OUT = frozenset({"aztec", "crabshow", "electromagnet", "floppy", "hanoi", "pavement"})
"""Levels that are kept for measuring."""
_LINE = re.compile(r'dialogId\(\s*"([^"]+)"[^)]*\)\s*dialogStr\(\s*"((?:[^"\\]|\\.)*)"')
_STAGE_DIRECTION = re.compile(r"\[[^\]]*\]")
_NOT_A_WORD = re.compile(r"[^a-zà-ÿ'0-9 -]")
_SHORT_FORMS = frozenset({"'t", "'n", "'s", "'m", "'k"})


def spoken_words(text: str) -> str:
    """Return what is said of a subtitle: lower case, no punctuation; empty where it holds digits."""
    plain = text.replace('\\"', '"').replace("\\n", " ").lower().replace("\u2019", "'")
    words = _NOT_A_WORD.sub(" ", _STAGE_DIRECTION.sub(" ", plain)).split()
    kept = [word if word in _SHORT_FORMS else word.strip("'-") for word in words]
    return "" if any(character.isdigit() for word in kept for character in word) else " ".join(filter(None, kept))


def dialogues(game: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield (level, recording, words) of each Dutch line that has a recording.

    Raises:
        FileNotFoundError: the game's data is not there.
    """
    scripts = sorted(game.glob("script/*/*dialogs_nl.lua"))
    if not scripts:
        raise FileNotFoundError(f"no Dutch dialogues in {game}: install fillets-ng-data and fillets-ng-data-nl")
    for script in scripts:
        level = script.parent.name
        for name, text in _LINE.findall(script.read_text(encoding="utf-8")):
            recording = game / "sound" / level / "nl" / f"{name}.ogg"
            words = spoken_words(text)
            if words and recording.exists():
                yield level, recording, words


def main() -> int:
    """Write the list of what is trained on; the exit status is 0."""
    import soundfile

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--game", type=Path, default=GAME)
    options = parser.parse_args()
    lines = [
        f"{recording}\t{words}\n"
        for level, recording, words in dialogues(options.game)
        if level not in HELD_OUT and SHORTEST <= soundfile.info(recording).duration <= LONGEST
    ]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
