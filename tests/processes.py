"""The command line as real processes, in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process: ours, the project on its path, and *settings*; nothing of a .env file's."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "COLUMNS": "200", "NO_COLOR": "1", **settings}


def portevoix(*words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `portevoix *words*` in *folder* to its end."""
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(
        command, cwd=folder, env=environment(**settings), capture_output=True, text=True, timeout=240, check=False
    )


def started(*words: str, folder: Path, **settings: str) -> subprocess.Popen[bytes]:
    """Start `portevoix *words*` in *folder*."""
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.Popen(
        command, cwd=folder, env=environment(**settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
