"""A time-stamp authority (RFC 3161): it says when a report existed, to those who trust it."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from asn1crypto import cms, tsp, x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.container import DIGEST, remade
from inspectiebezoek.report.outside import Outside


class Authority(TimeStamper):
    """pyHanko's time-stamper over our own network; stamps hold nothing that is not protected.

    Raises `AUTHORITY_UNREACHABLE`, or `AUTHORITY_UNUSABLE` for an answer that is no good stamp.
    """

    def __init__(self, url: str, outside: Outside) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.url, self.outside = url, outside
        self.certificates: list[x509.Certificate] = []

    def introduce(self) -> None:
        """Ask for a stamp on nothing: its size and its certificates are then known."""
        asyncio.run(self.async_dummy_response(DIGEST))

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer of the authority."""
        answer = self.outside.post(self.url, req.dump(), "application/timestamp-query")
        return tsp.TimeStampResp.load(answer)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A stamp on a digest, made again from its protected parts."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            signed = token["content"]
            held = [each.chosen for each in signed["certificates"]]
            made = remade(signed, strict=False)
        except (TimestampRequestError, ValueError, TypeError, KeyError) as error:
            raise self._unusable() from error
        if made is None:
            raise self._unusable()
        known = {each.dump() for each in self.certificates}
        self.certificates += [each for each in held if each.dump() not in known]
        return made

    def _unusable(self) -> InspectionError:
        return InspectionError(Code.AUTHORITY_UNUSABLE, host=urlsplit(self.url).netloc)
