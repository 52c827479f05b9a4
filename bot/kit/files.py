"""The files of the kit by their names: those of one project, for its author, and those of the whole ballot."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kit.ballot import ballot
from bot.kit.sheet import LEAFLET, POSTER, sheet
from bot.kit.square import square
from bot.kit.texts import long_text, short_texts
from bot.kit.typesetting import typeset
from bot.kit.wording import entry_of, frame_of, paragraphs
from bot.languages.direction import set_apart
from bot.languages.words import SOURCE, voice
from flows.town.edition import Edition, Project
from flows.understanding.folding import fold
from flows.words import Money, Say, _, n_


@dataclass(frozen=True, slots=True)
class KitFile:
    """One file: its name, and what is in it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class AuthorKit:
    """What the author of a project gets: files to print and to send on, and texts ready to be passed on.

    Each of *texts* fits one SMS; *message* is for messaging apps.
    """

    files: tuple[KitFile, ...]
    texts: tuple[str, ...]
    message: str


def author_kit(edition: Edition, project: Project, language: str, bot: str = "") -> AuthorKit:
    """The kit of *project* in *language*; *bot* is the Telegram bot's name, "" if there is none.

    It has a leaflet (A5), a poster (A4), a square picture and the ready texts. Raises CannotPrint.
    """
    frame, entry = frame_of(edition, language, bot, project), entry_of(project, edition, language)
    texts = short_texts(edition, project, language, bot)
    message = long_text(edition, project, language, bot)
    number = project.number
    return AuthorKit(
        (
            KitFile(_name(_("projet {number} tract A5", number=number), language, "pdf"), sheet(frame, entry, LEAFLET)),
            KitFile(
                _name(_("projet {number} affiche A4", number=number), language, "pdf"), sheet(frame, entry, POSTER)
            ),
            KitFile(_name(_("projet {number} image", number=number), language, "png"), square(frame, entry)),
            KitFile(
                _name(_("projet {number} textes", number=number), language, "txt"), _page(texts, message, language)
            ),
        ),
        texts,
        message,
    )


def ballot_kit(edition: Edition, language: str, bot: str = "") -> tuple[KitFile, ...]:
    """The leaflet of the whole ballot in *language*, with the numbers that are sent by SMS. Raises CannotPrint."""
    say, count = voice(language).say, len(edition.on_ballot)
    title = n_("{n} projet : votez !", "{n} projets : choisissez !", count)
    budget = _("{amount} à répartir", amount=Money(edition.budget, edition.currency)) if edition.budget else None
    data = ballot(
        frame_of(edition, language, bot),
        typeset(say(title), language),
        typeset(say(budget), language) if budget else "",
        paragraphs(edition, language),
    )
    return (KitFile(_name(_("tous les projets A4"), language, "pdf"), data),)


def _name(said: Say, language: str, ending: str) -> str:
    """A file's name that every computer takes, «projet-12-tract-a5.pdf»: in French, if it has other letters."""
    names = (fold(voice(spoken).say(said)).replace(" ", "-") for spoken in (language, SOURCE))
    return f"{next(filter(str.isascii, names))}.{ending}"


def _page(texts: tuple[str, ...], message: str, language: str) -> bytes:
    """The ready texts on a page to copy from."""
    say = voice(language).say
    by_sms = (say(_("Par SMS, au choix :")), *texts) if texts else ()
    longer = say(_("Pour une messagerie ou un courriel :"))
    return ("\n\n".join((*by_sms, longer, set_apart(message))) + "\n").encode()
