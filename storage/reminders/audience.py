"""Whom a campaign is for: the people of whom its rule is true, who can be reached and want to be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select, true

from flows.reminders import BY_NAME, ConsentKind, Rule, Whom
from flows.reminders.meeting_announced import OF
from flows.reminders.meeting_changes import SINCE
from flows.town.edition import Edition, Phase
from storage.messages.conversations import CONVERSATIONS
from storage.people.consents import CONSENTS
from storage.people.people import ADDRESSES, GROUP, PEOPLE, UNREADABLE
from storage.reminders.addressed import addressed
from storage.reminders.campaigns import CAMPAIGNS, REMINDERS, Campaign
from storage.reminders.lottery import variant_of
from storage.reminders.states import ReminderState
from storage.town.authors import AUTHORS
from storage.town.meetings import SIGN_UPS
from storage.town.projects import PROJECTS
from storage.town.surveys import SURVEY_ROLL
from storage.votes.votes import ROLL


def recipients(edition: Edition, rule: Rule, about: str, left_before: datetime | None = None) -> Any:
    """The people a rule is for, each with every address they can be reached at, the best of them numbered 1."""
    newest = func.row_number().over(
        partition_by=PEOPLE.c.id, order_by=(ADDRESSES.c.heard_on.desc().nulls_last(), ADDRESSES.c.id.desc())
    )
    return (
        select(
            PEOPLE.c.id.label("person_id"),
            PEOPLE.c.language,
            ADDRESSES.c.id.label("address_id"),
            ADDRESSES.c.channel,
            newest.label("best"),
        )
        .join(ADDRESSES, ADDRESSES.c.person_id == PEOPLE.c.id)
        .where(PEOPLE.c.erased_at.is_(None), ~is_silent(), ~is_unreachable())
        .where(wants(rule.kind), *is_for(edition.id, rule.whom, about, left_before))
    )


def sizes(
    tx: Connection, edition: Edition, campaign: Campaign, left_before: datetime, but: Collection[int] = ()
) -> dict[tuple[str, str, str], int]:
    """How many people the campaign would be for just now, by channel, language and variant; not these ones (*but*)."""
    rule = BY_NAME[campaign.rule]
    chosen = recipients(edition, rule, campaign.about, left_before)
    everyone = (chosen.where(PEOPLE.c.id.not_in(but)) if but else chosen).subquery()
    variant = variant_of(everyone.c.person_id, edition, rule, campaign.id)
    groups = (everyone.c.channel, everyone.c.language, variant)
    query = select(*groups, func.count()).where(everyone.c.best == 1).group_by(*groups)
    return {(channel, language, which): count for channel, language, which, count in tx.execute(query)}


def how_many(tx: Connection, edition: Edition, rule: Rule, about: str) -> int:
    """How many people a campaign of *rule* about that would be for just now, whenever they left what they began."""
    everyone = recipients(edition, rule, about).subquery()
    return int(tx.execute(select(func.count()).where(everyone.c.best == 1)).scalar_one())


def how_many_people(tx: Connection, after: int = 0) -> int:
    """How many people there are to look at, whose ids come *after* that."""
    return int(tx.execute(select(func.count()).select_from(PEOPLE).where(PEOPLE.c.id > after)).scalar_one())


def is_silent() -> ColumnElement[bool]:
    """An address that wants silence."""
    return ADDRESSES.c.stopped_at.is_not(None)


def is_unreachable() -> ColumnElement[bool]:
    """An address that took nothing when we last tried, was erased, or is that of a group."""
    return or_(ADDRESSES.c.gone_at.is_not(None), ADDRESSES.c.sealed == UNREADABLE, ADDRESSES.c.channel == GROUP)


def wants(kind: ConsentKind) -> ColumnElement[bool]:
    """Whether the person never said no, or said yes after it; to what they are owed nobody is asked."""
    if kind is ConsentKind.OWED:
        return true()
    said_no = and_(CONSENTS.c.person_id == PEOPLE.c.id, CONSENTS.c.kind == kind, ~CONSENTS.c.wanted)
    return ~select(CONSENTS.c.person_id).where(said_no).exists()


def is_for(
    edition_id: int, whom: Whom, about: str, left_before: datetime | None = None
) -> tuple[ColumnElement[bool], ...]:
    """What is true of the people that *whom* names."""
    if whom in _SAID_BY_ABOUT:
        return _SAID_BY_ABOUT[whom](edition_id, about)
    voted = select(ROLL.c.person_id).where(ROLL.c.edition_id == edition_id, ROLL.c.person_id == PEOPLE.c.id).exists()
    mine = and_(AUTHORS.c.person_id == PEOPLE.c.id, PROJECTS.c.edition_id == edition_id)
    proposed = select(AUTHORS.c.person_id).join(PROJECTS, PROJECTS.c.id == AUTHORS.c.project_id).where(mine).exists()
    comes = select(SIGN_UPS.c.person_id).where(
        SIGN_UPS.c.edition_id == edition_id, SIGN_UPS.c.meeting == about, SIGN_UPS.c.person_id == PEOPLE.c.id
    )
    answered = select(SURVEY_ROLL.c.person_id).where(
        SURVEY_ROLL.c.edition_id == edition_id, SURVEY_ROLL.c.survey == about, SURVEY_ROLL.c.person_id == PEOPLE.c.id
    )
    no_idea, no_vote = (~proposed, ~_left("propose")), (~voted, ~_left("vote"))
    return {
        Whom.EVERYONE: (),
        Whom.NOBODY: (false(),),
        Whom.NOT_BEGUN: no_vote if about == Phase.VOTE else no_idea,
        Whom.NOT_PROPOSED: no_idea,
        Whom.NOT_VOTED: no_vote,
        Whom.BALLOT_BEGUN: (~voted, _left("vote", left_before)),
        Whom.DRAFT_BEGUN: (_left("propose", left_before),),
        Whom.SURVEY_BEGUN: (_left("survey", left_before),),
        Whom.TOLD_BEFORE: (_was_told(edition_id, about),),
        Whom.SIGNED_UP: (comes.exists(),),
        Whom.NOT_ANSWERED: (~answered.exists(), ~_left("survey")),
        Whom.TOOK_PART: (or_(voted, proposed),),
    }[whom]


def _came_before(edition_id: int, about: str) -> tuple[ColumnElement[bool], ...]:
    """Whether the person had signed up when the meeting changed, «parvis-gare@1774371600»."""
    meeting, _at, since = about.partition(SINCE)
    then = SIGN_UPS.c.at <= datetime.fromtimestamp(int(since), UTC)
    mine = (SIGN_UPS.c.edition_id == edition_id, SIGN_UPS.c.meeting == meeting, SIGN_UPS.c.person_id == PEOPLE.c.id)
    return (select(SIGN_UPS.c.person_id).where(*mine, then).exists(),)


def _invited(edition_id: int, about: str) -> tuple[ColumnElement[bool], ...]:
    """Whether the person does not come yet, and declared the district that it is for, «parvis-gare:gare»."""
    meeting, _of, district = about.partition(OF)
    mine = (SIGN_UPS.c.edition_id == edition_id, SIGN_UPS.c.meeting == meeting, SIGN_UPS.c.person_id == PEOPLE.c.id)
    there = (PEOPLE.c.district == district,) if district else ()
    return ~select(SIGN_UPS.c.person_id).where(*mine).exists(), *there


_SAID_BY_ABOUT: Mapping[Whom, Callable[[int, str], tuple[ColumnElement[bool], ...]]] = {
    Whom.ADDRESSED: addressed,
    Whom.CAME_BEFORE: _came_before,
    Whom.INVITED: _invited,
}
"""Those of which what a reminder is about says more than one thing: only then is it taken apart."""


def _was_told(edition_id: int, about: str) -> ColumnElement[bool]:
    """Whether the person was reminded of that phase."""
    told, theirs = REMINDERS.alias("told_before"), CAMPAIGNS.alias("of_that_phase")
    query = select(told.c.id).join(theirs, theirs.c.id == told.c.campaign_id)
    of_it = (theirs.c.edition_id == edition_id, theirs.c.about == about)
    return query.where(told.c.person_id == PEOPLE.c.id, told.c.state == ReminderState.TOLD, *of_it).exists()


def _left(flow: str, before: datetime | None = None) -> ColumnElement[bool]:
    """Whether the person left that conversation unfinished; with *before*, and wrote nothing since then."""
    named = or_(CONVERSATIONS.c.flow == flow, CONVERSATIONS.c.aside.contains(f" {flow} ", autoescape=True))
    mine = select(CONVERSATIONS.c.person_id).where(CONVERSATIONS.c.person_id == PEOPLE.c.id, named)
    wrote = func.coalesce(CONVERSATIONS.c.heard_at, CONVERSATIONS.c.updated_at)
    return (mine.where(wrote <= before) if before else mine).exists()
