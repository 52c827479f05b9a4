"""Voting or proposing: what is asked of both in the same words is settled by the words, else by the time it is.

«C'est jusqu'à quand ?» means the ideas while ideas are taken, and the vote while there is a vote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from itertools import takewhile

from flows.town.edition import Phase
from flows.understanding.asking import TOPIC, Candidate
from flows.understanding.lexicon import Lexicon
from flows.understanding.topics import DAILY_LIFE, OF_VOTERS

PAIRS: dict[str, str] = {
    "vote_dates": "idea_dates",
    "who_votes": "who_proposes",
    "who_votes_age": "who_proposes_age",
    "who_votes_residence": "who_proposes",
    "how_many": "how_many_ideas",
    "how_to_vote": "propose_how",
    "vote_change": "change_idea",
    "secrecy": "anonymous",
}
"""What is asked of the vote, and the same asked of ideas."""

NEEDS: dict[str, str] = {"erase_me": "of_erasing", "vote_of_other": "of_votes", "vote_content": "of_votes"}
"""What is never meant where no word says it, and the table of the lexicon in which such words begin."""

OF_VOTES = {idea: vote for vote, idea in reversed(PAIRS.items())}

WHO_MAY = ("who_votes", "who_votes_residence")
"""What is asked of who may vote, answered alike."""

SELDOM = 0.2
"""How much of its score something of daily life keeps beside a vote: «je rentre de l'école, comment je vote»."""

DATES, ALL_DATES = ("vote_dates", "idea_dates"), "what_next"
"""The topics of when something begins and ends, and that of the whole calendar."""

OF_THE_QUESTIONS = "form_"
"""How the topics begin that are asked of the questions under way: «c'est bientôt fini ?»."""

NOTHING_OPEN = (Phase.ANALYSIS, Phase.SELECTION, Phase.WORKS, Phase.CLOSED)
"""The phases in which nobody proposes or votes, nor will soon: «c'est trop tard ?» may be of either."""


class Side(Enum):
    """What a message speaks of."""

    VOTES = "votes"
    IDEAS = "ideas"


def side_of(text: str, lexicon: Lexicon) -> Side | None:
    """What *text* speaks of; None of neither, or of both."""
    votes, ideas = any_begins(text, lexicon.of_votes, lexicon), speaks_of_ideas(text, lexicon)
    return None if votes == ideas else Side.VOTES if votes else Side.IDEAS


def speaks_of_either(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* speaks of votes or of ideas."""
    return any_begins(text, lexicon.of_votes + lexicon.of_ideas, lexicon)


def asks_if_one_may(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* ends with asking if one may, and does not say what: «stagiaire à l'hôpital, j'ai le droit ?»."""
    return f" {lexicon.spell(text)}".endswith(tuple(f" {end}" for end in lexicon.may_i))


def speaks_of_ideas(text: str, lexicon: Lexicon) -> bool:
    """Whether *text* speaks of ideas, were it of votes too."""
    return any_begins(text, lexicon.of_ideas, lexicon)


def beside_a_vote(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """*candidates*, where what happens in daily life is seldom what is asked: votes or ideas are spoken of."""
    weaker = (
        replace(one, score=one.score * SELDOM) if one.id.removeprefix(TOPIC) in (*DAILY_LIFE, *OF_VOTERS) else one
        for one in candidates
    )
    return tuple(sorted(weaker, key=lambda one: -one.score))


def of_one_answer(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """*candidates*, where who may vote is as probable as all that it answers: there one lives, works, or is at all.

    Not where the town has an entry of its own for those who live elsewhere.
    """
    where, other = WHO_MAY
    likely = {one.subject: one.score for one in reversed(candidates) if one.subject in WHO_MAY}
    if len(likely) < len(WHO_MAY) or any(one.topic == TOPIC + other for one in candidates):
        return tuple(candidates)
    first = max(likely, key=lambda subject: likely[subject])
    both = round(min(1.0, likely[where] + likely[other]), 3)
    summed = (replace(one, score=both) if one.subject == first else one for one in candidates)
    return tuple(sorted(summed, key=lambda one: -one.score))


def any_begins(text: str, beginnings: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether any word of *text*, spelled out, begins so."""
    return any(word.startswith(beginnings) for word in lexicon.spell(text).split())


def said_in_words(found: Sequence[Candidate], text: str, lexicon: Lexicon) -> tuple[Candidate, ...]:
    """*found*, without what no word of *text* says: «envoyez-moi mes données» wants a copy, and nothing erased."""
    unsaid = [TOPIC + topic for topic, of in NEEDS.items() if not any_begins(text, getattr(lexicon, of), lexicon)]
    return tuple(one for one in found if one.id not in unsaid and one.topic not in unsaid)


def now_meant(phase: Phase) -> Side:
    """What people mean at that time who say neither."""
    return Side.IDEAS if phase in (Phase.PREPARATION, Phase.IDEAS) else Side.VOTES


def timely(candidates: Sequence[Candidate], phase: Phase) -> tuple[Candidate, ...]:
    """*candidates* for words that say neither, as people mean them in *phase*: where nothing is open, every date."""
    beside = tuple(takewhile(lambda one: one.id.startswith(TOPIC + OF_THE_QUESTIONS), candidates))
    if beside:  # which of them count is told where it is known what is under way
        return (*beside, *timely(candidates[len(beside) :], phase))
    meant = sided(candidates, now_meant(phase))
    first = meant[0] if meant else None
    if first is None or phase not in NOTHING_OPEN or first.subject not in DATES:
        return meant
    return (Candidate(TOPIC + ALL_DATES, first.score), *(one for one in meant[1:] if one.id != TOPIC + ALL_DATES))


def sided(candidates: Sequence[Candidate], side: Side | None) -> tuple[Candidate, ...]:
    """*candidates*, where the first is of that *side*, if it is one that both have."""
    first = candidates[0] if candidates else None
    topic = first.subject if first else ""
    other = {Side.IDEAS: PAIRS, Side.VOTES: OF_VOTES, None: {}}[side].get(topic)
    if first is None or other is None:
        return tuple(candidates)
    meant = next((one for one in candidates if TOPIC + other in (one.id, one.topic)), Candidate(TOPIC + other, 0))
    rest = [one for one in candidates if one.id not in (first.id, meant.id) and one.about != TOPIC + topic]
    return (replace(meant, score=first.score), *rest, replace(first, score=meant.score))
