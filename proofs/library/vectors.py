"""Vectors that witness something: a matrix that is not zero, a kernel, a left inverse.

Each function proves a closed formula inside a given derivation. A vector w is shown not to be
zero by a row z with ``z w = 1``.
"""

from __future__ import annotations

from proofs.kernel.formulas import (
    FALSE,
    NONE,
    ONE,
    Formula,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1
from symbolic.words.terms import Term, Tree, identity, tr, zero


def has_left_inverse(A: Term, rows: Tree, cols: Tree) -> Formula:
    """``L A = I`` for some L."""
    return for_some("L0", (cols, rows), equal(Term("L0") @ A, identity(cols)))


def has_kernel(A: Term, rows: Tree, cols: Tree) -> Formula:
    """``A w = 0`` for some w that is not zero."""
    w, z = Term("w0"), Term("z0")
    body = both(equal(A @ w, zero(rows, 1)), equal(z @ w, ONE))
    return for_some("w0", (cols, 1), for_some("z0", (1, cols), body))


def not_zero(proof: Derivation) -> Theorem:
    """``M = 0``, or ``u M v = 1`` for a row u and a column v."""
    n, p = proof.new("n", "size"), proof.new("p", "size")
    M, x = proof.matrices(M=(n, p), x=(n, 1))
    entry = equal(Term("u0") @ M @ Term("v0"), ONE)
    found = for_some("u0", (1, n), for_some("v0", (p, 1), entry))
    goal = either(equal(M, zero(n, p)), found)
    cases = proof.excluded_middle(found)
    some, nothing = proof.alternatives(cases)
    # If there is no such entry, then x^T M M^T x = 0 for all x, so that tr(M^T M) = 0.
    choice, none, t, inverse = proof.reciprocal(x.T @ M @ M.T @ x)
    flat = at_most(NONE, x.T @ (-1 * (M @ M.T)) @ x)
    level = proof.order(flat, [none], [], -H0)
    unit = proof.by(equal(x.T @ M @ (M.T @ x @ t), ONE), inverse)
    absurd = proof.apply(nothing, proof.exhibit_all(found, [x.T, M.T @ x @ t], unit))
    everywhere = proof.from_both(choice, level, proof.absurd(flat, absurd))
    columns = proof.axiom("columns", n, n, -1 * (M @ M.T), identity(n))
    below = proof.apply(columns, proof.generalize(everywhere, x))
    square = tr(M.T @ M)
    above = proof.order(at_most(square, NONE), [below], [(1, [0])])
    none = proof.vanishing(M, proof.squeeze(square, above, proof.nonnegative_square(M)))
    shown = proof.from_both(cases, proof.either(goal, some), proof.either(goal, none))
    return proof.conclude([n, p, M], [], shown)


def entry_of(
    proof: Derivation, witness: Theorem, M: Term
) -> tuple[Theorem, Theorem, tuple[Term, Term], Theorem]:
    """A choice by `not_zero`, its sides ``M = 0`` and ``u M v = 1``, and u, v before the second.

    The sides are assumed, and u and v obtained from the second: `from_both` does without all.
    """
    choice = proof.instance(witness, *proof.shape(M), M)
    none, some = proof.alternatives(choice)
    (u, v), unit = proof.obtain(some, "u", "v")
    return choice, none, (u, v), unit


def tested(proof: Derivation, witness: Theorem) -> Theorem:
    """``M = 0`` if ``u M = 0`` for every row u."""
    n, p = proof.new("n", "size"), proof.new("p", "size")
    M, u = proof.fresh("M", (n, p))[0], Term("u0")
    given = for_all("u0", (1, n), equal(u @ M, zero(1, p)))
    choice, none, (row, col), unit = entry_of(proof, witness, M)
    flat = proof.instance(proof.assume(given), row)
    absurd = proof.order(FALSE, (unit, flat), [], H0 - H1 @ col)
    shown = proof.from_both(choice, none, proof.absurd(none.conclusion, absurd))
    return proof.conclude([n, p, M], [given], shown)


def injective_or_not(proof: Derivation, witness: Theorem) -> Theorem:
    """A matrix has a left inverse or a kernel."""
    n, p = proof.new("n", "size"), proof.new("p", "size")
    (A,) = proof.fresh("A", (n, p))
    inverse, kernel = has_left_inverse(A, n, p), has_kernel(A, n, p)
    G, ginv = proof.ginv(A)
    M = identity(p) - G @ A
    choice, none, (row, col), unit = entry_of(proof, witness, M)
    left = proof.combine(equal(G @ A, identity(p)), -H0, none)
    # The witness u M v = 1, with M multiplied out or not.
    w = M @ col
    null = proof.combine(equal(A @ w, zero(n, 1)), -H0 @ col, ginv)
    unit = proof.combine(equal(row @ w, ONE), H0, unit)
    found = (
        proof.exhibit(inverse, G, left),
        proof.exhibit_all(kernel, [w, row], proof.both(null, unit)),
    )
    goal = either(inverse, kernel)
    shown = proof.from_both(choice, *(proof.either(goal, each) for each in found))
    return proof.conclude([n, p, A], [], shown)


def left_kernel(proof: Derivation, witness: Theorem) -> Theorem:
    """A matrix with fewer columns than rows has ``x F = 0`` for a row x with ``x z = 1``."""
    n, q = proof.new("n", "size"), proof.new("q", "size")
    (F,) = proof.fresh("F", (n, q))
    few, one = size_at_most(("+", q, 1), n), identity(n)
    body = both(equal(Term("x0") @ F, zero(1, q)), equal(Term("x0") @ Term("z0"), ONE))
    goal = for_some("x0", (1, n), for_some("z0", (n, 1), body))
    G, ginv = proof.ginv(F)
    M = one - F @ G
    choice, none, (row, col), unit = entry_of(proof, witness, M)
    onto = proof.combine(equal(F @ G, one), -H0, none)
    many = proof.apply(proof.axiom("pigeonhole", n, q, F, G), onto)
    full = proof.absurd(goal, proof.sizes(FALSE, proof.assume(few), many))
    null = proof.combine(equal(row @ M @ F, zero(1, q)), -row @ H0, ginv)
    unit = proof.combine(equal(row @ M @ col, ONE), H0, unit)
    found = proof.exhibit_all(goal, [row @ M, col], proof.both(null, unit))
    return proof.conclude([n, q, F], [few], proof.from_both(choice, full, found))
