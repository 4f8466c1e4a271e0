"""Inclusion of ranges for all sizes: A23, and what it says of kernels.

``R(N) in R(M)`` says ``N = M X`` for some X.
"""

from __future__ import annotations

from proofs.kernel.formulas import Formula, equal, for_all, for_some, implies
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, sides
from proofs.library.vectors import not_zero, tested
from symbolic.words.terms import Term, Tree, identity, zero


def included(N: Term, M: Term, sizes: tuple[Tree, Tree]) -> Formula:
    """``N = M X`` for some X of these sizes."""
    return for_some("X0", sizes, equal(N, M @ Term("X0")))


def annihilated(N: Term, M: Term, G: Term, sizes: tuple[Tree, Tree]) -> Formula:
    """``(I - M G) N = 0``."""
    return equal((identity(sizes[0]) - M @ G) @ N, zero(*sizes))


def by_projector(
    proof: Derivation, inverse: Theorem, inclusion: Formula, condition: Formula
) -> tuple[Theorem, Theorem]:
    """``N = M X`` implies ``(I - M G) N = 0``, and back with X = G N; from ``M G M = M``."""
    M, G, _ = map(Term, sides(inverse)[0].tree[1:])
    N = Term(condition[1][-1])
    (X,), form = proof.obtain(proof.assume(inclusion), "X")
    there = proof.combine(condition, H0 - M @ G @ H0 - H1 @ X, form, inverse)
    shown = proof.combine(equal(N, M @ (G @ N)), H0, proof.assume(condition))
    back = proof.exhibit(inclusion, G @ N, shown)
    return proof.suppose(inclusion, there), proof.suppose(condition, back)


def _setting() -> tuple[Derivation, Term, Term, Term, Theorem]:
    """N and M of as many rows, and a letter G with ``M G M = M``."""
    proof = Derivation("m n p", N="m p", M="m n", G="n m")
    N, M, G = proof.letters("N M G")
    return proof, N, M, G, proof.assume(equal(M @ G @ M, M))


def range_by_inverse() -> Theorem:
    """R(N) in R(M) if and only if ``(I - M G) N = 0``, for every {1}-inverse G of M."""
    proof, N, M, G, inverse = _setting()
    inclusion, condition = included(N, M, ("n", "p")), annihilated(N, M, G, ("m", "p"))
    return proof.both(*by_projector(proof, inverse, inclusion, condition))


def range_by_any_inverse() -> Theorem:
    """If ``(I - M G) N = 0`` for any one G, then for every {1}-inverse H of M."""
    proof, N, M, G, _ = _setting()
    (H,) = proof.fresh("H", ("n", "m"))
    other = proof.assume(equal(M @ H @ M, M))
    given = proof.assume(annihilated(N, M, G, ("m", "p")))
    # (I - M H) N = (I - M H)(I - M G) N + (I - M H) M G N.
    by = (identity("m") - M @ H) @ H0 - H1 @ G @ N
    return proof.combine(annihilated(N, M, H, ("m", "p")), by, given, other)


def range_by_kernel() -> Theorem:
    """R(N) in R(M) if and only if every row u with u M = 0 has u N = 0."""
    proof, N, M, G, inverse = _setting()
    inclusion = included(N, M, ("n", "p"))
    u, v = proof.fresh("u v", (1, "m"))
    row = Term("u0")
    body = implies(equal(row @ M, zero(1, "n")), equal(row @ N, zero(1, "p")))
    orthogonal = for_all("u0", (1, "m"), body)
    # u N = u M X.
    (X,), form = proof.obtain(proof.assume(inclusion), "X")
    null = proof.assume(equal(u @ M, zero(1, "n")))
    none = proof.combine(equal(u @ N, zero(1, "p")), u @ H0 + H1 @ X, form, null)
    there = proof.conclude([u], [null.conclusion], none)
    # The rows u = v (I - M G) have u M = 0, so that (I - M G) N = 0.
    onto = identity("m") - M @ G
    null = proof.combine(equal(v @ onto @ M, zero(1, "n")), -v @ H0, inverse)
    none = proof.use(proof.assume(orthogonal), [v @ onto], null)
    at = proof.combine(equal(v @ (onto @ N), zero(1, "p")), H0, none)
    lemma = tested(proof, not_zero(proof))
    vanishes = proof.use(lemma, ["m", "p", onto @ N], proof.generalize(at, v))
    shown = proof.combine(equal(N, M @ (G @ N)), H0, vanishes)
    back = proof.exhibit(inclusion, G @ N, shown)
    return proof.both(proof.suppose(inclusion, there), proof.suppose(orthogonal, back))
