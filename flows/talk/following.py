"""What is said after something that was told: a yes to what was offered, «et quand ?», «il coûte combien ?».

1. After one project, what is asked in few words is asked of it, and a yes chooses it while there is a vote.
2. Else it goes on from the topic that was answered last, or from what the town is about just now.
3. What was told is forgotten with the next message: who says the same again is told something else.
"""

from __future__ import annotations

from dataclasses import replace

from flows.talk.chat import Said
from flows.talk.choosing import listed
from flows.talk.going import MENUS
from flows.talk.keywords import VOTE
from flows.talk.pleas import PLEAS, UPSET
from flows.talk.staging import FOLLOW
from flows.talk.subject import SEVERAL
from flows.talk.timing import GO_ON
from flows.talk.told_of import BROWSE, ToldOf
from flows.talk.turned import Turned
from flows.talk.ways import ASKED_FOR_SURE, COMPARE, COMPARING, OF_A_PROJECT, SHEET
from flows.talk.wishing import PROPOSE
from flows.town.edition import Phase
from flows.understanding.by_place import called_by_place
from flows.understanding.features import features_in
from flows.understanding.followed import asked_on
from flows.understanding.naming import projects_in
from flows.understanding.senses import Hint, Sense
from flows.understanding.topics import TALK
from flows.words import _

VOTING, IDEAS, OUTCOME, WORKS = "voting", "ideas", "outcome", "works"
"""What topics are about, as far as something is asked on."""

_OF: dict[str, tuple[str, ...]] = {
    VOTING: ("how_to_vote", "said_vote", "vote_", "who_votes", "how_many", "secrecy", "cannot_", "code_lost"),
    IDEAS: (
        "propose_how",
        "said_propose",
        "said_idea",
        "idea_",
        "who_proposes",
        "cost_limit",
        "parents_agree",
        "my_project",
        "contest_refusal",
        "why_refused",
    ),
    OUTCOME: ("results", "result_dates", "how_counted", "turnout", "ties"),
    WORKS: ("works_when", "follow_works", "who_builds"),
}
"""How the topics begin that are about each."""

_IN: dict[Phase, str] = {
    Phase.IDEAS: IDEAS,
    Phase.BEFORE_VOTE: VOTING,
    Phase.VOTE: VOTING,
    Phase.COUNT: OUTCOME,
    Phase.RESULTS: OUTCOME,
    Phase.WORKS: WORKS,
}
"""What it is about where nothing was told, by the phase."""

_ON: dict[str, dict[str, str]] = {
    VOTING: {
        "how": "how_to_vote",
        "when": "vote_dates",
        "where": "vote_paper",
        "who": "who_votes",
        "whom": "who_votes",
        "cost": "how_many",
        "why": "cannot_vote",
        "next": "what_next",
        "kin": "vote_for_someone",
    },
    IDEAS: {
        "how": "propose_how",
        "when": "idea_dates",
        "where": "propose_how",
        "who": "who_proposes",
        "cost": "cost_limit",
        "why": "why_refused",
        "next": "what_next",
    },
    OUTCOME: {
        "how": "who_decides",
        "when": "result_dates",
        "where": "result_dates",
        "why": "what_next",
        "next": "works_when",
    },
    WORKS: {"when": "works_when", "next": "works_when"},
}
"""The topic that is asked on, by what the one before is about."""

_FROM: dict[tuple[str, str], str] = {
    ("vote_for_someone", "how"): "cannot_come",
    ("cannot_come", "how"): "vote_for_someone",
    ("vote_paper", "how"): "vote_paper",
    ("cannot_read", "how"): "reach_a_person",
    **{("meetings", kind): "meetings" for kind in ("where", "when", "how", "whom", "cost", "sign_up")},
    **{(told, "sign_up"): "meetings" for told in ("result_dates", "results")},
}
"""The same of single topics."""

_AT_LARGE = {"how": "how_it_works", "when": "what_next", "next": "what_next", "who": "who_decides"}
"""The same where that is nothing of these."""

_AGAIN = {"too_hard": "too_hard_again", "talk_lost": "too_hard_again", "talk_angry": "angry_again"}
"""What is told to who says once more what was answered a moment ago."""

OF_ONE = frozenset({"cost", "where", "when", "whom", "access", "light", "free", "size", "picture"})
"""What is asked of a project in words that do not name it: of children, and what is cheapest, one asks of others."""

LISTED = {"where": "adresse", "cost": "prix"}
"""What is asked of several at once, as the comparison is asked for it."""

A_FEW_WORDS = 4
"""Words of a message that names the same project again, at most."""

FEW = 14
"""Words of a message that asks it, at most."""


class Following(ToldOf):
    """One message, and what it may be after what was told."""

    def followed(self) -> Turned | None:
        """What comes of a message that means something only after what was told; None of any other."""
        if self.scene.me.new or self.reply.tap:
            return None
        of_several = self.called_of_the_list() or self.asked_of_the_list()
        return of_several or self.said_to_an_offer() or self.its_stage() or self.asked_of_it() or self.asked_on()

    def asked_of_the_list(self) -> Turned | None:
        """What comes of «c'est où ?», «ça coûte pareil ?», after projects that were told side by side."""
        if not self.before.listed or not self.asks_in_few_words():
            return None
        asked = {asked_on(self.bare, self.world.ear.lexicon)}
        if asked.isdisjoint(LISTED) and not self.asks_of_another_matter():
            asked |= features_in(self.bare, self.world.ear.lexicon).keys()
        words = next((word for kind, word in LISTED.items() if kind in asked), "")
        return self.begin(COMPARE, opening=f"{' '.join(map(str, self.before.listed))} {words}") if words else None

    def asks_of_another_matter(self) -> bool:
        """Whether something else than projects is asked for sure: «combien coûte un SMS»."""
        first = self.first_asked()
        if first is None or first.score < ASKED_FOR_SURE:
            return False
        return not first.subject.startswith((OF_A_PROJECT, COMPARING))

    def asks_its_cost(self) -> bool:
        """Whether it may be asked of what ideas may cost in the words in which one asks of a project: «trop cher ?»."""
        first = self.first_asked()
        of_sums = first is not None and first.subject == "cost_limit"
        return of_sums and "cost" in features_in(self.bare, self.world.ear.lexicon)

    def asks_in_few_words(self) -> bool:
        """Whether the message is short, and names neither a project nor voting or proposing."""
        return self.is_an_aside() and not projects_in(self.bare, self.scene.edition, self.world.ear.lexicon)

    def is_an_aside(self) -> bool:
        """Whether the message is short, numbers nothing, and speaks neither of voting nor of proposing or writing."""
        lexicon = self.world.ear.lexicon
        words = lexicon.spell(self.bare).split()
        elsewhere = any(word.startswith(lexicon.of_votes + lexicon.of_ideas + lexicon.of_mail) for word in words)
        return len(words) <= FEW and not elsewhere and not self.names_numbers()

    def called_of_the_list(self) -> Turned | None:
        """What comes of «le premier», «les deux», after projects that were told side by side: chosen, or read."""
        told = self.before.listed
        called = called_by_place(self.bare, told, self.world.ear.lexicon) if told else ()
        if not called or self.asks_anywhere():
            return None
        opening = listed(called)
        if self.scene.phase is Phase.VOTE and {*called} <= {one.number for one in self.scene.edition.on_ballot}:
            return self.begin(VOTE, opening=opening)
        return self.begin(SHEET if len(called) == 1 else COMPARE, opening=opening)

    def said_to_an_offer(self) -> Turned | None:
        """What a yes or a no is, where nothing is asked: to the project just told, or to what there is to do."""
        meant = self.world.ear.lexicon.meant(self.bare)
        if meant is Sense.NO or (meant is Sense.DONE and self.flow_open() in MENUS):
            return self.tell("talk_ok")
        if meant is not Sense.YES and asked_on(self.bare, self.world.ear.lexicon) != "choose":
            return None
        if self.before.told in (*PLEAS, *UPSET):
            return self.tell("reach_a_person")
        if self.scene.phase is Phase.VOTE:
            chosen = self.is_on_ballot()
            if self.scene.me.voted_on and not chosen:
                return self.begin("receipt")
            return self.begin(VOTE, opening=str(self.told_of())) if chosen else self.open(VOTE, "")
        return self.open(PROPOSE, "") if self.scene.phase is Phase.IDEAS else self.tell("what_next")

    def chooses_it(self) -> Turned | None:
        """What comes of «ok je prends» after one project, while there is a vote: that one is read back."""
        if self.before.listed and not self.reply.tap and self.scene.phase is Phase.VOTE:
            return self.called_of_the_list()
        if not (self.told_of() and self.scene.phase is Phase.VOTE) or self.reply.tap:
            return None
        chooses = asked_on(self.bare, self.world.ear.lexicon) == "choose" or self.names_it_again()
        return self.begin(VOTE, opening=str(self.told_of())) if chooses and self.is_on_ballot() else None

    def names_it_again(self) -> bool:
        """Whether nothing is named but the number of the project that was just told, in a few words: «j'ai dit 5»."""
        lexicon = self.world.ear.lexicon
        words = lexicon.spell(self.bare).split()
        if self.memory.open or len(words) > A_FEW_WORDS or str(self.told_of()) not in words or self.asks_anywhere():
            return False
        others = [word for word in words if word.isdigit() and int(word) != self.told_of()]
        refused = any(lexicon.corrections.get(word) is Hint.WITHOUT for word in words)
        undone = not (lexicon.things | lexicon.undoing | lexicon.no_more).isdisjoint(words)
        return not (others or refused or undone or features_in(self.bare, lexicon))

    def asked_of_it(self) -> Turned | None:
        """What is asked of the project just told, in words that do not name it: «il coûte combien ?»."""
        number, lexicon = self.told_of(), self.world.ear.lexicon
        if number not in self.scene.edition.by_number:
            return None
        if self.asks_anywhere() and self.says_what_it_has(number):
            return self.begin(SHEET, opening=f"{number} {self.bare}")
        if not self.is_an_aside():
            return None
        words = lexicon.spell(self.bare).split()
        if self.its_text_tells(number) and not self.asks_of_another_matter():
            return self.begin(SHEET, opening=f"{number} {self.bare}")
        on = asked_on(self.bare, lexicon)
        if on == "another":
            return self.begin(BROWSE)
        if on == "what":
            return self.begin(SHEET, opening=str(number))
        of_it = not on and self.speaks_of_it(words)
        if not (on or of_it) and self.asks_of_another_matter() and not self.asks_its_cost():
            return None  # «c'est quand les résultats»
        asked = on in OF_ONE or (not on and OF_ONE & features_in(self.bare, lexicon).keys())
        if not (asked or of_it) or self.names_another(words):
            return None
        if self.flow_open() == BROWSE:  # its question what to do next is of the same project
            self.memory = replace(self.memory, open=None)
        on = on or ("cost" if self.asks_its_cost() else "")
        plainly = next((phrase for phrase, feature in lexicon.features.items() if feature == on), self.bare)
        said = [word for word in plainly.split() if word not in lexicon.joins | lexicon.alternatives]
        return self.begin(SHEET, opening=" ".join((str(number), *said)))

    def its_stage(self) -> Turned | None:
        """What comes of «ça avance ?» after one project: where that one stands."""
        if not (self.told_of() and self.asks_anywhere() and self.asks_of_all()):
            return None
        return self.begin(FOLLOW, opening=str(self.told_of()))

    def asked_on(self) -> Turned | None:
        """What is asked on after a topic, or out of the blue: «et quand ?»."""
        kind = asked_on(self.bare, self.world.ear.lexicon)
        if not kind or (kind in OF_ONE and self.before.subject[0] == SEVERAL):  # of which one is not said
            return None
        if single := _FROM.get((self.before.told, kind), ""):
            return self.tell(single)
        about = next((about for about, begins in _OF.items() if self.before.told.startswith(begins)), "")
        if kind == "sure":
            told = self.before.told
            return self.tell(told, Said(_("Oui, c'est bien cela."))) if told and not told.startswith(TALK) else None
        if kind == "now" or (kind == "next" and self.before.told in PLEAS):
            return self.tell("reach_a_person")
        if kind == "kin" and self.before.told in ("secrecy", "who_votes", "who_votes_age"):
            return self.tell(self.before.told)
        topic = _ON.get(about or _IN.get(self.scene.phase, ""), {}).get(kind, "") or _AT_LARGE.get(kind, "")
        turned = self.tell(topic) if topic else None
        if kind == "where":  # what is asked then is asked of the same matter: «et comment ?»
            self.told = self.before.told or topic
        return turned

    def tell(self, topic: str, *said: Said) -> Turned:
        """What is true now of *topic*, after what is *said*: it is what was told last from then on."""
        turned = self.begin(GO_ON, *said, opening=topic)
        self.told = topic
        return turned

    def left_open(self) -> Turned | None:
        """What is told to who gives up what is under way: nothing is sent, and what is kept for later stays a draft."""
        thread = self.memory.open
        if self.told != "talk_let_go" or thread is None or thread.asked is None or thread.flow in MENUS:
            return None
        return self.dropped(thread, Said(_("D'accord, rien n'est envoyé. Pour la suite : MENU.")))

    def told_again(self, topic: str) -> Turned | None:
        """What is told to who says again what was answered a moment ago: something else; None of what is no plea."""
        again = _AGAIN.get(topic, "")
        repeats = again and self.before.told in (topic, again, *(one for one in _AGAIN if _AGAIN[one] == again))
        return self.tell(again) if repeats else None
