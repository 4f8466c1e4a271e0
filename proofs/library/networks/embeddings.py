"""Matrices and networks that pass something through: ``K J = I_p`` for p <= n, and Appendix D.

The axioms give no matrix of size n x p but zero. Starting with zero, a pair with ``K J K = K`` and
``J K J = J`` is made larger by a vector outside of each range, until K J is the identity: each time
its rank rises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofs.kernel.formulas import (
    FALSE,
    Formula,
    equal,
    for_all,
    for_some,
    has_rank,
    implies,
    number,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.products import plus
from proofs.library.ranks import H0, H1, H2, H3, H4, Factors, with_factors, with_rank
from proofs.library.vectors import not_zero
from symbolic.words.terms import Term, Tree, identity, zero

ONE = number(1)


def embeds(n: Tree, p: Tree) -> Formula:
    """``K J = I_p`` for some J with n rows and some K with n columns."""
    body = equal(Term("K0") @ Term("J0"), identity(p))
    return for_some("J0", (n, p), for_some("K0", (p, n), body))


def reflexive(J: Term, K: Term) -> tuple[Formula, Formula]:
    """``K J K = K`` and ``J K J = J``."""
    return equal(K @ J @ K, K), equal(J @ K @ J, J)


def embedding(proof: Derivation) -> Theorem:
    """``p <= n`` implies ``K J = I_p``; by induction on the rank that K J is short of."""
    n, p, a, s = (proof.new(name, "size") for name in "npas")
    (J,), (K,) = proof.fresh("J", (n, p)), proof.fresh("K", (p, n))
    witness, goal = not_zero(proof), embeds(n, p)

    def claim(short: Tree) -> Formula:
        X, Y = Term("X0"), Term("Y0")
        body = implies(size_at_most(p, plus("s0", short)), goal)
        body = implies(has_rank(Y @ X, (p, p), "s0"), body)
        for formula in reversed(reflexive(X, Y)):
            body = implies(formula, body)
        return for_all("X0", (n, p), for_all("Y0", (p, n), for_all("s0", "size", body)))

    def prove(wide: Theorem) -> Theorem:
        first, second = map(proof.assume, reflexive(J, K))
        rank = proof.assume(has_rank(K @ J, (p, p), s))

        def closed(short: Tree, use: Callable[[Theorem], Theorem]) -> Theorem:
            bound = proof.assume(size_at_most(p, plus(s, short)))
            shown = proof.suppose(bound.conclusion, use(bound))
            for hypothesis in (rank, second, first):
                shown = proof.suppose(hypothesis.conclusion, shown)
            return proof.generalize(shown, J.tree, K.tree, s)

        def whole(full: Theorem) -> Theorem:
            return proof.exhibit_all(goal, [J, K], _full(proof, (J, K), first, rank, full))

        base, before = closed(0, whole), proof.assume(claim(a))

        def larger(short: Theorem) -> Theorem:
            known = first, second, rank, short, wide, before
            return _larger(proof, (J, K), witness, goal, known)

        step = closed(plus(a, 1), larger)
        every = for_all("a0", "size", claim("a0"))
        shown = proof.instance(proof.induct(every, base, before.conclusion, step, a), p)
        X, Y = zero(n, p), zero(p, n)
        pair = map(proof.by, reflexive(X, Y))

        def start(size: str, of_zero: Theorem) -> Theorem:
            enough = proof.sizes(size_at_most(p, plus(size, p)))
            return proof.use(shown, [X, Y, size], *pair, of_zero, enough)

        return with_rank(proof, Y @ X, start)

    return proof.lemma([n, p], [size_at_most(p, n)], prove)


def _full(
    proof: Derivation, pair: tuple[Term, Term], first: Theorem, rank: Theorem, full: Theorem
) -> Theorem:
    """``K J = I_p`` where its rank is p: ``K J = P Q``, ``Q P = I`` and ``P L = I``."""
    E = pair[1] @ pair[0]

    def use(factors: Factors, known: list[Theorem]) -> Theorem:
        P, _, L, _ = factors
        p, s = proof.shape(P)
        axiom = proof.axiom("two_sided", s, p, L, P)
        turned = proof.apply(axiom, proof.both(known[1], full))
        unit = _turned(proof, (E, pair[0], first), factors, known)
        # E = E P L - E (P L - I), and E P L = P Q P L = P L
        by = -1 * (E @ H0) + H1 @ P @ L + P @ H2 @ L + H0
        return proof.combine(equal(E, identity(p)), by, turned, known[0], unit)

    return with_factors(proof, rank, use)


def _turned(
    proof: Derivation,
    idempotent: tuple[Term, Term, Theorem],
    factors: Factors,
    known: list[Theorem],
) -> Theorem:
    """``Q P = I`` for the factors of E = K J, as ``E E = E``."""
    E, J, first = idempotent
    P, Q, L, R = factors
    inner = proof.by(equal(L @ E @ E @ R, Q @ P), *known)
    outer = proof.by(equal(L @ E @ R, identity(proof.shape(P)[1])), *known)
    # L (E E - E) R = L (K J K - K) J R
    return proof.combine(
        equal(Q @ P, identity(proof.shape(P)[1])), L @ H0 @ J @ R - H1 + H2, first, inner, outer
    )


def _larger(
    proof: Derivation,
    pair: tuple[Term, Term],
    witness: Theorem,
    goal: Formula,
    known: tuple[Theorem, ...],
) -> Theorem:
    """The goal, directly or from a pair of larger rank."""
    J, K = pair
    first, second, _, _, wide, _ = known
    n, p = proof.shape(J)
    left, right = identity(p) - K @ J, identity(n) - J @ K
    letters = [*proof.fresh("w", (p, 1)), *proof.fresh("z", (1, p))]
    letters += [*proof.fresh("b", (1, n)), *proof.fresh("c", (n, 1))]
    grow = proof.lemma(
        letters, _outside(J, K, letters, (n, p)),
        lambda *facts: _with_vectors(proof, (J, K, *letters), facts, known, goal),
    )  # fmt: skip

    def done(equation: Theorem) -> Theorem:
        return proof.exhibit_all(goal, [J, K], equation)

    def inner_zero(none: Theorem) -> Theorem:
        return done(proof.combine(equal(K @ J, identity(p)), -1 * H0, none))

    def outer_zero(none: Theorem) -> Theorem:
        unit = proof.combine(equal(J @ K, identity(n)), -1 * H0, none)
        axiom = proof.axiom("two_sided", n, p, J, K)
        return done(proof.apply(axiom, proof.both(unit, wide)))

    def vectors(at_left: Theorem, at_right: Theorem) -> Theorem:
        (u, v), (x, y) = (
            (Term(found.conclusion[1][1]), Term(found.conclusion[1][-1]))
            for found in (at_left, at_right)
        )
        w, z, b, c = left @ v, u @ left, x @ right, right @ y
        formulas = _outside(J, K, (w, z, b, c), (n, p))
        facts = (
            *(
                proof.by(f, fact)
                for f, fact in zip(formulas, (second, first, first, second), strict=False)
            ),
            proof.combine(formulas[4], H0 + u @ H1 @ J @ v, at_left, first),
            proof.combine(formulas[5], H0 + x @ H1 @ K @ y, at_right, second),
        )
        return proof.use(grow, [w, z, b, c], *facts)

    def of_left(found: Theorem) -> Theorem:
        choice = proof.instance(witness, n, n, right)
        return proof.cases(
            choice, outer_zero,
            lambda some: proof.choose(some, ["x", "y"], lambda other: vectors(found, other)),
        )  # fmt: skip

    choice = proof.instance(witness, p, p, left)
    return proof.cases(choice, inner_zero, lambda some: proof.choose(some, ["u", "v"], of_left))


def _outside(J: Term, K: Term, vectors: Sequence[Term], sizes: tuple[Tree, Tree]) -> list[Formula]:
    """w and z are outside of the ranges of K J, b and c of those of J K."""
    (w, z, b, c), (n, p) = vectors, sizes
    return [
        equal(J @ w, zero(n, 1)), equal(z @ K, zero(1, n)),
        equal(K @ c, zero(p, 1)), equal(b @ J, zero(1, p)),
        equal(z @ w, ONE), equal(b @ c, ONE),
    ]  # fmt: skip


def _with_vectors(
    proof: Derivation,
    letters: tuple[Term, ...],
    facts: tuple[Theorem, ...],
    known: tuple[Theorem, ...],
    goal: Formula,
) -> Theorem:
    """The pair J + c z, K + w b has a larger rank than s."""
    J, K, w, z, b, c = letters
    first, second, rank, short, _, before = known
    p, s = proof.shape(K)[0], short.conclusion[2][1]
    X, Y = J + c @ z, K + w @ b
    product = proof.by(equal(Y @ X, K @ J + w @ z), *facts)
    pair = [
        proof.by(equal(Y @ X @ Y, Y), product, first, *facts),
        proof.by(equal(X @ Y @ X, X), second, *facts),
    ]

    def use(size: str, of_new: Theorem) -> Theorem:
        def more(above: Theorem) -> Theorem:
            a = short.conclusion[2][2][1]
            enough = proof.sizes(size_at_most(p, plus(size, a)), short, above)
            return proof.use(before, [X, Y, size], *pair, of_new, enough)

        def no_more(below: Theorem) -> Theorem:
            shown = _no_larger(proof, (J, K, w, z), (product, first, *facts), (rank, of_new, below))
            return proof.absurd(goal, shown)

        return proof.cases(proof.axiom("compare", size, s), no_more, more)

    return with_rank(proof, Y @ X, use)


def _no_larger(
    proof: Derivation,
    letters: tuple[Term, ...],
    facts: tuple[Theorem, ...],
    ranks: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """A contradiction if ``K J + w z`` has no larger rank than K J: ``1 = z w = z P L w = 0``."""
    J, K, w, z = letters
    product, first, of_w, of_z, *_, unit, _ = facts
    of_old, of_new, below = ranks
    X, Y = (Term(x) for x in product.conclusion[1][1:][::-1])

    def old(one: Factors, known: list[Theorem]) -> Theorem:
        P, _, L, R = one
        s = proof.shape(P)[1]
        turned = _turned(proof, (K @ J, J, first), one, known)
        by = H0 @ J @ R - z @ H1 @ R - z @ P @ H2
        none = proof.combine(equal(z @ P, zero(1, s)), by, of_z, known[0], known[2])

        def new(two: Factors, more: list[Theorem]) -> Theorem:
            P2, Q2, _, _ = two
            size = proof.shape(P2)[1]
            left, right = L @ P2, Q2 @ P
            # L P2 Q2 P = L (K J + w z) P = L P Q P = I
            through = proof.by(equal(L @ (K @ J) @ P, identity(s)), known[0], known[1], turned)
            by = -1 * (L @ H0 @ P) + L @ H1 @ P + H2 + L @ w @ H3
            inner = proof.combine(
                equal(left @ right, identity(s)), by, more[0], product, through, none
            )
            axiom = proof.axiom("two_sided", s, size, left, right)
            outer = proof.apply(axiom, proof.both(inner, below))
            by = z @ H0 + H1 @ J + H2 @ z
            row = proof.combine(equal(z @ Y @ X, z), by, product, of_z, unit)
            by = H0 @ w + K @ H1 + w @ H2
            column = proof.combine(equal(Y @ X @ w, w), by, product, of_w, unit)
            # With E = Y X = P2 Q2: z w = z E w = z P2 (Q2 P L P2) Q2 w = z E P L E w = 0.
            tail = P @ L @ Y @ X @ w
            by = H0 @ L @ Y @ X @ w + H1 @ tail - z @ H2 @ tail - z @ P2 @ right @ L @ H2 @ w
            by = by - z @ P2 @ H3 @ Q2 @ w + z @ H2 @ w - z @ H4
            goal = equal(z @ w, zero(1, 1))
            ends = proof.combine(goal, by, none, row, more[0], outer, column)
            return proof.order(FALSE, (unit, ends), [], (H0 - H1).tree)

        return with_factors(proof, of_new, new)

    return with_factors(proof, of_old, old)
