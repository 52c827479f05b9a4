"""conversations with the town

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

import storage.database.store


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('counters',
    sa.Column('edition_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('edition_id', 'what')
    )
    op.create_table('sweeps',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('publications',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('told_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('publications', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_publications_edition_id'), ['edition_id'], unique=False)

    op.create_table('survey_papers',
    sa.Column('slot', sa.LargeBinary(length=32), nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('survey', sa.String(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('district', sa.String(), nullable=False),
    sa.Column('band', sa.String(), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('slot'),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('survey_papers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_papers_edition_id'), ['edition_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_survey_papers_person_id'), ['person_id'], unique=False)

    op.create_table('survey_roll',
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('survey', sa.String(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('edition_id', 'survey', 'person_id')
    )
    with op.batch_alter_table('survey_roll', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_survey_roll_person_id'), ['person_id'], unique=False)

    op.create_table('authors',
    sa.Column('project_id', sa.BigInteger(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=True),
    sa.Column('contact', sa.LargeBinary(), nullable=True),
    sa.Column('guardian', sa.Boolean(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], ),
    sa.PrimaryKeyConstraint('project_id', 'person_id')
    )
    with op.batch_alter_table('authors', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_authors_person_id'), ['person_id'], unique=False)

    op.create_table('comments',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('project_id', sa.BigInteger(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_by', sa.String(), nullable=False),
    sa.Column('decided_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.Column('why', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('comments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comments_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comments_project_id'), ['project_id'], unique=False)

    op.create_table('events',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('project_id', sa.BigInteger(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('then', sa.Text(), nullable=False),
    sa.Column('merged_into', sa.BigInteger(), nullable=False),
    sa.Column('publication_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], ),
    sa.ForeignKeyConstraint(['publication_id'], ['publications.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_publication_id'), ['publication_id'], unique=False)

    op.create_table('follows',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('project_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], ),
    sa.PrimaryKeyConstraint('person_id', 'project_id')
    )
    with op.batch_alter_table('follows', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follows_project_id'), ['project_id'], unique=False)

    op.create_table('joins',
    sa.Column('address_id', sa.BigInteger(), nullable=False),
    sa.Column('code', sa.LargeBinary(length=32), nullable=False),
    sa.Column('good_until', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('until', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('other_id', sa.BigInteger(), nullable=True),
    sa.Column('reply', sa.LargeBinary(length=32), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['address_id'], ['addresses.id'], ),
    sa.ForeignKeyConstraint(['other_id'], ['addresses.id'], ),
    sa.PrimaryKeyConstraint('address_id'),
    sa.UniqueConstraint('code')
    )
    op.create_table('profiles',
    sa.Column('address_id', sa.BigInteger(), nullable=False),
    sa.Column('name_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['address_id'], ['addresses.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.PrimaryKeyConstraint('address_id', 'name_hash')
    )
    with op.batch_alter_table('profiles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_profiles_person_id'), ['person_id'], unique=False)

    op.create_table('supports',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('project_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], ),
    sa.PrimaryKeyConstraint('person_id', 'project_id')
    )
    with op.batch_alter_table('supports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_supports_project_id'), ['project_id'], unique=False)

    op.create_table('tickets',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('edition_id', sa.BigInteger(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('address_id', sa.BigInteger(), nullable=True),
    sa.Column('project_id', sa.BigInteger(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('opened_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('changed_at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['address_id'], ['addresses.id'], ),
    sa.ForeignKeyConstraint(['edition_id'], ['editions.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], ),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('edition_id', 'number')
    )
    with op.batch_alter_table('tickets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tickets_address_id'), ['address_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tickets_person_id'), ['person_id'], unique=False)

    op.create_table('ticket_words',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', storage.database.store.Utc(timezone=True), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.Column('note', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('told_at', storage.database.store.Utc(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('ticket_words', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ticket_words_ticket_id'), ['ticket_id'], unique=False)

    with op.batch_alter_table('addresses', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('heard_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('doubtful', sa.Boolean(), server_default=sa.false(), nullable=False))

    # Whom nobody seems to have heard for long is erased: so the day of the newest message, else of the first one.
    newest = 'SELECT date(max(heard_at)) FROM inbox WHERE inbox.address_hash = addresses.hash'
    first = 'SELECT date(created_at) FROM people WHERE people.id = addresses.person_id'
    op.execute(f'UPDATE addresses SET heard_on = coalesce(({newest}), ({first}))')

    with op.batch_alter_table('people', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('district', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('age_band', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('erased_at', storage.database.store.Utc(timezone=True), nullable=True))

    with op.batch_alter_table('projects', schema=None, recreate='never') as batch_op:
        batch_op.add_column(sa.Column('place', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('whom', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('origin', sa.String(), server_default='town', nullable=False))
        batch_op.add_column(sa.Column('akin', sa.BigInteger(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('merged_into', sa.BigInteger(), server_default='0', nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('projects', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('merged_into')
        batch_op.drop_column('akin')
        batch_op.drop_column('origin')
        batch_op.drop_column('whom')
        batch_op.drop_column('place')

    with op.batch_alter_table('people', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('erased_at')
        batch_op.drop_column('age_band')
        batch_op.drop_column('district')

    with op.batch_alter_table('addresses', schema=None, recreate='never') as batch_op:
        batch_op.drop_column('doubtful')
        batch_op.drop_column('heard_on')

    with op.batch_alter_table('ticket_words', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ticket_words_ticket_id'))

    op.drop_table('ticket_words')
    with op.batch_alter_table('tickets', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tickets_person_id'))
        batch_op.drop_index(batch_op.f('ix_tickets_address_id'))

    op.drop_table('tickets')
    with op.batch_alter_table('supports', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_supports_project_id'))

    op.drop_table('supports')
    with op.batch_alter_table('profiles', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_profiles_person_id'))

    op.drop_table('profiles')
    op.drop_table('joins')
    with op.batch_alter_table('follows', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_follows_project_id'))

    op.drop_table('follows')
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_publication_id'))
        batch_op.drop_index(batch_op.f('ix_events_project_id'))

    op.drop_table('events')
    with op.batch_alter_table('comments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comments_project_id'))
        batch_op.drop_index(batch_op.f('ix_comments_person_id'))

    op.drop_table('comments')
    with op.batch_alter_table('authors', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_authors_person_id'))

    op.drop_table('authors')
    with op.batch_alter_table('survey_roll', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_roll_person_id'))

    op.drop_table('survey_roll')
    with op.batch_alter_table('survey_papers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_survey_papers_person_id'))
        batch_op.drop_index(batch_op.f('ix_survey_papers_edition_id'))

    op.drop_table('survey_papers')
    with op.batch_alter_table('publications', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_publications_edition_id'))

    op.drop_table('publications')
    op.drop_table('sweeps')
    op.drop_table('counters')
