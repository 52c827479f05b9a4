"""classes

An ambassador relays for friends, a club or a class. Who comes through a class is not kept with it: the class counts
one more, and of the person it is known, in an edition, that they came through someone.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

from storage.database.store import Utc

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('ambassadors', sa.Column('around', sa.String(), nullable=False, server_default='friends'))
    op.add_column('ambassadors', sa.Column('came', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('relays') as batch_op:
        batch_op.add_column(sa.Column('edition_id', sa.BigInteger(), nullable=True))
        batch_op.alter_column('ambassador_id', existing_type=sa.BigInteger(), nullable=True)
        batch_op.alter_column('at', existing_type=Utc(timezone=True), nullable=True)
        batch_op.create_foreign_key('relays_edition_id_fkey', 'editions', ['edition_id'], ['id'])


def downgrade() -> None:
    op.execute('DELETE FROM relays WHERE ambassador_id IS NULL')
    with op.batch_alter_table('relays') as batch_op:
        batch_op.drop_constraint('relays_edition_id_fkey', type_='foreignkey')
        batch_op.drop_column('edition_id')
        batch_op.alter_column('ambassador_id', existing_type=sa.BigInteger(), nullable=False)
        batch_op.alter_column('at', existing_type=Utc(timezone=True), nullable=False)
    op.drop_column('ambassadors', 'came')
    op.drop_column('ambassadors', 'around')
