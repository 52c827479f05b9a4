"""What an ambassador gets to pass on: the text alone, to be forwarded as it is; then buttons that share it elsewhere.

By SMS it is the text alone, in one segment that says what to do with it.
"""

from __future__ import annotations

from urllib.parse import quote

from flows.relays.deeds import Around, MyRelaying
from flows.relays.forward import forwardable, forwardable_by_sms
from flows.talk.chat import Chat, Said
from flows.talk.scene import Scene
from flows.talk.way_out import WayOut
from flows.words import Joined, Say, _, n_

TO_TELEGRAM, TO_WHATSAPP = "https://t.me/share/url", "https://wa.me/"
"""Links of theirs that have a person choose whom to send a text to."""


def hand_over(chat: Chat, scene: Scene, me: MyRelaying, more: Say | None = None) -> None:
    """The text, then the ways to share it, under the picture of their link; *more* is said there too."""
    text = forwardable(scene, me.word, me.link)
    chat.hand_over(Said(text, forwardable_by_sms(scene, me.word, me.link), to_forward=True))
    if "taps" not in scene.me.can:
        return
    how = (
        for_class(scene, me)
        if me.around is Around.CLASS
        else _("Transférez ce message tel quel, ou partagez son texte :")
    )
    chat.hand_over(Said(Joined((how, more), "\n\n") if more else how, photo=me.picture, ways=_ways(chat, scene, me)))


def for_class(scene: Scene, me: MyRelaying) -> Say:
    """What a teacher may do with their link or word, from which age pupils vote, and that nobody writes to them."""
    projects = _("Pour la classe : projetez ce lien au tableau, ou son image à scanner.")
    show = projects if me.link else _("Écrivez-le au tableau.")
    return Joined(
        (show, _from_age(scene), _("Chaque élève choisit lui-même d'écrire : la classe ne reçoit rien de nous.")), " "
    )


def for_class_by_sms(scene: Scene) -> Say:
    """The same where letters are counted."""
    return Joined((_("Écrivez-le au tableau."), _from_age(scene), _("La classe ne reçoit rien de nous.")), " ")


def _from_age(scene: Scene) -> Say:
    least = scene.edition.ages.vote
    return n_("Pour voter : dès {n} an.", "Pour voter : dès {n} ans.", least) if least else _("On vote à tout âge.")


def _ways(chat: Chat, scene: Scene, me: MyRelaying) -> tuple[WayOut, ...]:
    """Telegram shows the link beside the text, so the text goes there without it."""
    whole = chat.spoken(forwardable(scene, me.word, me.link))
    beside = chat.spoken(forwardable(scene, me.word, ""))
    ways = [WayOut(_("Par WhatsApp"), f"{TO_WHATSAPP}?text={_written(whole)}")]
    if me.link:
        to = f"{TO_TELEGRAM}?url={_written(me.link)}&text={_written(beside)}"
        ways.insert(0, WayOut(_("Par Telegram"), to))
    if me.page:
        ways.append(WayOut(_("Par SMS"), f"{me.page}?lang={scene.me.language}"))
    return tuple(ways)


def _written(text: str) -> str:
    """*text* as an address carries it."""
    return quote(text, safe="")
