"""first tables

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op

import storage.database.store


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ballots',
    sa.Column('slot', sa.LargeBinary(length=32), nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('choice', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('slot'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('ballots', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ballots_edition_id'), ['edition_id'], unique=False)

    op.create_table('buckets',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('tokens', sa.Float(), nullable=False),
    sa.Column('filled_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('not_before', storage.database.store.Utc(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('name')
    )
    op.create_table('conversations',
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('flow', sa.String(), nullable=False),
    sa.Column('memory', sa.LargeBinary(), nullable=False),
    sa.Column('updated_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('person_id')
    )
    op.create_table('editions',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('current', sa.Boolean(), nullable=False),
    sa.Column('town', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('budget', storage.database.store.Hundredths(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('timezone', sa.String(), nullable=False),
    sa.Column('sms_number', sa.String(), nullable=False),
    sa.Column('details', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('slug')
    )
    op.create_table('inbox',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('provider', sa.String(), nullable=False),
    sa.Column('provider_id', sa.String(), nullable=False),
    sa.Column('address_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('heard_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('provider', 'provider_id')
    )
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inbox_address_hash'), ['address_hash'], unique=False)

    op.create_table('people',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('noticed_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('created_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('proof',
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('word')
    )
    op.create_table('roll',
    sa.Column('edition_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('voted_on', sa.Date(), nullable=False),
    sa.Column('receipt', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('edition_id', 'person_id')
    )
    with op.batch_alter_table('roll', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roll_receipt'), ['receipt'], unique=False)

    op.create_table('addresses',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('stopped_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('gone_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('channel', 'hash')
    )
    with op.batch_alter_table('addresses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_addresses_person_id'), ['person_id'], unique=False)

    op.create_table('projects',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('short', sa.String(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('photo', sa.String(), nullable=False),
    sa.Column('cost', storage.database.store.Hundredths(), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('theme', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('ref', sa.String(), nullable=False),
    sa.Column('votes', sa.Integer(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('edition_id', 'number')
    )
    with op.batch_alter_table('projects', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_projects_edition_id'), ['edition_id'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('address_id', sa.BigInteger(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('secret', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('due_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('lease_until', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('sent_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['address_id'], ['addresses.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_message_id'), ['message_id'], unique=False)
        batch_op.create_index('outbox_of_address', ['address_id', 'state', 'id'], unique=False)
        batch_op.create_index('outbox_to_send', ['state', 'due_at'], unique=False)

    op.create_table('silences',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('address_id', sa.BigInteger(), nullable=False),
    sa.Column('silent', sa.Boolean(), nullable=False),
    sa.Column('said_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['address_id'], ['addresses.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('silences', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_silences_address_id'), ['address_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('silences', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_silences_address_id'))

    op.drop_table('silences')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('outbox_to_send')
        batch_op.drop_index('outbox_of_address')
        batch_op.drop_index(batch_op.f('ix_outbox_message_id'))

    op.drop_table('outbox')
    with op.batch_alter_table('projects', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_projects_edition_id'))

    op.drop_table('projects')
    with op.batch_alter_table('addresses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_addresses_person_id'))

    op.drop_table('addresses')
    with op.batch_alter_table('roll', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roll_receipt'))

    op.drop_table('roll')
    op.drop_table('proof')
    op.drop_table('people')
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inbox_address_hash'))

    op.drop_table('inbox')
    op.drop_table('editions')
    op.drop_table('conversations')
    op.drop_table('buckets')
    with op.batch_alter_table('ballots', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ballots_edition_id'))

    op.drop_table('ballots')
