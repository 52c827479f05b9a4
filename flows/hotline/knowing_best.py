"""Who knows best of what is asked: the edition, whose dates and rules are never old, or what the town has written."""

from __future__ import annotations

import re

from flows.facts.in_words import InWords
from flows.facts.moments import is_over
from flows.talk.chat import Chat
from flows.talk.scene import Scene
from flows.town.edition import Phase
from flows.understanding.folding import fold
from flows.understanding.sides import speaks_of_ideas

_IN_PLACE = re.compile(r"\b(?:procuration|(?:sa|leur|la) place|pour (?:lui|elle|eux|mon|ma|mes|son|sa))\b")
"""In the place of somebody, and no more than on the same telephone: «je peux voter pour mon mari ?»."""

FROM_THE_EDITION = (
    "vote_dates",
    "idea_dates",
    "result_dates",
    "what_next",
    "next_edition",
    "today",
    "list_dates",
    "works_when",
    "who_votes_age",
    "how_many",
    "budget",
    "cost_limit",
    "meetings",
    "results",
    "turnout",
    "my_refusal",
    "vote_check",
    "how_to_vote",
    "vote_paper",
    "cannot_come",
    "propose_how",
    "survey_promise",
    "who_runs",
    "reach_a_person",
    "call_me",
    "erase_me",
    "number_given",
    "vote_stolen",
    "vote_content",
    "vote_of_other",
    "vote_kept",
)
"""The topics of which the edition knows more than any text: what was typed by hand may be old."""


OF_WHO_ANSWERS = ("anonymous", "secrecy", "survey_promise", "my_number")
"""What is asked of a survey by who is answering one."""

IN_THE_VOTE = ("vote_change", "vote_cancel", "vote_for_someone", "vote_twice", "cannot_vote", "code_lost")
"""Those of which the town has written what is true while there is a vote: at other times the edition speaks."""

OF_VOTERS = ("who_votes", "who_votes_residence")
"""Those of which towns write as if one could: once the vote is over, the edition says so."""

WHILE_IDEAS = ("who_proposes", "who_proposes_age", "how_many_ideas")
"""The same, while ideas are taken."""

OF_ONES_IDEA = ("my_project", "idea_answer")
"""Those of what comes of an idea: towns write of its study, which is over once the list is made."""

BEFORE_THE_VOTE = (Phase.PREPARATION, Phase.IDEAS, Phase.ANALYSIS, Phase.SELECTION)
"""The phases in which who decides is a matter of the town's own rules; then residents do, by their votes."""

ALIKE = {
    "said_idea": "idea_dates",
    "said_propose": "propose_how",
    "said_vote": "how_to_vote",
    "contest_refusal": "why_refused",
    "estimate_cost": "cost_limit",
    "follow_works": "works_when",
    "idea_answer": "my_project",
    "school_class": "organisations",
    "who_proposes_age": "who_proposes",
}
"""Topics of which the edition knows what it knows of another; a town's own entry comes first."""


TOWN_ONLY = frozenset(
    {
        "how_counted",
        "same_ideas",
        "ties",
        "upkeep",
        "vote_for_own",
    }
)
"""Topics that nobody can answer but the town, in an entry of its own."""


NEAREST = {
    "how_counted": "who_decides",
    "vote_for_own": "who_votes",
}
"""The topics of which the edition knows at least what it knows of another: better than a text one cannot read."""


def edition_knows_best(topic: str, scene: Scene, asked: InWords) -> bool:
    """Whether the edition knows best of *topic* now, as it is *asked*."""
    if topic in FROM_THE_EDITION or (topic in IN_THE_VOTE and scene.phase is not Phase.VOTE):
        return True
    if topic in OF_VOTERS:
        return is_over(scene)
    if topic in OF_ONES_IDEA:
        return scene.phase not in (Phase.IDEAS, Phase.ANALYSIS)
    if topic in WHILE_IDEAS:
        return scene.phase is not Phase.IDEAS
    if topic == "organisations":  # towns answer who votes, and who proposes is asked as often
        return asked.of_ideas or scene.phase is Phase.IDEAS
    if topic == "vote_for_someone" and _IN_PLACE.search(fold(asked.words)):  # no «oui» to who wants to vote for them
        return True
    if topic == "idea_photo":  # of people on it, the law says the same in every town
        return asked.of_people
    return topic == "who_decides" and scene.phase not in BEFORE_THE_VOTE


def asks_when(chat: Chat, scene: Scene, words: str) -> bool:
    """Whether who says an idea and asks something asks if it is too late: out of season, of what they would propose."""
    return scene.phase is not Phase.IDEAS and speaks_of_ideas(words, chat.lexicon)
