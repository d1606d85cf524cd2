"""Believe what the organisation's provider says of a person, once everything about it holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.sync.provider import find_provider, provider_client, read_json

# Signatures with a key that only the provider has; never a shared secret, never none.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_LEEWAY = 60
_KEYS_GOOD_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """Whom the office believes, and how it knows a person.

    `claim` holds the id of the person as the office knows it. `allow`: a claim and a value; who
    has it may come in without an invitation.
    """

    issuer: str
    client_id: str
    claim: str = "sub"
    allow: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Vouched:
    """A person as the provider vouches for; `allowed`: may come in uninvited."""

    person: str
    name: str
    allowed: bool


class SignIn:
    """Checks ID tokens by a rule and the provider's own keys, which are fetched when needed."""

    def __init__(self, rule: Rule, clock: Callable[[], datetime]) -> None:
        self.rule = rule
        self._clock = clock
        self._lock = threading.Lock()
        self._fetched: tuple[datetime, KeySet] | None = None

    def vouched(self, id_token: str, nonce: str) -> Vouched:
        """Who the token is about.

        Raises `SIGN_IN_FAILED` unless signature, issuer, audience, term and nonce hold (OpenID
        Connect Core 1.0, section 3.1.3.7), or `PROVIDER_UNREACHABLE` when its keys cannot be had.
        """
        try:
            token = jwt.decode(id_token, self._keys(), algorithms=_ALGORITHMS)
            self._registry(nonce).validate(token.claims)
        except (JoseError, ValueError) as error:
            raise InspectionError(Code.SIGN_IN_FAILED, reason="token") from error
        claims = token.claims
        # Where the token is for more than us, it must have been given to us.
        if claims.get("azp", self.rule.client_id) != self.rule.client_id:
            raise InspectionError(Code.SIGN_IN_FAILED, reason="token")
        person = claims.get(self.rule.claim)
        if not isinstance(person, str) or not person:
            raise InspectionError(Code.SIGN_IN_FAILED, reason="claim")
        name = claims.get("name")
        named = name if isinstance(name, str) and name else person
        return Vouched(person, named, self._allowed(claims))

    def _registry(self, nonce: str) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.rule.issuer},
            aud={"essential": True, "value": self.rule.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )

    def _allowed(self, claims: Mapping[str, Any]) -> bool:
        if self.rule.allow is None:
            return False
        name, value = self.rule.allow
        told = claims.get(name)
        return value in told if isinstance(told, list) else told == value

    def _keys(self) -> KeySet:
        """The provider's keys of this minute: not asked again for each token that is sent here.

        Anyone can send a token. While the provider does not answer, one of them waits for it and
        the others are told at once, so that they hold up nothing else.
        """
        if not self._lock.acquire(blocking=False):
            known = self._fetched
            if known is None:
                raise InspectionError(Code.PROVIDER_UNREACHABLE, url=self.rule.issuer)
            return known[1]
        try:
            now = self._clock()
            if self._fetched is None or now - self._fetched[0] > _KEYS_GOOD_FOR:
                self._fetched = now, self._fetch()
            return self._fetched[1]
        finally:
            self._lock.release()

    def _fetch(self) -> KeySet:
        issuer = self.rule.issuer
        with provider_client(issuer) as http:
            told: Any = read_json(http, issuer, find_provider(http, issuer).keys)
        return KeySet.import_key_set(told)
