"""What is kept between two messages comes back as it was, through JSON as the store keeps it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.talk.memory import MOST_ASIDE, Asked, Memory, ShownCode, Stored, Thread, View, as_json, from_json

words = st.text(max_size=12)
stored: st.SearchStrategy[Stored] = words | st.booleans() | st.integers() | st.lists(words, max_size=3).map(tuple)
views = st.builds(
    View,
    keys=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    ticked=st.lists(words, max_size=3).map(tuple),
    page=st.integers(-2, 30),
    find=words,
    group=words,
    code=words,
    outdated=st.lists(words, max_size=3).map(tuple),
)
asked = st.builds(Asked, words, st.integers(0, 1 << 62), st.floats(0, 2e9), views)
threads = st.builds(Thread, words, words, st.lists(st.tuples(words, stored), max_size=4).map(tuple), st.none() | asked)
marks = st.tuples(st.integers(0, 1 << 32), st.floats(0, 2e9))
codes = st.builds(ShownCode, words, words, words, st.integers(0, 5))
memories = st.builds(
    Memory,
    st.none() | threads,
    st.lists(threads, max_size=3).map(tuple),
    st.integers(0, 9),
    st.lists(codes, max_size=3).map(tuple),
    last=marks,
    hinted=words,
    tongue=st.tuples(st.booleans(), words),
)


@given(memories)
def test_a_memory_comes_back_as_it_was(memory: Memory) -> None:
    assert from_json(json.loads(json.dumps(as_json(memory)))) == memory


def test_nothing_to_remember_is_kept_as_nothing() -> None:
    assert as_json(Memory()) is None
    assert from_json(None) == Memory()
    assert from_json({}) == Memory()


def test_what_an_older_version_did_not_write_is_as_if_new() -> None:
    assert from_json({"open": {"flow": "vote"}}) == Memory(open=Thread("vote"))
    assert from_json({"open": {"flow": "vote", "asked": ["choice", 7, 1.5]}}).open == Thread(
        "vote", asked=Asked("choice", 7, 1.5, View())
    )


KEPT_TODAY = {
    "open": {
        "flow": "vote",
        "opening": "12",
        "answers": [["choice", ["p1", "p3"]], ["sure", True]],
        "asked": ["again.2", 77, 1793000000.5],
        "view": {"keys": [["1", "p1"]], "ticked": ["p1"], "page": 2, "find": "parc", "code": "42", "outdated": ["7"]},
    },
    "aside": [{"flow": "propose", "answers": [["cost", 1200]]}],
    "misses": 1,
    "codes": [["vote", "3f", "42", 2]],
    "last": [12, 1793000000.5],
    "hinted": "2026-11-02",
    "tongue": [True, "2026-11-03"],
}


def test_what_databases_hold_today_is_read_and_written_as_it_is() -> None:
    view = View((("1", "p1"),), ("p1",), 2, "parc", code="42", outdated=("7",))
    vote = Thread("vote", "12", (("choice", ("p1", "p3")), ("sure", True)), Asked("again.2", 77, 1793000000.5, view))
    propose = Thread("propose", answers=(("cost", 1200),))
    codes = (ShownCode("vote", "3f", "42", 2),)
    memory = Memory(
        vote, (propose,), 1, codes, last=(12, 1793000000.5), hinted="2026-11-02", tongue=(True, "2026-11-03")
    )

    assert from_json(KEPT_TODAY) == memory
    assert json.loads(json.dumps(as_json(memory))) == KEPT_TODAY


ANSWERED = Thread("vote", answers=(("choice", ("1",)),))


@pytest.mark.parametrize(
    ("thread", "kept"),
    [
        pytest.param(ANSWERED, True, id="an answer"),
        pytest.param(Thread("vote", asked=Asked("choice", 1, 0, View(ticked=("1",)))), True, id="something ticked"),
        pytest.param(Thread("vote", asked=Asked("choice", 1, 0, View(find="parc"))), False, id="only a search"),
        pytest.param(Thread("menu"), False, id="nothing yet"),
    ],
)
def test_what_is_put_aside_is_what_is_worth_keeping(thread: Thread, kept: bool) -> None:
    assert Memory(open=thread).put_aside().aside == ((thread,) if kept else ())


def test_a_conversation_is_taken_up_as_it_was_left_and_begun_anew_when_asked() -> None:
    memory = Memory(open=ANSWERED).take_up("menu")

    assert memory.take_up("vote").open == ANSWERED
    assert memory.take_up("vote").aside == ()
    assert memory.begin("vote").open == Thread("vote")
    assert memory.begin("vote").aside == ()
    assert memory.go_on().open == ANSWERED


def test_so_many_conversations_are_kept_aside_and_the_oldest_goes() -> None:
    memory = Memory()
    for place in range(MOST_ASIDE + 2):
        memory = Memory(open=Thread(f"flow{place}", answers=(("a", True),)), aside=memory.aside).put_aside()

    assert [thread.flow for thread in memory.aside] == ["flow5", "flow4", "flow3", "flow2"]


def test_forgetting_an_answer_keeps_the_others_and_asks_anew() -> None:
    thread = Thread("f", answers=(("a", 1), ("b", 2)), asked=Asked("c", 1, 0, View()))

    assert thread.without("a") == Thread("f", answers=(("b", 2),))
