"""A real provider of OpenID Connect for tests, in Node, and someone who signs in at it."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from urllib.parse import urljoin

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from platformdirs import user_cache_path

VERSION = "8.8.1"
CLIENT = "inspectiebezoek"
_SCRIPT = Path(__file__).parent / "oidc" / "provider.mjs"


@dataclass(frozen=True)
class Provider:
    """A provider that runs: its address, and its own key to make tokens that it never gave."""

    issuer: str
    key: RSAKey
    process: subprocess.Popen[bytes]

    def token(self, **claims: object) -> str:
        """A token with these claims, signed as the provider signs."""
        header = {"alg": "RS256", "kid": self.key.kid}
        return jwt.encode(header, claims, self.key)


def installed() -> Path:
    """The folder of the provider and what it needs, fetched once; skips where there is no Node."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("needs the tool node with npm (Debian: nodejs npm)")
    folder = user_cache_path("inspectiebezoek-tests") / f"oidc-provider-{VERSION}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as begun:
            words = ["npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund"]
            made = subprocess.run(
                [*words, "--prefix", begun, f"oidc-provider@{VERSION}"],
                check=False,
                capture_output=True,
            )
            if made.returncode != 0:
                pytest.skip("needs the tool oidc-provider, which npm could not fetch")
            shutil.copytree(begun, folder)
    return folder


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider on a free port of this machine."""
    folder = installed()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    settings = {"port": port, "client": CLIENT, "jwks": {"keys": [key.as_dict(private=True)]}}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        ["node", _SCRIPT, folder, json.dumps(settings)], stdout=quiet, stderr=quiet
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{issuer}/.well-known/openid-configuration").raise_for_status()
                break
            except httpx.TransportError:
                assert process.poll() is None
                Event().wait(0.1)
        yield Provider(issuer, key, process)
    finally:
        process.terminate()
        process.wait(20)


class Browser:
    """Someone with a browser who signs in under a name when a page is opened."""

    def __init__(self, name: str, *, say_no: bool = False) -> None:
        self.name, self.say_no = name, say_no
        self.opened = ""
        self.came_back = ""
        self.last_page = ""

    def __call__(self, address: str) -> None:
        """The program goes on at once, as with a real browser."""
        self.opened = address
        Thread(target=self._sign_in, args=(address,), daemon=True).start()

    def _sign_in(self, address: str) -> None:
        with httpx.Client() as http:
            answer = self._follow(http, http.get(address))
            while "<form" in answer.text:
                if self.say_no:
                    (away,) = re.findall(r'href="([^"]+/abort)"', answer.text)
                    answer = self._follow(http, http.get(urljoin(str(answer.url), away)))
                    continue
                (action,) = re.findall(r'action="([^"]+)"', answer.text)
                fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', unescape(answer.text)))
                if 'name="login"' in answer.text:
                    fields |= {"login": self.name, "password": "oefening"}
                answer = self._follow(
                    http, http.post(urljoin(str(answer.url), action), data=fields)
                )
            self.last_page = answer.text

    def _follow(self, http: httpx.Client, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect:
            target = urljoin(str(answer.url), answer.headers["location"])
            if "code=" in target or "error=" in target:
                self.came_back = target
            answer = http.get(target)
        return answer
