"""holders of groups

A group may be held by several ambassadors: who holds it is a row for each. What is posted is known by its moment, which
is the same whoever relays it, so that a group gets it once; and by when it was approved, since the first to approve
sends it.

Revision ID: 0019
Revises: 0018
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.database.store import Utc

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

_GROUPS_HAD = ('ambassador_id', 'tied_at', 'ended_at', 'lost')


def upgrade() -> None:
    op.create_table(
        'holders',
        sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('group_id', sa.BigInteger(), nullable=False),
        sa.Column('ambassador_id', sa.BigInteger(), nullable=False),
        sa.Column('tied_at', Utc(timezone=True), nullable=False),
        sa.Column('ended_at', Utc(timezone=True), nullable=True),
        sa.Column('lost', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['groups.id']),
        sa.ForeignKeyConstraint(['ambassador_id'], ['ambassadors.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('group_id', 'ambassador_id'),
    )
    op.create_index('ix_holders_ambassador_id', 'holders', ['ambassador_id'])
    polls = _parted_from_groups()
    op.execute(
        'INSERT INTO holders (id, group_id, ambassador_id, tied_at, ended_at, lost) '
        'SELECT id, id, ambassador_id, tied_at, ended_at, lost FROM groups'
    )
    kept = op.get_bind().execute(sa.text('SELECT * FROM holders')).all()
    op.execute('DELETE FROM holders')  # nothing may refer to a table that SQLite makes anew
    op.drop_index('ix_groups_ambassador_id', 'groups')
    with op.batch_alter_table('groups') as batch_op:
        for column in _GROUPS_HAD:
            batch_op.drop_column(column)
    _put('holders', [dict(row._mapping) for row in kept])
    _back_to_groups(polls)
    _name_moments()


def downgrade() -> None:
    """A group that several hold is the first one's again."""
    polls = _parted_from_groups()
    holders = sa.text('SELECT * FROM holders ORDER BY ended_at IS NOT NULL, tied_at, id')
    first: dict[int, sa.Row[Any]] = {}
    for row in op.get_bind().execute(holders):
        first.setdefault(row.group_id, row)
    op.drop_table('holders')
    with op.batch_alter_table('groups') as batch_op:
        batch_op.add_column(sa.Column('ambassador_id', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('tied_at', Utc(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('ended_at', Utc(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('lost', sa.Boolean(), server_default=sa.false(), nullable=False))
    for group_id, row in first.items():
        was = {column: getattr(row, column) for column in _GROUPS_HAD}
        written = ', '.join(f'{column} = :{column}' for column in _GROUPS_HAD)
        op.get_bind().execute(sa.text(f'UPDATE groups SET {written} WHERE id = :id'), {**was, 'id': group_id})
    op.execute('DELETE FROM groups WHERE ambassador_id IS NULL')
    with op.batch_alter_table('groups') as batch_op:
        batch_op.alter_column('ambassador_id', existing_type=sa.BigInteger(), nullable=False)
        batch_op.alter_column('tied_at', existing_type=Utc(timezone=True), nullable=False)
        batch_op.create_foreign_key('groups_ambassador_id_fkey', 'ambassadors', ['ambassador_id'], ['id'])
    op.create_index('ix_groups_ambassador_id', 'groups', ['ambassador_id'])
    _back_to_groups(polls)
    _name_posts()
    op.drop_index('ix_posts_moment', 'posts')
    op.drop_column('posts', 'moment')
    op.drop_column('posts', 'approved_at')


def _name_moments() -> None:
    """The moment of a post is its key without the ambassador; messages to groups are known by it."""
    op.add_column('posts', sa.Column('approved_at', Utc(timezone=True), nullable=True))
    with op.batch_alter_table('posts') as batch_op:
        batch_op.add_column(sa.Column('moment', sa.String(), nullable=True))
    op.execute('UPDATE posts SET moment = substr(key, 1, length(key) - length(CAST(ambassador_id AS VARCHAR)) - 1)')
    with op.batch_alter_table('posts') as batch_op:
        batch_op.alter_column('moment', existing_type=sa.String(), nullable=False)
    op.create_index('ix_posts_moment', 'posts', ['moment'])
    moments: dict[int, str] = dict(op.get_bind().execute(sa.text('SELECT id, moment FROM posts')).all())
    for id, key in _carrying_posts():
        _post, post, group = key.split(':')
        if int(post) in moments:
            _rename(id, f'post:{moments[int(post)]}:{group}')


def _name_posts() -> None:
    """Messages to groups are known by the post again that the group's ambassador has of their moment."""
    query = 'SELECT g.id AS "group", p.id AS post, p.moment FROM posts p JOIN groups g ON g.ambassador_id = p.ambassador_id'
    posts = {f'post:{row.moment}:{row.group}': f'post:{row.post}:{row.group}' for row in op.get_bind().execute(sa.text(query))}
    for id, key in _carrying_posts():
        if key in posts:
            _rename(id, posts[key])


def _carrying_posts() -> list[tuple[int, str]]:
    return [tuple(row) for row in op.get_bind().execute(sa.text("SELECT id, key FROM outbox WHERE key LIKE 'post:%'"))]


def _rename(id: int, key: str) -> None:
    op.get_bind().execute(sa.text('UPDATE outbox SET key = :key WHERE id = :id'), {'key': key, 'id': id})


def _parted_from_groups() -> list[dict[str, object]]:
    """The polls and their groups, which let go of each other: SQLite makes the table of groups anew."""
    polls = op.get_bind().execute(sa.text('SELECT id, group_id FROM polls WHERE group_id IS NOT NULL')).all()
    op.execute('UPDATE polls SET group_id = NULL')
    return [{'poll': row.id, 'group': row.group_id} for row in polls]


def _back_to_groups(polls: list[dict[str, object]]) -> None:
    for poll in polls:
        op.get_bind().execute(sa.text('UPDATE polls SET group_id = :group WHERE id = :poll'), poll)


def _put(table: str, rows: list[dict[str, object]]) -> None:
    for row in rows:
        columns = ', '.join(row)
        values = ', '.join(f':{column}' for column in row)
        op.get_bind().execute(sa.text(f'INSERT INTO {table} ({columns}) VALUES ({values})'), row)
