"""Every conversation there is. To add one: a file, a line here, its words in each language, and its transcripts."""

from flows.ambassador import AMBASSADOR, RELAY_GROUP
from flows.ask import ASK
from flows.ballot_changed import BALLOT_CHANGED
from flows.browse import BROWSE
from flows.comment import COMMENT, COMMENTS
from flows.consent import CONSENT
from flows.drafts import DRAFTS
from flows.erase import ERASE
from flows.flow import Flow
from flows.follow import FOLLOW
from flows.help import HELP
from flows.info import INFO
from flows.join import JOIN, JOINING, UNJOIN
from flows.kit import KIT
from flows.language import LANGUAGE
from flows.lost_vote import LOST_VOTE
from flows.me import ME
from flows.meetings import ABSENT, COME, MEETINGS
from flows.menu import MENU, MORE
from flows.mydata import MYDATA
from flows.myrelays import MYRELAYS
from flows.name import PROFILE
from flows.news import NEWS
from flows.propose import PROPOSE
from flows.receipt import RECEIPT
from flows.relay import RELAY
from flows.remind import REMIND
from flows.results import RESULTS
from flows.support import SUPPORT, UNSUPPORT
from flows.survey import SURVEY
from flows.through import THROUGH
from flows.ticket import QUESTIONS, TICKET
from flows.vote import VOTE
from flows.watch import UNWATCH, WATCH
from flows.welcome import WELCOME

FLOWS: tuple[Flow, ...] = (
    WELCOME,
    MENU,
    MORE,
    VOTE,
    PROPOSE,
    DRAFTS,
    BROWSE,
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
    TICKET,
    QUESTIONS,
    RECEIPT,
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
