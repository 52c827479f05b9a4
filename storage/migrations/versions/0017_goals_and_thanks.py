"""goals and thanks

How many voters an ambassador wants around them; and when they were thanked at the end, once an edition.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

from storage.database.store import Utc

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('ambassadors', sa.Column('goal', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('ambassadors', sa.Column('thanked_at', Utc(), nullable=True))


def downgrade() -> None:
    op.drop_column('ambassadors', 'thanked_at')
    op.drop_column('ambassadors', 'goal')
