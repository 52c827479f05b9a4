"""How a town is called at the beginning of what it says first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.edition.file import read_edition
from bot.languages.words import voice
from bot.practice.sample import SAMPLE
from flows.talk.chat import Said
from flows.talk.speech import named
from flows.town.short_name import LONGEST, short_name
from flows.words import Verbatim

EDITION = read_edition(SAMPLE)

NAMES = {
    "a little word in between": ("Montreval-sur-Lisse", "Montreval"),
    "two of them": ("Saint-Germain-en-Laye", "Saint-Germain"),
    "short enough": ("Digne-les-Bains", "Digne-les-Bains"),
    "two words": ("Provence Alpes Agglomération", "Provence Alpes"),
    "an article": ("Communauté de communes du Pays de Sault", "Communauté"),
    "a single word": ("Llanfairpwllgwyngyllgogerych", "Llanfairpwllgwyngyll"),
    "short": ("Lyon", "Lyon"),
}


@pytest.mark.parametrize(("town", "short"), NAMES.values(), ids=NAMES)
def test_a_long_name_is_cut_where_it_can_be(town: str, short: str) -> None:
    assert short_name(replace(EDITION, town=town)) == short
    assert len(short) <= LONGEST


def test_the_edition_may_say_how_its_town_is_called() -> None:
    assert short_name(replace(EDITION, short="Montreval/Lisse")) == "Montreval/Lisse"


def test_what_nobody_asked_for_begins_with_who_writes_on_both_phones() -> None:
    first, second = named(EDITION, (Said(Verbatim("Bonjour."), Verbatim("Salut.")), Said(Verbatim("Et puis."))))

    say = voice("fr").say
    assert (say(first.text), say(first.short or first.text)) == ("Montreval : Bonjour.", "Montreval : Salut.")
    assert say(second.text) == "Et puis."
