"""What may answer a question: a fact of the edition, or what the town has written; the likeliest first.

Of dates, who may, how many and how much, the edition itself speaks; of all else the town's own words come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from flows.facts import fact
from flows.facts.of_ideas import OF_IDEAS
from flows.facts.titles import TITLES
from flows.facts.town_words import is_foreign
from flows.talk.chat import Chat, Said
from flows.talk.deeds import AskedOf
from flows.talk.scene import Scene
from flows.town.edition import Phase
from flows.town.faq import FaqEntry
from flows.understanding.as_read import questions_in
from flows.understanding.asking import FAQ, TOPIC, Candidate
from flows.understanding.folding import fold
from flows.understanding.topics import SAID
from flows.words import Say, Verbatim

SURE = 0.25
"""The least score of an answer that is given."""

NEAR = 0.17
"""The least score of one whose question is offered."""

FROM_THE_EDITION = (
    "vote_dates",
    "idea_dates",
    "result_dates",
    "what_next",
    "works_when",
    "who_votes_age",
    "how_many",
    "budget",
    "cost_limit",
    "meetings",
    "results",
    "turnout",
    "vote_check",
    "how_to_vote",
    "vote_paper",
    "cannot_come",
    "propose_how",
    "survey_promise",
    "who_runs",
    "reach_a_person",
    "call_me",
)
"""The topics of which the edition knows more than any text: what was typed by hand may be old."""


OF_WHO_ANSWERS = ("anonymous", "secrecy", "survey_promise")
"""What is asked of a survey by who is answering one."""

IN_THE_VOTE = ("vote_change", "vote_cancel", "vote_for_someone", "vote_twice", "cannot_vote", "code_lost")
"""Those of which the town has written what is true while there is a vote: at other times the edition speaks."""

WHILE_IDEAS = ("who_proposes", "who_proposes_age", "how_many_ideas")
"""The same, while ideas are taken."""

BEFORE_THE_VOTE = (Phase.PREPARATION, Phase.IDEAS, Phase.ANALYSIS, Phase.SELECTION)
"""The phases in which who decides is a matter of the town's own rules; then residents do, by their votes."""

ALIKE = {
    "said_idea": "idea_dates",
    "said_propose": "propose_how",
    "said_vote": "how_to_vote",
    "change_idea": "my_project",
    "contest_refusal": "why_refused",
    "erase_me": "my_data",
    "estimate_cost": "cost_limit",
    "follow_works": "works_when",
    "school_class": "organisations",
    "by_district": "budget",
    "who_proposes_age": "who_proposes",
    "parents_agree": "who_proposes",
}
"""Topics of which the edition knows what it knows of another; a town's own entry comes first."""


TOWN_ONLY = frozenset(
    {
        "anonymous",
        "how_counted",
        "idea_answer",
        "private_land",
        "same_ideas",
        "spending_kinds",
        "ties",
        "upkeep",
        "vote_for_own",
        "who_builds",
    }
)
"""Topics that nobody can answer but the town, in an entry of its own."""


NEAREST = {
    "how_counted": "who_decides",
    "idea_answer": "my_project",
    "who_builds": "works_when",
    "vote_for_own": "who_votes",
}
"""The topics of which the edition knows at least what it knows of another: better than a text one cannot read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: what *title* calls its question, and the town's *entry* or what is *said* of the edition."""

    id: str
    score: float
    title: Say
    entry: FaqEntry | None = None
    said: Said | None = None
    topic: str = ""

    @property
    def about(self) -> str:
        """What it is about, at large: who votes, from which age and where one lives are one matter."""
        return "_".join(self.topic.split("_")[:2]) or self.id


def answers_to(chat: Chat, scene: Scene, words: str) -> list[Answer]:
    """Everything that may answer *words*, the likeliest first; what nobody can answer here is left out.

    What they may ask is noted: a later turn has but the words, and would find something else.
    """
    answers: dict[str, Answer] = {}
    found = chat.noted(f"asked-{crc32(words.encode()):x}", lambda: _told(chat.look(AskedOf(words))))
    asks, answered = chat.asks(words), set[str]()
    for candidate in map(_candidate, found):
        if asks and candidate.id.startswith(TOPIC + SAID) and not _asks_when(scene, words):
            continue
        answer = None if candidate.id in answered else _answer(candidate, scene, words)
        if answer:
            answers.setdefault(answer.id, answer)
            answered.add(candidate.topic)  # the entry and its topic are one question
    return list(answers.values())


def _asks_when(scene: Scene, words: str) -> bool:
    """Whether who says an idea and asks something asks if it is too late: out of season, of what they would propose."""
    return scene.phase is not Phase.IDEAS and any(word.startswith(OF_IDEAS) for word in fold(words).split())


def is_sure(answers: Sequence[Answer]) -> bool:
    """Whether the first of *answers* may be given."""
    return bool(answers) and answers[0].score >= SURE


def near(answers: Sequence[Answer], most: int) -> list[Answer]:
    """Those whose questions may be offered, at most *most*: small talk and what is asked elsewhere have none."""
    return [answer for answer in answers if answer.score >= NEAR and answer.title != NAMELESS][:most]


NAMELESS = Verbatim("")


def _told(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(f"{candidate.score} {candidate.id} {candidate.topic}" for candidate in candidates)


def _candidate(told: str) -> Candidate:
    score, id, topic = told.split(" ")
    return Candidate(id, float(score), topic)


def _answer(candidate: Candidate, scene: Scene, words: str) -> Answer | None:
    """What answers *candidate*: of a question that is both a topic and an entry, the one that knows best."""
    topic = candidate.topic or (candidate.id if candidate.id.startswith(TOPIC) else "")
    entry = scene.edition.faq_by_id.get(candidate.id.removeprefix(FAQ)) if candidate.id.startswith(FAQ) else None
    topic = topic.removeprefix(TOPIC)
    if topic in OF_WHO_ANSWERS and "survey" in scene.me.secrets:  # «c'est anonyme ?» asked amid it
        topic, entry = "survey_promise", None
    for answer in _in_order(topic, entry, candidate.score, scene, words):
        return answer
    return None


def _in_order(topic: str, entry: FaqEntry | None, score: float, scene: Scene, words: str) -> Iterator[Answer]:
    """The edition's own word first where it knows best, and for whom the town's answers are in another language."""
    of_edition = _is_of_edition(topic, scene, words) or is_foreign(scene)
    if entry and not of_edition:
        yield _of_town(entry, score, topic)
    known = ALIKE.get(topic, topic)
    said = fact(known, scene, words) if known else None
    if said is None and is_foreign(scene):
        said = fact(NEAREST.get(known, ""), scene, words)
    if said:
        yield Answer(f"topic:{known}", score, TITLES.get(known, NAMELESS), said=said, topic=topic)
    if entry and of_edition:
        yield _of_town(entry, score, topic)


def _is_of_edition(topic: str, scene: Scene, words: str) -> bool:
    """Whether the edition knows best of *topic* now."""
    if topic in FROM_THE_EDITION or (topic in IN_THE_VOTE and scene.phase is not Phase.VOTE):
        return True
    if topic in WHILE_IDEAS:
        return scene.phase is not Phase.IDEAS
    if topic == "organisations":  # towns answer who votes, and who proposes is asked as often
        return any(word.startswith(OF_IDEAS) for word in fold(words).split())
    return topic == "who_decides" and scene.phase not in BEFORE_THE_VOTE


def _of_town(entry: FaqEntry, score: float, topic: str) -> Answer:
    return Answer(f"{FAQ}{entry.id}", score, Verbatim(entry.question), entry=entry, topic=topic)


def both_asked(chat: Chat, scene: Scene, words: str) -> list[Answer]:
    """The two answers to two questions in one message, if both are sure; else none."""
    firsts = [answers[0] for part in questions_in(words) if is_sure(answers := answers_to(chat, scene, part))]
    told: dict[str, Answer] = {}
    for answer in firsts:
        if answer.title != NAMELESS:
            told.setdefault(answer.about, answer)
    return list(told.values())[:2] if len(told) > 1 else []
