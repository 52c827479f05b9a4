"""Every conversation there is. To add one: a file, a line here, its words in each language, and its transcripts."""

from flows.browse import BROWSE
from flows.flow import Flow
from flows.help import HELP
from flows.language import LANGUAGE
from flows.menu import MENU
from flows.receipt import RECEIPT
from flows.results import RESULTS
from flows.vote import VOTE
from flows.welcome import WELCOME

FLOWS: tuple[Flow, ...] = (WELCOME, MENU, VOTE, BROWSE, RECEIPT, RESULTS, LANGUAGE, HELP)
BY_NAME: dict[str, Flow] = {flow.name: flow for flow in FLOWS}
