"""Theorem 2.3 (ii) by the route of Appendix B.1, its gaps filled: a second proof.

Cases I and II, where the rank of N = W_H..W_2 reaches a hidden width, are (iv) turned around; this
part is shared with `proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii`, whose rank-deficient case
is not used. In Case III the rank n of N is less than every hidden width. From W_2 upwards, small
moves that keep C = W_{H+1}..W_2 and the product of all layers lead to local minima again, which the
printed text does not show (`local_minima.flat_move`), until N is no longer of the form M C. Then
X r = 0, by Lemma 4.4 for k = H + 1. The rank of C is never raised: C does not change.

The text raises the rank of W_k..W_1 above that of C. All that Lemma 4.4 takes from this is a
vector w with C w = 0 and W_k..W_2 w != 0, and one w will do for every k. With it the base case
k = 1 needs no move, and every layer between at most one, of rank one.

X Y^T has a left inverse L, as in the paper, hence d_y <= d_x. Neither the rank of X nor the
eigenvalues of Sigma are used.
"""

from __future__ import annotations

from collections.abc import Sequence

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    FALSE,
    ONE,
    Formula,
    equal,
    for_all,
    implies,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library import vectors
from proofs.library.equations import H0, H1, H2
from proofs.library.networks import local_minima, products
from proofs.library.networks.deficient import not_zero
from proofs.library.networks.kernel_vectors import (
    annihilated,
    annihilated_too,
    by_itself,
    kernel_above,
    left_inverse,
    no_residual_above,
    raised,
    reached,
    reaches,
)
from proofs.library.networks.landscape import (
    FIRST,
    IN,
    OUT,
    TOP,
    Landscape,
    global_minimum,
    local_minimum,
    once,
    residual,
)
from proofs.library.networks.products import layer, plus, product
from proofs.library.networks.second_variation import minimum_is_stationary
from proofs.library.ranks import factors, rank_of
from proofs.papers.kawaguchi2016.instances.networks import minima_within
from proofs.papers.kawaguchi2016.theorems.hidden_widths import less_than_all, narrow, some_width
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iv import full_rank_is_global
from symbolic.words.terms import Term, Tree, identity, zero

LAST = ("@", "d", "H")


@once
def carried_up(net: Landscape) -> Theorem:
    """For k = 1, .., H some local minimum with the same products carries w through W_k."""
    proof, (n, k) = net.proof, net.sizes("n k")
    W, up = net.network(), plus(k, 1)
    (L,), (w,) = proof.fresh("L", (OUT, IN)), proof.fresh("w", (FIRST, 1))
    (F,), (G,) = proof.fresh("F", (OUT, n)), proof.fresh("G", (n, FIRST))
    hypotheses = [
        local_minimum(W), reaches(W, 1, w), annihilated(W, w), left_inverse(L),
        equal(product(W, TOP, 1), F @ G), narrow(n),
    ]  # fmt: skip
    minimum, start, *others = map(proof.assume, hypotheses)

    def claim(k: Tree) -> Formula:
        order = size_at_most(1, k), size_at_most(k, "H")
        return implies(order[0], implies(order[1], reached(W, k, w)))

    first = by_itself(net, W, 1, w, minimum, start)
    high, nothing = proof.assume(size_at_most(up, "H")), proof.assume(size_at_most(1, 0))
    none = proof.absurd(claim(0)[2], proof.sizes(FALSE, nothing))
    before = proof.assume(claim(k))

    choice = proof.axiom("compare", 1, k)
    above, under = proof.alternatives(choice)
    below = proof.sizes(size_at_most(k, "H"), high)
    (U,), carried = proof.obtain(proof.apply(before, above, below), "U")
    names = (W, U.tree, n, k), (L, F, G, w)
    inside = _through_one(net, *names, carried, (above, below, high), others)
    of = for_all("k0", "size", reached(W, "k0", w))
    at_first = proof.replaced(of, first, 1, up, proof.sizes(size_at_most(1, up)), under)
    step = proof.conclude([], [high.conclusion], proof.from_both(choice, inside, at_first))

    goal, step = for_all("k0", "size", claim("k0")), proof.logic(claim(up), step)
    shown = proof.induct(goal, proof.suppose(nothing.conclusion, none), before.conclusion, step, k)
    return proof.conclude([W, n, L, F, G, w], hypotheses, shown)


def _through_one(
    net: Landscape,
    letters: tuple[str, Tree, str, str],
    matrices: tuple[Term, Term, Term, Term],
    carried: Theorem,
    order: tuple[Theorem, Theorem, Theorem],
    known: Sequence[Theorem],
) -> Theorem:
    """From U, which carries w through W_k, one that carries it through W_{k+1}."""
    proof, (W, U, n, k), (L, F, G, w) = net.proof, letters, matrices
    low, below, high = order
    null, inverse, factors, few = known
    minimum, top, whole, reach = proof.parts_of(carried, 4)
    up = plus(k, 1)
    at_U = proof.by(equal(product(U, TOP, 1), F @ G), top, factors)
    null_U = annihilated_too(net, top, null, w)
    none = proof.use(no_residual_above(net), [U, k, w], minimum, low, below, null_U, reach)
    less = proof.use(few, [up], proof.sizes(size_at_most(1, up)), high)
    vector = proof.use(kernel_above(net), [U, k, n, L, F, G], inverse, at_U, none, less)
    new = proof.use(raised(net), [U, k, w], minimum, low, below, vector, reach)

    (N,), carried = proof.obtain(new, "N")
    minimum, *same, reach = proof.parts_of(carried, 4)
    kept = [
        proof.by(equal(product(N.tree, TOP, i), product(W, TOP, i)), one, other)
        for i, one, other in zip((1, 0), same, (top, whole), strict=True)
    ]
    return proof.exhibit(reached(W, up, w), N, proof.both(minimum, *kept, reach))


@once
def case_three(net: Landscape) -> Theorem:
    """N = F G through less than every hidden width: ``X r = 0``, hence a global minimum."""
    proof, (n,) = net.proof, net.sizes("n")
    W = net.network()
    (L,) = proof.fresh("L", (OUT, IN))
    (F,), (G,) = proof.fresh("F", (LAST, n)), proof.fresh("G", (n, FIRST))
    hypotheses = [
        local_minimum(W), size_at_most(1, "H"),
        left_inverse(L), equal(product(W, "H", 1), F @ G), narrow(n),
    ]  # fmt: skip
    minimum, deep, inverse, factored, few = map(proof.assume, hypotheses)

    top = layer(W, "H") @ F
    longer = products.longer(proof, W, "H", 1, deep)
    of_C = proof.by(equal(product(W, TOP, 1), top @ G), longer, factored)
    wide = proof.use(few, [1], proof.sizes(size_at_most(1, 1)), deep)
    vector = proof.use(vectors.left_kernel(proof, not_zero(net)), [FIRST, n, G.T], wide)
    (x, z), of_x = proof.obtain(vector, "x", "z")
    zero_, unit = proof.parts(of_x)
    w, empty = x.T, products.empty(proof, W, 1)
    null = proof.combine(annihilated(W, w), H0 @ w + top @ H1.T, of_C, zero_)
    by = z.T @ H0 @ w + H1.T
    some = proof.combine(equal(z.T @ product(W, 1, 1) @ w, ONE), by, empty, unit)
    start = proof.exhibit(reaches(W, 1, w), z.T, some)
    known = minimum, start, null, inverse, of_C, few
    up = proof.use(carried_up(net), [W, n, L, top, G, w], *known)
    found = proof.use(up, ["H"], deep, proof.sizes(size_at_most("H", "H")))
    (U,), carried = proof.obtain(found, "U")
    shown = _at_the_top(net, (W, U, w), deep, null, carried)
    return proof.conclude([W, n, L, F, G], hypotheses, shown)


def _at_the_top(
    net: Landscape,
    letters: tuple[str, Term, Term],
    deep: Theorem,
    null: Theorem,
    carried: Theorem,
) -> Theorem:
    """W is global, as ``X r = 0`` by Lemma 4.4 for W_{H+1} at U, which carries w through W_H."""
    proof, X, (W, U, w) = net.proof, Term("X"), letters
    minimum, same, whole, reach = proof.parts_of(carried, 4)
    end = proof.sizes(size_at_most("H", "H"))
    null_U = annihilated_too(net, same, null, w)
    none = proof.use(no_residual_above(net), [U, "H", w], minimum, deep, end, null_U, reach)
    by = H0 - X @ residual(U.tree) @ H1 - X @ X.T @ H2.T
    units = products.empty(proof, U.tree, TOP), whole
    vanishes = proof.combine(equal(X @ residual(W), zero(IN, OUT)), by, none, *units)
    return proof.use(local_minima.no_residual_is_global(net), [W], vanishes)


@once
def local_minimum_is_global(net: Landscape) -> Theorem:
    """The rank n of N reaches some hidden width (Cases I and II) or none (Case III)."""
    proof, W = net.proof, net.network()
    (L,) = proof.fresh("L", (OUT, IN))
    hypotheses = [local_minimum(W), size_at_most(1, "H"), left_inverse(L)]
    minimum, deep, inverse = map(proof.assume, hypotheses)
    n, rank = rank_of(proof, product(W, "H", 1))
    (F, G, A, B), (whole, left, right) = factors(proof, rank)
    choice = proof.excluded_middle(some_width(n))
    found, nowhere = proof.alternatives(choice)

    (k,), known = proof.obtain(found, "k")
    pair = proof.use(minimum_is_stationary(net), [W], minimum, deep)
    unit = proof.chain(
        A @ product(W, "H", 1) @ B,
        (A @ F @ G @ B, [whole]), (G @ B, [left]), (identity(n), [right]),
    )  # fmt: skip
    lemma = full_rank_is_global(net)
    full = proof.use(lemma, [W, k, n, A, B], pair, *proof.parts(known), unit)

    few = less_than_all(net, n, nowhere)
    facts = minimum, deep, inverse, whole, few
    below_all = proof.use(case_three(net), [W, n, L, F, G], *facts)
    return proof.conclude([W, L], hypotheses, proof.from_both(choice, full, below_all))


@theorem(
    "theorem-2.3.ii:paper", instances=minima_within, form="full rank of X Y^T as a left inverse"
)
def theorem_2_3_ii() -> Theorem:
    """Every local minimum is a global minimum, for H >= 1 and X Y^T of full rank d_y <= d_x."""
    net = Landscape()
    shown = net.proof.unfold(local_minimum_is_global(net), ["W", "L"], 3)
    return net.proof.logic(global_minimum("W"), shown)
