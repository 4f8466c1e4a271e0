"""Writing proofs: derived rules about matrices, each made of the kernel's rules.

Nothing here is trusted: a mistake makes a proof fail, never a falsehood true.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofs.kernel import rules
from proofs.kernel.formulas import FALSE, Formula, either, equal, gap, number
from proofs.kernel.rules import Theorem
from proofs.library.steps import Steps
from symbolic.words.terms import Term, Tree, commutation, evaluate, kron, tr, vec, zero


class Derivation(Steps):
    """One proof in the making, with the small rules that the proofs of the paper share."""

    def cancel(self, term: Term, goal: Formula, zero_square: Theorem) -> Theorem:
        """``term = 0`` as `goal`, from ``term^T term = 0``: a sum of squares vanishes."""
        square = equal(tr(term.T @ term), zero(1, 1))
        trace = self.combine(square, ("tr", "$0"), zero_square)
        vanishes = self.apply(self.axiom("definite", *self.shape(term), term), trace)
        return self.combine(goal, "$0", vanishes)

    def affine(self, theorem: Theorem, slope: Term, constant: Term, letter: str) -> Theorem:
        """``slope = 0``, from ``0 <= s slope + constant`` for every number s, the letter."""
        goal = equal(slope, zero(1, 1))
        everywhere = self.generalize(theorem, letter)

        def impossible(existence: Theorem) -> Theorem:
            def contradict(inverse: Theorem) -> Theorem:
                u = Term(inverse.conclusion[1][-1])
                at = self.instance(everywhere, -1 * (u @ (constant + number(1))))
                plus = ("*", "$1", (constant + number(1)).tree)
                return self.absurd(goal, self.order(FALSE, (at, inverse), [(1, [0])], plus))

            return self.choose(existence, ["u"], contradict)

        return self.cases(self.axiom("reciprocal", slope), lambda vanishes: vanishes, impossible)

    def bilinear(self, theorem: Theorem, P: Term, Q: Term, inner: str, outer: str) -> Theorem:
        """P = 0 or Q = 0, from ``tr(P N Q K) = 0`` for all N and K, the inner and outer letter."""
        goal = either(equal(P, self.zero_like(P)), equal(Q, self.zero_like(Q)))
        N, K = Term(inner), Term(outer)
        value = self.combine(equal(zero(1, 1), tr(P @ N @ Q @ K)), ("scale", "-1", "$0"), theorem)
        row = vec(P @ N @ Q).T
        flat = rules.differentiate(self.theory, (value,), outer, equal(0 * row, row))
        block = kron(Q.T, P) @ commutation(*reversed(self.shape(N)))
        zero_block = rules.differentiate(self.theory, (flat,), inner, equal(0 * block, block))
        p, q = tr(P.T @ P), tr(Q @ Q.T)
        by = ("scale", "-1", ("tr", ("*", block.T.tree, "$0")))
        product = self.combine(equal(p @ q, zero(1, 1)), by, zero_block)

        def left(vanishes: Theorem) -> Theorem:
            definite = self.axiom("definite", *self.shape(P), P)
            return self.either(goal, self.apply(definite, vanishes))

        def divide(inverse: Theorem) -> Theorem:
            u = inverse.conclusion[1][-1]
            cofactors = ("+", ("*", u, "$0"), ("scale", "-1", ("*", "$1", q.tree)))
            square = self.combine(equal(tr(Q.T @ Q), zero(1, 1)), cofactors, product, inverse)
            definite = self.axiom("definite", *self.shape(Q), Q)
            return self.either(goal, self.apply(definite, square))

        choice = self.axiom("reciprocal", p)
        return self.cases(choice, left, lambda some: self.choose(some, ["u"], divide))

    def ginv(self, M: Term) -> tuple[Term, Theorem]:
        """A {1}-inverse G of a matrix M and ``M G M = M``, of obtained factors of M."""
        rows, cols = self.shape(M)
        existence = self.axiom("factorization", rows, cols, M)
        (_, P, Q, L, R), factors = self.obtain(existence, "r", "P", "Q", "L", "R")
        whole, left, right = self.parts(factors)
        by = (
            "+",
            ("*", "$0", R.tree, L.tree, M.tree),
            ("*", P.tree, "$2", L.tree, M.tree),
            ("*", P.tree, L.tree, "$0"),
            ("*", P.tree, "$1", Q.tree),
            ("scale", "-1", "$0"),
        )
        G = R @ L
        return G, self.combine(equal(M @ G @ M, M), by, whole, left, right)

    def with_ginv(self, M: Term, use: Callable[[Term, Theorem], Theorem]) -> Theorem:
        """What follows from a {1}-inverse G of a matrix M and ``M G M = M``."""
        rows, cols = self.shape(M)

        def factored(factors: Theorem) -> Theorem:
            whole, left, right = self.parts(factors)
            L, P = (Term(x) for x in left.conclusion[1][1:])
            Q, R = (Term(x) for x in right.conclusion[1][1:])
            by = (
                "+",
                ("*", "$0", R.tree, L.tree, M.tree),
                ("*", P.tree, "$2", L.tree, M.tree),
                ("*", P.tree, L.tree, "$0"),
                ("*", P.tree, "$1", Q.tree),
                ("scale", "-1", "$0"),
            )
            G = R @ L
            return use(G, self.combine(equal(M @ G @ M, M), by, whole, left, right))

        existence = self.axiom("factorization", rows, cols, M)
        return self.choose(existence, ["r", "P", "Q", "L", "R"], factored)

    def star(self, factor: Term, rest: Term, theorem: Theorem) -> Theorem:
        """``A Z = 0`` from ``A^T A Z = 0``, for A the factor and Z the rest."""
        product = factor @ rest
        square = equal(product.T @ product, self.zero_like(product.T @ product))
        shown = self.combine(square, ("*", ("T", rest.tree), "$0"), theorem)
        return self.cancel(product, equal(product, self.zero_like(product)), shown)

    def positive(self, goal: Formula, known: Sequence[Theorem], plus: Tree = None) -> Theorem:
        """An inequality whose gap, less `plus`, is a sum of products of known positive letters.

        Each letter is one whose sign is given by a premise ``0 <= x`` or ``0 < x`` alone.
        """
        names = self.theory.names
        gaps = [gap(theorem.conclusion, names) for theorem in known]
        letters = {next(iter(g.terms))[1]: n for n, g in enumerate(gaps) if len(g.terms) == 1}
        rest = gap(goal, names)
        if plus is not None:
            rest = rest - evaluate(plus, names, [-g for g in gaps])
        products = [
            (c, [letters[(loop,)] for loop in diagram[1]]) for diagram, c in rest.terms.items()
        ]
        return self.order(goal, known, products, plus)

    def zero_like(self, term: Term) -> Term:
        """The zero of the same sizes."""
        return zero(*self.shape(term))

    def nonnegative_square(self, term: Term) -> Theorem:
        """``0 <= tr(M^T M)``."""
        return self.axiom("square", *self.shape(term), term)

    def squeeze(self, value: Term, above: Theorem, below: Theorem) -> Theorem:
        """``value = 0`` from ``value <= 0`` and ``0 <= value``: its reciprocal has no sign."""
        goal = equal(value, zero(1, 1))

        def contradict(inverse: Theorem) -> Theorem:
            u = Term(inverse.conclusion[1][-1])

            def positive(sign: Theorem) -> Theorem:
                premises, products = (above, sign, inverse), [(1, [0, 1])]
                return self.absurd(goal, self.order(FALSE, premises, products, "$2"))

            def negative(sign: Theorem) -> Theorem:
                premises, products = (below, sign, inverse), [(1, [0, 1])]
                return self.absurd(goal, self.order(FALSE, premises, products, "$2"))

            return self.cases(self.axiom("sign", u), positive, negative)

        choice = self.axiom("reciprocal", value)
        return self.cases(
            choice, lambda found: found, lambda some: self.choose(some, ["u"], contradict)
        )
