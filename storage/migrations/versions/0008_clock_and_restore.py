"""the clock and what was restored

Revision ID: 0008
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

import storage.store


revision = '0008'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hours',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', storage.store.Utc(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('logbook',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', storage.store.Utc(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('editions', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('closed_at', storage.store.Utc(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('editions', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('closed_at')
    op.drop_table('logbook')
    op.drop_table('hours')
