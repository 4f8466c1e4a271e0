"""Lemma 4.6 for every depth: R(C) is spanned by top eigenvectors of Sigma.

The lemma is proved without "or X r = 0" (A64) and from less than it assumes: criticality in W_1
and W_{H+1} and semidefiniteness on these two layers. The p eigenvectors that belong to the
largest eigenvalues are the columns of U with ``Sigma U = U M``, and their eigenvalues are told
from the others by numbers: ``l I <= M``, and Sigma is at most m < l where U^T v = 0. For p = rank C
this is what distinct eigenvalues are needed for; without them (A65) P still commutes with Sigma
and no quotient of Rayleigh is larger outside its range.
"""

from __future__ import annotations

from collections.abc import Sequence

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    FALSE,
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
from proofs.library.generalized_inverses import projection_fixes, symmetric_projection
from proofs.library.networks import bottleneck
from proofs.library.networks.landscape import NONE, TOP, Landscape, once
from proofs.library.networks.products import product
from proofs.library.networks.second_variation import stationary_pair
from proofs.library.projections import dominates, is_projection, squared
from proofs.papers.kawaguchi2016.instances.networks import top_projections
from proofs.papers.kawaguchi2016.theorems.notes import WRITTEN_OUT
from symbolic.words.terms import Term, Tree, identity, tr, zero

OUT, IN, FIRST = ("@", "d", TOP), ("@", "d", 0), ("@", "d", 1)


def eigenvectors(S: Term, U: Term, M: Term, q: Tree) -> Formula:
    """The q columns of U are orthonormal and span an invariant subspace: ``S U = U M``."""
    return both(equal(U.T @ U, identity(q)), equal(S @ U, U @ M))


def largest(
    S: Term, U: Term, M: Term, bounds: tuple[Term, Term], sizes: tuple[Tree, Tree]
) -> Formula:
    """``l I <= M``, and S is at most m on the orthogonal complement of R(U), for m < l."""
    (low, high), (n, q) = bounds, sizes
    x, v = Term("x0"), Term("v0")
    inside = for_all("x0", (q, 1), at_most(low @ (x.T @ x), x.T @ M @ x))
    bound = at_most(v.T @ S @ v, high @ (v.T @ v))
    outside = for_all("v0", (n, 1), implies(equal(U.T @ v, zero(q, 1)), bound))
    return both(less(high, low), inside, outside)


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

    def prove(dominant: Theorem, positive: Theorem, *known: Theorem) -> Theorem:
        form, of_P, commute, count, vectors, between = known
        unit, invariant = proof.parts(vectors)
        of_Q = proof.both(proof.by(equal(Q.T, Q)), proof.by(equal(Q @ Q, Q), unit))
        count_Q = proof.by(equal(tr(Q), tr(identity(q))), unit)
        traces = proof.combine(equal(tr(Q), tr(P)), Term("$0") - Term("$1"), count_Q, count)
        few = proof.order(at_most(tr(Q), tr(P)), [traces], [], ("scale", "-1", "$0"))
        facts = dominant, form, positive, of_P, of_Q, commute, few
        most = proof.use(ky_fan, [n, P, Q, S], *facts)
        row = proof.combine(
            equal(U.T @ S, M.T @ U.T), Term("$0").T - U.T @ Term("$1"), invariant, form
        )
        by = -1 * Term("$0") @ M - U.T @ Term("$1") + Term("$2") @ U + M.T @ Term("$0")
        symmetric = proof.combine(equal(M.T, M), -1 * by, unit, invariant, row)
        rules = (unit, invariant, form, row, symmetric, *proof.parts(of_P), commute)
        return _equal(proof, (P, S, U, low, high), rules, (traces, most, between))

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
    return proof.lemma([n, q, P, S, U, M, low, high], hypotheses, prove)


def _equal(
    proof: Derivation,
    letters: tuple[Term, Term, Term, Term, Term],
    rules: Sequence[Theorem],
    known: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """``l ||D||^2 <= tr(D^T S D) <= tr(V^T S V) <= m ||V||^2`` for D = Q - Q P, V = P - Q P."""
    P, S, U, low, high = letters
    traces, most, between = known
    separate, inside, outside = proof.parts(between)
    n, Q = proof.shape(P)[0], U @ U.T
    D, V = Q - Q @ P, P - Q @ P
    a, b, x, y = squared(D), squared(V), tr(D.T @ S @ D), tr(V.T @ S @ V)
    size = proof.by(equal(a - b, tr(Q) - tr(P)), *rules)
    same = proof.combine(equal(a, b), Term("$0") + Term("$1"), size, traces)
    gap_ = proof.by(equal(x - y, tr(Q @ S) - tr(P @ S)), *rules)
    (u,) = proof.fresh("u", (n, 1))
    form = Q @ (S - low @ identity(n)) @ Q
    bound = proof.instance(inside, U.T @ u)
    bound = proof.same_bound(at_most(NONE, u.T @ form @ u), bound, *rules)
    columns = proof.axiom("columns", n, n, form, D)
    lower = proof.apply(columns, proof.generalize(bound, u.tree))
    lower = proof.same_bound(at_most(low @ a, x), lower, *rules)
    null = identity(n) - Q
    form = null @ (high @ identity(n) - S) @ null
    v = null @ u
    bound = proof.use(outside, [v], proof.by(equal(U.T @ v, proof.zero_like(U.T @ v)), rules[0]))
    bound = proof.same_bound(at_most(NONE, u.T @ form @ u), bound, *rules)
    columns = proof.axiom("columns", n, n, form, V)
    upper = proof.apply(columns, proof.generalize(bound, u.tree))
    upper = proof.same_bound(at_most(y, high @ b), upper, *rules)
    plus = -1 * Term("$3") + high @ Term("$4")
    premises = lower, upper, most, gap_, same
    few = proof.order(
        at_most((low - high) @ a, NONE), premises, [(1, [0]), (1, [1]), (1, [2])], plus.tree
    )
    square = proof.nonnegative_square(D)

    def nothing(sign: Theorem) -> Theorem:
        return proof.squeeze(a, proof.order(at_most(a, NONE), [sign], [(1, [0])]), square)

    def positive(sign: Theorem) -> Theorem:
        absurd = proof.order(FALSE, (separate, sign, few), [(1, [0, 1]), (1, [2])])
        return proof.absurd(equal(a, NONE), absurd)

    none = proof.cases(proof.axiom("sign", -1 * a), nothing, positive)
    none_V = proof.combine(equal(b, NONE), Term("$0") - Term("$1"), none, same)
    no_D = proof.apply(proof.axiom("definite", n, n, D), none)
    no_V = proof.apply(proof.axiom("definite", n, n, V), none_V)
    return proof.combine(equal(P, Q), Term("$0") - Term("$1"), no_V, no_D)


@once
def _unique(net: Landscape) -> Theorem:
    return unique_projection(net.proof)


@once
def dominant_projection(net: Landscape) -> Theorem:
    """P = C (C^T C)^- C^T commutes with Sigma and dominates on it (A65)."""
    proof, X, W = net.proof, Term("X"), net.network("W")
    (N,), (G,) = proof.fresh("N", (IN, IN)), proof.fresh("G", (FIRST, FIRST))
    C = product(W, TOP, 1)
    P, L, T, K = C @ G @ C.T, G @ C.T, X.T @ N @ X, N @ X

    def prove(given: Theorem, hidden: Theorem, right: Theorem, inverse: Theorem) -> Theorem:
        fixes = projection_fixes(proof, C, G, inverse)
        symmetric = symmetric_projection(proof, C, G, fixes)
        of_P = symmetric, proof.by(equal(P @ P, P), fixes)
        onto = proof.by(equal(C @ L, P)), proof.by(equal(P @ C, C), fixes)
        # N^T = N^T (X X^T N) = (X X^T N)^T N = N
        by = Term("$0").T @ N - N.T @ Term("$0")
        turned = proof.combine(equal(N.T, N), by, right)
        of_T = proof.by(equal(T.T, T), turned), proof.by(equal(T @ T, T), right)
        # (X X^T N)^T = N^T X X^T
        by = Term("$0").T - Term("$1") @ X @ X.T
        left = proof.combine(equal(N @ X @ X.T, identity(IN)), by, right, turned)
        keeps = proof.by(equal(T @ X.T, X.T), left)
        rows = proof.by(equal(X.T @ K, T)), keeps
        columns, of_X = proof.both(*onto, *of_P), proof.both(*rows, *of_T)
        pair = proof.use(bottleneck.best_product(net), [W, P, L, T, K], given, columns, of_X)
        best, commute = proof.parts(pair)
        known = given, hidden, proof.both(*of_P), proof.both(*of_T), rows[0], onto[0], best
        return proof.both(commute, bottleneck.dominant(net, W, (P, L, T, K), known))

    hypotheses = [
        stationary_pair(W),
        size_at_most(1, "H"),
        equal(X @ X.T @ N, identity(IN)),
        equal(C.T @ C @ G @ C.T @ C, C.T @ C),
    ]
    return proof.lemma([W, N, G], hypotheses, prove)


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

    def prove(given: Theorem, hidden: Theorem, *known: Theorem) -> Theorem:
        right, inverse, rank, vectors, between = known
        pair = proof.use(dominant_projection(net), [W, N, G], given, hidden, right, inverse)
        commute, dominant = proof.parts(pair)
        turned = proof.combine(equal(N.T, N), Term("$0").T @ N - N.T @ Term("$0"), right)
        form = proof.by(equal(sigma.T, sigma), turned)
        (u,) = proof.fresh("u", (OUT, 1))
        square = proof.nonnegative_square(X.T @ N @ X @ Y.T @ u)
        positive = proof.same_bound(at_most(NONE, u.T @ sigma @ u), square, turned, right)
        fixes = projection_fixes(proof, C, G, inverse)
        of_P = (
            symmetric_projection(proof, C, G, fixes),
            proof.by(equal(P @ P, P), fixes),
        )
        onto = proof.by(equal(C @ (G @ C.T), P)), proof.by(equal(P @ C, C), fixes)

        def with_rank(factors: Theorem) -> Theorem:
            whole, left, back = proof.parts(factors)
            A, B = (Term(x) for x in whole.conclusion[2][1:])
            names = [OUT, FIRST, q, P, C, G @ C.T, A, B]
            ends = [Term(left.conclusion[1][1]), Term(back.conclusion[1][2])]
            trace = bottleneck.projection_trace(net)
            count = proof.use(trace, [*names, *ends], proof.both(*onto, *of_P), factors)
            facts = dominant, proof.generalize(positive, u.tree), form, proof.both(*of_P)
            names = [OUT, q, P, sigma, U, M, low, high]
            return proof.use(_unique(net), names, *facts, commute, count, vectors, between)

        return proof.choose(rank, ["A", "B", "K", "R"], with_rank)

    hypotheses = [
        stationary_pair(W),
        size_at_most(1, "H"),
        equal(X @ X.T @ N, identity(IN)),
        equal(C.T @ C @ G @ C.T @ C, C.T @ C),
        has_rank(C, (OUT, FIRST), q),
        eigenvectors(sigma, U, M, q),
        largest(sigma, U, M, (low, high), (OUT, q)),
    ]
    return proof.lemma([W, q, N, G, U, M, low, high], hypotheses, prove)


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
