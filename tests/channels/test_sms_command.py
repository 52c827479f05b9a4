"""`portevoix sms`, as an operator uses it."""

import json

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.sms import sms

FOLDED = "Vous avez choisi : 1) Arbres et bancs. 2) Boîte à livres. Répondez OUI pour confirmer."


def _run(*arguments: str, typed: str | bytes = "") -> Result:
    app = typer.Typer()
    app.command()(sms)
    return CliRunner().invoke(app, list(arguments), input=typed)


def _words(result: Result) -> str:
    """What was shown, without the frames and the line ends that depend on the terminal."""
    return " ".join(word for word in result.stdout.split() if word.isascii() or word.isalnum())


def test_a_text_is_shown_with_its_weight_as_given_and_as_sent() -> None:
    result = _run(FOLDED)

    shown = _words(result)
    assert result.exit_code == 0
    assert "encoding UCS-2 GSM-7" in shown
    assert "segments 2 1" in shown
    assert "cost 0.14 EUR 0.07 EUR" in shown
    assert "Boite" in result.stdout


def test_the_price_of_a_segment_can_be_given() -> None:
    assert "cost 0.0830 EUR 0.0415 EUR" in _words(_run(FOLDED, "--price", "0.0415"))


def test_the_operator_sees_what_to_reword() -> None:
    result = _run("Reçu ! 👍🏽")

    assert "a letter outside GSM-7" in result.stdout
    assert "(leave it out)" in result.stdout
    assert "Nothing to reword" in _run("Merci !").stdout


def test_the_text_is_shown_segment_by_segment_and_message_by_message() -> None:
    result = _run("Bonjour. " * 200)

    assert "Message 2 of 2" in result.stdout
    assert "segment 6 of 6" in result.stdout


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    assert "[bold]Oui :smile:" in _run("[bold]Oui :smile:").stdout


def test_each_json_string_is_answered_by_a_line_of_json() -> None:
    texts = ["Merci !", "C’est reçu", "é" * 161, "مرحبا", "", "\ud83d", "deux\nlignes"]

    result = _run("--json", typed="\n".join(map(json.dumps, texts)))

    assert result.exit_code == 0
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"encoding": "GSM-7", "segments": 1, "sent": "Merci !"},
        {"encoding": "UCS-2", "segments": 1, "sent": "C'est reçu"},
        {"encoding": "GSM-7", "segments": 2, "sent": "é" * 161},
        {"encoding": "UCS-2", "segments": 1, "sent": "مرحبا"},
        {"encoding": "GSM-7", "segments": 1, "sent": ""},
        {"encoding": "UCS-2", "segments": 1, "sent": ""},
        {"encoding": "GSM-7", "segments": 1, "sent": "deux\nlignes"},
    ]


def test_json_may_be_written_in_utf_8() -> None:
    result = _run("--json", typed='"Réponse reçue"\r\n'.encode())

    assert json.loads(result.stdout) == {"encoding": "UCS-2", "segments": 1, "sent": "Réponse reçue"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        pytest.param(b"12", "it is a number", id="a number"),
        pytest.param(b'{"text": "Oui"}', "it is an object", id="an object"),
        pytest.param(b"null", "it is null", id="null"),
        pytest.param(b"Bonjour", "not JSON", id="no quotes"),
        pytest.param(b'"Bonjour', "not JSON", id="an open string"),
        pytest.param(b'"re\xe7u"', "not JSON", id="Latin-1"),
        pytest.param(b"", "the line is empty", id="an empty line"),
        pytest.param(b"[" * 100_000, "not JSON", id="brackets without end"),
    ],
)
def test_a_line_that_is_no_json_string_stops_the_work_after_the_lines_before_it(line: bytes, what: str) -> None:
    result = _run("--json", typed=b'"Oui"\n"Non"\n' + line + b'\n"Jamais lu"\n')

    assert result.exit_code == 2
    assert [json.loads(answer)["sent"] for answer in result.stdout.splitlines()] == ["Oui", "Non"]
    assert "line 3" in result.stderr
    assert what in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="neither a text nor --json"),
        pytest.param(["Oui", "--json"], id="both"),
        pytest.param(["Oui", "--price", "cher"], id="a price that is none"),
        pytest.param(["Oui", "--price", "-1"], id="a price below zero"),
        pytest.param(["Oui", "--price", "nan"], id="a price that is no number"),
    ],
)
def test_a_wrong_call_is_explained_and_refused(arguments: list[str]) -> None:
    result = _run(*arguments)

    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert result.stdout == ""
