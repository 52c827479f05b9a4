"""Topics of a group that is a forum: people open, close, reopen and delete them; who writes into one is in no other.

A topic has the number of the message that opened it; the general one has none. Nobody is told that one was deleted.
"""

from __future__ import annotations

from tests.fakes.bodies import Json
from tests.fakes.telegram_people import Group, Person, Seen


class ForumTopic(Group):
    """A topic of *group*: people write into it as into a group (`ada.writes("/bp", to=topic)`)."""

    def __init__(self, group: Group, by: Person, name: str) -> None:
        """*by* opens it; a group with topics is a forum."""
        super().__init__(group._world, group.shared, group._happen, group.privacy)
        with self._world.bell.lock:
            self.shared.info["is_forum"] = True
            self.id = self.shared.newest + 1
            self.within = {"message_thread_id": self.id, "is_topic_message": True}
            self.shared.topics[self.id] = True
            self._says(by, {"forum_topic_created": {"name": name, "icon_color": 7322096}})

    @property
    def chat(self) -> list[Seen]:
        """The messages in this topic, in order."""
        return [message for message in super().chat if message.raw.get("message_thread_id") == self.id]

    def closes(self, by: Person) -> None:
        """*by* closes it: the bot may not write into it."""
        with self._world.bell.lock:
            self.shared.topics[self.id] = False
            self._says(by, {"forum_topic_closed": {}})

    def reopens(self, by: Person) -> None:
        """*by* opens it again."""
        with self._world.bell.lock:
            self.shared.topics[self.id] = True
            self._says(by, {"forum_topic_reopened": {}})

    def is_deleted(self) -> None:
        """It goes, with all its messages."""
        with self._world.bell.lock:
            for message in self.chat:
                self._world.remove(self.shared, message.id)
            del self.shared.topics[self.id]

    def _says(self, by: Person, what: Json) -> None:
        self._happen("message", self._world.post(self.shared, by.user, what | self.within))
