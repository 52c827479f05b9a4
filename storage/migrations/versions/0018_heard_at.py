"""heard at

When a person last wrote, beside when their conversation last changed: what we tell them is nothing that they do.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from storage.database.store import Utc

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conversations', sa.Column('heard_at', Utc(), nullable=True))
    op.execute('UPDATE conversations SET heard_at = updated_at')


def downgrade() -> None:
    op.drop_column('conversations', 'heard_at')
