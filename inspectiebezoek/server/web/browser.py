"""What the office leaves in a browser, and how it knows that a form came from its own page."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import Response

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.web.sessions import LASTS, Session
from inspectiebezoek.sync.code_flow import Asking

SIGNING_IN_SECONDS = 600
BACK = "/office/back"
LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Site:
    """The office as browsers know it: its public address, without a slash at the end."""

    url: str

    @property
    def safe(self) -> bool:
        """True where TLS protects the way; else it is this machine itself."""
        return self.url.startswith("https://")

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser names them in `Origin`."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def name(self, name: str) -> str:
        """The name of a cookie; with `__Host-` no other host or path can set or read it."""
        return f"__Host-inspectiebezoek-{name}" if self.safe else f"inspectiebezoek-{name}"

    def keep(self, answer: Response, name: str, value: str, seconds: int) -> None:
        """Let the browser keep a value that no script and no other site can use."""
        answer.set_cookie(
            self.name(name),
            value,
            max_age=seconds,
            path="/",
            secure=self.safe,
            httponly=True,
            samesite="lax",
        )

    def forget(self, answer: Response, name: str) -> None:
        """Let the browser forget a value."""
        self.keep(answer, name, "", 0)

    def kept(self, request: Request, name: str) -> str:
        """What the browser kept; empty when nothing."""
        return request.cookies.get(self.name(name), "")

    def keep_session(self, answer: Response, token: str) -> None:
        """The token of a session; the office ends the session no later than the browser does."""
        self.keep(answer, "session", token, int(LASTS.total_seconds()))

    def check_form(self, request: Request, session: Session, told: str) -> None:
        """Raises `PAGE_NOT_OURS` unless a form came from a page of this very session.

        `told`: the secret that the form carried. Beside that the browser itself must say that the
        form stood on a page of ours: in `Sec-Fetch-Site`, or an older one in `Origin`. That one is
        `null` for pages that send no referrer, as ours do (Fetch standard, section 3.2).
        """
        ours = hmac.compare_digest(told.encode(), session.form_secret.encode())
        origin = request.headers.get("origin", "null")
        where = request.headers.get("sec-fetch-site", "")
        stood_here = where == "same-origin" or (not where and origin == self.origin)
        if not (ours and stood_here and origin in ("null", self.origin)):
            raise InspectionError(Code.PAGE_NOT_OURS)


def asking_of(site: Site, secret: str) -> Asking:
    """The signing in that belongs to the secret which this browser keeps meanwhile.

    Nothing of it lies at the office: who does not have the secret cannot go on with it.
    """

    def part(name: str) -> str:
        return hashlib.sha256(f"{name} {secret}".encode()).hexdigest()

    return Asking(site.url + BACK, part("state"), part("nonce"), part("verifier"))
