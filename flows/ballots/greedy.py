"""Votes become winners as most towns do it: from the best score down, a project is funded if it fits what is left.

1. A project below the threshold is never funded; one that costs more than what is left is skipped, the count goes on.
2. No tie is broken silently. Among equal scores, those that do not fit even alone are not funded; if the others fit
   together they are all funded; if not, their order changes who is funded, and only a draw from a published seed may
   say it.
3. Until that draw, the tied projects are undecided, and so is every project below them in the same envelope; but for
   those below the threshold, and those that would not fit even if only the cheapest of the tied were paid: whichever
   way the draw goes, one of the tied is.
4. One envelope never pays for another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from itertools import groupby

from flows.ballots import reasons
from flows.ballots.approval import Approval
from flows.ballots.ballot import Score
from flows.ballots.result import Contender, Decision, Envelope, Result, Tie, Verdict
from flows.words import Money, Text


@dataclass(frozen=True, slots=True)
class Terms:
    """What goes with a count: the score needed, the published seed of the draw, and how sums and scores are said."""

    threshold: Score = 0
    draw: str | None = None
    currency: str = "EUR"
    spoken: Callable[[Score], Text] = Approval("approval").spoken


class UnknownEnvelopeError(ValueError):
    """A project is to be paid from a budget that does not exist."""


def allocate(
    contenders: Iterable[Contender],
    budgets: Mapping[str, Decimal],
    terms: Terms | None = None,
    count: Callable[[str, Decimal, Terms], GreedyCount] | None = None,
) -> Result:
    """Who is funded when each envelope of *budgets* goes to its own contenders, by a *count* that goes down the scores.

    The order of *contenders* changes nothing. Raises UnknownEnvelopeError if one's envelope is not in *budgets*.
    """
    terms, count = terms or Terms(), count or GreedyCount
    queues = _queues(contenders, budgets)
    return whole([count(key, budget, terms).run(queues[key]) for key, budget in budgets.items()], terms)


def whole(counts: Sequence[GreedyCount], terms: Terms) -> Result:
    """The counts of all envelopes as one result."""
    return Result(
        decisions=tuple(decision for count in counts for decision in count.decisions),
        envelopes=tuple(Envelope(count.key, count.budget, count.budget - count.left) for count in counts),
        ties=tuple(tie for count in counts for tie in count.ties),
        draw=terms.draw,
    )


def lot(seed: str, ref: str) -> str:
    """The lot of the project *ref* in the draw of *seed*; the smallest goes first.

    It is the SHA-256 of «seed:ref» in UTF-8, in hexadecimal: anyone can compute it again. The seed must be something
    that nobody could choose once the votes were known, such as the numbers of a lottery announced beforehand.
    """
    return sha256(f"{seed}:{ref}".encode()).hexdigest()


def _queues(contenders: Iterable[Contender], budgets: Mapping[str, Decimal]) -> dict[str, list[Contender]]:
    """The contenders of each envelope from the best score down; equal scores by ref, which decides nothing."""
    queues: dict[str, list[Contender]] = {key: [] for key in budgets}
    for contender in sorted(contenders, key=lambda contender: (-contender.score, contender.ref)):
        if contender.envelope not in queues:
            raise UnknownEnvelopeError(
                f"project {contender.ref!r} is paid from the envelope {contender.envelope!r}, which has no budget: "
                "give it one, or correct the project's district."
            )
        queues[contender.envelope].append(contender)
    return queues


@dataclass(slots=True)
class GreedyCount:
    """The count of one envelope, as it goes down the scores."""

    key: str
    budget: Decimal
    terms: Terms
    left: Decimal = field(init=False)
    decisions: list[Decision] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    open_tie: list[Contender] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = self.budget

    def run(self, queue: Iterable[Contender]) -> GreedyCount:
        """Decide on each group of equal scores in turn."""
        for score, group in groupby(queue, key=lambda contender: contender.score):
            rank = len(self.decisions) + 1
            if score < self.terms.threshold:
                self._refuse(group, rank)
            elif self.open_tie:
                self._keep_waiting(group, rank)
            else:
                self._settle(list(group), rank)
        return self

    def _settle(self, group: list[Contender], rank: int) -> None:
        before = self.left
        fitting = [contender for contender in group if contender.cost <= before]
        if self._together(fitting):
            self._fund(fitting, rank)
        elif self.terms.draw is None:
            self._leave_open(fitting, rank)
        else:
            self._draw(fitting, rank, self.terms.draw)
        for contender in group:
            if contender.cost > before:
                why = reasons.no_room(self._money(before), self._money(contender.cost))
                self._decide(contender, Verdict.NOT_FUNDED, rank, why, before)

    def _together(self, group: Iterable[Contender]) -> bool:
        """Whether all of the group can be funded, in any order."""
        return sum(contender.cost for contender in group) <= self.left

    def _fund(self, group: Iterable[Contender], rank: int) -> None:
        for contender in group:
            self._decide(contender, Verdict.FUNDED, rank, reasons.funded(self.terms.spoken(contender.score), rank))

    def _refuse(self, group: Iterable[Contender], rank: int) -> None:
        needed = self.terms.spoken(self.terms.threshold)
        for contender in group:
            why = reasons.below_threshold(self.terms.spoken(contender.score), needed)
            self._decide(contender, Verdict.NOT_FUNDED, rank, why)

    def _leave_open(self, tied: list[Contender], rank: int) -> None:
        self.open_tie = tied
        self.ties.append(Tie(self.key, tied[0].score, tuple(contender.ref for contender in tied)))
        for contender in tied:
            self._decide(contender, Verdict.UNDECIDED, rank, reasons.tied(others_than(contender, tied)))

    def _draw(self, tied: list[Contender], rank: int, seed: str) -> None:
        drawn = sorted(tied, key=lambda contender: lot(seed, contender.ref))
        refs = tuple(contender.ref for contender in tied)
        self.ties.append(Tie(self.key, tied[0].score, refs, tuple(contender.ref for contender in drawn)))
        for contender in drawn:
            self._take_its_turn(contender, rank, others_than(contender, tied))

    def _take_its_turn(self, contender: Contender, rank: int, others: list[str]) -> None:
        """What the draw makes of one of the tied, now that it is its turn."""
        if contender.cost <= self.left:
            why = reasons.funded_by_draw(self.terms.spoken(contender.score), others)
            self._decide(contender, Verdict.FUNDED, rank, why)
        else:
            why = reasons.no_room_after_draw(self._money(self.left), self._money(contender.cost), others)
            self._decide(contender, Verdict.NOT_FUNDED, rank, why)

    def _keep_waiting(self, group: Iterable[Contender], rank: int) -> None:
        at_best = self.left - min(contender.cost for contender in self.open_tie)
        for contender in group:
            if contender.cost > at_best:
                why = reasons.no_room_at_best(self._money(at_best), self._money(contender.cost))
                self._decide(contender, Verdict.NOT_FUNDED, rank, why, at_best)
            else:
                why = reasons.waiting(tied.name for tied in self.open_tie)
                self._decide(contender, Verdict.UNDECIDED, rank, why, at_best)

    def _decide(
        self, contender: Contender, verdict: Verdict, rank: int, why: Text, left: Decimal | None = None
    ) -> None:
        self.decisions.append(Decision(contender, verdict, rank, self.left if left is None else left, why))
        if verdict is Verdict.FUNDED:
            self.left -= contender.cost

    def _money(self, amount: Decimal) -> Money:
        return Money(amount, self.terms.currency)


def others_than(contender: Contender, tied: Iterable[Contender]) -> list[str]:
    """The names of those tied with it."""
    return [other.name for other in tied if other is not contender]
