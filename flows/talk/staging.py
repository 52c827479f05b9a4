"""Who wants to know how far something is: a project of ours, one's own, a vote, or the whole of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.talk.keywords import To
from flows.talk.wishing import Wishing
from flows.town.edition import Phase, Project, Status
from flows.understanding.features import features_in
from flows.understanding.naming import projects_in
from flows.understanding.phrases import holds, without
from flows.understanding.readings import ReadAs, WayToRead
from flows.understanding.sides import any_begins, speaks_of_either
from flows.understanding.telling import HOLLOW, SHORTEST

FOLLOW = "follow"
"""The conversation that tells where a project stands."""

OF_ITS_STAGE = ("project_stage", "my_project", "idea_answer", "follow_works")
"""The topics of who wants to know where a project stands: of one that is named, it is told at once."""

ASKS_ITS_STAGE = 1.0
"""How sure it is that a named project's stage is asked in words for it: «le verger, ça avance ?»."""

LIKELY = 0.3
"""How sure it is, at least, that a named project's stage is asked, for it to be told instead of the sheet."""

NAMES_AMONG = 0.55
"""How sure it is that a message which names a project and says something else beside is about it."""

OF_ITS_SHEET = frozenset({"cost", "where", "whom", "access", "light", "free"})
"""What only the sheet of a project tells."""

BUILDING = (Phase.WORKS, Phase.CLOSED)
"""The phases in which «quand» is asked of what is built: where it stands says more than what was once written of it."""

A_FEW = 10
"""Words of a message that asks how far all of it is, at most."""


class Staging(Wishing):
    """One message, and what it may ask of how far something is."""

    def says_mine(self) -> bool:
        """Whether it is their own project that the words speak of."""
        lexicon = self.world.ear.lexicon
        spelled = f" {lexicon.spell(self.bare)} "
        return any(f" {mine} " in spelled for mine in lexicon.mine)

    def follows_a_vote(self, to: To) -> bool:
        """Whether it is a vote whose stage is asked, and no project's: «où en est mon vote»."""
        return to.flow == FOLLOW and any_begins(to.opening, self.world.ear.lexicon.of_votes, self.world.ear.lexicon)

    def of_their_own(self, to: To) -> To:
        """*to*, for the one project that is named; for their own, without words to search for: «mon idée en est où»."""
        if to.flow != FOLLOW:
            return to
        named = projects_in(self.bare, self.scene.edition, self.world.ear.lexicon)
        if not self.says_mine():
            return replace(to, opening=self.whose_stage(named) or to.opening)
        return to if named else replace(to, opening="")  # «mon projet, ça fait 5 mois»

    def whose_stage(self, named: tuple[Project, ...]) -> str:
        """The number of the one project whose stage is asked, if one is named and is not said to be their own."""
        return str(named[0].number) if len(named) == 1 and not self.says_mine() else ""

    def numbered_one(self) -> str:
        """The number of the one project that a question of stages may mean: «des nouvelles du 9 ?»; "" if of none."""
        lexicon = self.world.ear.lexicon
        numbers = [word for word in self.spelled if word.isdigit() and not word.startswith("0")]
        counts = not (lexicon.units | lexicon.months).isdisjoint(self.spelled)
        one = len(numbers) == 1 and int(numbers[0]) in self.scene.edition.by_number and not counts
        return numbers[0] if one and not self.says_mine() else ""

    def stage_asked(self, named: tuple[Project, ...], stage: float, of_projects: list[float]) -> Iterator[WayToRead]:
        """The one project that is *named*, where its stage is asked: in words for it, or as likely as anything."""
        whose, features = self.whose_stage(named), features_in(self.bare, self.world.ear.lexicon)
        if self.says_mine() and stage >= max(LIKELY, *of_projects, 0):
            yield WayToRead(ReadAs.PROJECT, min(1.0, NAMES_AMONG + stage), "asks where their own stands", FOLLOW)
        if not whose or not OF_ITS_SHEET.isdisjoint(features):
            return
        when = "when" in features
        built = self.scene.phase in BUILDING and named[0].status is not Status.ON_BALLOT
        asked = built if when else self.speaks_of_stages()
        if asked and (self.asks_anywhere() or self.scene.phase is not Phase.VOTE):
            yield WayToRead(ReadAs.PROJECT, ASKS_ITS_STAGE, "asks where it stands", FOLLOW, whose)
        elif stage >= max(LIKELY, *of_projects, 0):
            yield WayToRead(ReadAs.PROJECT, min(1.0, NAMES_AMONG + stage), "asks where it stands", FOLLOW, whose)

    def stage_numbered(self) -> Iterator[WayToRead]:
        """The one project that is numbered only, where its stage is asked: «la proposition 3 est-elle validée ?».

        Or their own, by what it would be: «mon idée de city stade, elle en est où».
        """
        asked = self.speaks_of_stages() and self.asks_anywhere()
        whose = self.numbered_one() if asked else ""
        if asked and self.says_mine():
            yield WayToRead(ReadAs.PROJECT, ASKS_ITS_STAGE, "asks where their own stands", FOLLOW)
        if whose:
            yield WayToRead(ReadAs.PROJECT, ASKS_ITS_STAGE, "asks where it stands", FOLLOW, whose)

    def speaks_of_stages(self) -> bool:
        """Whether some words ask how far something is: «il en est où», «a gagné», «des nouvelles»."""
        lexicon = self.world.ear.lexicon
        return holds(lexicon.spell(self.bare).split(), lexicon.stages, lexicon.stages_begun)

    def asks_of_all(self) -> bool:
        """Whether it is asked how far all of it is, since nothing is named: «alors, ça avance ou pas ?»."""
        lexicon = self.world.ear.lexicon
        words = lexicon.spell(self.bare).split()
        if len(words) > A_FEW or self.names_numbers() or not self.speaks_of_stages():
            return False
        if self.says_mine() or speaks_of_either(self.bare, lexicon):
            return False
        rest = without(words, lexicon.stages, lexicon.stages_begun)
        hollow = HOLLOW.union(lexicon.fillers, lexicon.asking, lexicon.speaking, lexicon.doers, lexicon.going_on)
        return all(len(word) < SHORTEST or word in hollow for word in rest)

    @property
    def spelled(self) -> frozenset[str]:
        """The words of the message, as they are looked up."""
        return frozenset(self.world.ear.lexicon.spell(self.bare).split())
