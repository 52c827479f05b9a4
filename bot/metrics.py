"""The figures this process keeps of itself, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
TURNS = Counter("portevoix_turns", "Messages heard.", ["channel"], registry=REGISTRY)
SET_ASIDE = Counter("portevoix_set_aside", "Messages that could not be answered.", registry=REGISTRY)
DROPPED = Counter(
    "portevoix_dropped",
    "Messages that were not heard: beyond their address's share (share), or beyond what can wait (full).",
    ["channel", "why"],
    registry=REGISTRY,
)
SENT = Counter(
    "portevoix_sent", "Messages handed to a network, by what came of it.", ["channel", "outcome"], registry=REGISTRY
)
BATCHES = Histogram(
    "portevoix_batch_seconds",
    "How long a batch of turns took, commit included.",
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5),
    registry=REGISTRY,
)
OUTBOX = Gauge("portevoix_outbox_messages", "Messages in the outbox.", ["state", "channel", "kind"], registry=REGISTRY)
FORGOTTEN = Gauge(
    "portevoix_reminders_forgotten",
    "Reminders that want somebody: unarmed though due soon or already, missed, or late.",
    ["how"],
    registry=REGISTRY,
)
LAG = Gauge("portevoix_outbox_lag_seconds", "How long the longest due message has waited.", registry=REGISTRY)
