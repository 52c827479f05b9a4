"""What texts mean, by the encoder that comes in a package; and that words serve wherever it has nothing to say."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.edition.file import read_edition
from bot.hands.asked import index_of
from bot.languages import meanings
from bot.languages.encoder import AT_ONCE, Encoder, NoEncoder, check
from bot.languages.marks import written
from bot.languages.regression import fitted
from bot.practice.sample import SAMPLE
from flows.understanding.as_read import MOST_WORDS, as_read
from flows.understanding.meaning import Corpus, Meaning, NoMeaning
from flows.understanding.vocabulary import Vocabulary
from tests.support.understood import understood_in_the_sample

TEXTED = Vocabulary(spellings={"kan": "quand", "c": "c est"})
SMALL = Corpus((("dates", "quand est le vote"), ("dates", "jusqu'à quand voter"), ("money", "combien d'argent")))


@pytest.fixture(scope="module")
def known() -> Iterator[Meaning]:
    """The real encoder, as a process that serves has it."""
    with understood_in_the_sample() as meaning:
        yield meaning


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("Kan ferme le VOTE??", "quand ferme le vote ? ?", id="small letters, spelled out"),
        pytest.param("C’est où", "c'est où", id="one apostrophe"),
        pytest.param("  \n", "", id="blank"),
        pytest.param("?!", "", id="no word"),
        pytest.param("🌳🌳", "", id="pictures"),
        pytest.param("mot " * 500, " ".join(["mot"] * MOST_WORDS), id="its first words"),
        pytest.param("a" * 5000, "a" * 1000, id="one endless word"),
        pytest.param("متى التصويت", "متى التصويت", id="in Arabic"),
    ],
)
def test_what_is_read_of_a_text(written: str, read: str) -> None:
    assert as_read(written, TEXTED.written_out) == read


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        pytest.param("le scrutin se clôt à quelle date", "vote_dates", id="in none of the words"),
        pytest.param("when can we vote please", "vote_dates", id="English"),
        pytest.param("kimler oy kullanabilir", "who_votes", id="Turkish"),
        pytest.param("¿cómo puedo votar con mi móvil?", "how_to_vote", id="Spanish"),
        pytest.param("perdi o meu código de votação", "code_lost", id="Portuguese"),
        pytest.param("من يستطيع أن يصوت", "who_votes", id="Arabic"),
    ],
)
def test_a_question_is_understood_by_its_meaning(known: Meaning, asked: str, topic: str) -> None:
    meanings.read_before([asked])

    best = index_of(read_edition(SAMPLE)).read(asked, known)[0]

    assert f"topic:{topic}" in (best.id, best.topic)


@pytest.mark.parametrize(
    ("texted", "read"),
    [
        pytest.param("sms atmak ucretli mi", "sms atmak ücretli mi", id="Turkish without dots"),
        pytest.param("a votacao e secreta", "a votação e secreta", id="Portuguese without accents"),
        pytest.param("الى متي", "إلى متى", id="Arabic without its hamza"),
        pytest.param("le vote a commence", "le vote a commence", id="French stays as it was texted"),
    ],
)
def test_words_are_read_with_the_marks_that_people_leave_out(texted: str, read: str) -> None:
    assert as_read(texted, written) == read


def test_what_was_not_read_before_is_understood_by_its_words(known: Meaning) -> None:
    index = index_of(read_edition(SAMPLE))

    assert known.closeness("une phrase que personne n'a lue", index.corpus) is None
    assert index.read("une phrase que personne n'a lue", known) == index.read(
        "une phrase que personne n'a lue", NoMeaning()
    )


def test_what_follows_a_keyword_is_read_too(known: Meaning) -> None:
    meanings.read_before(["QUESTION il est encore temps de donner sa voix ?"])

    assert known.closeness("il est encore temps de donner sa voix ?", index_of(read_edition(SAMPLE)).corpus)


def test_chances_are_of_all_the_ids_and_together_one(known: Meaning) -> None:
    corpus = index_of(read_edition(SAMPLE)).corpus
    meanings.read_before(["où est l'urne"])

    found = known.closeness("où est l'urne", corpus)

    assert found is not None
    assert set(found) == {id for id, _wording in corpus.wordings}
    assert sum(found.values()) == pytest.approx(1, abs=1e-4)


@given(text=st.text(max_size=300))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_too_odd_to_be_read(known: Meaning, text: str) -> None:
    meanings.read_before([text])

    found = known.closeness(text, index_of(read_edition(SAMPLE)).corpus)

    assert found is None or all(0 <= chance <= 1 for chance in found.values())


def test_a_corpus_is_fitted_in_the_background_and_silent_until_then(known: Meaning) -> None:
    meanings.read_before(["quand vote-t-on"])

    assert known.closeness("quand vote-t-on", SMALL) is None

    meanings.expecting(SMALL, [])
    found = known.closeness("quand vote-t-on", SMALL)
    assert found is not None
    assert found["dates"] > found["money"]


def test_while_it_loads_nothing_is_known_and_nobody_waits() -> None:
    go = threading.Event()

    def slow() -> Any:
        go.wait(10)
        raise NoEncoder("never mind")

    encoder = Encoder(slow)
    encoder.read(["quand vote-t-on"])
    assert encoder.closeness("quand vote-t-on", SMALL) is None
    assert not encoder.is_loaded
    go.set()
    encoder.close()


def test_a_message_is_read_before_the_fit_goes_on() -> None:
    """A lock goes to whoever asks for it next: the fit would take it again, and the message wait for all of it."""
    read: list[str] = []
    begun, asked = threading.Event(), threading.Event()

    class Slow:
        def encode(self, texts: Sequence[str]) -> Any:
            read.append(texts[0])
            if len(read) == 1:
                begun.set()
                asked.wait(10)
            return np.eye(len(texts), 8, dtype=np.float32)

    encoder = Encoder(Slow)
    encoder.settle()
    encoder.closeness("", Corpus(tuple((f"id{place % 3}", f"question {place}") for place in range(3 * AT_ONCE))))
    begun.wait(10)
    reader = threading.Thread(target=encoder.read, args=(["quand vote-t-on"],))
    reader.start()
    while not encoder.waiting:
        time.sleep(0.001)
    asked.set()
    reader.join(10)
    encoder.settle()
    encoder.close()

    assert [text for text in read if text] == ["question 0", "quand vote t on", "question 32", "question 64"]


def test_without_the_encoder_the_words_serve_and_it_is_said_why(capsys: pytest.CaptureFixture[str]) -> None:
    def absent() -> Any:
        raise NoEncoder("the encoder is not installed")

    encoder = Encoder(absent)
    encoder.settle()
    encoder.read(["quand vote-t-on"])

    assert encoder.closeness("quand vote-t-on", SMALL) is None
    assert encoder.trouble == "the encoder is not installed"
    encoder.close()
    assert capsys.readouterr().out.count("words alone serve") == 1


def test_files_that_are_not_those_measured_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.npz").write_bytes(b"other weights")

    with pytest.raises(NoEncoder, match="is not the file that was measured"):
        check(tmp_path, {"weights.npz": "0" * 64})
    with pytest.raises(NoEncoder, match="of the encoder cannot be read"):
        check(tmp_path, {"sp.model": "0" * 64})


def test_meanings_are_none_unless_they_were_begun_or_wanted() -> None:
    with meanings.understanding(wanted=False):
        pass

    assert not isinstance(meanings.meaning(), NoMeaning) or not meanings.can_read()


def test_a_regression_tells_its_classes_apart_and_gives_the_same_twice() -> None:
    import numpy as np

    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 2]]

    once, again = fitted(vectors, ["a", "a", "b", "c"]), fitted(vectors, ["a", "a", "b", "c"])

    chances = once.chances(vectors[2])
    assert max(chances, key=lambda id: chances[id]) == "b"
    assert np.array_equal(once.weights, again.weights)
