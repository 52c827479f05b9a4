"""What a conversation can ask of the world: to do something, or to look something up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.words import Say

O_co = TypeVar("O_co", covariant=True)


class Deed(Generic[O_co]):
    """Something a flow asks the world to do; its type parameter is the outcome."""

    __slots__ = ()


class Look(Generic[O_co]):
    """Something a flow asks the world to tell; it changes nothing, so it may be asked again and again."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The deed could not be done, and this is what to tell the person."""

    why: Say


@dataclass(frozen=True, slots=True)
class Done:
    """It is done, and there is nothing to tell."""
