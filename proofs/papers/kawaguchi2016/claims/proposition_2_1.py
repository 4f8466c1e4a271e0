"""Proposition 2.1 and Conjecture 2.2 (Baldi and Hornik): convex in each layer, no poor minima."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Evidence
from proofs.evidence.identities import decide_identity
from proofs.evidence.recipe_points import Sample
from proofs.evidence.samples import decide_at_samples, within_hypotheses
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.theorem_2_3 import (
    BRANCHES,
    CURVES,
    falls,
    kind_of,
    point_claim,
)
from proofs.papers.kawaguchi2016.theorems.conjecture_2_2 import conjecture_2_2
from proofs.papers.kawaguchi2016.theorems.lemma_4_3 import lemma_4_3_diagonal
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii import theorem_2_3_ii
from symbolic.algebra.kronecker import kron
from symbolic.networks import formulas
from symbolic.networks.network import LinearNetwork

CONVEX_IN_ONE = "convex in one W_k alone; the Hessian in it is a Gram matrix"
SHALLOW_MINIMA = "H = 1, d_y = d_x > p: from every critical point that is not global the loss falls"

DEEP_MINIMA = "every local minimum is a global minimum"
SHALLOW_DATA = (
    "H = 1", "p < d_x = d_y", "X X^T invertible", "X Y^T invertible",
    "Sigma has distinct eigenvalues",
)  # fmt: skip
"""The hypotheses of Proposition 2.1; Conjecture 2.2 has all but the first."""


def _gram_matrices(settings: Settings) -> Iterator[Evidence]:
    for architecture in settings.architectures:
        network = LinearNetwork.symbolic(architecture)
        for k in architecture.layers:
            factor = kron(network.A(k), network.V(k).T)
            sides = (formulas.diagonal_block(network, k), factor.T @ factor)
            yield decide_identity(CONVEX_IN_ONE, f"{architecture}, k = {k}", *sides)


def _decide_shallow(settings: Settings) -> Iterator[Evidence]:
    yield from _gram_matrices(settings)
    chosen = (s for s in within_hypotheses(settings) if s.depth == 1 and _is_autoencoder(s))
    yield decide_at_samples(
        SHALLOW_MINIMA, settings, chosen, falls, kind_of, ("global_minimum", "strict_saddle")
    )


def _decide_deep(settings: Settings) -> Iterator[Evidence]:
    yield from _gram_matrices(settings)
    yield decide_at_samples(
        DEEP_MINIMA, settings, within_hypotheses(settings), falls, kind_of, BRANCHES
    )


def _is_autoencoder(sample: Sample) -> bool:
    d_x, p, d_y = sample.recipe.architecture.widths
    return d_x == d_y > p


CLAIM = point_claim(
    "proposition-2.1", "Shallow networks: convex in each weight, no poor minima", ("2.2", 43),
    "For H = 1, X X^T and X Y^T invertible, distinct eigenvalues and p < d_x = d_y: (i) L is"
    " convex in each W_k; (ii) every local minimum is a global minimum.",
    (CONVEX_IN_ONE, SHALLOW_MINIMA), _decide_shallow,
    uses=("lemma-4.3", "theorem-2.3.ii"),
    proof="(i) by the diagonal blocks of the Hessian, for every depth. (ii) " + CURVES,
    hypotheses=SHALLOW_DATA,
    theorems=(
        (CONVEX_IN_ONE, conjecture_2_2), (CONVEX_IN_ONE, lemma_4_3_diagonal),
        (SHALLOW_MINIMA, theorem_2_3_ii),
    ),
    latex=(
        r"H = 1,\ p < d_x = d_y:\ \bar{\mathcal{L}} \text{ is convex in each } W_k;"
        r"\text{ every local minimum is a global minimum}"
    ),
)  # fmt: skip
CONJECTURE = point_claim(
    "conjecture-2.2", "Deep networks: convex in each weight, no poor minima", ("2.2", 48),
    "For every H >= 1, X X^T and X Y^T invertible and distinct eigenvalues, here also without"
    " p < d_x = d_y: (i) L is convex in each W_k; (ii) every local minimum is a global minimum.",
    (CONVEX_IN_ONE, DEEP_MINIMA), _decide_deep, uses=("lemma-4.3", "theorem-2.3.ii"),
    proof="(i) by the diagonal blocks of the Hessian. (ii) is Theorem 2.3 (ii). " + CURVES,
    hypotheses=SHALLOW_DATA[1:],
    theorems=(
        (CONVEX_IN_ONE, conjecture_2_2), (CONVEX_IN_ONE, lemma_4_3_diagonal),
        (DEEP_MINIMA, theorem_2_3_ii),
    ),
    latex=(
        r"\forall k \in \{1, \dots, H+1\}:\ \bar{\mathcal{L}} \text{ is convex in } W_k;"
        r"\text{ every local minimum is a global minimum}"
    ),
)  # fmt: skip
