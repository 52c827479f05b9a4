"""The questions about an idea, one a message; a town says which of them may be skipped."""

from __future__ import annotations

from dataclasses import dataclass

from flows.talk.memory import View
from flows.talk.questions import Amount, Ear, Heard, Missed, Option, Photo, Pick, Place, Reply, Words
from flows.town.edition import Edition
from flows.town.rules import IN_NAME_OF
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.words import Say, Verbatim, _

TOGETHER = (
    "groupe, collectif, voisins, des voisins, on est plusieurs, nous sommes plusieurs, avec des voisins, "
    "avec mes voisins, entre voisins, avec des amis, entre amis, on est deux, on est trois, several, group"
)
ALONE = (
    "seul, seule, moi, tout seul, toute seule, moi meme, moi-même, pour moi, en mon nom, mon nom, moi seul, moi seule, "
    "juste moi, que moi, c'est juste moi, c'est que moi, c'est moi tout seul, c'est moi toute seule, je suis seul, "
    "je suis seule, je suis tout seul, perso, à titre personnel, me, myself, alone, for myself, just me, it's just me, "
    "only me, solo yo, yo sola, só eu, sadece ben, أنا فقط"
)
"""How people say that an idea comes in their own name."""

HIGHEST_COST = 100_000_000
"""Euros beyond which a zero too many was typed."""


def most_ideas(sent: int, edition: Edition) -> bool:
    """Whether someone who has *sent* so many ideas may send no more."""
    return 0 < edition.proposals.most <= sent


@dataclass(frozen=True)
class IdeaTitle(Words):
    """A title: one word that calls another conversation («VOTE», «MOI») is none, nor is «une idée pour la ville»."""

    def listens_to(self, text: str, lexicon: Lexicon) -> str:
        """All of it but the courtesies at its end: others read it."""
        bare = lexicon.bare(text)
        return bare if bare and text.startswith(bare) else text

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The title, or why it is none."""
        if ear.lexicon.nameless.issuperset(ear.lexicon.spell(ear.lexicon.bare(reply.text)).split()):
            return Missed()
        calls = ear.lexicon.spell(ear.lexicon.bare(reply.text)) in ear.lexicon.flows
        return Missed() if calls else super().hear(reply, view, ear)


def title(young: bool) -> Words:
    """What the idea is, in a few words."""
    prompt = (
        _("C'est quoi, ton idée ? Donne-lui un titre en quelques mots.")
        if young
        else _("Votre idée en quelques mots ? Ce sera son titre.")
    )
    return IdeaTitle(
        prompt,
        help=_("Un titre court et concret, par exemple : Des bancs à l'ombre place du Marché."),
        topic=_("Titre"),
        most=100,
        problem=_no_title,
    )


def what_and_why(edition: Edition, young: bool) -> Words:
    """What should be done, and why."""
    prompt = (
        _("Raconte : qu'est-ce qu'on fait, et pourquoi ce serait bien ?")
        if young
        else _("Que faut-il faire, et pourquoi ?")
    )
    return Words(
        prompt,
        help=_("Une ou deux phrases suffisent : ce qu'on voit aujourd'hui, ce qui changerait, et pour quoi faire."),
        topic=_("Quoi et pourquoi"),
        most=1000,
        problem=_too_short,
        skippable="why" in edition.proposals.optional,
    )


def where(edition: Edition) -> Place:
    """Where it should be."""
    return Place(
        _("Où ? Un quartier, une rue ou un lieu."),
        short=_("Où ? Un quartier, une rue, un lieu."),
        help=_("Écrivez le nom du quartier, de la rue ou du lieu, par exemple : devant l'école Pasteur."),
        topic=_("Où"),
        options=tuple(Option(district.id, Verbatim(district.name)) for district in edition.districts),
        skippable="where" in edition.proposals.optional,
    )


def whom(edition: Edition) -> Words:
    """For whom it is."""
    return Words(
        _("À qui cela servira-t-il ?"),
        help=_("Par exemple : aux familles du quartier, aux collégiens, à tout le monde."),
        topic=_("Pour qui"),
        most=200,
        skippable="whom" in edition.proposals.optional,
    )


def cost(edition: Edition) -> Amount:
    """What it may cost."""
    cap = edition.proposals.max_cost
    return Amount(
        _("Combien cela coûterait-il, à peu près, en euros ? « Je ne sais pas » convient très bien."),
        short=_("Combien cela coûterait-il, en euros ?"),
        help=_("Un ordre de grandeur suffit. Si vous ne savez pas, les services feront l'estimation."),
        topic=_("Coût"),
        least=1,
        most=int(cap) if cap else HIGHEST_COST,
        unit=_("euros"),
        currency=edition.currency,
        skippable="cost" in edition.proposals.optional,
    )


def photo() -> Photo:
    """A picture of the place."""
    return Photo(
        _("Une photo du lieu ? Envoyez-la ici."),
        short=_("Une photo ? Envoyez-la depuis Telegram."),
        help=_("Une photo aide à comprendre. Évitez les visages."),
        topic=_("Photo"),
    )


def kind(young: bool) -> Pick:
    """In whose name it comes."""
    return Pick(
        _("Tu proposes cette idée en ton nom, ou pour d'autres ?")
        if young
        else _("Proposez-vous cette idée en votre nom, ou pour d'autres ?"),
        short=_("Tu proposes :") if young else _("Vous proposez :"),
        help=_("Répondez par le chiffre d'une ligne."),
        topic=_("Au nom de"),
        options=(
            Option("alone", IN_NAME_OF["alone"], words=ALONE),
            Option("association", IN_NAME_OF["association"], words="association, asso, pour une association"),
            Option("class", IN_NAME_OF["class"], words="classe, ecole, college, lycee, une classe, class, school"),
            Option("group", IN_NAME_OF["group"], words=TOGETHER),
        ),
    )


def organisation(which: str) -> Words:
    """The name of the organisation."""
    prompts: dict[str, Say] = {
        "association": _("Quel est le nom de l'association ?"),
        "class": _("Quelle classe, et dans quelle école ?"),
    }
    prompt = prompts.get(which, _("Comment s'appelle votre groupe ? Quelques mots suffisent."))
    return Words(prompt, topic=_("Nom"), least=2, most=120)


def reach() -> Words:
    """Whom to call about it."""
    return Words(
        _("Qui pouvons-nous contacter, et comment ? Un nom avec un téléphone ou un mail. Seule l'équipe le verra."),
        short=_("Qui contacter ? Un nom, avec un tél. ou un mail. Seule l'équipe le verra."),
        help=_("Par exemple : Mme Diallo, 04 65 71 20 26."),
        topic=_("Contact"),
        least=5,
        most=200,
    )


def _no_title(words: str) -> Say | None:
    letters = fold(words).replace(" ", "")
    return _("Il faut des mots : quelle est votre idée ?") if letters.isdigit() or len(letters) < 3 else None


def _too_short(words: str) -> Say | None:
    return _("Dites-en un peu plus : une phrase suffit.") if len(fold(words).split()) < 2 else None
