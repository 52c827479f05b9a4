"""Arabic and Portuguese: heard as people text them, in any letters, and said as each is read."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

import pytest

from bot.languages.words import lexicon, voice
from flows.talk import doors
from flows.talk.keywords import To, keyword
from flows.talk.memory import Memory, View
from flows.talk.questions import Answered, Missed, Number, YesNo
from flows.talk.questions.base import Reply
from flows.understanding.lexicon import numbers_in
from flows.understanding.senses import Sense
from flows.words import Day, Moment, Money, Verbatim, _, n_
from tests.support.ears import EAR, PARIS

WORDS = lexicon()


@pytest.mark.parametrize(
    ("meant", "phrases"),
    [
        pytest.param(Sense.YES, "نعم أيوه واخا موافق naam n3am iyeh wakha sim Sim! claro com·certeza", id="yes"),
        pytest.param(Sense.NO, "لا لأ كلا لا·شكرا lla la·chokran não nao não·obrigada", id="no"),
        pytest.param(Sense.DONE, "صافي خلاص safi pronto já·está confirmo", id="done"),
        pytest.param(Sense.UNKNOWN, "لا·أعرف ما·نعرفش ma3reftch não·sei", id="unknown"),
        pytest.param(Sense.STOP, "توقفوا كفى حبسو stop parar PAREM não·me·escrevam·mais", id="stop"),
        pytest.param(Sense.WHO, "شكون من·أنتم chkoun quem·é é·engano", id="who"),
        pytest.param(Sense.HELP, "مساعدة mosa3ada ajuda como·funciona", id="help"),
        pytest.param(Sense.THANKS, "شكرا chokran choukran obrigado muito·obrigada", id="thanks"),
        pytest.param(Sense.HELLO, "السلام·عليكم سلام salam sba7·lkhir olá bom·dia", id="hello"),
        pytest.param(Sense.BACK, "رجوع rje3 voltar atrás", id="back"),
        pytest.param(Sense.CANCEL, "إلغاء cancelar esquece", id="cancel"),
    ],
)
def test_what_people_write_means(meant: Sense, phrases: str) -> None:
    for phrase in phrases.split():
        assert WORDS.sense(phrase.replace("·", " ")) is meant, phrase


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("تصويت", "vote"),
        ("bghit nsawet", "vote"),
        ("quero votar", "vote"),
        ("فين وصل مشروعي", "follow"),
        ("fin wsel projet dyali", "follow"),
        ("em que ponto está o meu projeto", "follow"),
        ("عندي فكرة", "propose"),
        ("3andi fikra", "propose"),
        ("tenho uma ideia", "propose"),
        ("النتائج", "results"),
        ("reuniões", "meetings"),
        ("احذفوا بياناتي", "erase"),
    ],
)
def test_a_conversation_is_opened_in_the_words_of_each(text: str, flow: str) -> None:
    found = doors.door(Reply(text), Memory(), WORDS) or keyword(text, WORDS)

    assert isinstance(found, To)
    assert found.flow == flow


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("صوت 3 و12 و 18 من فضلكم", (3, 12, 18)),
        ("رقم 12", (12,)),
        ("bghit 3 w 12 3afak", (3, 12)),
        ("واحد و ثلاثة", (1, 3)),
        ("voto no 3 e no 12 por favor", (3, 12)),
        ("projetos 3, 12 e 18 obrigado", (3, 12, 18)),
    ],
)
def test_a_choice_is_heard_among_polite_words(text: str, numbers: tuple[int, ...]) -> None:
    assert numbers_in(text, WORDS) == (numbers, "")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        pytest.param("3andi 15 3am", 15, id="digits for letters are no numbers"),
        pytest.param("عندي 15 سنة", 15, id="in Arabic"),
        pytest.param("tenho quinze anos", 15, id="in letters"),
        pytest.param("trinta e três", 33, id="três after another number"),
        pytest.param("très content", None, id="très alone is French"),
        pytest.param("أربعة وعشرون", None, id="units before tens: asked for in digits"),
        pytest.param("خمسة عشر", None, id="a number in two words"),
    ],
)
def test_a_number_is_heard_or_asked_for_in_digits(text: str, heard: int | None) -> None:
    question = Number(Verbatim("?"), unit=_("ans"))

    found = question.heard(Reply(text), View(), EAR)

    assert found == Answered(heard) if heard else isinstance(found, Missed)


def test_la_is_a_no_only_by_itself() -> None:
    assert YesNo(Verbatim("?")).heard(Reply("La"), View(), EAR) == Answered(False)
    assert WORDS.meant("la") is None
    assert numbers_in("la 3 et la 12", WORDS) == ((3, 12), "")


@pytest.mark.parametrize("text", ["très bien", "mais le 12", "sem 12", "e", "o", "la place", "fin", "mes 2 enfants"])
def test_what_is_french_stays_french(text: str) -> None:
    assert WORDS.meant(text) in (None, Sense.YES)
    assert keyword(text, WORDS) is None


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "تم اختيار 0 مشروع:"),
        (1, "تم اختيار مشروع واحد:"),
        (2, "تم اختيار مشروعين:"),
        (3, "تم اختيار 3 مشاريع:"),
        (11, "تم اختيار 11 مشروعا:"),
        (100, "تم اختيار 100 مشروع:"),
        (103, "تم اختيار 103 مشاريع:"),
    ],
)
def test_arabic_counts_in_six_forms(count: int, said: str) -> None:
    assert voice("ar").say(n_("{n} projet est retenu :", "{n} projets sont retenus :", count)) == said


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        pytest.param("pt", Day(date(2026, 11, 1)), "1 de novembro", id="a day in Portuguese"),
        pytest.param("pt", Day(date(2026, 11, 1), year=True), "1 de novembro de 2026", id="with its year"),
        pytest.param("pt", Moment(datetime(2026, 11, 29, 20, tzinfo=PARIS)), "29 de novembro às 20:00", id="an hour"),
        pytest.param("pt", Money(Decimal(88000), "EUR"), "88 000 €", id="money as in Portugal, not Brazil"),
        pytest.param("pt", Money(Decimal("88000.50"), "EUR"), "88 000,50 €", id="with its cents"),
        pytest.param("ar", Day(date(2026, 11, 1)), "1 نوفمبر", id="a day in Arabic"),
        pytest.param("ar", Moment(datetime(2026, 11, 29, 20, 5, tzinfo=PARIS)), "29 نوفمبر، 20:05", id="by 24 hours"),
        pytest.param("ar", Money(Decimal(88000), "EUR"), "88.000 €", id="money in Arabic"),
        pytest.param("ar", Money(Decimal("88000.50"), "EUR"), "88.000,50 €", id="its cents, without an unseen sign"),
    ],
)
def test_dates_and_money_are_written_as_each_writes_them(language: str, value: Day | Moment | Money, said: str) -> None:
    assert re.sub(r"\s", " ", voice(language).say(_("{value}", value=value))) == said
