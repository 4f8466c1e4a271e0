"""Section 2.3, line 70: what is negative at a point is negative near it, for every depth."""

from __future__ import annotations

from fractions import Fraction

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    FALSE,
    NONE,
    Formula,
    both,
    for_all,
    for_some,
    implies,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.networks import continuity
from proofs.library.networks.continuity import Continuous, Of
from proofs.library.networks.landscape import TOP, Landscape, near
from proofs.library.networks.layer_pairs import Pair, pair_variation
from proofs.library.networks.products import NETWORK, plus, product
from symbolic.words.terms import Term, Tree

QUARTER, THREE_QUARTERS = Fraction(1, 4), Fraction(3, 4)


def stays_negative(of: Of, W: Tree) -> Formula:
    """Within some f > 0 of W the number is negative, as it is at W."""
    f = Term("f0")
    everywhere = for_all("U0", NETWORK, implies(near(W, "U0", f), less(of("U0"), NONE)))
    some = for_some("f0", (1, 1), both(less(NONE, f), everywhere))
    return implies(less(of(W), NONE), some)


def _pair(net: Landscape) -> tuple[Pair, list[Theorem], Of]:
    """A network, directions V and Z in two of its layers, and the form along them."""
    pair = Pair.start(net)
    order = [net.proof.assume(formula) for formula in pair.order]
    return pair, order, lambda U: pair_variation(U, pair.l, pair.k, pair.V, pair.Z)


def _said(
    net: Landscape, pair: Pair, order: list[Theorem], shown: Theorem, count: int = 2
) -> Theorem:
    found = net.proof.conclude(pair.names, [given.conclusion for given in order], shown)
    return net.proof.unfold(found, ["W", "l", "k", "V", "Z"], count)


@theorem("remarks:continuous", form="the form of the Hessian along two layers")
def continuous_form() -> Theorem:
    """The Hessian's form along V in W_l and Z in W_k is continuous in all weights.

    It is the second variation, a trace of sums of products of the layers.
    """
    net = Landscape()
    pair, order, of = _pair(net)
    return _said(net, pair, order, continuity.of_equal(net, pair.W, _form(net, pair, order), of))


@theorem("remarks:negative-near", form="the form of the Hessian along two layers")
def negative_near() -> Theorem:
    """Where the Hessian's form along V in W_l and Z in W_k is negative, it is so near by.

    It is q < 0 at W, and negative wherever it differs from q by less than -q.
    """
    net = Landscape()
    pair, order, of = _pair(net)
    continuous = continuity.of_equal(net, pair.W, _form(net, pair, order), of)
    return _said(net, pair, order, _negative(net, pair.W, of, continuous), count=3)


def _form(net: Landscape, pair: Pair, order: list[Theorem]) -> Continuous:
    """The second variation ``tr((D X)^T D X + 2 r E X)``, put together from products of layers."""
    proof, W, l, k = net.proof, pair.W, pair.l, pair.k
    after_l, after_k, (under, inside) = plus(l, 1), plus(k, 1), order

    def span(j: Tree, i: Tree, below: list[Theorem], above: list[Theorem]) -> Continuous:
        """``W[j:i]``; what shows that i <= j and that j <= H+1."""
        low, high = (
            proof.sizes(size_at_most(i, j), *below),
            proof.sizes(size_at_most(j, TOP), *above),
        )
        known = proof.use(continuity.products_are_continuous(net), [W, i, j], low, high)
        return Continuous(lambda U: product(U, j, i), known)

    def times(*factors: Continuous | Term) -> Continuous:
        first, *rest = (f if isinstance(f, Continuous) else _constant(f) for f in factors)
        for factor in rest:
            if first.at_W is None and factor.at_W is None:
                raise ValueError("two constants: multiply them first")
            first = continuity.times(net, W, first, factor)
        return first

    X, Y, V, Z = Term("X"), Term("Y"), pair.V, pair.Z
    upper, lower = times(span(TOP, after_k, [inside], []), Z), times(V, span(l, 0, [], order))
    D = continuity.plus(
        net, W, times(span(TOP, after_l, order, []), lower), times(upper, span(k, 0, [], [inside]))
    )  # fmt: skip
    moved = times(D, X)
    E = times(upper, span(k, after_l, [under], [inside]), lower)
    error = continuity.plus(net, W, times(span(TOP, 0, [], []), X), _constant(-Y))
    linear = times(continuity.transposed(net, W, error), E, 2 * X)
    square = times(continuity.transposed(net, W, moved), moved)
    return continuity.trace(net, W, continuity.plus(net, W, square, linear))


def _constant(term: Term) -> Continuous:
    return Continuous(lambda _U: term)


def _negative(net: Landscape, W: str, of: Of, continuous: Theorem) -> Theorem:
    """``(q(U) - q)^2 <= q^2/4`` and q < 0: q(U) is negative."""
    proof, U, q = net.proof, net.network("U"), of(W)
    below = proof.assume(less(q, NONE))
    e = QUARTER * (q @ q)
    some = proof.order(less(NONE, e), [below], [(QUARTER, [0, 0])])
    (f,), found = proof.obtain(proof.use(continuous, [e], some), "f")
    positive, all_near = proof.parts(found)
    close = proof.assume(near(W, U, f))
    bound = proof.use(all_near, [U], close)
    choice = proof.axiom("sign", of(U))
    above, done = proof.alternatives(choice)
    # q(U) >= 0: (q(U) - q)^2 = q(U)^2 - 2 q(U) q + q^2 >= q^2.
    products: list[tuple[Fraction | int, list[int]]]
    products = [(1, [2]), (1, [1, 1]), (2, [1, 0]), (THREE_QUARTERS, [0, 0])]
    absurd = proof.order(FALSE, (below, above, bound), products)
    goal = less(of(U), NONE)
    first = proof.absurd(goal, absurd)
    shown = proof.conclude([U], [close.conclusion], proof.from_both(choice, first, done))
    wanted = stays_negative(of, W)
    shown = proof.exhibit(wanted[2], f, proof.both(positive, shown))
    return proof.conclude([], [below.conclusion], shown)
