"""What is asked of the projects that one has chosen, before the vote is confirmed: «ça fait combien en tout ?»."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from flows.projects.catalogue import ballot_paper
from flows.town.edition import Edition, Project
from flows.understanding.features import features_in
from flows.understanding.followed import asked_on
from flows.understanding.interrogative import looks_asked
from flows.understanding.lexicon import Lexicon
from flows.understanding.number_words import DURATION, PERIODS
from flows.understanding.phrases import holds
from flows.words import Joined, Money, Say, _, n_

_MOST_WORDS = 14
"""Words of such a question, at most."""


def told_of_choice(text: str, choice: Sequence[str], edition: Edition, lexicon: Lexicon) -> Say | None:
    """What the projects chosen cost together, or how many more there may be; None if *text* asks neither."""
    bare = lexicon.bare(text)
    words = lexicon.spell(bare).split()
    asked = asked_on(bare, lexicon) == "cost" or looks_asked(bare, lexicon)
    if not choice or len(words) > _MOST_WORDS or not asked or _is_of_others(words, lexicon):
        return None
    projects = [edition.by_id[int(id)] for id in choice]
    if _asks_the_sum(bare, words, len(choice), lexicon):
        return _sum(projects, edition)
    if edition.ballot.max_cost is None and holds(words, lexicon.remaining, lexicon.remaining_begun):
        return _room(len(choice), ballot_paper(edition).most)
    return None


def _asks_the_sum(text: str, words: list[str], chosen: int, lexicon: Lexicon) -> bool:
    """Whether *text* asks what those chosen cost together, or which of them is the dearest."""
    if holds(words, lexicon.summed, lexicon.summed_begun) or asked_on(text, lexicon) == "cost":
        return True
    asked = features_in(text, lexicon)
    extreme = asked["dearest"] or asked["cheapest"]
    return bool(extreme) and chosen > 1 and any(lexicon.number(word) == chosen for word in words)


def _is_of_others(words: list[str], lexicon: Lexicon) -> bool:
    """Whether it is of votes, of days or of how many projects: «combien de votes en tout», «il reste 2 jours ?»."""
    kinds = lexicon.number_words.kinds
    if any(word.startswith(lexicon.of_votes + lexicon.of_ideas) or kinds.get(word) in _TIME for word in words):
        return True
    before = zip(("", *words), words, strict=False)
    near = {*before, *((first, third) for first, third in zip(words, words[2:], strict=False))}
    return any(first in lexicon.asking and second in lexicon.several_things for first, second in near)


_TIME = PERIODS | {DURATION}


def _sum(projects: Sequence[Project], edition: Edition) -> Say:
    """The cost of each, and what they are together, beside the budget."""
    total = Money(sum((project.cost for project in projects), Decimal(0)), edition.currency)
    budget = Money(edition.budget, edition.currency)
    if len(projects) == 1:
        return _("Votre choix coûte {total}, sur un budget de {budget}.", total=total, budget=budget)
    costs = (
        _("n° {number} : {cost}", number=project.number, cost=Money(project.cost, edition.currency))
        for project in projects
    )
    whole = _("Ensemble : {total}, sur un budget de {budget}.", total=total, budget=budget)
    return Joined((Joined(tuple(costs), ", "), whole), ". ")


def _room(chosen: int, most: int) -> Say:
    """How many more there may be."""
    if chosen >= most:
        return n_(
            "Votre choix est complet : {n} projet au plus.", "Votre choix est complet : {n} projets au plus.", most
        )
    return n_("Vous pouvez encore ajouter {n} projet.", "Vous pouvez encore ajouter {n} projets.", most - chosen)
