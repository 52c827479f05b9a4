"""What may answer a question: a fact of the edition, or what the town has written; the likeliest first.

Of dates, who may, how many and how much, the edition itself speaks; of all else the town's own words come first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from flows.facts import fact
from flows.facts.in_words import InWords, in_words
from flows.facts.titles import TITLES
from flows.facts.town_words import is_foreign
from flows.hotline.knowing_best import ALIKE, NEAREST, OF_WHO_ANSWERS, asks_when, edition_knows_best
from flows.talk.chat import Chat, Said
from flows.talk.deeds import AskedOf
from flows.talk.keywords import VOTE
from flows.talk.pleas import PLEAS
from flows.talk.scene import Scene
from flows.town.faq import FaqEntry
from flows.understanding.as_read import questions_in
from flows.understanding.asking import FAQ, SURE, TOPIC, Candidate, surely_asked
from flows.understanding.followed import asked_on
from flows.understanding.sides import OF_THE_QUESTIONS, side_of
from flows.understanding.topics import SAID, asks_of_us
from flows.words import Say, Verbatim

OF_EDITION = 0.25
"""The least score of what the edition says for it to be said; of what the town wrote it is `SURE`."""

PLAINLY = 0.6
"""The score from which on a part is asked whose words do not look like it."""

OF_ITS_QUESTIONS = ("form_length", "form_meaning")
"""Those that nobody asks but amid one."""

HELP = "help"
"""What all of it is about that a person explains, or a sentence: said once, however it was asked."""

AT_LARGE = ("what_is_this", "how_it_works")
"""The topics that are told to who asks what all this is: one of them is enough."""

A_PLEA = 0.5
"""The least score of a way to a person, as one answer of two."""

BY_ITSELF = 0.5
"""The least score of what a part asks that the whole does not seem to: «… et faut s'inscrire ?»."""

SURELY = 0.85
"""The score from which on what the whole of a message asks is asked, whatever its parts seem to."""

NEAR = 0.17
"""The least score of one whose question is offered."""

A_PAIR = 2
"""Parts of a message that are two questions even if neither looks like one: «combien on choisit, jusqu'à quand»."""


HOW_TO_VOTE, WAYS_TO_VOTE = "how_to_vote", ("vote_paper", "vote_for_someone", "cannot_come")
"""The topic of how one votes at large, which is no second answer to who surely asks for a way of their own."""

OF_ONE_MATTER = {"school_class": "organisations", "who_votes_age": "age"}
"""The topics that are about what another is, at large."""


SETTLES = {
    "vote_kept": ("vote_change", "vote_twice", "vote_check", "vote_dates"),
    "vote_stolen": ("vote_change", "vote_twice", "vote_check"),
    "fraud": ("vote_check", "who_votes"),
}
"""The topics that say all of a matter, and those that would unsay it beside them: «ne revotez pas», «revotez»."""

HOURS = ("vote_dates", "idea_dates", "result_dates", "today", "what_next")
"""The topics of when something begins or ends, which a meeting does too: «elle est où, et ça finit quand ?»."""

AGES = ("who_votes_age", "who_proposes_age")
"""The topics of how old one must be."""


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
        if self.topic in PLEAS or self.topic in AT_LARGE:
            return HELP
        return OF_ONE_MATTER.get(self.topic) or "_".join(self.topic.split("_")[:2]) or self.id


def answers_to(chat: Chat, scene: Scene, words: str, within: str = "") -> list[Answer]:
    """Everything that may answer *words*, the likeliest first; what nobody can answer here is left out.

    What they stand *within* tells whether ideas are spoken of.

    What they may ask is noted: a later turn has but the words, and would find something else.
    """
    answers: dict[str, Answer] = {}
    found = chat.noted(f"asked-{crc32(words.encode()):x}", lambda: _told(chat.look(AskedOf(words))))
    asks, answered = chat.asks(words), set[str]()
    for candidate in map(_candidate, found):
        if asks and candidate.id.startswith(TOPIC + SAID) and not asks_when(chat, scene, words):
            continue
        answer = None if candidate.id in answered else _answer(candidate, chat, scene, within or words)
        if answer:
            answers.setdefault(answer.id, answer)
            answered.add(candidate.topic)  # the entry and its topic are one question
    return list(answers.values()) if not found or _is_told(_candidate(found[0]), answers) else _of_us(answers)


def _is_told(first: Candidate, answers: Mapping[str, Answer]) -> bool:
    """Whether there is an answer to what is asked most probably, or it is none of our matters."""
    told = {first.id, f"{TOPIC}{ALIKE.get(first.subject, first.subject)}"}
    return not told.isdisjoint(answers) or not asks_of_us(first.subject)


def _of_us(answers: Mapping[str, Answer]) -> list[Answer]:
    """Those that are of our matters: who asks one of them is not sent to a doctor for want of an answer."""
    return [answer for answer in answers.values() if asks_of_us(answer.topic)]


def is_sure(answers: Sequence[Answer]) -> bool:
    """Whether the first of *answers* may be given."""
    if not answers or answers[0].entry is None:
        return bool(answers) and answers[0].score >= OF_EDITION
    return surely_asked(answers[0].score, {answer.topic: answer.score for answer in answers}) >= SURE


def near(answers: Sequence[Answer], most: int) -> list[Answer]:
    """Those whose questions may be offered, at most *most*: small talk and what is asked elsewhere have none."""
    return [answer for answer in answers if answer.score >= NEAR and answer.title != NAMELESS][:most]


NAMELESS = Verbatim("")


def _told(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(f"{candidate.score} {candidate.id} {candidate.topic}" for candidate in candidates)


def _candidate(told: str) -> Candidate:
    score, id, topic = told.split(" ")
    return Candidate(id, float(score), topic)


def _answer(candidate: Candidate, chat: Chat, scene: Scene, words: str) -> Answer | None:
    """What answers *candidate*: of a question that is both a topic and an entry, the one that knows best."""
    topic = candidate.topic or (candidate.id if candidate.id.startswith(TOPIC) else "")
    entry = scene.edition.faq_by_id.get(candidate.id.removeprefix(FAQ)) if candidate.id.startswith(FAQ) else None
    topic = topic.removeprefix(TOPIC)
    elsewhere = VOTE in scene.me.secrets or (topic in OF_ITS_QUESTIONS and not chat.interrupts)
    if topic.startswith(OF_THE_QUESTIONS) and elsewhere and "survey" not in scene.me.secrets:
        return None
    if topic in OF_WHO_ANSWERS and "survey" in scene.me.secrets:  # «c'est anonyme ?» asked amid it
        topic, entry = "survey_promise", None
    elif topic == "my_data" and "survey" in scene.me.secrets:
        entry = None
    asked = in_words(words, chat.lexicon)
    edition_first = edition_knows_best(topic, scene, asked) or is_foreign(scene)
    told, town = _of_edition(topic, candidate.score, scene, asked), _of_town(entry, candidate.score, topic)
    return (told or town) if edition_first else (town or told)


def _of_edition(topic: str, score: float, scene: Scene, asked: InWords) -> Answer | None:
    """What the edition says of *topic*; to who speaks another language than the town, what it says of the nearest."""
    known = ALIKE.get(topic, topic)
    said = fact(known, scene, asked) if known else None
    if said is None and is_foreign(scene):
        said = fact(NEAREST.get(known, ""), scene, asked)
    return Answer(f"topic:{known}", score, TITLES.get(known, NAMELESS), said=said, topic=topic) if said else None


def _of_town(entry: FaqEntry | None, score: float, topic: str) -> Answer | None:
    if entry is None:
        return None
    return Answer(f"{FAQ}{entry.id}", score, Verbatim(entry.question), entry=entry, topic=topic)


def _least(answer: Answer) -> float:
    """The least score of one of two answers: a way to a person is no second answer to what is hardly a plea."""
    return A_PLEA if answer.topic in PLEAS else OF_EDITION


def both_asked(chat: Chat, scene: Scene, words: str) -> list[Answer]:
    """The two answers to two questions in one message, if both are sure; none, where the whole surely asks another."""
    whole = answers_to(chat, scene, words)
    asked = {answer.about for answer in whole}
    told: dict[str, Answer] = {}
    on: list[Answer] = []
    sure = 0
    for part in _parts_that_ask(words, chat):
        answers = answers_to(chat, scene, part, within=words)
        if not is_sure(answers) or answers[0].title == NAMELESS or _is_of_the_same(part, answers[0], whole, chat):
            continue
        if _is_one_of_two(part, answers[0], asked, chat):
            told.setdefault(answers[0].about, answers[0])
            on += answers[:1] if asked_on(part, chat.lexicon) else []
            sure += 1
    surely = whole[0].topic if whole and whole[0].score >= SURELY else ""
    if surely in WAYS_TO_VOTE:
        told = {about: answer for about, answer in told.items() if answer.topic != HOW_TO_VOTE}
    settled = _without_what_they_settle(told)
    if settled != told and len(settled) == 1:
        return list(settled.values())
    told = settled
    one_thing = bool(surely) and whole[0].about not in told
    if one_thing and on and on[0].about != whole[0].about:  # «… à deux sur un téléphone ? Et jusqu'à quand ?»
        return [whole[0], on[0]]
    if len(told) >= A_PAIR and not one_thing:
        return list(told.values())[:A_PAIR]
    return [told[HELP]] if HELP in told and sure > 1 else []


def _is_of_the_same(part: str, answer: Answer, whole: Sequence[Answer], chat: Chat) -> bool:
    """Whether an hour is asked of the meeting that the whole asks of, and of nothing else: «et ça finit quand ?».

    So with an age that only says who somebody is: «ma grand-mère de 91 ans, je vote pour elle ?».
    """
    beside = {"meetings": HOURS, "vote_for_someone": AGES, "cannot_come": AGES}.get(whole[0].topic if whole else "", ())
    return answer.topic in beside and side_of(part, chat.lexicon) is None


def _without_what_they_settle(told: Mapping[str, Answer]) -> dict[str, Answer]:
    """Those of the answers *told* that no other unsays, or has said already."""
    settled = {topic for answer in told.values() for topic in SETTLES.get(answer.topic, ())}
    return {about: answer for about, answer in told.items() if answer.topic not in settled}


def _parts_that_ask(words: str, chat: Chat) -> Sequence[str]:
    """The parts of *words*; of a letter, those that ask: most of its sentences tell a story («j'ai 82 ans, …»)."""
    parts = questions_in(words)
    if len(parts) <= A_PAIR:
        return parts
    return [part for part in parts if chat.asks(part) or re.search(re.escape(part) + r"\s*[?؟]", words)]


def _is_one_of_two(part: str, answer: Answer, asked: Collection[str], chat: Chat) -> bool:
    """Whether a *part* asks, or is what the whole does: «je suis commerçant» only says who asks."""
    if answer.score < _least(answer):
        return False
    by_itself = answer.score >= BY_ITSELF and chat.asks(part)
    return by_itself or answer.about in asked or answer.score >= PLAINLY
