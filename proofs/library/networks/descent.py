"""The layers below removed one at a time: ``X r = 0`` at a local minimum of deficient rank."""

from __future__ import annotations

from collections.abc import Callable

from proofs.kernel.formulas import (
    FALSE,
    Formula,
    both,
    either,
    equal,
    for_all,
    for_some,
    implies,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library import vectors
from proofs.library.networks import moves, products
from proofs.library.networks.deficient import (
    Deficient,
    divided,
    injective,
    kernel_at,
    not_injective,
    not_zero,
    rest,
    rest_vanishes,
    tested,
    top_layer,
)
from proofs.library.networks.landscape import TOP, Landscape, local_minimum, moved, once, residual
from proofs.library.networks.products import NETWORK, plus, product
from symbolic.words.terms import Term, Tree, zero


@once
def kernel_moves(net: Landscape) -> Theorem:
    """A move by a vector that the layers above send to zero changes no product with them.

    ``U[H+1:j] = W[H+1:j]`` for every j <= H + 1, if ``W[H+1:n+1] w = 0`` and U is W with
    ``t w v`` added to the layer n.
    """
    proof = net.proof
    U, W = net.network("U"), net.network("W")
    n, j = net.sizes("n j")
    (w,), (v,) = proof.fresh("w", (("@", "d", plus(n, 1)), 1)), proof.fresh("v", (1, ("@", "d", n)))
    (t,) = proof.scalars("t")
    null = equal(product(W, TOP, plus(n, 1)) @ w, zero(("@", "d", TOP), 1))
    names = [U, W, n, w @ v, t]

    def prove(move: Theorem, zero_: Theorem, inside: Theorem, bound: Theorem) -> Theorem:
        goal = equal(product(U, TOP, j), product(W, TOP, j))

        def under(low: Theorem) -> Theorem:
            high = proof.sizes(size_at_most(plus(n, 1), TOP), inside)
            part = proof.use(moves.products_through(net), [*names, j, TOP], move, low, high)
            by = Term("$0") + t @ (Term("$1") @ v @ product(W, n, j))
            return proof.combine(goal, by, part, zero_)

        def over(high: Theorem) -> Theorem:
            above = proof.use(moves.products_above(net), names, move)
            return proof.use(above, [j, TOP], bound, high)

        return proof.cases(proof.axiom("compare", j, n), under, over)

    hypotheses = [moved(U, W, n, w @ v, t), null, size_at_most(n, "H"), size_at_most(j, TOP)]
    return proof.lemma([U, W, n, w, v, t, j], hypotheses, prove)


@once
def descent(net: Landscape) -> Theorem:
    """``W[n:0] X r = 0`` for n + a = b, by induction on a."""
    proof, case = net.proof, Deficient.start(net)
    a, b, n = net.sizes("a b n")
    W = net.network()

    def claim(steps: object) -> Formula:
        """For all n and W."""
        far = plus("n0", steps)
        body = implies(case.condition("W0", b), rest_vanishes("W0", "n0"))
        body = for_all("W0", NETWORK, implies(local_minimum("W0"), body))
        body = implies(size_at_most(far, b), implies(size_at_most(b, far), body))
        return for_all("n0", "size", body)

    def closed(steps: object, shown: Theorem) -> Theorem:
        far = plus(n, steps)
        for formula in (case.condition(W, b), local_minimum(W)):
            shown = proof.suppose(formula, shown)
        shown = proof.generalize(shown, W)
        for formula in (size_at_most(b, far), size_at_most(far, b)):
            shown = proof.suppose(formula, shown)
        return proof.generalize(shown, n)

    def prove(inside: Theorem, narrow: Theorem) -> Theorem:
        given = proof.assume(local_minimum(W)), proof.assume(case.condition(W, b))
        names = [case.q, case.F, case.G, W, b]
        top = proof.use(top_layer(net), names, given[0], inside, given[1], narrow)
        ends = proof.assume(size_at_most(b, plus(n, 0))), proof.assume(size_at_most(plus(n, 0), b))
        of = for_all("n0", "size", rest_vanishes(W, "n0"))
        flat = [
            proof.sizes(f, e)
            for f, e in zip((size_at_most(b, n), size_at_most(n, b)), ends, strict=True)
        ]
        first = closed(0, proof.replaced(of, top, b, n, *flat))
        before = proof.assume(claim(a))
        step = closed(plus(a, 1), _one_layer(case, (W, n, a, b), given, before, inside))
        shown = proof.induct(for_all("a0", "size", claim("a0")), first, before.conclusion, step, a)
        zero_ = proof.instance(shown, b, 0)
        return proof.apply(zero_, proof.sizes(size_at_most(b, b)), proof.sizes(size_at_most(b, b)))

    return proof.lemma([case.q, case.F, case.G, b], [size_at_most(b, "H"), case.narrow], prove)


def _one_layer(
    case: Deficient,
    names: tuple[str, str, str, str],
    given: tuple[Theorem, Theorem],
    before: Theorem,
    inside: Theorem,
) -> Theorem:
    """``W[n:0] X r = 0`` for n + a + 1 = b, from the same for n + 1, of W and of W moved."""
    net, proof, (W, n, a, b) = case.net, case.net.proof, names
    far = plus(n, plus(a, 1))
    low, high = proof.assume(size_at_most(far, b)), proof.assume(size_at_most(b, far))
    up = plus(n, 1)
    next_ = [
        proof.sizes(size_at_most(plus(up, a), b), low),
        proof.sizes(size_at_most(b, plus(up, a)), high),
    ]
    known = proof.use(before, [up], *next_)
    here = proof.use(known, [W], *given)
    not_ = proof.parts_of(given[1], 3)[1]
    at_n = proof.use(
        not_, [up], proof.sizes(size_at_most(1, up)), proof.sizes(size_at_most(up, b), low)
    )
    below = proof.sizes(size_at_most(n, "H"), low, inside)

    def with_vector(found: Theorem) -> Theorem:
        null, unit = proof.parts(found)
        z, w = (Term(x) for x in unit.conclusion[1][1:])
        (v,) = proof.fresh("v", (1, ("@", "d", n)))
        still = product(W, TOP, up) @ (w @ v) @ product(W, n, 0)
        flat = proof.combine(
            equal(still, proof.zero_like(still)), Term("$0") @ v @ product(W, n, 0), null
        )
        some = proof.use(moves.flat_move(net), [W, n, w @ v], given[0], below, flat)

        def with_move(found: Theorem) -> Theorem:
            positive, move, minimum = proof.parts_of(found, 3)
            t, U = Term(positive.conclusion[2]), move.conclusion[1][1][1]
            moving = [U, W, n, w, v, t]
            same = proof.instance(kernel_moves(net), *moving)
            condition = _same_condition(
                case,
                U,
                b,
                given[1],
                lambda j, bound: proof.apply(proof.instance(same, j), move, null, below, bound),
                inside,
            )
            there = proof.use(known, [U], minimum, condition)
            whole = proof.apply(
                proof.instance(same, 0), move, null, below, proof.sizes(size_at_most(0, TOP))
            )
            ends = proof.sizes(size_at_most(0, n)), proof.sizes(size_at_most(up, up))
            part = proof.use(moves.products_through(net), [U, W, n, w @ v, t, 0, up], move, *ends)
            one = products.empty(proof, W, up)
            row = v @ rest(W, n)
            moved = proof.by(equal(rest(U, up), rest(W, up) + t @ (w @ row)), part, whole, one)
            multiple = proof.combine(
                equal(t @ row, proof.zero_like(row)),
                z @ Term("$1") - z @ Term("$0") - z @ Term("$2") - t @ (Term("$3") @ row),
                moved, there, here, unit,
            )  # fmt: skip
            return divided(net, positive, multiple, row)

        vanishes = proof.generalize(proof.choose(some, ["t", "U"], with_move), v.tree)
        sizes = [("@", "d", n), ("@", "d", TOP)]
        return proof.use(tested(net), [*sizes, rest(W, n)], vanishes)

    return proof.choose(at_n, ["w", "z"], with_vector)


def _same_condition(
    case: Deficient,
    U: str,
    b: str,
    condition: Theorem,
    same: Callable[[Tree, Theorem], Theorem],
    inside: Theorem,
) -> Theorem:
    """The condition for U from that for W, the products with the layers above being the same."""
    proof = case.net.proof
    left, not_, factors = proof.parts_of(condition, 3)
    up = plus(b, 1)
    at_b = same(up, proof.sizes(size_at_most(up, TOP), inside))

    def inverse(found: Theorem) -> Theorem:
        L = Term(found.conclusion[1][1])
        shown = proof.by(equal(L @ product(U, TOP, up), Term(found.conclusion[2])), at_b, found)
        return proof.exhibit(injective(U, up), L, shown)

    (j,) = case.net.sizes("j")
    low, high = proof.assume(size_at_most(1, j)), proof.assume(size_at_most(j, b))
    at_j = same(j, proof.sizes(size_at_most(j, TOP), high, inside))

    def vector(found: Theorem) -> Theorem:
        null, unit = proof.parts(found)
        z, w = (Term(x) for x in unit.conclusion[1][1:])
        shown = proof.combine(
            equal(product(U, TOP, j) @ w, Term(null.conclusion[2])),
            Term("$0") @ w + Term("$1"), at_j, null,
        )  # fmt: skip
        return proof.exhibit_all(kernel_at(U, j), [w, z], proof.both(shown, unit))

    kernels = proof.choose(proof.use(not_, [j], low, high), ["w", "z"], vector)
    kernels = proof.suppose(low.conclusion, proof.suppose(high.conclusion, kernels))
    whole = same(0, proof.sizes(size_at_most(0, TOP)))
    return proof.both(
        proof.choose(left, ["L"], inverse),
        proof.generalize(kernels, j),
        proof.by(case.factored(U), whole, factors),
    )


@once
def stationary(net: Landscape) -> Theorem:
    """``X r = 0`` at a local minimum whose product factors through less than every width."""
    proof, case, X = net.proof, Deficient.start(net), Term("X")
    W = net.network()
    goal = equal(X @ residual(W), zero(("@", "d", 0), ("@", "d", TOP)))

    def prove(given: Theorem, factors: Theorem, narrow: Theorem) -> Theorem:
        def from_least(found: Theorem) -> Theorem:
            bound, left, not_ = proof.parts_of(found, 3)
            b = bound.conclusion[1]
            names = [case.q, case.F, case.G, b]
            last = proof.use(descent(net), names, bound, narrow)
            shown = proof.use(last, [W], given, proof.both(left, not_, factors))
            by = Term("$0") - Term("$1") @ X @ residual(W)
            return proof.combine(goal, by, shown, products.empty(proof, W, 0))

        def never(found: Theorem) -> Theorem:
            ends = proof.sizes(size_at_most(1, TOP)), proof.sizes(size_at_most(TOP, TOP))
            vector = proof.use(found, [TOP], *ends)

            def contradict(found: Theorem) -> Theorem:
                null, unit = proof.parts(found)
                z, w = (Term(x) for x in unit.conclusion[1][1:])
                one = products.empty(proof, W, TOP)
                by = Term("$0") - z @ Term("$1") + z @ Term("$2") @ w
                return proof.absurd(goal, proof.order(FALSE, (unit, null, one), [], by.tree))

            return proof.choose(vector, ["w", "z"], contradict)

        choice = proof.instance(least_injective(net), W, "H")
        return proof.cases(choice, lambda some: proof.choose(some, ["b"], from_least), never)

    hypotheses = [local_minimum(W), case.factored(W), case.narrow]
    return proof.lemma([case.q, case.F, case.G, W], hypotheses, prove)


@once
def least_injective(net: Landscape) -> Theorem:
    """Some b <= h is the least with ``W[H+1:b+1]`` injective, or none is, by induction on h."""
    proof, W, (h,) = net.proof, net.network(), net.sizes("h")

    def some(top: object) -> Formula:
        body = both(injective(W, plus("b0", 1)), not_injective(W, "b0"))
        return for_some("b0", "size", both(size_at_most("b0", top), body))

    def claim(top: object) -> Formula:
        return either(some(top), not_injective(W, plus(top, 1)))

    def decide(j: object) -> Theorem:
        rows, cols = ("@", "d", TOP), ("@", "d", j)
        return proof.instance(inverse_or_kernel(net), rows, cols, product(W, TOP, j))

    def one_more(top: object, earlier: Theorem, j: object) -> Theorem:
        """The claim for `top`, its j = top + 1, from the kernels before j."""

        def found(left: Theorem) -> Theorem:
            inside = proof.sizes(size_at_most(top, top))
            shown = proof.exhibit(some(top), top, proof.both(inside, left, earlier))
            return proof.either(claim(top), shown)

        def not_yet(kernel_: Theorem) -> Theorem:
            (i,) = net.sizes("i")
            low, high = proof.assume(size_at_most(1, i)), proof.assume(size_at_most(i, j))

            def at_end(above: Theorem) -> Theorem:
                of = for_all("n0", "size", kernel_at(W, "n0"))
                return proof.replaced(of, kernel_, j, i, above, high)

            choice = proof.axiom("compare", i, top)
            shown = proof.cases(choice, lambda below: proof.use(earlier, [i], low, below), at_end)
            shown = proof.suppose(low.conclusion, proof.suppose(high.conclusion, shown))
            return proof.either(claim(top), proof.generalize(shown, i))

        return proof.cases(decide(j), found, not_yet)

    (i,) = net.sizes("i")
    low, high = proof.assume(size_at_most(1, i)), proof.assume(size_at_most(i, 0))
    none = proof.absurd(kernel_at(W, i), proof.sizes(FALSE, low, high))
    none = proof.suppose(low.conclusion, proof.suppose(high.conclusion, none))
    first = one_more(0, proof.generalize(none, i), 1)
    before = proof.assume(claim(h))
    top = plus(h, 1)

    def longer(found: Theorem) -> Theorem:
        def again(found: Theorem) -> Theorem:
            bound, left, not_ = proof.parts_of(found, 3)
            inside = proof.sizes(size_at_most(bound.conclusion[1], top), bound)
            shown = proof.exhibit(some(top), bound.conclusion[1], proof.both(inside, left, not_))
            return proof.either(claim(top), shown)

        return proof.choose(found, ["b"], again)

    step = proof.cases(before, longer, lambda kernels: one_more(top, kernels, plus(top, 1)))
    shown = proof.induct(for_all("h0", "size", claim("h0")), first, before.conclusion, step, h)
    return proof.generalize(shown, W)


@once
def inverse_or_kernel(net: Landscape) -> Theorem:
    """A left inverse or a kernel."""
    return vectors.injective_or_not(net.proof, not_zero(net))
