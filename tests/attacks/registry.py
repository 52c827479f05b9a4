"""Every attack there is, in the order of the table in docs/operate/attacks.md."""

from __future__ import annotations

from tests.attacks import codes, heavy_texts, one_account, secrecy, waiting
from tests.attacks.base import Attack

ATTACKS: tuple[Attack, ...] = (heavy_texts.ATTACK, one_account.ATTACK, codes.ATTACK, waiting.ATTACK, secrecy.ATTACK)

BY_NAME = {attack.name: attack for attack in ATTACKS}
