"""The second variation of a local minimum along moves of the first and of the last layer."""

from __future__ import annotations

from proofs.kernel.formulas import Formula, at_most, both, equal, for_all, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks import layer_pairs, moves, products
from proofs.library.networks.landscape import (
    NONE,
    TOP,
    Landscape,
    gradient_vanishes,
    layer_sort,
    local_minimum,
    once,
    residual,
)
from proofs.library.networks.products import layer, product
from proofs.library.projections import as_row, is_projection, squared
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
        lemma = layer_pairs.second_variation(net)
        rises = proof.use(lemma, [W, 0, "H", V, Z], given, hidden, ends[1])
        units = products.empty(proof, W, 0), products.empty(proof, W, TOP)
        rises = proof.same_bound(at_most(NONE, variation(W, V, Z)), rises, *units)
        return proof.both(first, last, proof.generalize(rises, V.tree, Z.tree))

    return proof.lemma([W], [local_minimum(W), size_at_most(1, "H")], prove)


@once
def as_pair(net: Landscape) -> Theorem:
    """The last of the three conditions is one on the pair of these layers."""
    proof, (W, V, Z) = net.proof, two_moves(net)

    def prove(given: Theorem) -> Theorem:
        rises = proof.instance(proof.parts_of(given, 3)[2], V, Z)
        units = products.empty(proof, W, 0), products.empty(proof, W, TOP)
        goal = at_most(NONE, layer_pairs.pair_variation(W, 0, "H", V, Z))
        return proof.generalize(proof.same_bound(goal, rises, *units), V.tree, Z.tree)

    return proof.lemma([W], [stationary_pair(W)], prove)


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
        whole = flipped(proof, products.longer(proof, W, "H", 0, low))
        upper = flipped(proof, products.longer(proof, W, "H", 1, hidden))
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
