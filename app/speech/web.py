"""The one door to the network: opens addresses over HTTP, and says in our own words what went wrong.

requests carries it (Vosk brings it along and loads it anyway, so the start and the memory don't change): it knows the
system's proxies, Windows' registry included, and `.netrc`. truststore lets the system judge certificates, so that a
company's own count. Both are imported when something is fetched, not before.
"""

import contextlib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app import __version__
from app.errors import UserError
from app.speech.stop_sign import StopSign

if TYPE_CHECKING:
    import requests

type Session = requests.Session
type Response = requests.Response

_CHUNK = 16_384
_REDIRECTS = 6


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, in seconds, and how often to try."""

    connect: float = 15.0
    read: float = 60.0
    """Filters of companies read a file whole before they pass on its first byte."""
    tries: int = 5
    pause: float = 1.0
    """Before the second attempt; doubled before each further one."""


class Broken(Exception):  # noqa: N818 - an event that is mended, or told as `told`
    """The connection broke in a way that may be over in a moment."""

    def __init__(self, told: UserError) -> None:
        """Keep what to tell the user when no further attempt is made."""
        super().__init__(told.code)
        self.told = told


def session() -> Session:
    """A session that knows the system's proxies and certificates."""
    import requests
    import truststore
    from requests.adapters import HTTPAdapter

    class SystemTrust(HTTPAdapter):
        """Connections whose certificates the system judges."""

        def init_poolmanager(self, *args: Any, **more: Any) -> None:
            more["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            super().init_poolmanager(*args, **more)

        def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
            more["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            return super().proxy_manager_for(proxy, **more)

        def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
            if verify is not True:  # REQUESTS_CA_BUNDLE: who sets it wants it
                super().cert_verify(conn, url, verify, cert)
                return
            conn.cert_reqs = "CERT_REQUIRED"  # and no list of requests' own beside the system's

    class Careful(requests.Session):
        """Never goes from a safe address to an unsafe one."""

        def get_redirect_target(self, resp: requests.Response) -> str | None:
            target = super().get_redirect_target(resp)
            if target and str(resp.url).startswith("https:") and target.lower().startswith("http:"):
                resp.close()
                raise UserError("model_redirect", adres=host_of(str(resp.url)))
            return target

    made = Careful()
    made.max_redirects = _REDIRECTS
    made.headers["User-Agent"] = f"Belmaat/{__version__}"
    # Packed on the way, a file would have another length than the one that is known.
    made.headers["Accept-Encoding"] = "identity"
    for scheme in ("https://", "http://"):
        made.mount(scheme, SystemTrust())
    return made


@contextlib.contextmanager
def opened(
    connection: Session, address: str, headers: dict[str, str], patience: Patience, stop: StopSign
) -> Iterator[Response]:
    """An answer whose body is still to come; a stop ends the wait for it.

    Raises:
        UserError: what went wrong.
        Broken: another attempt may help.
    """
    import requests

    host = host_of(address)
    try:
        response = connection.get(address, headers=headers, stream=True, timeout=(patience.connect, patience.read))
    except requests.RequestException as error:
        raise _told(error, host) from error
    except OSError as error:  # a variable names a file of certificates that isn't there
        raise UserError("model_certificate", adres=host) from error
    with contextlib.closing(response), stop.waking(lambda: _end_waiting(response)):
        yield response


def _end_waiting(response: Response) -> None:
    # The file's own thread sits in a read: its socket is shut, which ends the read at once.
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        response.raw.shutdown()


def chunks(response: Response, address: str, limit: int, stop: StopSign) -> Iterator[bytes]:
    """The body, piece by piece.

    Raises:
        UserError: `model_wrong_length` when there is more than `limit` bytes, or what went wrong.
        Broken: another attempt may help.
        Stopped: somebody asked.
    """
    import requests

    taken = 0
    try:
        for chunk in response.iter_content(_CHUNK):
            stop.check()
            taken += len(chunk)
            if taken > limit:
                raise UserError("model_wrong_length", bestand=Path(urlsplit(address).path).name)
            yield chunk
    except requests.exceptions.SSLError as error:  # the certificate was fine, or there would be no answer
        stop.check()
        raise Broken(UserError("model_broken", adres=host_of(address))) from error
    except requests.RequestException as error:
        stop.check()
        raise _told(error, host_of(address)) from error


def _told(error: "requests.RequestException", host: str) -> Exception:
    """Which of our errors a fault of the connection is; `Broken` where another attempt may help."""
    import requests

    if isinstance(error, requests.ConnectionError) and re.search(r"Tunnel connection failed: 407\b", str(error)):
        return UserError("model_proxy_password", adres=host)
    if isinstance(error, requests.exceptions.ProxyError | requests.exceptions.InvalidProxyURL):
        return UserError("model_proxy", adres=host)
    if isinstance(error, requests.exceptions.SSLError):
        return UserError("model_certificate", adres=host)
    if isinstance(error, requests.Timeout) or "timed out" in str(error).lower():
        return Broken(UserError("model_slow", adres=host))
    if isinstance(error, requests.TooManyRedirects):
        return UserError("model_server", adres=host)
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return Broken(UserError("model_broken", adres=host))
    if isinstance(error, requests.ConnectionError):
        return Broken(UserError("model_offline" if _never_reached(error) else "model_broken", adres=host))
    return UserError("model_offline", adres=host)


def _never_reached(error: BaseException | None) -> bool:
    """True when there was no connection at all: no such host, or nobody answers."""
    text = str(error)
    return any(words in text for words in ("NameResolutionError", "NewConnectionError", "Failed to establish"))


def refuse(response: Response) -> None:
    """Raise what an answer without a body means; `Broken` where it may be over in a moment."""
    status = response.status_code
    host = host_of(str(response.url))
    if status in (200, 206):
        return
    if status == 407:
        raise UserError("model_proxy_password", adres=host)
    if status in (404, 410):
        raise UserError("model_not_there", adres=host)
    if status in (408, 429) or status >= 500:
        raise Broken(UserError("model_server", adres=host, status=status))
    raise UserError("model_refused", adres=host, status=status)


def host_of(address: str) -> str:
    """The name of the computer at an address, for a sentence."""
    return urlsplit(address).hostname or address
