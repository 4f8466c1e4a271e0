"""Local minima whose product of layers has a rank below every hidden width: ``X r = 0`` there.

The missing case of the printed proof of Theorem 2.3 (ii). The layers are removed from the
gradient one at a time: a flat move of a layer, along a vector that the layers above it send to
zero, gives another local minimum, and the two gradients differ by what is to vanish. Nothing
is assumed of X and Y.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.kernel.formulas import Formula, both, equal, for_all, implies, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import scalars, vectors
from proofs.library.equations import H0, H1, H2, H3, sides
from proofs.library.networks import layer_moves, local_minima, products
from proofs.library.networks.landscape import (
    IN,
    OUT,
    TOP,
    Landscape,
    gradient,
    local_minimum,
    once,
    residual,
    width,
)
from proofs.library.networks.products import layer, plus, product
from symbolic.words.terms import Term, Tree, identity, zero


@dataclass(frozen=True)
class Deficient:
    """The product of the layers factors through q, which is less than every hidden width."""

    net: Landscape
    q: str
    F: Term
    G: Term

    @staticmethod
    def start(net: Landscape) -> Deficient:
        """New names for q and the factors."""
        (q,) = net.sizes("q")
        (F,) = net.proof.fresh("F", (OUT, q))
        (G,) = net.proof.fresh("G", (q, IN))
        return Deficient(net, q, F, G)

    def factored(self, W: Tree) -> Formula:
        """``W_{H+1} .. W_1 = F G``."""
        return equal(product(W, TOP, 0), self.F @ self.G)

    @property
    def narrow(self) -> Formula:
        """q is less than every hidden width."""
        inside = implies(size_at_most("k0", "H"), size_at_most(plus(self.q, 1), width("k0")))
        return for_all("k0", "size", implies(size_at_most(1, "k0"), inside))

    def condition(self, W: Tree, b: Tree) -> Formula:
        """``W[H+1:b+1]`` is injective, ``W[H+1:j]`` is not for 1 <= j <= b; the factors."""
        return both(injective(W, plus(b, 1)), not_injective(W, b), self.factored(W))


def injective(W: Tree, j: Tree) -> Formula:
    """``W[H+1:j]`` has a left inverse."""
    return vectors.has_left_inverse(product(W, TOP, j), OUT, width(j))


def kernel_at(W: Tree, j: Tree) -> Formula:
    """``W[H+1:j]`` sends a vector to zero that is not zero."""
    return vectors.has_kernel(product(W, TOP, j), OUT, width(j))


def not_injective(W: Tree, b: Tree) -> Formula:
    """Every ``W[H+1:j]`` with 1 <= j <= b sends such a vector to zero."""
    inside = implies(size_at_most("j0", b), kernel_at(W, "j0"))
    return for_all("j0", "size", implies(size_at_most(1, "j0"), inside))


def rest(W: Tree, k: Tree) -> Term:
    """``W[k:0] X r``, which is to vanish."""
    return product(W, k, 0) @ Term("X") @ residual(W)


def rest_vanishes(W: Tree, k: Tree) -> Formula:
    """``W[k:0] X r = 0``."""
    return equal(rest(W, k), zero(width(k), OUT))


@once
def not_zero(net: Landscape) -> Theorem:
    """``M = 0``, or ``u M v = 1`` for a row u and a column v."""
    return vectors.not_zero(net.proof)


@once
def tested(net: Landscape) -> Theorem:
    """``M = 0`` if ``u M = 0`` for every row u."""
    return vectors.tested(net.proof, not_zero(net))


@once
def left_kernel(net: Landscape) -> Theorem:
    """A matrix with fewer columns than rows has ``x F = 0`` for a row x with ``x z = 1``."""
    return vectors.left_kernel(net.proof, not_zero(net))


@once
def inverses(net: Landscape) -> Theorem:
    """``0 < a`` implies that ``a u = 1`` for some ``0 < u``."""
    return scalars.positive_inverse(net.proof)


def divided(net: Landscape, positive: Theorem, multiple: Theorem, term: Term) -> Theorem:
    """``M = 0`` from ``0 < t`` and ``t M = 0``."""
    proof, (_, t) = net.proof, sides(positive)
    (s,), found = proof.obtain(proof.use(inverses(net), [t], positive), "s")
    _, inverse = proof.parts(found)
    goal = equal(term, proof.zero_like(term))
    return proof.close(proof.combine(goal, s @ H0 - H1 @ term, multiple, inverse))


@once
def top_layer(net: Landscape) -> Theorem:
    """``W[b:0] X r = 0`` where ``W[H+1:b+1]`` is injective, by a flat move of the last layer."""
    proof, case = net.proof, Deficient.start(net)
    W, (b,) = net.network(), net.sizes("b")
    hypotheses = [local_minimum(W), size_at_most(b, "H"), case.condition(W, b), case.narrow]
    given, inside, condition, narrow = map(proof.assume, hypotheses)
    choice = proof.axiom("compare", "H", b)
    above, under = proof.alternatives(choice)
    critical = local_minima.critical(net)
    top = proof.use(critical, [W, "H"], given, proof.sizes(size_at_most("H", "H")))
    by = H0 - rest(W, "H") @ H1
    top = proof.combine(rest_vanishes(W, "H"), by, top, products.empty(proof, W, TOP))
    of = for_all("n0", "size", rest_vanishes(W, "n0"))
    at_top = proof.replaced(of, top, "H", b, above, inside)
    below = _below_top(case, W, b, given, condition, narrow, under)
    shown = proof.from_both(choice, at_top, below)
    return proof.conclude([case.q, case.F, case.G, W, b], hypotheses, shown)


def _below_top(
    case: Deficient,
    W: str,
    b: str,
    given: Theorem,
    condition: Theorem,
    narrow: Theorem,
    under: Theorem,
) -> Theorem:
    """``W[b:0] X r = 0`` for b < H: the last layer moves by ``u^T x L W_{H+1}`` for any row u.

    L is the left inverse of ``W[H+1:b+1]`` and x a row that sends ``L F`` to zero.
    """
    net, proof, up = case.net, case.net.proof, plus(b, 1)
    left, _, factors = proof.parts(condition)
    bound = proof.sizes(size_at_most(up, TOP), under)
    last = products.longer(proof, W, "H", up, under)
    split, low = layer_moves.split(net), proof.sizes(size_at_most(0, up))
    halves = proof.use(split, [W, 0, up, TOP], low, bound)
    lower = proof.use(split, [W, 0, up, "H"], low, under)

    (L,), inverse = proof.obtain(left, "L")
    first = proof.use(narrow, [up], proof.sizes(size_at_most(1, up)), under)
    few = proof.use(left_kernel(net), [width(up), case.q, L @ case.F], first)
    (x, z), found = proof.obtain(few, "x", "z")
    null, unit = proof.parts(found)
    # x W[b+1:0] = x L F G = 0, as L W[H+1:b+1] = I.
    below = product(W, up, 0)
    by = -1 * (x @ H0 @ below) - x @ L @ H1 + x @ L @ H2 + H3 @ case.G
    goal = equal(x @ below, zero(1, IN))
    shown = proof.combine(goal, by, inverse, halves, factors, null)
    goal = equal(L @ layer(W, "H") @ product(W, "H", up), identity(width(up)))
    unfolded = proof.combine(goal, H0 - L @ H1, inverse, last)
    (u,) = proof.fresh("u", (1, OUT))
    V = u.T @ x @ L @ layer(W, "H")
    known = shown, unfolded, lower, unit
    vanishes = proof.close(_flat_top(net, W, b, V, (u, x, z), given, under, known))
    everywhere = proof.generalize(vanishes, u.tree)
    names = [OUT, width(b), rest(W, b).T]
    return proof.combine(rest_vanishes(W, b), H0.T, proof.use(tested(net), names, everywhere))


def _flat_top(
    net: Landscape,
    W: str,
    b: str,
    V: Term,
    rows: tuple[Term, Term, Term],
    given: Theorem,
    under: Theorem,
    known: tuple[Theorem, Theorem, Theorem, Theorem],
) -> Theorem:
    """``u (W[b:0] X r)^T = 0``, from the gradients for W[b] before and after the flat move."""
    proof, (u, x, z), (null, unfolded, lower, unit) = net.proof, rows, known
    unit_top = products.empty(proof, W, TOP)
    still = product(W, TOP, TOP) @ V @ product(W, "H", 0)
    flat = proof.by(equal(still, proof.zero_like(still)), unit_top, lower, unfolded, null)
    inside = proof.sizes(size_at_most("H", "H"))

    some = proof.use(local_minima.flat_move(net), [W, "H", V], given, inside, flat)
    (t, moved), found = proof.obtain(some, "t", "U")
    positive, move, minimum = proof.parts_of(found, 3)
    U = str(moved.tree)
    names = U, W, "H", V, t
    change = rest(W, b) @ u.T
    below = proof.sizes(size_at_most(b, "H"), under)
    known = flat, unfolded, unit_top, move
    risen = _risen(net, names, b, change @ x, known, (inside, under, below))
    before = proof.use(local_minima.critical(net), [W, b], given, below)
    after = proof.use(local_minima.critical(net), [U, b], minimum, below)
    by = H1 @ z - H0 @ z - H2 @ z - t @ (change @ H3)
    goal = equal(t @ change, proof.zero_like(change))
    multiple = proof.combine(goal, by, risen, after, before, unit)
    column = divided(net, positive, multiple, change)
    row = u @ rest(W, b).T
    return proof.combine(equal(row, proof.zero_like(row)), H0.T, column)


def _risen(
    net: Landscape,
    names: layer_moves.Move,
    b: str,
    change: Term,
    known: tuple[Theorem, ...],
    bounds: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """The gradient of U for the layer b < H is that of W plus t times the change.

    U is W with t V added to the last layer, and the change is ``(W[b:0] X r) u^T x``.
    """
    proof, (U, W, _, _, t), (inside, under, below) = net.proof, names, bounds
    flat, unfolded, unit_top, move = known
    whole = layer_moves.whole_moved(net, names, move, inside)
    same = equal(product(U, TOP, 0), product(W, TOP, 0))
    whole = proof.combine(same, H0 + t @ H1, whole, flat)
    end, up = proof.sizes(size_at_most(TOP, TOP)), plus(b, 1)
    part = proof.use(layer_moves.products_through(net), [*names, up, TOP], move, under, end)
    low = proof.use(layer_moves.products_below(net), names, move)
    low = proof.use(low, [0, b], proof.sizes(size_at_most(0, b)), below)
    goal = equal(gradient(U, b), gradient(W, b) + t @ change)
    return proof.by(goal, whole, low, part, unit_top, unfolded)
