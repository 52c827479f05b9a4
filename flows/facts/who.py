"""Who may vote and who may propose: by age, by where one lives, as an association."""

from __future__ import annotations

from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, about_ideas, about_the_vote, is_over
from flows.facts.town_words import who_is
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.edition import Phase
from flows.words import Joined, Say, _

EACH_FOR_ONESELF = _("Chaque personne vote pour elle-même.")


def who_votes(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Who may vote, in the edition's own words, with the age."""
    who, least = scene.edition.ballot.who, scene.edition.ages.vote
    if not who:
        return None
    told: Say = (
        _("Peut voter : {who}, dès {age} ans.", who=who_is(who, scene), age=least)
        if least
        else _("Peut voter, à tout âge : {who}.", who=who_is(who, scene))
    )
    return Said(
        Joined((told, EACH_FOR_ONESELF, *about_the_vote(scene)), " "), Joined((told, *_vote_if_open(scene)), " ")
    )


def who_votes_age(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """From which age one votes."""
    least = scene.edition.ages.vote
    told = (
        _("On vote dès {age} ans : il suffit de le dire.", age=least)
        if least
        else _("On vote à tout âge : il n'y a pas de minimum. Chaque enfant choisit lui-même.")
    )
    return Said(Joined((told, *about_the_vote(scene)), " "))


def who_proposes(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Who may propose an idea: the edition's own words, the age, and in whose name."""
    rules = (_proposer(scene), *_groups(scene))
    closed = about_ideas(scene) if scene.phase is not Phase.IDEAS else ()
    return Said(Joined((*rules, *about_ideas(scene)), " "), Joined((*rules[: 1 if closed else None], *closed), " "))


def parents_agree(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Whether an adult has to agree: to an idea, before the age the edition says; to a vote, never."""
    if asked.of_ideas or not asked.of_votes:
        return who_proposes(scene, asked)
    least = scene.edition.ages.vote
    free = (
        _("Pour voter, dès {age} ans, pas besoin de l'accord d'un adulte.", age=least)
        if least
        else _("Pour voter, pas besoin de l'accord d'un adulte : à tout âge, chaque enfant choisit lui-même.")
    )
    return Said(Joined((free, *about_the_vote(scene)), " "))


def organisations(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What an association, a company or a class may do."""
    votes = _("Une association, une entreprise ou une classe ne vote pas : chaque personne vote pour elle-même.")
    if not scene.edition.proposals.organisations:
        return Said(votes)
    if scene.phase is Phase.IDEAS or asked.of_ideas:
        told = _("Une association, une classe ou un groupe peut proposer une idée.")
        return Said(Joined((told, *about_ideas(scene)), " "))
    proposes = _("Mais une association ou une classe peut proposer une idée.")
    return Said(Joined((votes, proposes, *about_ideas(scene)), " "), Joined((votes, proposes), " "))


def _vote_if_open(scene: Scene) -> tuple[Say, ...]:
    """What to write, where an SMS has room for that and no more; or that it is over."""
    return about_the_vote(scene) if scene.phase is Phase.VOTE or is_over(scene) else ()


def _proposer(scene: Scene) -> Say:
    """Who, and from which age, as far as the edition says."""
    who = scene.edition.proposals.who
    if who:
        return _("Peut proposer, {age} : {who}.", age=_age(scene), who=who_is(who, scene))
    return _("On peut proposer {age}.", age=_age(scene))


def _age(scene: Scene) -> Say:
    ages = scene.edition.ages
    if ages.guardian > ages.propose > 0:
        return _("dès {age} ans (avant {n} ans, accord d'un adulte)", age=ages.propose, n=ages.guardian)
    if ages.propose:
        return _("dès {age} ans", age=ages.propose)
    return _("à tout âge (avant {n} ans, accord d'un adulte)", n=ages.guardian) if ages.guardian else _("à tout âge")


def _groups(scene: Scene) -> tuple[Say, ...]:
    return (_("Associations, classes et groupes aussi."),) if scene.edition.proposals.organisations else ()


FACTS: dict[str, Fact] = {
    "who_votes": who_votes,
    "who_votes_age": who_votes_age,
    "who_votes_residence": who_votes,
    "who_proposes": who_proposes,
    "parents_agree": parents_agree,
    "organisations": organisations,
}
