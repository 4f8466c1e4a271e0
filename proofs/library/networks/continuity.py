"""What is made of the layers of a network by sums and products is continuous in them, at any depth.

That T is continuous at W means: for every e > 0 there is an f > 0 such that ``||T(U) - T(W)||^2``
is at most e for every network U whose layers are within the squared distance f of those of W.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.formulas import (
    NONE,
    ONE,
    Formula,
    at_most,
    both,
    for_all,
    for_some,
    implies,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import opened
from proofs.library import estimates
from proofs.library.derivation import Derivation
from proofs.library.form_traces import schwarz
from proofs.library.networks import products
from proofs.library.networks.landscape import TOP, Landscape, near, once, width
from proofs.library.networks.products import NETWORK, layer, product
from proofs.library.projections import squared
from symbolic.words.terms import Term, Tree, identity, tr

Of = Callable[[Tree], Term]
"""A term for each network."""


@dataclass(frozen=True)
class Continuous:
    """A term for each network, and that it is continuous at W, which of a constant is not said."""

    of: Of
    at_W: Theorem | None = None


def is_continuous(of: Of, W: Tree) -> Formula:
    """For every e > 0 an f > 0 such that the term moves by at most e while the layers do by f."""
    e, f = Term("e0"), Term("f0")
    moves = implies(near(W, "U0", f), at_most(squared(of("U0") - of(W)), e))
    some = for_some("f0", (1, 1), both(less(NONE, f), for_all("U0", NETWORK, moves)))
    return for_all("e0", (1, 1), implies(less(NONE, e), some))


@once
def wider(net: Landscape) -> Theorem:
    """What is within h of W is within f of it, h <= f."""
    proof, W, U, (n,) = net.proof, net.network("W"), net.network("U"), net.sizes("n")
    h, f = proof.scalars("h f")
    hypotheses = [at_most(h, f), near(W, U, h)]
    order, close = map(proof.assume, hypotheses)
    inside = proof.assume(size_at_most(n, "H"))
    goal = at_most(squared(layer(U, n) - layer(W, n)), f)
    shown = proof.order(goal, (order, proof.use(close, [n], inside)), [(1, [0]), (1, [1])])
    everywhere = proof.conclude([n], [inside.conclusion], shown)
    return proof.conclude([W, U, h, f], hypotheses, everywhere)


Bounds = Callable[[str, list[Theorem]], Theorem]
"""The bound for U, from the bounds of the parts for U."""


def _together(
    net: Landscape,
    W: str,
    of: Of,
    parts: list[Continuous],
    e: Term,
    g: Term,
    some: Theorem,
    bounded: Bounds,
) -> Continuous:
    """The term is continuous if its parts are: within g of theirs at W its value is within e.

    `some` says that g is positive, and rests on 0 < e.
    """  # fmt: skip
    proof = net.proof
    reached: list[_Radius] = []
    for part in parts:
        if part.at_W is not None:
            (f,), found = proof.obtain(proof.use(part.at_W, [g], some), "f")
            reached.append(_Radius(f, *proof.parts(found)))
    radius, positive, within = _least(proof, reached)
    U = net.network("U")
    close = proof.assume(near(W, U, radius))
    bounds = []
    for order, part_ in zip(within, reached, strict=True):
        here = proof.use(wider(net), [W, U, radius, part_.f], order, close)
        bounds.append(proof.use(part_.all_near, [U], here))
    everywhere = proof.conclude([U], [close.conclusion], bounded(U, bounds))
    goal = _for(is_continuous(of, W), e, net)
    shown = proof.exhibit(goal, radius, proof.both(positive, everywhere))
    return Continuous(of, proof.conclude([e], [less(NONE, e)], shown))


@dataclass(frozen=True)
class _Radius:
    """A number f, that it is positive, and what holds for every network within it."""

    f: Term
    positive: Theorem
    all_near: Theorem


def _least(
    proof: Derivation, reached: list[_Radius]
) -> tuple[Term, Theorem, list[Theorem]]:  # fmt: skip
    """A positive number that is at most each of the radii, of which there is one or two."""
    first, *others = reached
    if not others:
        return first.f, first.positive, [proof.order(at_most(first.f, first.f), [], [])]
    (second,) = others
    known = first.positive, second.positive
    (h,), found = proof.obtain(
        proof.use(estimates.smaller(proof), [first.f, second.f], *known), "h"
    )
    positive, *within = proof.parts(found)
    return h, positive, within


def _for(formula: Formula, e: Term, net: Landscape) -> Formula:
    """What is said to exist for one e."""
    some: Formula = opened(net.proof.theory, formula, e.tree)[2]
    return some


def times(net: Landscape, W: str, first: Continuous, second: Continuous) -> Continuous:
    """The product of two."""
    proof = net.proof
    (e,) = proof.scalars("e")
    A, B = first.of(W), second.of(W)
    (m, n), (_, p) = proof.shape(A), proof.shape(B)
    names = [m, n, p, A, B, e]
    found = proof.use(estimates.product_moves_little(proof), names, proof.assume(less(NONE, e)))
    (g,), found = proof.obtain(found, "g")
    some, moves = proof.parts(found)

    def bounded(U: str, bounds: list[Theorem]) -> Theorem:
        known = iter(bounds)
        each = [
            next(known) if part.at_W is not None else _still(proof, part.of(U), g, some)
            for part in (first, second)
        ]  # fmt: skip
        return proof.use(moves, [first.of(U), second.of(U)], *each)

    def of(U: Tree) -> Term:
        return first.of(U) @ second.of(U)

    return _together(net, W, of, [first, second], e, g, some, bounded)


def _still(proof: Derivation, term: Term, g: Term, some: Theorem) -> Theorem:
    """A constant does not move."""
    return proof.order(at_most(squared(term - term), g), [some], [(1, [0])])


def plus(net: Landscape, W: str, first: Continuous, second: Continuous) -> Continuous:
    """The sum of two, of which the second may be a constant: ``|x + y|^2 <= 2 |x|^2 + 2 |y|^2``."""
    proof = net.proof
    (e,) = proof.scalars("e")
    g = Fraction(1, 4) * e
    some = proof.order(less(NONE, g), [proof.assume(less(NONE, e))], [(Fraction(1, 4), [0])])

    def of(U: Tree) -> Term:
        return first.of(U) + second.of(U)

    def bounded(U: str, bounds: list[Theorem]) -> Theorem:
        if second.at_W is None:
            bounds = [*bounds, _still(proof, second.of(U), g, some)]
        x, y = (part.of(U) - part.of(W) for part in (first, second))
        apart = proof.nonnegative_square(x - y)
        goal = at_most(squared(of(U) - of(W)), e)
        return proof.order(goal, (*bounds, apart), [(2, [0]), (2, [1]), (1, [2])])

    return _together(net, W, of, [first, second], e, g, some, bounded)


def transposed(net: Landscape, W: str, first: Continuous) -> Continuous:
    """The transpose: its square is the same."""
    (e,) = net.proof.scalars("e")

    def of(U: Tree) -> Term:
        return first.of(U).T

    def bounded(U: str, bounds: list[Theorem]) -> Theorem:
        return net.proof.order(at_most(squared(of(U) - of(W)), e), bounds, [(1, [0])])

    return _together(net, W, of, [first], e, e, net.proof.assume(less(NONE, e)), bounded)


def trace(net: Landscape, W: str, first: Continuous) -> Continuous:
    """The trace of a square matrix: ``tr(x)^2 <= n |x|^2`` (Cauchy, Schwarz)."""
    proof = net.proof
    (e,) = proof.scalars("e")
    n, _ = proof.shape(first.of(W))
    count = tr(identity(n))
    above = proof.same_bound(at_most(NONE, count), proof.nonnegative_square(identity(n)))
    g, (some, _, close) = estimates.small_square(proof, e, count, above)

    def of(U: Tree) -> Term:
        return tr(first.of(U))

    def bounded(U: str, bounds: list[Theorem]) -> Theorem:
        x = first.of(U) - first.of(W)
        bound = proof.use(schwarz(proof), [n, n, identity(n), x])
        goal = at_most(squared(of(U) - of(W)), e)
        return proof.order(goal, (bound, *bounds, close, above), [(1, [0]), (1, [1, 3]), (1, [2])])

    return _together(net, W, of, [first], e, g, some, bounded)


@once
def products_are_continuous(net: Landscape) -> Theorem:
    """``W[j:i]`` is continuous in the layers, i <= j <= H+1: by induction on j."""
    proof, W, (i, j) = net.proof, net.network("W"), net.sizes("i j")

    def of(top: Tree) -> Of:
        return lambda U: product(U, top, i)

    def claim(top: Tree) -> Formula:
        ordered = implies(size_at_most(top, TOP), is_continuous(of(top), W))
        return implies(size_at_most(i, top), ordered)

    def none(top: Tree, above: Theorem, below: Theorem) -> Theorem:
        """The case i = `top`: the identity."""
        (e,), U = proof.scalars("e"), net.network("U")
        given = proof.assume(less(NONE, e))
        units = [products.empty(proof, network, top) for network in (U, W)]
        still = _still(proof, identity(width(top)), e, given)
        goal = at_most(squared(product(U, top, top) - product(W, top, top)), e)
        shown = proof.conclude([U], [near(W, U, ONE)], proof.same_bound(goal, still, *units))
        unit = proof.order(less(NONE, ONE), [], [(1, [])])
        some = _for(is_continuous(lambda V: product(V, top, top), W), e, net)
        shown = proof.exhibit(some, ONE, proof.both(unit, shown))
        shown = proof.conclude([e], [given.conclusion], shown)
        whole = for_all("n", "size", is_continuous(lambda V: product(V, top, "n"), W))
        return proof.replaced(whole, shown, top, i, above, below)

    below = proof.assume(size_at_most(i, 0))
    first = none(0, proof.sizes(size_at_most(0, i)), below)
    first = proof.conclude([], [below.conclusion, size_at_most(0, TOP)], first)
    before, top = proof.assume(claim(j)), products.plus(j, 1)
    choice, inside = proof.axiom("compare", i, j), proof.assume(size_at_most(top, TOP))
    under, over = proof.alternatives(choice)
    known = proof.apply(before, under, proof.sizes(size_at_most(j, TOP), inside))
    low = proof.sizes(size_at_most(j, "H"), inside)
    factors = Continuous(lambda U: layer(U, j), _one_layer(net, W, j, low))
    longer = times(net, W, factors, Continuous(of(j), known))
    step = of_equal(net, W, longer, of(top), lambda U: products.longer(proof, U, j, i, under))
    below = proof.assume(size_at_most(i, top))
    step = proof.from_both(choice, step, none(top, over, below))
    step = proof.conclude([], [size_at_most(i, top), inside.conclusion], step)
    shown = proof.induct(for_all("n", "size", claim("n")), first, before.conclusion, step, j)
    return proof.generalize(proof.instance(shown, j), W, i, j)


def _one_layer(net: Landscape, W: str, k: Tree, low: Theorem) -> Theorem:
    """A layer is continuous in the layers."""
    proof, U = net.proof, net.network("U")
    (e,) = proof.scalars("e")
    given, close = proof.assume(less(NONE, e)), proof.assume(near(W, U, e))
    shown = proof.conclude([U], [close.conclusion], proof.use(close, [k], low))
    goal = _for(is_continuous(lambda V: layer(V, k), W), e, net)
    shown = proof.exhibit(goal, e, proof.both(given, shown))
    return proof.conclude([e], [given.conclusion], shown)


def of_equal(
    net: Landscape,
    W: str,
    known: Continuous,
    of: Of,
    equation: Callable[[str], Theorem] | None = None,
) -> Theorem:
    """The same for an equal term, ``of(U) = known.of(U)`` by an equation where it is not plain."""
    proof = net.proof
    (e,) = proof.scalars("e")
    given = proof.assume(less(NONE, e))

    def bounded(U: str, bounds: list[Theorem]) -> Theorem:
        goal = at_most(squared(of(U) - of(W)), e)
        equations = [equation(V) for V in (U, W)] if equation is not None else []
        return proof.same_bound(goal, bounds[0], *equations)

    found = _together(net, W, of, [known], e, e, given, bounded)
    assert found.at_W is not None
    return found.at_W
