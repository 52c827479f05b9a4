"""own hours

The hour at which what an ambassador relays goes by itself, where they keep one: «18 h».

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('ambassadors', sa.Column('auto_at', sa.String(), nullable=False, server_default=''))


def downgrade() -> None:
    op.drop_column('ambassadors', 'auto_at')
