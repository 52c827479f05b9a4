"""What is sealed cannot be read, found or linked without the key."""

from __future__ import annotations

import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.database.vault import STEP, KeyTooShort, Vault, WrongKey, _drawn

KEY = "the key of this test, long enough"
VAULT = Vault(KEY)

SEAL = 28
"""Bytes that a seal takes besides its text: a nonce of 12, and a tag of 16."""


def sealed_before(key: str, text: bytes) -> bytes:
    """*text* as it was sealed before texts were padded."""
    nonce = os.urandom(12)
    return nonce + AESGCM(_drawn(key, b"seal")).encrypt(nonce, text, None)


def test_what_is_sealed_is_opened_with_the_same_key() -> None:
    assert VAULT.open(VAULT.seal("Où en est mon projet ?".encode())).decode() == "Où en est mon projet ?"


def test_the_same_words_are_never_sealed_twice_alike() -> None:
    assert VAULT.seal(b"oui") != VAULT.seal(b"oui")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(WrongKey, match="SECRET_KEY"):
        Vault("another key, just as long as it").open(VAULT.seal(b"oui"))


def test_a_tampered_seal_is_refused() -> None:
    sealed = bytearray(VAULT.seal(b"oui"))
    sealed[-1] ^= 1

    with pytest.raises(WrongKey):
        VAULT.open(bytes(sealed))


def test_the_hash_of_an_address_depends_on_the_key_and_on_every_part() -> None:
    hashes = {
        VAULT.lookup("address", "sms", "+33639980001"),
        VAULT.lookup("address", "telegram", "+33639980001"),
        VAULT.lookup("address", "sms", "+33639980002"),
        Vault("another key, just as long as it").lookup("address", "sms", "+33639980001"),
    }

    assert len(hashes) == 4


def test_a_short_key_is_refused_with_the_way_to_make_one() -> None:
    with pytest.raises(KeyTooShort, match="openssl"):
        Vault("short")


@pytest.mark.parametrize("text", [b"", b"\x80", b"oui\x80\x00", b"1" * 63, b"1" * 64, b"1" * 5_000], ids=len)
def test_a_text_of_any_length_is_opened_as_it_was(text: bytes) -> None:
    assert VAULT.open(VAULT.seal(text)) == text
    assert VAULT.open(sealed_before(KEY, text)) == text  # of before there was padding


@pytest.mark.parametrize(
    ("letters", "room", "bytes_"),
    [(0, STEP, 64), (63, STEP, 64), (64, STEP, 128), (130, STEP, 256), (3, 1_024, 1_024), (1_024, 1_024, 2_048)],
)
def test_the_length_of_a_seal_tells_no_more_than_its_step(letters: int, room: int, bytes_: int) -> None:
    assert len(VAULT.seal(b"x" * letters, room)) == bytes_ + SEAL


def test_a_ballot_opens_in_its_own_slot_only() -> None:
    sealed = VAULT.seal_ballot(b"a" * 32, b"[3,12]", 256)

    assert VAULT.open_ballot(b"a" * 32, sealed) == b"[3,12]"
    with pytest.raises(WrongKey):
        VAULT.open_ballot(b"b" * 32, sealed)
    with pytest.raises(WrongKey):
        VAULT.open(sealed)
