"""The smallest loss, for all sizes: the theorem of Eckart and Young for reduced-rank regression.

It holds for all data: where X X^T has no inverse a {1}-inverse serves, and the eigenvalues may be
equal.
A network goes through each of its widths, so that its product is F G with a hidden width, or d_y,
between F and G.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import NONE, at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library import projections
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1
from proofs.library.generalized_inverses import (
    fixed_rows,
    projection_fixes,
    symmetric_projection,
)
from proofs.library.projections import squared
from proofs.library.ranks import count, rank_of, through, trace_of_inverse
from proofs.papers.kawaguchi2016.instances.facts import factored_products
from proofs.papers.kawaguchi2016.theorems.lemma_4_6 import eigenvectors, largest
from symbolic.words.terms import Term, identity, tr, zero

LETTERS = {
    "X": "k m", "Y": "n m", "N": "k k", "U": "n q", "M": "q q", "F": "n q", "G": "q k",
    "low": "1 1", "high": "1 1",
}  # fmt: skip


@theorem("eckart-young", instances=factored_products, form="eigenvalues told apart by numbers")
def eckart_young() -> Theorem:
    """``||Y||^2 - tr M <= ||F G X - Y||^2``, F of q columns: at least what the formula says.

    U has q eigenvectors of ``S = Y X^T (X X^T)^- X Y^T`` as columns, ``S U = U M``; their
    eigenvalues are at least l, all others at most m <= l.
    """
    proof = Derivation("n k m q", **LETTERS)
    X, Y, N, U, M, F, G, low, high = proof.letters(" ".join(LETTERS))
    T = X.T @ N @ X
    S, P = Y @ T @ Y.T, U @ U.T
    given = proof.assume(equal(X @ X.T @ N @ X @ X.T, X @ X.T))
    of_U = proof.assume(eigenvectors(S, U, M, "q"))
    between = proof.assume(largest(S, U, M, (low, high), ("n", "q"), apart=at_most))
    unit, invariant = proof.parts(of_U)
    # T is the projection onto the rows of X.
    keeps_columns = projection_fixes(proof, X.T, N, given)
    turned = symmetric_projection(proof, X.T, N, keeps_columns)
    of_T = proof.both(turned, proof.by(equal(T @ T, T), keeps_columns))
    keeps = fixed_rows(proof, X.T, keeps_columns, turned)
    form = proof.combine(equal(S.T, S), Y @ H0 @ Y.T, turned)
    row = proof.combine(equal(U.T @ S, M.T @ U.T), H0.T - U.T @ H1, invariant, form)
    by = H0 @ M + U.T @ H1 - Term("$2") @ U - M.T @ H0
    symmetric = proof.combine(equal(M.T, M), by, unit, invariant, row)
    of_P = proof.both(proof.by(equal(P.T, P)), proof.by(equal(P @ P, P), unit))
    commute = proof.by(equal(S @ P, P @ S), invariant, row, symmetric)

    J, inverse = proof.ginv(F.T @ F)
    fixes = projection_fixes(proof, F, J, inverse)
    Q = F @ J @ F.T
    of_Q = proof.both(
        symmetric_projection(proof, F, J, fixes), proof.by(equal(Q @ Q, Q), fixes)
    )  # fmt: skip
    few = _narrow(proof, (F, J, U), inverse, unit)
    (x,) = proof.fresh("x", ("n", 1))
    square = proof.nonnegative_square(T @ Y.T @ x)
    psd = proof.same_bound(at_most(NONE, x.T @ S @ x), square, *proof.parts(of_T))
    positive = proof.generalize(psd, x.tree)
    dominant = _dominant(proof, (S, U, M, low), (unit, invariant), between)
    facts = dominant, form, positive, of_P, of_Q, commute, few
    traces = proof.use(projections.trace_dominance(proof), ["n", P, Q, S], *facts)

    fixed = proof.by(equal(Q @ (F @ G), F @ G), fixes)
    names = ["n", "k", "m", Q, F @ G, X, Y, T]
    loss = proof.use(projections.projected_loss(proof), names, of_Q, of_T, fixed, keeps)
    bound, _ = proof.parts(loss)
    value = proof.by(equal(tr(P @ S), tr(M)), row, symmetric, unit)
    goal = at_most(squared(Y) - tr(M), squared(F @ G @ X - Y))
    return proof.close(
        proof.order(goal, (bound, traces, value), [(1, [0]), (1, [1])], -1 * Term("$2"))
    )


def _narrow(
    proof: Derivation, letters: tuple[Term, Term, Term], inverse: Theorem, unit: Theorem
) -> Theorem:
    """``tr(F J F^T) <= tr(U U^T)``: the rank of F^T F is at most its size q, the trace of U U^T."""
    F, J, U = letters
    gram, one = F.T @ F, identity("q")
    r, rank = rank_of(proof, gram)
    traced = proof.use(trace_of_inverse(proof), ["q", "q", r, gram, J], inverse, rank)
    whole = proof.by(equal(gram, one @ gram))
    small = proof.use(through(proof), ["q", "q", "q", r, gram, one, gram], whole, rank)
    counts = proof.apply(proof.axiom("count", r, "q"), small)
    of_U = proof.by(equal(tr(U @ U.T), count("q")), unit)
    goal = at_most(tr(F @ J @ F.T), tr(U @ U.T))
    return proof.order(goal, (counts, traced, of_U), [(1, [0])], Term("$2") - Term("$1"))


def _dominant(
    proof: Derivation,
    letters: tuple[Term, Term, Term, Term],
    known: tuple[Theorem, Theorem],
    between: Theorem,
) -> Theorem:
    """U U^T dominates on S: its eigenvalues are at least l, the others at most m <= l."""
    (S, U, M, low), (unit, invariant) = letters, known
    separate, inside, outside = proof.parts(between)
    P = U @ U.T
    u, v = proof.fresh("u v", ("n", 1))
    hypotheses = [equal(P @ u, u), equal(P @ v, zero("n", 1))]
    kept, gone = map(proof.assume, hypotheses)
    a, b, x, y = u.T @ u, v.T @ v, u.T @ S @ u, v.T @ S @ v
    flat = proof.combine(equal(U.T @ v, zero("q", 1)), U.T @ H0 - H1 @ U.T @ v, gone, unit)
    upper = proof.use(outside, [v], flat)
    w = U.T @ u
    at = proof.instance(inside, w)
    same = proof.combine(equal(w.T @ w, a), u.T @ H0, kept)
    by = u.T @ S @ H0 - u.T @ H1 @ w
    image = proof.combine(equal(w.T @ M @ w, x), by, kept, invariant)
    by = low @ H1 - Term("$2")
    lower = proof.order(at_most(low @ a, x), (at, same, image), [(1, [0])], by)
    squares = [proof.nonnegative_square(w) for w in (u, v)]
    products = [(1, [4, 0]), (1, [3, 1]), (1, [3, 4, 2])]
    shown = proof.order(at_most(a @ y, b @ x), (lower, upper, separate, *squares), products)
    for hypothesis in reversed(hypotheses):
        shown = proof.suppose(hypothesis, shown)
    return proof.generalize(shown, u.tree, v.tree)
