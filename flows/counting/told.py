"""A result once all that a count can come to is known: what is certain, what waits for the draw, and the ties."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from flows.ballots import reasons
from flows.ballots.result import Contender, Decision, Envelope, Result, Tie, Verdict
from flows.counting.payers import Payers
from flows.counting.poll import Contest
from flows.counting.ranks import ranked
from flows.counting.ways import Outcomes
from flows.words import Money, Text


@dataclass(frozen=True)
class StepwiseResult(ABC):
    """The result of an election by a rule that takes projects one by one; each rule gives its own reasons."""

    poll: Contest
    payers: Sequence[Payers]
    reached: Outcomes

    def result(self) -> Result:
        """The decisions from the best score down, and what they spend."""
        decisions = tuple(self._decision(contender, rank) for contender, rank in ranked(self.poll.contenders))
        funded = (decision.contender.cost for decision in decisions if decision.verdict is Verdict.FUNDED)
        envelope = Envelope(self.poll.envelope, self.poll.budget, sum(funded, Decimal(0)))
        return Result(decisions, (envelope,), self.ties, self.poll.terms.draw)

    @abstractmethod
    def left(self, place: int) -> int:
        """What was left for the project at *place*, in the smallest parts."""

    @abstractmethod
    def why_funded(self, place: int, score: Text) -> Text:
        """Why it was taken."""

    @abstractmethod
    def why_not(self, place: int, score: Text) -> Text:
        """Why it was not."""

    def money(self, parts: int) -> Money:
        """So many of the smallest parts."""
        return self.poll.money(parts)

    @cached_property
    def names(self) -> dict[str, str]:
        """What each project is called."""
        return {contender.ref: contender.name for contender in self.poll.contenders}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {payers.ref: place for place, payers in enumerate(self.payers)}

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Those that matter; where every draw comes to the same, none does."""
        drawn = self.poll.terms.draw is not None
        if not drawn and self.reached.all_of_them and len(self.reached.each) == 1:
            return ()
        found = dict.fromkeys(tie for bought in self.reached.each for tie in bought.ties)
        if not found and self.reached.tied:
            found[tuple(sorted(self.reached.tied))] = None
        return tuple(self._tie(tie, drawn=drawn) for tie in found)

    def _tie(self, places: Sequence[int], *, drawn: bool) -> Tie:
        refs = tuple(self.payers[place].ref for place in places)
        best = max(contender.score for contender in self.poll.contenders if contender.ref in refs)
        return Tie(self.poll.envelope, best, tuple(sorted(refs)), refs if drawn else ())

    def _decision(self, contender: Contender, rank: int) -> Decision:
        place = self._places.get(contender.ref)
        score = self.poll.terms.spoken(contender.score)
        if place is None:
            lacking = contender.score < self.poll.terms.threshold
            needed = self.poll.terms.spoken(self.poll.terms.threshold)
            why = reasons.below_threshold(score, needed) if lacking else reasons.chosen_by_nobody()
            return Decision(contender, Verdict.NOT_FUNDED, rank, Decimal(0), why)
        verdict = self._verdict(place)
        return Decision(contender, verdict, rank, self.money(self.left(place)).amount, self._why(place, verdict, score))

    def _verdict(self, place: int) -> Verdict:
        """Funded or not where every draw comes to it."""
        if self.payers[place].cost > self.poll.whole(self.poll.budget):
            return Verdict.NOT_FUNDED
        times = [place in bought.places for bought in self.reached.each]
        if not self.reached.all_of_them or any(times) != all(times):
            return Verdict.UNDECIDED
        return Verdict.FUNDED if all(times) else Verdict.NOT_FUNDED

    def _why(self, place: int, verdict: Verdict, score: Text) -> Text:
        if verdict is Verdict.UNDECIDED:
            return self._undecided(self.payers[place].ref)
        why = self.why_funded(place, score) if verdict is Verdict.FUNDED else self.why_not(place, score)
        drawn = any(self.payers[place].ref in tie.drawn for tie in self.ties)
        return reasons.by_draw(why) if drawn else why

    def _undecided(self, ref: str) -> Text:
        """Which tie it waits for."""
        for tie in self.ties:
            if ref in tie.refs:
                return reasons.tied(self.names[other] for other in tie.refs if other != ref)
        return reasons.waiting(self.names[other] for other in self.ties[0].refs)
