"""Two machines never talk to each other for ever; people are not cut short."""

from __future__ import annotations

from bot.networks.sms.loop_guard import LoopGuard, ShareVerdict

HEAR, LAST_WORD, SILENCE = ShareVerdict.HEAR, ShareVerdict.LAST_WORD, ShareVerdict.SILENCE


def verdicts(guard: LoopGuard, times: list[float], address: str = "+33639980001", first: int = 0) -> list[ShareVerdict]:
    """What becomes of messages that come at *times*."""
    return [guard.verdict(address, f"SM{first + n}", at) for n, at in enumerate(times)]


def test_the_first_thirty_are_heard_then_one_last_word_then_nothing() -> None:
    said = verdicts(LoopGuard(), [float(second) for second in range(100)])

    assert said == [HEAR] * 30 + [LAST_WORD] + [SILENCE] * 69


def test_who_writes_slowly_is_never_cut_short() -> None:
    assert set(verdicts(LoopGuard(), [21.0 * n for n in range(1000)])) == {HEAR}


def test_silence_lasts_until_the_address_was_quiet_for_the_window() -> None:
    guard = LoopGuard(most=2, window=600)
    verdicts(guard, [0.0, 1.0, 2.0])

    assert verdicts(guard, [500.0, 1000.0, 1599.0], first=3) == [SILENCE] * 3
    assert verdicts(guard, [2199.0], first=6) == [HEAR]


def test_a_message_delivered_again_counts_once_and_gets_the_same() -> None:
    guard = LoopGuard(most=2)

    assert [guard.verdict("a", id, 1.0) for id in ("1", "1", "2", "2", "3", "3", "1")] == [
        HEAR, HEAR, HEAR, HEAR, LAST_WORD, LAST_WORD, HEAR,
    ]  # fmt: skip


def test_each_address_has_a_count_of_its_own() -> None:
    guard = LoopGuard(most=1)

    assert verdicts(guard, [0.0, 0.0], "a") == [HEAR, LAST_WORD]
    assert verdicts(guard, [0.0, 0.0], "b") == [HEAR, LAST_WORD]


def test_addresses_that_are_quiet_take_no_room() -> None:
    guard = LoopGuard(window=10)
    for n in range(1000):
        guard.verdict(str(n), "1", float(n))

    assert guard.remembered == 10
