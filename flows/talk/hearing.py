"""All the ways to read words that answer no question on the screen, and where the one that wins leads."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from flows.talk.chat import Said
from flows.talk.deeds import AskedOf
from flows.talk.going import MENUS, Going
from flows.talk.keywords import VOTE, Calling, To, keyword
from flows.talk.memory import Thread
from flows.talk.pleas import A_PLEA, PLEAS
from flows.talk.questions import Words
from flows.talk.subject import READ, asked_of
from flows.talk.turned import Turned
from flows.town.edition import Phase, Project
from flows.understanding.asking import TOPIC, Candidate
from flows.understanding.interrogative import begins_asking, looks_asked
from flows.understanding.lexicon import numbers_in
from flows.understanding.naming import projects_in
from flows.understanding.readings import ReadAs, WayToRead, Weighed, weigh
from flows.understanding.topics import asks_of_us
from flows.words import Tongue, _

ASK, SHEET, COMPARE, UNSURE, PROPOSE, LANGUAGE = "ask", "sheet", "compare", "unsure", "propose", "language"
"""The conversations that readings lead to."""

LEADS: dict[str, str] = {
    "vote_check": "receipt",
    "vote_cancel": "unvote",
    "my_project": "follow",
    "follow_works": "follow",
    "results": "results",
    "list_projects": "browse",
    "languages_spoken": "language",
    "ambassador": "ambassador",
    "said_vote": "vote",
    "said_propose": "propose",
}
"""The topics that a conversation of their own answers, for whoever asks them."""

AN_IDEA = "said_idea"
"""The topic of who says what they would like: it is proposed, while ideas are taken."""

READS = ("browse",)
"""The conversations in which a project that is named is read of."""

ASKED_OF: dict[str, tuple[str, ...]] = {
    "vote": ("how_to_vote", "said_vote", "vote_change", "vote_dates", "cannot_vote", "too_hard", "who_votes"),
    "unvote": ("vote_change", "vote_cancel"),
    "propose": ("propose_how", "said_propose", "said_idea", "who_proposes", "idea_dates"),
    "follow": ("my_project", "follow_works"),
    "comment": ("give_opinion",),
    "support": ("give_opinion",),
    "meetings": ("meetings",),
    "results": ("results", "result_dates"),
}
"""What is asked of a conversation itself: no two things to choose from."""

A_PAIR = 2

OF_A_PROJECT, COMPARING = "project_", "compare_"
"""How the topics begin that are answered from the sheets of projects."""

NAMES_ONE = 0.85
"""How sure it is that a message which holds nothing but a project's name or number is about it."""

NAMES_AMONG = 0.55
"""The same where it says something else beside."""

CHOOSES = 0.9
"""How sure it is that numbers alone, or names after «je vote», are a ballot."""

ASKED = 0.5
"""How much of its score the keyword of a conversation keeps within a question: «jusqu'à quand je peux voter ?»."""

PLAINLY = 0.35
"""The least score of what is asked amid a question that is open."""

LONG_OPEN = 86_400
"""Seconds after which what is written seldom answers a question that was left open."""

REACTED_TO = ("helps", "which")
"""How the questions of «ask» are called that stand under an answer, or offer some."""

EXPECT_WORDS = frozenset({"ask", "ticket", "comment"})
"""The conversations whose question is for words to the town: what they are is theirs to tell."""

WISHES = 0.9
"""How sure it is that «il faudrait …» is an idea."""

A_WISH = range(1, 5)
"""Words that a wish begins with."""

A_NAME = 4
"""Words that name a project and nothing else, at most."""


class Hearing(Going):
    """One message being heard: what else it may be than an answer."""

    @abstractmethod
    def sounds_like_a_question(self) -> bool:
        """Whether words that open nothing are worth looking up among the town's answers."""

    def read(self, to: To | None) -> Turned | None:
        """Where the words lead that no question waits for; None if nothing is even likely."""
        verdict = weigh(self.readings(to))
        if verdict.won:
            return self.led(verdict.won)
        kin = self.kin_of(verdict)
        if kin:
            return self.led(kin)
        return self.begin(UNSURE, opening=told_apart(verdict)) if verdict.close else None

    def kin_of(self, verdict: Weighed) -> WayToRead | None:
        """The one to go by of a conversation and what is asked of it: «je veux voter, comment on fait»."""
        if len(verdict.close) != A_PAIR:
            return None
        door = next((way for way in verdict.close if way.kind is ReadAs.DOOR), None)
        asked = next((way for way in verdict.close if way.kind is ReadAs.SUBJECT), None)
        if door is None or asked is None or asked.about.removeprefix(TOPIC) not in ASKED_OF.get(door.flow, ()):
            return None
        return asked if self.asks_anywhere() else door

    def read_amid(self, to: To | None) -> Turned | None:
        """The same amid a question that they do not answer: only what is plainly asked leads away from it."""
        won = weigh(self.readings(to)).won
        return self.led(won) if won and self.leads_away(won) else None

    def numbered(self, to: To | None) -> To | None:
        """*to*, where its words name projects that are voted for by their numbers: «VOTE skatepark»."""
        if to is None or to.flow != VOTE or self.scene.phase is not Phase.VOTE or not to.opening:
            return to
        lexicon = self.world.ear.lexicon
        named = projects_in(to.opening, self.scene.edition, lexicon) if numbers_in(to.opening, lexicon)[1] else ()
        return replace(to, opening=_by_number(named)) if named and to.calling is Calling.WHOLE else to

    def is_plain(self, to: To) -> bool:
        """Whether nothing is weighed, so plainly is *to* called: to the letter, or in a sentence that asks nothing."""
        if to.calling is Calling.WHOLE or (to.flow == ASK and to.opening and to.calling >= Calling.FIRST):
            return True
        if to.calling < Calling.WITHIN or self.asks_anywhere():
            return False
        return not (to.flow in (VOTE, *READS) and projects_in(self.bare, self.scene.edition, self.world.ear.lexicon))

    def leads_away(self, reading: WayToRead) -> bool:
        """Whether *reading* is worth leaving a question for, that is open."""
        if reading.kind is ReadAs.SUBJECT:
            topic = reading.about.removeprefix(TOPIC)
            pleads = topic in PLEAS and len(self.bare.split()) >= A_PLEA
            asked = pleads or (self.asks_anywhere() and asks_of_us(topic))
            return asked and not self.names_numbers() and reading.score >= PLAINLY
        return reading.kind is ReadAs.DOOR or (reading.kind is ReadAs.PROJECT and self.asks_anywhere())

    def meant_for_another(self, thread: Thread) -> Turned | None:
        """What comes of words that the question shown would keep as its answer, and that plainly ask something else.

        A question that was left open for a day needs less to be left: nobody remembers it.
        """
        asked = thread.asked
        if asked is None or self.reply.tap:
            return None
        if thread.flow == ASK and asked.name.startswith(REACTED_TO):
            return self.said_under_an_answer(thread)
        if thread.flow in EXPECT_WORDS or not self.may_ask(asked.at):
            return None
        question = self.on_screen(thread)
        if not isinstance(question, Words):
            return None
        to = keyword(self.reply.text, self.world.ear.lexicon, amid=True)
        won = weigh(self.readings(to)).won
        if won is None or won.flow == thread.flow or won.kind is not ReadAs.SUBJECT or not self.leads_away(won):
            return None
        return self.led(won)

    def said_under_an_answer(self, thread: Thread) -> Turned | None:
        """What comes of a whole sentence under an answer of the town, instead of a yes or a no: it is read like any.

        What was answered before is over.
        """
        if self.world.ear.lexicon.meant(self.bare) is not None or not self.sounds_like_a_question():
            return None
        to = self.numbered(keyword(self.reply.text, self.world.ear.lexicon, amid=True))
        won = weigh(self.readings(to)).won
        if won is None or won.score < PLAINLY:
            return None
        self.memory = replace(self.memory, open=None)
        return self.led(won)

    def led(self, reading: WayToRead) -> Turned:
        """Where *reading* leads; a question may be about the project that was just spoken of."""
        if reading.flow == LANGUAGE and self.names_their_language():
            return self.resume(Said(_("Oui : je parle {language}.", language=Tongue(self.scene.me.language))))
        if reading.flow == ASK and reading.opening.startswith(READ):
            return self.begin(ASK, opening=READ + asked_of(self.before, self.reply.text, self.scene.now))
        return self.open(reading.flow, reading.opening)

    def names_their_language(self) -> bool:
        """Whether the language is named that the person is answered in: «do you speak English?» is answered by yes."""
        lexicon = self.world.ear.lexicon
        return any(lexicon.languages.get(word) == self.scene.me.language for word in lexicon.spell(self.bare).split())

    def names_numbers(self) -> bool:
        """Whether there are digits: beside a ballot, what is said of them stays there."""
        return any(map(str.isdigit, self.bare))

    def may_ask(self, asked_at: float) -> bool:
        """Whether the words look like a question, or the one on the screen has been open for long."""
        return self.asks() or self.scene.now.timestamp() - asked_at > LONG_OPEN

    def asks(self) -> bool:
        """Whether the words look like a question at their beginning, or have a question mark."""
        return begins_asking(self.bare, self.world.ear.lexicon)

    def asks_anywhere(self) -> bool:
        """Whether some word of theirs asks: «j'ai 15 ans, est-ce que je peux voter»."""
        return looks_asked(self.bare, self.world.ear.lexicon)

    def readings(self, to: To | None) -> Iterator[WayToRead]:
        """Every way to read the message; *to* is the conversation that its keyword calls."""
        named = projects_in(self.bare, self.scene.edition, self.world.ear.lexicon)
        candidates = self.world.act(AskedOf(self.reply.text))
        called = list(self._called(to, named)) if to is not None else []
        ballots = [*self._chosen(to), *(reading for reading in called if reading.kind is ReadAs.BALLOT)]
        yield from ballots or called
        yield from self._wished()
        if not ballots and (to is None or to.flow in READS or self.asks_anywhere()):
            yield from self._spoken_of(named, candidates)
        if any(map(str.isalpha, self.bare)) and self.world.ear.lexicon.meant(self.bare) is None:  # «oui» asks nothing
            yield from (self._asked_of(candidate, named) for candidate in candidates)

    def _called(self, to: To, named: tuple[Project, ...]) -> Iterator[WayToRead]:
        """The keyword; what follows «vote» may name projects instead of numbering them, and others may ask of one."""
        if to.flow == VOTE and named and self.scene.phase is Phase.VOTE and not self.asks_anywhere():
            yield WayToRead(ReadAs.BALLOT, CHOOSES, "votes for projects by their names", VOTE, _by_number(named))
            return
        if to.flow in READS and len(named) == 1:
            return
        why = f"calls «{to.flow}» ({to.calling.name.lower()})"
        score = to.calling.value * (ASKED if self.asks_anywhere() else 1)
        yield WayToRead(ReadAs.DOOR, score, why, to.flow, to.opening)

    def _chosen(self, to: To | None) -> Iterator[WayToRead]:
        """Numbers alone, several of them, while there is a vote."""
        numbers, rest = numbers_in(self.bare, self.world.ear.lexicon)
        on_ballot = {project.number for project in self.scene.edition.on_ballot}
        if to is None and len(numbers) > 1 and not rest and self.scene.phase is Phase.VOTE and on_ballot & {*numbers}:
            yield WayToRead(ReadAs.BALLOT, CHOOSES, "several numbers of the ballot", VOTE, " ".join(map(str, numbers)))

    def _wished(self) -> Iterator[WayToRead]:
        """What somebody would like the town to do: «il faudrait un banc». It is proposed while ideas are taken."""
        words = self.world.ear.lexicon.spell(self.bare).split()
        if self.asks() or not any(" ".join(words[:length]) in self.world.ear.lexicon.wishes for length in A_WISH):
            return
        if self.scene.phase is Phase.IDEAS:
            yield WayToRead(ReadAs.DOOR, WISHES, "wishes for something", PROPOSE, self.bare)
        else:
            yield WayToRead(
                ReadAs.SUBJECT, WISHES, "wishes for something", ASK, READ + self.reply.text, TOPIC + AN_IDEA
            )

    def _spoken_of(self, named: tuple[Project, ...], candidates: tuple[Candidate, ...]) -> Iterator[WayToRead]:
        """A project that is named: alone, or with what is asked of it."""
        thread = self.memory.open
        if not named or not (any(map(str.isalpha, self.bare)) or thread is None or thread.flow in MENUS):
            return
        of_projects = [one.score for one in candidates if one.id.startswith(TOPIC + OF_A_PROJECT)]
        alone = len(self.world.ear.lexicon.spell(self.bare).split()) <= A_NAME
        score = NAMES_ONE if alone else NAMES_AMONG
        if of_projects:
            score = max(score, min(1.0, NAMES_AMONG + max(of_projects)))
        flow = SHEET if len(named) == 1 else COMPARE
        opening = f"{named[0].number} {self.bare}" if len(named) == 1 else self.bare
        yield WayToRead(ReadAs.PROJECT, score, f"names {_by_number(named)}", flow, opening)

    def _asked_of(self, candidate: Candidate, named: tuple[Project, ...]) -> WayToRead:
        """What is asked, or said: answered by a conversation of its own, or looked up by «ask»."""
        topic = (candidate.topic or candidate.id).removeprefix(TOPIC)
        flow, opening = LEADS.get(topic, ASK), ""
        if topic.startswith((COMPARING, OF_A_PROJECT)) or topic == "school_project":
            flow = SHEET if len(named) == 1 and not topic.startswith(COMPARING) else COMPARE
            opening = f"{named[0].number} {self.bare}" if flow == SHEET else self.bare
        elif topic == AN_IDEA and self.scene.phase is Phase.IDEAS:
            flow, opening = PROPOSE, self.bare
        elif flow == ASK:
            opening = READ + self.reply.text
        return WayToRead(
            ReadAs.SUBJECT, candidate.score, f"asks {candidate.id}", flow, opening, candidate.topic or candidate.id
        )


def told_apart(verdict: Weighed) -> str:
    """The readings that are too close, as the question which of them is opened: a line each, «flow, about, opening»."""
    return "\n".join("\t".join((one.flow, one.about, " ".join(one.opening.split()))) for one in verdict.close)


def _by_number(projects: tuple[Project, ...]) -> str:
    return " ".join(str(project.number) for project in projects)
