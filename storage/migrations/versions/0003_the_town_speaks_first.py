"""the town speaks first

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

import storage.database.store


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ambassadors',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('about', sa.LargeBinary(), nullable=False),
    sa.Column('word', sa.String(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('greeting', sa.Text(), nullable=False),
    sa.Column('auto_hours', sa.Integer(), nullable=False),
    sa.Column('asked_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('decided_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('told_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('code', sa.LargeBinary(length=32), nullable=True),
    sa.Column('code_until', storage.database.store.Utc(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('code'),
    sa.UniqueConstraint('word')
    )
    with op.batch_alter_table('ambassadors', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ambassadors_edition_id'), ['edition_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_ambassadors_person_id'), ['person_id'], unique=False)

    op.create_table('calendar_log',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('calendar_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_log_edition_id'), ['edition_id'], unique=False)

    op.create_table('campaigns',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('due_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('until', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('armed_by', sa.String(), nullable=False),
    sa.Column('armed_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('cursor', sa.BigInteger(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('campaigns', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaigns_edition_id'), ['edition_id'], unique=False)

    op.create_table('consents',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('wanted', sa.Boolean(), nullable=False),
    sa.Column('said_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('person_id', 'kind')
    )
    op.create_table('sign_ups',
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('meeting', sa.String(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('guests', sa.Integer(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('edition_id', 'meeting', 'person_id')
    )
    with op.batch_alter_table('sign_ups', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_ups_person_id'), ['person_id'], unique=False)

    op.create_table('groups',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('ambassador_id', sa.BigInteger(), nullable=False),
    sa.Column('address_id', sa.BigInteger(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('tied_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('ended_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('posted_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['address_id'], ['addresses.id'], ),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassadors.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('address_id')
    )
    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_groups_ambassador_id'), ['ambassador_id'], unique=False)

    op.create_table('posts',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('ambassador_id', sa.BigInteger(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('campaign_id', sa.BigInteger(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('goes_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassadors.id'], ),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_posts_ambassador_id'), ['ambassador_id'], unique=False)

    op.create_table('relays',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('ambassador_id', sa.BigInteger(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['ambassador_id'], ['ambassadors.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('person_id')
    )
    with op.batch_alter_table('relays', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_relays_ambassador_id'), ['ambassador_id'], unique=False)

    op.create_table('reminders',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('campaign_id', sa.BigInteger(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('address_id', sa.BigInteger(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('arm', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('due_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('told_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['address_id'], ['addresses.id'], ),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('campaign_id', 'person_id')
    )
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reminders_person_id'), ['person_id'], unique=False)
        batch_op.create_index('reminders_to_tell', ['campaign_id', 'state', 'channel', 'due_at', 'id'], unique=False)

    op.create_table('spending',
    sa.Column('campaign_id', sa.BigInteger(), nullable=False),
    sa.Column('hour', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('segments', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaigns.id'], ),
    sa.PrimaryKeyConstraint('campaign_id', 'hour')
    )
    op.create_table('polls',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('group_id', sa.BigInteger(), nullable=True),
    sa.Column('survey', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('totals', sa.Text(), nullable=False),
    sa.Column('closed', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('polls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_polls_edition_id'), ['edition_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_polls_group_id'), ['group_id'], unique=False)

    op.create_table('own_names',
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('channel')
    )


    with op.batch_alter_table('conversations', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('aside', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('conversations', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('aside')

    op.drop_table('own_names')
    op.drop_table('spending')
    with op.batch_alter_table('polls', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_polls_group_id'))
        batch_op.drop_index(batch_op.f('ix_polls_edition_id'))

    op.drop_table('polls')
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.drop_index('reminders_to_tell')
        batch_op.drop_index(batch_op.f('ix_reminders_person_id'))

    op.drop_table('reminders')
    with op.batch_alter_table('relays', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_relays_ambassador_id'))

    op.drop_table('relays')
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posts_ambassador_id'))

    op.drop_table('posts')
    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_groups_ambassador_id'))

    op.drop_table('groups')
    with op.batch_alter_table('sign_ups', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_ups_person_id'))

    op.drop_table('sign_ups')
    op.drop_table('consents')
    with op.batch_alter_table('campaigns', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaigns_edition_id'))

    op.drop_table('campaigns')
    with op.batch_alter_table('calendar_log', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_log_edition_id'))

    op.drop_table('calendar_log')
    with op.batch_alter_table('ambassadors', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ambassadors_person_id'))
        batch_op.drop_index(batch_op.f('ix_ambassadors_edition_id'))

    op.drop_table('ambassadors')
