"""What is sealed cannot be read, found or linked without the key."""

from __future__ import annotations

import pytest

from storage.vault import KeyTooShort, Vault, WrongKey

VAULT = Vault("the key of this test, long enough")


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
    found = {
        VAULT.lookup("address", "sms", "+33639980001"),
        VAULT.lookup("address", "telegram", "+33639980001"),
        VAULT.lookup("address", "sms", "+33639980002"),
        Vault("another key, just as long as it").lookup("address", "sms", "+33639980001"),
    }

    assert len(found) == 4


def test_a_short_key_is_refused_with_the_way_to_make_one() -> None:
    with pytest.raises(KeyTooShort, match="openssl"):
        Vault("short")
