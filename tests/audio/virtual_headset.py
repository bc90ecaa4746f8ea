"""A headset that exists only in software: a private PulseAudio daemon with a microphone and speakers.

What is played into the sink `mic_feed` comes out of the microphone `headset`; what is played on `speakers` can be
recorded from its monitor, just as a softphone's voice on a real headset. The daemon has a folder of its own, works as
root and touches nothing of the user's own sound.

PortAudio and SoundCard read the environment when they start, so the part under test runs in a process of its own:

    with VirtualHeadset() as headset:
        headset.play(mic=one, speakers=other)
        headset.run("tests.audio.record_headset", "--seconds", "5")
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self

type Part = Literal["headset", "speakers"]

MICROPHONE: Part = "headset"
"""PulseAudio's name of the microphone, which is also its device id."""
SPEAKERS: Part = "speakers"
"""PulseAudio's name of the output, which is also its device id."""
_FEED = "mic_feed"
_NEEDED = ("pulseaudio", "pactl", "pacat", "paplay")
_REPOSITORY = Path(__file__).resolve().parents[2]
_LOAD = {
    MICROPHONE: (
        "module-remap-source",
        f"master={_FEED}.monitor",
        f"source_name={MICROPHONE}",
        "source_properties=device.description=Virtual-Headset",
    ),
    SPEAKERS: (
        "module-null-sink",
        f"sink_name={SPEAKERS}",
        "rate=48000",
        "sink_properties=device.description=Virtual-Headset",
    ),
}


def missing_programs() -> str:
    """Why a virtual headset can't be made here; empty when it can."""
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)} (Debian: pulseaudio pulseaudio-utils)" if missing else ""


class VirtualHeadset:
    """A private sound server with one headset, for the time of a `with` block."""

    def __init__(self) -> None:
        """Nothing starts before the `with` block."""
        self._folder = Path(tempfile.mkdtemp(prefix="headset-"))
        self._socket = self._folder / "pulse.socket"
        self._daemon: subprocess.Popen[bytes] | None = None
        self._modules: dict[str, str] = {}
        self._keeping: dict[str, subprocess.Popen[bytes]] = {}
        self._playing: list[subprocess.Popen[bytes]] = []
        self.env = {
            **os.environ,
            "HOME": str(self._folder),
            "XDG_RUNTIME_DIR": str(self._folder),
            "XDG_CONFIG_HOME": str(self._folder / "config"),
            "PULSE_RUNTIME_PATH": str(self._folder),
            "PULSE_SERVER": f"unix:{self._socket}",
            "PYTHONPATH": str(_REPOSITORY),
            "LC_ALL": "C.UTF-8",
        }

    def __enter__(self) -> Self:
        """Start the daemon, plug the headset in and keep its clocks running."""
        try:
            (self._folder / ".asoundrc").write_text(
                "pcm.pulse { type pulse }\nctl.pulse { type pulse }\n"
                f'pcm.{MICROPHONE} {{ type pulse device "{MICROPHONE}" }}\n',
                encoding="utf-8",
            )
            self._start_daemon()
            self._keep(_FEED)
            self.plug(SPEAKERS)
            self.plug(MICROPHONE)
            self.pactl("set-default-sink", SPEAKERS)
            self.pactl("set-default-source", MICROPHONE)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop every process that was started and remove the folder."""
        self._stop()

    def play(self, *, mic: Path | None = None, speakers: Path | None = None) -> None:
        """Start playing recordings (WAV or FLAC) into the microphone, out of the speakers, or both at once."""
        for sink, path in ((_FEED, mic), (SPEAKERS, speakers)):
            if path is not None:
                self._playing.append(self._spawn("paplay", f"--device={sink}", str(path)))

    def wait_until_played(self, timeout: float = 120.0) -> None:
        """Wait for the recordings that `play` started."""
        for process in self._playing:
            process.wait(timeout)
        self._playing.clear()

    def unplug(self, part: Part) -> None:
        """Take the microphone or the speakers away."""
        self.pactl("unload-module", self._modules.pop(part))
        keeping = self._keeping.pop(part, None)
        if keeping is not None:
            _end(keeping)

    def plug(self, part: Part) -> None:
        """Bring the microphone or the speakers (back)."""
        self._modules[part] = self.pactl("load-module", *_LOAD[part]).strip()
        if part == SPEAKERS:
            self._keep(SPEAKERS)
        else:
            # The first one to listen waits up to 2 s; that one is not to be the part under test.
            listening = self._spawn("parec", "--raw", f"--device={MICROPHONE}", "--latency-msec=20", piped=True)
            self._keeping[MICROPHONE] = listening
            assert listening.stdout is not None
            listening.stdout.read(1)
            threading.Thread(target=_drain, args=(listening.stdout,), daemon=True).start()

    def mute(self, on: bool) -> None:
        """Press the mute button of the microphone: it delivers exact zeros."""
        self.pactl("set-source-mute", MICROPHONE, "1" if on else "0")

    def suspend(self, on: bool) -> None:
        """Let the speakers fall asleep, as a sound server does while nothing plays: no blocks at all."""
        if on:
            keeping = self._keeping.pop(SPEAKERS, None)
            if keeping is not None:
                _end(keeping)
        self.pactl("suspend-sink", SPEAKERS, "1" if on else "0")
        if not on:
            self._keep(SPEAKERS)

    def run(self, module: str, *arguments: str, timeout: float = 120.0) -> subprocess.CompletedProcess[str]:
        """Run a module in a process that sees only this headset; a failure comes back with its output."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.env,
            cwd=_REPOSITORY,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    def start(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a module in a process that sees only this headset, with pipes to talk to it line by line."""
        return subprocess.Popen(
            [sys.executable, "-u", "-m", module, *arguments],
            env=self.env,
            cwd=_REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            bufsize=1,
        )

    def pactl(self, *arguments: str) -> str:
        """Give the daemon a command.

        Raises:
            RuntimeError: the daemon refused.
        """
        done = subprocess.run(
            ["pactl", *arguments],
            env=self.env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=20,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"pactl {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    def _start_daemon(self) -> None:
        self._daemon = self._spawn(
            "pulseaudio",
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--disable-shm=yes",
            "--use-pid-file=no",
            "--log-target=stderr",
            "--log-level=error",
            f"--load=module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            f"--load=module-null-sink sink_name={_FEED} rate=48000",
        )
        deadline = time.monotonic() + 20
        while True:
            if self._daemon.poll() is not None:
                raise RuntimeError(f"pulseaudio ended at once with status {self._daemon.returncode}")
            if self._socket.exists():
                try:
                    self.pactl("info")
                except RuntimeError:
                    pass
                else:
                    return
            if time.monotonic() > deadline:
                raise RuntimeError("pulseaudio did not answer within 20 s")
            time.sleep(0.02)

    def _keep(self, sink: str) -> None:
        # A sink whose clock stands still loses up to 2 s at the start of a recording.
        self._keeping[sink] = self._spawn("pacat", "--raw", f"--device={sink}", "--latency-msec=50", "/dev/zero")

    def _spawn(self, *command: str, piped: bool = False) -> subprocess.Popen[bytes]:
        # With setpriv nothing survives, even when the test process itself is killed.
        guard: Sequence[str] = ("setpriv", "--pdeathsig", "KILL") if shutil.which("setpriv") else ()
        return subprocess.Popen(
            [*guard, *command],
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if piped else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _stop(self) -> None:
        for process in (*self._playing, *self._keeping.values()):
            _end(process)
        if self._daemon is not None:
            _end(self._daemon)
        shutil.rmtree(self._folder, ignore_errors=True)


def _drain(stream: IO[bytes]) -> None:
    with stream:
        while stream.read(65_536):
            pass


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
