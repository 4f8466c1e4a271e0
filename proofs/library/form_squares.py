"""A semidefinite matrix taken apart one square at a time (Wedderburn 1934).

Where ``u^T T u`` is positive, ``T - T u u^T T / (u^T T u)`` is semidefinite, too, and has a lesser
rank. So what holds of T = 0 and of sums holds of all T; there are no square roots over an ordered
field. Each function proves a closed formula inside a given derivation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
    has_rank,
    implies,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.definite import null_vectors
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3
from proofs.library.rank_equalities import equal_rank, nested, vanishing
from proofs.library.rank_sums import below
from proofs.library.ranks import count, once, rank_of, sizes
from proofs.library.semidefinite import nonnegative
from proofs.library.vectors import entry_of, not_zero
from symbolic.words.terms import Term, Tree, identity, tr, zero


def claim(S: Term, T: Term, n: Tree) -> Formula:
    """``0 <= tr(S T)``, and S T = 0 where it is zero."""
    product = S @ T
    none = equal(tr(product), NONE)
    return both(at_most(NONE, tr(product)), implies(none, equal(product, zero(n, n))))


@once
def positive_or_null(proof: Derivation) -> Theorem:
    """``0 < u^T T u``, or T u = 0, for T symmetric and nowhere negative."""
    (n,) = sizes(proof, "n")
    T, u = proof.matrices(T=(n, n), u=(n, 1))
    hypotheses = [equal(T.T, T), nonnegative(T, n)]
    flat, given = map(proof.assume, hypotheses)
    value = u.T @ T @ u
    goal = either(less(NONE, value), equal(T @ u, zero(n, 1)))
    sign = proof.axiom("sign", -value)
    small, large = proof.alternatives(sign)
    low = proof.order(at_most(value, NONE), [small], [(1, [0])])
    level = proof.squeeze(value, low, proof.instance(given, u))
    none = proof.use(null_vectors(proof), [n, 1, T, u], flat, given, level)
    above = proof.order(less(NONE, value), [large], [(1, [0])])
    shown = proof.from_both(sign, proof.either(goal, none), proof.either(goal, above))
    return proof.conclude([n, T, u], hypotheses, shown)


@once
def smaller_rank(proof: Derivation) -> Theorem:
    """``rank(T - c T u u^T T) + 1 <= rank T`` where ``(u^T T u) c = 1`` and T is symmetric."""
    n, s, k = sizes(proof, "n s k")
    T, u, c = proof.matrices(T=(n, n), u=(n, 1), c=(1, 1))
    b = T @ u
    N, G, X = c @ b @ b.T, c @ u @ u.T, c @ u @ b.T
    rest = T - N
    hypotheses = [
        equal(T.T, T), equal(u.T @ T @ u @ c, ONE),
        has_rank(T, (n, n), s), has_rank(rest, (n, n), k),
    ]  # fmt: skip
    flat, unit, of_T, of_rest = map(proof.assume, hypotheses)
    # u^T b and b^T u are one number, of which c is the reciprocal.
    one = proof.combine(equal(u.T @ (b @ c), ONE), H0, unit)
    other = proof.combine(equal(b.T @ (c @ u), ONE), H0, unit)
    parts = proof.both(proof.by(equal(N, (b @ c) @ b.T)), one, other)
    of_N = proof.exhibit_all(has_rank(N, (n, n), 1), [b @ c, b.T, u.T, c @ u], parts)
    form = proof.by(equal(N, T @ X))
    by = c @ (u.T @ b @ c + ONE) @ b @ H0 @ b.T
    inverse = proof.combine(equal(N @ G @ N, N), by, unit)
    C = (identity(n) - N @ G) @ T
    same = proof.combine(equal(rest, C), c @ b @ H0 @ u.T @ T - c @ b @ u.T @ H1, unit, flat)
    moved = equal_rank(proof, same, of_rest, (n, n), k)
    values = [n, n, n, 1, k, s, T, N, X, G]
    bound = proof.use(nested(proof), values, form, inverse, of_N, moved, of_T)
    shown = proof.order(at_most(count(k) + ONE, count(s)), [bound], [(1, [0])])
    return proof.conclude([n, s, k, T, u, c], hypotheses, shown)


class Case(NamedTuple):
    """A symmetric T of rank s that is nowhere negative, s being at most a size r; all assumed."""

    s: str
    T: Term
    few: Theorem
    symmetric: Theorem
    nonnegative: Theorem
    rank: Theorem

    @property
    def hypotheses(self) -> list[Formula]:
        """What is assumed of s and T."""
        return [known.conclusion for known in self[2:]]


@dataclass(frozen=True)
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
        before = proof.assume(self.formula(r))
        first, next_ = self.case(0), self.case(("+", r, 1))
        base = self.closed(first, self.without_rank(first))
        step = self.closed(next_, self.step(before, r, next_))
        goal = for_all("r0", "size", self.formula("r0"))
        return proof.induct(goal, base, before.conclusion, step, r)

    def case(self, r: Tree) -> Case:
        """A new T of a new rank that is at most r."""
        proof, n = self.proof, self.n
        s, (T,) = proof.new("s", "size"), proof.fresh("T", (n, n))
        facts = size_at_most(s, r), equal(T.T, T), nonnegative(T, n), has_rank(T, (n, n), s)
        return Case(s, T, *map(proof.assume, facts))

    def closed(self, case: Case, shown: Theorem) -> Theorem:
        """The formula for r, from the claim for the case."""
        return self.proof.conclude([case.s, case.T], case.hypotheses, shown)

    def without_rank(self, case: Case) -> Theorem:
        """The claim where the rank is at most 0: T = 0."""
        proof, s = self.proof, case.s
        less_than_one = proof.sizes(size_at_most(("+", s, 1), 1), case.few)
        counts = proof.apply(proof.axiom("count_strictly", s, 1), less_than_one)
        low = proof.order(at_most(count(s), NONE), [counts], [(1, [0])])
        square = proof.nonnegative_square(identity(s))
        above = proof.order(at_most(NONE, count(s)), [square], [(1, [0])])
        level = proof.squeeze(count(s), low, above)
        flat = proof.use(vanishing(proof), [self.n, self.n, s, case.T], case.rank, level)
        return self.of_zero(case.T, flat)

    def of_zero(self, T: Term, flat: Theorem) -> Theorem:
        """The claim for T = 0."""
        proof, n, product = self.proof, self.n, self.S @ T
        number = proof.order(at_most(NONE, tr(product)), [flat], [], tr(self.S @ H0))
        none = proof.combine(equal(product, zero(n, n)), self.S @ H0, flat)
        return proof.logic(claim(self.S, T, n), number, none)

    def step(self, before: Theorem, r: Tree, case: Case) -> Theorem:
        """The claim for the case of r + 1 from the formula for r: by one square less, or T = 0."""
        proof, n, T = self.proof, self.n, case.T
        goal = claim(self.S, T, n)
        choice, none, (row, u), entry = entry_of(proof, not_zero(proof), T)
        values = [n, T, u]
        cases = proof.use(positive_or_null(proof), values, case.symmetric, case.nonnegative)
        above, null = proof.alternatives(cases)
        impossible = proof.absurd(goal, proof.order(FALSE, [entry, null], [], H0 - row @ H1))
        inverse, flat, c, unit = proof.reciprocal(u.T @ T @ u)
        absurd = proof.absurd(goal, proof.order(FALSE, [above, flat], [(1, [0])], -H1))
        taken = _Square(self, case, u, c, above, unit).claim(before, r)
        less_ = proof.from_both(cases, proof.from_both(inverse, absurd, taken), impossible)
        return proof.from_both(choice, self.of_zero(T, none), less_)


@dataclass(frozen=True)
class _Square:
    """``T = T' + b c b^T`` with b = T u, ``0 < u^T T u`` and ``(u^T T u) c = 1``."""

    of: Induction
    case: Case
    u: Term
    c: Term
    above: Theorem
    unit: Theorem

    def claim(self, before: Theorem, r: Tree) -> Theorem:
        """The claim for T from that for T', whose rank is at most r."""
        proof, n, (s, T, few, flat, _, of_T) = self.of.proof, self.of.n, self.case
        b = T @ self.u
        rest = T - self.c @ b @ b.T
        symmetric = proof.combine(equal(rest.T, rest), H0, flat)
        k, of_rest = rank_of(proof, rest)
        values = [n, s, k, T, self.u, self.c]
        drop = proof.use(smaller_rank(proof), values, flat, self.unit, of_T, of_rest)
        bound = proof.sizes(size_at_most(k, r), self.smaller(k, drop), few)
        part = proof.instance(before, k, rest)
        part = proof.apply(part, bound, symmetric, self.form(rest), of_rest)
        return self.added(proof.parts(part), rest)

    def smaller(self, k: str, bound: Theorem) -> Theorem:
        """``k + 1 <= s`` from the same of their counts."""
        proof, s = self.of.proof, self.case.s
        choice = proof.axiom("compare", s, k)
        size, found = proof.alternatives(choice)
        absurd = proof.order(FALSE, [bound, below(proof, size)], [(1, [0]), (1, [1])])
        return proof.from_both(choice, proof.absurd(found.conclusion, absurd), found)

    def form(self, rest: Term) -> Theorem:
        """``0 <= v^T T' v``: it is the form of T at ``v - c (b^T v) u``."""
        proof, (T, u, c) = self.of.proof, (self.case.T, self.u, self.c)
        (v,) = proof.fresh("v", (self.of.n, 1))
        x = (T @ u).T @ v
        at = proof.instance(self.case.nonnegative, v - c @ x @ u)
        # x is v^T T u, and u^T T v, as T is symmetric.
        plus = -c @ x @ x @ H1 - c @ x @ (u.T @ H2 @ v)
        premises = at, self.unit, self.case.symmetric
        shown = proof.order(at_most(NONE, v.T @ rest @ v), premises, [(1, [0])], plus)
        return proof.generalize(shown, v)

    def added(self, parts: Sequence[Theorem], rest: Term) -> Theorem:
        """The claim for T, from the two parts of the claim for T'."""
        proof, n, S = self.of.proof, self.of.n, self.of.S
        (T, c), b = (self.case.T, self.c), self.case.T @ self.u
        symmetric, everywhere = self.of.given
        least, vanishes = parts
        column = c @ b
        square = proof.instance(everywhere, column)
        # tr(S T) = tr(S T') + c b^T S b, and c = c (u^T T u) c.
        more = c @ (b.T @ S @ b) @ H3
        premises, goal = [least, square, self.above, self.unit], at_most(NONE, tr(S @ T))
        first = proof.order(goal, premises, [(1, [0]), (1, [1, 2])], -more)
        none = equal(tr(S @ T), NONE)
        flat = proof.assume(none)
        premises, goal = [flat, square, self.above, self.unit], at_most(tr(S @ rest), NONE)
        low = proof.order(goal, premises, [(1, [1, 2])], -H0 - more)
        level = proof.squeeze(tr(S @ rest), low, least)
        apart = proof.apply(vanishes, level)
        # c^2 b^T S b = c (tr(S T) - tr(S T')).
        value = proof.combine(equal(column.T @ S @ column, NONE), c @ H0 - c @ H1, flat, level)
        image = proof.use(null_vectors(proof), [n, 1, S, column], symmetric, everywhere, value)
        product = proof.combine(equal(S @ T, zero(n, n)), H0 + H1 @ b.T, apart, image)
        return proof.logic(claim(S, T, n), first, proof.suppose(none, product))
