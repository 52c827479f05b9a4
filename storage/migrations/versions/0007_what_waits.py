"""what waits

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

UNASKED = sa.text('person_id IS NOT NULL')


def upgrade() -> None:
    with op.batch_alter_table('outbox', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('person_id', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('wish', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('under', sa.String(), nullable=True))
    # What campaigns put there before is written under a version that nobody knows: it goes back, and is told anew.
    op.execute(
        "UPDATE outbox SET under = CASE WHEN key LIKE 'post:%' THEN NULL ELSE '' END, "
        "person_id = (SELECT addresses.person_id FROM addresses WHERE addresses.id = outbox.address_id) "
        "WHERE state IN ('waiting', 'sending') AND kind = 'campaign' AND key IS NOT NULL"
    )
    op.create_index(
        'outbox_unasked', 'outbox', ['person_id', 'state'], unique=False,
        sqlite_where=UNASKED, postgresql_where=UNASKED,
    )


def downgrade() -> None:
    # Taken back, and nobody would tell it anew.
    op.execute("UPDATE outbox SET state = 'stopped' WHERE state = 'back'")
    op.drop_index('outbox_unasked', table_name='outbox')
    with op.batch_alter_table('outbox', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('under')
        batch_op.drop_column('wish')
        batch_op.drop_column('person_id')
