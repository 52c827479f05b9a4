"""sealed ballots

What lies in the urn is sealed and padded, and so is what was sealed before it was padded, where its length told a
choice: conversations, answers to surveys, and the words of votes that are still kept. The urn is written anew in slot
order; whoever migrates has the key.

Revision ID: 0006
Revises: 0005
"""

from typing import Any

import sqlalchemy as sa
from alembic import context, op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

_BALLOT_ROOM, _MEMORY_ROOM, _WORDS_ROOM = 256, 512, 1_024
_SECRET_WEIGHT = 2
_FEW = 500

_OUTBOX = sa.table('outbox', *(sa.column(name) for name in ('id', 'words', 'secret', 'weight')))
_PADDED = (
    (sa.table('conversations', sa.column('person_id'), sa.column('memory')), 'person_id', 'memory', _MEMORY_ROOM),
    (sa.table('survey_papers', sa.column('slot'), sa.column('answers')), 'slot', 'answers', 64),
)


def upgrade() -> None:
    op.create_table('stirs',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    _replace_urn(sa.LargeBinary(), _sealed)
    tx, vault = op.get_bind(), context.config.attributes['vault']
    for table, key, value, room in _PADDED:
        _change(tx, table, key, value, lambda sealed, room=room: vault.seal(vault.open(sealed), room))
    secret = (_OUTBOX.c.secret, _OUTBOX.c.words.is_not(None))
    _change(tx, _OUTBOX, 'id', 'words', lambda sealed: vault.seal(vault.open(sealed), _WORDS_ROOM), *secret)
    tx.execute(_OUTBOX.update().where(_OUTBOX.c.secret).values(weight=_SECRET_WEIGHT))


def downgrade() -> None:
    _replace_urn(sa.Text(), _opened)
    op.drop_table('stirs')


def _sealed(slot: bytes, choice: str) -> Any:
    return context.config.attributes['vault'].seal_ballot(slot, choice.encode(), _BALLOT_ROOM)


def _opened(slot: bytes, choice: bytes) -> Any:
    text = context.config.attributes['vault'].open_ballot(slot, choice)
    return text.partition(b' ')[0].decode()


def _replace_urn(kind: Any, change: Any) -> None:
    """The same ballots in a new table, in slot order, each choice changed: nothing of the old one stays in its file."""
    tx = op.get_bind()
    old = sa.table('ballots', *(sa.column(name) for name in ('slot', 'edition_id', 'choice')))
    rows = [
        {'slot': bytes(row.slot), 'edition_id': row.edition_id, 'choice': change(bytes(row.slot), row.choice)}
        for row in tx.execute(sa.select(old).order_by(old.c.slot))
    ]
    op.drop_table('ballots')
    new = op.create_table('ballots',
    sa.Column('slot', sa.LargeBinary(length=32), nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('choice', kind, nullable=False),
    sa.PrimaryKeyConstraint('slot'),
    sqlite_with_rowid=False
    )
    if rows:
        tx.execute(new.insert(), rows)
    with op.batch_alter_table('ballots', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ballots_edition_id'), ['edition_id'], unique=False)


def _change(tx: Any, table: Any, key: str, value: str, change: Any, *which: Any) -> None:
    """Have *change* make the *value* of each row anew, a few rows at a time."""
    keys = tx.execute(sa.select(table.c[key]).where(*which)).scalars().all()
    new = table.update().where(table.c[key] == sa.bindparam('row')).values({value: sa.bindparam('new')})
    for place in range(0, len(keys), _FEW):
        some = tx.execute(sa.select(table.c[key], table.c[value]).where(table.c[key].in_(keys[place:place + _FEW])))
        tx.execute(new, [{'row': row[0], 'new': change(bytes(row[1]))} for row in some.all()])
