"""indexes

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

INDEXES = (
    ('inbox_by_provider', 'inbox', ['provider', 'heard_at'], None),
    ('inbox_with_words', 'inbox', ['heard_at'], 'words IS NOT NULL'),
    ('outbox_with_words', 'outbox', ['secret', 'due_at'], 'words IS NOT NULL'),
    ('reminders_of_address', 'reminders', ['address_id'], None),
    ('ix_addresses_heard_on', 'addresses', ['heard_on'], None),
    ('ix_joins_other_id', 'joins', ['other_id'], None),
    ('ix_joins_good_until', 'joins', ['good_until'], None),
    ('ix_lost_votes_address_hash', 'lost_votes', ['address_hash'], None),
    ('people_erased', 'people', ['erased_at'], 'erased_at IS NOT NULL'),
    ('ticket_words_untold', 'ticket_words', ['id'], """"by" <> '' AND told_at IS NULL"""),
)


def upgrade() -> None:
    for name, table, columns, condition in INDEXES:
        only = sa.text(condition) if condition else None
        op.create_index(name, table, columns, unique=False, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for name, table, _columns, _condition in reversed(INDEXES):
        op.drop_index(name, table_name=table)
