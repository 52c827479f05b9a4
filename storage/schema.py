"""Every table, gathered where migrations look for them."""

from sqlmodel import SQLModel

from storage.database import counters, proof
from storage.leaving import sweeps
from storage.messages import buckets, conversations, inbox, outbox, own_names, secret_words
from storage.people import consents, joins, people, silences
from storage.relays import ambassadors, holders, newcomers, polls, post_rows
from storage.reminders import announcements, campaigns, spending
from storage.restoring import hours, logbook, marks, restores
from storage.town import (
    authors,
    calendar,
    comments,
    editions,
    events,
    follows,
    meetings,
    projects,
    supports,
    surveys,
    tickets,
    wordings,
)
from storage.votes import ballot_changes, lost_votes, slots, votes

TABLES = (
    people.PEOPLE,
    people.ADDRESSES,
    silences.SILENCES,
    conversations.CONVERSATIONS,
    editions.EDITIONS,
    projects.PROJECTS,
    inbox.INBOX,
    outbox.OUTBOX,
    secret_words.SECRET_WORDS,
    votes.ROLL,
    votes.BALLOTS,
    buckets.BUCKETS,
    proof.PROOF,
    events.PUBLICATIONS,
    events.EVENTS,
    authors.AUTHORS,
    follows.FOLLOWS,
    supports.SUPPORTS,
    comments.COMMENTS,
    tickets.TICKETS,
    tickets.TICKET_WORDS,
    surveys.SURVEY_ROLL,
    surveys.SURVEY_PAPERS,
    people.PROFILES,
    joins.JOINS,
    sweeps.SWEEPS,
    counters.COUNTERS,
    calendar.CALENDAR_LOG,
    campaigns.CAMPAIGNS,
    campaigns.REMINDERS,
    announcements.ANNOUNCEMENTS,
    spending.SPENDING,
    consents.CONSENTS,
    meetings.SIGN_UPS,
    ambassadors.AMBASSADORS,
    holders.GROUPS,
    holders.HOLDERS,
    newcomers.RELAYS,
    post_rows.POSTS,
    polls.POLLS,
    own_names.OWN_NAMES,
    hours.HOURS,
    logbook.LOGBOOK,
    slots.SLOT_ORDERS,
    ballot_changes.BALLOT_CHANGES,
    marks.MARKS,
    restores.RESTORES,
    lost_votes.LOST_VOTES,
    wordings.WORDINGS,
)
METADATA = SQLModel.metadata
