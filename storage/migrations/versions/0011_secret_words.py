"""secret words

The words of votes, which are kept for a quarter of an hour, move to a table of their own.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

_OUTBOX = sa.table('outbox', *(sa.column(name) for name in ('id', 'words', 'secret')))
_SECRETS = sa.table('secret_words', sa.column('id'), sa.column('words'))


def upgrade() -> None:
    op.create_table('secret_words',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['id'], ['outbox.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    tx, secret = op.get_bind(), (_OUTBOX.c.secret, _OUTBOX.c.words.is_not(None))
    tx.execute(_SECRETS.insert().from_select(['id', 'words'], sa.select(_OUTBOX.c.id, _OUTBOX.c.words).where(*secret)))
    tx.execute(_OUTBOX.update().where(*secret).values(words=None))


def downgrade() -> None:
    words = sa.select(_SECRETS.c.words).where(_SECRETS.c.id == _OUTBOX.c.id).scalar_subquery()
    op.get_bind().execute(_OUTBOX.update().where(_OUTBOX.c.id.in_(sa.select(_SECRETS.c.id))).values(words=words))
    op.drop_table('secret_words')
