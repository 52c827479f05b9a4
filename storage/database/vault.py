"""What is sealed before it is written.

Addresses, messages, conversations and ballots, readable only with a key the database does not hold. A sealed text is
padded, so that its length does not tell what it says either.
"""

from __future__ import annotations

import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
"""Bytes of nonce; the size AES-GCM is defined for (NIST SP 800-38D)."""

STEP = 64
"""Bytes that a sealed text takes at least; a longer one takes twice as many, and so on."""

_PADDED, _END = b"padded", b"\x80"
"""What marks a seal as padded (older ones were not), and the end of its text; only zeros follow (ISO/IEC 7816-4)."""

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
        """Four independent keys are drawn from *secret_key* (HKDF-SHA256). Raises KeyTooShort."""
        if len(secret_key) < SHORTEST_KEY:
            raise KeyTooShort
        self._cipher = AESGCM(_drawn(secret_key, b"seal"))
        self._lookup = _drawn(secret_key, b"look-up")
        self._urn = _drawn(secret_key, b"urn")
        self._ballots = AESGCM(_drawn(secret_key, b"ballots"))

    def seal(self, text: bytes, room: int = STEP) -> bytes:
        """*text*, encrypted and authenticated (AES-256-GCM, a fresh nonce each time), as long as all of its *room*.

        The room is a power of two of bytes; what does not fit takes twice as many, and so on.
        """
        return _sealed(self._cipher, padded(text, room), _PADDED)

    def open(self, sealed: bytes) -> bytes:
        """The text that was sealed. Raises WrongKey if it was sealed with another key, or tampered with."""
        try:
            return _bare(_opened(self._cipher, sealed, _PADDED))
        except InvalidTag:
            pass
        try:
            return _opened(self._cipher, sealed, None)  # as texts were sealed before they were padded
        except InvalidTag as error:
            raise WrongKey from error

    def seal_ballot(self, slot: bytes, text: bytes, room: int) -> bytes:
        """The *text* of the ballot in *slot*, sealed as long as all of its *room*; it opens in no other slot."""
        return _sealed(self._ballots, padded(text, room), slot)

    def open_ballot(self, slot: bytes, sealed: bytes) -> bytes:
        """The text of the ballot in *slot*. Raises WrongKey as `open` does."""
        try:
            return _bare(_opened(self._ballots, sealed, slot))
        except InvalidTag as error:
            raise WrongKey from error

    def lookup(self, *words: str) -> bytes:
        """A keyed hash (HMAC-SHA256) by which something sealed can be found again without being readable."""
        return hmac.digest(self._lookup, "\x1f".join(words).encode(), sha256)

    def slot(self, edition: int, person: int) -> bytes:
        """Where a person's ballot lies in the urn.

        The same each time, and without the key nobody can tell whose it is.
        """
        return hmac.digest(self._urn, f"{edition}:{person}".encode(), sha256)


def padded(text: bytes, room: int) -> bytes:
    """*text* with its end marked, in as many bytes as *room*, or twice as many, and so on until it fits."""
    while room <= len(text):
        room *= 2
    return (text + _END).ljust(room, b"\0")


def _bare(text: bytes) -> bytes:
    return text[: text.rindex(_END)]


def _sealed(cipher: AESGCM, text: bytes, mark: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, text, mark)


def _opened(cipher: AESGCM, sealed: bytes, mark: bytes | None) -> bytes:
    """Raises InvalidTag."""
    if len(sealed) <= _NONCE:
        raise InvalidTag
    return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], mark)


def _drawn(secret_key: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"porte-voix/" + purpose).derive(secret_key.encode())
