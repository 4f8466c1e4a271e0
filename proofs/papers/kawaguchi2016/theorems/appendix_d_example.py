"""Appendix D's example, for every ordered field: f(w) = 2 w^2 + w^3 and its collapse g(a) = a.

W_1 = [w w w]^T, W_2 = [1 1 w] and W_3 = w are written with three orthonormal columns. That f takes
every value is not here: it holds for the real numbers, and not in every ordered field.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    at_most,
    both,
    equal,
    for_all,
    for_some,
    implies,
    less,
    number,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.derivatives import HALF
from proofs.library.ranks import H0, H1
from proofs.library.scalars import small_step
from proofs.papers.kawaguchi2016.instances.notation import orthonormal
from symbolic.words.terms import Term, zero

NONE, ONE, SCALAR = zero(1, 1), number(1), (1, 1)


def deep(w: Term) -> Term:
    """``f = 2 w^2 + w^3``."""
    return 2 * (w @ w) + w @ w @ w


@theorem("appendix-d:deep", instances=orthonormal)
def product_of_layers() -> Theorem:
    """``W_3 W_2 W_1 = 2 w^2 + w^3``."""
    proof = Derivation("n", e="n 1", f="n 1", g="n 1", w="1 1")
    *basis, w = proof.letters("e f g w")
    known = [
        proof.assume(equal(x.T @ y, ONE if x is y else NONE))
        for n, x in enumerate(basis)
        for y in basis[n:]
    ]
    e, f, g = basis
    first, second = w @ (e + f + g), (e + f).T + w @ g.T
    return proof.by(equal(w @ second @ first, deep(w)), *known)


def _local(at: Term, value: Callable[[Term], Term]) -> Formula:
    """``value(at) <= value(b)`` for every b near."""
    b, e = Term("b0"), Term("e0")
    close = at_most((b - at) @ (b - at), e)
    inside = for_all("b0", SCALAR, implies(close, at_most(value(at), value(b))))
    return for_some("e0", SCALAR, both(less(NONE, e), inside))


@theorem("appendix-d:minimum")
def poor_minimum() -> Theorem:
    """f has a local minimum at 0, and ``f(-3) < f(0)``."""
    proof = Derivation("", b="1 1")
    (b,) = proof.letters("b")
    near = proof.assume(at_most((b - NONE) @ (b - NONE), ONE))
    squares = proof.nonnegative_square(b), proof.nonnegative_square(b @ (b + ONE))
    # f = (b (b + 1))^2/2 + b^2 (1 - b^2)/2 + b^2
    products: list[tuple[Fraction | int, list[int]]] = [(HALF, [2]), (HALF, [1, 0]), (1, [1])]
    above = proof.order(at_most(deep(NONE), deep(b)), (near, *squares), products)
    inside = proof.generalize(proof.suppose(near.conclusion, above), b.tree)
    positive = proof.order(less(NONE, ONE), [], [(1, [])])
    local = proof.exhibit(_local(NONE, deep), ONE, proof.both(positive, inside))
    return proof.both(local, proof.order(less(deep(number(-3)), deep(NONE)), [], [(9, [])]))


@theorem("appendix-d:flat")
def collapse_has_no_minimum() -> Theorem:
    """g(a) = a has no local minimum."""
    proof = Derivation("", a="1 1")
    (a,) = proof.letters("a")
    minimum = _local(a, lambda x: x)
    small = small_step(proof)
    one = proof.order(at_most(NONE, ONE), [proof.nonnegative_square(ONE)], [(1, [0])])
    (e,), found = proof.obtain(proof.assume(minimum), "e")
    positive, lowest = proof.parts(found)
    (t,), found = proof.obtain(proof.use(small, [e, ONE], positive, one), "t")
    up, _, close = proof.parts(found)
    b = a - t
    near = proof.order(at_most((b - a) @ (b - a), e), [close], [(1, [0])])
    bound = proof.use(lowest, [b], near)
    impossible = proof.order(FALSE, (bound, up), [(1, [0]), (1, [1])])
    return proof.conclude([a], [minimum], impossible)


@theorem("appendix-d:squared")
def squared_collapse() -> Theorem:
    """A local minimum of ``(a - y)^2/2`` is at a = y, where the value is 0."""
    proof = Derivation("", a="1 1", y="1 1")
    a, y = proof.letters("a y")
    minimum = _local(a, lambda x: HALF * ((x - y) @ (x - y)))
    small, gap = small_step(proof), (a - y) @ (a - y)
    square = proof.order(at_most(NONE, gap), [proof.nonnegative_square(a - y)], [(1, [0])])
    (e,), found = proof.obtain(proof.assume(minimum), "e")
    positive, lowest = proof.parts(found)
    (t,), found = proof.obtain(proof.use(small, [e, gap], positive, square), "t")
    up, unit, close = proof.parts(found)
    b = a + t @ (y - a)
    near = proof.order(at_most((b - a) @ (b - a), e), [close], [(1, [0])])
    bound = proof.use(lowest, [b], near)
    # (a - y)^2 <= (1 - t)^2 (a - y)^2, so t (2 - t) (a - y)^2 <= 0 and t gap <= 0
    products = [(2, [0]), (1, [1, 2, 3])]
    below = proof.order(at_most(t @ gap, NONE), (bound, up, unit, square), products)
    above = proof.order(at_most(NONE, t @ gap), (up, square), [(1, [0, 1])])
    none = proof.squeeze(t @ gap, below, above)
    return proof.conclude([a, y], [minimum], _divided(proof, (a, y, t), up, none))


def _divided(
    proof: Derivation, names: tuple[Term, Term, Term], up: Theorem, none: Theorem
) -> Theorem:
    """``a = y`` from ``t (a - y)^2 = 0`` and ``0 < t``."""
    a, y, t = names
    goal, choice = equal(a, y), proof.axiom("reciprocal", a - y)
    same, other = proof.alternatives(choice)
    vanishes = proof.combine(goal, H0, same)
    (u,), inverse = proof.obtain(other, "u")
    # t = t ((a - y) u)^2 = 0
    by = H0 @ u @ u - t @ H1 @ ((a - y) @ u + ONE)
    flat = proof.combine(equal(t, NONE), by, none, inverse)
    contradiction = proof.order(FALSE, (up, flat), [(1, [0])], -H1)
    return proof.from_both(choice, vanishes, proof.absurd(goal, contradiction))
