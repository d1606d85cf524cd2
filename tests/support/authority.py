"""A real authority on this machine: certificates, time-stamps, OCSP and revocation lists."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from asn1crypto import ocsp, tsp
from asn1crypto import x509 as asn1
from certomancer.registry import (
    ArchLabel,
    CertLabel,
    CertomancerConfig,
    PKIArchitecture,
    ServiceLabel,
)
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

_EXTENSIONS = [
    {
        "id": "authority_information_access",
        "smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": ["middle"]}},
    }
]
_LIST = {
    "id": "crl_distribution_points",
    "smart-value": {"schema": "crl-dist-url", "params": {"crl-repo-names": ["root"]}},
}


@dataclass(slots=True)
class LocalAuthority:
    """The authority: where it is, and at which moment its clock stands."""

    address: str
    architecture: PKIArchitecture
    folder: Path
    now: datetime

    @property
    def stamps(self) -> str:
        """The address of its time-stamps."""
        return f"{self.address}/test/tsa/tsa"

    @property
    def root(self) -> asn1.Certificate:
        """Its highest certificate."""
        return self.architecture.get_cert(CertLabel("root"))

    def key_file(self, who: str, passphrase: str) -> bytes:
        """PKCS#12 of a person ("vera", "sam", "ria"; the last is revoked), with the chain."""
        private = serialization.load_pem_private_key(
            (self.folder / f"{who}.pem").read_bytes(), None
        )
        own, middle = (
            x509.load_der_x509_certificate(self.architecture.get_cert(CertLabel(each)).dump())
            for each in (who, "middle")
        )
        lock = serialization.BestAvailableEncryption(passphrase.encode())
        assert isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
        return pkcs12.serialize_key_and_certificates(b"", private, own, [middle], lock)

    def answer(self, path: str, body: bytes) -> bytes:
        """What the authority says to a request."""
        services = self.architecture.service_registry
        kind, label = path.split("/")[2:4]
        if kind == "tsa":
            stamper = services.summon_timestamper(ServiceLabel(label), self.now)
            self.now += timedelta(seconds=1)
            return stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump()
        if kind == "ocsp":
            responder = services.summon_responder(ServiceLabel(label), self.now)
            return responder.build_ocsp_response(ocsp.OCSPRequest.load(body)).dump()
        return services.get_crl(ServiceLabel(label), self.now).dump()


@contextmanager
def local_authority(folder: Path, now: datetime) -> Iterator[LocalAuthority]:
    """An authority on the loopback, with keys of its own."""
    for name in _NAMES:
        _write_key(folder / f"{name}.pem")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        config = CertomancerConfig(_config(address, now), str(folder))
        architecture = config.get_pki_arch(ArchLabel("test"))
        authority = LocalAuthority(address, architecture, folder, now)
        server.authority = authority  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield authority
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._reply(b"")

    def do_POST(self) -> None:
        self._reply(self.rfile.read(int(self.headers["Content-Length"])))

    def _reply(self, body: bytes) -> None:
        data = self.server.authority.answer(self.path, body)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Tests tell what went wrong; a log of requests does not."""


def _write_key(path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _config(address: str, now: datetime) -> dict[str, object]:
    keys = {each: {"path": f"{each}.pem"} for each in _NAMES}
    validity = {
        "valid-from": (now - timedelta(days=400)).isoformat(),
        "valid-to": (now + timedelta(days=400)).isoformat(),
    }
    person = {
        "issuer": "middle",
        "validity": validity,
        "profiles": ["digsig-commitment"],
        "extensions": _EXTENSIONS,
    }
    revoked = {
        "revoked-since": (now - timedelta(days=3)).isoformat(),
        "reason": "key_compromise",
    }
    certs = {
        "root": {
            "subject": "root",
            "subject-key": "root",
            "issuer": "root",
            "authority-key": "root",
            "validity": validity,
            "profiles": [{"id": "simple-ca", "params": {"crl-repo": "root"}}],
        },
        "middle": {
            "issuer": "root",
            "validity": validity,
            "profiles": [{"id": "simple-ca", "params": {"max-path-len": 0, "crl-repo": "root"}}],
        },
        "ocsp": {"issuer": "middle", "validity": validity, "profiles": ["ocsp-responder"]},
        "tsa": {"issuer": "root", "validity": validity, "extensions": [*_STAMPER, _LIST]},
        "vera": person,
        "sam": person,
        "ria": {**person, "revocation": revoked},
    }
    services = {
        "ocsp": {
            "middle": {"for-issuer": "middle", "responder-cert": "ocsp", "signing-key": "ocsp"}
        },
        "crl-repo": {
            "root": {
                "for-issuer": "root",
                "signing-key": "root",
                "simulated-update-schedule": "P90D",
            }
        },
        "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
    }
    architecture = {
        "keyset": "test",
        "entity-defaults": {"country-name": "NL", "organization-name": "Verzonnen (OEFENPKI)"},
        "entities": {each: {"common-name": name} for each, name in _NAMES.items()},
        "certs": certs,
        "services": services,
    }
    return {
        "external-url-prefix": address,
        "keysets": {"test": {"keys": keys}},
        "pki-architectures": {"test": architecture},
    }


_NAMES = {
    "root": "Verzonnen wortel",
    "middle": "Verzonnen uitgever",
    "tsa": "Verzonnen tijdstempeldienst",
    "ocsp": "Verzonnen antwoorddienst",
    "vera": "Vera Bos",
    "sam": "Sam Dijk",
    "ria": "Ria Ingetrokken",
}
_STAMPER = [
    {
        "id": "key_usage",
        "critical": True,
        "smart-value": {"schema": "key-usage", "params": ["digital_signature"]},
    },
    {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
]
