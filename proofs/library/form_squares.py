"""A semidefinite matrix taken apart one square at a time (Wedderburn 1934).

Where ``u^T T u`` is positive, ``T - T u u^T T / (u^T T u)`` is semidefinite, too, and has a lesser
rank. So what holds of T = 0 and of sums holds of all T; there are no square roots over an ordered
field. Each function proves a closed formula inside a given derivation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from proofs.kernel import rules
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    at_most,
    both,
    equal,
    for_all,
    for_some,
    has_rank,
    implies,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.definite import NONE, null_vectors
from proofs.library.derivation import Derivation
from proofs.library.rank_equalities import equal_rank, nested, vanishing
from proofs.library.rank_sums import below
from proofs.library.ranks import H0, H1, H2, H3, count, once, sizes, with_rank
from proofs.library.semidefinite import nonnegative
from symbolic.words.terms import Term, Tree, identity, tr, zero


def claim(S: Term, T: Term, n: Tree) -> Formula:
    """``0 <= tr(S T)``, and S T = 0 where it is zero."""
    product = S @ T
    none = equal(tr(product), NONE)
    return both(at_most(NONE, tr(product)), implies(none, equal(product, zero(n, n))))


@once
def null_form(proof: Derivation) -> Theorem:
    """T = 0 where ``0 < u^T T u`` for no u, for T symmetric and nowhere negative."""
    (n,) = sizes(proof, "n")
    (T,), (u,) = proof.fresh("T", (n, n)), proof.fresh("u", (n, 1))
    value, column = u.T @ T @ u, T @ u
    some = positive_somewhere(T, n)
    none = equal(column, zero(n, 1))

    def prove(flat: Theorem, given: Theorem, nowhere: Theorem) -> Theorem:
        def small(sign: Theorem) -> Theorem:
            low = proof.order(at_most(value, NONE), [sign], [(1, [0])])
            level = proof.squeeze(value, low, proof.instance(given, u))
            return proof.use(null_vectors(proof), [n, 1, T, u], flat, given, level)

        def large(sign: Theorem) -> Theorem:
            above = proof.order(less(NONE, value), [sign], [(1, [0])])
            return proof.absurd(none, proof.apply(nowhere, proof.exhibit(some, u, above)))

        shown = proof.cases(proof.axiom("sign", -1 * value), small, large)
        zero_ = rules.differentiate(
            proof.theory, (proof.combine(equal(column, 0 * column), H0, shown),), u.tree,
            equal(T, 0 * T),
        )  # fmt: skip
        return proof.combine(equal(T, zero(n, n)), H0, zero_)

    hypotheses = [equal(T.T, T), nonnegative(T, n), implies(some, FALSE)]
    return proof.lemma([n, T], hypotheses, prove)


def positive_somewhere(T: Term, n: Tree) -> Formula:
    """``0 < u^T T u`` for some u."""
    u = Term("u0")
    return for_some("u0", (n, 1), less(NONE, u.T @ T @ u))


@once
def smaller_rank(proof: Derivation) -> Theorem:
    """``rank(T - c T u u^T T) + 1 <= rank T`` where ``(u^T T u) c = 1`` and T is symmetric."""
    n, s, k = sizes(proof, "n s k")
    (T,), (u,), (c,) = proof.fresh("T", (n, n)), proof.fresh("u", (n, 1)), proof.fresh("c", (1, 1))
    b = T @ u
    N, G, X = c @ b @ b.T, c @ u @ u.T, c @ u @ b.T
    rest = T - N

    def prove(flat: Theorem, unit: Theorem, of_T: Theorem, of_rest: Theorem) -> Theorem:
        # u^T b and b^T u are one number, of which c is the reciprocal.
        one = proof.combine(equal(u.T @ (b @ c), identity(1)), H0, unit)
        other = proof.combine(equal(b.T @ (c @ u), identity(1)), H0, unit)
        parts = proof.both(proof.by(equal(N, (b @ c) @ b.T)), one, other)
        of_N = proof.exhibit_all(has_rank(N, (n, n), 1), [b @ c, b.T, u.T, c @ u], parts)
        form = proof.by(equal(N, T @ X))
        by = c @ (u.T @ b @ c + identity(1)) @ b @ H0 @ b.T
        inverse = proof.combine(equal(N @ G @ N, N), by, unit)
        C = (identity(n) - N @ G) @ T
        same = proof.combine(equal(rest, C), c @ b @ H0 @ u.T @ T - c @ b @ u.T @ H1, unit, flat)
        moved = equal_rank(proof, same, of_rest, (n, n), k)
        values = [n, n, n, 1, k, s, T, N, X, G]
        bound = proof.use(nested(proof), values, form, inverse, of_N, moved, of_T)
        return proof.order(at_most(count(k) + identity(1), count(s)), [bound], [(1, [0])])

    hypotheses = [
        equal(T.T, T), equal(u.T @ T @ u @ c, identity(1)),
        has_rank(T, (n, n), s), has_rank(rest, (n, n), k),
    ]  # fmt: skip
    return proof.lemma([n, s, k, T, u, c], hypotheses, prove)


@dataclass
class Induction:
    """The `claim` for one S and all T, those of rank r at most at once."""

    proof: Derivation
    n: Tree
    S: Term
    given: Sequence[Theorem]

    def formula(self, r: Tree) -> Formula:
        """The claim for all T whose rank s is at most r."""
        T, n = Term("T0"), self.n
        body = implies(has_rank(T, (n, n), "s0"), claim(self.S, T, n))
        body = implies(equal(T.T, T), implies(nonnegative(T, n), body))
        body = for_all("T0", (n, n), implies(size_at_most("s0", r), body))
        return for_all("s0", "size", body)

    def whole(self) -> Theorem:
        """For all r."""
        proof = self.proof
        r = proof.new("r", "size")
        first = self.closed(0, self.without_rank)
        before = proof.assume(self.formula(r))
        step = self.closed(("+", r, 1), lambda *of: self.step(before, r, *of))
        goal = for_all("r0", "size", self.formula("r0"))
        return proof.induct(goal, first, before.conclusion, step, r)

    def closed(self, r: Tree, prove: Callable[..., Theorem]) -> Theorem:
        """The formula for r, from a proof for T, the size s, and what is supposed of them."""
        proof, n = self.proof, self.n
        s, (T,) = proof.new("s", "size"), proof.fresh("T", (n, n))
        hypotheses = [
            size_at_most(s, r), equal(T.T, T), nonnegative(T, n), has_rank(T, (n, n), s),
        ]  # fmt: skip
        return proof.lemma([s, T], hypotheses, lambda *known: prove(s, T, *known))

    def without_rank(self, s: str, T: Term, *known: Theorem) -> Theorem:
        """For T = 0."""
        proof, n = self.proof, self.n
        below_one = proof.apply(
            proof.axiom("count_strictly", s, 1), proof.sizes(size_at_most(("+", s, 1), 1), known[0])
        )
        low = proof.order(at_most(count(s), NONE), [below_one], [(1, [0])])
        above = proof.order(
            at_most(NONE, count(s)), [proof.nonnegative_square(identity(s))], [(1, [0])]
        )
        level = proof.squeeze(count(s), low, above)
        return self.of_zero(T, proof.use(vanishing(proof), [n, n, s, T], known[3], level))

    def of_zero(self, T: Term, flat: Theorem) -> Theorem:
        """The claim for T = 0."""
        proof, n, product = self.proof, self.n, self.S @ T
        number = proof.order(at_most(NONE, tr(product)), [flat], [], tr(self.S @ H0).tree)
        none = proof.combine(equal(product, zero(n, n)), self.S @ H0, flat)
        return proof.logic(claim(self.S, T, n), number, none)

    def step(self, before: Theorem, r: Tree, s: str, T: Term, *known: Theorem) -> Theorem:
        """By one square less, or T = 0."""
        proof, n = self.proof, self.n

        def taken(some: Theorem) -> Theorem:
            def found(above: Theorem) -> Theorem:
                u = Term(above.conclusion[2][-1])
                value = u.T @ T @ u

                def reciprocal(unit: Theorem) -> Theorem:
                    c = Term(unit.conclusion[1][-1])
                    return _Square(self, s, T, known, u, c, above, unit).claim(before, r)

                def impossible(none: Theorem) -> Theorem:
                    absurd = proof.order(FALSE, [above, none], [(1, [0])], (-1 * H1).tree)
                    return proof.absurd(claim(self.S, T, n), absurd)

                choice = proof.axiom("reciprocal", value)
                return proof.cases(
                    choice, impossible, lambda unit: proof.choose(unit, ["c"], reciprocal)
                )

            return proof.choose(some, ["u"], found)

        def nowhere(absurd: Theorem) -> Theorem:
            return self.of_zero(T, proof.use(null_form(proof), [n, T], *known[1:3], absurd))

        return proof.split(positive_somewhere(T, n), taken, nowhere)


@dataclass
class _Square:
    """``T = T' + b c b^T`` with b = T u and ``(u^T T u) c = 1``."""

    of: Induction
    s: str
    T: Term
    known: Sequence[Theorem]
    u: Term
    c: Term
    above: Theorem
    unit: Theorem

    def claim(self, before: Theorem, r: Tree) -> Theorem:
        """The claim for T from that for T'."""
        proof, n, (T, u, c) = self.of.proof, self.of.n, (self.T, self.u, self.c)
        b = T @ u
        rest = T - c @ b @ b.T
        lower, flat, _, of_T = self.known
        symmetric = proof.combine(equal(rest.T, rest), H0, flat)

        def ranked(k: str, of_rest: Theorem) -> Theorem:
            drop = proof.use(
                smaller_rank(proof), [n, self.s, k, T, u, c], flat, self.unit, of_T, of_rest
            )
            size = self.smaller(k, drop)
            bound = proof.sizes(size_at_most(k, r), size, lower)
            part = proof.apply(
                proof.instance(before, k, rest), bound, symmetric, self.form(rest), of_rest
            )
            return self.added(proof.parts(part), rest)

        return with_rank(proof, rest, ranked)

    def smaller(self, k: str, bound: Theorem) -> Theorem:
        """``k + 1 <= s`` from the same of their counts."""
        proof = self.of.proof

        def impossible(size: Theorem) -> Theorem:
            counts = below(proof, size)
            absurd = proof.order(FALSE, [bound, counts], [(1, [0]), (1, [1])])
            return proof.absurd(size_at_most(("+", k, 1), self.s), absurd)

        return proof.cases(proof.axiom("compare", self.s, k), impossible, lambda found: found)

    def form(self, rest: Term) -> Theorem:
        """``0 <= v^T T' v``: it is the form of T at ``v - c (b^T v) u``."""
        proof, (T, u, c) = self.of.proof, (self.T, self.u, self.c)
        (v,) = proof.fresh("v", (self.of.n, 1))
        _, flat, given, _ = self.known
        b = T @ u
        x = b.T @ v
        at = proof.instance(given, v - c @ x @ u)
        # x is v^T T u, and u^T T v, as T is symmetric.
        plus = -1 * (c @ x @ x @ H1) - c @ x @ (u.T @ H2 @ v)
        shown = proof.order(
            at_most(NONE, v.T @ rest @ v), [at, self.unit, flat], [(1, [0])], plus.tree
        )
        return proof.generalize(shown, v.tree)

    def added(self, parts: Sequence[Theorem], rest: Term) -> Theorem:
        """The claim for T."""
        proof, n, S = self.of.proof, self.of.n, self.of.S
        (T, c), b = (self.T, self.c), self.T @ self.u
        least, vanishes = parts
        column = c @ b
        square = proof.instance(self.of.given[1], column)
        # tr(S T) = tr(S T') + c b^T S b, and c = c (u^T T u) c.
        more = c @ (b.T @ S @ b) @ H3
        products = [(1, [0]), (1, [1, 2])]
        first = proof.order(
            at_most(NONE, tr(S @ T)), [least, square, self.above, self.unit], products,
            (-1 * more).tree,
        )  # fmt: skip
        none = equal(tr(S @ T), NONE)
        flat = proof.assume(none)
        low = proof.order(
            at_most(tr(S @ rest), NONE), [flat, square, self.above, self.unit], [(1, [1, 2])],
            (-1 * H0 - more).tree,
        )  # fmt: skip
        level = proof.squeeze(tr(S @ rest), low, least)
        apart = proof.apply(vanishes, level)
        # c^2 b^T S b = c (tr(S T) - tr(S T')).
        value = proof.combine(equal(column.T @ S @ column, NONE), c @ H0 - c @ H1, flat, level)
        zero_ = proof.use(
            null_vectors(proof), [n, 1, S, column], self.of.given[0], self.of.given[1], value
        )
        product = proof.combine(equal(S @ T, zero(n, n)), H0 + H1 @ b.T, apart, zero_)
        return proof.logic(claim(S, T, n), first, proof.suppose(none, product))
