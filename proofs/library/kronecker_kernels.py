"""Kronecker products that send nothing else to zero, and their factors.

Each function proves a closed formula inside a given derivation.
"""

from __future__ import annotations

from proofs.kernel.formulas import FALSE, Formula, equal, for_all, for_some, implies, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1
from proofs.library.rank_sums import below
from proofs.library.ranks import once, sizes
from proofs.library.vectors import entry_of, not_zero
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
    """One of the two lemmas above."""
    m, n, p, q = sizes(proof, "m n p q")
    A, B = proof.matrices(A=(m, n), B=(p, q))
    M, rows, own, other = (A, m, n, q) if first else (B, p, q, n)
    (z,) = proof.fresh("z", (own, 1))
    hypotheses = [one_to_one(A, B, q, n), size_at_most(1, other)]
    goal = for_some("L0", (own, rows), equal(Term("L0") @ M, identity(own)))
    given, wide = map(proof.assume, hypotheses)
    G, inverse = proof.ginv(M)
    K = identity(own) - G @ M  # M K = 0
    choice, flat, (w, y), unit = entry_of(proof, not_zero(proof), identity(other))
    # (A kron B) vec(U) = 0 for U = y (K z)^T or K z y^T, so that U = 0; and w y = 1.
    column = K @ z
    U = y @ column.T if first else column @ y.T
    image = kron(A, B) @ vec(U)
    by = vec(B @ y @ (-H0 @ z).T) if first else vec(-H0 @ z @ (A @ y).T)
    none = proof.combine(equal(image, 0 * image), by, inverse)
    no_U = proof.apply(proof.instance(given, U), none)
    by = ((w @ H0).T if first else H0 @ w.T) - column @ H1
    no_column = proof.combine(equal(column, 0 * column), by, no_U, unit)
    no_K = proof.for_columns(K, z, no_column)
    # 1 <= tr(I) where the size is positive, so that I is not 0.
    absurd = proof.order(FALSE, [below(proof, wide), flat], [(1, [0])], -tr(H1))
    no_K = proof.from_both(choice, proof.absurd(no_K.conclusion, absurd), no_K)
    left = proof.combine(equal(G @ M, identity(own)), -H0, no_K)
    return proof.conclude([m, n, p, q, A, B], hypotheses, proof.exhibit(goal, G, left))
