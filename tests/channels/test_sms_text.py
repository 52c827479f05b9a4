"""What a text becomes as an SMS."""

import json
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.channels.gsm import ALPHABET, Encoding, clusters_of, encoding_of, segments_of
from bot.channels.sms_text import LETTERS, SIGNS, Reword, shorten, split, wash, what_to_reword
from tests.support.shared_data import SHARED_DATA, needs_shared_data

NARROW = "\u202f"
FLAG = "🇫🇷"

_pieces = [*LETTERS, *SIGNS, *ALPHABET, "\r\n", "e\u0302", "\u0301", "« ", " »", "😀", FLAG, "votre projet ", "\u0958"]
french = st.lists(st.sampled_from(_pieces), max_size=200).map("".join)
texts = st.text() | french | st.text(max_size=100).flatmap(lambda odd: french.map(lambda usual: usual + odd))

ARABIC = "مشروع رقم ١٢ : «حديقة» … للأطفال"
TURKISH = "Oylama açık! Önerinizi gönderin, çocuklar için yeşil bir park önerebilirsiniz, değil mi?"
SPANISH = "¡Gracias! Su voto está en la urna. Sí, así de fácil: mañana podrá cambiarlo aquí mismo, ¿no?"
VIETNAMESE = "Cuộc bỏ phiếu đang mở! Hãy gửi ý tưởng của bạn’’ trước ngày 18 tháng 5"
RUSSIAN = "Здравствуйте! Чтобы проголосовать — ответьте «2» до 18 мая"
TAMIL = "வணக்கம்! வாக்களிக்க 2 என்று பதிலளிக்கவும்…"
PORTUGUESE = "A votação está aberta até 18 de maio. Responda 1 para propor uma ideia e 2 para votar."


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        pytest.param("Merci !", "Merci !", id="plain text stays"),
        pytest.param("l’été “vert” ‘ici’", "l'été \"vert\" 'ici'", id="curly quotes"),
        pytest.param("« Des bancs »", '"Des bancs"', id="French quotes lose their inner spaces"),
        pytest.param(f"«{NARROW}Des bancs{NARROW}», «\u00a0là\u00a0».", '"Des bancs", "là".', id="even narrow ones"),
        pytest.param("dit »Bancs« ici", 'dit "Bancs" ici', id="Danish quotes keep their outer spaces"),
        pytest.param("un – deux — trois ‑ quatre", "un - deux - trois - quatre", id="dashes"),
        pytest.param("Bref…", "Bref...", id="dots"),
        pytest.param(f"50{NARROW}000\u00a0€{NARROW}?", "50 000 € ?", id="no-break spaces"),
        pytest.param("habitant·e", "habitant.e", id="middle dot"),
        pytest.param("• un\t1\r\n• deux", "- un 1\n- deux", id="bullets, tabs and line ends"),
        pytest.param("nu\u00adméro \ufeffun\u200b\u200e", "numéro un", id="what nobody sees"),
        pytest.param("e\u0301te\u0301", "été", id="decomposed accents"),
        pytest.param("\ud83dBonjour\x00", "Bonjour", id="what no phone can show"),
        pytest.param("bientôt reçu", "bientôt reçu", id="an accent that costs no segment stays"),
        pytest.param("Cœur", "Cœur", id="a ligature that costs no segment stays"),
        pytest.param("reçu " + "a" * 66, "recu " + "a" * 66, id="an accent that costs a segment goes"),
        pytest.param("Œuvre n°1 " + "a" * 66, "OEuvre no1 " + "a" * 66, id="ligatures and degree signs too"),
        pytest.param(
            PORTUGUESE,
            "A votacao esta aberta até 18 de maio. Responda 1 para propor uma ideia e 2 para votar.",
            id="Portuguese is one segment, as people text it",
        ),
        pytest.param("Não, obrigado", "Não, obrigado", id="Portuguese that costs no segment stays"),
        pytest.param("ç" + "a" * 160, "c" + "a" * 160, id="three segments become two"),
        pytest.param("¿Está aquí?", "¿Está aquí?", id="Spanish that costs no segment stays"),
        pytest.param(
            SPANISH,
            "¡Gracias! Su voto esta en la urna. Si, asi de facil: mañana podra cambiarlo aqui mismo, ¿no?",
            id="Spanish is one segment, as people text it",
        ),
        pytest.param("Oyunuz sandıkta", "Oyunuz sandıkta", id="Turkish that costs no segment stays"),
        pytest.param(
            TURKISH,
            "Oylama acik! Önerinizi gönderin, cocuklar icin yesil bir park önerebilirsiniz, degil mi?",
            id="Turkish is one segment, as people text it",
        ),
        pytest.param("İĞŞ ıığş " + "a" * 66, "IGS iigs " + "a" * 66, id="with and without its dot"),
        pytest.param(
            "Arrêté 😀 reçu… " + "a" * 66, "Arrêté 😀 reçu... " + "a" * 66, id="beside an emoji nothing is saved"
        ),
        pytest.param("😀" + "…" * 68, "😀" + "…" * 68, id="dots stay where three would cost a segment"),
        pytest.param("ç" * 70, "ç" * 70, id="seventy letters are one segment as they are"),
    ],
)
def test_a_text_is_sent_as(text: str, sent: str) -> None:
    assert wash(text) == sent


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ARABIC, id="Arabic"),
        pytest.param(ARABIC * 5 + " reçu", id="Arabic with French in it"),
        pytest.param(VIETNAMESE, id="Vietnamese"),
        pytest.param(RUSSIAN * 3, id="Cyrillic"),
        pytest.param(TAMIL * 3, id="Tamil"),
        pytest.param("ড়" * 70, id="Bengali whose normal form takes more room"),
    ],
)
def test_another_language_keeps_every_sign(text: str) -> None:
    assert wash(text) == text


@given(texts)
def test_a_washed_text_is_washed_for_good(text: str) -> None:
    assert wash(wash(text)) == wash(text)


@given(texts)
def test_washing_never_costs_a_segment(text: str) -> None:
    assert segments_of(wash(text)) <= segments_of(text)


@given(texts)
def test_what_is_sent_is_in_normal_form_unless_that_costs_a_segment(text: str) -> None:
    assert is_normalized("NFC", wash(text)) or segments_of(normalize("NFC", text)) > segments_of(text)


@given(texts, st.sampled_from([ARABIC, VIETNAMESE, RUSSIAN, TAMIL]))
def test_one_letter_of_another_language_keeps_the_whole_text(text: str, foreign: str) -> None:
    mixed = normalize("NFC", text + foreign)

    assert wash(mixed) == mixed


@given(st.lists(st.sampled_from([*LETTERS, "é", "’", "votre projet "]), max_size=200).map("".join))
def test_letters_keep_their_accents_unless_that_saves_a_segment(text: str) -> None:
    sent = wash(text)

    keeps_all = [letter for letter in sent if letter in LETTERS] == [letter for letter in text if letter in LETTERS]
    assert keeps_all or segments_of(sent) < segments_of(text)


@pytest.mark.parametrize("table", [pytest.param(SIGNS, id="signs"), pytest.param(LETTERS, id="letters")])
def test_what_we_write_instead_is_always_in_gsm_7(table: dict[str, str]) -> None:
    assert all(ALPHABET.issuperset(instead) for instead in table.values())
    assert not set("".join(table.values())) & LETTERS.keys()


@needs_shared_data
def test_real_texts_are_sent_for_no_more_than_they_cost_and_mostly_for_less() -> None:
    cases = json.loads((SHARED_DATA / "sms" / "segments.json").read_text(encoding="utf-8"))["cases"]
    real = [case for case in cases if case["category"].startswith(("fr-", "langue-", "emoji"))]

    saved = [case["segments"] - segments_of(wash(case["text"])) for case in real]

    assert min(saved) == 0
    assert sum(saved) > 10


@pytest.mark.parametrize(
    ("text", "most", "messages"),
    [
        pytest.param("Bonjour !", 6, ("Bonjour !",), id="what fits is one message"),
        pytest.param(" \n ", 6, (), id="a blank text is none"),
        pytest.param(f"{'a' * 99}. {'b' * 99}", 1, ("a" * 99 + ".", "b" * 99), id="after a sentence"),
        pytest.param(f"{'a' * 99}\n{'b' * 40} {'b' * 40}", 1, ("a" * 99, "b" * 40 + " " + "b" * 40), id="after a line"),
        pytest.param(
            f"Oui ! {'a' * 99} {'b' * 99}",
            1,
            (f"Oui ! {'a' * 99}", "b" * 99),
            id="after a word if the sentence is short",
        ),
        pytest.param("a" * 170, 1, ("a" * 160, "a" * 10), id="within a word that fits nowhere"),
        pytest.param(FLAG * 18, 1, (FLAG * 17, FLAG), id="never within a sign"),
        pytest.param("a" * 919, 6, ("a" * 918, "a"), id="six segments"),
    ],
)
def test_a_long_text_is_cut_where_people_would_cut_it(text: str, most: int, messages: tuple[str, ...]) -> None:
    assert split(text, most) == messages


@given(texts, st.integers(1, 3))
def test_no_message_is_too_long_and_none_loses_a_letter(text: str, most: int) -> None:
    messages = split(text, most)

    assert all(segments_of(message) <= most for message in messages)
    assert all(message.strip() == message != "" for message in messages)
    assert "".join("".join(messages).split()) == "".join(text.split())


@given(st.lists(st.text(alphabet="abcé.!€ç", min_size=1, max_size=40)), st.integers(1, 3))
def test_the_messages_read_one_after_the_other_give_back_the_words(words: list[str], most: int) -> None:
    messages = split(" ".join(words), most)

    assert " ".join(messages).split() == words


def test_a_message_of_no_segment_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one segment"):
        split("Bonjour", 0)


@pytest.mark.parametrize(
    ("title", "width", "short"),
    [
        pytest.param("Des bancs", 9, "Des bancs", id="what fits stays"),
        pytest.param("Des bancs à l'ombre", 15, "Des bancs à...", id="cut after a word"),
        pytest.param("Des bancs à l'ombre", 12, "Des bancs...", id="a word that just fits stays"),
        pytest.param("Arbres, bancs et jeux", 11, "Arbres...", id="no comma is left hanging"),
        pytest.param("Des\n bancs ", 20, "Des bancs", id="on one line"),
        pytest.param("Désimperméabilisation", 10, "Désimpe...", id="a long word is cut"),
        pytest.param("À désimperméabiliser", 12, "À désimpe...", id="a long word after a short one too"),
        pytest.param(FLAG * 9, 10, FLAG * 3 + "...", id="no sign is cut"),
    ],
)
def test_a_title_is_shortened(title: str, width: int, short: str) -> None:
    assert shorten(title, width) == short


@given(texts.filter(bool), st.integers(4, 60))
def test_a_shortened_title_fits_and_ends_where_a_sign_ends(title: str, width: int) -> None:
    line = " ".join((title * width).split())
    short = shorten(line, width)
    kept = clusters_of(short.removesuffix("..."))

    assert len(short) <= width
    assert short == line or kept == clusters_of(line)[: len(kept)]
    assert short == shorten(short, width)


def test_a_title_needs_room_for_a_letter_and_the_dots() -> None:
    with pytest.raises(ValueError, match="no room"):
        shorten("Des bancs", 3)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param("Déjà 5 € !", [], id="nothing in GSM-7"),
        pytest.param("l’été, l’hiver", [("’", "'")], id="a sign, once"),
        pytest.param("re\u00e7u, rec\u0327u", [("ç", "c")], id="a French letter, composed or not"),
        pytest.param("Bravo 👍🏽", [("👍🏽", "")], id="an emoji is one sign, to be left out"),
        pytest.param("Rua São João", [("ã", "a")], id="a letter that we never fold"),
        pytest.param("Le parс", [("с", "")], id="a Cyrillic letter that looks like ours"),
        pytest.param(ARABIC, [], id="another alphabet cannot do otherwise"),
        pytest.param("… ’", [("…", "..."), ("’", "'")], id="in the order of the text"),
    ],
)
def test_the_operator_is_told_what_to_reword(text: str, advice: list[tuple[str, str]]) -> None:
    assert [(reword.character, reword.suggestion) for reword in what_to_reword(text)] == advice


def test_the_operator_is_told_why() -> None:
    assert what_to_reword("reçu") == [
        Reword("ç", "a letter outside GSM-7: we fold it only when that saves a segment", "c")
    ]


@given(texts)
def test_a_text_without_the_signs_to_reword_is_in_gsm_7(text: str) -> None:
    advice = {reword.character: reword.suggestion for reword in what_to_reword(text)}
    assume(advice)

    reworded = "".join(advice.get(sign, sign) for sign in clusters_of(normalize("NFC", text)))

    assert encoding_of(reworded) is Encoding.GSM_7
