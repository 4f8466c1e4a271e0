"""Numbers: small steps, and what the values near zero say of a polynomial.

Each function proves a closed formula inside a given derivation, to be used as a lemma there.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.kernel.formulas import (
    FALSE,
    NONE,
    ONE,
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
from proofs.library.equations import H1, H2, H3

SCALAR = (1, 1)


def positive_inverse(proof: Derivation) -> Theorem:
    """``0 < a`` implies that ``a u = 1`` for some ``0 < u``."""
    a, u = proof.scalars("a u")
    positive = less(NONE, a)
    goal = for_some(u.tree, SCALAR, both(less(NONE, u), equal(a @ u, ONE)))
    above = proof.assume(positive)
    choice, none, t, inverse = proof.reciprocal(a)
    vanishing = proof.absurd(goal, proof.order(FALSE, (above, none), [(1, [0])], -H1))
    sign = proof.axiom("sign", -t)
    low, high = proof.alternatives(sign)
    absurd = proof.order(FALSE, (above, low, inverse), [(1, [0, 1])], H2)
    found = proof.both(proof.order(less(NONE, t), [high], [(1, [0])]), inverse)
    divided = proof.from_both(sign, proof.absurd(goal, absurd), proof.exhibit(goal, t, found))
    return proof.conclude([a], [positive], proof.from_both(choice, vanishing, divided))


def small_step(proof: Derivation) -> Theorem:
    """``0 < e`` and ``0 <= c`` imply ``0 < t``, ``t <= 1`` and ``t^2 c <= e`` for some t."""
    inverses = positive_inverse(proof)
    e, c, t = proof.scalars("e c t")
    hypotheses = [less(NONE, e), at_most(NONE, c)]
    body = both(less(NONE, t), at_most(t, ONE), at_most(t @ t @ c, e))
    positive, other = map(proof.assume, hypotheses)
    total = e + c + ONE
    above = proof.order(less(NONE, total), (positive, other), [(1, [0]), (1, [1]), (1, [])])
    (u,), found = proof.obtain(proof.use(inverses, [total], above), "u")
    step, known = e @ u, (positive, other, *proof.parts(found))
    parts = (
        proof.positive(less(NONE, step), known),
        proof.positive(at_most(step, ONE), known, -H3),
        proof.positive(at_most(step @ step @ c, e), known, -e @ (ONE + total @ u) @ H3),
    )
    shown = proof.exhibit(for_some(t.tree, SCALAR, body), step, proof.both(*parts))
    return proof.conclude([e, c], hypotheses, shown)


def small_steps(proof: Derivation) -> Theorem:
    """Two such bounds at once: ``0 < t``, ``t^2 c <= e`` and ``t^2 k <= b`` for some t."""
    small = small_step(proof)
    e, c, b, k, t = proof.scalars("e c b k t")
    hypotheses = [less(NONE, e), at_most(NONE, c), less(NONE, b), at_most(NONE, k)]
    body = both(less(NONE, t), at_most(t @ t @ c, e), at_most(t @ t @ k, b))
    above_e, above_c, above_b, above_k = map(proof.assume, hypotheses)
    (s,), found = proof.obtain(proof.use(small, [e, c], above_e, above_c), "t")
    sign, unit, bound = proof.parts(found)
    (s2,), found = proof.obtain(proof.use(small, [b, k], above_b, above_k), "t")
    sign2, unit2, bound2 = proof.parts(found)
    step = s @ s2
    products = [(1, [0, 1, 1]), (1, [2, 3]), (1, [2, 3, 1])]
    low, low2 = (bound, sign2, above_e, unit2), (bound2, sign, above_b, unit)
    parts = (
        proof.order(less(NONE, step), (sign, sign2), [(1, [0, 1])]),
        proof.order(at_most(step @ step @ c, e), low, products),
        proof.order(at_most(step @ step @ k, b), low2, products),
    )
    shown = proof.exhibit(for_some(t.tree, SCALAR, body), step, proof.both(*parts))
    return proof.conclude([e, c, b, k], hypotheses, shown)


def first_order(proof: Derivation, steps: Theorem) -> Theorem:
    """``g = 0`` if ``0 <= -2 t g + t^2 q`` for all small t, g and q not being negative."""
    e, g, q, t = proof.scalars("e g q t")
    body = implies(at_most(t @ t @ g, e), at_most(NONE, t @ t @ q - 2 * (t @ g)))
    near = for_all(t.tree, SCALAR, body)
    hypotheses = [less(NONE, e), at_most(NONE, g), at_most(NONE, q), near]
    above_e, above_g, above_q, given = map(proof.assume, hypotheses)
    sign = proof.axiom("sign", -g)
    low, high = proof.alternatives(sign)
    nothing = proof.squeeze(g, proof.order(at_most(g, NONE), [low], [(1, [0])]), above_g)
    # Where g is positive, there is a small step s at which the bound fails.
    square = proof.order(less(NONE, g @ g), [high], [(1, [0, 0])])
    other = proof.order(at_most(NONE, q @ q), [above_q], [(1, [0, 0])])
    found = proof.use(steps, [e, g, g @ g, q @ q], above_e, above_g, square, other)
    (s,), known = proof.obtain(found, "t")
    up, near_e, bound = proof.parts(known)
    value = proof.use(given, [s], near_e)
    size = proof.axiom("sign", s @ q - 2 * g)
    far, close = proof.alternatives(size)
    products = [(1, [0, 1, 2]), (2, [0, 3]), (1, [4]), (3, [3, 3])]
    large = proof.order(FALSE, (far, up, above_q, high, bound), products)
    little = proof.order(FALSE, (close, up, value), [(1, [0, 1]), (1, [2])])
    absurd = proof.from_both(size, large, little)
    shown = proof.from_both(sign, nothing, proof.absurd(nothing.conclusion, absurd))
    return proof.conclude([e, g, q], hypotheses, shown)


def second_order(proof: Derivation, steps: Theorem) -> Theorem:
    """``0 <= b`` if ``0 <= t a + t^2 b + t^3 f + t^4 h`` for all small t."""
    e, c, a, b, f, h, t = proof.scalars("e c a b f h t")
    quartic = t @ a + t @ t @ b + t @ t @ t @ f + t @ t @ t @ t @ h
    near = for_all(t.tree, SCALAR, implies(at_most(t @ t @ c, e), at_most(NONE, quartic)))
    hypotheses = [less(NONE, e), at_most(NONE, c), near]
    above_e, above_c, given = map(proof.assume, hypotheses)
    sign = proof.axiom("sign", b)
    done, negative = proof.alternatives(sign)
    # Where b is negative, the sum of the values at s and -s is, too, for a small step s.
    bound = h @ h + ONE
    square = proof.nonnegative_square(h)
    above = proof.order(at_most(NONE, bound), [square], [(1, [0]), (1, [])])
    minus = proof.order(less(NONE, -b), [negative], [(1, [0])])
    found = proof.use(steps, [e, c, -b, bound], above_e, above_c, minus, above)
    (s,), known = proof.obtain(found, "t")
    up, near_e, close = proof.parts(known)
    other = proof.order(at_most((-s) @ (-s) @ c, e), [near_e], [(1, [0])])
    values = proof.use(given, [s], near_e), proof.use(given, [-s], other)
    one, half = Fraction(1), Fraction(1, 2)
    root = proof.nonnegative_square(h - number(half))
    products = [
        (half, [0]), (half, [1]), (one, [2, 2, 2, 2, 3]),
        (Fraction(3, 4), [2, 2, 2, 2]), (one, [2, 2, 4]),
    ]  # fmt: skip
    absurd = proof.order(FALSE, (*values, up, root, close), products)
    shown = proof.from_both(sign, done, proof.absurd(done.conclusion, absurd))
    return proof.conclude([e, c, a, b, f, h], hypotheses, shown)
