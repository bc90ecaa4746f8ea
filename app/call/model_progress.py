"""How far a download is, in Dutch: how much, how fast, and how long it will take."""

from app.speech.installer import Step
from app.speech.pace import Pace
from app.wording import Wording


def progress_words(wording: Wording, step: Step, pace: Pace, done: int, total: int) -> str:
    """`12 van 40 MB, 1,4 MB per seconde, nog 20 seconden`; empty where there is nothing to count.

    Args:
        wording: the Dutch texts.
        step: what is being done.
        pace: how fast the bytes came in.
        done: bytes that are there.
        total: of how many; 0 when not known.
    """
    if step in ("trying", "checking") or not done:
        return ""
    megabytes = {"gedaan": f"{done / 1e6:.0f}", "totaal": f"{total / 1e6:.0f}"}
    parts = [wording.fragment(f"models.step.{'amount' if total else 'only'}", megabytes)]
    if step == "fetching" and pace.speed:
        parts.append(wording.fragment("models.step.speed", {"snelheid": _speed(pace.speed)}))
        left = pace.left(done, total)
        if left is not None:
            parts.append(wording.fragment("models.step.left", {"tijd": _time(wording, left)}))
    return ", ".join(parts)


def _time(wording: Wording, seconds: float) -> str:
    """Rounded, because an exact time would change all the time and be wrong all the same."""
    if seconds < 5:
        return wording.text("models.time.moment")
    if seconds < 55:
        return wording.fragment("models.time.seconds", {"aantal": str(5 * round(seconds / 5))})
    if seconds < 90:
        return wording.text("models.time.minute")
    if seconds < 3_600:
        return wording.fragment("models.time.minutes", {"aantal": str(round(seconds / 60))})
    return wording.text("models.time.hours")


def _speed(speed: float) -> str:
    return f"{speed / 1e6:.1f} MB".replace(".", ",") if speed >= 100_000 else f"{speed / 1e3:.0f} kB"
