"""`majority-judgment`: what people grade is ranked by its majority grade, then funded from the best down while it fits.

1. The majority grade of a project is the median of its grades, the lower of the two in the middle where they are even:
   more than half grade it so or better. A ballot that says nothing of a project gives it 0 points.
2. Equal ones are told apart by taking that grade away, one voter at a time, until their majority grades differ. Only
   projects that got exactly the same grades are tied.
3. From there on it is `greedy`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from flows.ballots import reasons
from flows.ballots.greedy import allocate
from flows.ballots.result import Decision, Result, Verdict
from flows.counting.poll import Contest
from flows.counting.ranks import ranked
from flows.words import Text, _

NO_GRADE = Decimal(0)
"""The points of whoever does not grade a project, as Pabulib's `default_score`."""


def majority_judgment(poll: Contest) -> Result:
    """Who is funded, the best judged first."""
    grades = sorted({NO_GRADE, *(points for marks in poll.ballots for _ref, points in marks)})
    judged = _judged(poll, grades)
    steps = {value: step for step, value in enumerate(sorted(set(judged.values())), 1)}
    medians = {step: grades[ord(value[0])] if value else NO_GRADE for value, step in steps.items()}
    standing = [replace(each, score=steps[judged[each.ref]]) for each in poll.standing]
    terms = replace(poll.terms, threshold=0, spoken=lambda score: _said(medians[int(score)]))
    return _with_own_scores(allocate(standing, {poll.envelope: poll.budget}, terms), poll)


def _judged(poll: Contest, grades: Sequence[Decimal]) -> dict[str, str]:
    """The grades of each project, its majority grade first, in the order in which they are taken away.

    A grade is the sign whose number is its place among *grades*, so that two projects compare as two words do.
    """
    signs = {grade: chr(place) for place, grade in enumerate(grades)}
    given = {contender.ref: Counter[str]() for contender in poll.standing}
    for marks, times in poll.ballots.items():
        for ref, points in marks:
            if ref in given:
                given[ref][signs[points]] += times
    for counted in given.values():
        counted[signs[NO_GRADE]] += poll.voters - counted.total()
    return {ref: _outwards(counted) for ref, counted in given.items()}


def _outwards(counted: Counter[str]) -> str:
    """All grades, the median first, then the median of what is left, and so on."""
    ascending = "".join(sign * counted[sign] for sign in sorted(counted))
    first, middle = len(ascending) % 2, (len(ascending) + 1) // 2
    lower, upper = ascending[:middle][::-1], ascending[middle:]
    taken = [""] * (2 * len(upper))
    taken[0::2], taken[1::2] = lower[first:], upper
    return lower[:first] + "".join(taken)


def _said(grade: Decimal) -> Text:
    """«la mention 3»."""
    return _("mention {grade}", grade=f"{grade:f}")


def _with_own_scores(result: Result, poll: Contest) -> Result:
    """The result with the points of each project in the place of its rank among the grades."""
    own = {contender.ref: contender for contender in poll.contenders}
    decisions = [replace(each, contender=own[each.contender.ref]) for each in result.decisions]
    standing = {contender.ref for contender in poll.standing}
    needed = poll.terms.spoken(poll.terms.threshold)
    for contender, rank in ranked(contender for contender in poll.contenders if contender.ref not in standing):
        why = reasons.below_threshold(poll.terms.spoken(contender.score), needed)
        decisions.append(Decision(contender, Verdict.NOT_FUNDED, len(standing) + rank, result.envelopes[0].left, why))
    ties = tuple(replace(tie, score=max(own[ref].score for ref in tie.refs)) for tie in result.ties)
    return replace(result, decisions=tuple(decisions), ties=ties)
