"""The project that was just told, and whether what is said now is of it: «c'est mixte, les douches ?»."""

from __future__ import annotations

from collections.abc import Iterable

from flows.talk.going import has_said_all
from flows.talk.subject import subject_of
from flows.talk.ways import Ways
from flows.town.edition import Phase, Status
from flows.understanding.features import asking_words
from flows.understanding.naming import projects_in
from flows.understanding.telling import RARE, telling_of
from flows.understanding.town_nouns import in_french

BROWSE = "browse"
"""The conversation that shows one project after another."""


class ToldOf(Ways):
    """One message, and what it has to do with the project that was told last."""

    def told_of(self) -> int:
        """The number of the project that was told last, or is shown; 0 if none."""
        thread = self.memory.open
        if thread and thread.flow == BROWSE and has_said_all(thread):
            project = self.scene.edition.by_id.get(int(str(dict(thread.answers).get("project", "0"))))
            return project.number if project else 0
        return max(subject_of(self.before, self.scene.now), 0)

    def is_on_ballot(self) -> bool:
        """Whether the project that was told last can be voted for."""
        project = self.scene.edition.by_number.get(self.told_of())
        return project is not None and project.status is Status.ON_BALLOT and self.scene.phase is Phase.VOTE

    def speaks_of_it(self, words: list[str]) -> bool:
        """Whether something is asked in a word of the project just told: «c'est mixte, les douches ?»."""
        return self.asks_anywhere() and any(self.told_of() in told for told in self.told_by(words))

    def names_another(self, words: list[str]) -> bool:
        """Whether one of *words*, not one that asks, is of other projects alone: «et le basket, il est éclairé ?»."""
        asking = asking_words(self.bare, self.world.ear.lexicon)
        beside = [word for word in words if word not in asking]
        return any(max(told.values()) >= RARE and self.told_of() not in told for told in self.told_by(beside) if told)

    def told_by(self, words: Iterable[str]) -> list[dict[int, float]]:
        """How much each of *words* says of which projects, by their numbers."""
        edition = self.scene.edition
        telling = telling_of(edition)
        french = in_french(list(words), telling.meant, self.world.ear.lexicon)
        known = [telling.words.get(telling.meant(word), {}) for word in french]
        return [{edition.by_id[id].number: weight for id, weight in one.items()} for one in known]

    def its_text_tells(self, number: int) -> bool:
        """Whether the text of that project tells what is asked, and no other is named: «combien de séances ?»."""
        edition, lexicon = self.scene.edition, self.world.ear.lexicon
        if projects_in(self.bare, edition, lexicon) or self.names_another(lexicon.spell(self.bare).split()):
            return False
        return self.told_by_text(edition.by_number[number])

    def says_what_it_has(self, number: int) -> bool:
        """Whether another is named only by what this one has too: «y a-t-il de l'ombre ?»."""
        named = projects_in(self.bare, self.scene.edition, self.world.ear.lexicon)
        if self.names_numbers() or len(named) != 1:
            return False
        naming = [told for told in self.told_by(self.spelled) if named[0].number in told]
        return bool(naming) and all(number in told for told in naming)
