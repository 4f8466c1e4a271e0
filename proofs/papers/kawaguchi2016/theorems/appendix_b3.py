"""Appendix B.3, why there is no local maximum: the loss along W_1, and what C = 0 says.

C = W_{H+1}..W_2; the network is seen from the layers W_1 and W_k, as in
`proofs.papers.kawaguchi2016.theorems.lemma_4_4`.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    FALSE,
    NONE,
    ONE,
    Formula,
    at_most,
    either,
    equal,
    for_some,
    less,
    negation,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.derivatives import HALF, half_square
from proofs.library.projections import squared
from proofs.library.ranks import H0, H1, H2
from proofs.library.vectors import not_zero
from proofs.papers.kawaguchi2016.instances.zero_products import first_layers, networks_without_range
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import alternative, layers, no_residual
from symbolic.words.terms import Term, derivative_by, identity, tr, vec, zero


@theorem("appendix-b3:rising", instances=first_layers)
def rising_along_the_first() -> Theorem:
    """``L(W_1 + D) = L + ||C D X||^2/2`` where W_1 is critical.

    If C and X are not zero, the form of the Hessian block (1, 1) is positive at some vec(D^T).
    """
    proof = Derivation("d_y d_1 d_x m", C="d_y d_1", W="d_1 d_x", X="d_x m", Y="d_y m", D="d_1 d_x")
    C, W, X, Y, D = proof.letters("C W X Y D")
    error = C @ W @ X - Y
    critical = proof.assume(equal(X @ error.T @ C, zero("d_x", "d_1")))
    value = half_square(error) + HALF * squared(C @ D @ X)
    goal = equal(half_square(C @ (W + D) @ X - Y), value)
    along = proof.combine(goal, tr(H0 @ D), critical)
    block = derivative_by(derivative_by(half_square(error), W).T, W)
    form = vec(Term("D0").T).T @ block @ vec(Term("D0").T)
    some = for_some("D0", ("d_1", "d_x"), less(NONE, form))
    nonzero = [negation(equal(M, proof.zero_like(M))) for M in (C, X)]
    some_C, some_X = map(proof.assume, nonzero)
    witness = not_zero(proof)
    u, v, of_C = witnessed(proof, witness, C, some_C)
    x, y, of_X = witnessed(proof, witness, X, some_X)
    image, column = C @ (v @ x) @ X, vec((v @ x).T)
    # u (C D X) y = (u C v)(x X y) = 1 for D = v x
    unit = proof.combine(equal(u @ image @ y, ONE), H0 @ x @ X @ y + H1, of_C, of_X)
    goal = less(NONE, column.T @ block @ column)
    rises = proof.exhibit(some, v @ x, _positive(proof, goal, image, (u, unit, y)))
    up = proof.conclude([], nonzero, rises)
    return proof.both(proof.generalize(along, D.tree), up)


def witnessed(
    proof: Derivation, witness: Theorem, M: Term, nonzero: Theorem
) -> tuple[Term, Term, Theorem]:
    """A row u and a column v with ``u M v = 1``, obtained as M is not zero by `not_zero`."""
    choice = proof.instance(witness, *proof.shape(M), M)
    _, _, some = choice.conclusion
    (u, v), found = proof.obtain(proof.logic(some, choice, nonzero), "u", "v")
    return u, v, found


def _positive(
    proof: Derivation, goal: Formula, M: Term, seen: tuple[Term, Theorem, Term]
) -> Theorem:
    """``0 < ||M||^2``, which the goal says, from u, ``u M y = 1`` and y: else M = 0 and 1 = 0."""
    (u, unit, y), square = seen, squared(M)
    choice = proof.axiom("sign", -1 * square)
    flat, above = proof.alternatives(choice)
    below = proof.order(at_most(square, NONE), [flat], [(1, [0])])
    none = proof.squeeze(square, below, proof.nonnegative_square(M))
    gone = proof.apply(proof.axiom("definite", *proof.shape(M), M), none)
    impossible = proof.order(FALSE, (gone, unit), [], H1 - u @ H0 @ y)
    positive = proof.order(goal, [above], [(1, [0])])
    return proof.from_both(choice, proof.absurd(goal, impossible), positive)


@theorem("appendix-b3:range", instances=networks_without_range)
def no_range() -> Theorem:
    """Where C = 0 and the Hessian is semidefinite, B_k = 0 or X r A_k = 0.

    As X Y^T has rank d_y, the latter gives A_k = 0.
    """
    net = layers()
    proof, A, B, X, Y = net.proof, net.A, net.B, net.X, net.Y
    (L,) = proof.matrices(L=("d_y", "d_x"))
    kinds = net.semidefinite(1), net.semidefinite(-1)
    given = proof.assume(either(*kinds))
    gone = proof.assume(equal(net.C, zero("d_y", "d_1")))
    inverse = proof.assume(equal(L @ X @ Y.T, identity("d_y")))
    either_way = (alternative(net, sign) for sign in (1, -1))
    choice = proof.from_both(given, *either_way)
    no_middle, no_top = (equal(M, proof.zero_like(M)) for M in (B, A))
    goal = either(no_middle, no_residual(net))
    included, none = proof.alternatives(choice)
    (Z,), form = proof.obtain(included, "Z")
    gone_below = proof.combine(no_middle, H0.T + Z.T @ net.C.T @ H1, form, gone)
    first = proof.from_both(choice, proof.either(goal, gone_below), proof.either(goal, none))
    # A = L X Y^T A, and X r = X X^T W_1^T C^T - X Y^T.
    by = -1 * (L @ H0) + L @ X @ X.T @ net.U.T @ H1.T @ A - H2 @ A
    then = proof.combine(no_top, by, proof.assume(no_residual(net)), gone, inverse)
    return proof.both(first, proof.suppose(no_residual(net), then))
