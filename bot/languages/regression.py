"""A regression over wordings: how probable it is that a vector means what each class of wordings means.

Multinomial and regularised, fitted by Böhning's bound: one matrix is inverted once, and each step is a product with it.
It is a pure function of its vectors, so two processes come to the same figures but for the last digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Floats = NDArray[float32]
else:
    Floats = Any

SMOOTH = 0.04
"""How much large coefficients cost: chosen among 0.01, 0.02, 0.04, 0.08 on questions beside the wordings."""

STEPS = 60
"""Steps of the fit: with 30 the first answers are a hundredth less often right, with 120 no more often."""

ONE = 0.3
"""The value that stands for 1 beside each vector, small as their own values are."""


@dataclass(frozen=True)
class Regression:
    """What was fitted: the classes, and what turns a vector into their probabilities."""

    classes: tuple[str, ...]
    middle: Floats
    weights: Floats

    def chances(self, vector: Floats) -> dict[str, float]:
        """The probability of each class; together 1."""
        import numpy as np

        weighed = (vector - self.middle) @ self.weights[:-1] + ONE * self.weights[-1]
        powers = np.exp(weighed - weighed.max())
        return dict(zip(self.classes, (powers / powers.sum()).tolist(), strict=True))


def fitted(vectors: Floats, ids: Sequence[str]) -> Regression:
    """The regression for *vectors*, of which each means what is asked by the one of *ids* at its place."""
    import numpy as np

    classes = tuple(dict.fromkeys(ids))
    place = {id: at for at, id in enumerate(classes)}
    meant = np.zeros((len(ids), len(classes)), np.float32)
    meant[np.arange(len(ids)), [place[id] for id in ids]] = 1
    middle = vectors.mean(0)
    inputs = np.full((len(ids), vectors.shape[1] + 1), ONE, np.float32)
    np.subtract(vectors, middle, out=inputs[:, :-1])
    bound = inputs.T @ inputs / 2 + SMOOTH * np.eye(inputs.shape[1], dtype=np.float32)
    inverse = np.linalg.inv(bound)
    weights = before = np.zeros((inputs.shape[1], len(classes)), np.float32)
    pace = 1.0
    for _step in range(STEPS):  # Nesterov's: each step goes on a little where the one before led
        slope = inputs.T @ (_shares(inputs @ weights) - meant) + SMOOTH * weights
        found, faster = weights - inverse @ slope, (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        weights, before, pace = found + (pace - 1) / faster * (found - before), found, faster
    return Regression(classes, middle, before)


def _shares(weighed: Floats) -> Floats:
    import numpy as np

    powers = np.exp(weighed - weighed.max(1, keepdims=True))
    shares: Floats = powers / powers.sum(1, keepdims=True)
    return shares
