"""The tables that a language's `words.toml` has, by the names that the lexicon knows them by."""

from __future__ import annotations

TABLES = (
    "senses",
    "alone",
    "flows",
    "languages",
    "numbers",
    "figures",
    "figures_after",
    "spellings",
    "corrections",
    "features",
    "followed",
    "nouns",
    "strange",
    "alike",
)
"""The tables of words and what each means, as `Lexicon` names them."""

SETS = (
    "fillers",
    "things",
    "several_things",
    "joins",
    "asking",
    "asking_last",
    "interrogatives",
    "not_asking",
    "wishes",
    "pointing",
    "doers",
    "determiners",
    "glued",
    "amounts",
    "ages",
    "tomorrow",
    "around_hour",
    "definite",
    "months",
    "units",
    "vague",
    "bounds",
    "several",
    "every",
    "alternatives",
    "reckoned",
    "francs",
    "other_money",
    "contesting",
    "around_contest",
    "going_on",
    "distress",
    "no_distress",
    "upset",
    "stages",
    "in_time",
    "mine",
    "my",
    "nameless",
    "no_more",
    "how_to_vote",
    "undoing",
    "links",
    "subjects",
    "unable",
    "past",
    "places",
    "why",
    "around_ballot",
    "choosing",
    "ranking",
    "kin",
    "others_choose",
    "apart",
    "reasons",
    "around_yes",
    "anew",
    "sending",
    "waiting",
    "resuming",
    "again",
    "mostly",
    "summed",
    "remaining",
    "undecided",
    "around_off",
    "refused_after",
    "wanted_after",
    "counted",
    "of_us",
    "around_code",
    "around_language",
    "plainer",
    "unspoken",
    "mistaken",
    "reactions",
    "reacted_to",
    "speaking",
    "signatures",
    "devices",
)
"""The tables of words of `[words]`, as `Lexicon` names them."""

OPTOUT = (
    "stops",
    "courtesies",
    "pleas",
    "reminders",
    "beginnings",
    "hints",
    "received",
    "no_longer",
    "missing",
    "around_end",
)
"""The tables of words around silence, as `OptOut` names them."""

ROOTS = ("roots", "ends")
"""Those of how words begin."""

BEGINNINGS = (
    "of_votes",
    "of_ideas",
    "of_mail",
    "of_a_visit",
    "of_an_end",
    "of_deafness",
    "of_people",
    "of_erasing",
    "may_i",
)
"""Those of `[words]` that are how words begin."""

NUMBER_WORDS = ("counting", "denying", "numbered", "limits", "before", "others", "own", "since", "grown", "minor")
"""The tables of words around numbers, as `NumberWords` names them."""

COURTESIES = ("greetings", "polite", "closings")
"""The tables of words around what people say, as `Courtesies` names them."""
