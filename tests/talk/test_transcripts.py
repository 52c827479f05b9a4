"""Every conversation, as people hold it, on every channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels import CHANNELS
from flows.registry import FLOWS
from storage.database.store import Store
from tests.conftest import HandClock, load_sample
from tests.support.plans import scans, watched
from tests.support.player import SCRIPTS, Player
from tests.tasks.segments import too_heavy, weigh


@pytest.mark.parametrize("channel", [channel.name for channel in CHANNELS])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_the_conversation_goes_as_written(script: Path, channel: str, sqlite: Store, clock: HandClock) -> None:
    """And nothing that is said reads a table that grows from end to end, or takes more segments by SMS than it may."""
    load_sample(sqlite)
    player = Player(sqlite, clock, channel)

    with watched(sqlite) as seen:
        player.play(script.read_text("utf-8"))

    if channel == "sms":
        assert too_heavy(weigh(script.stem, player.texts)) == {}
    scanned = scans(sqlite, seen)
    assert not scanned, "\n".join(map(str, scanned))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_every_conversation_has_a_transcript(flow: object) -> None:
    name = getattr(flow, "name", "")

    assert any(script.stem == name or script.stem.startswith(f"{name}_") for script in SCRIPTS), (
        f"the conversation «{name}» has no transcript: write tests/transcripts/{name}_….txt"
    )
