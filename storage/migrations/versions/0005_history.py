"""what was done is kept: drafts, and changes under a ballot

Revision ID: 0005
Revises: 0004
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import storage.database.store


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('editions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('opened_at', storage.database.store.Utc(timezone=True), nullable=True))
    opened = sa.table('editions', sa.column('opened_at', storage.database.store.Utc(timezone=True)))
    op.execute(opened.update().values(opened_at=datetime.now(UTC)))  # until now, what was loaded was open

    op.create_table('ballot_changes',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('told_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('ballot_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ballot_changes_edition_id'), ['edition_id'], unique=False)


def downgrade() -> None:
    op.drop_table('ballot_changes')
    op.drop_column('editions', 'opened_at')
