"""Reads how the database goes about each statement, and tells the scans: reading a table that grows from end to end.

`with watched(store) as seen:` gathers what a piece of work executes; `scans(store, seen)` are the statements among it
whose time grows with the town.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event, text

from storage.database.partial import is_partial
from storage.database.store import Store
from storage.schema import TABLES

SMALL = {
    "editions": "one a year",
    "projects": "some hundreds; they are read as a whole, when an edition has changed",
    "publications": "when the team publishes",
    "events": "what the team decided of projects",
    "counters": "a few an edition",
    "calendar_log": "when the calendar moves, and at each phase",
    "campaigns": "one for each moment of each reminder",
    "announcements": "a few a year, in each language",
    "spending": "a row an hour of a campaign",
    "ambassadors": "some dozens",
    "groups": "theirs",
    "holders": "theirs",
    "posts": "theirs",
    "polls": "theirs",
    "secret_words": "those of votes, for a quarter of an hour",
    "buckets": "one a sender",
    "own_names": "one a channel",
    "proof": "one row",
    "sweeps": "a few lines a day, written and read by its newest",
    "stirs": "a row a table that is rewritten",
    "hours": "one row",
    "logbook": "what operators decide of the installation",
    "marks": "a row a process, and one a network",
    "wordings": "what the team learnt from questions, some hundreds; read whole, when an edition has changed",
    "restores": "each time that a backup was restored",
    "ballot_changes": "each change under ballots that were cast",
}
"""Tables that do not grow with people or messages, and why. A new table grows until it is put here."""

GROWING = {table.name for table in TABLES} - SMALL.keys()

PARTIAL = {str(index.name) for table in TABLES for index in table.indexes if is_partial(index)}
"""Indexes of the few rows that something is still to be done with: they may be read from end to end."""

ALIKE = {"edition_id", "campaign_id", "channel", "provider", "kind", "rank", "secret"}
"""Columns that say the same of nearly every row: an index that is asked for nothing else is read from end to end."""


ALLOWED = (
    *(("lost_votes", f"FROM lost_votes{end} LIMIT", "whether there is any row at all") for end in ("\n", " \n")),
    ("lost_votes", "lost_votes.told_at IS NULL", "those who are still to be told after a restore"),
    ("addresses", "WHERE addresses.hash IN", "what is made good after a restore, once"),
    ("roll", "DELETE FROM roll WHERE roll.person_id = ", "a test that loses a vote"),
    ("roll", "SELECT roll.person_id", "everyone on the roll, who are told alike what changed on the ballot"),
    ("ballots", "GROUP BY ballots.choice", "the count, when the team counts or a page is made of its result"),
    ("ballots", "ORDER BY ballots.slot", "the seal of the urn, when it is counted"),
    ("roll", "SELECT count(*)", "how many voted, when the urn is counted"),
    ("ballots", "xmin", "the rewriting, once an hour: it is there to write everything anew"),
    ("survey_papers", "xmin", "the rewriting of papers"),
    ("ballots", "WITH taken AS", "the rewriting"),
    ("ballots", "SELECT count(*) AS count_1 \nFROM ballots", "the rewriting says how much it rewrote"),
    ("survey_papers", "ORDER BY survey_papers.slot", "the rewriting of papers"),
    ("survey_papers", "DELETE FROM survey_papers", "the rewriting of papers"),
    (
        "survey_papers",
        "SELECT count(*) AS count_1 \nFROM survey_papers",
        "the rewriting of papers says how many it rewrote",
    ),
    ("lost_votes", "DELETE FROM lost_votes WHERE lost_votes.edition_id IN", "votes lost in an edition that is over"),
    ("survey_papers", "WITH taken AS", "the rewriting of papers"),
    ("survey_papers", "SELECT survey_papers.district, count(*)", "only where a survey has a quota, which bounds it"),
    ("sign_ups", "GROUP BY sign_ups.meeting", "as many as there are chairs in the town's rooms"),
    *(
        (table, "INSERT INTO reminders", "a campaign, which looks at everybody, in blocks")
        for table in ("addresses", "authors", "consents", "conversations", "roll")
    ),
    ("reminders", "DELETE FROM reminders WHERE reminders.campaign_id", "all of a campaign that moves untold"),
    ("reminders", "SELECT campaigns.id \nFROM campaigns \nWHERE campaigns.edition_id", "which told any, as dates move"),
    *(
        (table, "SELECT count(*) AS count_1 \nFROM (SELECT people.id", "whom an announcement reaches, as it is made")
        for table in ("addresses", "consents")
    ),
    ("inbox", "SELECT min(inbox.provider)", "the first row of an index"),
    ("inbox", "SELECT max(inbox.heard_at)", "the last row of an index"),
)
"""Scans that may be: the table, what the statement holds, and why."""


GONE_AGAIN = " in_order"
"""A table of the rewriting's own, which is not there any more when its statements are looked at."""


@dataclass
class Seen:
    """The statements that were executed, each once, with the values it had the first time."""

    statements: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scan:
    """A statement that reads *table* from end to end, and what the database says of it."""

    table: str
    statement: str
    plan: str

    def __str__(self) -> str:
        """All of it, to be read in a failure."""
        return f"{self.table} is scanned ({self.plan}) by: {' '.join(self.statement.split())}"


@contextmanager
def watched(store: Store, seen: Seen | None = None) -> Iterator[Seen]:
    """What the store is asked for meanwhile."""
    noted = seen or Seen()

    def note(_conn: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE", "INSERT")):
            noted.statements.setdefault(statement, values[0] if isinstance(values, list) else values)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def scans(store: Store, seen: Seen) -> list[Scan]:
    """The scans among what was *seen*, in tables that grow, but for those that may be."""
    with store.reading() as tx:
        read = _sqlite if store.is_sqlite else _Postgresql(tx)
        return [
            Scan(table, statement, plan)
            for statement, values in seen.statements.items()
            if GONE_AGAIN not in statement
            for table, plan in read(tx, statement, values)
            if not any(table == name and holds in statement for name, holds, _why in ALLOWED)
        ]


# SQLite: a line of words for each table

_STEP = re.compile(r"(SCAN|SEARCH) (\w+)(.*)")
_ASKED = re.compile(r"\((.*)\)")
_ALIAS = re.compile(r"(\w+) AS (\w+)")


def _sqlite(tx: Connection, statement: str, values: Any) -> Iterator[tuple[str, str]]:
    names = {alias: table for table, alias in _ALIAS.findall(statement)}
    for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all():
        step = _STEP.match(row[3])
        if step and (table := names.get(step[2], step[2])) in GROWING and _is_whole(step[1], step[3]):
            yield table, row[3]


def _is_whole(how: str, by: str) -> bool:
    asked = _ASKED.search(by)
    if any(name in by.split() for name in PARTIAL):
        return False
    return how == "SCAN" or " AUTOMATIC " in by or (asked is not None and _is_alike(re.findall(r"\w+", asked[1])))


def _is_alike(columns: Collection[str]) -> bool:
    return not set(columns) - ALIKE - {"AND"}


# PostgreSQL: a tree of nodes


class _Postgresql:
    """Plans as they are where the few rows asked for are found one by one: whether there is a way by an index."""

    def __init__(self, tx: Connection) -> None:
        for way in ("seqscan", "hashjoin", "mergejoin"):
            tx.execute(text(f"SET LOCAL enable_{way} = off"))
        self._indexes: dict[str, tuple[str, Sequence[str]]] = {
            row[0]: (row[1], row[2]) for row in tx.execute(text(_INDEXES))
        }

    def __call__(self, tx: Connection, statement: str, values: Any) -> Iterator[tuple[str, str]]:
        tree = tx.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
        for node in _nodes(tree[0]["Plan"]):
            table, by = node.get("Relation Name", ""), self._indexes.get(node.get("Index Name", ""))
            if by:
                table = by[0]
            if table in GROWING and self._is_whole(node, by[1] if by else ()):
                yield (
                    table,
                    f"{node['Node Type']} {node.get('Index Name', '')}: {node.get('Index Cond', 'no condition')}",
                )

    def _is_whole(self, node: dict[str, Any], columns: Sequence[str]) -> bool:
        if node["Node Type"] == "Seq Scan":
            return True
        if node.get("Index Name", "") in {"", *PARTIAL}:
            return False
        asked = set(re.findall(r"\w+", node.get("Index Cond", "")))
        used = [column for column in columns if column in asked]
        return columns[0] not in used or _is_alike(used)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


_INDEXES = """
SELECT i.relname AS index, t.relname AS table,
       array_agg(a.attname::text ORDER BY array_position(x.indkey::int2[], a.attnum)) AS columns
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (x.indkey)
JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = 'public' GROUP BY 1, 2
"""


# A large town

MANY = 20_000
"""Rows that are put into each table that grows: with fewer, PostgreSQL is right to read them all."""

_VALUES = {
    "bigint": "i",
    "integer": "i",
    "boolean": "i % 2 = 0",
    "bytea": "sha256(i::text::bytea)",
    "date": "date '2027-08-30'",
    "timestamp with time zone": f"timestamptz '2027-08-30' + i % {MANY} * interval '1 second'",
    "character varying": "'word ' || i",
    "text": "'[]'",
}
_FEW = {"state": "'done'", "channel": "'sms'", "kind": "'service'", "provider": "'bench'", "note": "false"}
_FEW |= dict.fromkeys(("erased_at", "stopped_at", "gone_at", "lease_until"), "NULL")
"""What most rows have in common, by column."""


def fill(store: Store) -> None:
    """Put MANY rows into each table that grows, of the newest edition, and have PostgreSQL count."""
    with store.writing() as tx:
        tx.execute(text("SET LOCAL session_replication_role = replica"))  # nobody is whom they seem to be
        edition = tx.execute(text("SELECT max(id) FROM editions")).scalar_one()
        for table in TABLES:
            if table.name in GROWING:
                columns = tx.execute(text(_COLUMNS), {"of": table.name}).all()
                types = {row[0]: row[1] for row in columns}
                own = {**_FEW, "edition_id": str(edition)}
                if ("words", "bytea", "YES") in columns:
                    own["words"] = "CASE WHEN i % 50 = 0 THEN sha256(i::text::bytea) END"  # most were wiped
                values = ", ".join(own.get(name) or _VALUES[type] for name, type in types.items())
                names = ", ".join(f'"{name}"' for name in types)
                series = f"generate_series({MANY}, {2 * MANY}) AS i"
                tx.execute(text(f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {series}"))
        tx.execute(text("ANALYZE"))


_COLUMNS = "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = :of"
