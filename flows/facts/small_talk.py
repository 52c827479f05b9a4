"""What people say beside what they want: thanks, hello, anger. One human sentence, and what to write next."""

from __future__ import annotations

from flows.facts.contacts import a_person, reach
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact, to_do
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.words import Joined, Text, Verbatim, _

SENTENCES: dict[str, Text] = {
    "talk_thanks": _("Avec plaisir !"),
    "talk_praise": _("Merci, cela fait plaisir !"),
    "talk_ok": _("D'accord."),
    "talk_sorry": _("Ce n'est rien, vraiment."),
}
"""What is said before the one thing to write just now."""


def hello(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """A greeting in the town's name."""
    greeting = _("Bonjour et bienvenue au budget participatif de {town} !", town=Verbatim(scene.edition.town))
    return Said(Joined((greeting, to_do(scene)), " "))


def insult(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """One calm sentence."""
    return Said(Joined((_("Je reste là si vous avez besoin de moi."), a_person(scene)), " "))


def angry(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """That it was heard, and a way to a person."""
    return Said(
        _(
            "Je comprends, et j'en suis désolé. Une personne peut vous écouter : {reach}. "
            "Ou écrivez QUESTION et ce qui ne va pas.",
            reach=reach(scene),
        )
    )


def angry_again(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """To who is still angry: no second excuse, but what is written goes to a person."""
    return Said(
        _(
            "Je vous entends. Dites-le ici, QUESTION puis vos mots : une personne de la ville vous lit et vous répond. "
            "Ou de vive voix : {reach}.",
            reach=reach(scene),
        )
    )


def grieving(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """To who has lost somebody, or fears to: that it was read, and a person who listens. Nothing is sold."""
    return Said(
        _(
            "Je suis sincèrement désolé de ce que vous vivez. Une personne peut vous écouter : {reach}. "
            "Ou par écrit : QUESTION et vos mots.",
            reach=reach(scene),
        )
    )


def mistaken(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """To who found a mistake of the town's: thanks, and how to tell it to who can mend it."""
    return Said(
        _(
            "Merci de le signaler ! Écrivez QUESTION et ce qui n'est pas juste : l'équipe vérifie et vous répond. "
            "Ou : {reach}.",
            reach=reach(scene),
        )
    )


def complains(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """To who means to complain of all this: where, in writing or aloud."""
    return Said(
        _(
            "C'est votre droit. Écrivez QUESTION et votre réclamation : une personne vous répond. "
            "Ou de vive voix : {reach}.",
            reach=reach(scene),
        )
    )


def let_go(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """To who gives up: that nothing is lost, and how to come back."""
    return Said(Joined((_("D'accord, on laisse. Vous pouvez revenir quand vous voulez."), to_do(scene)), " "))


def lost(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """One thing to write, all there is, and a person."""
    return Said(Joined((_("Pas de souci, je vous aide."), to_do(scene), _("Tout voir : MENU."), a_person(scene)), " "))


def bye(scene: Scene, asked: InWords = NO_WORDS) -> Said:
    """A goodbye, after which nothing is to be done."""
    return Said(_("À bientôt !"))


def _before_what_to_do(sentence: Text) -> Fact:
    def told(scene: Scene, asked: InWords = NO_WORDS) -> Said:
        return Said(Joined((sentence, to_do(scene)), " "))

    return told


FACTS: dict[str, Fact] = {
    **{topic: _before_what_to_do(sentence) for topic, sentence in SENTENCES.items()},
    "talk_hello": hello,
    "talk_insult": insult,
    "talk_angry": angry,
    "angry_again": angry_again,
    "talk_grief": grieving,
    "talk_mistake": mistaken,
    "talk_complaint": complains,
    "talk_let_go": let_go,
    "talk_lost": lost,
    "talk_bye": bye,
}
