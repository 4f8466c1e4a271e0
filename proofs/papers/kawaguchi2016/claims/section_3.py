"""Section 3: rectified linear networks, their paths and their gates.

A gate is 1 where the input of a unit is positive and else 0, so that max(0, b) is the gate
times b. For EVERY pattern of gates the output is compared with the sum over paths as
polynomials in all entries; the gates that a real network has are one of these patterns, so
equation (1) holds for all real entries at that architecture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import product
from operator import add
from time import perf_counter
from typing import Any

from proofs.evidence.claim import Claim, Evidence, Outcome
from proofs.evidence.expression import Assertion, Expression, letter, number, rank, vec
from proofs.evidence.identities import decide_identity
from proofs.evidence.letters import Letters
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.small_networks import all_networks
from proofs.evidence.stated import Beside
from proofs.papers.kawaguchi2016.claims.expectations import (
    EXPECTED_PART,
    REDUCED_PART,
    decide_expectation,
    path_product,
    paths,
)
from proofs.papers.kawaguchi2016.theorems.corollary_3_2 import corollary_3_2, expectation
from proofs.status import Scope
from symbolic.algebra.matrix import Matrix
from symbolic.networks.architecture import Architecture
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
Gates = Mapping[tuple[int, int], int]
"""The gate of unit j (from zero) of layer k, for one sample."""

ARCHITECTURES = ("1,2,1:1", "2,2,1:1", "1,2,2,1:1", "2,1,2,2:1")
RELU_ARCHITECTURES = ("1,1,1:1", "1,2,1:1", "1,1,1,1:1")

PATHS_PART = "(1) for every pattern of gates, also with the identity in the last layer"
LINEAR_PART = "all gates 1: the sum over the d_0 d_1 .. d_H paths is (W_{H+1}..W_1 X)_{j,i}"


def active(gates: Gates, path: tuple[int, ...]) -> bool:
    """``[Z_i]_(j,p)``: whether every gate on the path is 1."""
    return all(gates.get((k, unit), 1) for k, unit in enumerate(path) if k > 0)


def gated_output(n: LinearNetwork, gates: Gates) -> Matrix:
    """The output with each layer multiplied by its gates."""
    values = n.X
    for k in n.architecture.layers:
        image = n.weight(k) @ values
        rows = ([x * gates.get((k, j), 1) for x in row] for j, row in enumerate(image.rows))
        values = Matrix(n.ring, rows, image.shape)
    return values


def patterns(architecture: Architecture) -> Iterator[Gates]:
    """All patterns of the gates of layers 1, .., H, and of the last layer too."""
    units = [(k, j) for k in architecture.layers for j in range(architecture.widths[k])]
    for values in product((0, 1), repeat=len(units)):
        yield dict(zip(units, values, strict=True))


def _sum_over_paths(n: LinearNetwork, gates: Gates) -> Matrix:
    def entry(j: int) -> Any:
        chosen = (p for p in paths(n.architecture, j) if active(gates, p))
        return reduce(add, (path_product(n, p) for p in chosen), n.ring.zero)

    outputs = n.architecture.output_width
    return Matrix(n.ring, ([entry(j)] for j in range(outputs)), (outputs, 1))


def _decide_paths() -> Iterator[Evidence]:
    for text in ARCHITECTURES:
        architecture = Architecture.parse(text)
        n = LinearNetwork.symbolic(architecture)
        start, count = perf_counter(), 0
        failed = None
        for gates in patterns(architecture):
            count += 1
            if gated_output(n, gates) != _sum_over_paths(n, gates):
                failed = failed or gates
        yield Evidence(
            PATHS_PART, Outcome.FAILS if failed else Outcome.HOLDS, Scope.ARCHITECTURE,
            f"{text}, {count} patterns of gates", "flint",
            f"differs for the gates {failed}" if failed else "identities in all entries",
            perf_counter() - start,
        )  # fmt: skip
        yield decide_identity(LINEAR_PART, text, _sum_over_paths(n, {}), n.output)


def relu_gates(n: LinearNetwork) -> Gates:
    """The gates that a rational network of one sample has, layer by layer."""
    values: Matrix = n.X
    found: dict[tuple[int, int], int] = {}
    for k in n.architecture.layers:
        image = n.weight(k) @ values
        found |= {(k, j): int(row[0] > 0) for j, row in enumerate(image.rows)}
        values = image.map(lambda x: x if x > 0 else n.ring.zero)
    return found


def relu_output(t: Letters) -> Expression:
    """sigma(W_{H+1} sigma(.. sigma(W_1 X)))."""
    return reduce(lambda below, W: Expression("relu", (W @ below,)), t.weights, t.X)


def _decide_real() -> Iterator[Evidence]:
    from proofs.evidence.evaluation import PLAIN, Evaluator
    from proofs.evidence.refutation import matrices

    for text in RELU_ARCHITECTURES:
        start, count, failed = perf_counter(), 0, 0
        for n in networks((text,)):
            count += 1
            true = Evaluator(matrices(n), PLAIN).term(relu_output(Letters(n.architecture)))
            failed += [str(x) for x in true.entries()] != [
                str(x) for x in gated_output(n, relu_gates(n)).entries()
            ]
        yield Evidence(
            PATHS_PART,
            Outcome.FAILS if failed else Outcome.HOLDS,
            Scope.POINTS,
            f"{text}, {count} networks with entries 0, 1, -1",
            "exact arithmetic",
            "the output by max(0, b) is that by the network's own gates",
            perf_counter() - start,
        )


def networks(texts: Iterable[str]) -> Iterator[LinearNetwork]:
    """Networks with one target and entries 0, 1, -1."""
    every = all_networks(texts, (0, 1, -1))
    return (n for n in every if all(y == 1 for y in n.Y.entries()))


def _decide(_settings: Settings) -> Iterator[Evidence]:
    yield from _decide_paths()
    yield from _decide_real()
    yield from decide_expectation()


# What the corollary presupposes, for the audit.


def with_probability(network: LinearNetwork) -> Given:
    """rho: the entry of X, as the search goes through it."""
    return {"rho": network.X}


def normalised(n: LinearNetwork, _: Given) -> Lines:
    """Some q has q rho = 1; missing is that rho > 0."""
    rho = letter("rho")
    given = (number(0).at_most(rho), rho.at_most(number(1)))
    return [Assertion(given, rank(rho).equals(number(1)), missing=(number(0).less(rho),))]


def own_gates(n: LinearNetwork, _: Given) -> Lines:
    """The linear output is a multiple of the output with the network's own gates."""
    t = Letters(n.architecture)
    return [Assertion((), vec(t.map @ t.X).within(vec(relu_output(t))))]


def single_paths() -> Iterable[LinearNetwork]:
    """All networks 1,1,1:1 with entries 0 and 1."""
    return all_networks(("1,1,1:1",), (0, 1))


_PARTS = (PATHS_PART, LINEAR_PART, EXPECTED_PART, REDUCED_PART)
IN_ROCQ = (
    Beside("Paths", "gout_paths", "any gates, one for each unit, also in the last layer"),
    Beside("Paths", "Pr_paths", "for each column of X"),
    Beside("Paths", "mean_paths", "a finite sample space"),
)

CLAIM = Claim(
    id="corollary-3.2",
    title="Rectified linear networks with exogenous gates",
    section="3",
    line=122,
    statement=(
        "The output of a rectified linear network is a sum over its paths, each with its gate;"
        " if the gates are independent of X and W, of probability rho each, and q = 1/rho, then"
        " the loss of the expected output is the loss of the deep linear model, so that it has"
        " the properties of Theorem 2.3 and Corollary 2.4:\n" + "\n".join(_PARTS)
    ),
    parts=_PARTS,
    decide=_decide,
    hypotheses=("A1p-m: Pr(Z = 1) = rho for every path", "A5u-m: Z independent of X and W",
                "rho is not 0"),
    uses=("theorem-2.3.i", "theorem-2.3.ii", "theorem-2.3.iii", "theorem-2.3.iv", "corollary-2.4"),
    proof=(
        "Equation (1) is an identity of polynomials for each of all patterns of gates. The"
        " expectation is one for every joint distribution of the paths' gates; only the"
        " probability of each path enters. The two losses are then the same function of W."
    ),
    trusts=("python-flint fmpz_mpoly",),
    theorems=((EXPECTED_PART, expectation), (REDUCED_PART, corollary_3_2)),
    by_hand=tuple(zip(_PARTS[:3], IN_ROCQ, strict=True)),
    latex=(
        r"\Pr([Z_i]_{(j,p)} = 1) = \rho,\ q = \rho^{-1} \Rightarrow"
        r" \tfrac12 \|E_Z[\hat Y(W, X) - Y]\|_F^2 = \bar{\mathcal{L}}(W)"
    ),
)  # fmt: skip
