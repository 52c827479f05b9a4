"""All the ways to read words that answer no question on the screen, and where the one that wins leads."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Any

from flows.talk.choosing import by_number
from flows.talk.deeds import AskedOf
from flows.talk.giving_way import may_give_way
from flows.talk.keywords import ITSELF, VOTE, Calling, To, keyword
from flows.talk.leads import LEADS
from flows.talk.leaving import PLAINLY, SURELY, Leaving
from flows.talk.memory import Asked, Thread
from flows.talk.pleas import A_PLEA, UPSET
from flows.talk.questions import Amended, PickSome, Place, Question, Words
from flows.talk.questions.options import Listing
from flows.talk.staging import FOLLOW
from flows.talk.subject import READ, asked_of, read_as
from flows.talk.turned import Turned
from flows.talk.ways import A_CLAUSE, OF_A_PROJECT, READS, SHEET, UNSURE
from flows.talk.wishing import ASK
from flows.town.edition import Phase, Project
from flows.understanding.as_read import questions_in
from flows.understanding.asking import TOPIC
from flows.understanding.ballot_words import refuses
from flows.understanding.corrections import speaks_of_a_choice
from flows.understanding.counted_numbers import uncounted
from flows.understanding.features import features_in
from flows.understanding.lexicon import numbers_in
from flows.understanding.naming import projects_in
from flows.understanding.readings import ReadAs, WayToRead, Weighed, weigh
from flows.understanding.said_of_numbers import items
from flows.understanding.sides import OF_THE_QUESTIONS
from flows.understanding.topics import TALK, asks_of_us

ASKED_OF: dict[str, tuple[str, ...]] = {
    "vote": (
        "how_to_vote",
        "said_vote",
        "vote_check",
        "vote_change",
        "vote_dates",
        "cannot_vote",
        "too_hard",
        "who_votes",
    ),
    "receipt": ("vote_check", "vote_content", "vote_of_other", "vote_kept", "vote_stolen"),
    "mydata": ("my_data", "erase_me", "number_given"),
    "unvote": ("vote_change", "vote_cancel"),
    "propose": ("my_project", "idea_answer", "propose_how", "said_propose", "said_idea", "who_proposes", "idea_dates"),
    "follow": ("my_project", "follow_works", "project_stage"),
    "comment": ("give_opinion",),
    "support": ("give_opinion",),
    "browse": ("compare_cheapest", "compare_dearest", "compare_children", "compare_theme", "compare_near"),
    "meetings": ("meetings",),
    "results": ("results", "result_dates"),
}
"""What is asked of a conversation itself: no two things to choose from."""

DOORS_ANSWER = ("how_to_vote", "said_vote", "said_propose", "said_idea", "my_project", "give_opinion")
"""Those of them that the conversation answers best itself, for whoever does not ask."""

WHAT_IT_WANTS = "form_meaning"
"""The topic of who asks what a question wants of them."""

A_PAIR = 2

PLAINLY_CALLED = 6
"""Words of a sentence that calls a conversation and says nothing else: longer ones are weighed."""

SURELY_ASKED = 0.4
"""The least score of each of two questions in one message that are answered instead of opening a conversation."""

REACTED_TO = ("helps", "which")
"""How the questions of «ask» are called that stand under an answer, or offer some."""

OF_AN_ANSWER = ("ticket", "questions")
"""The conversations whose keywords may also be said of the answer that is awaited: «je veux changer ma réponse»."""

SEARCHES = ("browse", FOLLOW)
"""The conversations whose list of projects would be searched for a question, word by word."""

A_CODE = 3
"""Signs of what may be half a receipt: «K7M»."""

EXPECT_WORDS = frozenset({"ask", "ticket", "comment"})
"""The conversations whose question is for words to the town: what they are is theirs to tell."""


class Hearing(Leaving):
    """One message being heard: what else it may be than an answer."""

    @abstractmethod
    def sounds_like_a_question(self) -> bool:
        """Whether words that open nothing are worth looking up among the town's answers."""

    def read(self, to: To | None) -> Turned | None:
        """Where the words lead that no question waits for; None if nothing is even likely."""
        verdict = weigh(self.readings(to))
        strange = self.named_alone(verdict.won)
        if strange:
            return strange
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
        if all(way.flow in (FOLLOW, SHEET) for way in verdict.close):
            return verdict.close[0]  # of one project, or of one that is to be named
        door = next((way for way in verdict.close if way.kind is ReadAs.DOOR), None)
        asked = next((way for way in verdict.close if way.kind is ReadAs.SUBJECT), None)
        if door is None or asked is None or asked.about.removeprefix(TOPIC) not in ASKED_OF.get(door.flow, ()):
            return None
        topic = asked.about.removeprefix(TOPIC)
        itself = topic in DOORS_ANSWER and LEADS.get(topic, door.flow) == door.flow
        return door if itself and not self.asks_anywhere() else asked

    def read_amid(self, to: To | None) -> Turned | None:
        """The same amid a question that they do not answer: only what is plainly asked leads away from it."""
        won = weigh(self.readings(to)).won
        return self.led(won) if won and self.leads_away(won) else None

    def numbered(self, to: To | None) -> To | None:
        """*to*, where its words name projects that are voted for by their numbers: «VOTE skatepark»; or their own."""
        if to is None or to.flow != VOTE or self.scene.phase is not Phase.VOTE or not to.opening:
            return self.of_their_own(to) if to else None
        lexicon = self.world.ear.lexicon
        named = projects_in(to.opening, self.scene.edition, lexicon) if numbers_in(to.opening, lexicon)[1] else ()
        plainly = to.calling is Calling.WHOLE or (to.calling >= Calling.WITHIN and not self.names_numbers())
        return replace(to, opening=by_number(named)) if named and plainly else to

    def is_plain(self, to: To) -> bool:
        """Whether nothing is weighed, so plainly is *to* called: to the letter, or in a sentence that asks nothing."""
        if to.flow == VOTE and to.opening and refuses(self.bare, self.world.ear.lexicon):
            return False
        if to.calling is Calling.WHOLE:
            return True
        if self.speaks_of_time() or (to.flow == FOLLOW and self.asks_of_all()):
            return False
        if to.flow == ASK and to.opening and to.calling >= Calling.FIRST:
            return True
        if to.flow == VOTE and len(to.opening.split()) >= A_CLAUSE and not self.names_numbers():
            return False  # «je veux voter sur papier, je vais où»
        if to.flow in ITSELF or may_give_way(to, voted=self.scene.me.voted_on is not None):
            return False
        if (to.flow in OF_AN_ANSWER and self.waits_for_an_answer()) or self.follows_a_vote(to):
            return False
        if to.flow == FOLLOW and not self.world.ear.lexicon.undoing.isdisjoint(self.spelled):
            return False
        if to.calling < Calling.WITHIN or self.asks_anywhere() or len(self.bare.split()) > PLAINLY_CALLED:
            return False
        lexicon = self.world.ear.lexicon
        apart = features_in(self.bare, lexicon) or any(self.of_a_place())
        if to.flow in READS and apart:  # «projets près de la gare», «à moins de 30 000», «du quartier gare»
            return False
        return not (to.flow in (VOTE, *READS) and projects_in(self.bare, self.scene.edition, lexicon))

    def read_instead(self, to: To | None) -> Turned | None:
        """What comes of words at a question that nothing is lost by leaving, and that are no code with a slip in it.

        A ballot, a project, thanks or anger; a yes is one to what there is to do.
        """
        if any(len(word) >= A_CODE and not word.isalpha() and not word.isdigit() for word in self.bare.split()):
            return None
        meant = self.said_to_an_offer()
        if meant:
            return meant
        won = weigh(self.readings(to)).won
        if won is None or won.score < PLAINLY:
            return None
        said = won.about.removeprefix(TOPIC).startswith(TALK)
        return self.led(won) if said or won.kind in (ReadAs.BALLOT, ReadAs.PROJECT) else None

    def meant_for_another(self, thread: Thread) -> Turned | None:
        """What comes of words that the question shown would keep as its answer, and that plainly ask something else.

        A question that was left open for a day needs less to be left: nobody remembers it.
        """
        asked = thread.asked
        if asked is None or self.reply.tap or not any(map(str.isalpha, self.bare)):  # a code, a choice
            return None
        if thread.flow == ASK and asked.name.startswith(REACTED_TO):
            return self.said_under_an_answer(thread)
        if thread.flow == VOTE and self.names_numbers():
            return self.asked_beside_a_ballot()
        searches = thread.flow in SEARCHES and len(self.bare.split()) >= A_PLEA
        chooses = thread.flow == VOTE and self.asks_anywhere()
        may_ask = searches or self.asks_anywhere() or self.may_ask(asked.at) or self.speaks_of_the_form()
        if thread.flow in EXPECT_WORDS or not may_ask:
            return None
        question = self.on_screen(thread)
        of_a_list = (searches and isinstance(question, Listing) and question.search) or (
            chooses and isinstance(question, PickSome)
        )
        if not (isinstance(question, Words | Place) or of_a_list) or self.is_told_beside(question, asked):
            return None
        to = keyword(self.reply.text, self.world.ear.lexicon, amid=True)
        won = weigh(self.readings(to)).won
        if won is None or won.flow == thread.flow or not self.leads_away(won):
            return None
        if won.kind is not ReadAs.SUBJECT and won.flow != FOLLOW:
            return None
        topic = won.about.removeprefix(TOPIC)
        of_itself = topic.startswith(OF_THE_QUESTIONS) and won.score >= SURELY
        if isinstance(question, Place) and topic.startswith(OF_A_PROJECT):  # «rue de la Paix ?»
            return None
        plainly = chooses or of_itself or self.may_ask(asked.at) or (searches and self.asks_anywhere())
        return self.led(won) if plainly or topic in UPSET else None

    def is_told_beside(self, question: Question[Any] | None, asked: Asked) -> bool:
        """Whether the question of a choice itself tells what is asked of the choice so far: «ça fait combien ?»."""
        if not isinstance(question, PickSome) or question.amends is None or not asked.view.ticked:
            return False
        amended = question.amends(self.reply.text, asked.view.ticked, self.world.ear)
        return isinstance(amended, Amended) and amended.remark is not None and amended.choice == asked.view.ticked

    def asked_beside_a_ballot(self) -> Turned | None:
        """What comes of a question about one project by its number, which chooses nothing: «c'est où le 12 ?»."""
        lexicon = self.world.ear.lexicon
        if not self.asks_anywhere() or refuses(self.bare, lexicon):
            return None
        named = projects_in(self.bare, self.scene.edition, lexicon) if features_in(self.bare, lexicon) else ()
        named = named or self.asked_what_it_is()
        return self.open(SHEET, f"{named[0].number} {self.bare}") if len(named) == 1 else None

    def asked_what_it_is(self) -> tuple[Project, ...]:
        """The one project whose number stands in a question about projects, that chooses none: «c'est quoi le 12 ?»."""
        lexicon = self.world.ear.lexicon
        numbers = numbers_in(uncounted(self.bare, lexicon), lexicon)[0]
        first = self.first_asked()
        of_one = first is not None and first.id.startswith(TOPIC + OF_A_PROJECT)
        if len(numbers) != 1 or not of_one or speaks_of_a_choice(items(self.bare, lexicon)):
            return ()
        return tuple(one for one in self.scene.edition.on_ballot if one.number in numbers)

    def said_under_an_answer(self, thread: Thread) -> Turned | None:
        """What comes of a whole sentence under an answer of the town, instead of a yes or a no: it is read like any.

        What was answered before is over.
        """
        if self.world.ear.lexicon.meant(self.bare) is not None:
            return None
        before, self.memory = self.memory, replace(self.memory, open=None)
        followed = self.asked_on()
        if followed:
            return followed
        self.memory = before
        if not self.sounds_like_a_question():
            return None
        to = self.numbered(keyword(self.reply.text, self.world.ear.lexicon, amid=True))
        won = weigh(self.readings(to)).won
        if won is None or won.score < PLAINLY:
            return None
        plainer = self.in_other_words(won.about.removeprefix(TOPIC))  # the answer is told again
        if plainer:
            return plainer
        self.memory = replace(self.memory, open=None)
        return self.led(won)

    def led(self, reading: WayToRead) -> Turned:
        """Where *reading* leads; a question may be about the project that was just spoken of."""
        if reading.kind is ReadAs.SUBJECT:
            self.told = reading.about.removeprefix(TOPIC)
            instead = self.helped() or self.in_other_words(self.told) or self.told_again(self.told) or self.left_open()
            if instead:
                return instead
        if (reading.flow == ASK and reading.opening.startswith(READ)) or self.asks_two(reading):
            asked = asked_of(self.before, self.reply.text, self.scene.now)
            return self.begin(ASK, opening=read_as(reading.about, asked))
        return self.open(reading.flow, reading.opening)

    def helped(self) -> Turned | None:
        """The question that waits in other words, to who asks what it wants: «un titre, c'est-à-dire ?»."""
        return self.help() if self.told == WHAT_IT_WANTS and self.waits_for_an_answer() else None

    def asks_two(self, reading: WayToRead) -> bool:
        """Whether *reading* leads to a conversation, and is but one of two things that are surely asked."""
        if reading.kind is not ReadAs.SUBJECT or reading.about.removeprefix(TOPIC) not in LEADS:
            return False
        firsts = (self.world.act(AskedOf(part)) for part in questions_in(self.reply.text))
        asked = {found[0].about for found in firsts if found and found[0].score >= SURELY_ASKED}
        return len({topic for topic in asked if asks_of_us(topic.removeprefix(TOPIC))}) > 1


def told_apart(verdict: Weighed) -> str:
    """The readings that are too close, as the question which of them is opened: a line each, «flow, about, opening»."""
    return "\n".join("\t".join((one.flow, one.about, " ".join(one.opening.split()))) for one in verdict.close)
