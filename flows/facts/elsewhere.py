"""What nobody here answers: one human sentence, with where to turn."""

from __future__ import annotations

from flows.facts.contacts import reach
from flows.facts.in_words import NO_WORDS, InWords
from flows.facts.moments import Fact
from flows.talk.chat import Said
from flows.talk.scene import Scene
from flows.words import Text, _

AT_LARGE = _("Je ne connais que le budget participatif, désolé ! Pour le reste, la mairie : {reach}. Ici : MENU.")

SENTENCES: dict[str, Text] = {
    "elsewhere_papers": _(
        "Pour vos papiers, c'est la mairie qui vous aide : {reach}. Ici, c'est le budget participatif."
    ),
    "elsewhere_roads": _("Merci de le signaler, mais je ne peux rien y faire : dites-le à la mairie, {reach}."),
    "elsewhere_school": _("Pour l'école et la cantine, voyez la mairie : {reach}. Ici, c'est le budget participatif."),
    "elsewhere_waste": _("Pour les déchets, voyez la mairie : {reach}. Ici, c'est le budget participatif."),
    "elsewhere_taxes": _(
        "Pour les impôts, voyez impots.gouv.fr, ou la mairie : {reach}. Ici, c'est le budget participatif."
    ),
    "elsewhere_police": _(
        "Je ne peux pas vous porter secours. En cas d'urgence : 17 ou 112. Sinon, la mairie : {reach}."
    ),
    "elsewhere_health": _("Je ne peux pas vous soigner. En cas d'urgence : 15, 18 ou 112. Sinon, voyez un médecin."),
    "elsewhere_housing": _(
        "Pour un logement, la mairie sait à qui vous adresser : {reach}. Ici, c'est le budget participatif."
    ),
    "elsewhere_phone": AT_LARGE,
    "elsewhere_council": AT_LARGE,
    "elsewhere_other": AT_LARGE,
}
"""What is said of each."""


def _told(sentence: Text) -> Fact:
    def told(scene: Scene, asked: InWords = NO_WORDS) -> Said:
        return Said(Text(sentence.source, {"reach": reach(scene)}))

    return told


FACTS: dict[str, Fact] = {topic: _told(sentence) for topic, sentence in SENTENCES.items()}
