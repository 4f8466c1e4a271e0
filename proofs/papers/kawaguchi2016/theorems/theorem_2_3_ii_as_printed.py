"""Theorem 2.3 (ii) by the route of Appendix B.1, its gaps filled: a second proof.

Cases I and II, where the rank of N = W_H..W_2 reaches a hidden width, are (iv) turned around; this
part is shared with `proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii`, whose rank-deficient case
is not used. In Case III the rank n of N is less than every hidden width. From W_2 upwards, small
moves that keep C = W_{H+1}..W_2 and the product of all layers lead to local minima again, which the
printed text does not show (`moves.flat_move`), until N is no longer of the form M C. Then X r = 0,
by Lemma 4.4 for k = H + 1. The rank of C is never raised: C does not change.

The text raises the rank of W_k..W_1 above that of C. All that Lemma 4.4 takes from this is a
vector w with C w = 0 and W_k..W_2 w != 0, and one w will do for every k. With it the base case
k = 1 needs no move, and every layer between at most one, of rank one.

X Y^T has a left inverse L, as in the paper, hence d_y <= d_x. Neither the rank of X nor the
eigenvalues of Sigma are used.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    both,
    equal,
    for_all,
    for_some,
    implies,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library import vectors
from proofs.library.networks import moves, products
from proofs.library.networks.kernel_vectors import (
    FIRST,
    IN,
    ONE,
    OUT,
    annihilated,
    annihilated_too,
    by_itself,
    kernel_above,
    left_inverse,
    no_residual_above,
    not_zero,
    raised,
    reached,
    reaches,
)
from proofs.library.networks.landscape import (
    TOP,
    Landscape,
    global_minimum,
    local_minimum,
    once,
    residual,
)
from proofs.library.networks.products import layer, plus, product
from proofs.library.networks.second_variation import minimum_is_stationary
from proofs.library.ranks import H0, H1, H2
from proofs.papers.kawaguchi2016.instances.networks import minima_within
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iv import full_rank_is_global
from symbolic.words.terms import Term, Tree, identity, zero

LAST = ("@", "d", "H")


def narrow(n: Tree) -> Formula:
    """n is less than every hidden width."""
    inside = implies(size_at_most("k0", "H"), size_at_most(plus(n, 1), ("@", "d", "k0")))
    return for_all("k0", "size", implies(size_at_most(1, "k0"), inside))


def some_width(n: Tree) -> Formula:
    """n reaches some hidden width."""
    reach = size_at_most(("@", "d", "k0"), n)
    return for_some("k0", "size", both(size_at_most(1, "k0"), size_at_most("k0", "H"), reach))


@once
def carried_up(net: Landscape) -> Theorem:
    """For k = 1, .., H some local minimum with the same products carries w through W_k."""
    proof, (n, k) = net.proof, net.sizes("n k")
    W = net.network()
    (L,), (w,) = proof.fresh("L", (OUT, IN)), proof.fresh("w", (FIRST, 1))
    (F,), (G,) = proof.fresh("F", (OUT, n)), proof.fresh("G", (n, FIRST))

    def claim(k: Tree) -> Formula:
        order = size_at_most(1, k), size_at_most(k, "H")
        return implies(order[0], implies(order[1], reached(W, k, w)))

    def prove(given: Theorem, start: Theorem, *known: Theorem) -> Theorem:
        first = by_itself(net, W, 1, w, given, start)
        high, nothing = proof.assume(size_at_most(plus(k, 1), "H")), size_at_most(1, 0)
        none = proof.absurd(claim(0)[2], proof.sizes(FALSE, proof.assume(nothing)))
        before = proof.assume(claim(k))

        def inside(above: Theorem) -> Theorem:
            below = proof.sizes(size_at_most(k, "H"), high)
            found = proof.apply(before, above, below)
            order = above, below, high
            return proof.choose(
                found, ["U"], lambda found: _through_one(net, (W, n, L, w), found, order, known)
            )

        def at_first(under: Theorem) -> Theorem:
            of = for_all("k0", "size", reached(W, "k0", w))
            up = proof.sizes(size_at_most(1, plus(k, 1)))
            return proof.replaced(of, first, 1, plus(k, 1), up, under)

        step = proof.cases(proof.axiom("compare", 1, k), inside, at_first)
        step = proof.logic(claim(plus(k, 1)), proof.suppose(high.conclusion, step))
        none, goal = proof.suppose(nothing, none), for_all("k0", "size", claim("k0"))
        return proof.induct(goal, none, before.conclusion, step, k)

    factored = equal(product(W, TOP, 1), F @ G)
    hypotheses = [
        local_minimum(W), reaches(W, 1, w), annihilated(W, w), left_inverse(L), factored, narrow(n)
    ]  # fmt: skip
    return proof.lemma([W, n, L, F, G, w], hypotheses, prove)


def _through_one(
    net: Landscape,
    names: tuple[str, str, Term, Term],
    found: Theorem,
    order: tuple[Theorem, Theorem, Theorem],
    known: tuple[Theorem, ...],
) -> Theorem:
    """From U, which carries w through W_k, one that carries it through W_{k+1}."""
    proof, (W, n, L, w) = net.proof, names
    low, below, high = order
    null, inverse, factors, few = known
    minimum, top, whole, reach = proof.parts_of(found, 4)
    U, k = top.conclusion[1][1], low.conclusion[2]
    F, G = (Term(x) for x in factors.conclusion[2][1:])
    up = plus(k, 1)
    at_U = proof.by(equal(product(U, TOP, 1), F @ G), top, factors)
    null_U = annihilated_too(net, top, null, w)
    none = proof.use(no_residual_above(net), [U, k, w], minimum, low, below, null_U, reach)
    less = proof.use(few, [up], proof.sizes(size_at_most(1, up)), high)
    vector = proof.use(kernel_above(net), [U, k, n, L, F, G], inverse, at_U, none, less)
    new = proof.use(raised(net), [U, k, w], minimum, low, below, vector, reach)

    def again(found: Theorem) -> Theorem:
        minimum_, *same, reach_ = proof.parts_of(found, 4)
        N = same[0].conclusion[1][1]
        kept = [
            proof.by(equal(product(N, TOP, i), product(W, TOP, i)), one, other)
            for i, one, other in zip((1, 0), same, (top, whole), strict=True)
        ]
        return proof.exhibit(reached(W, up, w), N, proof.both(minimum_, *kept, reach_))

    return proof.choose(new, ["N"], again)


@once
def case_three(net: Landscape) -> Theorem:
    """N = F G through less than every hidden width: ``X r = 0``, hence a global minimum."""
    proof, (n,) = net.proof, net.sizes("n")
    W = net.network()
    (L,) = proof.fresh("L", (OUT, IN))
    (F,), (G,) = proof.fresh("F", (LAST, n)), proof.fresh("G", (n, FIRST))
    top = layer(W, "H") @ F

    def prove(given: Theorem, deep: Theorem, *known: Theorem) -> Theorem:
        inverse, factors, few = known
        end = proof.sizes(size_at_most("H", "H"))
        longer = products.longer(proof, W, "H", 1, deep)
        factored = proof.by(equal(product(W, TOP, 1), top @ G), longer, factors)
        one = proof.sizes(size_at_most(1, 1))
        wide = proof.use(few, [1], one, deep)

        def with_vector(found: Theorem) -> Theorem:
            zero_, unit = proof.parts(found)
            x, z = (Term(y) for y in unit.conclusion[1][1:])
            w, empty = x.T, products.empty(proof, W, 1)
            by = H0 @ w + top @ H1.T
            null = proof.combine(annihilated(W, w), by, factored, zero_)
            by = z.T @ H0 @ w + H1.T
            some = proof.combine(equal(z.T @ product(W, 1, 1) @ w, ONE), by, empty, unit)
            start = proof.exhibit(reaches(W, 1, w), z.T, some)
            names = [W, n, L, top, G, w]
            up = proof.use(carried_up(net), names, given, start, null, inverse, factored, few)
            found = proof.use(up, ["H"], deep, end)
            return proof.choose(found, ["U"], lambda found: _at_the_top(net, W, deep, null, found))

        lemma = vectors.left_kernel(proof, not_zero(net))
        vector = proof.use(lemma, [FIRST, n, G.T], wide)
        return proof.choose(vector, ["x", "z"], with_vector)

    hypotheses = [
        local_minimum(W), size_at_most(1, "H"),
        left_inverse(L), equal(product(W, "H", 1), F @ G), narrow(n),
    ]  # fmt: skip
    return proof.lemma([W, n, L, F, G], hypotheses, prove)


def _at_the_top(net: Landscape, W: str, deep: Theorem, null: Theorem, found: Theorem) -> Theorem:
    """W is global, as ``X r = 0`` by Lemma 4.4 for W_{H+1} at U, which carries w through W_H."""
    proof, X, w = net.proof, Term("X"), Term(null.conclusion[1][-1])
    minimum, same, whole, reach = proof.parts_of(found, 4)
    U, end = same.conclusion[1][1], proof.sizes(size_at_most("H", "H"))
    null_U = annihilated_too(net, same, null, w)
    names = [U, "H", w]
    none = proof.use(no_residual_above(net), names, minimum, deep, end, null_U, reach)
    by = H0 - X @ residual(U) @ H1 - X @ X.T @ H2.T
    units = products.empty(proof, U, TOP), whole
    vanishes = proof.combine(equal(X @ residual(W), zero(IN, OUT)), by, none, *units)
    return proof.use(moves.no_residual_is_global(net), [W], vanishes)


@once
def local_minimum_is_global(net: Landscape) -> Theorem:
    """The rank n of N reaches some hidden width (Cases I and II) or none (Case III)."""
    proof, W = net.proof, net.network()
    (L,) = proof.fresh("L", (OUT, IN))

    def prove(given: Theorem, deep: Theorem, inverse: Theorem) -> Theorem:
        def with_rank(factors: Theorem) -> Theorem:
            whole, left, right = proof.parts(factors)
            F, G = (Term(x) for x in whole.conclusion[2][1:])
            A, B = Term(left.conclusion[1][1]), Term(right.conclusion[1][2])
            n = left.conclusion[2][1]

            def full(found: Theorem) -> Theorem:
                low, high, reach = proof.parts(found)
                k = low.conclusion[2]
                pair = proof.use(minimum_is_stationary(net), [W], given, deep)
                unit = proof.chain(
                    A @ product(W, "H", 1) @ B,
                    (A @ F @ G @ B, [whole]), (G @ B, [left]), (identity(n), [right]),
                )  # fmt: skip
                lemma = full_rank_is_global(net)
                return proof.use(lemma, [W, k, n, A, B], pair, low, high, reach, unit)

            def below_all(nowhere: Theorem) -> Theorem:
                few = _less_than_all(net, n, nowhere)
                return proof.use(case_three(net), [W, n, L, F, G], given, deep, inverse, whole, few)

            return proof.split(
                some_width(n), lambda found: proof.choose(found, ["k"], full), below_all
            )

        existence = proof.axiom("factorization", LAST, FIRST, product(W, "H", 1))
        return proof.choose(existence, ["n", "F", "G", "A", "B"], with_rank)

    hypotheses = [local_minimum(W), size_at_most(1, "H"), left_inverse(L)]
    return proof.lemma([W, L], hypotheses, prove)


def _less_than_all(net: Landscape, n: Tree, nowhere: Theorem) -> Theorem:
    """n is less than every hidden width, as it reaches none."""
    proof, (k,) = net.proof, net.sizes("k")
    low, high = proof.assume(size_at_most(1, k)), proof.assume(size_at_most(k, "H"))
    less = size_at_most(plus(n, 1), ("@", "d", k))

    def impossible(reach: Theorem) -> Theorem:
        shown = proof.exhibit(some_width(n), k, proof.both(low, high, reach))
        return proof.absurd(less, proof.apply(nowhere, shown))

    choice = proof.axiom("compare", ("@", "d", k), n)
    shown = proof.cases(choice, impossible, lambda found: found)
    for bound in (high, low):
        shown = proof.suppose(bound.conclusion, shown)
    return proof.generalize(shown, k)


@theorem(
    "theorem-2.3.ii:paper", instances=minima_within, form="full rank of X Y^T as a left inverse"
)
def theorem_2_3_ii() -> Theorem:
    """Every local minimum is a global minimum, for H >= 1 and X Y^T of full rank d_y <= d_x."""
    net = Landscape()
    shown = net.proof.unfold(local_minimum_is_global(net), ["W", "L"], 3)
    return net.proof.logic(global_minimum("W"), shown)
