"""Sign a Windows program with Authenticode, when a certificate is given; without one nothing happens.

BELMAAT_SIGN_PFX       a PKCS#12 file with certificate and key   (with BELMAAT_SIGN_PASSWORD)
BELMAAT_SIGN_TIMESTAMP address of a timestamp server (RFC 3161); without it the signature ends with the certificate

On Linux osslsigncode signs, on Windows signtool of the Windows SDK (on the PATH).
"""

import os
import subprocess
import sys
from pathlib import Path


def sign(program: Path) -> bool:
    """Sign in place; returns whether there was a certificate."""
    certificate = os.environ.get("BELMAAT_SIGN_PFX")
    if not certificate:
        return False
    password = os.environ.get("BELMAAT_SIGN_PASSWORD", "")
    timestamp = os.environ.get("BELMAAT_SIGN_TIMESTAMP", "")
    if sys.platform == "win32":
        when = ["/tr", timestamp, "/td", "sha256"] if timestamp else []
        command = ["signtool", "sign", "/fd", "sha256", "/f", certificate, "/p", password, *when, str(program)]
        subprocess.run(command, check=True, stdout=sys.stderr)
        return True
    signed = program.with_suffix(".signed")
    when = ["-ts", timestamp] if timestamp else []
    subprocess.run(
        [
            *("osslsigncode", "sign", "-pkcs12", certificate, "-pass", password, "-h", "sha256", "-n", "Belmaat"),
            *(*when, "-in", str(program), "-out", str(signed)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    signed.replace(program)
    return True


if __name__ == "__main__":
    sys.exit(0 if sign(Path(sys.argv[1])) else 1)
