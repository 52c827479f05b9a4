"""fewer indexes

What a vote writes is written faster with less beside it. The ballots of an edition are read all at once, to be counted:
no index is needed for that. In SQLite the words of votes lie in the order of their ids, without an index of their own.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_ballots_edition_id', table_name='ballots')
    _anew(sa.Integer())


def downgrade() -> None:
    _anew(sa.BigInteger())
    op.create_index('ix_ballots_edition_id', 'ballots', ['edition_id'], unique=False)


def _anew(kind: sa.types.TypeEngine[int]) -> None:
    """In SQLite, write the words of votes into a table whose ids are of that *kind*: nothing refers to them."""
    tx = op.get_bind()
    if tx.dialect.name != 'sqlite':
        return
    op.rename_table('secret_words', 'secret_words_before')
    op.create_table('secret_words',
    sa.Column('id', kind, autoincrement=False, nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['id'], ['outbox.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    tx.execute(sa.text('INSERT INTO secret_words (id, words) SELECT id, words FROM secret_words_before'))
    op.drop_table('secret_words_before')
