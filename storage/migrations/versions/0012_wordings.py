"""wordings

What the team says that a question asked is kept, and helps to find the answer to the next one.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

import storage.database.store


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('wordings',
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('asked', sa.String(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.PrimaryKeyConstraint('edition_id', 'number'),
    sa.UniqueConstraint('edition_id', 'words')
    )


def downgrade() -> None:
    op.drop_table('wordings')
