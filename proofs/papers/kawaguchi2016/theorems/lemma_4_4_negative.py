"""A negative semidefinite Hessian is zero, for every network (the degenerate half of Lemma 4.4)."""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import NONE, Formula, at_most, equal, for_all
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2
from proofs.library.networks.derivatives import half_square
from proofs.library.projections import squared
from proofs.papers.kawaguchi2016.instances.networks import negative
from symbolic.words.terms import Term, derivative_by, tr, vec


@theorem("lemma-4.4:negative", instances=negative)
def vanishing_hessian() -> Theorem:
    """If the Hessian is negative semidefinite on two layers, its form vanishes there.

    The network is seen from the layers W = W_k and U = W_l, k > l. The diagonal blocks are
    Gram matrices, so both squares vanish; the mixed term is then linear in each direction and
    of one sign, so it vanishes too.
    """
    proof = Derivation(
        "d_y d_k d_j d_l d_i m", A="d_y d_k", W="d_k d_j", S="d_j d_l", U="d_l d_i",
        V="d_i m", Y="d_y m", F="d_l d_i", E="d_k d_j", s="1 1",
    )  # fmt: skip
    A, W, S, U, V, Y, F, E, s = proof.letters("A W S U V Y F E s")
    loss = half_square(A @ W @ S @ U @ V - Y)
    r = (A @ W @ S @ U @ V - Y).T

    def form(f: Term, e: Term) -> Term:
        u, w = vec(f.T), vec(e.T)
        by_u, by_w = derivative_by(loss, U).T, derivative_by(loss, W).T
        square = u.T @ derivative_by(by_u, U) @ u + w.T @ derivative_by(by_w, W) @ w
        return square + 2 * (u.T @ derivative_by(by_u, W) @ w)

    def everywhere(body: Formula) -> Formula:
        return for_all("f", ("d_l", "d_i"), for_all("e", ("d_k", "d_j"), body))

    given = proof.assume(everywhere(at_most(form(Term("f"), Term("e")), NONE)))
    lower, upper = A @ W @ S @ F @ V, A @ E @ S @ U @ V
    flat_lower = _no_square(proof, lower, proof.instance(given, F, 0 * E))
    flat_upper = _no_square(proof, upper, proof.instance(given, 0 * F, E))
    mixed = 2 * tr(lower.T @ upper) + 2 * tr(V @ r @ A @ E @ S @ F)
    bound = at_most(NONE, s @ (-1 * mixed) + NONE)
    # Along s F the form is s^2 |lower|^2 + |upper|^2 + s mixed, and both squares are zero.
    along = proof.instance(given, s @ F, E)
    squares = flat_lower, flat_upper
    linear = proof.order(bound, [*squares, along], [(1, [2])], s @ s @ H0 + H1)
    no_mixed = proof.affine(linear, -1 * mixed, NONE, "s")
    vanishes = proof.combine(equal(form(F, E), NONE), H0 + H1 - H2, *squares, no_mixed)
    return proof.generalize(vanishes, "F", "E")


def _no_square(proof: Derivation, term: Term, bound: Theorem) -> Theorem:
    """``tr(M^T M) = 0`` from ``tr(M^T M) <= 0``, which is the form along one layer."""
    square = squared(term)
    below = proof.order(at_most(square, NONE), [bound], [(1, [0])])
    return proof.squeeze(square, below, proof.nonnegative_square(term))
