"""ambassadors thanked

When an ambassador was thanked at the end, with the figures of what came through them: once an edition.

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
    op.add_column('ambassadors', sa.Column('thanked_at', Utc(), nullable=True))


def downgrade() -> None:
    op.drop_column('ambassadors', 'thanked_at')
