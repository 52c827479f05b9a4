"""Every conversation there is. To add one: a file, a line here, its words in each language, and its transcripts."""

from flows.home.help import HELP
from flows.home.menu import MENU, MORE
from flows.home.unsure import UNSURE
from flows.home.welcome import WELCOME
from flows.hotline.ask import ASK
from flows.hotline.go_on import GO_ON
from flows.hotline.info import INFO
from flows.hotline.ticket import QUESTIONS, TICKET
from flows.hotline.unask import UNASK
from flows.ideas.drafts import DRAFTS
from flows.ideas.propose import PROPOSE
from flows.meetings.meetings import ABSENT, COME, MEETINGS
from flows.people.erase import ERASE
from flows.people.join import JOIN, JOINING, UNJOIN
from flows.people.language import LANGUAGE
from flows.people.me import ME
from flows.people.mydata import MYDATA
from flows.people.name import PROFILE
from flows.projects.browse import BROWSE
from flows.projects.comment import COMMENT, COMMENTS
from flows.projects.compare import COMPARE
from flows.projects.follow import FOLLOW
from flows.projects.kit import KIT
from flows.projects.news import NEWS
from flows.projects.sheet import SHEET
from flows.projects.support import SUPPORT, UNSUPPORT
from flows.projects.watch import UNWATCH, WATCH
from flows.relays.ambassador import AMBASSADOR, RELAY_GROUP
from flows.relays.goal import GOAL
from flows.relays.myrelays import MYRELAYS
from flows.relays.relay import RELAY
from flows.relays.through import THROUGH
from flows.reminders.consent import CONSENT
from flows.reminders.remind import REMIND
from flows.surveys.survey import SURVEY
from flows.talk.flow import Flow
from flows.vote.ballot_changed import BALLOT_CHANGED
from flows.vote.lost_vote import LOST_VOTE
from flows.vote.receipt import RECEIPT
from flows.vote.results import RESULTS
from flows.vote.unvote import UNVOTE
from flows.vote.vote import VOTE

FLOWS: tuple[Flow, ...] = (
    WELCOME,
    MENU,
    MORE,
    UNSURE,
    VOTE,
    PROPOSE,
    DRAFTS,
    BROWSE,
    SHEET,
    COMPARE,
    FOLLOW,
    WATCH,
    UNWATCH,
    SUPPORT,
    UNSUPPORT,
    COMMENT,
    COMMENTS,
    NEWS,
    SURVEY,
    ASK,
    GO_ON,
    UNASK,
    TICKET,
    QUESTIONS,
    RECEIPT,
    UNVOTE,
    BALLOT_CHANGED,
    LOST_VOTE,
    RESULTS,
    MEETINGS,
    COME,
    ABSENT,
    REMIND,
    KIT,
    CONSENT,
    AMBASSADOR,
    RELAY_GROUP,
    RELAY,
    MYRELAYS,
    GOAL,
    THROUGH,
    ME,
    JOIN,
    JOINING,
    UNJOIN,
    PROFILE,
    INFO,
    MYDATA,
    ERASE,
    LANGUAGE,
    HELP,
)
BY_NAME: dict[str, Flow] = {flow.name: flow for flow in FLOWS}
