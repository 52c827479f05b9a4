"""Where what is asked leads, and what is asked of all in the words in which one asks of a project: tables of topics."""

from __future__ import annotations

from flows.talk.staging import FOLLOW

LANGUAGE, RECEIPT = "language", "receipt"

LEADS: dict[str, str] = {
    "vote_check": RECEIPT,
    "vote_cancel": "unvote",
    "my_project": FOLLOW,
    "idea_answer": FOLLOW,
    "question_answer": "ticket",
    "follow_works": FOLLOW,
    "project_stage": FOLLOW,
    "results": "results",
    "list_projects": "browse",
    "languages_spoken": LANGUAGE,
    "ambassador": "ambassador",
    "said_vote": "vote",
    "said_propose": "propose",
}
"""The topics that a conversation of their own answers, for whoever asks them."""

OF_RULES = (
    *("vote_dates", "idea_dates", "how_many", "how_many_ideas", "sms_cost", "budget", "cost_limit", "who_votes"),
    *("vote_check", "turnout", "secrecy", "who_votes_age", "who_proposes_age", "upkeep", "idea_photo", "estimate_cost"),
    "what_next",
)
"""The topics of the whole budget that are asked in the words in which one asks of a project: how many, until when."""

COMPARED = {"compare_cheapest": "moins cher", "compare_dearest": "plus cher", "compare_children": "enfants"}
"""What each of those topics asks of projects, as their own language says it."""
