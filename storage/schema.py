"""Every table, gathered where migrations look for them."""

from sqlmodel import SQLModel

from storage import buckets, conversations, editions, inbox, outbox, people, proof, votes

TABLES = (
    people.PEOPLE,
    people.ADDRESSES,
    people.SILENCES,
    conversations.CONVERSATIONS,
    editions.EDITIONS,
    editions.PROJECTS,
    inbox.INBOX,
    outbox.OUTBOX,
    votes.ROLL,
    votes.BALLOTS,
    buckets.BUCKETS,
    proof.PROOF,
)
METADATA = SQLModel.metadata
