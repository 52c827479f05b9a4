"""an edition is a draft until it is opened

Revision ID: 0010
Revises: 0008
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

import storage.store


revision = '0010'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('editions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('opened_at', storage.store.Utc(timezone=True), nullable=True))
    opened = sa.table('editions', sa.column('opened_at', storage.store.Utc(timezone=True)))
    op.execute(opened.update().values(opened_at=datetime.now(UTC)))  # until now, what was loaded was open


def downgrade() -> None:
    op.drop_column('editions', 'opened_at')
