"""Writing proofs: derived rules about matrices, each made of the kernel's rules.

Nothing here is trusted: a mistake makes a proof fail, never a falsehood true.
"""

from __future__ import annotations

from collections.abc import Sequence

from proofs.kernel import rules
from proofs.kernel.formulas import FALSE, NONE, ONE, Formula, either, equal, gap
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1, H2, as_tree
from proofs.library.steps import Steps
from symbolic.words.terms import Term, Tree, commutation, evaluate, kron, tr, vec, zero


class Derivation(Steps):
    """One proof in the making, with derived rules about matrices and numbers."""

    def vanishing(self, term: Term, square: Theorem) -> Theorem:
        """``term = 0`` from ``tr(term^T term) = 0``."""
        return self.apply(self.axiom("definite", *self.shape(term), term), square)

    def cancel(self, term: Term, goal: Formula, zero_square: Theorem) -> Theorem:
        """``term = 0`` as `goal`, from ``term^T term = 0``: a sum of squares vanishes."""
        trace = self.combine(equal(tr(term.T @ term), NONE), tr(H0), zero_square)
        return self.combine(goal, H0, self.vanishing(term, trace))

    def for_columns(self, M: Term, v: Term, theorem: Theorem) -> Theorem:
        """``M = 0`` from ``M v = 0``, v being a letter of which nothing is assumed."""
        goal = equal(M, self.zero_like(M))
        return rules.differentiate(self.theory, (theorem,), v.tree, goal)

    def reciprocal(self, value: Term) -> tuple[Theorem, Theorem, Term, Theorem]:
        """A choice, its two sides ``value = 0`` and ``value u = 1``, and u before the second.

        The sides are assumed, and u is obtained from the second: `from_both` does without all.
        """
        choice = self.axiom("reciprocal", value)
        vanishes, some = self.alternatives(choice)
        (u,), inverse = self.obtain(some, "u")
        return choice, vanishes, u, inverse

    def affine(self, theorem: Theorem, slope: Term, constant: Term, letter: Term | str) -> Theorem:
        """``slope = 0``, from ``0 <= s slope + constant`` for every number s, the letter."""
        everywhere = self.generalize(theorem, letter)
        choice, vanishes, u, inverse = self.reciprocal(slope)
        at = self.instance(everywhere, -1 * (u @ (constant + ONE)))
        absurd = self.order(FALSE, (at, inverse), [(1, [0])], H1 @ (constant + ONE))
        return self.from_both(choice, vanishes, self.absurd(equal(slope, NONE), absurd))

    def bilinear(self, theorem: Theorem, P: Term, Q: Term, inner: str, outer: str) -> Theorem:
        """P = 0 or Q = 0, from ``tr(P N Q K) = 0`` for all N and K, the inner and outer letter."""
        goal = either(equal(P, self.zero_like(P)), equal(Q, self.zero_like(Q)))
        N, K = Term(inner), Term(outer)
        value = self.combine(equal(NONE, tr(P @ N @ Q @ K)), -1 * H0, theorem)
        row = vec(P @ N @ Q).T
        flat = rules.differentiate(self.theory, (value,), outer, equal(0 * row, row))
        block = kron(Q.T, P) @ commutation(*reversed(self.shape(N)))
        zero_block = rules.differentiate(self.theory, (flat,), inner, equal(0 * block, block))
        p, q = tr(P.T @ P), tr(Q @ Q.T)
        product = self.combine(equal(p @ q, NONE), -1 * tr(block.T @ H0), zero_block)

        choice, no_P, u, inverse = self.reciprocal(p)
        no_Q = self.combine(equal(tr(Q.T @ Q), NONE), u @ H0 - H1 @ q, product, inverse)
        shown = self.vanishing(P, no_P), self.vanishing(Q, no_Q)
        return self.from_both(choice, *(self.either(goal, each) for each in shown))

    def ginv(self, M: Term) -> tuple[Term, Theorem]:
        """A {1}-inverse G of a matrix M and ``M G M = M``, of obtained factors of M."""
        existence = self.axiom("factorization", *self.shape(M), M)
        (_, P, Q, L, R), factors = self.obtain(existence, "r", "P", "Q", "L", "R")
        whole, left, right = self.parts(factors)
        G = R @ L
        by = H0 @ G @ M + P @ H2 @ L @ M + P @ L @ H0 + P @ H1 @ Q - H0
        return G, self.combine(equal(M @ G @ M, M), by, whole, left, right)

    def star(self, factor: Term, rest: Term, theorem: Theorem) -> Theorem:
        """``A Z = 0`` from ``A^T A Z = 0``, for A the factor and Z the rest."""
        product = factor @ rest
        square = equal(product.T @ product, self.zero_like(product.T @ product))
        shown = self.combine(square, rest.T @ H0, theorem)
        return self.cancel(product, equal(product, self.zero_like(product)), shown)

    def positive(
        self, goal: Formula, known: Sequence[Theorem], plus: Term | Tree = None
    ) -> Theorem:
        """An inequality whose gap, less `plus`, is a sum of products of known positive letters.

        Each letter is one whose sign is given by a premise ``0 <= x`` or ``0 < x`` alone.
        """
        names = self.theory.names
        gaps = [gap(theorem.conclusion, names) for theorem in known]
        letters = {next(iter(g.terms))[1]: n for n, g in enumerate(gaps) if len(g.terms) == 1}
        rest = gap(goal, names)
        if plus is not None:
            rest = rest - evaluate(as_tree(plus), names, [-g for g in gaps])
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
        choice, vanishes, u, inverse = self.reciprocal(value)
        sign = self.axiom("sign", u)
        absurd = (
            self.order(FALSE, (bound, side, inverse), [(1, [0, 1])], H2)
            for bound, side in zip((above, below), self.alternatives(sign), strict=True)
        )
        none = self.absurd(equal(value, NONE), self.from_both(sign, *absurd))
        return self.from_both(choice, vanishes, none)
