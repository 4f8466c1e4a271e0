"""A vector w with ``C w = 0`` and ``W_k..W_2 w != 0``, carried upwards by flat moves.

C = W_{H+1}..W_2. The lemmas of Case III of the proof of Theorem 2.3 (ii) in Appendix B.1, see
`proofs.papers.kawaguchi2016.theorems.theorem_2_3_ii_as_printed`.
"""

from __future__ import annotations

from proofs.kernel.formulas import FALSE, Formula, both, equal, for_some, number, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import scalars, vectors
from proofs.library.networks import layer_pairs, moves, products
from proofs.library.networks.landscape import TOP, Landscape, local_minimum, once, residual
from proofs.library.networks.products import NETWORK, layer, plus, product
from proofs.library.ranks import H0, H1, H2, H3
from symbolic.words.terms import Term, Tree, identity, zero

OUT, FIRST, IN = ("@", "d", TOP), ("@", "d", 1), ("@", "d", 0)
ONE = number(1)


def left_inverse(L: Term) -> Formula:
    """``L X Y^T = I``."""
    return equal(L @ Term("X") @ Term("Y").T, identity(OUT))


def annihilated(W: Tree, w: Term) -> Formula:
    """``C w = W_{H+1}..W_2 w = 0``."""
    return equal(product(W, TOP, 1) @ w, zero(OUT, 1))


def reaches(W: Tree, k: Tree, w: Term) -> Formula:
    """``W[k:1] w`` is not zero: ``z W[k:1] w = 1`` for some z."""
    z = Term("z0")
    return for_some("z0", (1, ("@", "d", k)), equal(z @ product(W, k, 1) @ w, ONE))


def carried(U: Tree, W: Tree, k: Tree, w: Term) -> Formula:
    """U is a local minimum with the products of W down to W_2 and W_1, and ``U[k:1] w != 0``."""
    same = [equal(product(U, TOP, i), product(W, TOP, i)) for i in (1, 0)]
    return both(local_minimum(U), *same, reaches(U, k, w))


def reached(W: Tree, k: Tree, w: Term) -> Formula:
    """There is such a network."""
    return for_some("U0", NETWORK, carried("U0", W, k, w))


def by_itself(net: Landscape, W: str, k: Tree, w: Term, *known: Theorem) -> Theorem:
    """W itself is such a network: a local minimum where ``W[k:1] w`` is not zero."""
    proof, (given, reach) = net.proof, known
    same = [proof.by(equal(product(W, TOP, i), product(W, TOP, i))) for i in (1, 0)]
    return proof.exhibit(reached(W, k, w), W, proof.both(given, *same, reach))


def annihilated_too(net: Landscape, same: Theorem, null: Theorem, w: Term) -> Theorem:
    """``C w = 0`` for a network with the same C."""
    return net.proof.combine(annihilated(same.conclusion[1][1], w), H0 @ w + H1, same, null)


@once
def not_zero(net: Landscape) -> Theorem:
    """A matrix that is not zero has a witness."""
    return vectors.not_zero(net.proof)


@once
def inverses(net: Landscape) -> Theorem:
    """What is positive has an inverse."""
    return scalars.positive_inverse(net.proof)


@once
def no_residual_above(net: Landscape) -> Theorem:
    """``X r W[H+1:k+1] = 0``, by Lemma 4.4, where ``C w = 0`` and ``W[k:1] w`` is not zero."""
    proof, X = net.proof, Term("X")
    W, (k,) = net.network(), net.sizes("k")
    (w,) = proof.fresh("w", (FIRST, 1))
    above = X @ residual(W) @ product(W, TOP, plus(k, 1))
    goal = equal(above, proof.zero_like(above))

    def prove(given: Theorem, low: Theorem, high: Theorem, *vector: Theorem) -> Theorem:
        null, some = vector
        choice = proof.use(layer_pairs.ranges_at_a_minimum(net), [W, 0, k], given, low, high)

        def vanishes(none: Theorem) -> Theorem:
            by = H0 - H1 @ above
            return proof.combine(goal, by, none, products.empty(proof, W, 0))

        def included(found: Theorem) -> Theorem:
            M = Term(found.conclusion[2][1])

            def contradict(unit: Theorem) -> Theorem:
                z = Term(unit.conclusion[1][1])
                by = H0 - z @ H1 @ w - z @ M @ H2
                return proof.absurd(goal, proof.order(FALSE, (unit, found, null), [], by.tree))

            return proof.choose(some, ["z"], contradict)

        return proof.cases(choice, vanishes, lambda found: proof.choose(found, ["M"], included))

    order = size_at_most(1, k), size_at_most(k, "H")
    hypotheses = [local_minimum(W), *order, annihilated(W, w), reaches(W, k, w)]
    return proof.lemma([W, k, w], hypotheses, prove)


def _with_first_layer(net: Landscape, factors: Theorem) -> Theorem:
    """``W_{H+1}..W_1 = F G W_1`` from ``C = F G``."""
    proof, (_, C, factored) = net.proof, factors.conclusion
    W = C[1]
    bounds = proof.sizes(size_at_most(0, 0)), proof.sizes(size_at_most(1, TOP))
    split = proof.use(moves.around(net), [W, 0, 0, TOP], *bounds)
    goal = equal(product(W, TOP, 0), Term(factored) @ layer(W, 0))
    return proof.by(goal, split, factors, products.empty(proof, W, 0))


@once
def kernel_above(net: Landscape) -> Theorem:
    """A = W[H+1:k+1] has a kernel, if ``X r A = 0`` and C factors through less than its width.

    ``A = L X X^T (W_{H+1}..W_1)^T A``, and the product of all layers has no more rank than C.
    """
    proof, X = net.proof, Term("X")
    W, (k, n) = net.network(), net.sizes("k n")
    (L,) = proof.fresh("L", (OUT, IN))
    (F,), (G,) = proof.fresh("F", (OUT, n)), proof.fresh("G", (n, FIRST))
    width = ("@", "d", plus(k, 1))
    A = product(W, TOP, plus(k, 1))
    goal = vectors.has_kernel(A, OUT, width)

    def prove(inverse: Theorem, factors: Theorem, none: Theorem, narrow: Theorem) -> Theorem:
        whole = _with_first_layer(net, factors)

        def injective(found: Theorem) -> Theorem:
            J = Term(found.conclusion[1][1])
            left, right = J @ L @ X @ X.T @ layer(W, 0).T @ G.T, F.T @ A
            by = H0 + J @ H1 @ A + J @ L @ H2 - J @ L @ X @ X.T @ H3.T @ A
            unit = proof.combine(
                equal(left @ right, identity(width)), by, found, inverse, none, whole
            )
            many = proof.apply(proof.axiom("pigeonhole", width, n, left, right), unit)
            return proof.absurd(goal, proof.sizes(FALSE, many, narrow))

        lemma = vectors.injective_or_not(proof, not_zero(net))
        choice = proof.instance(lemma, OUT, width, A)
        return proof.cases(
            choice, lambda some: proof.choose(some, ["J"], injective), lambda found: found
        )

    vanishes = X @ residual(W) @ A
    hypotheses = [
        left_inverse(L),
        equal(product(W, TOP, 1), F @ G),
        equal(vanishes, zero(IN, width)),
        size_at_most(plus(n, 1), width),
    ]
    return proof.lemma([W, k, n, L, F, G], hypotheses, prove)


@once
def raised(net: Landscape) -> Theorem:
    """A kernel vector u of ``W[H+1:k+1]`` carries w through W_{k+1}.

    Where ``W[k+1:1] w = 0`` already, W_{k+1} moves by ``t u z`` with ``z W[k:1] w = 1``.
    """
    proof = net.proof
    W, (k,) = net.network(), net.sizes("k")
    (w,), width = proof.fresh("w", (FIRST, 1)), ("@", "d", plus(k, 1))
    kernel_ = vectors.has_kernel(product(W, TOP, plus(k, 1)), OUT, width)

    def prove(given: Theorem, low: Theorem, high: Theorem, *some: Theorem) -> Theorem:
        def already(found: Theorem) -> Theorem:
            row, _, col = (Term(x) for x in found.conclusion[1][1:])
            z = col @ row
            unit = proof.combine(equal(z @ product(W, plus(k, 1), 1) @ w, ONE), H0, found)
            far = proof.exhibit(reaches(W, plus(k, 1), w), z, unit)
            return by_itself(net, W, plus(k, 1), w, given, far)

        def vanishes(none: Theorem) -> Theorem:
            def with_vectors(vector: Theorem, unit: Theorem) -> Theorem:
                known = given, low, high, none, vector, unit
                return _moved_by_one(net, (W, k, w), known)

            return proof.choose(
                some[0],
                ["u", "y"],
                lambda vector: proof.choose(
                    some[1], ["z"], lambda unit: with_vectors(vector, unit)
                ),
            )

        choice = proof.instance(not_zero(net), width, 1, product(W, plus(k, 1), 1) @ w)
        return proof.cases(choice, vanishes, lambda found: proof.choose(found, ["u", "v"], already))

    order = size_at_most(1, k), size_at_most(k, "H")
    hypotheses = [local_minimum(W), *order, kernel_, reaches(W, k, w)]
    return proof.lemma([W, k, w], hypotheses, prove)


def _moved_by_one(
    net: Landscape, names: tuple[str, str, Term], known: tuple[Theorem, ...]
) -> Theorem:
    """The flat move of W_{k+1} by u z: the products from the top do not change."""
    proof, (W, k, w) = net.proof, names
    given, low, high, none, vector, unit = known
    null, other = proof.parts(vector)
    u, z = Term(other.conclusion[1][-1]), Term(unit.conclusion[1][1])
    up = plus(k, 1)
    still = product(W, TOP, up) @ (u @ z) @ product(W, k, 0)
    flat = proof.combine(equal(still, proof.zero_like(still)), H0 @ z @ product(W, k, 0), null)
    some = proof.use(moves.flat_move(net), [W, k, u @ z], given, high, flat)
    top = proof.sizes(size_at_most(up, TOP), high)

    def there(found: Theorem) -> Theorem:
        positive, move, minimum = proof.parts_of(found, 3)
        t, U = Term(positive.conclusion[2]), move.conclusion[1][1][1]
        through = proof.instance(moves.products_through(net), U, W, k, u @ z, t)

        def kept(i: int, below: Theorem) -> Theorem:
            part = proof.apply(proof.instance(through, i, TOP), move, below, top)
            by = H0 + t @ H1 @ z @ product(W, k, i)
            return proof.combine(equal(product(U, TOP, i), product(W, TOP, i)), by, part, null)

        same = kept(1, low), kept(0, proof.sizes(size_at_most(0, k)))
        flat_ = proof.sizes(size_at_most(up, up))
        part = proof.apply(proof.instance(through, 1, up), move, low, flat_)
        empty = products.empty(proof, W, up)
        step = proof.by(equal(product(U, up, 1) @ w, t @ u), part, empty, none, unit)
        reach = _multiple(net, positive, step, other)
        return proof.exhibit(reached(W, up, w), U, proof.both(minimum, *same, reach))

    return proof.choose(some, ["t", "U"], there)


def _multiple(net: Landscape, positive: Theorem, step: Theorem, unit: Theorem) -> Theorem:
    """``U[k:1] w`` is not zero, being ``t u`` with ``0 < t`` and ``y u = 1``."""
    proof, (product_, w) = net.proof, map(Term, step.conclusion[1][1:])
    t, y = Term(positive.conclusion[2]), Term(unit.conclusion[1][1])
    U, k, _ = product_.tree[1:]

    def use(found: Theorem) -> Theorem:
        inverse = proof.parts(found)[1]
        s = Term(inverse.conclusion[1][-1])
        by = s @ y @ H0 + s @ t @ H1 + H2
        shown = proof.combine(equal(s @ y @ product_ @ w, ONE), by, step, unit, inverse)
        return proof.exhibit(reaches(U, k, w), s @ y, shown)

    return proof.choose(proof.use(inverses(net), [t], positive), ["s"], use)
