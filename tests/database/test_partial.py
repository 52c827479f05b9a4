"""Indexes that hold some rows only do so in each database."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, create_mock_engine
from sqlalchemy.schema import CreateIndex

from storage.database.among import DATABASES
from storage.database.partial import say_where, where


@pytest.mark.parametrize("database", DATABASES)
def test_an_index_holds_some_rows_only_in_the_words_of_its_database(database: str) -> None:
    index = Index("with_words", "id", **where("words IS NOT NULL"))
    table = Table("letters", MetaData(), Column("id", Integer, primary_key=True), Column("words", Text), index)

    say_where(table.metadata, database)

    dialect = create_mock_engine(f"{database}://", executor=print).dialect
    made = str(CreateIndex(index).compile(dialect=dialect))
    assert made == "CREATE INDEX with_words ON letters (id) WHERE words IS NOT NULL"
