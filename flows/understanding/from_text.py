"""The sentences of a project's own text that speak of what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from flows.town.edition import Project
from flows.understanding.features import asking_words, features_in
from flows.understanding.folding import fold
from flows.understanding.lexicon import Lexicon
from flows.understanding.number_words import DURATION, PERIODS
from flows.understanding.phrases import begun_by, length_of
from flows.understanding.telling import HOLLOW, SHORTEST, TIMES, based
from flows.understanding.town_nouns import in_french

ALIKE = 5
"""Letters with which two words of one family begin: «éclairer», «éclairage»."""

TOLD_ANYWAY = frozenset({"cost", "where", "when", "whom"})
"""What the sheet says beside its summary."""

SAID_BESIDE = TOLD_ANYWAY - {"whom"}
"""The same, but for what the summary may say better: «pour qui»."""

HOURS = "hour"
"""The kind of time that is asked for at what hour something is."""

NEAR = 4
"""Words among which a number stands with what it counts: «deux kilomètres de haies»."""

_SENTENCES = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True, slots=True)
class FromText:
    """What the text of a project says: the sentences *found*, else all of it; whether anything was *asked* of it."""

    text: str
    found: bool
    asked: bool


def says(project: Project, words: str, lexicon: Lexicon) -> FromText:
    """What the summary of *project* says of what is asked in *words*; how many it is, the title may say."""
    words = _that_ask(words)
    sentences = [sentence for sentence in _SENTENCES.split(project.summary.strip()) if sentence]
    in_ours = _in_french(project, words, lexicon)
    wanted = frozenset(_asked(project, in_ours, asking_words(words, lexicon), lexicon))
    features = features_in(_beside_its_name(project, words, lexicon), lexicon).keys()
    if "picture" in features:
        return FromText(project.summary, bool(project.photo), True)
    spelled = frozenset(lexicon.spell(words).split())
    why = not lexicon.why.isdisjoint(spelled)
    if why and ("cost" in features or str(project.cost) in spelled):  # of what it costs, the sheet gives no reason
        return FromText(project.summary, False, True)
    if why or "use" in features:
        said = _said_of_it(in_ours, lexicon)
        reasons = _answering(sentences, _Wish(wanted & said), lexicon) or sentences[1:]
        return FromText(" ".join(reasons) or project.summary, True, True)
    wish = _wish(in_ours, wanted, features - SAID_BESIDE, lexicon)
    told = _answering([*sentences, *_counted_title(project, wish)], wish, lexicon)
    if told:
        return FromText(" ".join(told), True, True)
    asked = bool(wanted or features - TOLD_ANYWAY)
    return FromText(project.summary if asked else "".join(sentences[:1]), False, asked)


def _said_of_it(spelled: list[str], lexicon: Lexicon) -> frozenset[str]:
    """The words that name no thing: of «pourquoi le kiosque est fermé», «fermé»."""
    return frozenset(based(word) for before, word in pairwise(["", *spelled]) if before not in lexicon.determiners)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked of a text: *words* and *features* to speak of, and how many, how long or at what hour it is."""

    words: frozenset[str]
    features: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()  # of what it is asked how many there are
    kinds: Set[str] = frozenset()  # of times


def _wish(spelled: list[str], wanted: frozenset[str], features: Set[str], lexicon: Lexicon) -> _Wish:
    """What the words *spelled* ask for, of which *wanted* stand beside the project's name."""
    kinds = lexicon.number_words.kinds_in(spelled)
    lasts = DURATION in kinds and "when" not in features and not lexicon.asking.isdisjoint(spelled)
    hours = HOURS in kinds and not lexicon.asking.isdisjoint(spelled)
    return _Wish(
        wanted, frozenset(features), _counted(spelled, lexicon), PERIODS if lasts else {HOURS} if hours else set()
    )


def _counted(spelled: list[str], lexicon: Lexicon) -> frozenset[str]:
    """Of what it is asked how many there are: what comes after «combien de»."""
    counting = lexicon.number_words.counting
    ends = (place + length_of(spelled[place:], counting, begun_by(counting)) for place in range(len(spelled)))
    after = (spelled[end : end + NEAR] for place, end in enumerate(ends) if end > place)
    return frozenset(based(word) for some in after for word in some if len(word) >= SHORTEST)


def _counted_title(project: Project, wish: _Wish) -> tuple[str, ...]:
    """The title, where it is asked how many there are: it tells more than the short one."""
    return (f"{project.title}.",) if wish.counts and project.short else ()


def _answering(sentences: Sequence[str], wish: _Wish, lexicon: Lexicon) -> list[str]:
    """The sentence that tells most of what is asked, and those that tell what it does not."""
    told = [frozenset(_told(sentence, wish, lexicon)) for sentence in sentences]
    most = max(told, key=_weight, default=frozenset())
    if not most:
        return []
    found, known = [sentences[told.index(most)]], set(most)
    for sentence, answers in zip(sentences, told, strict=True):
        if answers - known:
            found.append(sentence)
            known |= answers
    return found


def _weight(told: Set[tuple[str, str]]) -> tuple[int, int]:
    """How much it is that is told: what is asked for outright, then words."""
    words = sum(kind == "word" for kind, _of in told)
    return len(told) - words, words


def _told(sentence: str, wish: _Wish, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """What of the *wish* the sentence tells."""
    words = fold(sentence).split()
    yield from (("feature", one) for one in wish.features & features_in(sentence, lexicon).keys())
    yield from (("word", word) for word in wish.words if any(_alike(word, based(one)) for one in words))
    kinds = lexicon.number_words.kinds_in(words)
    if not wish.kinds.isdisjoint(kinds):
        yield "time", ""
    if any(_is_counted(words[place:][:NEAR], wish, lexicon) for place in range(len(words)) if wish.counts):
        yield "count", ""


def _is_counted(words: Sequence[str], wish: _Wish, lexicon: Lexicon) -> bool:
    """Whether *words* begin with how many there are of what is asked: «soixante enfants»."""
    first, *others = words
    if first not in lexicon.figures and not (first.isdigit()):
        return False
    alike = any(_alike(word, based(one)) for word in wish.counts for one in others)
    return alike or any(lexicon.features.get(one) in wish.features for one in others[:1])


def _that_ask(words: str) -> str:
    """The sentences of *words* that ask, if they are told apart: «… fermé la nuit ? Nous habitons derrière.»."""
    return " ".join(sentence for sentence in _SENTENCES.split(words) if "?" in sentence) or words


def _beside_its_name(project: Project, words: str, lexicon: Lexicon) -> str:
    """*words* without those of the project's title: «l'aire de jeux» asks nothing of games."""
    title = {based(word) for word in fold(f"{project.title} {project.short}").split() if len(word) >= SHORTEST}
    return " ".join(word for word in lexicon.spell(words).split() if based(word) not in title)


def _asked(project: Project, spelled: list[str], asking: Set[str], lexicon: Lexicon) -> Iterator[str]:
    """The words of *spelled* that ask for something, beside those that name the project, or ask what a feature is."""
    title = {based(word) for word in fold(f"{project.title} {project.short}").split()}
    hollow = (HOLLOW - TIMES).union(
        lexicon.fillers, lexicon.asking, lexicon.speaking, lexicon.pointing, lexicon.again, asking
    )
    apart = {word for pair in pairwise(spelled) if based("".join(pair)) in title for word in pair}  # «skate park»
    for word in spelled:
        if word in hollow or word in apart or word.isdigit() or len(word) < SHORTEST:
            continue
        if not any(_alike(based(word), one) for one in title):
            yield based(word)


def _in_french(project: Project, words: str, lexicon: Lexicon) -> list[str]:
    """*words* spelled out, those for what towns build in French, where the project's text has it."""
    told = {based(word) for word in fold(f"{project.title} {project.short} {project.summary}").split()}
    return in_french(lexicon.spell(words).split(), lambda word: based(word) in told, lexicon)


def _alike(one: str, other: str) -> bool:
    """Whether two words are of one family: by how they begin, or as one stands within the other («replanter»)."""
    if one == other:
        return True
    begins = len(one) >= ALIKE and len(other) >= ALIKE and one[:ALIKE] == other[:ALIKE]
    return begins or (len(other) > ALIKE and one.endswith(other))
