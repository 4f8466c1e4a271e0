"""Theorem 2.3, Corollary 2.4 and Proposition 2.1 at exact points.

A critical point that is no global minimum comes with two polynomial curves, one along which
the loss falls and one along which it rises; nothing of the paper is used to believe them.
That a point is a global minimum is decided against the smallest possible loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from time import perf_counter

from proofs.claim import (
    Claim,
    Counterexample,
    Evidence,
    Finding,
    Outcome,
    Scope,
    Settings,
    Variant,
)
from proofs.decide import (
    decide_identity,
    network_matrices,
    nonzero_point,
    plain_rows,
    small_architectures,
)
from proofs.paper.critical_point_lemmas import DATA, TRUSTS
from proofs.samples import Sample, decide_at_samples, samples
from symbolic import formulas
from symbolic.classification import Descent, Kind, Point
from symbolic.critical_points import Recipe, make_data
from symbolic.derivatives import hessian as derived_hessian
from symbolic.differences import Differences
from symbolic.kronecker import kron
from symbolic.linalg import rank
from symbolic.matrix import Matrix
from symbolic.network import Architecture, LinearNetwork
from symbolic.rings import FRACTIONS, rationals
from symbolic.sampling import generator

ECKART_YOUNG = (
    "the smallest loss is (||Y||^2 - sum of the p^ largest eigenvalues of Y X^+ X Y^T)/2,"
    " p^ = min(p, d_x, d_y) (Eckart and Young 1936; reduced-rank regression)"
)
SADDLES = (Kind.STRICT_SADDLE, Kind.NON_STRICT_SADDLE)
BRANCHES = ("global_minimum", "strict_saddle", "non_strict_saddle")


def falls(point: Point) -> bool:
    """Whether the point is a global minimum or has a curve along which the loss falls."""
    witness = point.answer[1]
    return point.kind is Kind.GLOBAL_MINIMUM or (
        isinstance(witness, Descent) and witness.coefficient < 0
    )


def falls_and_rises(point: Point) -> bool:
    """Whether it is a global minimum, or the loss falls along one curve and rises along another."""
    witness = point.answer[1]
    return point.kind is Kind.GLOBAL_MINIMUM or (
        isinstance(witness, Descent) and witness.coefficient < 0 < witness.ascent_coefficient
    )


def _kind(sample: Sample) -> str:
    return str(sample.point.kind)


def _inside(settings: Settings) -> Iterable[Sample]:
    return (sample for sample in samples(settings) if sample.within_hypotheses)


def _outside(settings: Settings) -> Iterable[Sample]:
    return (sample for sample in samples(settings) if not sample.within_hypotheses)


# (i)

CONVEX_PART = "the Hessian is indefinite at W_{H+1} = W_1 = 0, W_H..W_2 != 0"
ARCHITECTURES = (
    "2,2,2:2",
    "2,1,2:2",
    "3,4,2:4",
    "2,2,2,2:2",
    "3,2,4,2:3",
    "2,1,1,1:2",
    "3,2,2,2,1:3",
)


def _partly_zero(text: str, seed: int) -> LinearNetwork:
    """Data within the hypotheses; W_{H+1} = W_1 = 0, all ones in a corner of the others."""
    architecture = Architecture.parse(text)
    count = architecture.output_width
    singular = tuple(map(Fraction, range(count, 0, -1)))
    X, Y, _ = make_data(Recipe(architecture, singular, ()), generator(seed, "data", text))
    ring, top = rationals(), architecture.depth + 1

    def weight(k: int) -> Matrix:
        shape = architecture.weight_shape(k)
        inner = 1 < k < top
        return Matrix.build(
            ring, shape, lambda i, j: ring.one if inner and i == j == 0 else ring.zero
        )

    return LinearNetwork(X, Y, tuple(weight(k) for k in architecture.layers))


def _decide_convexity(settings: Settings) -> Iterator[Evidence]:
    for text in ARCHITECTURES:
        start = perf_counter()
        point = Point(_partly_zero(text, settings.seed))
        positive, negative, zero = point.inertia
        yield Evidence(
            CONVEX_PART,
            Outcome.HOLDS if positive and negative else Outcome.FAILS,
            Scope.POINTS,
            f"{text}, inertia ({positive}, {negative}, {zero})",
            by=f"exact arithmetic, seed {settings.seed}",
            detail="eigenvalues of both signs",
            seconds=perf_counter() - start,
        )


# (ii), (iii), (iv)

LOCAL_PART = "from every critical point that is not global the loss falls"
LOCAL_OUTSIDE = "the same where a hypothesis fails"
SADDLE_PART = "at every critical point that is not global the loss falls and rises"
SADDLE_OUTSIDE = "the same where a hypothesis fails"
FULL_RANK_PART = "rank(W_H..W_2) = p and not global: the Hessian has a negative eigenvalue"


def _decide_local(settings: Settings) -> Iterator[Evidence]:
    yield decide_at_samples(LOCAL_PART, settings, _inside(settings), falls, _kind, BRANCHES)
    yield decide_at_samples(LOCAL_OUTSIDE, settings, _outside(settings), falls, _kind, BRANCHES)


def _decide_saddle(settings: Settings) -> Iterator[Evidence]:
    for part, chosen in ((SADDLE_PART, _inside(settings)), (SADDLE_OUTSIDE, _outside(settings))):
        yield decide_at_samples(part, settings, chosen, falls_and_rises, _kind, BRANCHES)


def middle_rank_is_full(point: Point) -> bool:
    """``rank(W_H..W_2) = p``; for H = 1 the product is the identity of size d_1 = p."""
    n = point.network
    return rank(n.B(len(n.W))) == n.architecture.bottleneck


def _full_rank_branch(sample: Sample) -> str:
    full = "rank = p" if middle_rank_is_full(sample.point) else "rank < p"
    return f"{full}, {sample.point.kind}"


def _decide_full_rank(settings: Settings) -> Iterator[Evidence]:
    yield decide_at_samples(
        FULL_RANK_PART,
        settings,
        _inside(settings),
        lambda p: not (middle_rank_is_full(p) and p.kind in SADDLES) or p.inertia[1] > 0,
        _full_rank_branch,
        ("rank = p, strict_saddle", "rank = p, global_minimum", "rank < p, non_strict_saddle"),
    )


# Corollary 2.4

SHALLOW_PART = "H = 1: the Hessian at every saddle point has a negative eigenvalue"
DEEP_PART = "H >= 2: there is a saddle point whose Hessian has none"
FAMILY_PART = "H >= 3: the Hessian is zero wherever W_1 = .. = W_H = 0"
ORIGIN_PART = "H = 2: the Hessian is zero at W = 0"


def _decide_depth(settings: Settings) -> Iterator[Evidence]:
    shallow = (s for s in _inside(settings) if s.depth == 1)
    yield decide_at_samples(
        SHALLOW_PART, settings, shallow,
        lambda p: p.kind not in SADDLES or p.inertia[1] > 0, _kind, ("strict_saddle",),
    )  # fmt: skip
    deep = (s for s in _inside(settings) if s.depth > 1 and s.point.kind is Kind.NON_STRICT_SADDLE)
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
            yield Finding("false", f"H = 2, {architecture}", "the Hessian is not zero", example)
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


# Proposition 2.1

CONVEX_IN_ONE = "the Hessian in one W_k alone is a Gram matrix, hence psd"
SHALLOW_MINIMA = "H = 1, d_y = d_x > p: from every critical point that is not global the loss falls"


def _decide_shallow(settings: Settings) -> Iterator[Evidence]:
    for architecture in settings.architectures:
        network = LinearNetwork.symbolic(architecture)
        for k in architecture.layers:
            factor = kron(network.A(k), network.V(k).T)
            sides = (formulas.diagonal_block(network, k), factor.T @ factor)
            yield decide_identity(CONVEX_IN_ONE, f"{architecture}, k = {k}", *sides)
    chosen = (s for s in _inside(settings) if s.depth == 1 and _is_autoencoder(s))
    yield decide_at_samples(
        SHALLOW_MINIMA, settings, chosen, falls, _kind, ("global_minimum", "strict_saddle")
    )


def _is_autoencoder(sample: Sample) -> bool:
    d_x, p, d_y = sample.recipe.architecture.widths
    return d_x == d_y > p


def _claim(
    name: str, title: str, place: tuple[str, int], statement: str, parts: tuple[str, ...],
    decide: Callable[[Settings], Iterator[Evidence]], *, proof: str,
    uses: tuple[str, ...] = (), variants: tuple[Variant, ...] = (),
    hypotheses: tuple[str, ...] = DATA, assumes: tuple[str, ...] = (ECKART_YOUNG,),
) -> Claim:  # fmt: skip
    section, line = place
    return Claim(
        name, title, section, line, statement, parts, decide, hypotheses, uses, proof,
        assumes, TRUSTS, variants,
    )  # fmt: skip


CURVES = (
    "Each point is global, decided against the smallest possible loss, or comes with"
    " polynomial curves along which the loss falls and rises, multiplied out exactly."
)

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

PROPOSITION_2_1 = _claim(
    "proposition-2.1", "Shallow networks: convex in each weight, no poor minima", ("2.2", 43),
    "For H = 1, X X^T and X Y^T invertible, distinct eigenvalues and p < d_x = d_y: (i) L is"
    " convex in each W_k; (ii) every local minimum is a global minimum.",
    (CONVEX_IN_ONE, SHALLOW_MINIMA), _decide_shallow, uses=("lemma-4.3",),
    proof="(i) by the diagonal blocks of the Hessian, for every depth. (ii) " + CURVES,
)  # fmt: skip
THEOREM_I = _claim(
    "theorem-2.3.i", "The loss is neither convex nor concave", ("2.3", 61),
    "L is non-convex and non-concave.", (CONVEX_PART,), _decide_convexity,
    proof="A point where the Hessian has eigenvalues of both signs.", assumes=(),
)  # fmt: skip
THEOREM_II = _claim(
    "theorem-2.3.ii", "Every local minimum is a global minimum", ("2.3", 62),
    "Every local minimum is a global minimum.", (LOCAL_PART, LOCAL_OUTSIDE), _decide_local,
    uses=("lemma-4.2", "lemma-4.4", "corollary-4.5", "lemma-4.6"), proof=CURVES,
)  # fmt: skip
THEOREM_III = _claim(
    "theorem-2.3.iii", "Every other critical point is a saddle", ("2.3", 63),
    "Every critical point that is not a global minimum is a saddle point.",
    (SADDLE_PART, SADDLE_OUTSIDE), _decide_saddle, uses=("theorem-2.3.ii", "lemma-4.4"),
    proof=CURVES,
)  # fmt: skip
THEOREM_IV = _claim(
    "theorem-2.3.iv", "Full middle rank: every saddle is strict", ("2.3", 64),
    "If rank(W_H..W_2) = p, the Hessian at any saddle point has a negative eigenvalue.",
    (FULL_RANK_PART,), _decide_full_rank, uses=("theorem-2.3.ii", "theorem-2.3.iii"),
    proof="Kind and inertia are decided at each point. " + CURVES,
)  # fmt: skip
COROLLARY_2_4 = _claim(
    "corollary-2.4", "Bad saddles exist exactly from H = 2 on", ("2.3", 66),
    "For H = 1 the Hessian at any saddle point has a negative eigenvalue; for H >= 2 there are"
    " saddle points at which it has none.",
    (SHALLOW_PART, DEEP_PART, FAMILY_PART, ORIGIN_PART), _decide_depth,
    uses=("theorem-2.3.iv", "general-block"),
    proof=(
        "Saddles of both kinds are constructed. That the Hessian vanishes on the family"
        " W_1 = .. = W_H = 0 for H >= 3, and at W = 0 for H = 2, is an identity in X, Y and"
        " W_{H+1} by the formula for every block. " + CURVES
    ),
    variants=(E1,),
)  # fmt: skip

CLAIMS = (PROPOSITION_2_1, THEOREM_I, THEOREM_II, THEOREM_III, THEOREM_IV, COROLLARY_2_4)
