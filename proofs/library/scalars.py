"""Numbers: small steps, and what the values near zero say of a polynomial.

Each function proves a closed formula inside a given derivation, to be used as a lemma there.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofs.kernel.formulas import (
    FALSE,
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
from symbolic.words.terms import Term, zero

NONE, ONE = zero(1, 1), number(1)
SCALAR = (1, 1)


def positive_inverse(proof: Derivation) -> Theorem:
    """``0 < a`` implies that ``a u = 1`` for some ``0 < u``."""
    a, u = proof.scalars("a u")
    goal = for_some(u.tree, SCALAR, both(less(NONE, u), equal(a @ u, ONE)))

    def prove(positive: Theorem) -> Theorem:
        def vanishes(none: Theorem) -> Theorem:
            contradiction = proof.order(FALSE, (positive, none), [(1, [0])], ("scale", "-1", "$1"))
            return proof.absurd(goal, contradiction)

        def inverse(found: Theorem) -> Theorem:
            t = Term(found.conclusion[1][-1])

            def negative(sign: Theorem) -> Theorem:
                premises = (positive, sign, found)
                return proof.absurd(goal, proof.order(FALSE, premises, [(1, [0, 1])], "$2"))

            def exhibit(sign: Theorem) -> Theorem:
                above = proof.order(less(NONE, t), [sign], [(1, [0])])
                return proof.exhibit(goal, t, proof.both(above, found))

            return proof.cases(proof.axiom("sign", -1 * t), negative, exhibit)

        choice = proof.axiom("reciprocal", a)
        return proof.cases(choice, vanishes, lambda some: proof.choose(some, ["u"], inverse))

    return proof.lemma([a], [less(NONE, a)], prove)


def small_step(proof: Derivation) -> Theorem:
    """``0 < e`` and ``0 <= c`` imply ``0 < t``, ``t <= 1`` and ``t^2 c <= e`` for some t."""
    inverses = positive_inverse(proof)
    e, c, t = proof.scalars("e c t")
    body = both(less(NONE, t), at_most(t, ONE), at_most(t @ t @ c, e))
    goal = for_some(t.tree, SCALAR, body)

    def prove(positive: Theorem, other: Theorem) -> Theorem:
        total = e + c + ONE
        above = proof.order(less(NONE, total), (positive, other), [(1, [0]), (1, [1]), (1, [])])

        def use(found: Theorem) -> Theorem:
            sign, inverse = proof.parts(found)
            u = Term(sign.conclusion[2])
            step, known = e @ u, (positive, other, sign, inverse)
            first = proof.positive(less(NONE, step), known)
            second = proof.positive(at_most(step, ONE), known, ("scale", "-1", "$3"))
            square = -1 * (e @ (ONE + total @ u) @ Term("$3"))
            third = proof.positive(at_most(step @ step @ c, e), known, square.tree)
            return proof.exhibit(goal, step, proof.both(first, second, third))

        return proof.choose(proof.use(inverses, [total], above), ["u"], use)

    return proof.lemma([e, c], [less(NONE, e), at_most(NONE, c)], prove)


def small_steps(proof: Derivation) -> Theorem:
    """Two such bounds at once: ``0 < t``, ``t^2 c <= e`` and ``t^2 k <= b`` for some t."""
    small = small_step(proof)
    e, c, b, k, t = proof.scalars("e c b k t")
    body = both(less(NONE, t), at_most(t @ t @ c, e), at_most(t @ t @ k, b))
    goal = for_some(t.tree, SCALAR, body)

    def prove(above_e: Theorem, above_c: Theorem, above_b: Theorem, above_k: Theorem) -> Theorem:
        def first(found: Theorem) -> Theorem:
            sign, unit, bound = proof.parts(found)

            def second(found: Theorem) -> Theorem:
                sign2, unit2, bound2 = proof.parts(found)
                s, s2 = Term(sign.conclusion[2]), Term(sign2.conclusion[2])
                step = s @ s2
                above = proof.order(less(NONE, step), (sign, sign2), [(1, [0, 1])])
                products = [(1, [0, 1, 1]), (1, [2, 3]), (1, [2, 3, 1])]
                low = (bound, sign2, above_e, unit2)
                one = proof.order(at_most(step @ step @ c, e), low, products)
                low = (bound2, sign, above_b, unit)
                other = proof.order(at_most(step @ step @ k, b), low, products)
                return proof.exhibit(goal, step, proof.both(above, one, other))

            return proof.choose(proof.use(small, [b, k], above_b, above_k), ["t"], second)

        return proof.choose(proof.use(small, [e, c], above_e, above_c), ["t"], first)

    hypotheses = [less(NONE, e), at_most(NONE, c), less(NONE, b), at_most(NONE, k)]
    return proof.lemma([e, c, b, k], hypotheses, prove)


def first_order(proof: Derivation, steps: Theorem) -> Theorem:
    """``g = 0`` if ``0 <= -2 t g + t^2 q`` for all small t, g and q not being negative."""
    e, g, q, t = proof.scalars("e g q t")
    near = for_all(
        t.tree, SCALAR, implies(at_most(t @ t @ g, e), at_most(NONE, t @ t @ q - 2 * (t @ g)))
    )

    def prove(above_e: Theorem, above_g: Theorem, above_q: Theorem, given: Theorem) -> Theorem:
        goal = equal(g, NONE)

        def nothing(sign: Theorem) -> Theorem:
            below = proof.order(at_most(g, NONE), [sign], [(1, [0])])
            return proof.squeeze(g, below, above_g)

        def contradict(sign: Theorem) -> Theorem:
            square = proof.order(less(NONE, g @ g), [sign], [(1, [0, 0])])
            other = proof.order(at_most(NONE, q @ q), [above_q], [(1, [0, 0])])
            found = proof.use(steps, [e, g, g @ g, q @ q], above_e, above_g, square, other)
            return proof.absurd(goal, proof.choose(found, ["t"], use_step(sign)))

        def use_step(sign: Theorem) -> Callable[[Theorem], Theorem]:
            def use(found: Theorem) -> Theorem:
                up, near_e, bound = proof.parts(found)
                s = Term(up.conclusion[2])
                value = proof.use(given, [s], near_e)

                def large(far: Theorem) -> Theorem:
                    products = [(1, [0, 1, 2]), (2, [0, 3]), (1, [4]), (3, [3, 3])]
                    return proof.order(FALSE, (far, up, above_q, sign, bound), products)

                def little(close: Theorem) -> Theorem:
                    return proof.order(FALSE, (close, up, value), [(1, [0, 1]), (1, [2])])

                return proof.cases(proof.axiom("sign", s @ q - 2 * g), large, little)

            return use

        return proof.cases(proof.axiom("sign", -1 * g), nothing, contradict)

    hypotheses = [less(NONE, e), at_most(NONE, g), at_most(NONE, q), near]
    return proof.lemma([e, g, q], hypotheses, prove)


def second_order(proof: Derivation, steps: Theorem) -> Theorem:
    """``0 <= b`` if ``0 <= t a + t^2 b + t^3 f + t^4 h`` for all small t."""
    e, c, a, b, f, h, t = proof.scalars("e c a b f h t")
    quartic = t @ a + t @ t @ b + t @ t @ t @ f + t @ t @ t @ t @ h
    near = for_all(t.tree, SCALAR, implies(at_most(t @ t @ c, e), at_most(NONE, quartic)))

    def prove(above_e: Theorem, above_c: Theorem, given: Theorem) -> Theorem:
        goal = at_most(NONE, b)

        def contradict(sign: Theorem) -> Theorem:
            bound = h @ h + ONE
            square = proof.nonnegative_square(h)
            above = proof.order(at_most(NONE, bound), [square], [(1, [0]), (1, [])])
            minus = proof.order(less(NONE, -1 * b), [sign], [(1, [0])])
            found = proof.use(steps, [e, c, -1 * b, bound], above_e, above_c, minus, above)

            def use(found: Theorem) -> Theorem:
                up, near_e, close = proof.parts(found)
                s = Term(up.conclusion[2])
                other = proof.order(at_most((-1 * s) @ (-1 * s) @ c, e), [near_e], [(1, [0])])
                values = proof.use(given, [s], near_e), proof.use(given, [-1 * s], other)
                root = proof.nonnegative_square(h - number(Fraction(1, 2)))
                premises = (*values, up, root, close)
                products: list[tuple[str | int, list[int]]] = [
                    ("1/2", [0]), ("1/2", [1]), (1, [2, 2, 2, 2, 3]),
                    ("3/4", [2, 2, 2, 2]), (1, [2, 2, 4]),
                ]  # fmt: skip
                return proof.order(FALSE, premises, [(Fraction(x), of) for x, of in products])

            return proof.absurd(goal, proof.choose(found, ["t"], use))

        return proof.cases(proof.axiom("sign", b), lambda sign: sign, contradict)

    return proof.lemma([e, c, a, b, f, h], [less(NONE, e), at_most(NONE, c), near], prove)
