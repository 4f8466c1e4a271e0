"""Beyond the paper, H = 2: the only bad saddles with C = W_3 W_2 = 0, and how many there are.

A psd Hessian with C = 0 is zero (`proofs.papers.kawaguchi2016.theorems.appendix_b2_c1`), and what
its form says along pairs of layers leaves W_3 = W_2 = 0 and W_1 X Y^T = 0.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    Formula,
    both,
    equal,
    for_all,
    for_some,
    implies,
    negation,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3
from proofs.library.networks import layer_moves, products
from proofs.library.networks.landscape import Landscape, layer_sort
from proofs.library.networks.products import layer, product
from proofs.library.projections import squared
from proofs.library.ranks import Factors, count, factors, rank_of, trace_of_idempotent
from proofs.papers.kawaguchi2016.instances.zero_products import bad_saddles, kernels
from proofs.papers.kawaguchi2016.theorems.appendix_b2_c1 import psd_means_zero
from symbolic.words.terms import Term, Tree, identity, tr, zero


def _width(k: Tree) -> Tree:
    return ("@", "d", k)


def _bilinear(proof: Derivation) -> Theorem:
    """P = 0 or Q = 0, from ``tr(P N Q K) = 0`` for all N and K."""
    a, b, c, e = (proof.new(name, "size") for name in "abce")
    (P,), (Q,) = proof.fresh("P", (a, b)), proof.fresh("Q", (c, e))
    (N,), (K,) = proof.fresh("N", (b, c)), proof.fresh("K", (e, a))
    flat = equal(tr(P @ Term("N0") @ Q @ Term("K0")), zero(1, 1))
    given = for_all("N0", (b, c), for_all("K0", (e, a), flat))
    at = proof.instance(proof.assume(given), N, K)
    shown = proof.bilinear(at, P, Q, str(N.tree), str(K.tree))
    return proof.conclude([a, b, c, e, P, Q], [given], shown)


class _DepthTwo:
    """A network with H = 2, a psd Hessian, C = 0, X r != 0 and positive hidden widths."""

    def __init__(self) -> None:
        net = Landscape()
        self.net, proof, self.W = net, net.proof, net.network("W")
        self.X, self.Y = Term("X"), Term(proof.new("Y_2", (_width(3), "m")))
        (self.L,) = proof.fresh("L", (_width(3), _width(0)))
        general = proof.generalize(psd_means_zero(net), "H", "Y")
        self.r = (product(self.W, 3, 0) @ self.X - self.Y).T
        self.residual = equal(self.X @ self.r, zero(_width(0), _width(3)))
        self.gone = proof.assume(equal(product(self.W, 3, 1), zero(_width(3), _width(1))))
        self.inverse = proof.assume(equal(self.L @ self.X @ self.Y.T, identity(_width(3))))
        lemma = proof.use(
            proof.instance(general, 2, self.Y), [self.W, self.L], self.gone, self.inverse
        )
        way = proof.parts_of(lemma, 2)[0]
        self.flat = proof.apply(way, proof.assume(way.conclusion[1]))
        self.seen = proof.assume(negation(self.residual))
        self.positive = {k: proof.assume(negation(self.no_unit(k))) for k in (1, 2)}
        self.empty = [products.empty(proof, self.W, k) for k in range(4)]
        ends = proof.sizes(size_at_most(0, 1)), proof.sizes(size_at_most(1, 3))
        self.bilinear = _bilinear(proof)
        whole = proof.use(layer_moves.split(net), [self.W, 0, 1, 3], *ends)
        no_map = proof.by(
            equal(product(self.W, 3, 0), zero(_width(3), _width(0))), whole, self.gone
        )
        goal = equal(self.X @ self.r, -1 * (self.X @ self.Y.T))
        self.Xr = proof.combine(goal, self.X @ (H0 @ self.X).T, no_map)

    def no_unit(self, k: Tree) -> Formula:
        """``I = 0``: there is no unit in layer k."""
        return equal(identity(_width(k)), zero(_width(k), _width(k)))

    def impossible(self, k: int, goal: Formula, none: Theorem) -> Theorem:
        """Anything, from ``W[k:k] = 0`` in a hidden layer k, as its width is positive."""
        proof = self.net.proof
        unit = proof.combine(self.no_unit(k), H0 - H1, none, self.empty[k])
        return proof.absurd(goal, proof.apply(self.positive[k], unit))

    def one_layer(self, k: int) -> Theorem:
        """``W[k+1:k] = W[k]``."""
        proof, W = self.net.proof, self.W
        longer = products.longer(proof, W, k, k, proof.sizes(size_at_most(k, k)))
        return proof.by(equal(product(W, k + 1, k), layer(W, k)), longer, self.empty[k])

    def along(self, l: int, k: int, *facts: Theorem) -> Theorem:
        """``W[l:0] X r W[3:k+1] = 0`` or ``W[k:l+1] = 0``, where W[3:l+1] = 0 by the facts."""
        proof, W, X = self.net.proof, self.W, self.X
        (V,), (Z,) = proof.fresh("V", layer_sort(l)), proof.fresh("Z", layer_sort(k))
        order = proof.sizes(size_at_most(l + 1, k)), proof.sizes(size_at_most(k, 2))
        here = proof.use(self.flat, [l, k], *order)
        both_, alone = proof.instance(here, V, Z), proof.instance(here, 0 * V, Z)
        P = product(W, l, 0) @ X @ self.r @ product(W, 3, k + 1)
        Q = product(W, k, l + 1)
        image = product(W, 3, k + 1) @ Z @ product(W, k, 0) @ X
        rest = tr(P @ Z @ Q @ V)
        value, at_zero = Term(both_.conclusion[1]), Term(alone.conclusion[1])
        with_V = proof.by(equal(value, squared(image) + 2 * rest), *facts)
        without = proof.by(equal(at_zero, squared(image)))
        by = Fraction(1, 2) * (H0 - H1 - H2 + H3)
        none = proof.combine(equal(rest, zero(1, 1)), by, both_, with_V, alone, without)
        everywhere = proof.generalize(none, Z.tree, V.tree)
        sizes = [_width(l), _width(k + 1), _width(k), _width(l + 1)]
        return proof.use(self.bilinear, [*sizes, P, Q], everywhere)


def _third(s: _DepthTwo, top: Theorem) -> Theorem:
    """``W_3 = 0``, as ``X r W_3 = 0`` and X r = - X Y^T has a left inverse."""
    proof, W, X, L, r = s.net.proof, s.W, s.X, s.L, s.r
    A, goal = layer(W, 2), equal(layer(W, 2), zero(*layer_sort(2)))
    choice = s.along(0, 1, s.gone)
    seen, none = proof.alternatives(choice)
    start = proof.combine(
        equal(X @ r @ A, zero(_width(0), _width(2))),
        H0 - H1 @ X @ r @ product(W, 3, 2) - X @ r @ H2, seen, s.empty[0], top,
    )  # fmt: skip
    by = -1 * (L @ H0) + L @ H1 @ A - H2 @ A
    shown = proof.combine(goal, by, start, s.Xr, s.inverse)
    return proof.from_both(choice, shown, s.impossible(1, goal, none))


def _second(s: _DepthTwo, middle: Theorem) -> Theorem:
    """``W_2 = 0``, as X r is not zero."""
    proof, X, r = s.net.proof, s.X, s.r
    goal = equal(layer(s.W, 1), zero(*layer_sort(1)))
    choice = s.along(0, 2, s.gone)
    no_residual, none = proof.alternatives(choice)
    by = H0 - H1 @ X @ r @ product(s.W, 3, 3) - X @ r @ H2
    unseen = proof.combine(s.residual, by, no_residual, s.empty[0], s.empty[3])
    impossible = proof.absurd(goal, proof.apply(s.seen, unseen))
    return proof.from_both(choice, impossible, proof.combine(goal, H0 - H1, none, middle))


def _first(s: _DepthTwo, top: Theorem, low: Theorem, W_3: Theorem) -> Theorem:
    """``W_1 X Y^T = 0``: W[1:0] X r W[3:3] = W_1 X r = - W_1 X Y^T."""
    proof, W, X, r = s.net.proof, s.W, s.X, s.r
    goal = equal(layer(W, 0) @ X @ s.Y.T, zero(_width(1), _width(3)))
    upper = proof.by(equal(product(W, 3, 2), zero(_width(3), _width(2))), top, W_3)
    choice = s.along(1, 2, upper)
    seen, none = proof.alternatives(choice)
    start = proof.combine(
        equal(layer(W, 0) @ X @ r, zero(_width(1), _width(3))),
        H0 - H1 @ X @ r @ product(W, 3, 3) - layer(W, 0) @ X @ r @ H2, seen, low, s.empty[3],
    )  # fmt: skip
    shown = proof.combine(goal, layer(W, 0) @ H1 - H0, start, s.Xr)
    return proof.from_both(choice, shown, s.impossible(2, goal, none))


@theorem("flat-saddles:only", instances=bad_saddles)
def only_flat_saddles() -> Theorem:
    """``W_3 = 0``, ``W_2 = 0`` and ``W_1 X Y^T = 0``, if the Hessian is psd, C = 0 and X r != 0.

    X Y^T is of rank d_y, and the hidden widths are positive.
    """
    s = _DepthTwo()
    top, middle, low = (s.one_layer(k) for k in (2, 1, 0))
    W_3 = _third(s, top)
    return s.net.proof.both(W_3, _second(s, middle), _first(s, top, low, W_3))


def _kernel(names: tuple[str, str], M: Term, sizes: tuple[Tree, Tree, Tree]) -> Formula:
    """``W M = 0`` if and only if ``W = S Q`` for some S, which then is the only one."""
    (q, Q), (d_x, d_y, d_1) = (names[0], Term(names[1])), sizes
    W, S = Term("W0"), Term("S0")
    none, through = equal(W @ M, zero(d_1, d_y)), for_some("S0", (d_1, q), equal(W, S @ Q))
    spanned = both(implies(none, through), implies(through, none))
    alone = implies(equal(S @ Q, zero(d_1, d_x)), equal(S, zero(d_1, q)))
    total = equal(count(q) + count(d_y), count(d_x))
    return both(
        total, for_all("W0", (d_1, d_x), spanned), for_all("S0", (d_1, q), alone)
    )  # fmt: skip


@theorem("flat-saddles:dimension", instances=kernels)
def dimension_of_the_kernel() -> Theorem:
    """The W with ``W X Y^T = 0`` are the S Q, each for one S only; Q has d_x - d_y rows.

    X Y^T has rank d_y. For d_x <= d_y only W = 0 is left.
    """
    proof = Derivation("d_x d_y d_1 m", X="d_x m", Y="d_y m", L="d_y d_x", W="d_1 d_x")
    X, Y, L, W = proof.letters("X Y L W")
    M, sizes = X @ Y.T, ("d_x", "d_y", "d_1")
    inverse = proof.assume(equal(L @ M, identity("d_y")))
    E, none = identity("d_x") - M @ L, proof.assume(equal(W @ M, zero("d_1", "d_y")))
    body = _kernel(("q0", "Q0"), M, sizes)
    goal = for_some("q0", "size", for_some("Q0", ("q0", "d_x"), body))
    narrow = proof.assume(size_at_most("d_x", "d_y"))
    axiom = proof.axiom("two_sided", "d_y", "d_x", L, M)
    whole = proof.apply(axiom, proof.both(inverse, narrow))
    only = proof.combine(equal(W, zero("d_1", "d_x")), H0 @ L - W @ H1, none, whole)
    only = proof.conclude([W], [none.conclusion], only)
    only = proof.suppose(narrow.conclusion, only)

    q, rank = rank_of(proof, E)
    square = proof.combine(equal(E @ E, E), M @ H0 @ L, inverse)
    traced = proof.use(trace_of_idempotent(proof), ["d_x", q, E], square, rank)
    through, known = factors(proof, rank)
    shown = _spanned(proof, (M, L, W), through, (inverse, none, *known))
    total = equal(count(q) + count("d_y"), count("d_x"))
    counted = proof.combine(total, -1 * H0 - tr(H1), traced, inverse)
    some = proof.exhibit_all(goal, [q, through[1]], proof.both(counted, *shown))
    return proof.both(proof.close(some), only)


def _spanned(
    proof: Derivation,
    letters: tuple[Term, Term, Term],
    through: Factors,
    known: tuple[Theorem, ...],
) -> tuple[Theorem, Theorem]:
    """For ``I - M L = P Q``: ``W M = 0`` if and only if ``W = S Q``, and S Q = 0 only for S = 0."""
    (M, L, W), (P, Q, K, R) = letters, through
    inverse, none, whole, left, right = known
    q = proof.shape(P)[1]
    (S,) = proof.fresh("S", ("d_1", q))
    form = for_some("S0", ("d_1", q), equal(W, Term("S0") @ Q))
    shown = proof.combine(equal(W, W @ P @ Q), W @ H0 + H1 @ L, whole, none)
    there = proof.suppose(none.conclusion, proof.exhibit(form, W @ P, shown))
    # Q M = K P Q M = K (I - M L) M = 0
    by = -1 * (H0 @ Q @ M) - K @ H1 @ M - K @ M @ H2
    flat = proof.combine(equal(Q @ M, zero(q, "d_y")), by, left, whole, inverse)

    def back(product_: Theorem) -> Theorem:
        T = Term(product_.conclusion[2][1])
        return proof.combine(none.conclusion, H0 @ M + T @ H1, product_, flat)

    here = proof.suppose(form, proof.choose(proof.assume(form), ["S"], back))
    spanned = proof.generalize(proof.both(there, here), str(W.tree))
    empty = proof.assume(equal(S @ Q, zero("d_1", "d_x")))
    alone = proof.combine(equal(S, zero("d_1", q)), H0 @ R - S @ H1, empty, right)
    return spanned, proof.generalize(proof.suppose(empty.conclusion, alone), str(S.tree))
