"""Plain French («fr-simple»): asked for in words, offered where the edition lists it, French where it has no words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po

from bot.channels import CHANNELS
from bot.channels.gsm import segments_of
from bot.channels.sms_text import wash
from bot.edition.file import read_edition
from bot.languages.words import FOLDER, lexicon, voice
from bot.networks.telegram.setup import commands
from bot.practice.sample import SAMPLE
from flows.talk.doors import Speak, door
from flows.talk.memory import Memory
from flows.talk.questions.base import Reply
from flows.words import Text, Tongue, _, n_
from storage.database.store import Store
from tests.conftest import HandClock, opened
from tests.support.player import Player
from tests.tasks.segments import too_heavy, weigh

PLAIN = voice("fr-simple")
LONGEST = 13
"""Words of the longest sentence: one idea each."""

SCRIPT = """
> plus simple
< Vous pouvez voter
> langue
< Français facile
> [Français facile]
< Nous écrivons en français facile.
> résultats
< Vous pouvez voter.
> vote
> 3 99
sms< Choisi : 3.
telegram< ✔ 1 choix sur 3 : 3
> c'est bon
sms< D'accord ? Écrivez
telegram< Est-ce votre vote ?
sms> {code}
telegram> [Oui, je confirme]
< Merci ! Votre vote est bien arrivé.
< Vous pouvez changer, jusqu'au 29 novembre à 20 h.
> reçu
< Oui, votre vote est bien arrivé, le 5 novembre.
> français
telegram< Le vote est ouvert.
sms< Vote ouvert jusqu'au
"""


def own_texts() -> Iterator[tuple[str, str]]:
    """Each sentence of the code that plain French says otherwise, and how."""
    with (FOLDER / "fr-simple" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    for one in catalogue:
        if isinstance(one.id, str) and isinstance(one.string, str):
            yield from [(one.id, one.string)] if one.id else []
        else:
            yield from zip(one.id, one.string, strict=True)


@pytest.mark.parametrize("channel", [channel.name for channel in CHANNELS])
def test_a_vote_in_plain_french(channel: str, sqlite: Store, clock: HandClock) -> None:
    opened(sqlite, replace(read_edition(SAMPLE), languages=("fr", "fr-simple")))
    player = Player(sqlite, clock, channel)

    player.play(SCRIPT)

    if channel == "sms":
        assert too_heavy(weigh("fr-simple", player.texts)) == {}


def test_where_it_is_not_offered_its_names_are_answers_like_any_other(sqlite: Store, clock: HandClock) -> None:
    opened(sqlite, replace(read_edition(SAMPLE), languages=("fr", "en")))
    player = Player(sqlite, clock, "telegram")

    player.play("> question\n> plus simple\n<! Which language?\n< on va faire simple")


@pytest.mark.parametrize("asked", ["plus simple", "Français facile", "FALC", "en français facile svp"])
def test_it_is_asked_for_in_words(asked: str) -> None:
    assert door(Reply(asked), Memory(), lexicon()) == Speak("fr-simple")


def test_what_it_has_no_words_for_is_said_in_french() -> None:
    assert PLAIN.say(_("Voir les projets")) == "Voir les projets"
    assert PLAIN.say(n_("{n} projet est retenu :", "{n} projets sont retenus :", 0)) == "0 projet a gagné :"
    assert PLAIN.say(n_("{n} soutien.", "{n} soutiens.", 0)) == "0 soutien."


def test_it_is_called_by_a_name_of_its_own() -> None:
    named = Text("{language}", {"language": Tongue("fr-simple")})

    assert PLAIN.say(named) == voice("en").say(named) == "Français facile"


def test_telegram_lists_its_commands_as_french() -> None:
    assert [name for name, _what in commands("fr-simple")] == [name for name, _what in commands("fr")]


@pytest.mark.parametrize("said", [pytest.param(plain, id=plain[:40]) for _source, plain in own_texts()])
def test_its_sentences_are_short(said: str) -> None:
    for sentence in re.split(r"(?<=[.!?:])\s+|\n", said):
        assert len(re.findall(r"[\w{}'’-]+", sentence)) <= LONGEST, sentence
    assert ";" not in said


def test_it_costs_no_more_by_sms_than_french() -> None:
    dearer = [plain for source, plain in own_texts() if segments_of(wash(plain)) > segments_of(wash(source))]

    assert dearer == []
