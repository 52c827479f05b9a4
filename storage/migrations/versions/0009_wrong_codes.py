"""wrong codes

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

import storage.database.store


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('addresses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('guesses', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('guessed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('code_digits', sa.Integer(), server_default='0', nullable=False))

    op.execute('DELETE FROM joins')  # codes of a quarter of an hour, which are asked for anew
    op.drop_column('joins', 'tries')
    op.drop_column('joins', 'until')


def downgrade() -> None:
    op.execute('DELETE FROM joins')
    with op.batch_alter_table('joins', schema=None) as batch_op:
        batch_op.add_column(sa.Column('until', storage.database.store.Utc(timezone=True), nullable=False))
        batch_op.add_column(sa.Column('tries', sa.Integer(), nullable=False))

    for column in ('code_digits', 'guessed_on', 'guesses'):
        op.drop_column('addresses', column)
