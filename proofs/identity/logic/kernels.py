"""An inverse of a matrix from its kernel: M u = 0 for u = 0 only."""

from __future__ import annotations

from collections.abc import Callable

from proofs.identity.knowledge import Knowledge
from proofs.kernel.formulas import NONE, Formula, equal, implies, less
from proofs.kernel.rules import Theorem
from proofs.library.definite import definite, invertible
from symbolic.words.terms import Term, tr

Prove = Callable[[Formula, Knowledge], Theorem]


def with_gram_inverse(
    M: Term, known: Knowledge, prove: Prove, use: Callable[[Term, Knowledge], Theorem]
) -> Theorem:
    """What follows with a left inverse of M, which `prove` shows to have no kernel.

    ``M^T M`` is definite then, and N M^T is a left inverse for its inverse N.
    """
    proof, (rows, cols) = known.proof, known.proof.shape(M)
    (u,) = proof.fresh("u", (cols, 1))
    flat, none = equal(M @ u, proof.zero_like(M @ u)), equal(u, proof.zero_like(u))
    kernel = prove(implies(flat, none), known)
    form = u.T @ (M.T @ M) @ u
    square = proof.nonnegative_square(M @ u)
    sign = proof.axiom("sign", -1 * form)

    def small(other: Theorem) -> Theorem:
        below = proof.order(("<=", form.tree, NONE.tree), [other], [(1, [0])])
        above = proof.order(("<=", NONE.tree, form.tree), [square], [(1, [0])])
        value = proof.combine(
            equal(tr((M @ u).T @ (M @ u)), NONE), "$0", proof.squeeze(form, below, above)
        )
        vanishes = proof.apply(proof.axiom("definite", rows, 1, M @ u), value)
        zero_ = proof.apply(kernel, proof.combine(flat, "$0", vanishes))
        return proof.either(("or", none, less(NONE, form)), zero_)

    def large(other: Theorem) -> Theorem:
        positive = proof.order(less(NONE, form), [other], [(1, [0])])
        return proof.either(("or", none, less(NONE, form)), positive)

    everywhere = proof.generalize(proof.cases(sign, small, large), u)
    goal = definite(M.T @ M, cols)
    shown = proof.logic(goal, everywhere)
    inverse = proof.use(invertible(proof), [cols, M.T @ M], shown)

    def named(case: Theorem) -> Theorem:
        N = Term(case.conclusion[1][1][-1])
        more = known.with_more(proof.parts(case), roles={str(N.tree): ("inv", M.T @ M)})
        return use(N @ M.T, more)

    return proof.choose(inverse, ["N"], named)
