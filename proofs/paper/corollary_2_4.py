"""Corollary 2.4: saddles with a semidefinite Hessian exist exactly from H = 2 on (C.1)."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.claim import Counterexample, Evidence, Finding, Settings, Variant
from proofs.decide import (
    decide_identity,
    network_matrices,
    nonzero_point,
    plain_rows,
    small_architectures,
)
from proofs.paper.appendix_c1 import zero_hessian
from proofs.paper.critical_point_lemmas import VARIATION
from proofs.paper.theorem_2_3 import (
    CURVES,
    SADDLES,
    falls_and_rises,
    kind_of,
    point_claim,
)
from proofs.samples import decide_at_samples, within_hypotheses
from symbolic import formulas
from symbolic.classification import Kind
from symbolic.derivatives import hessian as derived_hessian
from symbolic.differences import Differences
from symbolic.matrix import Matrix
from symbolic.network import Architecture, LinearNetwork
from symbolic.rings import FRACTIONS

SHALLOW_PART = "H = 1: the Hessian at every saddle point has a negative eigenvalue"
DEEP_PART = "H >= 2: there is a saddle point whose Hessian has none"
FAMILY_PART = "H >= 3: the Hessian is zero wherever W_1 = .. = W_H = 0"
ORIGIN_PART = "H >= 2: the Hessian is zero at W = 0"


def _decide_depth(settings: Settings) -> Iterator[Evidence]:
    shallow = (s for s in within_hypotheses(settings) if s.depth == 1)
    yield decide_at_samples(
        SHALLOW_PART, settings, shallow,
        lambda p: p.kind not in SADDLES or p.inertia[1] > 0, kind_of, ("strict_saddle",),
    )  # fmt: skip
    deep = (
        s
        for s in within_hypotheses(settings)
        if s.depth > 1 and s.point.kind is Kind.NON_STRICT_SADDLE
    )
    yield decide_at_samples(
        DEEP_PART, settings, deep, falls_and_rises, lambda s: f"H = {s.depth}",
        ("H = 2", "H = 3", "H = 4"),
    )  # fmt: skip
    for text in ("2,3,1,2,3:4", "1,2,1,2,3,2:2"):
        yield _zero_hessian(FAMILY_PART, text, free_top=True)
    for text in ("2,3,1,4:5", "3,2,4,1:2"):
        yield _zero_hessian(ORIGIN_PART, text, free_top=False)


def _vanishing_network(text: str, *, free_top: bool) -> LinearNetwork:
    """X, Y (and W_{H+1} if `free_top`) generic, all other weights zero."""
    generic = LinearNetwork.symbolic(Architecture.parse(text))
    last = len(generic.W)
    weights = tuple(
        weight if free_top and k == last else weight - weight
        for k, weight in enumerate(generic.W, 1)
    )
    return LinearNetwork(generic.X, generic.Y, weights)


def _zero_hessian(part: str, text: str, *, free_top: bool) -> Evidence:
    """An identity in X, Y and W_{H+1}, by the formula for every block."""
    hessian = formulas.hessian(_vanishing_network(text, free_top=free_top))
    zero = Matrix.zeros(hessian.ring, *hessian.shape)
    what = "X, Y, W_{H+1}" if free_top else "X, Y"
    return decide_identity(part, f"{text}, all {what}", hessian, zero)


def _refute_e1(_settings: Settings) -> Iterator[Finding]:
    """The smallest H = 2 network with W_1 = W_2 = 0 whose Hessian is not zero."""
    for architecture in small_architectures():
        if architecture.depth != 2:
            continue
        network = _vanishing_network(str(architecture), free_top=True)
        entry = next((e for e in formulas.hessian(network).entries() if e), None)
        if entry is not None:
            example = _nonzero_hessian(network, nonzero_point(entry, network.ring))
            stated = zero_hessian(architecture)
            what = "the Hessian is not zero"
            yield Finding("false", f"H = 2, {architecture}", what, example, stated)
            return


def _nonzero_hessian(network: LinearNetwork, point: dict[str, int]) -> Counterexample:
    """The network at the point, its Hessian recomputed by exact differences of the loss."""

    def plain(matrix: Matrix) -> list[list[int]]:
        return [[int(str(network.ring.evaluate(e, point))) for e in row] for row in matrix.rows]

    weights = [plain(weight) for weight in network.W]
    found = LinearNetwork.rational(plain(network.X), plain(network.Y), weights, FRACTIONS)
    hessian = derived_hessian(Differences(found))
    if hessian.is_zero():
        raise AssertionError("the recomputed Hessian is zero")
    values = {"Hessian": plain_rows(hessian)}
    return Counterexample(str(network.architecture), network_matrices(found), values)


def _repair_e1(_settings: Settings) -> Iterator[Evidence]:
    yield _zero_hessian("repair", "1,1,1,1:1", free_top=False)
    yield _zero_hessian("repair", "2,3,1,4:5", free_top=False)
    yield _zero_hessian("repair", "2,3,1,2,3:4", free_top=True)


E1 = Variant(
    erratum="E1",
    where="C.1, last paragraph",
    line=639,
    kind="false",
    printed=(
        "every diagonal and off-diagonal element of the Hessian is zero if"
        " W_H = W_{H-1} = .. = W_2 = W_1 = 0"
    ),
    repaired="the same for H >= 3, and for H = 2 if W_3 = 0 too",
    refute=_refute_e1,
    repair=_repair_e1,
    reading="for every H >= 2 and every W_{H+1}",
)

CLAIM = point_claim(
    "corollary-2.4", "Bad saddles exist exactly from H = 2 on", ("2.3", 66),
    "For H = 1 the Hessian at any saddle point has a negative eigenvalue; for H >= 2 there are"
    " saddle points at which it has none.",
    (SHALLOW_PART, DEEP_PART, FAMILY_PART, ORIGIN_PART), _decide_depth,
    uses=("theorem-2.3.iv", "general-block"),
    theorems=(
        (SHALLOW_PART, "corollary-2.4:shallow"),
        (DEEP_PART, "corollary-2.4"),
        (DEEP_PART, "theorem-2.3.iii"),
        (FAMILY_PART, "corollary-2.4:family"),
        (ORIGIN_PART, "corollary-2.4:origin"),
    ),
    proof=(
        "Saddles of both kinds are constructed. That the Hessian vanishes on the family"
        " W_1 = .. = W_H = 0 for H >= 3, and at W = 0 for H = 2, is an identity in X, Y and"
        " W_{H+1} by the formula for every block. " + CURVES + " " + VARIATION
    ),
    variants=(E1,),
)  # fmt: skip
