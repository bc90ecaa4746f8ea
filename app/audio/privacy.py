"""Whether Windows keeps programs from the microphone (Settings, Privacy, Microphone).

Windows then hands out silence or an error, and neither says why. The switches stand in the registry: one for the
computer, one for the user, one for all programs that don't come from the Store.
"""

import sys
from collections.abc import Callable

_STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone"
_SWITCHES = (
    ("HKEY_LOCAL_MACHINE", _STORE),
    ("HKEY_CURRENT_USER", _STORE),
    ("HKEY_CURRENT_USER", _STORE + r"\NonPackaged"),
)
_DENIED = "deny"


def microphone_blocked(read: Callable[[str, str], str] | None = None) -> bool:
    """True if one of the switches is off.

    Args:
        read: the text of `Value` under a root and a key, empty where there is none; by default the registry of this
            computer, and nothing at all outside Windows.
    """
    return any((read or _registry)(root, key).casefold() == _DENIED for root, key in _SWITCHES)


def _registry(root: str, key: str) -> str:
    if sys.platform != "win32":
        return ""
    import winreg  # Windows only

    try:
        with winreg.OpenKey(getattr(winreg, root), key) as opened:
            return str(winreg.QueryValueEx(opened, "Value")[0])
    except OSError:
        return ""
