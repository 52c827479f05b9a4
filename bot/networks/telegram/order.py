"""Which messages on Telegram were overtaken: one person's words and taps travel apart, and may change places.

Updates are numbered in the order in which things happened. Words with a lower number than a tap that came before them
were written before whatever that tap brought on the screen, even within the same second.
"""

from __future__ import annotations

from collections import OrderedDict

MOST = 10_000
"""Chats remembered: many more than write within the few seconds in which an update can be overtaken."""


class Order:
    """The newest update that came from each chat, as far as this process heard it.

    With several processes an overtaking between two of them goes unnoticed; then the date decides, to the second.
    """

    def __init__(self, most: int = MOST) -> None:
        """Remembers *most* chats."""
        self._most = most
        self._newest: OrderedDict[str, int] = OrderedDict()

    def overtaken(self, chat: str, update_id: int) -> bool:
        """Whether something that happened later in *chat* came first; notes that this came."""
        newest = self._newest.pop(chat, update_id)
        self._newest[chat] = max(newest, update_id)
        if len(self._newest) > self._most:
            self._newest.popitem(last=False)
        return update_id < newest
