"""Several people on one telephone: by SMS each goes by a first name, and says when it is theirs to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.people.name_deeds import CallMe, SpeakAs, SpeakAsNew, Speaker, WhoIsHere
from flows.people.profile import is_known, keep_declared
from flows.talk.chat import Chat
from flows.talk.deed import Deed, Done, Refused
from flows.talk.flow import Flow
from flows.talk.memory import View
from flows.talk.questions import Option, Pick, Words
from flows.talk.questions.base import Ear, Heard, Missed, Reply
from flows.talk.scene import Scene
from flows.understanding.folding import fold
from flows.words import Say, Verbatim, _

LONGEST = 20
"""Letters of a first name: a list of five fits an SMS."""

OTHER, ME = "other", "me"


def profile(chat: Chat, scene: Scene) -> None:
    """Say who writes from now on: one of those who share the telephone, or someone new."""
    if "taps" in scene.me.can:
        return chat.say(_("Sur Telegram, un compte est à une seule personne : rien à changer ici. La suite : MENU."))
    if not is_known(chat, scene):
        return None
    here = chat.look(WhoIsHere())
    picked = _picked(chat, here)
    if picked:
        return _speak(chat, scene, SpeakAs(picked.id), picked.name)
    name = tidy(chat.ask("name", which_name(), opening=True))
    known = next((speaker for speaker in here if fold(speaker.name) == fold(name)), None)
    if known:
        return _speak(chat, scene, SpeakAs(known.id), name)
    if _is_first(scene) or _is_for_me(chat, scene, here, name):
        return _speak(chat, scene, CallMe(name), name)
    return _speak(chat, scene, SpeakAsNew(name), name)


def _picked(chat: Chat, here: Sequence[Speaker]) -> Speaker | None:
    """One of those who share the telephone, if there are several and no name was said yet."""
    if len(here) == 1 or chat.opening or "name" in dict(chat.thread.answers):
        return None
    picked = chat.ask("who", _who(here))
    return next((speaker for speaker in here if str(speaker.id) == picked), None)


def _is_first(scene: Scene) -> bool:
    """Whether these are the first words of someone nobody knows: then the name is theirs."""
    return scene.me.new and not scene.me.name


def _is_for_me(chat: Chat, scene: Scene, here: Sequence[Speaker], name: str) -> bool:
    """Whether a new name is that of who writes: asked once others have names, and who writes has none."""
    if scene.me.name or len(here) == 1:
        return False
    return chat.ask("whose", _whose(name)) == ME


def _speak(chat: Chat, scene: Scene, deed: Deed[Done | Refused], name: str) -> None:
    keep_declared(chat, scene)
    match chat.do(deed):
        case Refused(why):
            return chat.say(why)
    if not name:
        return chat.say(_("C'est noté, c'est vous qui écrivez. Votre prénom : PRENOM et le vôtre. La suite : MENU."))
    return chat.say(
        _(
            "Bonjour {name} ! C'est vous qui écrivez maintenant. Quelqu'un d'autre : PRENOM. La suite : MENU.",
            name=Verbatim(name),
        )
    )


def _who(here: Sequence[Speaker]) -> Pick:
    people = [Option(str(speaker.id), _called(speaker)) for speaker in here]
    return Pick(
        _("Qui écrit ?"),
        help=_("Répondez par un chiffre. Ou écrivez PRENOM et le prénom, par exemple : PRENOM Lucie."),
        topic=_("Qui écrit"),
        options=(*people, Option(OTHER, _("Quelqu'un d'autre"))),
    )


def _called(speaker: Speaker) -> Say:
    return Verbatim(speaker.name) if speaker.name else _("(sans prénom)")


def _whose(name: str) -> Pick:
    return Pick(
        _("Qui est {name} ?", name=Verbatim(name)),
        help=_("1 : vous donnez votre prénom à qui écrivait jusqu'ici. 2 : une nouvelle personne écrit."),
        topic=_("Qui est-ce"),
        options=(
            Option(ME, _("Moi, qui écrivais jusqu'ici"), words="moi"),
            Option(OTHER, _("Une autre personne"), words="autre"),
        ),
    )


@dataclass(frozen=True)
class FirstName(Words):
    """A first name; a word that calls something («VOTE») or means something («ok») is nobody's."""

    def hear(self, reply: Reply, view: View, ear: Ear) -> Heard[str]:
        """The name, unless it is such a word."""
        reply = replace(reply, text=ear.lexicon.bare(reply.text))
        word = ear.lexicon.spell(reply.text)
        known = word in ear.lexicon.flows or ear.lexicon.means(word) is not None
        return Missed() if known else super().hear(reply, view, ear)


def which_name(*, forgettable: bool = False) -> FirstName:
    """«Quel est votre prénom ?», which only who gave one may leave without an answer, to have it forgotten."""
    return FirstName(
        _("Quel est votre prénom ?"),
        help=_("Un prénom ou un surnom suffit : il dit qui écrit, quand un téléphone sert à plusieurs."),
        topic=_("Mon prénom"),
        most=60,
        problem=_problem,
        skippable=forgettable,
    )


def _problem(words: str) -> Say | None:
    name = tidy(words)
    if len(name) > LONGEST or not any(sign.isalpha() for sign in name) or any(sign.isdigit() for sign in name):
        return _("Un prénom seulement, en lettres, par exemple : Lucie.")
    return None


def tidy(words: str) -> str:
    """«LUCIE » and «lucie» are Lucie; «Anne-Sophie» stays as it is."""
    name = " ".join(words.split()).strip(".!,;:")
    return name.title() if name.islower() or name.isupper() else name


PROFILE = Flow("profile", profile, word="PRENOM")
