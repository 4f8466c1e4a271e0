"""Expectations in Section 3 and Appendix C.2, and the hinge loss.

Expectations are over gates that do not depend on X and W (A5u-m): every joint distribution of
the gates of all paths, its probabilities being symbols too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import product
from operator import add, mul
from typing import Any

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.identities import decide_identity
from proofs.papers.kawaguchi2016.theorems.corollary_3_2 import hinge
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import polynomial_ring
from symbolic.networks.architecture import Architecture
from symbolic.networks.network import LinearNetwork

EXPECTED_PART = "E_Z of the output is q sum of Pr(Z_p = 1) X_p w_p, for every joint distribution"
LOSS_PART = "E_Z of (output - y)^2 / 2 = L(W) + (1/rho - 1) T^2 / 2, T the linear output"
REDUCED_PART = (
    "Pr(Z_p = 1) = rho for every path and q = 1/rho: L(W) is the loss of the linear model"
)
HINGE_PART = "max(0, 1 - Y y) = xi - q sum of Y X xi Z w with the gate xi of the hinge"


def paths(architecture: Architecture, output: int) -> Iterator[tuple[int, ...]]:
    """The units, one in each layer from the input on, of every path to an output."""
    for units in product(*(range(width) for width in architecture.widths[:-1])):
        yield (*units, output)


def path_product(n: LinearNetwork, path: tuple[int, ...], sample: int = 0) -> Any:
    """``[X_i]_(j,p)`` times the weights along a path."""
    steps = (n.weight(k)[path[k], path[k - 1]] for k in range(1, len(path)))
    return reduce(mul, steps, n.X[path[0], sample])


def _distribution(text: str) -> tuple[LinearNetwork, list[tuple[int, ...]], list[Any], Any]:
    """A network over a ring with a probability for each set of active paths, and q."""
    architecture = Architecture.parse(text)
    shapes = {f"w{k}": architecture.weight_shape(k) for k in architecture.layers}
    names = [f"{w}_{i}{j}" for w, (h, v) in shapes.items() for i in range(h) for j in range(v)]
    names += [f"x_{i}" for i in range(architecture.input_width)]
    count = len(list(paths(architecture, 0)))
    outcomes = list(product((0, 1), repeat=count))
    probabilities = ["p_" + "".join(map(str, z)) for z in outcomes]
    ring = polynomial_ring((*names, "y", "q", *probabilities), "flint")
    symbol = ring.generators
    weights = tuple(
        Matrix(ring, ([symbol[f"{w}_{i}{j}"] for j in range(v)] for i in range(h)))
        for w, (h, v) in shapes.items()
    )
    X = Matrix(ring, ([symbol[f"x_{i}"]] for i in range(architecture.input_width)))
    n = LinearNetwork(X, Matrix(ring, [[symbol["y"]]]), weights)
    return n, outcomes, [symbol[p] for p in probabilities], symbol["q"]


def decide_expectation() -> Iterator[Evidence]:
    """The expectation over every joint distribution, and what it is if each marginal is rho."""
    for text in ("1,1,1:1", "1,2,1:1", "2,1,1,1:1", "1,2,1,1:1", "1,3,1:1"):
        n, outcomes, chances, q = _distribution(text)
        products = [path_product(n, p) for p in paths(n.architecture, 0)]
        zero = n.ring.zero

        def output(z: tuple[int, ...], products: list[Any] = products, q: Any = q) -> Any:
            return reduce(add, (q * x for x, on in zip(products, z, strict=True) if on), q - q)

        weighted = (c * output(z) for c, z in zip(chances, outcomes, strict=True))
        expected = reduce(add, weighted, zero)
        marginal = [
            reduce(add, (c for c, z in zip(chances, outcomes, strict=True) if z[p]), zero)
            for p in range(len(products))
        ]
        right = reduce(add, (q * m * x for m, x in zip(marginal, products, strict=True)), zero)
        sides = (Matrix(n.ring, [[expected]]), Matrix(n.ring, [[right]]))
        yield decide_identity(EXPECTED_PART, f"{text}, {len(outcomes)} sets of paths", *sides)
        # With every marginal rho and q rho = 1 the right side is the linear output.
        total = Matrix(n.ring, [[reduce(add, products, zero)]])
        yield decide_identity(REDUCED_PART, text, total, n.output)


def _decide_expected_loss() -> Iterator[Evidence]:
    """With q = 1/rho, both sides multiplied by 2 rho, as polynomials in all entries and rho."""
    for text in ("1,1,1:1", "1,1,1,1:1"):
        n, _, _, rho = _distribution(text)
        T, y, one = n.output[0, 0], n.Y[0, 0], n.ring.one
        # The output is T / rho with probability rho, else 0.
        expected = (T - rho * y) ** 2 + rho * (one - rho) * y**2
        right = rho * (T - y) ** 2 + (one - rho) * T**2
        left, total = Matrix(n.ring, [[expected]]), Matrix(n.ring, [[right]])
        yield decide_identity(LOSS_PART, text, left, total)


def _decide_hinge() -> Iterator[Evidence]:
    """For both values of xi as polynomials: xi - q sum(Y X xi Z w) = xi (1 - Y y)."""
    for text in ("1,1,1:1", "1,2,1:1", "1,1,1,1:1"):
        n, outcomes, _, q = _distribution(text)
        one, Y = n.ring.one, n.Y[0, 0]
        products = [path_product(n, p) for p in paths(n.architecture, 0)]
        for xi, z in product((0, 1), outcomes):
            on = [x for x, gate in zip(products, z, strict=True) if gate]
            y = reduce(add, (q * x for x in on), n.ring.zero)
            left = reduce(add, (q * Y * x * -xi for x in on), one * xi)
            right = (one - Y * y) * xi
            where = f"{text}, xi = {xi}, gates {''.join(map(str, z))}"
            sides = (Matrix(n.ring, [[left]]), Matrix(n.ring, [[right]]))
            yield decide_identity(HINGE_PART, where, *sides)


HINGE_CLAIM = Claim(
    id="appendix-c2",
    title="The hinge loss with its gate",
    section="C.2",
    line=645,
    statement=HINGE_PART,
    parts=(HINGE_PART,),
    decide=lambda _settings: _decide_hinge(),
    hypotheses=("xi = 1 where 1 - Y y > 0 and else 0: it is the gate of this very loss",),
    uses=("corollary-3.2",),
    proof=(
        "For both values of xi, and every set of active paths, the right side is xi (1 - Y y) as"
        " polynomials; with xi the gate of 1 - Y y this is max(0, 1 - Y y)."
    ),
    trusts=("python-flint fmpz_mpoly",),
    theorems=((HINGE_PART, hinge),),
    latex=(
        r"\max(0, 1 - Y_{j,i} \hat Y_{j,i}) = \xi - q \sum_{p=1}^{\Psi} Y_{j,i} [X_i]_{(j,p)} \xi"
        r" [Z_i]_{(j,p)} \prod_{k=1}^{H+1} w_{(j,p)}^{(k)},\ \xi = 1[1 - Y_{j,i} \hat Y_{j,i} > 0]"
    ),
)
LOSS_CLAIM = Claim(
    id="expected-loss",
    title="The loss of the expectation is not the expected loss",
    section="3",
    line=120,
    statement=f"For one path with Pr(Z = 1) = rho, and q = 1/rho: {LOSS_PART}.",
    parts=(LOSS_PART,),
    decide=lambda _settings: _decide_expected_loss(),
    proof="Both sides, multiplied by 2 rho, are the same polynomial in all entries and rho.",
    trusts=("python-flint fmpz_mpoly",),
    role="next to",
    latex=(
        r"\Psi = 1 \Rightarrow E_Z\left[\tfrac12 (\hat Y - Y)^2\right]"
        r" = \bar{\mathcal{L}}(W) + \tfrac12 (\rho^{-1} - 1) \bar Y^2"
    ),
)
