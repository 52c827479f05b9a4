"""A question as anybody might ask it: what would tell who asked is taken out.

It errs on the side of too much: what is left is read and edited by the team before it is kept.
"""

from __future__ import annotations

import re
from itertools import takewhile

from flows.understanding.folding import fold

GONE = "…"
"""What stands where something was taken out."""

_WORD = r"[^\W\d_][\w'’-]*"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_OF = r"(?:(?:de la|de l['’]|du|des|de|d['’]|la|les|le|l['’])\s*)*"

_CONTACTS = (
    re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.\w+"),  # e-mail
    re.compile(r"(?<!\w)@\w{3,}"),  # a name on a network
    re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}(?: ?[A-Z0-9]{1,3})?\b"),  # a bank account
    re.compile(r"(?:\+|\b00)\d(?:[ .()/-]*\d){7,14}\b"),  # a telephone, from abroad
    re.compile(r"(?<!\d)0\d(?:[ ./-]?\d\d){4}(?!\d)"),  # one as it is written in France
    re.compile(r"(?<!\d)\d(?:[ .-]?\d){8,}(?!\d)"),  # a social security number, a card
    re.compile(r"(?<!\d)\d{7,}(?!\d)(?!\s*(?:€|eur))", re.IGNORECASE),  # a file's
    re.compile(r"(?<=\bné )le \d[\w/. -]*\d{2,4}|(?<=\bnée )le \d[\w/. -]*\d{2,4}", re.IGNORECASE),
)

_STREET = (
    r"(?i:rue|avenue|av\.?|boulevard|bd|bld|chemin|all[ée]e|impasse|quai|ruelle|faubourg|r[ée]sidence|hameau"
    r"|lotissement)"
)
_MAYBE_STREET = r"(?i:place|pl\.|route|cours|square|passage|mont[ée]e|sentier)"
"""«2 places», «3 cours de danse» are no address: a name has to follow."""

_NUMBER = r"\b\d{1,4}\s*(?i:bis|ter|quater|[a-d])?\b\s*,?\s*"
_TOWN = rf"(?:,?\s*\d{{5}}(?:\s+{_CAPITAL})*)?"
_HOMES = (
    re.compile(rf"{_NUMBER}{_STREET}\s+(?i:{_OF})(?:{_CAPITAL}(?:[ -]{_CAPITAL})*|{_WORD}){_TOWN}"),
    re.compile(rf"{_NUMBER}{_MAYBE_STREET}\s+(?i:{_OF}){_CAPITAL}(?:[ -]{_CAPITAL})*{_TOWN}"),
    re.compile(
        r"\b(?i:appartement|appart|appt|apt|b[âa]timent|b[âa]t|escalier|porte|hall)\.?\s*(?:n°\s*)?(?:\d+\w?|[A-H])\b"
    ),
)

_CLAUSE = re.compile(r"(?:[^.!?;\n]|[.](?=\d))+")
_OF_ONES_OWN = re.compile(
    r"\b(?:salaires?|retraites?|pensions?|loyers?|revenus?|rsa|aah|apl|smic|allocations?|ch[oô]mage|imp[oô]ts?"
    r"|dettes?|cr[ée]dits?|factures?|gagn\w+|touche|per[çc]ois|par mois|quotient|je dois|je pa[iy]e)\b",
    re.IGNORECASE,
)
"""Words beside which an amount is somebody's own, not a budget's."""

_AMOUNT = re.compile(
    r"\b\d+(?:[ .,\u00a0\u202f]?\d+)*\s*(?:€|euros?\b|eur\b|e\b)|(?<=gagne )\d+|(?<=touche )\d+", re.IGNORECASE
)

_SAYS_A_NAME = re.compile(
    r"((?:\b(?i:je m['’ ]?app?el+es?|je me nomme|mon (?:pr[ée])?nom(?: de famille)?(?: est| c['’]est)?|moi c['’]est"
    r"|my name is|me llamo|sign[ée]e?|signature"
    r"|cordialement|bien [àa] vous|salutations)\s*[,:]?|\b(?i:mme|mlle|mr|madame|mademoiselle|monsieur|docteur)\.?"
    rf"|\b[Mm]\.|\bM(?=\s+{_CAPITAL}))\s+)({_WORD}(?:[ ]+{_WORD}){{0,2}})"
)
_CAPITALS_AFTER = re.compile(
    r"\b((?i:ici|c['’]est|mon (?:fils|mari|p[èe]re|fr[èe]re|ami|voisin)|ma (?:fille|femme|m[èe]re|s[œo]e?ur|voisine))"
    rf"\s+){_CAPITAL}(?: {_CAPITAL})*"
)
_ALSO_SAYS = re.compile(rf"\b((?i:je suis)\s+){_CAPITAL}(?: {_CAPITAL})+")
_SIGNED = re.compile(rf"([\n.!?]\s*)({_CAPITAL}(?: {_CAPITAL}){{0,2}})\s*$")

_NO_NAMES = """
a ai au aux avec c ce cela ces cest est ca comment combien dans de des depuis du elle elles en et il ils j je l la le
les leur lui ma mais maire mes moi mon monsieur madame mesdames messieurs n ne nous on ou par pas pour pourquoi pouvez
puis qu quand que quel quelle qui quoi s sa se si son sont suis sur t tu un une vos votre vous voudrais veux y habite
merci bonjour bonsoir adjoint adjointe cordialement bien salutations svp i am and soy
"""
"""Words that are no name, however they are written: where one stands, the name is over."""

_NO_NAME = frozenset(_NO_NAMES.split())


def without_personal(words: str) -> str:
    """*words* without telephones, e-mails, names, homes, dates of birth, or what somebody earns or pays."""
    for pattern in (*_CONTACTS, *_HOMES):
        words = pattern.sub(GONE, words)
    words = _CLAUSE.sub(_without_amounts, words)
    words = _SAYS_A_NAME.sub(_nameless, words)
    for pattern in (_CAPITALS_AFTER, _ALSO_SAYS):
        words = pattern.sub(rf"\1{GONE}", words)
    words = _SIGNED.sub(_nameless, words)
    return re.sub(rf"{GONE}(?:[\s,]*{GONE})+", GONE, " ".join(words.split()))


def _without_amounts(clause: re.Match[str]) -> str:
    return _AMOUNT.sub(GONE, clause[0]) if _OF_ONES_OWN.search(clause[0]) else clause[0]


def _nameless(said: re.Match[str]) -> str:
    """What was said, without the name: its capitals, or two small words at most, up to one that is no name."""
    words = said[2].split()
    name = list(takewhile(_may_be_a_name, words))
    if name and name[0][0].isupper():
        name = list(takewhile(lambda word: word[0].isupper(), name))
    rest = words[min(len(name), 3 if name and name[0][0].isupper() else 2) :]
    return said[1] + " ".join((GONE, *rest)) if name else said[0]


def _may_be_a_name(word: str) -> bool:
    return fold(word).split()[:1] != [] and fold(word).split()[0] not in _NO_NAME
