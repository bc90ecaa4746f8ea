"""Memory of a live call over bare Vosk, and whether anything grows over an hour. Each runs in a process of its own."""

import json
import subprocess
import sys

from tests.benchmarks.measure import Measurement

_BARE = """
import itertools, json, psutil, vosk
vosk.SetLogLevel(-1)
from app.bootstrap import Program
from app.call.rehearsal import Rehearsal
from app.audio.wavefile import WaveFile
p = Program()
r = Rehearsal(p.paths.rehearsal)
model = vosk.Model(model_path=str(p.models.choose().folder))
ears = []
for channel in ("debtor", "controller"):
    k = vosk.KaldiRecognizer(model, 16000)
    k.SetWords(True)
    ears.append((k, WaveFile(r.recording(channel)).blocks()))
for pair in itertools.zip_longest(*(blocks for _, blocks in ears)):
    for (k, _), block in zip(ears, pair):
        if block is not None:
            k.Result() if k.AcceptWaveform(block.samples) else k.PartialResult()
print(json.dumps(psutil.Process().memory_info().rss))
"""

_CALL = """
import json, os, psutil, sys, tempfile
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["BELMAAT_HOME"] = tempfile.mkdtemp()
rounds = int(sys.argv[1])
from app.commands.demo import run_rounds
sizes = []
run_rounds(rounds, lambda: sizes.append(psutil.Process().memory_info().rss))
print(json.dumps(sizes))
"""


def _run(code: str, *arguments: str) -> object:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def live_call() -> list[Measurement]:
    """The window with a whole rehearsal call in it, over bare Vosk with the same model on the same sound.

    Bare Vosk listens to both channels at once, as a call does: two recognisers one after the other would need less,
    because the second gets the memory that the first gave back.
    """
    bare = _run(_BARE)
    sizes = _run(_CALL, "1")
    assert isinstance(bare, int)
    assert isinstance(sizes, list)
    return [
        Measurement(
            "memory of a live call over bare Vosk", (sizes[-1] - bare) / 1e6, "MB", 200.0, "bare Vosk", stored=False
        )
    ]


def one_hour() -> list[Measurement]:
    """An hour of calls (the rehearsal thirteen times): growth from the third round to the last."""
    sizes = _run(_CALL, "13")
    assert isinstance(sizes, list)
    return [Measurement("growth over a one-hour replay", (sizes[-1] - sizes[2]) / 1e6, "MB", 10.0, stored=False)]
