"""How one votes: on this channel, on paper, for someone else on the same telephone; how many; and what is then true."""

from __future__ import annotations

import re

from flows.ballots import ballot_of
from flows.ballots.points import points_of_ranks
from flows.facts.contacts import a_person, by_sms, reach
from flows.facts.dates import vote_dates
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, about_ideas, about_the_vote, end_of, is_over
from flows.facts.town_words import where_is
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.town.calendar import vote_until
from flows.town.edition import Phase
from flows.town.rules import BallotRules
from flows.understanding.folding import fold
from flows.words import Day, Joined, Money, Say, Verbatim, _, n_

_OF_RECEIPT = re.compile(r"\b(?:mon|le|un|ce|my|the|a) (?:recu|receipt)\b")
"""What proves a vote, and no message that was received: «j'ai perdu mon reçu», not «je n'ai rien reçu»."""


def how_to_vote(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """What to write, and what comes back; when, if that is not now."""
    when = about_the_vote(scene)
    if not when:
        return None
    if is_over(scene):
        return vote_dates(scene)
    if is_amid_the_vote(scene):
        return Said(_BACK_WITH_IT)
    if scene.phase is Phase.VOTE:
        return Said(_by_sms_now() if by_sms(scene) else _by_taps())
    return Said(Joined((*when, _by_sms() if by_sms(scene) else _by_taps()), " "))


def _by_sms() -> Say:
    return _("Écrivez VOTE et les numéros de vos projets. Je relis votre choix avec un code : renvoyez-le, c'est voté.")


def _by_sms_now() -> Say:
    return _(
        "Par SMS, sans internet : VOTE et les numéros de vos projets. "
        "Je relis votre choix avec un code : renvoyez-le, c'est voté."
    )


def _by_taps() -> Say:
    return _(
        "Écrivez VOTE et touchez vos projets, ou écrivez leurs numéros. Je relis votre choix : un bouton le confirme, "
        "et vous recevez un reçu."
    )


def how_many(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How many projects one may choose, or how many ideas one may propose."""
    if asked.of_ideas and not asked.of_votes:
        return how_many_ideas(scene, asked)
    rules = scene.edition.ballot
    counted = (
        n_("Vous choisissez {n} projet.", "Vous choisissez {n} projets.", rules.most)
        if rules.least == rules.most
        else _("Vous choisissez de {least} à {most} projets.", least=rules.least, most=rules.most)
    )
    cap = rules.max_cost
    capped = (_("Ensemble, {sum} au plus.", sum=Money(cap, scene.edition.currency)),) if cap else ()
    return Said(Joined((counted, *_worth(rules), *capped, *about_the_vote(scene)), " "))


def _worth(rules: BallotRules) -> tuple[Say, ...]:
    """What a project that is chosen gets: a vote, the points of its rank, or those it is given."""
    if rules.points:
        return (n_("Vous avez {n} point à donner.", "Vous avez {n} points à donner.", rules.points),)
    if ballot_of(rules.kind).unit == "point":
        points = Verbatim(", ".join(map(str, points_of_ranks(rules.most, rules))))
        return (_("L'ordre compte : mettez votre préféré d'abord."), _("Points : {points}.", points=points))
    return (_("L'ordre ne compte pas : chacun reçoit une voix."),) if rules.most > 1 else ()


def how_many_ideas(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How many ideas one person may propose, and when."""
    most = scene.edition.proposals.most
    told: Say = _("Vous pouvez proposer autant d'idées que vous voulez.")
    if most:
        told = n_("Vous pouvez proposer {n} idée au plus.", "Vous pouvez proposer {n} idées au plus.", most)
    return Said(Joined((told, *about_ideas(scene)), " "))


def vote_paper(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Where one votes on paper, in the edition's own words."""
    paper = scene.edition.ballot.paper
    if not paper:
        return None
    if is_over(scene):
        return Said(Joined((_("Sur papier aussi, c'est fini."), *_once_over(scene)), " "))
    where = _("On vote aussi sur papier {paper}.", paper=where_is(paper, scene))
    more = _("Horaires, accès : {reach}.", reach=reach(scene))
    until = (vote_until(scene.edition),) if scene.phase is Phase.VOTE else _unless_open(scene)
    return Said(Joined((*until, where, more), " "))


def vote_for_someone(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How several people vote from one telephone, and who has none."""
    if is_over(scene):
        return vote_dates(scene)
    if scene.edition.ballot.identity == "phone":
        told: Say = _("Ici, un numéro de téléphone vaut une voix : chaque personne vote du sien.")
    else:
        told = _(
            "Jusqu'à {n} personnes par téléphone : chacune écrit PRENOM et son prénom, puis vote pour elle-même.",
            n=scene.edition.service.people_per_phone,
        )
    paper = scene.edition.ballot.paper
    without = (_("Sans téléphone : sur papier {paper}.", paper=where_is(paper, scene)),) if paper else ()
    brief = (_("Sans téléphone : {reach}.", reach=reach(scene)),) if paper else ()
    return Said(Joined((*_unless_open(scene), told, *without), " "), Joined((told, *brief), " "))


def cannot_come(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """How somebody votes who cannot leave their bed: from a telephone, were it a borrowed one."""
    if is_over(scene):
        return vote_dates(scene)
    if scene.edition.ballot.identity == "phone":
        told = _("On vote sans se déplacer, de son téléphone : VOTE.")
    else:
        told = _("On vote sans se déplacer, même d'un téléphone prêté : PRENOM et le prénom, puis VOTE.")
    help_there = _("De l'aide : {reach}.", reach=reach(scene))
    return Said(Joined((*_unless_open(scene), told, help_there), " "))


def vote_check(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Whether a vote of this person is in the urn, and how to make sure."""
    me = scene.me
    if me.voted_on and not me.doubtful:
        return Said(
            _("Oui, votre vote est dans l'urne depuis le {day}. Pour le vérifier : RECU.", day=Day(me.voted_on))
        )
    none = _("Je ne vois pas de vote de vous ici. Un code de reçu se vérifie ainsi : RECU et le code.")
    paper = (_("Voté sur papier ? {reach}.", reach=reach(scene)),) if scene.edition.ballot.paper else ()
    when = about_the_vote(scene)
    return Said(
        Joined((none, *paper, *when), " "), Joined((none, *(when if scene.phase is Phase.VOTE else paper)), " ")
    )


def vote_change(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """Whether a vote can be replaced, until when and how."""
    span = scene.edition.span_of(Phase.VOTE)
    if not scene.edition.ballot.may_change:
        return Said(Joined((_("Dans cette ville, un vote ne se change pas."), *_unless_open(scene)), " "))
    if span is None:
        return None
    if is_over(scene):
        return Said(Joined((_("Non, plus maintenant."), *about_the_vote(scene)), " "))
    end = end_of(span, scene)
    told = _(
        "Oui, jusqu'au {end} : écrivez VOTE et choisissez de nouveau, cela remplace votre vote en entier.", end=end
    )
    return Said(Joined((told, *_unless_open(scene)), " "))


def vote_cancel(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That a vote is not taken back but replaced, if there is one."""
    if scene.phase is not Phase.VOTE or (scene.me.voted_on and not scene.edition.ballot.may_change):
        return vote_change(scene, asked)
    if scene.me.voted_on is None:
        none = _("Vous n'avez pas voté : rien n'est dans l'urne. Pour voter : VOTE.")
        return Said(Joined((none, _("Un vote envoyé ne se retire pas, il se remplace.")), " "))
    kept = _("Votre vote est dans l'urne, sans votre nom : on ne le retire pas, on le remplace en entier.")
    return Said(Joined((kept, _("Pour le refaire : VOTE.")), " "))


def vote_none(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That nobody has to vote, and that there is no vote for nothing."""
    told = _("Personne n'est obligé de voter : pour ne choisir aucun projet, n'envoyez rien.")
    return Said(Joined((told, _("Il n'y a pas de vote blanc."), *_unless_open(scene)), " "))


def vote_twice(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That everyone has one vote, and what a second one does."""
    phone = scene.edition.ballot.identity == "phone"
    one = _("Non : un numéro de téléphone, une voix.") if phone else _("Non : une personne, un vote, où que ce soit.")
    again = _("Voter de nouveau du même téléphone remplace le premier vote.")
    other = _("Plusieurs sur un téléphone : PRENOM.")
    more = (*((again,) if scene.edition.ballot.may_change else ()), *(() if phone else (other,)))
    if is_over(scene):
        return Said(Joined((one, *_once_over(scene)), " "))
    return Said(Joined((one, *more), " "))


def code_lost(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """That no code is needed to begin; and that a lost receipt is no lost vote."""
    if _OF_RECEIPT.search(fold(asked.words)):
        return Said(
            _("Ce n'est pas grave : un reçu perdu ne change rien à votre vote. Pour vérifier votre vote : RECU.")
        )
    if is_amid_the_vote(scene):
        return Said(_BACK_WITH_IT)
    if scene.me.voted_on and not scene.me.doubtful:
        proof = _(
            "Vous avez voté : plus de code à renvoyer. Les sept lettres et chiffres sont votre reçu, la preuve du vote."
        )
        return Said(Joined((proof, _("Le vérifier : RECU.")), " "))
    if is_over(scene):
        return Said(Joined((_("Plus besoin de code."), *_once_over(scene)), " "))
    if by_sms(scene):
        told = _("Pas besoin de code pour commencer : écrivez VOTE. Je réponds avec un code, que vous renvoyez ici.")
    else:
        told = _("Pas besoin de code ici : écrivez VOTE, choisissez, et touchez le bouton qui confirme.")
    return Said(Joined((*_unless_open(scene), told), " "))


def cannot_vote(scene: Scene, asked: InWords = NO_WORDS) -> Said | None:
    """A way on for who is stuck: what to write, and a person."""
    if scene.phase is not Phase.VOTE:
        return Said(Joined((*about_the_vote(scene), a_person(scene)), " "))
    return Said(
        _(
            "Écrivez seulement VOTE, je vous guide. Si cela bloque encore, une personne vous aide : {reach}.",
            reach=reach(scene),
        )
    )


def _once_over(scene: Scene) -> tuple[Say, ...]:
    """That the vote is over, and what comes of it."""
    told = vote_dates(scene)
    return (told.text,) if told else ()


_BACK_WITH_IT = _(
    "Je relis votre choix avec un code : renvoyez-le ici, seul, et c'est voté. Avant cela, rien n'est envoyé."
)


def is_amid_the_vote(scene: Scene) -> bool:
    """Whether a vote waits to be chosen or sent, by SMS: what comes next stands on the screen."""
    return scene.phase is Phase.VOTE and "vote" in scene.me.secrets and by_sms(scene)


def _unless_open(scene: Scene) -> tuple[Say, ...]:
    """When the vote opens or that it is over; nothing while it is open."""
    return () if scene.phase is Phase.VOTE else about_the_vote(scene)


FACTS: dict[str, Fact] = {
    "how_to_vote": how_to_vote,
    "how_many": how_many,
    "how_many_ideas": how_many_ideas,
    "vote_paper": vote_paper,
    "vote_for_someone": vote_for_someone,
    "cannot_come": cannot_come,
    "vote_check": vote_check,
    "vote_change": vote_change,
    "vote_cancel": vote_cancel,
    "vote_none": vote_none,
    "vote_twice": vote_twice,
    "code_lost": code_lost,
    "cannot_vote": cannot_vote,
}
