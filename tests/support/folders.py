"""Where the project and its tests lie, wherever a test stands."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
SHARED = ROOT.parent / "shared"
"""Data and specifications beside the project, on the machines that have them."""
