"""Appendix B.1, Case III: what is wrong in print, and what the perturbations presuppose.

A non-global local minimum does not exist, so nothing that is said of one has a counterexample:
what is shown is that the necessary conditions, which the text uses, do not give it (G1, E2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import product

from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    letter,
    named,
    negation,
    number,
    rank,
    vanishes,
)
from proofs.evidence.letters import Letters
from proofs.evidence.printed import gap, holds_at, misprint
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import critical_points, with_best
from proofs.papers.kawaguchi2016.claims.appendix_b1 import some_points
from proofs.papers.kawaguchi2016.claims.appendix_b1_deficient import (
    Lines,
    deep_points,
    displayed,
    flat,
    flat_moves,
    moves_of,
    second_alternative,
    solutions,
    solved,
    with_frames,
    with_some_matrix,
    with_upper_inverses,
)
from proofs.papers.kawaguchi2016.claims.contexts import deficient_case, spectrum, with_data
from proofs.papers.kawaguchi2016.claims.notation import terms
from proofs.papers.kawaguchi2016.theorems.level_neighbours import level_minima
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii_as_printed import (
    theorem_2_3_ii as as_printed,
)
from symbolic.algebra import linalg
from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork


def best_rank(n: LinearNetwork) -> int:
    """min(p, d_y)."""
    return min(n.architecture.bottleneck, n.architecture.output_width)


def moves_and_better(network: LinearNetwork) -> Given | None:
    """The moves beside V_1, .., V_{H+1} of lower loss: W is not a global minimum."""
    moves, better = flat_moves(network), with_best(network)
    return None if moves is None or better is None else moves | better


def _least(t: Letters) -> Expression:
    """That V_1, .., V_{H+1} have no lower loss, as at a local minimum: it is global."""
    return negation(Letters(t.architecture, "V").loss.less(t.loss))


def _still_critical(n: LinearNetwork, more: Given) -> Lines:
    """One move at a time: the perturbed point is critical with a psd Hessian."""
    t = terms(n)
    found: Lines = []
    for k, D in moves_of(more).items():
        other = t.moved({k: D})
        given = (*deficient_case(t), *flat(t, {k: D}), other.loss.equals(t.loss))
        same = both(other.critical, other.semidefinite)
        found.append(Assertion(given, same, f"k = {k}", (_least(t),)))
    return found


def _rank_raised(n: LinearNetwork, more: Given) -> Lines:
    """All moves at once: rank C is at least min(p, d_y)."""
    t, moves = terms(n), moves_of(more)
    other, most = t.moved(moves), number(best_rank(n))
    given = (*deficient_case(t), *flat(t, moves))
    return [Assertion(given, most.at_most(rank(other.C)), missing=(_least(t),))]


def _in_case(n: LinearNetwork, lines: Lines, *more: Expression) -> Lines:
    """The statements with the hypotheses of Case III, and with more."""
    case = deficient_case(terms(n))
    return [replace(s, hypotheses=(*case, *more, *s.hypotheses)) for s in lines]


def _inductive(t: Letters, k: int) -> Expression:
    """rank(W_{k-1}..W_1) >= min(p, d_y)."""
    most = min(t.architecture.bottleneck, t.width(t.top))
    return number(most).at_most(rank(t.product(k - 1, 1)))


def _begun(*texts: str) -> Iterator[LinearNetwork]:
    """Critical points after the first step of the induction: a flat move gave W_1 its rank."""
    for n in critical_points(texts, relabelled=True):
        kernel, eye = linalg.null_space(n.C), Matrix.identity(n.ring, n.architecture.input_width)
        if linalg.rank(n.C) >= best_rank(n):
            continue
        for i, j in product(range(kernel.shape[1]), range(eye.shape[0])):
            first = n.W[0] + kernel.column(i) @ eye.row(j)
            if linalg.rank(first) >= best_rank(n):
                yield LinearNetwork(n.X, n.Y, (first, *n.W[1:]))


def _without_transpose(n: LinearNetwork, _: Given) -> Lines:
    """A_k (A_k^T A_k)^- A_k = U_p U_p^T in Case III where X r A_k = 0, k <= H."""
    t, Up = terms(n), letter("U_p")
    found: Lines = []
    for k in range(2, t.top):
        A, J = t.A(k), letter(f"J_{k}")
        zero = vanishes(t.X @ t.r @ A, t.width(0), t.width(k))
        inverse = (A.T @ A @ J @ A.T @ A).equals(A.T @ A)
        case = (*deficient_case(t), _inductive(t, k))
        given = (*case, *t.eigenbasis, *spectrum(t), zero, inverse)
        found.append(Assertion(given, (A @ J @ A).equals(Up @ Up.T), f"k = {k}"))
    return found


def _reachable(n: LinearNetwork, width: int) -> Lines:
    t = terms(n)
    p, d_y = n.architecture.bottleneck, t.width(t.top)
    printed = named(f"min(p, {'d_y' if width == d_y else 'd_x'})", number(min(p, width)))
    return [Assertion(deficient_case(t), printed.at_most(named("d_y", number(d_y))))]


def narrow_points() -> Iterable[LinearNetwork]:
    """Points of Case III with d_y < d_x, and with d_y = d_x."""
    return critical_points(("2,2,2,1:2", "1,1,1,1:1"))


_MINIMUM = (
    "W is a local minimum (hence, by the theorem, global), not only critical with a psd Hessian"
)
G1 = gap(
    "G1", ("B.1, Case III", 503),
    "a perturbation that does not change the loss, and then Lemma 4.4 at the perturbed point",
    _MINIMUM,
    "every W' near a local minimum W with L(W') = L(W) is itself a local minimum, hence critical;"
    " with this the theorem holds",
    _still_critical, deep_points, (level_minima, as_printed), extend=with_data(moves_and_better),
    reading="in Case III, a flat move W_k + D_k, A_k D_k = 0, leads to another such point",
)  # fmt: skip
E2 = gap(
    "E2", ("B.1, end of Case III, and the sketch (lines 195, 209)", 559),
    "rank C >= min(p, d_y) after the perturbations", _MINIMUM + "; then it is a contradiction",
    "a local minimum that is not global, with rank C < min(p, d_y), leads to a contradiction",
    _rank_raised, deep_points, (level_minima, as_printed), extend=with_data(moves_and_better),
    reading=(
        "in Case III, all flat moves at once; they never change C (appendix-b1-deficient), so no"
        " perturbed point with a larger rank is made"
    ),
)  # fmt: skip
E14 = misprint(
    "E14", ("4.3.1, and B.1 (line 527)", 209), "typo",
    "rank(W_{H+1}..W_1) >= min(p, d_x)", "rank(W_{H+1}..W_1) >= min(p, d_y)",
    lambda n, _: _reachable(n, n.architecture.input_width),
    lambda: critical_points(("2,2,2,1:2",)),
    holds_at(lambda n, _: _reachable(n, n.architecture.output_width), narrow_points, with_data()),
    extend=with_data(),
    reading=(
        "in Case III, at a point with the necessary conditions of a local minimum: min(p, d_x) is"
        " a rank that a d_y x d_x matrix can have, so at most d_y"
    ),
)  # fmt: skip
T1 = misprint(
    "T1", ("B.1, after (8); also B.3 (lines 589, 605)", 521), "copy artefact",
    "A_k (A_k^T A_k)^- A_k = U_p U_p^T", "A_k (A_k^T A_k)^- A_k^T = U_p U_p^T",
    _without_transpose, lambda: _begun("2,2,2,2,1:2", "2,2,2,2,2:2"),
    holds_at(second_alternative, some_points, with_upper_inverses),
    extend=with_upper_inverses, kinds=("ill-typed", "false"),
    reading="in Case III, where X r A_k = 0 and rank(W_{k-1}..W_1) >= min(p, d_y)",
)  # fmt: skip
T2 = misprint(
    "T2", ("B.1, (6); also (7), (8) and B.3", 465), "typo",
    "W_1 = (C^T C)^{-1} C^T R + (I - (C^T C)^{-1} C^T C) L_1 for an arbitrary L_1",
    "the same with (C^T C)^- and for some L_1",
    lambda n, _: _in_case(n, solved(n, letter("L"))), some_points,
    holds_at(solutions, some_points, with_some_matrix), extend=with_some_matrix,
    reading="in Case III, with (C^T C)^- (T7), for every L_1",
)  # fmt: skip
T9 = misprint(
    "T9", ("B.1, (9)", 533), "copy artefact",
    "W_k..W_1 = G_k^{-1} [U_p^T R; 0 I] G_k L_k", "W_k..W_1 = G_k^{-1} [U_p^T R; [0, I] G_k L_k]",
    lambda n, more: _in_case(
        n, displayed(n, more, printed=True), _inductive(Letters(n.architecture), 2)
    ),
    lambda: _begun("3,2,2,2,2:3"),
    holds_at(partial(displayed, printed=False), some_points, with_frames),
    extend=with_frames, kinds=("ill-typed",),
    reading="in Case III, k >= 2, where rank W_1 >= min(p, d_y)",
)  # fmt: skip

VARIANTS = (E14, T1, T2, T9)
"""G1 and E2 stand with Theorem 2.3 (ii), which their repair is."""
