"""forum topics of groups

A group that is a forum has topics: it is kept in which one it was tied, and whether that one still takes messages.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('groups', sa.Column('forum_topic', sa.BigInteger(), nullable=True))
    op.add_column('groups', sa.Column('forum_topic_state', sa.String(), nullable=False, server_default='open'))


def downgrade() -> None:
    op.drop_column('groups', 'forum_topic_state')
    op.drop_column('groups', 'forum_topic')
