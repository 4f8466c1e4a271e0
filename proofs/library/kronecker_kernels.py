"""Kronecker products that send nothing else to zero, and their factors.

Each function proves a closed formula inside a given derivation.
"""

from __future__ import annotations

from collections.abc import Callable

from proofs.kernel import rules
from proofs.kernel.formulas import FALSE, Formula, equal, for_all, for_some, implies, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.rank_sums import below
from proofs.library.ranks import H0, H1, once, sizes
from proofs.library.vectors import not_zero
from symbolic.words.terms import Term, Tree, identity, kron, tr, vec, zero


def one_to_one(A: Term, B: Term, rows: Tree, cols: Tree) -> Formula:
    """``(A kron B) vec(U) = 0`` implies U = 0, for all U of these sizes."""
    U = Term("U0")
    image = kron(A, B) @ vec(U)
    return for_all("U0", (rows, cols), implies(equal(image, 0 * image), equal(U, zero(rows, cols))))


@once
def first_factor(proof: Derivation) -> Theorem:
    """``L A = I`` for some L, if ``A kron B`` is one to one and B has a column."""
    return _factor(proof, first=True)


@once
def second_factor(proof: Derivation) -> Theorem:
    """``L B = I`` for some L, if ``A kron B`` is one to one and A has a column."""
    return _factor(proof, first=False)


def _factor(proof: Derivation, *, first: bool) -> Theorem:
    m, n, p, q = sizes(proof, "m n p q")
    (A,), (B,) = proof.fresh("A", (m, n)), proof.fresh("B", (p, q))
    M, rows, own, other = (A, m, n, q) if first else (B, p, q, n)
    goal = for_some("L0", (own, rows), equal(Term("L0") @ M, identity(own)))
    (z,) = proof.fresh("z", (own, 1))

    def prove(given: Theorem, wide: Theorem) -> Theorem:
        def use(G: Term, inverse: Theorem) -> Theorem:
            K = identity(own) - G @ M  # M K = 0

            def with_unit(unit: Theorem) -> Theorem:
                w, y = (Term(t) for t in (unit.conclusion[1][1], unit.conclusion[1][-1]))
                U = y @ (K @ z).T if first else K @ z @ y.T
                image = kron(A, B) @ vec(U)
                hole = -1 * (H0 @ z)
                by = vec(B @ y @ hole.T) if first else vec(hole @ (A @ y).T)
                none = proof.combine(equal(image, 0 * image), by, inverse)
                flat = proof.apply(proof.instance(given, U), none)
                column = K @ z
                # w y = 1, and y (K z)^T = 0 or K z y^T = 0.
                by = (w @ H0).T if first else H0 @ w.T
                by = by - column @ H1
                shown = proof.combine(equal(column, 0 * column), by, flat, unit)
                return rules.differentiate(proof.theory, (shown,), z.tree, equal(K, 0 * K))

            flat = with_vector(proof, other, wide, with_unit, equal(K, 0 * K))
            left = proof.combine(equal(G @ M, identity(own)), -1 * H0, flat)
            return proof.exhibit(goal, G, left)

        return proof.with_ginv(M, use)

    hypotheses = [one_to_one(A, B, q, n), size_at_most(1, other)]
    return proof.lemma([m, n, p, q, A, B], hypotheses, prove)


def with_vector(
    proof: Derivation,
    size: Tree,
    wide: Theorem,
    use: Callable[[Theorem], Theorem],
    goal: Formula,
) -> Theorem:
    """The goal from a row w and a column y with ``w y = 1``, as the size is positive."""
    one = identity(size)

    def vanishing(flat: Theorem) -> Theorem:
        counts = below(proof, wide)  # 1 <= tr(I), and I = 0
        absurd = proof.order(FALSE, [counts, flat], [(1, [0])], (-1 * tr(H1)).tree)
        return proof.absurd(goal, absurd)

    choice = proof.instance(not_zero(proof), size, size, one)
    return proof.cases(choice, vanishing, lambda some: proof.choose(some, ["w", "y"], use))
