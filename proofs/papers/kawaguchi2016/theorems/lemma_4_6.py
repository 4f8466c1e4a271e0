"""Lemma 4.6 for every depth: R(C) is spanned by top eigenvectors of Sigma.

The lemma is proved without "or X r = 0" and from less than it assumes: criticality in W_1
and W_{H+1} and semidefiniteness on these two layers. The p eigenvectors that belong to the
largest eigenvalues are the columns of U with ``Sigma U = U M``, and their eigenvalues are told
from the others by numbers: ``l I <= M``, and Sigma is at most m < l where U^T v = 0. For p = rank C
this is what distinct eigenvalues are needed for; without them P still commutes with Sigma
and no quotient of Rayleigh is larger outside its range.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    FALSE,
    NONE,
    Formula,
    at_most,
    both,
    equal,
    for_all,
    has_rank,
    implies,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library import projections
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3, H4
from proofs.library.generalized_inverses import projection_fixes, symmetric_projection
from proofs.library.networks import bottleneck
from proofs.library.networks.landscape import FIRST, IN, OUT, TOP, Landscape, once
from proofs.library.networks.products import product
from proofs.library.networks.second_variation import stationary_pair
from proofs.library.projections import dominates, is_projection, squared
from proofs.papers.kawaguchi2016.instances.networks import top_projections
from proofs.papers.kawaguchi2016.theorems.notes import WRITTEN_OUT
from symbolic.words.terms import Term, Tree, identity, tr, zero


def eigenvectors(S: Term, U: Term, M: Term, q: Tree) -> Formula:
    """The q columns of U are orthonormal and span an invariant subspace: ``S U = U M``."""
    return both(equal(U.T @ U, identity(q)), equal(S @ U, U @ M))


def largest(
    S: Term,
    U: Term,
    M: Term,
    bounds: tuple[Term, Term],
    sizes: tuple[Tree, Tree],
    apart: Callable[[Term, Term], Formula] = less,
) -> Formula:
    """``l I <= M``, and S is at most m on the orthogonal complement of R(U), for m < l.

    With ``apart=at_most`` for m <= l.
    """
    (low, high), (n, q) = bounds, sizes
    x, v = Term("x0"), Term("v0")
    inside = for_all("x0", (q, 1), at_most(low @ (x.T @ x), x.T @ M @ x))
    bound = at_most(v.T @ S @ v, high @ (v.T @ v))
    outside = for_all("v0", (n, 1), implies(equal(U.T @ v, zero(q, 1)), bound))
    return both(apart(high, low), inside, outside)


def positive_form(S: Term, n: Tree) -> Formula:
    """``0 <= u^T S u`` for all u."""
    return for_all("u0", (n, 1), at_most(NONE, Term("u0").T @ S @ Term("u0")))


def unique_projection(proof: Derivation) -> Theorem:
    """P = U U^T if P dominates on S, commutes with it and has the trace of I_q."""
    ky_fan = projections.trace_dominance(proof)
    n, q = proof.new("n", "size"), proof.new("q", "size")
    P, S = proof.fresh("P S", (n, n))
    (U,), (M,) = proof.fresh("U", (n, q)), proof.fresh("M", (q, q))
    low, high = proof.scalars("low high")
    Q = U @ U.T
    hypotheses = [
        dominates(P, S, n),
        positive_form(S, n),
        equal(S.T, S),
        is_projection(P),
        equal(S @ P, P @ S),
        equal(tr(P), tr(identity(q))),
        eigenvectors(S, U, M, q),
        largest(S, U, M, (low, high), (n, q)),
    ]
    given = map(proof.assume, hypotheses)
    dominant, positive, form, of_P, commute, count, of_U, between = given
    unit, invariant = proof.parts(of_U)
    of_Q = proof.both(proof.by(equal(Q.T, Q)), proof.by(equal(Q @ Q, Q), unit))
    count_Q = proof.by(equal(tr(Q), tr(identity(q))), unit)
    traces = proof.combine(equal(tr(Q), tr(P)), H0 - H1, count_Q, count)
    few = proof.order(at_most(tr(Q), tr(P)), [traces], [], -1 * H0)
    facts = dominant, form, positive, of_P, of_Q, commute, few
    most = proof.use(ky_fan, [n, P, Q, S], *facts)
    row = proof.combine(equal(U.T @ S, M.T @ U.T), H0.T - U.T @ H1, invariant, form)
    by = H0 @ M + U.T @ H1 - H2 @ U - M.T @ H0
    symmetric = proof.combine(equal(M.T, M), by, unit, invariant, row)
    rules = (unit, invariant, form, row, symmetric, *proof.parts(of_P), commute)
    shown = equal_projections(proof, (P, S, U, low, high), rules, (traces, most, between))
    return proof.conclude([n, q, P, S, U, M, low, high], hypotheses, shown)


_Letters = tuple[Term, Term, Term, Term, Term]
"""P, S, U, l and m."""


def equal_projections(
    proof: Derivation,
    letters: _Letters,
    rules: Sequence[Theorem],
    known: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """``P = Q`` for Q = U U^T, where P and Q have the same trace.

    With D = Q - Q P and V = P - Q P: ``l ||D||^2 <= tr(D^T S D) <= tr(V^T S V) <= m ||V||^2``,
    while ``||D|| = ||V||`` and ``m < l``; so both vanish.
    """
    (P, S, U, low, high), (traces, most, between) = letters, known
    separate, *bounds = proof.parts(between)
    Q = U @ U.T
    D, V = Q - Q @ P, P - Q @ P
    a, b, x, y = squared(D), squared(V), tr(D.T @ S @ D), tr(V.T @ S @ V)
    size = proof.by(equal(a - b, tr(Q) - tr(P)), *rules)
    same = proof.combine(equal(a, b), H0 + H1, size, traces)
    gap_ = proof.by(equal(x - y, tr(Q @ S) - tr(P @ S)), *rules)
    lower, upper = _rayleigh(proof, letters, rules, bounds)
    below = at_most((low - high) @ a, NONE)
    premises, products = (lower, upper, most, gap_, same), [(1, [0]), (1, [1]), (1, [2])]
    few = proof.order(below, premises, products, -1 * H3 + high @ H4)

    choice = proof.axiom("sign", -1 * a)
    sign, positive = proof.alternatives(choice)
    small = proof.order(at_most(a, NONE), [sign], [(1, [0])])
    nothing = proof.squeeze(a, small, proof.nonnegative_square(D))
    absurd = proof.order(FALSE, (separate, positive, few), [(1, [0, 1]), (1, [2])])
    none = proof.from_both(choice, nothing, proof.absurd(equal(a, NONE), absurd))
    none_V = proof.combine(equal(b, NONE), H0 - H1, none, same)
    no_V, no_D = proof.vanishing(V, none_V), proof.vanishing(D, none)
    return proof.combine(equal(P, Q), H0 - H1, no_V, no_D)


def _rayleigh(
    proof: Derivation, letters: _Letters, rules: Sequence[Theorem], bounds: Sequence[Theorem]
) -> tuple[Theorem, Theorem]:
    """``l ||D||^2 <= tr(D^T S D)`` and ``tr(V^T S V) <= m ||V||^2``, column by column."""
    (P, S, U, low, high), (inside, outside) = letters, bounds
    n, Q = proof.shape(P)[0], U @ U.T
    D, V, null = Q - Q @ P, P - Q @ P, identity(n) - Q
    (u,) = proof.fresh("u", (n, 1))

    def traced(form: Term, M: Term, bound: Theorem, goal: Formula) -> Theorem:
        bound = proof.same_bound(at_most(NONE, u.T @ form @ u), bound, *rules)
        columns = proof.axiom("columns", n, n, form, M)
        shown = proof.apply(columns, proof.generalize(bound, str(u.tree)))
        return proof.same_bound(goal, shown, *rules)

    form, goal = Q @ (S - low @ identity(n)) @ Q, at_most(low @ squared(D), tr(D.T @ S @ D))
    lower = traced(form, D, proof.instance(inside, U.T @ u), goal)
    v = null @ u
    flat = proof.by(equal(U.T @ v, proof.zero_like(U.T @ v)), rules[0])
    form = null @ (high @ identity(n) - S) @ null
    goal = at_most(tr(V.T @ S @ V), high @ squared(V))
    return lower, traced(form, V, proof.use(outside, [v], flat), goal)


@once
def _unique(net: Landscape) -> Theorem:
    """The projection is unique, as `unique_projection` says."""
    return unique_projection(net.proof)


@once
def dominant_projection(net: Landscape) -> Theorem:
    """P = C (C^T C)^- C^T commutes with Sigma and dominates on it."""
    proof, X, W = net.proof, Term("X"), net.network("W")
    (N,), (G,) = proof.fresh("N", (IN, IN)), proof.fresh("G", (FIRST, FIRST))
    hypotheses = _regular(W, N, G)
    given, hidden, right, inverse = map(proof.assume, hypotheses)
    C = product(W, TOP, 1)
    P, L, T, K = C @ G @ C.T, G @ C.T, X.T @ N @ X, N @ X
    fixes = projection_fixes(proof, C, G, inverse)
    symmetric = symmetric_projection(proof, C, G, fixes)
    of_P = symmetric, proof.by(equal(P @ P, P), fixes)
    onto = proof.by(equal(C @ L, P)), proof.by(equal(P @ C, C), fixes)
    # N^T = N^T (X X^T N) = (X X^T N)^T N = N
    turned = proof.combine(equal(N.T, N), H0.T @ N - N.T @ H0, right)
    of_T = proof.by(equal(T.T, T), turned), proof.by(equal(T @ T, T), right)
    # (X X^T N)^T = N^T X X^T
    by = H0.T - H1 @ X @ X.T
    left = proof.combine(equal(N @ X @ X.T, identity(IN)), by, right, turned)
    keeps = proof.by(equal(T @ X.T, X.T), left)
    rows = proof.by(equal(X.T @ K, T)), keeps
    columns, of_X = proof.both(*onto, *of_P), proof.both(*rows, *of_T)
    pair = proof.use(bottleneck.best_product(net), [W, P, L, T, K], given, columns, of_X)
    best, commute = proof.parts(pair)
    known = given, hidden, proof.both(*of_P), proof.both(*of_T), rows[0], onto[0], best
    shown = proof.both(commute, bottleneck.dominant(net, W, (P, L, T, K), known))
    return proof.conclude([W, N, G], hypotheses, shown)


def _regular(W: Tree, N: Term, G: Term) -> list[Formula]:
    """A stationary pair of a network with hidden layers, N = (X X^T)^{-1} and G = (C^T C)^-."""
    X, C = Term("X"), product(W, TOP, 1)
    right, inverse = equal(X @ X.T @ N, identity(IN)), equal(C.T @ C @ G @ C.T @ C, C.T @ C)
    return [stationary_pair(W), size_at_most(1, "H"), right, inverse]


@once
def top_projection(net: Landscape) -> Theorem:
    """Lemma 4.6: ``C (C^T C)^- C^T = U U^T``."""
    proof, X, Y, W = net.proof, Term("X"), Term("Y"), net.network("W")
    (q,) = net.sizes("q")
    (N,), (G,) = proof.fresh("N", (IN, IN)), proof.fresh("G", (FIRST, FIRST))
    (U,), (M,) = proof.fresh("U", (OUT, q)), proof.fresh("M", (q, q))
    low, high = proof.scalars("low high")
    C = product(W, TOP, 1)
    P, sigma = C @ G @ C.T, Y @ X.T @ N @ X @ Y.T
    hypotheses = [
        *_regular(W, N, G),
        has_rank(C, (OUT, FIRST), q),
        eigenvectors(sigma, U, M, q),
        largest(sigma, U, M, (low, high), (OUT, q)),
    ]
    given, hidden, right, inverse, rank, *top = map(proof.assume, hypotheses)
    pair = proof.use(dominant_projection(net), [W, N, G], given, hidden, right, inverse)
    commute, dominant = proof.parts(pair)
    turned = proof.combine(equal(N.T, N), H0.T @ N - N.T @ H0, right)
    form = proof.by(equal(sigma.T, sigma), turned)
    (u,) = proof.fresh("u", (OUT, 1))
    square = proof.nonnegative_square(X.T @ N @ X @ Y.T @ u)
    positive = proof.same_bound(at_most(NONE, u.T @ sigma @ u), square, turned, right)
    positive = proof.generalize(positive, str(u.tree))
    fixes = projection_fixes(proof, C, G, inverse)
    symmetric = symmetric_projection(proof, C, G, fixes)
    of_P = symmetric, proof.by(equal(P @ P, P), fixes)
    onto = proof.by(equal(C @ (G @ C.T), P)), proof.by(equal(P @ C, C), fixes)

    (A, B, K, R), factors = proof.obtain(rank, "A", "B", "K", "R")
    names = [OUT, FIRST, q, P, C, G @ C.T, A, B, K, R]
    of_C = proof.both(*onto, *of_P)
    count = proof.use(bottleneck.projection_trace(net), names, of_C, factors)
    facts = dominant, positive, form, proof.both(*of_P), commute, count, *top
    names = [OUT, q, P, sigma, U, M, low, high]
    shown = proof.use(_unique(net), names, *facts)
    return proof.conclude([W, q, N, G, U, M, low, high], hypotheses, shown)


@theorem(
    "lemma-4.6",
    instances=top_projections,
    form=f"{WRITTEN_OUT}; U with Sigma U = U M, eigenvalues told apart by numbers",
    beside=Beside("Lemma46", "lemma46_hess", "stronger: without the second alternative"),
)
def lemma_4_6() -> Theorem:
    """``C (C^T C)^- C^T = U U^T`` for the eigenvectors U of the p largest eigenvalues."""
    net = Landscape()
    return net.proof.unfold(top_projection(net), ["W", "q", "N", "G", "U", "M", "low", "high"], 7)


@theorem("lemma-4.6-strong", instances=top_projections, form=WRITTEN_OUT)
def lemma_4_6_ordered() -> Theorem:
    """P commutes with Sigma and dominates on it, whatever the eigenvalues."""
    net = Landscape()
    return net.proof.unfold(dominant_projection(net), ["W", "N", "G"], 4)
