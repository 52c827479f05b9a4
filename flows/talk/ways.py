"""Every way to read one message that answers no question: each with how sure it is, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.talk.choosing import A_NAME, CHOOSES, by_number
from flows.talk.deeds import AskedOf, IsAmbassadorsWord
from flows.talk.giving_way import gives_way
from flows.talk.going import MENUS, has_said_all
from flows.talk.keywords import ITSELF, VOTE, Calling, To
from flows.talk.leads import COMPARED, LEADS, OF_RULES, RECEIPT
from flows.talk.staging import FOLLOW, NAMES_AMONG, OF_ITS_STAGE
from flows.talk.subject import read_as
from flows.talk.timing import GO_ON, HOW_FAR, InTime
from flows.talk.told_first import told_first
from flows.talk.wishing import AN_IDEA, ASK, PROPOSE, RULES
from flows.town.edition import Phase, Project
from flows.understanding.asking import TOPIC, Candidate
from flows.understanding.features import features_in
from flows.understanding.from_text import says
from flows.understanding.phrases import holds
from flows.understanding.readings import FLOOR, ReadAs, WayToRead
from flows.understanding.sides import ALL_DATES, OF_THE_QUESTIONS, Side, side_of, speaks_of_either
from flows.understanding.telling import based, told_words
from flows.understanding.topics import asks_of_us
from flows.understanding.waiting import only_waits

SHEET, COMPARE, UNSURE, THROUGH = "sheet", "compare", "unsure", "through"
"""The conversations that readings lead to."""

BESIDE_NO_QUESTION = 0.3
"""How much of its score one of them keeps where no question is under way."""

LET_GO = "talk_let_go"
"""The topic of who gives something up: who asks does not."""

GREETING = "talk_hello"
"""The topic of who greets: seldom all of it, where something is called for."""

READS = ("browse",)
"""The conversations in which a project that is named is read of."""

OF_A_PROJECT, COMPARING = "project_", "compare_"
"""How the topics begin that are answered from the sheets of projects."""

NAMES_ONE = 0.85
"""How sure it is that a message which holds nothing but a project's name or number is about it."""

TELLS = 0.95
"""How sure it is that a question is about the project it names, where that one's own text tells what is asked."""

NAMES_PLACE = 0.8
"""How sure it is that who names a district and speaks of projects asks for those there."""

OF_ALL_THAT_WON = "results"
"""The topic of what won, which is another matter where it is asked of one project that is named."""

BESIDE_A_PROJECT = 0.4
"""How much of its score something keeps that is asked elsewhere, or said, where a project of ours is named; and
whatever is asked beside a ballot in a message that asks nothing: «le 9 et le 22» are no ages."""

ASKED = 0.35
"""How much of its score the keyword of a conversation keeps within a question: «jusqu'à quand je peux voter ?»."""

A_CLAUSE = 3
"""Words after «mon vote» that say something of it, if they name no project."""

IN_PASSING = 0.5
"""How much what people keep here of themselves keeps that is named within a sentence: «un banc pour mon quartier»."""

NAMING_NOTHING = 0.75
"""How much of its score the vote keeps that is called so: «mon vote il sera lu par qui»."""

ANGRY, UPSET = "talk_angry", 0.9
"""The topic of who is angry, and how sure it is of words that say so, whichever project they name."""

WHO_MAY, A_PAIR = "who_votes", 2
"""How the topics begin of who may vote, and how many of what is likeliest are looked at for them."""

FOR_TWO = "vote_for_someone"
"""The topic of several people on one telephone, each of whom votes for themselves."""

ASKED_FOR_SURE = 0.8
"""The least score of what is asked in anger, and answered."""

A_FEW = 3
"""Words of the shortest message that is angry and no answer."""

WHOLE = 1.0
"""How sure it is of a word that stands alone and is somebody's, to the letter."""


class Ways(InTime):
    """One message, and what it may be beside an answer."""

    def readings(self, to: To | None) -> Iterator[WayToRead]:
        """Every way to read the message; *to* is the conversation that its keyword calls."""
        named = self.named()
        if self._is_ambassadors_word(to, named):
            yield WayToRead(ReadAs.DOOR, WHOLE, "is an ambassador's word", THROUGH, self.bare.strip())
            return
        candidates = self.world.act(AskedOf(self.reply.text))
        to = None if to and gives_way(to, candidates) else to
        called = list(self._called(to, named)) if to is not None else []
        if to is not None and to.flow == FOLLOW and not named and self.asks_of_all():
            yield self._how_far(to.calling.value)
            return
        ballots = [*self.chosen(to, named), *(reading for reading in called if reading.kind is ReadAs.BALLOT)]
        plain = self._plainly_said(to, named, candidates, chosen=bool(ballots))
        if plain:
            yield plain
            return
        yield from ballots or (reading for reading in called if not (self.begins_wishing() and reading.flow == FOLLOW))
        if not ballots:
            yield from self.wished(candidates)
        heavy = told_first(candidates, asks=self.asks_anywhere(), amid=self.waits_for_an_answer())
        heavy = heavy or self.asks_who_may(candidates)
        if not ballots and not heavy and (to is None or to.flow in READS or self.asks_anywhere()):
            yield from self._spoken_of(named, candidates) if named else self.stage_numbered()
            yield from self.of_a_place()
        if not ballots and (dated := self.asked_beside_a_plea(candidates)):
            yield self._asked_of(dated, named)
            return
        if any(map(str.isalpha, self.bare)) and self.world.ear.lexicon.meant(self.bare) is None:  # «oui» asks nothing
            beside = BESIDE_A_PROJECT if named and not heavy else 1.0
            if not (ballots or named) or (not ballots and side_of(self.bare, self.world.ear.lexicon) is Side.IDEAS):
                yield from self.timed(candidates)
            for asked in self._all_asked(candidates, named):
                topic = asked.about.removeprefix(TOPIC)
                proposes = topic == AN_IDEA and self.scene.phase is Phase.IDEAS
                if ballots or (called and topic == GREETING) or (topic == LET_GO and "?" in self.bare):
                    yield asked.weaker(BESIDE_A_PROJECT)
                else:
                    yield asked if proposes or not self._is_beside(topic) else asked.weaker(beside)

    def _all_asked(self, candidates: tuple[Candidate, ...], named: tuple[Project, ...]) -> Iterator[WayToRead]:
        """What the message may ask, each in the conversation that answers it."""
        ruled = any(one.score >= FLOOR and one.id.removeprefix(TOPIC) in RULES for one in candidates)
        return (self._asked_of(candidate, named, ruled=ruled) for candidate in candidates)

    def _is_ambassadors_word(self, to: To | None, named: object) -> bool:
        word = self.bare.strip()
        return (
            to is None
            and not named
            and word.isalnum()
            and not word.isdigit()
            and bool(self.world.act(IsAmbassadorsWord(word)))
        )

    def asks_who_may(self, candidates: tuple[Candidate, ...]) -> bool:
        """Whether it is asked who may vote, beside a place that a project is called by: «au lycée …»."""
        topics = {one.subject for one in candidates[:A_PAIR] if one.score >= FLOOR}
        return self.asks_if_one_may() and any(topic.startswith(WHO_MAY) for topic in topics)

    def is_upset(self, candidates: tuple[Candidate, ...]) -> bool:
        """Whether some words of theirs are angry; what is asked in anger is answered all the same, where it is sure."""
        lexicon = self.world.ear.lexicon
        words = lexicon.spell(self.bare).split()
        if len(words) < A_FEW or self.asks_anywhere() or not holds(words, lexicon.upset, lexicon.upset_begun):
            return False
        sure = (one for one in candidates[:1] if one.score >= ASKED_FOR_SURE)
        return not any(asks_of_us(one.subject) for one in sure)

    def _plainly_said(
        self, to: To | None, named: tuple[Project, ...], candidates: tuple[Candidate, ...], *, chosen: bool
    ) -> WayToRead | None:
        """What is so plain that nothing is weighed against it: anger, a wait, a vote for two or out of season."""
        if not chosen and (to is None or to.flow != VOTE) and self.is_upset(candidates):
            return WayToRead(ReadAs.SUBJECT, UPSET, "is angry", GO_ON, ANGRY, TOPIC + ANGRY)
        if self.calls_by_place(named):
            return WayToRead(ReadAs.DOOR, UPSET, "calls projects by their place, where none is listed", VOTE)
        asks_us = to is None or to.flow == ASK  # «je demande à ma mère avant»
        if not chosen and asks_us and len(self.spelled) > 1 and only_waits(self.bare, self.world.ear.lexicon):
            return WayToRead(ReadAs.SUBJECT, UPSET, "asks for a moment", GO_ON, LET_GO, TOPIC + LET_GO)
        if to is not None and self.votes_out_of_season(to, named):
            return WayToRead(ReadAs.DOOR, UPSET, "votes for a project while nobody can", VOTE)
        if self.chooses_for_two(to):
            return WayToRead(ReadAs.SUBJECT, UPSET, "chooses for two", GO_ON, FOR_TWO, TOPIC + FOR_TWO)
        return None

    def _is_beside(self, topic: str) -> bool:
        """Whether *topic* is seldom meant where a project of ours is named: «le verger, il faut payer ?»."""
        if topic in OF_RULES:
            return not speaks_of_either(self.bare, self.world.ear.lexicon)
        if topic == OF_ALL_THAT_WON and self.speaks_of_stages():  # «le skate, il a gagné ?»
            return bool(self.whose_stage(self.named()))
        return not asks_of_us(topic)

    def _called(self, to: To, named: tuple[Project, ...]) -> Iterator[WayToRead]:
        """The keyword; what follows «vote» may name projects instead of numbering them, and others may ask of one."""
        chosen = self.voted_for(to, named)
        if chosen is not None:
            yield WayToRead(ReadAs.BALLOT, CHOOSES, "votes for projects by their names or numbers", VOTE, chosen)
            return
        if to.flow in READS and len(named) == 1:
            return
        to = self.of_their_own(to)
        why = f"calls «{to.flow}» ({to.calling.name.lower()})"
        score = to.calling.value * (ASKED if self.asks_anywhere() and not to.opening.isdigit() else 1)
        if to.flow == VOTE and len(to.opening.split()) >= A_CLAUSE and not self.names_numbers():
            score *= NAMING_NOTHING
        if not named and self.follows_a_vote(to):
            score *= BESIDE_A_PROJECT
        if to.flow in ITSELF and to.calling is not Calling.WHOLE:
            score *= IN_PASSING
        yield WayToRead(ReadAs.DOOR, score, why, to.flow, to.opening)

    def _spoken_of(self, named: tuple[Project, ...], candidates: tuple[Candidate, ...]) -> Iterator[WayToRead]:
        """A project that is named: alone, or with what is asked of it."""
        thread = self.memory.open
        in_digits = thread is None or thread.flow in (*MENUS, RECEIPT)  # elsewhere a number may well be an answer
        if not named or not (any(map(str.isalpha, self.bare)) or in_digits):
            return
        stages = [one.score for one in candidates if one.id.removeprefix(TOPIC) in OF_ITS_STAGE]
        of_projects = [
            one.score
            for one in candidates
            if one.id.startswith(TOPIC + OF_A_PROJECT) and one.id.removeprefix(TOPIC) not in OF_ITS_STAGE
        ]
        alone = len(self.world.ear.lexicon.spell(self.bare).split()) <= A_NAME
        score = NAMES_ONE if alone else NAMES_AMONG
        why = not self.world.ear.lexicon.why.isdisjoint(self.spelled)  # what the text may only seem to tell
        if len(named) == 1 and not why and self.told_by_text(named[0]):
            score = TELLS
        if of_projects:
            score = max(score, min(1.0, NAMES_AMONG + max(of_projects)))
        asked = list(self.stage_asked(named, max(stages, default=0), of_projects))
        if asked:
            yield from asked
            return
        flow = SHEET if len(named) == 1 and not self.asks_for_several() else COMPARE
        opening = f"{named[0].number} {self.bare}" if flow == SHEET else self.bare
        yield WayToRead(ReadAs.PROJECT, score, f"names {by_number(named)}", flow, opening)

    def told_by_text(self, project: Project) -> bool:
        """Whether something is asked, and the text of *project* tells it."""
        return self.asks_anywhere() and says(project, self.bare, self.world.ear.lexicon).found

    def asks_for_several(self) -> bool:
        """Whether projects are spoken of, and no number of any: «des projets pour les vélos»."""
        return not self.names_numbers() and not self.spelled.isdisjoint(self.world.ear.lexicon.several_things)

    def of_a_place(self) -> Iterator[WayToRead]:
        """The projects of a district that is named: «quels projets à la Tuilerie»."""
        said = {based(word) for word in self.spelled}
        if self.asks_for_several() and any(
            told_words(name) & said for name in self.scene.edition.district_names.values()
        ):
            yield WayToRead(ReadAs.PROJECT, NAMES_PLACE, "asks for the projects of a district", COMPARE, self.bare)

    def asks_of_a_school(self, topic: str) -> bool:
        """Whether projects at schools are asked for; while ideas are taken, it is whether one may be there."""
        return topic == "school_project" and self.scene.phase is not Phase.IDEAS

    def waits_for_an_answer(self) -> bool:
        """Whether a question of a form waits for its answer, and not the ballot, or one what to do next."""
        thread = self.memory.open
        return thread is not None and thread.asked is not None and thread.flow != VOTE and not has_said_all(thread)

    def _how_far(self, score: float) -> WayToRead:
        """That it is asked how far it is: all of it, or their own idea for who has one."""
        return WayToRead(ReadAs.SUBJECT, score, "asks how far it is", GO_ON, HOW_FAR, TOPIC + ALL_DATES)

    def comparing(self, topic: str) -> str:
        """The message, with what *topic* asks of projects in words that are looked for: «qual o + caro»."""
        plain = COMPARED.get(topic, "")
        if not plain or features_in(self.bare, self.world.ear.lexicon)[topic.removeprefix(COMPARING)]:
            return self.bare
        return f"{self.bare} {plain}"

    def _asked_of(self, candidate: Candidate, named: tuple[Project, ...], *, ruled: bool = False) -> WayToRead:
        """What is asked, or said: answered by a conversation of its own, or looked up by «ask».

        Where the rules of ideas may be what is asked (*ruled*), an idea that is asked for is weaker.
        """
        topic = candidate.subject
        if topic.startswith(OF_THE_QUESTIONS) and not self.waits_for_an_answer():
            candidate = replace(candidate, score=candidate.score * BESIDE_NO_QUESTION)
        flow, opening = LEADS.get(topic, ASK), ""
        if topic in (*OF_ITS_STAGE, ALL_DATES) and not named and self.asks_of_all():
            return self._how_far(candidate.score)
        if topic in OF_ITS_STAGE:
            opening = self.whose_stage(named) or self.numbered_one()
        elif topic.startswith((COMPARING, OF_A_PROJECT)) or self.asks_of_a_school(topic):
            flow = SHEET if len(named) == 1 and not topic.startswith(COMPARING) else COMPARE
            opening = f"{named[0].number} {self.bare}" if flow == SHEET else self.comparing(topic)
        elif topic == AN_IDEA and self.scene.phase is Phase.IDEAS:
            flow, opening = PROPOSE, self.bare
        elif flow == ASK:
            opening = read_as(candidate.about, self.reply.text)
        if topic == AN_IDEA and self.asks_anywhere() and ruled:
            candidate = replace(candidate, score=candidate.score * BESIDE_A_PROJECT)
        return WayToRead(ReadAs.SUBJECT, candidate.score, f"asks {candidate.id}", flow, opening, candidate.about)
