"""`GET /share/NADIA`: the text that an ambassador passes on, and a link that opens their SMS app with it.

The page is for the ambassador's own telephone, and holds nothing that is not in the text: their word, and the town's.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.sms import Sms
from bot.hands.ambassadors import PAYLOAD
from bot.languages.direction import direction_of
from bot.languages.manners import base_of
from bot.languages.words import Voice, languages, voice
from bot.turn.house import House
from bot.web.asked import Current, Pages, Serving
from bot.web.pages import templates
from bot.web.results_words import LANGUAGE, spoken_for
from flows.relays.forward import forwardable_by_sms
from flows.talk.chat import Said
from flows.talk.memory import Memory
from flows.talk.scene import Me, Scene
from flows.talk.turned import Turned
from flows.town.edition import Edition
from flows.words import _
from storage.messages.own_names import deep_link, own_names
from storage.relays import ambassadors
from storage.town import editions

EVERYWHERE, BY_THE_BOOK = "sms:?&body=", "sms:?body="
"""The first opens the SMS app on iPhones, which want the «&», and on Android; the second is as RFC 5724 has it."""


async def share(request: Request, house: Serving, pages: Pages, edition: Current, word: str) -> Response:
    """The page, in the language that `?lang=` names if the edition speaks it; 404 for a word that no ambassador has."""
    minute = int(house.clock.now().timestamp()) // 60  # the text says what is open now
    asked = known if (known := request.query_params.get(LANGUAGE, "")) in languages() else ""
    key = ("share", edition.id, edition.version, word, asked, minute)
    return await pages.answer(request, key, lambda: _made(request, house, word, asked), "text/html")


def _made(request: Request, house: House, word: str, asked: str) -> bytes:
    with house.store.reading() as tx:
        edition = editions.find(tx)
        if word not in ambassadors.words(tx, edition.id):
            raise HTTPException(404)
        link = deep_link(own_names(tx), PAYLOAD + word)
    language = spoken_for(asked, edition)
    scene = Scene(edition, house.clock.now().astimezone(edition.zone), Me(0, language))
    text = _text(scene, word, link, voice(language))
    page = {"text": text, "language": base_of(language), "direction": direction_of(language)}
    ways = {"everywhere": EVERYWHERE + quote(text, safe=""), "by_the_book": BY_THE_BOOK + quote(text, safe="")}
    return bytes(templates.TemplateResponse(request, "share.html", page | ways | _words(edition, voice(language))).body)


def _text(scene: Scene, word: str, link: str, speaking: Voice) -> str:
    """The text as an SMS carries it, in one segment."""
    said = Said(forwardable_by_sms(scene, word, link))
    return "\n".join(message.text for message in Sms().show(Turned(Memory(), (said,)), speaking, 0, "").messages)


def _words(edition: Edition, speaking: Voice) -> dict[str, str]:
    """What the page says around the text."""
    say = speaking.say
    return {
        "town": edition.town,
        "title": say(_("Faire passer par SMS")),
        "open": say(_("Ouvrir mes SMS avec ce texte")),
        "then": say(_("Choisissez à qui vous l'envoyez, puis envoyez.")),
        "else_open": say(_("Le texte n'apparaît pas ? Essayez ce lien.")),
        "else_copy": say(_("Sinon, gardez le doigt sur le texte pour le copier.")),
    }
