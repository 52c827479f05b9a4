"""A language that somebody asks for is spoken at once; what merely holds the name of one is not."""

from __future__ import annotations

import pytest

from flows.understanding.tongue_named import strange_named, tongue_named
from tests.support.ears import EAR


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("could you answer in english", "en"),
        ("I prefer English", "en"),
        ("sorry but i don't understand, english please", "en"),
        ("je comprends mieux l'anglais", "en"),
        ("vous pouvez me répondre en turc ?", "tr"),
        ("est-ce que vous parlez arabe ?", "ar"),
        ("je ne parle pas bien le français, plutôt anglais", "en"),
        ("puedo escribir en castellano", "es"),
        ("no entiendo francés, ¿habla español?", "es"),
        ("é possível em português, por favor?", "pt"),
        ("eu não falo francês mas falo português", "pt"),
        ("Türkçe biliyor musunuz?", "tr"),
        ("türkçe cevap yazın lütfen", "tr"),
        ("هل يمكن الكتابة بالعربية", "ar"),
        ("عربي لو سمحت", "ar"),
        ("pouvez-vous dire avec des mots simples", "fr-simple"),
        ("sorry, I don't speak French", "en"),
        ("no hablo francés", "es"),
        ("não falo francês", "pt"),
        ("fransızca bilmiyorum", "tr"),
        ("لا أفهم الفرنسية", "ar"),
        ("non français !!!", "fr"),
        ("revenez en français svp", "fr"),
        ("Fransızca devam edelim", "fr"),
        ("back to French please", "fr"),
        ("volvamos al francés", "fr"),
        ("redites avec des phrases plus courtes", "fr-simple"),
    ],
)
def test_a_language_is_asked_for(text: str, language: str) -> None:
    assert tongue_named(text, EAR.lexicon) == language


@pytest.mark.parametrize(
    "text",
    [
        "je propose des cours d'anglais",
        "une fontaine turque",
        "je ne parle pas anglais",
        "english or french",
        "les notices sont en anglais ou en français ?",
        "le skatepark",
        "",
    ],
)
def test_none_is_asked_for(text: str) -> None:
    assert tongue_named(text, EAR.lexicon) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("vous parlez italien ?", "it"),
        ("my neighbour speaks only Romanian", "ro"),
        ("ma grand-mère parle que soninké", "other"),
        ("vous parlez anglais ?", ""),
        ("", ""),
    ],
)
def test_a_language_that_is_not_spoken_here_is_told(text: str, language: str) -> None:
    assert strange_named(text, EAR.lexicon) == language
