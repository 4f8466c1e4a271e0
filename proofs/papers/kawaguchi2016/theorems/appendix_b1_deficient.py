"""Steps of Case III of Appendix B.1, for all sizes: flat moves, and the displays (6) to (9).

C = W_{H+1}..W_2, A = W_{H+1}..W_{k+1} and V = W_k..W_1; R = Y X^T N with N = (X X^T)^{-1}. That
X Y^T has rank d_y is given as ``L X Y^T = I``.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    both,
    either,
    equal,
    for_all,
    for_some,
    has_rank,
    implies,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.generalized_inverses import projection_fixes
from proofs.library.networks import layer_moves, products
from proofs.library.networks.landscape import TOP, Landscape, loss
from proofs.library.networks.products import layer, plus, product
from proofs.library.ranks import H0, H1, H2, H3, factors, monotone, through
from proofs.papers.kawaguchi2016.instances.ranks import (
    chains,
    displays,
    equal_ranges,
    frames,
    lifts,
    networks_moved_flatly,
    rows,
)
from symbolic.words.terms import Term, Tree, identity, zero


@theorem("appendix-b1:flat", instances=networks_moved_flatly)
def flat_moves() -> Theorem:
    """If ``A_k (U_k - W_k) = 0`` for all k, U and W have the same C, W_{H+1}..W_1 and loss.

    By induction from the top: ``U[H+1:j] = U[H+1:j+1] U[j] = W[H+1:j+1] U[j] = W[H+1:j]``.
    """
    net = Landscape()
    proof, U, W = net.proof, net.network("U"), net.network("W")
    moved = product(W, TOP, plus("k0", 1)) @ (layer(U, "k0") - layer(W, "k0"))
    inside = implies(size_at_most("k0", "H"), equal(moved, zero(("@", "d", TOP), ("@", "d", "k0"))))
    given = proof.assume(for_all("k0", "size", inside))
    shown = _same_products(net, U, W, given)
    here = proof.sizes(size_at_most(TOP, TOP))
    C, total = (proof.use(shown, sizes, here, here) for sizes in (["H", 1], [TOP, 0]))
    return proof.both(C, total, proof.by(equal(loss(U), loss(W)), total))


def _same(U: Tree, W: Tree, i: Tree) -> Formula:
    """``U[H+1:i] = W[H+1:i]``."""
    return equal(product(U, TOP, i), product(W, TOP, i))


def _same_products(net: Landscape, U: Tree, W: Tree, given: Theorem) -> Theorem:
    """``U[H+1:j] = W[H+1:j]`` for all a and j with ``j + a = H + 1``, by induction on a."""
    proof, (a, j) = net.proof, net.sizes("a j")

    def at_the_top(i: Tree, steps: Tree) -> list[Formula]:
        far = plus(i, steps)
        return [size_at_most(far, TOP), size_at_most(TOP, far)]

    def claim(steps: Tree) -> Formula:
        low, high = at_the_top("n0", steps)
        return for_all("n0", "size", implies(low, implies(high, _same(U, W, "n0"))))

    below, above = map(proof.assume, at_the_top(j, 0))
    units = (products.empty(proof, network, TOP) for network in (U, W))
    anywhere = for_all("n0", "size", _same(U, W, "n0"))
    whole = proof.by(_same(U, W, TOP), *units)
    first = proof.replaced(anywhere, whole, TOP, j, above, below)
    base = proof.conclude([j], at_the_top(j, 0), first)
    before, up = proof.assume(claim(a)), plus(j, 1)
    bounds = at_the_top(j, plus(a, 1))
    low, high = map(proof.assume, bounds)
    upper = proof.use(before, [up], *map(proof.sizes, at_the_top(up, a), (low, high)))
    inside = proof.sizes(size_at_most(up, TOP), low)
    lower = _one_layer_more(net, (U, W, j), upper, given, inside)
    step = proof.conclude([j], bounds, lower)
    return proof.induct(for_all("a0", "size", claim("a0")), base, before.conclusion, step, a)


def _one_layer_more(
    net: Landscape, names: tuple[Tree, Tree, Tree], upper: Theorem, given: Theorem, inside: Theorem
) -> Theorem:
    """``U[H+1:j] = W[H+1:j]`` from the same for j + 1 <= H + 1 and ``A_j (U[j] - W[j]) = 0``."""
    proof, (U, W, j) = net.proof, names
    up, order = plus(j, 1), (proof.sizes(size_at_most(j, j)), inside)
    parts = []
    for network in (U, W):
        split = proof.use(layer_moves.around(net), [network, j, j, TOP], *order)
        goal = equal(product(network, TOP, j), product(network, TOP, up) @ layer(network, j))
        parts.append(proof.by(goal, split, products.empty(proof, network, j)))
    flat = proof.use(given, [j], proof.sizes(size_at_most(j, "H"), inside))
    by = H0 - H1 + H2 @ layer(U, j) + H3
    return proof.combine(_same(U, W, j), by, *parts, upper, flat)


@theorem("appendix-b1:ranks", instances=chains)
def ranks_of_products() -> Theorem:
    """If rank C >= min(p, d_y), then rank N >= p or rank C = d_y, for C = W N.

    If rank N < p <= d_1, then C^T C has no inverse.
    """
    proof = Derivation("d_y d_h d_1 n c p", W="d_y d_h", N="d_h d_1")
    W, N = proof.letters("W N")
    C, one, unit = W @ N, identity("d_1"), identity("d_y")
    of_N = proof.assume(has_rank(N, ("d_h", "d_1"), "n"))
    of_C = proof.assume(has_rank(C, ("d_y", "d_1"), "c"))
    narrow = proof.assume(size_at_most("p", "d_1"))
    values = ["d_y", "d_1", "d_h", "d_1", "c", "n", C, W, N, one]
    less = proof.use(monotone(proof), values, proof.by(equal(C, W @ N @ one)), of_C, of_N)
    values = ["d_y", "d_1", "d_y", "c", C, unit, C]
    few = proof.use(through(proof), values, proof.by(equal(C, unit @ C)), of_C)
    # rank C >= min(p, d_y)
    enough = either(size_at_most("p", "c"), size_at_most("d_y", "c"))
    large, full = size_at_most("p", "n"), both(size_at_most("d_y", "c"), size_at_most("c", "d_y"))
    choice, goal = proof.assume(enough), either(large, full)
    above_p, above_d = proof.alternatives(choice)
    sides = proof.sizes(large, above_p, less), proof.both(above_d, few)
    first = proof.from_both(choice, *(proof.either(goal, side) for side in sides))
    # rank N < p
    inverse = for_some("G0", ("d_1", "d_1"), equal(Term("G0") @ C.T @ C, one))
    deficient = proof.assume(size_at_most(plus("n", 1), "p"))
    (G,), found = proof.obtain(proof.assume(inverse), "G")
    left = G @ C.T @ W
    flat = proof.by(equal(left @ N, one), found)
    rank = proof.use(_injective(proof), ["d_h", "d_1", "n", N, left], flat, of_N)
    impossible = proof.sizes(FALSE, rank, deficient, narrow)
    singular = proof.conclude([], [deficient.conclusion, inverse], impossible)
    return proof.both(proof.suppose(enough, first), singular)


def _injective(proof: Derivation) -> Theorem:
    """``L M = I`` of size n implies n <= rank M."""
    m, n, r = (proof.new(name, "size") for name in "mnr")
    M, L = proof.matrices(M=(m, n), L=(n, m))
    hypotheses = [equal(L @ M, identity(n)), has_rank(M, (m, n), r)]
    inverse, rank = map(proof.assume, hypotheses)
    (P, Q, _, _), (whole, _, _) = factors(proof, rank)
    unit = proof.combine(equal(L @ P @ Q, identity(n)), H1 - L @ H0, whole, inverse)
    shown = proof.apply(proof.axiom("pigeonhole", n, r, L @ P, Q), unit)
    return proof.conclude([m, n, r, M, L], hypotheses, shown)


@theorem("appendix-b1:projection", instances=equal_ranges)
def same_projection() -> Theorem:
    """If X r A_k = 0, then ``A_k (A_k^T A_k)^- A_k^T = C (C^T C)^- C^T``; X Y^T has rank d_y.

    C = A_k S with S = W_k..W_2. Both sides map Y X^T to W_{H+1}..W_1 X X^T.
    """
    proof = Derivation(
        "d_y d_k d_1 d_x m", A="d_y d_k", S="d_k d_1", U="d_1 d_x", X="d_x m", Y="d_y m",
        G="d_1 d_1", J="d_k d_k", L="d_y d_x",
    )  # fmt: skip
    A, S, U, X, Y, G, J, L = proof.letters("A S U X Y G J L")
    C = A @ S
    none = proof.assume(equal(X @ (C @ U @ X - Y).T @ A, zero("d_x", "d_k")))
    inverse = proof.assume(equal(L @ X @ Y.T, identity("d_y")))
    sides = []
    for M, K, image, tail in ((A, J, S @ U, identity("d_k")), (C, G, U, S)):
        given = proof.assume(equal(M.T @ M @ K @ M.T @ M, M.T @ M))
        fixes = projection_fixes(proof, M, K, given)
        # M K M^T (M V X X^T - Y X^T) = 0, and M K M^T M = M
        by = M @ K @ tail.T @ H0.T - H1 @ image @ X @ X.T
        goal = equal(M @ image @ X @ X.T, M @ K @ M.T @ Y @ X.T)
        sides.append(proof.combine(goal, by, none, fixes))
    P, Q = A @ J @ A.T, C @ G @ C.T
    # (P - Q) Y X^T L^T = P - Q
    by = H1 @ L.T - H0 @ L.T - (P - Q) @ H2.T
    return proof.combine(equal(P, Q), by, *sides, inverse)


@theorem("appendix-b1:display", instances=displays)
def display_of_products() -> Theorem:
    """(7), (9): ``G V = [U^T R; [0, I] G L]`` for some L, where X r A = 0 and A = [U, 0] G.

    The two blocks are placed by the injections J and K: ``[U, 0] = U J^T``.
    """
    proof = Derivation(
        "d_y d_k d_x m p q", V="d_k d_x", X="d_x m", Y="d_y m", N="d_x d_x", U="d_y p",
        G="d_k d_k", F="d_k d_k", J="d_k p", K="d_k q",
    )  # fmt: skip
    V, X, Y, N, U, G, F, J, K = proof.letters("V X Y N U G F J K")
    A = U @ J.T @ G
    none = proof.assume(equal(X @ (A @ V @ X - Y).T @ A, zero("d_x", "d_k")))
    data = proof.assume(equal(X @ X.T @ N, identity("d_x")))
    unit = proof.assume(equal(U.T @ U, identity("p")))
    inverse = proof.assume(equal(G @ F, identity("d_k")))
    first = proof.assume(equal(J.T @ J, identity("p")))
    whole = proof.assume(equal(J @ J.T + K @ K.T, identity("d_k")))
    # J^T F^T (A^T (A V X - Y) X^T) N = U^T (U J^T G V - R), as F^T G^T = I
    R = Y @ X.T @ N
    residual = (A @ V @ X - Y) @ X.T
    short = proof.combine(
        equal(U.T @ residual, zero("p", "d_x")),
        J.T @ F.T @ H0.T - J.T @ H1.T @ J @ U.T @ residual - H2 @ U.T @ residual,
        none, inverse, first,
    )  # fmt: skip
    upper = proof.combine(
        equal(J.T @ G @ V, U.T @ R),
        H0 @ N - U.T @ U @ J.T @ G @ V @ H1 - H2 @ J.T @ G @ V,
        short, data, unit,
    )  # fmt: skip
    form = for_some("L", ("d_k", "d_x"), equal(G @ V, J @ U.T @ R + K @ (K.T @ G @ Term("L"))))
    by = J @ H0 - H1 @ G @ V
    shown = proof.combine(equal(G @ V, J @ U.T @ R + K @ (K.T @ G @ V)), by, upper, whole)
    return proof.both(upper, proof.exhibit(form, V, shown))


@theorem("appendix-b1:inverses", instances=frames)
def framed_inverses() -> Theorem:
    """For C = [U, 0] G: ``C^T C = G^T diag(I, 0) G``, and what its {1}-inverses M are.

    They are the ``G^{-1} [I, ..; .., ..] G^{-T}``: ``J^T (G M G^T) J = I``, J having the first
    columns of I.
    """
    proof = Derivation(
        "d_y d_1 p", U="d_y p", G="d_1 d_1", F="d_1 d_1", J="d_1 p", M="d_1 d_1"
    )  # fmt: skip
    U, G, F, J, M = proof.letters("U G F J M")
    C, one = U @ J.T @ G, identity("p")
    unit, first = (proof.assume(equal(x.T @ x, one)) for x in (U, J))
    inverse = proof.assume(equal(G @ F, identity("d_1")))
    gram = C.T @ C
    whole = proof.combine(
        equal(gram, G.T @ J @ J.T @ G), G.T @ J @ H0 @ J.T @ G, unit
    )  # fmt: skip
    core = J.T @ G @ M @ G.T @ J
    forward, backward = equal(gram @ M @ gram, gram), equal(core, one)
    # J^T F^T (gram M gram - gram) F J, with F^T gram F = J J^T
    left, right = J.T @ F.T, F @ J
    inner = proof.combine(
        equal(left @ gram, J.T @ G),
        left @ H0 + J.T @ H1.T @ J @ J.T @ G + H2 @ J.T @ G, whole, inverse, first,
    )  # fmt: skip
    outer = proof.combine(equal(gram @ right, G.T @ J), H0.T, inner)
    ends = proof.combine(
        equal(J.T @ G @ right, one), J.T @ H0 @ J + H1, inverse, first
    )  # fmt: skip
    by = left @ H0 @ right - H1 @ M @ gram @ right - J.T @ G @ M @ H2 + H1 @ right + H3
    there = proof.combine(backward, by, proof.assume(forward), inner, outer, ends)
    by = G.T @ J @ H0 @ J.T @ G + H1 @ M @ gram + G.T @ J @ J.T @ G @ M @ H1 - H1
    back = proof.combine(forward, by, proof.assume(backward), whole)
    both_ways = proof.both(proof.suppose(forward, there), proof.suppose(backward, back))
    return proof.both(whole, proof.generalize(both_ways, M.tree))


@theorem("appendix-b1:rows", instances=rows)
def rows_of_the_frame() -> Theorem:
    """For C = [U, 0] G: U^T R has rank p, as R has full row rank; other rows of G W do not matter.

    K places the last rows: ``C (W + G^{-1} K D) = C W`` for every D.
    """
    proof = Derivation(
        "d_y d_x d_1 p q", U="d_y p", R="d_y d_x", S="d_x d_y", G="d_1 d_1", F="d_1 d_1",
        J="d_1 p", K="d_1 q", W="d_1 d_x", D="q d_x",
    )  # fmt: skip
    U, R, S, G, F, J, K, W, D = proof.letters("U R S G F J K W D")
    one = identity("p")
    unit = proof.assume(equal(U.T @ U, one))
    full = proof.assume(equal(R @ S, identity("d_y")))
    inverse = proof.assume(equal(G @ F, identity("d_1")))
    apart = proof.assume(equal(J.T @ K, zero("p", "q")))
    C, rows = U @ J.T @ G, U.T @ R
    shown = proof.combine(equal(rows @ (S @ U), one), U.T @ H0 @ U + H1, full, unit)
    goal = has_rank(rows, ("p", "d_x"), "p")
    whole = proof.by(equal(rows, one @ rows)), proof.by(equal(one @ one, one)), shown
    rank = proof.exhibit_all(goal, [one, rows, one, S @ U], proof.both(*whole))
    by = U @ J.T @ H0 @ K @ D + U @ H1 @ D
    same = proof.combine(equal(C @ (W + F @ K @ D), C @ W), by, inverse, apart)
    return proof.both(rank, proof.generalize(same, D.tree))


@theorem("appendix-b1:lift", instances=lifts)
def lifted_layer() -> Theorem:
    """``W_k = (W_k..W_1) B^+ + L (I - B B^+)`` for some L, and ``M B^+ B = M``, B = W_{k-1}..W_1.

    The rows of M are in the row space of B: ``M = Q B``.
    """
    proof = Derivation(
        "d_k d_j d_x n", W="d_k d_j", B="d_j d_x", P="d_x d_j", M="n d_x", Q="n d_j"
    )  # fmt: skip
    W, B, P, M, Q = proof.letters("W B P M Q")
    fixes = proof.assume(equal(B @ P @ B, B))
    rows = proof.assume(equal(M, Q @ B))
    rest = identity("d_j") - B @ P
    some = for_some("L", ("d_k", "d_j"), equal(W, W @ B @ P + Term("L") @ rest))
    shown = proof.by(equal(W, W @ B @ P + W @ rest))
    kept = proof.combine(equal(M @ P @ B, M), Q @ H0 + H1 @ P @ B - H1, fixes, rows)
    return proof.both(proof.exhibit(some, W, shown), kept)
