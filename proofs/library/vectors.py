"""Vectors that witness something: a matrix that is not zero, a kernel, a left inverse.

Each function proves a closed formula inside a given derivation. A vector w is shown not to be
zero by a row z with ``z w = 1``.
"""

from __future__ import annotations

from proofs.kernel.formulas import (
    FALSE,
    Formula,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    number,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.terms import Term, Tree, identity, tr, zero

ONE = number(1)


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
    (M,) = proof.fresh("M", (n, p))
    u, v = Term("u0"), Term("v0")
    found = for_some("u0", (1, n), for_some("v0", (p, 1), equal(u @ M @ v, ONE)))
    goal = either(equal(M, zero(n, p)), found)

    def vanishes(nothing: Theorem) -> Theorem:
        (x,) = proof.fresh("x", (n, 1))
        form = x.T @ M @ M.T @ x
        flat = at_most(zero(1, 1), x.T @ (-1 * (M @ M.T)) @ x)

        def contradict(inverse: Theorem) -> Theorem:
            t = Term(inverse.conclusion[1][-1])
            shown = proof.by(equal(x.T @ M @ (M.T @ x @ t), ONE), inverse)
            some = proof.exhibit_all(found, [x.T, M.T @ x @ t], shown)
            return proof.absurd(flat, proof.apply(nothing, some))

        everywhere = proof.cases(
            proof.axiom("reciprocal", form),
            lambda none: proof.order(flat, [none], [], ("scale", "-1", "$0")),
            lambda some: proof.choose(some, ["t"], contradict),
        )
        columns = proof.axiom("columns", n, n, -1 * (M @ M.T), identity(n))
        below = proof.apply(columns, proof.generalize(everywhere, x.tree))
        square = tr(M.T @ M)
        above = proof.order(at_most(square, zero(1, 1)), [below], [(1, [0])])
        none = proof.squeeze(square, above, proof.nonnegative_square(M))
        return proof.either(goal, proof.apply(proof.axiom("definite", n, p, M), none))

    shown = proof.split(found, lambda some: proof.either(goal, some), vanishes)
    return proof.generalize(shown, n, p, M.tree)


def tested(proof: Derivation, witness: Theorem) -> Theorem:
    """``M = 0`` if ``u M = 0`` for every row u."""
    n, p = proof.new("n", "size"), proof.new("p", "size")
    M, u = proof.fresh("M", (n, p))[0], Term("u0")
    given = for_all("u0", (1, n), equal(u @ M, zero(1, p)))
    goal = equal(M, zero(n, p))

    def prove(everywhere: Theorem) -> Theorem:
        def contradict(some: Theorem) -> Theorem:
            row, _, col = (Term(x) for x in some.conclusion[1][1:])
            none = proof.instance(everywhere, row)
            plus = Term("$0") - Term("$1") @ col
            return proof.absurd(goal, proof.order(FALSE, (some, none), [], plus.tree))

        choice = proof.instance(witness, n, p, M)
        return proof.cases(
            choice,
            lambda zero_: zero_,
            lambda some: proof.choose(some, ["u", "v"], contradict),
        )

    return proof.lemma([n, p, M], [given], prove)


def injective_or_not(proof: Derivation, witness: Theorem) -> Theorem:
    """A matrix has a left inverse or a kernel."""
    n, p = proof.new("n", "size"), proof.new("p", "size")
    (A,) = proof.fresh("A", (n, p))
    inverse, kernel_ = has_left_inverse(A, n, p), has_kernel(A, n, p)
    goal = either(inverse, kernel_)

    def use(G: Term, ginv: Theorem) -> Theorem:
        M = identity(p) - G @ A

        def left(none: Theorem) -> Theorem:
            shown = proof.combine(equal(G @ A, identity(p)), ("scale", "-1", "$0"), none)
            return proof.either(goal, proof.exhibit(inverse, G, shown))

        def kernel_vector(some: Theorem) -> Theorem:
            # The witness u M v = 1, with M multiplied out or not.
            row, _, col = (Term(x) for x in some.conclusion[1][1:])
            w = M @ col
            null = proof.combine(equal(A @ w, zero(n, 1)), -1 * (Term("$0") @ col), ginv)
            unit = proof.combine(equal(row @ w, ONE), "$0", some)
            shown = proof.exhibit_all(kernel_, [w, row], proof.both(null, unit))
            return proof.either(goal, shown)

        choice = proof.instance(witness, p, p, M)
        return proof.cases(choice, left, lambda some: proof.choose(some, ["u", "v"], kernel_vector))

    return proof.generalize(proof.with_ginv(A, use), n, p, A.tree)


def left_kernel(proof: Derivation, witness: Theorem) -> Theorem:
    """A matrix with fewer columns than rows has ``x F = 0`` for a row x with ``x z = 1``."""
    n, q = proof.new("n", "size"), proof.new("q", "size")
    (F,) = proof.fresh("F", (n, q))
    x, z = Term("x0"), Term("z0")
    body = both(equal(x @ F, zero(1, q)), equal(x @ z, ONE))
    goal = for_some("x0", (1, n), for_some("z0", (n, 1), body))

    def prove(few: Theorem) -> Theorem:
        def use(G: Term, ginv: Theorem) -> Theorem:
            M = identity(n) - F @ G

            def full(none: Theorem) -> Theorem:
                unit = proof.combine(equal(F @ G, identity(n)), ("scale", "-1", "$0"), none)
                many = proof.apply(proof.axiom("pigeonhole", n, q, F, G), unit)
                return proof.absurd(goal, proof.sizes(FALSE, few, many))

            def found(some: Theorem) -> Theorem:
                row, _, col = (Term(x) for x in some.conclusion[1][1:])
                null = proof.combine(equal(row @ M @ F, zero(1, q)), -1 * (row @ Term("$0")), ginv)
                unit = proof.combine(equal(row @ M @ col, ONE), "$0", some)
                return proof.exhibit_all(goal, [row @ M, col], proof.both(null, unit))

            choice = proof.instance(witness, n, n, M)
            return proof.cases(choice, full, lambda some: proof.choose(some, ["u", "v"], found))

        return proof.with_ginv(F, use)

    return proof.lemma([n, q, F], [size_at_most(("+", q, 1), n)], prove)
