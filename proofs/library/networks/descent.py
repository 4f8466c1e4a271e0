"""The layers below removed one at a time: ``X r = 0`` at a local minimum of deficient rank."""

from __future__ import annotations

from proofs.kernel.formulas import FALSE, Formula, equal, for_all, implies, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1, H2, H3
from proofs.library.networks import layer_moves, local_minima, products
from proofs.library.networks.deficient import (
    Deficient,
    divided,
    injective,
    kernel_at,
    rest,
    rest_vanishes,
    tested,
    top_layer,
)
from proofs.library.networks.landscape import (
    IN,
    OUT,
    TOP,
    Landscape,
    local_minimum,
    moved,
    once,
    residual,
    width,
)
from proofs.library.networks.least_injective import least_injective
from proofs.library.networks.products import NETWORK, plus, product
from symbolic.words.terms import Term, Tree, identity, zero


@once
def kernel_moves(net: Landscape) -> Theorem:
    """A move by a vector that the layers above send to zero changes no product with them.

    ``U[H+1:j] = W[H+1:j]`` for every j <= H + 1, if ``W[H+1:n+1] w = 0`` and U is W with
    ``t w v`` added to the layer n.
    """
    proof = net.proof
    U, W = net.network("U"), net.network("W")
    (n, j), (t,) = net.sizes("n j"), proof.scalars("t")
    (w,), (v,) = proof.fresh("w", (width(plus(n, 1)), 1)), proof.fresh("v", (1, width(n)))
    null = equal(product(W, TOP, plus(n, 1)) @ w, zero(OUT, 1))
    bound = size_at_most(j, TOP)
    hypotheses = [moved(U, W, n, w @ v, t), null, size_at_most(n, "H")]
    (move, zero_, inside), within = map(proof.assume, hypotheses), proof.assume(bound)

    goal, names = equal(product(U, TOP, j), product(W, TOP, j)), [U, W, n, w @ v, t]
    choice = proof.axiom("compare", j, n)
    low, above = proof.alternatives(choice)
    high = proof.sizes(size_at_most(plus(n, 1), TOP), inside)
    part = proof.use(layer_moves.products_through(net), [*names, j, TOP], move, low, high)
    under = proof.combine(goal, H0 + t @ (H1 @ v @ product(W, n, j)), part, zero_)
    over = proof.use(layer_moves.products_above(net), names, move)
    over = proof.use(over, [j, TOP], within, above)
    same = proof.conclude([j], [bound], proof.from_both(choice, under, over))
    return proof.conclude([U, W, n, w, v, t], hypotheses, same)


def _is(far: Tree, b: str) -> list[Formula]:
    """``far = b``."""
    return [size_at_most(far, b), size_at_most(b, far)]


def _claim(case: Deficient, b: str, steps: Tree) -> Formula:
    """``W[n:0] X r = 0`` for all n with n + `steps` = b, at all W with the condition for b."""
    body = implies(case.condition("W0", b), rest_vanishes("W0", "n0"))
    body = for_all("W0", NETWORK, implies(local_minimum("W0"), body))
    for formula in reversed(_is(plus("n0", steps), b)):
        body = implies(formula, body)
    return for_all("n0", "size", body)


@once
def descent(net: Landscape) -> Theorem:
    """``W[n:0] X r = 0`` for every n <= b at every local minimum with the condition for b.

    By induction on b - n, for all networks W at once.
    """
    proof, case = net.proof, Deficient.start(net)
    (a, b, n), W = net.sizes("a b n"), net.network()
    outer, point = [size_at_most(b, "H"), case.narrow], [local_minimum(W), case.condition(W, b)]
    (inside, narrow), (given, condition) = map(proof.assume, outer), map(proof.assume, point)

    def closed(steps: Tree, shown: Theorem) -> Theorem:
        """The claim, from the case of one n and one W."""
        return proof.conclude([n], _is(plus(n, steps), b), proof.conclude([W], point, shown))

    names = [case.q, case.F, case.G, W, b]
    top = proof.use(top_layer(net), names, given, inside, condition, narrow)
    low, high = map(proof.assume, _is(plus(n, 0), b))
    flat = proof.sizes(size_at_most(b, n), high), proof.sizes(size_at_most(n, b), low)
    of = for_all("n0", "size", rest_vanishes(W, "n0"))
    first = closed(0, proof.replaced(of, top, b, n, *flat))

    before, up = proof.assume(_claim(case, b, a)), plus(n, 1)
    low, high = map(proof.assume, _is(plus(n, plus(a, 1)), b))
    near = zip(_is(plus(up, a), b), (low, high), strict=True)
    known = proof.use(before, [up], *(proof.sizes(goal, bound) for goal, bound in near))
    below = proof.sizes(size_at_most(n, "H"), low, inside), proof.sizes(size_at_most(up, b), low)
    layer = _one_layer(case, (W, n, b), (given, condition), known, below, inside)
    every = for_all("a0", "size", _claim(case, b, "a0"))
    step = closed(plus(a, 1), layer)
    shown = proof.induct(every, first, before.conclusion, step, a)
    same = proof.sizes(size_at_most(b, b))
    shown = proof.use(shown, [b, 0], same, same)
    return proof.conclude([case.q, case.F, case.G, b], outer, shown)


def _one_layer(
    case: Deficient,
    names: tuple[str, str, str],
    point: tuple[Theorem, Theorem],
    known: Theorem,
    below: tuple[Theorem, Theorem],
    inside: Theorem,
) -> Theorem:
    """``W[n:0] X r = 0``, from ``W[n+1:0] X r = 0`` for W and for W moved at n.

    `known` says that for all networks; n <= H and n + 1 <= b are `below`, and b <= H is `inside`.
    """
    net, proof, (W, n, b), (given, condition) = case.net, case.net.proof, names, point
    up, (under, order) = plus(n, 1), below
    here = proof.use(known, [W], given, condition)
    kernels = proof.parts_of(condition, 3)[1]
    kernel = proof.use(kernels, [up], proof.sizes(size_at_most(1, up)), order)
    (w, z), found = proof.obtain(kernel, "w", "z")
    null, unit = proof.parts(found)
    (v,) = proof.fresh("v", (1, width(n)))
    still = product(W, TOP, up) @ (w @ v) @ product(W, n, 0)
    by = H0 @ v @ product(W, n, 0)
    flat = proof.combine(equal(still, proof.zero_like(still)), by, null)
    some = proof.use(local_minima.flat_move(net), [W, n, w @ v], given, under, flat)
    (t, U), found = proof.obtain(some, "t", "U")
    positive, move, minimum = proof.parts_of(found, 3)
    same = proof.use(kernel_moves(net), [U, W, n, w, v, t], move, null, under)
    condition = _same_condition(case, (U.tree, b), condition, same, inside)
    there = proof.use(known, [U], minimum, condition)
    moved_ = _moved_rest(net, (U.tree, W, n, t), (w, v), move, same)
    row = v @ rest(W, n)
    by = z @ H1 - z @ H0 - z @ H2 - t @ (H3 @ row)
    multiple = equal(t @ row, proof.zero_like(row))
    flat = proof.combine(multiple, by, moved_, there, here, unit)
    vanishes = proof.close(divided(net, positive, flat, row))
    everywhere = proof.generalize(vanishes, v.tree)
    return proof.use(tested(net), [width(n), OUT, rest(W, n)], everywhere)


def _moved_rest(
    net: Landscape,
    names: tuple[str, str, str, Term],
    vectors: tuple[Term, Term],
    move: Theorem,
    same: Theorem,
) -> Theorem:
    """``U[n+1:0] X r_U = W[n+1:0] X r + t w v W[n:0] X r``, if U is W with t w v added at n."""
    proof, (U, W, n, t), (w, v), up = net.proof, names, vectors, plus(names[2], 1)
    whole = proof.use(same, [0], proof.sizes(size_at_most(0, TOP)))
    ends = proof.sizes(size_at_most(0, n)), proof.sizes(size_at_most(up, up))
    through = layer_moves.products_through(net)
    part = proof.use(through, [U, W, n, w @ v, t, 0, up], move, *ends)
    goal = equal(rest(U, up), rest(W, up) + t @ (w @ v @ rest(W, n)))
    return proof.by(goal, part, whole, products.empty(proof, W, up))


def _same_condition(
    case: Deficient, names: tuple[str, str], condition: Theorem, same: Theorem, inside: Theorem
) -> Theorem:
    """The condition for U and b from that for W: the products with the layers above are the same.

    `same` is ``U[H+1:j] = W[H+1:j]`` for every j <= H + 1, and `inside` is b <= H.
    """
    proof, (U, b), up = case.net.proof, names, plus(names[1], 1)
    left, not_, factors = proof.parts_of(condition, 3)
    at_b = proof.use(same, [up], proof.sizes(size_at_most(up, TOP), inside))
    (L,), inverse = proof.obtain(left, "L")
    unit = equal(L @ product(U, TOP, up), identity(width(up)))
    left = proof.exhibit(injective(U, up), L, proof.by(unit, at_b, inverse))

    (j,) = case.net.sizes("j")
    order = [size_at_most(1, j), size_at_most(j, b)]
    low, high = map(proof.assume, order)
    at_j = proof.use(same, [j], proof.sizes(size_at_most(j, TOP), high, inside))
    (w, z), found = proof.obtain(proof.use(not_, [j], low, high), "w", "z")
    null, unit_ = proof.parts(found)
    goal = equal(product(U, TOP, j) @ w, zero(OUT, 1))
    null = proof.combine(goal, H0 @ w + H1, at_j, null)
    kernel = proof.exhibit_all(kernel_at(U, j), [w, z], proof.both(null, unit_))
    kernels = proof.conclude([j], order, kernel)
    whole = proof.use(same, [0], proof.sizes(size_at_most(0, TOP)))
    return proof.both(proof.close(left), kernels, proof.by(case.factored(U), whole, factors))


@once
def stationary(net: Landscape) -> Theorem:
    """``X r = 0`` at a local minimum whose product factors through less than every width."""
    proof, case, X = net.proof, Deficient.start(net), Term("X")
    W = net.network()
    goal = equal(X @ residual(W), zero(IN, OUT))
    hypotheses = [local_minimum(W), case.factored(W), case.narrow]
    given, factors, narrow = map(proof.assume, hypotheses)
    choice = proof.instance(least_injective(net), W, "H")
    some, none = proof.alternatives(choice)

    (b,), found = proof.obtain(some, "b")
    bound, left, not_ = proof.parts_of(found, 3)
    last = proof.use(descent(net), [case.q, case.F, case.G, b], bound, narrow)
    shown = proof.use(last, [W], given, proof.both(left, not_, factors))
    from_least = proof.combine(goal, H0 - H1 @ X @ residual(W), shown, products.empty(proof, W, 0))

    # W[H+1:H+1] = I has no kernel.
    order = proof.sizes(size_at_most(1, TOP)), proof.sizes(size_at_most(TOP, TOP))
    (w, z), found = proof.obtain(proof.use(none, [TOP], *order), "w", "z")
    null, unit = proof.parts(found)
    by = H0 - z @ H1 + z @ H2 @ w
    one = products.empty(proof, W, TOP)
    never = proof.absurd(goal, proof.order(FALSE, (unit, null, one), [], by))
    shown = proof.from_both(choice, from_least, never)
    return proof.conclude([case.q, case.F, case.G, W], hypotheses, shown)
