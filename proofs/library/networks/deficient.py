"""Local minima whose product of layers has a rank below every hidden width: ``X r = 0`` there.

The missing case of the printed proof of Theorem 2.3 (ii). The layers are removed from the
gradient one at a time: a flat move of a layer, along a vector that the layers above it send to
zero, gives another local minimum, and the two gradients differ by what is to vanish. Nothing
is assumed of X and Y.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.kernel.formulas import Formula, both, equal, for_all, implies, number, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import scalars, vectors
from proofs.library.networks import moves, products
from proofs.library.networks.landscape import (
    TOP,
    Landscape,
    gradient,
    local_minimum,
    once,
    residual,
)
from proofs.library.networks.products import plus, product
from symbolic.words.terms import Term, Tree, identity, zero

ONE = number(1)


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
        (F,) = net.proof.fresh("F", (("@", "d", TOP), q))
        (G,) = net.proof.fresh("G", (q, ("@", "d", 0)))
        return Deficient(net, q, F, G)

    def factored(self, W: Tree) -> Formula:
        """``W_{H+1} .. W_1 = F G``."""
        return equal(product(W, TOP, 0), self.F @ self.G)

    @property
    def narrow(self) -> Formula:
        """q is less than every hidden width."""
        inside = implies(size_at_most("k0", "H"), size_at_most(plus(self.q, 1), ("@", "d", "k0")))
        return for_all("k0", "size", implies(size_at_most(1, "k0"), inside))

    def condition(self, W: Tree, b: Tree) -> Formula:
        """``W[H+1:b+1]`` is injective, ``W[H+1:j]`` is not for 1 <= j <= b; the factors."""
        return both(injective(W, plus(b, 1)), not_injective(W, b), self.factored(W))


def injective(W: Tree, j: Tree) -> Formula:
    """``W[H+1:j]`` has a left inverse."""
    return vectors.has_left_inverse(product(W, TOP, j), ("@", "d", TOP), ("@", "d", j))


def kernel_at(W: Tree, j: Tree) -> Formula:
    """``W[H+1:j]`` sends a vector to zero that is not zero."""
    return vectors.has_kernel(product(W, TOP, j), ("@", "d", TOP), ("@", "d", j))


def not_injective(W: Tree, b: Tree) -> Formula:
    """So does every ``W[H+1:j]`` with 1 <= j <= b."""
    inside = implies(size_at_most("j0", b), kernel_at(W, "j0"))
    return for_all("j0", "size", implies(size_at_most(1, "j0"), inside))


def rest(W: Tree, k: Tree) -> Term:
    """``W[k:0] X r``, which is to vanish."""
    return product(W, k, 0) @ Term("X") @ residual(W)


def rest_vanishes(W: Tree, k: Tree) -> Formula:
    """``W[k:0] X r = 0``."""
    return equal(rest(W, k), zero(("@", "d", k), ("@", "d", TOP)))


@once
def not_zero(net: Landscape) -> Theorem:
    """A matrix that is not zero has a witness."""
    return vectors.not_zero(net.proof)


@once
def tested(net: Landscape) -> Theorem:
    """A matrix that every row sends to zero is zero."""
    return vectors.tested(net.proof, not_zero(net))


@once
def inverses(net: Landscape) -> Theorem:
    """What is positive has an inverse."""
    return scalars.positive_inverse(net.proof)


def divided(net: Landscape, positive: Theorem, multiple: Theorem, term: Term) -> Theorem:
    """``M = 0`` from ``0 < t`` and ``t M = 0``."""
    proof = net.proof
    goal = equal(term, proof.zero_like(term))

    def use(found: Theorem) -> Theorem:
        inverse = proof.parts(found)[1]
        s = Term(inverse.conclusion[1][-1])
        return proof.combine(goal, s @ Term("$0") - Term("$1") @ term, multiple, inverse)

    t = positive.conclusion[2]
    return proof.choose(proof.use(inverses(net), [t], positive), ["s"], use)


@once
def top_layer(net: Landscape) -> Theorem:
    """``W[b:0] X r = 0`` where ``W[H+1:b+1]`` is injective, by a flat move of the last layer."""
    proof, case = net.proof, Deficient.start(net)
    W, (b,) = net.network(), net.sizes("b")

    def prove(given: Theorem, inside: Theorem, condition: Theorem, narrow: Theorem) -> Theorem:
        def at_top(above: Theorem) -> Theorem:
            top = proof.use(
                moves.critical(net), [W, "H"], given, proof.sizes(size_at_most("H", "H"))
            )
            unit = products.empty(proof, W, TOP)
            by = Term("$0") - rest(W, "H") @ Term("$1")
            whole = proof.combine(rest_vanishes(W, "H"), by, top, unit)
            of = for_all("n0", "size", rest_vanishes(W, "n0"))
            return proof.replaced(of, whole, "H", b, above, inside)

        def below(under: Theorem) -> Theorem:
            return _below_top(case, W, b, given, condition, narrow, under)

        return proof.cases(proof.axiom("compare", "H", b), at_top, below)

    hypotheses = [local_minimum(W), size_at_most(b, "H"), case.condition(W, b), case.narrow]
    return proof.lemma([case.q, case.F, case.G, W, b], hypotheses, prove)


def _below_top(
    case: Deficient,
    W: str,
    b: str,
    given: Theorem,
    condition: Theorem,
    narrow: Theorem,
    under: Theorem,
) -> Theorem:
    net, proof, up = case.net, case.net.proof, plus(b, 1)
    left, _, factors = proof.parts(condition)
    bound = proof.sizes(size_at_most(up, TOP), under)
    last = products.longer(proof, W, "H", up, under)
    halves = proof.use(moves.split(net), [W, 0, up, TOP], proof.sizes(size_at_most(0, up)), bound)
    lower = proof.use(moves.split(net), [W, 0, up, "H"], proof.sizes(size_at_most(0, up)), under)

    def with_inverse(inverse: Theorem) -> Theorem:
        L = Term(inverse.conclusion[1][1])
        first = proof.use(narrow, [up], proof.sizes(size_at_most(1, up)), under)
        few = proof.instance(vectors_left_kernel(net), ("@", "d", up), case.q, L @ case.F)

        def with_row(found: Theorem) -> Theorem:
            null, unit = proof.parts(found)
            x, z = (Term(t) for t in unit.conclusion[1][1:])
            # x W[b+1:0] = x L F G = 0, as L W[H+1:b+1] = I.
            shown = proof.combine(
                equal(x @ product(W, up, 0), zero(1, ("@", "d", 0))),
                -1 * (x @ Term("$0") @ product(W, up, 0))
                - x @ L @ Term("$1")
                + x @ L @ Term("$2")
                + Term("$3") @ case.G,
                inverse, halves, factors, null,
            )  # fmt: skip
            unfolded = proof.combine(
                equal(L @ products.layer(W, "H") @ product(W, "H", up), identity(("@", "d", up))),
                Term("$0") - L @ Term("$1"), inverse, last,
            )  # fmt: skip
            (u,) = proof.fresh("u", (1, ("@", "d", TOP)))
            V = u.T @ x @ L @ products.layer(W, "H")
            vanishes = _flat_top(
                net, W, b, V, (u, x, z), given, under, (shown, unfolded, lower, unit)
            )
            test = proof.use(
                tested(net), [("@", "d", TOP), ("@", "d", b), rest(W, b).T],
                proof.generalize(vanishes, u.tree),
            )  # fmt: skip
            return proof.combine(rest_vanishes(W, b), ("T", "$0"), test)

        return proof.choose(proof.apply(few, first), ["x", "z"], with_row)

    return proof.choose(left, ["L"], with_inverse)


@once
def vectors_left_kernel(net: Landscape) -> Theorem:
    """Fewer columns than rows."""
    return vectors.left_kernel(net.proof, not_zero(net))


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
    proof, (u, x, z), up = net.proof, rows, plus(b, 1)
    null, unfolded, lower, unit = known
    unit_top = products.empty(proof, W, TOP)
    still = product(W, TOP, TOP) @ V @ product(W, "H", 0)
    flat = proof.by(equal(still, proof.zero_like(still)), unit_top, lower, unfolded, null)
    inside = proof.sizes(size_at_most("H", "H"))
    below = proof.sizes(size_at_most(b, "H"), under)

    def use(found: Theorem) -> Theorem:
        positive, move, minimum = proof.parts_of(found, 3)
        t, U = Term(positive.conclusion[2]), move.conclusion[1][1][1]
        names = [U, W, "H", V, t]
        ends = proof.sizes(size_at_most(0, "H")), proof.sizes(size_at_most(TOP, TOP))
        whole = proof.use(moves.products_through(net), [*names, 0, TOP], move, *ends)
        same = equal(product(U, TOP, 0), product(W, TOP, 0))
        whole = proof.combine(same, Term("$0") + t @ Term("$1"), whole, flat)
        part = proof.use(moves.products_through(net), [*names, up, TOP], move, under, ends[1])
        low = proof.use(moves.products_below(net), names, move)
        low = proof.use(low, [0, b], proof.sizes(size_at_most(0, b)), below)
        before = proof.use(moves.critical(net), [W, b], given, below)
        after = proof.use(moves.critical(net), [U, b], minimum, below)
        change = rest(W, b) @ u.T
        # The gradient of U is that of W plus t (W[b:0] X r) u^T x.
        moved = proof.by(
            equal(gradient(U, b), gradient(W, b) + t @ (change @ x)),
            whole, low, part, unit_top, unfolded,
        )  # fmt: skip
        multiple = proof.combine(
            equal(t @ change, proof.zero_like(change)),
            Term("$1") @ z - Term("$0") @ z - Term("$2") @ z - t @ (change @ Term("$3")),
            moved, after, before, unit,
        )  # fmt: skip
        column = divided(net, positive, multiple, change)
        row = u @ rest(W, b).T
        return proof.combine(equal(row, proof.zero_like(row)), ("T", "$0"), column)

    some = proof.use(moves.flat_move(net), [W, "H", V], given, inside, flat)
    return proof.choose(some, ["t", "U"], use)
