"""The second variation of a local minimum along moves of the first and of the last layer."""

from __future__ import annotations

from fractions import Fraction

from proofs.derivation import Derivation
from proofs.formulas import Formula, at_most, both, equal, for_all, less, size_at_most
from proofs.kernel import Theorem
from proofs.theorems import moves, networks, scalars
from proofs.theorems.landscape import (
    NONE,
    TOP,
    Landscape,
    gradient_vanishes,
    layer_sort,
    local_minimum,
    moved,
    once,
    residual,
    squared,
)
from proofs.theorems.networks import layer, product
from proofs.theorems.projections import as_row, is_projection
from symbolic.words.terms import Term, Tree, tr, zero


def two_moves(net: Landscape) -> tuple[str, Term, Term]:
    """A network, and directions for W_1 and W_{H+1}."""
    W = net.network()
    (V,), (Z,) = net.proof.fresh("V", layer_sort(0)), net.proof.fresh("Z", layer_sort("H"))
    return W, V, Z


def along(W: str, V: Term, Z: Term) -> tuple[Term, Term]:
    """The product moves by ``t D + t^2 E`` if W_1 moves by t V and W_{H+1} by t Z."""
    first = product(W, TOP, 1) @ V + Z @ product(W, "H", 0)
    return first @ Term("X"), Z @ product(W, "H", 1) @ V @ Term("X")


def variation(W: str, V: Term, Z: Term) -> Term:
    """The coefficient of t^2 in twice the loss along the two moves."""
    D, E = along(W, V, Z)
    return squared(D) + 2 * tr(residual(W) @ E)


@once
def both_moved(net: Landscape) -> Theorem:
    """The network moved twice: near, and its product."""
    proof, (W, V, Z) = net.proof, two_moves(net)
    U, N = net.network("U"), net.network("N")
    (t,) = proof.scalars("t")
    first, last = (U, W, 0, V, t), (N, U, "H", Z, t)
    deep = size_at_most(1, "H")

    def prove(one: Theorem, two: Theorem, hidden: Theorem) -> Theorem:
        zero_ = proof.sizes(size_at_most(0, 0))
        some = proof.sizes(size_at_most(1, TOP))
        whole = proof.use(moves.products_through(net), [*first, 0, TOP], one, zero_, some)
        lower = proof.use(moves.products_through(net), [*first, 0, "H"], one, zero_, hidden)
        ends = proof.sizes(size_at_most(0, "H")), proof.sizes(size_at_most(TOP, TOP))
        top = proof.use(moves.products_through(net), [*last, 0, TOP], two, *ends)
        units = networks.empty(proof, W, 0), networks.empty(proof, U, TOP)
        D = product(W, TOP, 1) @ V + Z @ product(W, "H", 0)
        E = Z @ product(W, "H", 1) @ V
        goal = equal(product(N, TOP, 0), product(W, TOP, 0) + t @ D + t @ t @ E)
        return proof.by(goal, top, whole, lower, *units)

    hypotheses = [moved(*first), moved(*last), deep]
    return proof.lemma([U, N, W, V, Z, t], hypotheses, prove)


@once
def second_variation(net: Landscape) -> Theorem:
    """It is not negative at a local minimum with a hidden layer."""
    proof, (W, V, Z) = net.proof, two_moves(net)
    quartic = scalars.second_order(proof, moves.steps(net))
    D, E = along(W, V, Z)
    coefficients = [
        2 * tr(residual(W) @ D),
        variation(W, V, Z),
        2 * tr(D.T @ E),
        squared(E),
    ]
    size = squared(V) + squared(Z)

    def prove(given: Theorem, hidden: Theorem) -> Theorem:
        def within(found: Theorem) -> Theorem:
            positive, lowest = proof.parts(found)
            quarter = Fraction(1, 4) * Term(positive.conclusion[2])
            some = proof.order(less(NONE, quarter), [positive], [(Fraction(1, 4), [0])])
            (t,) = proof.scalars("t")
            bound = proof.assume(at_most(t @ t @ size, quarter))
            a, b, f, h = coefficients
            value = t @ a + t @ t @ b + t @ t @ t @ f + t @ t @ t @ t @ h
            shown = _rises(net, (W, V, Z, t), lowest, some, bound, hidden, at_most(NONE, value))
            everywhere = proof.generalize(proof.suppose(bound.conclusion, shown), t.tree)
            signs = proof.nonnegative_square(V), proof.nonnegative_square(Z)
            above = proof.order(at_most(NONE, size), signs, [(1, [0]), (1, [1])])
            return proof.use(quartic, [quarter, size, a, b, f, h], some, above, everywhere)

        return proof.choose(given, ["e"], within)

    return proof.lemma([W, V, Z], [local_minimum(W), size_at_most(1, "H")], prove)


def _rises(
    net: Landscape,
    names: tuple[str, Term, Term, Term],
    lowest: Theorem,
    some: Theorem,
    bound: Theorem,
    hidden: Theorem,
    goal: Formula,
) -> Theorem:
    """The loss after both moves, less that before, is not negative."""
    proof, (W, V, Z, t) = net.proof, names
    quarter = Term(some.conclusion[2])
    square = proof.nonnegative_square(t)
    signs = proof.nonnegative_square(V), proof.nonnegative_square(Z)

    def small(direction: Term, other: Theorem) -> Theorem:
        """``t^2`` times one square alone is as small."""
        goal_ = at_most(t @ t @ squared(direction), quarter)
        return proof.order(goal_, (bound, square, other), [(1, [0]), (1, [1, 2])])

    def first(move: Theorem) -> Theorem:
        U = move.conclusion[1][1][1]
        near_U = proof.use(
            moves.near_moved(net), [U, W, 0, V, t, quarter], move, some, small(V, signs[1])
        )

        def second(again: Theorem) -> Theorem:
            N = again.conclusion[1][1][1]
            near_N = proof.use(
                moves.near_moved(net), [N, U, "H", Z, t, quarter], again, some, small(Z, signs[0])
            )
            close = proof.use(moves.near_twice(net), [W, U, N, quarter, quarter], near_U, near_N)
            rises = proof.use(lowest, [N], close)
            whole = proof.use(both_moved(net), [U, N, W, V, Z, t], move, again, hidden)
            half = at_most(NONE, Fraction(1, 2) * Term(goal[2]))
            return proof.order(goal, [proof.same_bound(half, rises, whole)], [(2, [0])])

        return proof.choose(proof.instance(moves.move(net), U, "H", Z, t), ["N"], second)

    return proof.choose(proof.instance(moves.move(net), W, 0, V, t), ["U"], first)


def stationary_pair(W: Tree) -> Formula:
    """The gradients for W_1 and W_{H+1} vanish, and the second variation is not negative."""
    V, Z = Term("V0"), Term("Z0")
    rises = at_most(NONE, variation(W, V, Z))
    rises = for_all("V0", layer_sort(0), for_all("Z0", layer_sort("H"), rises))
    return both(gradient_vanishes(W, 0), gradient_vanishes(W, "H"), rises)


@once
def minimum_is_stationary(net: Landscape) -> Theorem:
    """A local minimum with a hidden layer is such a point."""
    proof, (W, V, Z) = net.proof, two_moves(net)

    def prove(given: Theorem, hidden: Theorem) -> Theorem:
        ends = proof.sizes(size_at_most(0, "H")), proof.sizes(size_at_most("H", "H"))
        first = proof.use(moves.critical(net), [W, 0], given, ends[0])
        last = proof.use(moves.critical(net), [W, "H"], given, ends[1])
        rises = proof.use(second_variation(net), [W, V, Z], given, hidden)
        return proof.both(first, last, proof.generalize(rises, V.tree, Z.tree))

    return proof.lemma([W], [local_minimum(W), size_at_most(1, "H")], prove)


@once
def order_condition(net: Landscape) -> Theorem:
    """``(u^T u)(v^T S v) <= (v^T v)(u^T S u)``, S = Y T Y^T, for u in R(C) and v orthogonal to it.

    P = C L is the projection onto R(C), C = W_{H+1}..W_2, and T = X^T K that onto the rows of
    X. The moves are L u v^T Y K^T of W_1 and v u^T W_{H+1} of W_{H+1}.
    """
    proof, X, Y, W = net.proof, Term("X"), Term("Y"), net.network()
    out, first = ("@", "d", TOP), ("@", "d", 1)
    (P,), (L,) = proof.fresh("P", (out, out)), proof.fresh("L", (first, out))
    (S,), (K,) = proof.fresh("T", ("m", "m")), proof.fresh("K", (("@", "d", 0), "m"))
    (u,), (v,) = proof.fresh("u", (out, 1)), proof.fresh("v", (out, 1))
    form = Y @ S @ Y.T
    C, end = product(W, TOP, 1), product(W, TOP, 0)

    def prove(given: Theorem, hidden: Theorem, *known: Theorem) -> Theorem:
        onto, of_P, rows, of_T, best, in_range, in_kernel = known
        symmetric, transposed = proof.parts(of_P)[0], proof.parts(of_T)[0]
        V, Z = L @ u @ v.T @ Y @ K.T, v @ u.T @ layer(W, "H")
        bound = proof.instance(proof.parts_of(given, 3)[2], V, Z)
        low = proof.sizes(size_at_most(0, "H"))
        whole = flipped(proof, networks.longer(proof, W, "H", 0, low))
        upper = flipped(proof, networks.longer(proof, W, "H", 1, hidden))
        row_u, row_v = as_row(proof, in_range, symmetric), as_row(proof, in_kernel, symmetric)
        columns = proof.combine(equal(K.T @ X, S), Term("$0").T + Term("$1"), rows, transposed)
        D, E = along(W, V, Z)
        y, x = v.T @ Y @ S, u.T @ Y @ S
        at_D = proof.by(equal(D, u @ y + v @ x), columns, onto, in_range, whole, best, row_u)
        at_E = proof.by(equal(E, (u.T @ u) @ (v @ y)), columns, upper, onto, in_range, row_u)
        by = Term("$0") @ u - v.T @ Term("$1")
        cross = proof.combine(equal(v.T @ u, NONE), by, row_v, in_range)
        seen = proof.combine(
            equal(X.T @ end.T @ v, zero("m", 1)),
            Term("$0").T @ v + S.T @ Y.T @ (Term("$1") @ v + Term("$2")),
            best, symmetric, in_kernel,
        )  # fmt: skip
        goal = at_most((u.T @ u) @ (v.T @ form @ v), (v.T @ v) @ (u.T @ form @ u))
        mid = at_most(NONE, squared(u @ y + v @ x) + 2 * tr(residual(W) @ ((u.T @ u) @ (v @ y))))
        by = tr((D + u @ y + v @ x).T @ Term("$0")) + 2 * tr(residual(W) @ Term("$1"))
        step = proof.order(mid, (at_D, at_E, bound), [(1, [2])], (-1 * by).tree)
        return proof.same_bound(goal, step, cross, seen, *proof.parts(of_T))

    hypotheses = [
        stationary_pair(W),
        size_at_most(1, "H"),
        equal(C @ L, P),
        is_projection(P),
        equal(X.T @ K, S),
        is_projection(S),
        equal(end @ X, P @ Y @ S),
        equal(P @ u, u),
        equal(P @ v, zero(out, 1)),
    ]
    return proof.lemma([W, P, L, S, K, u, v], hypotheses, prove)


def flipped(proof: Derivation, theorem: Theorem) -> Theorem:
    """``b = a`` from ``a = b``."""
    _, left, right = theorem.conclusion
    return proof.combine(("=", right, left), ("scale", "-1", "$0"), theorem)
