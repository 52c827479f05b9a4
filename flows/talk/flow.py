"""A conversation, as the registry knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.talk.chat import Chat
from flows.talk.scene import Scene
from flows.town.edition import Edition
from flows.understanding.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Flow:
    """A named conversation.

    What is said in a *secret* one is not kept; after one that *gives back*, what it interrupted goes on. The answers of
    one that *keeps* are a draft, which no new beginning may wipe. One that is *anew* begins at its start each time it
    is asked for: what was looked up last time is of no use. *word* is what to write to come to it. *goes_on* tells
    whether words after that are for what is under way, and no new beginning: «VOTE sans 5». *beside* tells, and asks
    nothing, of what is called by its number during a vote, which stays on the screen: «PROJET 9».
    """

    name: str
    run: Callable[[Chat, Scene], None]
    secret: bool = False
    gives_back: bool = False
    keeps: bool = False
    anew: bool = False
    word: str = ""
    goes_on: Callable[[str, Edition, Lexicon], bool] | None = None
    beside: Callable[[Chat, Scene], None] | None = None
