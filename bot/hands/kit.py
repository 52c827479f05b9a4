"""The kit of a project, as words and addresses: the files are drawn when somebody opens one."""

from __future__ import annotations

from bot.hands.base import Hands, does
from flows.projects.kit_deeds import Kit, KitOf
from storage.messages.own_names import TELEGRAM, WEB, own_names


@does(KitOf)
def kit_of(hands: Hands, look: KitOf) -> Kit:
    """The texts and the addresses of the kit; no addresses while nobody knows where our pages are."""
    from bot.kit.texts import short_texts  # drawing is slow to import, and few people ever ask

    names, project = own_names(hands.tx), hands.edition.by_id[look.project]
    texts = short_texts(hands.edition, project, hands.known.language, names.get(TELEGRAM, ""))
    if WEB not in names:
        return Kit(texts)
    at = f"{names[WEB]}/kit/{hands.edition.slug}/{project.number}/{hands.known.language}"
    return Kit(texts, f"{at}/tract.pdf", f"{at}/affiche.pdf", f"{at}/image.png")
