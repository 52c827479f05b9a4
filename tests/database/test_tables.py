"""The table behind a kind of row."""

from __future__ import annotations

import pytest
from sqlmodel import SQLModel

from storage.database.tables import table_of
from storage.people.people import PEOPLE, Person


class NoRow(SQLModel):
    """A form, which no table keeps."""


def test_a_kind_of_row_has_its_table() -> None:
    assert table_of(Person) is PEOPLE
    assert PEOPLE.name == "people"


def test_what_no_table_keeps_has_none() -> None:
    with pytest.raises(AssertionError, match="NoRow has no table"):
        table_of(NoRow)
