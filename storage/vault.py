"""What is sealed before it is written.

Addresses, messages and conversations, readable only with a key the database does not hold.
"""

from __future__ import annotations

import hmac
import os
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
"""Bytes of nonce; the size AES-GCM is defined for (NIST SP 800-38D)."""

SHORTEST_KEY = 16
"""Characters a secret key must have; `openssl rand -base64 32` gives 44."""


class KeyTooShort(ValueError):
    """The secret key is too short to protect anything: make one with `openssl rand -base64 32`."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class WrongKey(RuntimeError):
    """What is in the store was sealed with another SECRET_KEY: start with the key it was made with."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Vault:
    """Seals and opens text, and gives the keyed hashes by which sealed things are looked up."""

    def __init__(self, secret_key: str) -> None:
        """Three independent keys are drawn from *secret_key* (HKDF-SHA256). Raises KeyTooShort."""
        if len(secret_key) < SHORTEST_KEY:
            raise KeyTooShort
        self._cipher = AESGCM(_drawn(secret_key, b"seal"))
        self._lookup = _drawn(secret_key, b"look-up")
        self._urn = _drawn(secret_key, b"urn")

    def seal(self, text: bytes) -> bytes:
        """*text*, encrypted and authenticated (AES-256-GCM, a fresh nonce each time)."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text, None)

    def open(self, sealed: bytes) -> bytes:
        """The text that was sealed. Raises WrongKey if it was sealed with another key, or tampered with."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
        except Exception as error:
            raise WrongKey from error

    def lookup(self, *words: str) -> bytes:
        """A keyed hash (HMAC-SHA256) by which something sealed can be found again without being readable."""
        return hmac.digest(self._lookup, "\x1f".join(words).encode(), sha256)

    def slot(self, edition: int, person: int) -> bytes:
        """Where a person's ballot lies in the urn.

        The same each time, and without the key nobody can tell whose it is.
        """
        return hmac.digest(self._urn, f"{edition}:{person}".encode(), sha256)


def _drawn(secret_key: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"porte-voix/" + purpose).derive(secret_key.encode())
