"""The rules that turn ballots into winners, by the names that Pabulib gives them; a new one is a module and a line."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from flows.ballots.result import Result
from flows.counting.comparison import compared
from flows.counting.equal_shares import add1, equal_shares
from flows.counting.exclusive import greedy_exclusive
from flows.counting.majority import majority_judgment
from flows.counting.no_skip import greedy_no_skip
from flows.counting.phragmen import phragmen
from flows.counting.plain import greedy
from flows.counting.poll import Contest

Rule: TypeAlias = Callable[[Contest], Result]
"""Values in, values out: the order of projects and of ballots changes nothing, and no tie is broken without a seed."""

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "greedy": greedy,
        "greedy-threshold": greedy,
        "greedy-no-skip": greedy_no_skip,
        "greedy-exclusive": greedy_exclusive,
        "equalshares": equal_shares,
        "equalshares/add1": add1,
        "equalshares-comparison": compared(equal_shares),
        "equalshares/add1-comparison": compared(add1),
        "phragmen": phragmen,
        "majority-judgment": majority_judgment,
    }
)
"""Every rule that is followed; the last two have no name in Pabulib, and these are ours."""

INCOMPLETE = frozenset({"equalshares", "equalshares-comparison", "phragmen"})
"""Rules that may leave much of the budget unspent: counted where a file was, never a town's own rule."""

OFFERED = ("greedy", "greedy-no-skip", "equalshares/add1", "equalshares/add1-comparison")
"""The rules that an edition may name: each spends what there is, and needs nothing but projects and ballots."""
