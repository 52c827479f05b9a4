"""the clock and what was restored

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

import storage.database.store


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hours',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('logbook',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('marks',
    sa.Column('keepsake', sa.String(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('keepsake')
    )
    op.create_table('restores',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('noticed_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('noticed_by', sa.String(), nullable=False),
    sa.Column('blind', sa.Boolean(), nullable=False),
    sa.Column('back_to', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('heard_until', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('outbox_id', sa.BigInteger(), nullable=False),
    sa.Column('erased', sa.Integer(), nullable=False),
    sa.Column('silenced', sa.Integer(), nullable=False),
    sa.Column('done_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('lost_votes',
    sa.Column('edition_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('address_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('voted_on', sa.Date(), nullable=False),
    sa.Column('told_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('edition_id', 'address_hash')
    )
    with op.batch_alter_table('editions', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('closed_at', storage.database.store.Utc(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('editions', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('closed_at')
    op.drop_table('lost_votes')
    op.drop_table('restores')
    op.drop_table('marks')
    op.drop_table('logbook')
    op.drop_table('hours')
