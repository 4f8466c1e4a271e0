"""Lemma 4.2: the product of all layers at a critical point."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proofs.evidence.claim import Evidence
from proofs.evidence.numeric_points import (
    compare_at_irrational_points,
    compare_at_points,
    criticality,
    rank_of,
)
from proofs.evidence.recipe_points import Sample
from proofs.evidence.samples import decide_at_samples, samples
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.claims.at_critical_points import CRITICAL, lemma_claim
from proofs.papers.kawaguchi2016.theorems.lemma_4_2 import lemma_4_2
from symbolic.algebra.linalg import random_one_inverse, rank, solve
from symbolic.algebra.sampling import generator
from symbolic.networks.classification import Point
from symbolic.networks.conditions import (
    projection,
)

REPRESENTATION = "W_{H+1}..W_1 = C (C^T C)^- C^T Y X^T (X X^T)^{-1}"


def _represented(settings: Settings) -> Callable[[Point], bool]:
    """For the sparse {1}-inverse of C^T C and for two random ones."""

    def holds(point: Point) -> bool:
        n = point.network
        C = n.C
        regression = solve(n.X @ n.X.T, n.X @ n.Y.T).T
        random = generator(settings.seed, "inverses", n.architecture)
        inverses = [None, *(random_one_inverse(C.T @ C, random) for _ in range(2))]
        return all(n.A(0) == projection(point, G) @ regression for G in inverses)

    return holds


def _rank_branch(sample: Sample) -> str:
    C = sample.point.network.C
    found = rank(C)
    return "C = 0" if found == 0 else "C^T C singular" if found < C.shape[1] else "C^T C invertible"


def _decide_representation(settings: Settings) -> Iterator[Evidence]:
    chosen = (s for s in samples(settings) if rank(s.point.network.X) == s.point.network.X.shape[0])
    required = ("C = 0", "C^T C singular", "C^T C invertible")
    yield decide_at_samples(
        REPRESENTATION, settings, chosen, _represented(settings), _rank_branch, required
    )
    rank_c = rank_of(lambda point: point.network.C)
    for compare in (compare_at_points, compare_at_irrational_points):
        yield compare(REPRESENTATION, "criticality", settings, criticality)
        yield compare(REPRESENTATION, "rank C", settings, rank_c)


CLAIM = lemma_claim(
    "lemma-4.2", "Representation at a critical point", ("4.2", 153),
    "If W is a critical point: W_{H+1}..W_1 = C (C^T C)^- C^T Y X^T (X X^T)^{-1} for every"
    " {1}-inverse of C^T C.",
    (REPRESENTATION,), _decide_representation, (CRITICAL, "X X^T invertible"),
    uses=("appendix-a2", "fact-a17"),
    proof="The equation is evaluated with three {1}-inverses of C^T C at each critical point.",
    theorems=((REPRESENTATION, lemma_4_2),),
    latex=(
        r"\nabla \bar{\mathcal{L}}(W) = 0 \Rightarrow"
        rf" {tex.MAP} = {tex.PROJECTION} Y X^T (X X^T)^{{-1}}"
    ),
)  # fmt: skip
