"""A web server on this computer for the tests of the model store; no proxy of this computer is in the way."""

from collections.abc import Iterator

import pytest

from tests.speech.web_server import Site, WebServer

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in _PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.fixture
def site(no_proxies: pytest.MonkeyPatch) -> Iterator[Site]:
    server = WebServer(Site())
    yield server.site
    server.close()
