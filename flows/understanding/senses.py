"""What words can mean: whatever is being talked about, and of a number that stands beside them."""

from __future__ import annotations

from enum import StrEnum


class Sense(StrEnum):
    """What a word or phrase can mean whatever is being talked about."""

    YES = "yes"
    NO = "no"
    DONE = "done"  # «ok, c'est bon»: the end of a choice of several
    MORE = "more"  # the next page of a list
    LESS = "less"  # the page before
    DISTRICTS = "districts"  # show a list district by district
    UNKNOWN = "unknown"  # «je ne sais pas»
    STOP = "stop"
    LEAVE = "leave"  # «désabonnement», «j'arrête»: near to STOP, but not it
    WHO = "who"  # «c'est qui ?», «erreur de numéro»
    START = "start"
    CONTACT = "contact"
    HELP = "help"
    MENU = "menu"
    BACK = "back"
    CANCEL = "cancel"
    MODIFY = "modify"
    BLANK = "blank"  # «vote blanc»
    HELLO = "hello"
    THANKS = "thanks"


class Hint(StrEnum):
    """What words around a number say of it, where a choice is being corrected."""

    WITHOUT = "without"  # «sans 3», «pas le 3», «enlever 3»
    WITH = "with"  # «ajouter 3», «mais le 3»
    INSTEAD = "instead"  # «9 à la place du 3»
    RATHER = "rather"  # «plutôt le 9»
    THAN = "than"  # «plutôt 9 que 3»
    SWAPPED = "swapped"  # «3 remplacé par 9»
    ONLY = "only"  # «seulement le 9»
    FIRST = "first"  # of the choice: «sans le premier»
    SECOND = "second"
    THIRD = "third"
    LAST = "last"
    ALL = "all"  # of the choice: «enlever tout»
    BOTH = "both"  # «supprimer les deux»
    ALL_THREE = "all_three"
    KEEP = "keep"  # «gardez 3»
    REPLACE = "replace"  # «remplacer 3 par 9»
    BY = "by"  # the 9 of it
    TO = "to"  # «changer 3 en 9», «je préfère le 9 au 3»
    NE = "ne"  # «ne mettez pas le 3»: what comes after says what
    LEFT = "left"  # «il me reste combien ?»
    ANYHOW = "anyhow"  # «finalement»: nothing


EXACT = frozenset({Sense.STOP, Sense.START, Sense.BLANK})
"""Meant only when written to the letter: nobody is silenced, or written to again, by a slip of the thumb.

«banc» is no «blanc» either.
"""


AROUND_SILENCE = frozenset({Sense.STOP, Sense.LEAVE, Sense.WHO})
"""What is heard with courtesies around it too: «bonjour, c'est qui ?», «arrêtez svp»."""
