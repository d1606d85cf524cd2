"""Who stands between a laptop and its office gets nothing, not even the laptop's secret."""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.server.serve import serve
from inspectiebezoek.sync.client import OfficeClient
from tests.support.office import TestOffice

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only here a test can name the authorities of the machine"
)
NOW = datetime.now(UTC)
DAY = timedelta(days=1)


class Authority:
    """An authority of an organisation, with certificates for servers."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = self._certificate(self._name, self._key, NOW + DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.pem = made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def _certificate(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, until: datetime
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(until - 9 * DAY)
            .not_valid_after(until)
        )

    def serve_with(self, file: Path, host: str, until: datetime) -> Path:
        """A file with the key and the certificate of a server."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName(
            [x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)]
        )
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        made = self._certificate(name, key, until).add_extension(names, critical=False)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))
        return file


class _Answer(BaseHTTPRequestHandler):
    heard: list[str]

    def do_GET(self) -> None:
        self.heard.append(str(self.headers["Authorization"]))
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Nothing is told."""


class _Quiet(HTTPServer):
    def handle_error(self, *_: object) -> None:
        """A laptop that turns away in the middle of the handshake is what is looked for."""


@contextmanager
def server(certificate: Path) -> Iterator[tuple[str, list[str]]]:
    """A server with TLS; its address, and what laptops told it."""
    heard: list[str] = []
    served = _Quiet(("127.0.0.1", 0), type("Answer", (_Answer,), {"heard": heard}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    served.socket = context.wrap_socket(served.socket, server_side=True)
    thread = threading.Thread(target=served.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"https://127.0.0.1:{served.server_address[1]}", heard
    finally:
        served.shutdown()
        thread.join()
        served.server_close()


@pytest.mark.parametrize(
    ("known", "host", "days", "trusted"),
    [
        (True, "127.0.0.1", 1, True),
        (False, "127.0.0.1", 1, False),
        (True, "elders.example", 1, False),
        (True, "127.0.0.1", -1, False),
    ],
    ids=["right", "unknown authority", "another host", "expired"],
)
def test_a_laptop_tells_its_secret_only_to_a_server_that_its_machine_trusts(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    known: bool,
    host: str,
    days: int,
    trusted: bool,
) -> None:
    ours, theirs = Authority("Organisatie"), Authority("Tussenpersoon")
    (tmp_path / "authorities.pem").write_bytes(ours.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authorities.pem"))
    signer = ours if known else theirs
    certificate = signer.serve_with(tmp_path / "server.pem", host, NOW + days * DAY)

    with server(certificate) as (url, heard), OfficeClient(url, "geheim") as client:
        with pytest.raises(InspectionError) as caught:
            client.hello()
        assert (caught.value.code is not Code.OFFICE_UNREACHABLE) is trusted
    assert bool(heard) is trusted


def test_an_office_with_a_certificate_is_met_over_tls_and_not_without(
    office: TestOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority("Organisatie")
    (tmp_path / "authorities.pem").write_bytes(authority.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authorities.pem"))
    file = authority.serve_with(tmp_path / "server.pem", "127.0.0.1", NOW + DAY)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    met: list[str] = []

    def run(app: object, *, factory: bool, workers: int, **options: Any) -> None:
        """Serves as it was told to, as long as it takes to meet it."""
        assert (factory, workers) == (False, 1)
        server = uvicorn.Server(uvicorn.Config(app, **options))  # type: ignore[arg-type]
        thread = threading.Thread(target=server.run)
        thread.start()
        for _ in range(500):
            if server.started:
                break
            threading.Event().wait(0.02)
        try:
            with OfficeClient(f"https://127.0.0.1:{port}", "geheim") as client:
                met.append(refusal(client))
            with OfficeClient(f"http://127.0.0.1:{port}", "geheim") as client:
                met.append(refusal(client))
        finally:
            server.should_exit = True
            thread.join()

    monkeypatch.setattr(uvicorn, "run", run)
    folder = tmp_path / "office"
    serve(folder, host="127.0.0.1", port=port, database=office.database, certificate=file, key=file)
    # Over TLS it answers, that it does not know this laptop; in the open it is not there.
    assert met == [Code.NOT_ENROLLED.quote, Code.OFFICE_UNREACHABLE.quote]


def refusal(client: OfficeClient) -> str:
    with pytest.raises(InspectionError) as caught:
        client.hello()
    return caught.value.code.quote
