"""A vector w with ``C w = 0`` and ``W_k..W_2 w != 0``, carried upwards by flat moves.

C = W_{H+1}..W_2, at a local minimum. Kawaguchi (2016), Appendix B.1, Case III of the proof of
Theorem 2.3 (ii).
"""

from __future__ import annotations

from proofs.kernel.formulas import FALSE, ONE, Formula, both, equal, for_some, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import vectors
from proofs.library.equations import H0, H1, H2, H3, sides
from proofs.library.networks import layer_moves, layer_pairs, local_minima, products
from proofs.library.networks.deficient import inverses, not_zero
from proofs.library.networks.landscape import (
    FIRST,
    IN,
    OUT,
    TOP,
    Landscape,
    local_minimum,
    once,
    residual,
    width,
)
from proofs.library.networks.products import NETWORK, layer, plus, product
from symbolic.words.terms import Term, Tree, identity, zero


def left_inverse(L: Term) -> Formula:
    """``L X Y^T = I``."""
    return equal(L @ Term("X") @ Term("Y").T, identity(OUT))


def annihilated(W: Tree, w: Term) -> Formula:
    """``C w = W_{H+1}..W_2 w = 0``."""
    return equal(product(W, TOP, 1) @ w, zero(OUT, 1))


def reaches(W: Tree, k: Tree, w: Term) -> Formula:
    """``W[k:1] w`` is not zero: ``z W[k:1] w = 1`` for some z."""
    z = Term("z0")
    return for_some("z0", (1, width(k)), equal(z @ product(W, k, 1) @ w, ONE))


def carried(U: Tree, W: Tree, k: Tree, w: Term) -> Formula:
    """U is a local minimum with the products of W down to W_2 and W_1, and ``U[k:1] w != 0``."""
    same = [equal(product(U, TOP, i), product(W, TOP, i)) for i in (1, 0)]
    return both(local_minimum(U), *same, reaches(U, k, w))


def reached(W: Tree, k: Tree, w: Term) -> Formula:
    """There is such a network U."""
    return for_some("U0", NETWORK, carried("U0", W, k, w))


def by_itself(net: Landscape, W: str, k: Tree, w: Term, *known: Theorem) -> Theorem:
    """W itself is such a network: a local minimum where ``W[k:1] w`` is not zero."""
    proof, (given, reach) = net.proof, known
    same = [proof.by(equal(product(W, TOP, i), product(W, TOP, i))) for i in (1, 0)]
    return proof.exhibit(reached(W, k, w), W, proof.both(given, *same, reach))


def annihilated_too(net: Landscape, same: Theorem, null: Theorem, w: Term) -> Theorem:
    """``C w = 0`` for a network with the same C."""
    proof, (C, _) = net.proof, sides(same)
    return proof.combine(equal(C @ w, zero(OUT, 1)), H0 @ w + H1, same, null)


@once
def no_residual_above(net: Landscape) -> Theorem:
    """``X r W[H+1:k+1] = 0``, by Lemma 4.4, where ``C w = 0`` and ``W[k:1] w`` is not zero."""
    proof, X = net.proof, Term("X")
    W, (k,) = net.network(), net.sizes("k")
    (w,) = proof.fresh("w", (FIRST, 1))
    above = X @ residual(W) @ product(W, TOP, plus(k, 1))
    goal = equal(above, proof.zero_like(above))
    order = [size_at_most(1, k), size_at_most(k, "H")]
    hypotheses = [local_minimum(W), *order, annihilated(W, w), reaches(W, k, w)]
    given, low, high, null, some = map(proof.assume, hypotheses)

    choice = proof.use(layer_pairs.ranges_at_a_minimum(net), [W, 0, k], given, low, high)
    none, included = proof.alternatives(choice)
    vanishes = proof.combine(goal, H0 - H1 @ above, none, products.empty(proof, W, 0))
    # W[k:1] = M C, so that W[k:1] w = 0.
    (M,), found = proof.obtain(included, "M")
    (z,), unit = proof.obtain(some, "z")
    contradiction = proof.order(FALSE, (unit, found, null), [], H0 - z @ H1 @ w - z @ M @ H2)
    shown = proof.from_both(choice, vanishes, proof.absurd(goal, contradiction))
    return proof.conclude([W, k, w], hypotheses, shown)


def _with_first_layer(net: Landscape, W: str, factored: Term, factors: Theorem) -> Theorem:
    """``W_{H+1}..W_1 = F G W_1`` from ``C = F G``."""
    proof = net.proof
    bounds = proof.sizes(size_at_most(0, 0)), proof.sizes(size_at_most(1, TOP))
    split = proof.use(layer_moves.around(net), [W, 0, 0, TOP], *bounds)
    goal = equal(product(W, TOP, 0), factored @ layer(W, 0))
    return proof.by(goal, split, factors, products.empty(proof, W, 0))


@once
def kernel_above(net: Landscape) -> Theorem:
    """A = W[H+1:k+1] has a kernel, if ``X r A = 0`` and C factors through less than its width.

    ``A = L X X^T (W_{H+1}..W_1)^T A``, and the product of all layers has no more rank than C.
    """
    proof, X = net.proof, Term("X")
    W, (k, n) = net.network(), net.sizes("k n")
    L, F, G = proof.matrices(L=(OUT, IN), F=(OUT, n), G=(n, FIRST))
    cols = width(plus(k, 1))
    A = product(W, TOP, plus(k, 1))
    goal = vectors.has_kernel(A, OUT, cols)
    vanishes = equal(X @ residual(W) @ A, zero(IN, cols))
    narrow = size_at_most(plus(n, 1), cols)
    hypotheses = [left_inverse(L), equal(product(W, TOP, 1), F @ G), vanishes, narrow]
    inverse, factors, none, few = map(proof.assume, hypotheses)

    whole = _with_first_layer(net, W, F @ G, factors)
    lemma = vectors.injective_or_not(proof, not_zero(net))
    choice = proof.instance(lemma, OUT, cols, A)
    injective, kernel = proof.alternatives(choice)
    (J,), found = proof.obtain(injective, "J")
    left, right = J @ L @ X @ X.T @ layer(W, 0).T @ G.T, F.T @ A
    by = H0 + J @ H1 @ A + J @ L @ H2 - J @ L @ X @ X.T @ H3.T @ A
    unit = proof.combine(equal(left @ right, identity(cols)), by, found, inverse, none, whole)
    many = proof.apply(proof.axiom("pigeonhole", cols, n, left, right), unit)
    contradiction = proof.absurd(goal, proof.sizes(FALSE, many, few))
    shown = proof.from_both(choice, contradiction, kernel)
    return proof.conclude([W, k, n, L, F, G], hypotheses, shown)


@once
def raised(net: Landscape) -> Theorem:
    """A kernel vector u of ``W[H+1:k+1]`` carries w through W_{k+1}.

    Where ``W[k+1:1] w = 0`` already, W_{k+1} moves by ``t u z`` with ``z W[k:1] w = 1``.
    """
    proof = net.proof
    W, (k,) = net.network(), net.sizes("k")
    (w,), up = proof.fresh("w", (FIRST, 1)), plus(k, 1)
    cols = width(up)
    kernel = vectors.has_kernel(product(W, TOP, up), OUT, cols)
    order = [size_at_most(1, k), size_at_most(k, "H")]
    hypotheses = [local_minimum(W), *order, kernel, reaches(W, k, w)]
    given, low, high, some, reach = map(proof.assume, hypotheses)

    choice = proof.instance(not_zero(net), cols, 1, product(W, up, 1) @ w)
    none, found = proof.alternatives(choice)
    (x, y), unit = proof.obtain(found, "u", "v")
    far = proof.combine(equal(y @ x @ product(W, up, 1) @ w, ONE), H0, unit)
    already = by_itself(net, W, up, w, given, proof.exhibit(reaches(W, up, w), y @ x, far))
    moved = _moved_by_one(net, (W, k, w), (given, low, high, none), some, reach)
    return proof.conclude([W, k, w], hypotheses, proof.from_both(choice, moved, already))


def _moved_by_one(
    net: Landscape,
    names: tuple[str, str, Term],
    known: tuple[Theorem, Theorem, Theorem, Theorem],
    some: Theorem,
    reach: Theorem,
) -> Theorem:
    """The flat move of W_{k+1} by u z: the products from the top do not change.

    u is `some` vector of the kernel above, ``z W[k:1] w = 1`` is the `reach` of w; W is a local
    minimum, 1 <= k <= H, and ``W[k+1:1] w = 0``.
    """
    proof, (W, k, w), (given, low, high, none) = net.proof, names, known
    (u, y), vector = proof.obtain(some, "u", "y")
    null, other = proof.parts(vector)
    (z,), unit = proof.obtain(reach, "z")
    up = plus(k, 1)
    still = product(W, TOP, up) @ (u @ z) @ product(W, k, 0)
    flat = proof.combine(equal(still, proof.zero_like(still)), H0 @ z @ product(W, k, 0), null)
    move = proof.use(local_minima.flat_move(net), [W, k, u @ z], given, high, flat)
    top = proof.sizes(size_at_most(up, TOP), high)
    (t, moved), found = proof.obtain(move, "t", "U")
    positive, move, minimum = proof.parts_of(found, 3)
    U = str(moved.tree)
    through = proof.instance(layer_moves.products_through(net), U, W, k, u @ z, t)

    def kept(i: int, below: Theorem) -> Theorem:
        """``U[H+1:i] = W[H+1:i]``."""
        part = proof.apply(proof.instance(through, i, TOP), move, below, top)
        by = H0 + t @ H1 @ z @ product(W, k, i)
        return proof.combine(equal(product(U, TOP, i), product(W, TOP, i)), by, part, null)

    same = kept(1, low), kept(0, proof.sizes(size_at_most(0, k)))
    end = proof.sizes(size_at_most(up, up))
    part = proof.apply(proof.instance(through, 1, up), move, low, end)
    step = equal(product(U, up, 1) @ w, t @ u)
    step_ = proof.by(step, part, products.empty(proof, W, up), none, unit)
    far = _multiple(net, (U, up, w), (t, u, y), positive, step_, other)
    return proof.exhibit(reached(W, up, w), U, proof.both(minimum, *same, far))


def _multiple(
    net: Landscape,
    names: tuple[str, Tree, Term],
    vectors: tuple[Term, Term, Term],
    positive: Theorem,
    step: Theorem,
    unit: Theorem,
) -> Theorem:
    """``U[k:1] w`` is not zero, being ``t u`` with ``0 < t`` and ``y u = 1``."""
    proof, (U, k, w), (t, _, y) = net.proof, names, vectors
    (s,), found = proof.obtain(proof.use(inverses(net), [t], positive), "s")
    _, inverse = proof.parts(found)
    by = s @ y @ H0 + s @ t @ H1 + H2
    shown = proof.combine(equal(s @ y @ product(U, k, 1) @ w, ONE), by, step, unit, inverse)
    return proof.exhibit(reaches(U, k, w), s @ y, shown)
