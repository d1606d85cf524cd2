"""An age file closed by a passphrase at hardly any cost; a real one takes seconds."""

from __future__ import annotations

import os
from base64 import b64encode
from hashlib import scrypt
from hmac import digest

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_COST = 6
"""2 to this power; age itself takes 18 or so."""


@pytest.fixture
def light_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages are closed by a passphrase that costs little; they are opened as any other."""
    monkeypatch.setattr(pyrage.passphrase, "encrypt", encrypted)


def encrypted(content: bytes, passphrase: str) -> bytes:
    """As age-encryption.org/v1 has it, with one stanza and one chunk."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    label = b"age-encryption.org/v1/scrypt" + salt
    wrapping = scrypt(passphrase.encode(), salt=label, n=2**_COST, r=8, p=1, dklen=32)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt %b %d\n%b\n" % (_plain(salt), _COST, _plain(wrapped))
    head = b"age-encryption.org/v1\n" + stanza + b"---"
    seal = digest(_derived(file_key, b"", b"header"), head, "sha256")
    last = bytes(11) + b"\x01"
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(last, content, None)
    return head + b" " + _plain(seal) + b"\n" + nonce + payload


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(file_key)


def _plain(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")
