"""The second variation of a local minimum along moves of the first and of the last layer."""

from __future__ import annotations

from collections.abc import Sequence

from proofs.kernel.formulas import NONE, Formula, at_most, both, equal, for_all, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2
from proofs.library.networks import layer_pairs, local_minima, products
from proofs.library.networks.landscape import (
    FIRST,
    IN,
    OUT,
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
    """A local minimum with a hidden layer is a `stationary_pair`."""
    proof, (W, V, Z) = net.proof, two_moves(net)
    hypotheses = [local_minimum(W), size_at_most(1, "H")]
    given, hidden = map(proof.assume, hypotheses)
    low, high = proof.sizes(size_at_most(0, "H")), proof.sizes(size_at_most("H", "H"))
    first = proof.use(local_minima.critical(net), [W, 0], given, low)
    last = proof.use(local_minima.critical(net), [W, "H"], given, high)
    rises = proof.use(layer_pairs.second_variation(net), [W, 0, "H", V, Z], given, hidden, high)
    units = products.empty(proof, W, 0), products.empty(proof, W, TOP)
    rises = proof.same_bound(at_most(NONE, variation(W, V, Z)), rises, *units)
    shown = proof.both(first, last, proof.generalize(rises, V.tree, Z.tree))
    return proof.conclude([W], hypotheses, shown)


@once
def as_pair(net: Landscape) -> Theorem:
    """`pair_rises` for the first and the last layer, at a `stationary_pair`."""
    proof, (W, V, Z) = net.proof, two_moves(net)
    given = proof.assume(stationary_pair(W))
    rises = proof.instance(proof.parts_of(given, 3)[2], V, Z)
    units = products.empty(proof, W, 0), products.empty(proof, W, TOP)
    goal = at_most(NONE, layer_pairs.pair_variation(W, 0, "H", V, Z))
    everywhere = proof.generalize(proof.same_bound(goal, rises, *units), V.tree, Z.tree)
    return proof.conclude([W], [stationary_pair(W)], everywhere)


@once
def order_condition(net: Landscape) -> Theorem:
    """``(u^T u)(v^T S v) <= (v^T v)(u^T S u)``, S = Y T Y^T, for u in R(C) and v orthogonal to it.

    P = C L is the projection onto R(C), C = W_{H+1}..W_2, and T = X^T K that onto the rows of
    X. The moves are L u v^T Y K^T of W_1 and v u^T W_{H+1} of W_{H+1}.
    """
    proof, X, Y, W = net.proof, Term("X"), Term("Y"), net.network()
    P, L, T, K = proof.matrices(P=(OUT, OUT), L=(FIRST, OUT), T=("m", "m"), K=(IN, "m"))
    u, v = proof.matrices(u=(OUT, 1), v=(OUT, 1))
    of_P = [equal(product(W, TOP, 1) @ L, P), is_projection(P)]
    of_T = [equal(X.T @ K, T), is_projection(T)]
    best = equal(product(W, TOP, 0) @ X, P @ Y @ T)
    vectors = [equal(P @ u, u), equal(P @ v, zero(OUT, 1))]
    hypotheses = [stationary_pair(W), size_at_most(1, "H"), *of_P, *of_T, best, *vectors]
    given, hidden, onto, on_C, rows, on_rows, predicted, in_range, in_kernel = map(
        proof.assume, hypotheses
    )
    symmetric, (transposed, squared_T) = proof.parts(on_C)[0], proof.parts(on_rows)

    V, Z = L @ u @ v.T @ Y @ K.T, v @ u.T @ layer(W, "H")
    bound = proof.instance(proof.parts_of(given, 3)[2], V, Z)
    low = proof.sizes(size_at_most(0, "H"))
    whole = flipped(proof, products.longer(proof, W, "H", 0, low))
    upper = flipped(proof, products.longer(proof, W, "H", 1, hidden))
    row_u = as_row(proof, in_range, symmetric)
    columns = proof.combine(equal(K.T @ X, T), H0.T + H1, rows, transposed)
    D, E = along(W, V, Z)
    y, x = v.T @ Y @ T, u.T @ Y @ T
    at_D = proof.by(equal(D, u @ y + v @ x), columns, onto, in_range, whole, predicted, row_u)
    at_E = proof.by(equal(E, (u.T @ u) @ (v @ y)), columns, upper, onto, in_range, row_u)
    mid = at_most(NONE, squared(u @ y + v @ x) + 2 * tr(residual(W) @ ((u.T @ u) @ (v @ y))))
    by = tr((D + u @ y + v @ x).T @ H0) + 2 * tr(residual(W) @ H1)
    step = proof.order(mid, (at_D, at_E, bound), [(1, [2])], -1 * by)
    known = predicted, symmetric, in_range, in_kernel, transposed, squared_T
    shown = _without_residual(net, (W, T, u, v), step, known)
    return proof.conclude([W, P, L, T, K, u, v], hypotheses, shown)


def _without_residual(
    net: Landscape, names: tuple[str, Term, Term, Term], step: Theorem, known: Sequence[Theorem]
) -> Theorem:
    """The condition, as v is orthogonal to u and to the predictions."""
    proof, X, Y, (W, T, u, v) = net.proof, Term("X"), Term("Y"), names
    best, symmetric, in_range, in_kernel, *of_T = known
    row_v = as_row(proof, in_kernel, symmetric)
    cross = proof.combine(equal(v.T @ u, NONE), H0 @ u - v.T @ H1, row_v, in_range)
    by = H0.T @ v + T.T @ Y.T @ (H1 @ v + H2)
    goal = equal(X.T @ product(W, TOP, 0).T @ v, zero("m", 1))
    seen = proof.combine(goal, by, best, symmetric, in_kernel)
    form = Y @ T @ Y.T
    goal = at_most((u.T @ u) @ (v.T @ form @ v), (v.T @ v) @ (u.T @ form @ u))
    return proof.same_bound(goal, step, cross, seen, *of_T)


def flipped(proof: Derivation, theorem: Theorem) -> Theorem:
    """``b = a`` from ``a = b``."""
    _, left, right = theorem.conclusion
    return proof.combine(("=", right, left), -1 * H0, theorem)
