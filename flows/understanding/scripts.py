"""Other scripts than ours: their digits and marks, and the letters that people write in several ways, made one.

«١٢» is 12 in every script that counts in tens. In Arabic script the same word is written with or without its hamza, its
dots and the stroke that stretches it: «أهلاً», «اهلا» and «أهـــلا» are one word, «مدرسة» and «مدرسه» too.
"""

from __future__ import annotations

import re
import unicodedata

_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_holds_another_script = re.compile("[\u0600-\u1fff\ua000-\uabff\uff00-\uffef\U00010000-\U0001ecff]").search

_ALIKE = str.maketrans(
    {
        "\u0671": "ا",  # alef wasla, of vocalized texts
        "ى": "ي",
        "ة": "ه",
        "ک": "ك",  # keyboards of Persian, Urdu and Kurdish
        "ی": "ي",
        "ہ": "ه",
        "\u0640": None,  # the stroke that stretches a word
        "\u200c": None,  # what keeps letters apart, or together
        "\u200d": None,
    }
)


_OUR_MARKS = str.maketrans("؟،؛٫٬？，；", "?,;,'?,;")


def in_our_signs(text: str) -> str:
    """*text* with the digits and marks of other scripts as ours, which is how they are heard: «١٢، ٣؟» → «12, 3?»."""
    return in_our_digits(text.translate(_OUR_MARKS)) if _holds_another_script(text) else text


def in_our_digits(text: str) -> str:
    """*text* with the digits of every script as 0 to 9: «١٢» → «12»."""
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def alike(phrase: str) -> str:
    """*phrase*, its marks taken off already, with the letters that people write in several ways written in one."""
    return in_our_digits(phrase.translate(_ALIKE)) if _holds_another_script(phrase) else phrase
