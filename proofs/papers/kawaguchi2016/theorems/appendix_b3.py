"""Appendix B.3, why there is no local maximum: the loss along W_1, and what C = 0 says.

C = W_{H+1}..W_2; the network is seen from the layers W_1 and W_k, as in
`proofs.papers.kawaguchi2016.theorems.lemma_4_4`.
"""

from __future__ import annotations

from collections.abc import Callable

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import FALSE, Formula, at_most, either, equal, for_some, less, negation
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.derivatives import HALF, half_square
from proofs.library.projections import NONE, squared
from proofs.library.ranks import H0, H1, H2
from proofs.library.vectors import not_zero
from proofs.papers.kawaguchi2016.instances.zero_products import first_layers, networks_without_range
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import alternative, layers, no_residual
from symbolic.words.terms import Term, derivative_by, identity, vec, zero


@theorem("appendix-b3:rising", instances=first_layers)
def rising_along_the_first() -> Theorem:
    """``L(W_1 + D) = L + ||C D X||^2/2`` where W_1 is critical; C, X != 0: some form is positive.

    The form is that of the Hessian block (1, 1) at vec(D^T).
    """
    proof = Derivation("d_y d_1 d_x m", C="d_y d_1", W="d_1 d_x", X="d_x m", Y="d_y m", D="d_1 d_x")
    C, W, X, Y, D = proof.letters("C W X Y D")
    error = C @ W @ X - Y
    critical = proof.assume(equal(X @ error.T @ C, zero("d_x", "d_1")))
    value = half_square(error) + HALF * squared(C @ D @ X)
    goal = equal(half_square(C @ (W + D) @ X - Y), value)
    along = proof.combine(goal, ("tr", (H0 @ D).tree), critical)
    block = derivative_by(derivative_by(half_square(error), W).T, W)
    form = vec(Term("D0").T).T @ block @ vec(Term("D0").T)
    some = for_some("D0", ("d_1", "d_x"), less(NONE, form))
    nowhere = [equal(M, proof.zero_like(M)) for M in (C, X)]
    known = [proof.assume(negation(formula)) for formula in nowhere]
    witness = not_zero(proof)

    def seen(of_C: Theorem, of_X: Theorem) -> Theorem:
        _, _, v = (Term(x) for x in of_C.conclusion[1][1:])
        x, _, _ = (Term(y) for y in of_X.conclusion[1][1:])
        return proof.exhibit(some, v @ x, _positive(proof, (C, X, block), of_C, of_X))

    def of_first(of_C: Theorem) -> Theorem:
        return witnessed(proof, witness, (X, known[1]), some, lambda of_X: seen(of_C, of_X))

    up = witnessed(proof, witness, (C, known[0]), some, of_first)
    for formula in map(negation, reversed(nowhere)):
        up = proof.suppose(formula, up)
    return proof.both(proof.generalize(along, D.tree), up)


def witnessed(
    proof: Derivation,
    witness: Theorem,
    of: tuple[Term, Theorem],
    goal: Formula,
    use: Callable[[Theorem], Theorem],
) -> Theorem:
    """What follows from ``u M v = 1``, as M is not zero."""
    M, nonzero = of
    choice = proof.instance(witness, *proof.shape(M), M)
    return proof.cases(
        choice,
        lambda none: proof.absurd(goal, proof.apply(nonzero, none)),
        lambda found: proof.choose(found, ["u", "v"], use),
    )


def _positive(
    proof: Derivation, parts: tuple[Term, Term, Term], of_C: Theorem, of_X: Theorem
) -> Theorem:
    """``0 < ||C D X||^2`` for D = v x, from ``u C v = 1`` and ``x X y = 1``."""
    C, X, block = parts
    u, _, v = (Term(t) for t in of_C.conclusion[1][1:])
    x, _, y = (Term(t) for t in of_X.conclusion[1][1:])
    D = v @ x
    image, column = C @ D @ X, vec(D.T)
    goal = less(NONE, column.T @ block @ column)
    square = squared(image)

    def impossible(sign: Theorem) -> Theorem:
        below = proof.order(at_most(square, NONE), [sign], [(1, [0])])
        none = proof.squeeze(square, below, proof.nonnegative_square(image))
        gone = proof.apply(proof.axiom("definite", *proof.shape(image), image), none)
        # 1 = (u C v)(x X y) = u (C D X) y = 0
        by = H1 @ x @ X @ y + H2 - u @ H0 @ y
        return proof.absurd(goal, proof.order(FALSE, (gone, of_C, of_X), [], by.tree))

    def large(sign: Theorem) -> Theorem:
        return proof.order(goal, [sign], [(1, [0])])

    return proof.cases(proof.axiom("sign", -1 * square), impossible, large)


@theorem("appendix-b3:range", instances=networks_without_range)
def no_range() -> Theorem:
    """C = 0, semidefinite: B_k = 0 or X r A_k = 0, and the latter gives A_k = 0."""
    net = layers()
    proof, A, B, X, Y = net.proof, net.A, net.B, net.X, net.Y
    (L,) = proof.fresh("L", ("d_y", "d_x"))
    kinds = net.semidefinite(1), net.semidefinite(-1)
    given = proof.assume(either(*kinds))
    gone = proof.assume(equal(net.C, zero("d_y", "d_1")))
    inverse = proof.assume(equal(L @ X @ Y.T, identity("d_y")))
    choice = proof.cases(given, lambda _: alternative(net, 1), lambda _: alternative(net, -1))
    goal = either(equal(B, proof.zero_like(B)), no_residual(net))

    def included(range_: Theorem) -> Theorem:
        def use(form: Theorem) -> Theorem:
            Z = Term(form.conclusion[2][-1])
            by = H0.T + Z.T @ net.C.T @ H1
            return proof.either(goal, proof.combine(goal[1], by, form, gone))

        return proof.choose(range_, ["Z"], use)

    first = proof.cases(choice, included, lambda none: proof.either(goal, none))
    no_top = equal(A, proof.zero_like(A))
    # A = L X Y^T A, and X r = X X^T W_1^T C^T - X Y^T.
    by = -1 * (L @ H0) + L @ X @ X.T @ net.U.T @ H1.T @ A - H2 @ A
    then = proof.combine(no_top, by, proof.assume(no_residual(net)), gone, inverse)
    return proof.both(first, proof.suppose(no_residual(net), then))
