"""Local minima whose product of layers reaches the rank of some hidden width are global.

C = W_{H+1}..W_2 has then at least the rank of every product that passes that width. P is the
projection onto the range of C: the loss is (||Y||^2 - tr(P S))/2 with S = Y T Y^T, no network
has less than (||Y||^2 - tr(Q S))/2 for a projection Q of smaller trace, and P dominates on S.
Nothing is assumed of X and Y, and no eigenvalue is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from proofs.kernel.formulas import at_most, equal, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import projections
from proofs.library.networks import moves, products
from proofs.library.networks.landscape import NONE, TOP, Landscape, loss, once
from proofs.library.networks.products import layer, product
from proofs.library.networks.second_variation import order_condition, stationary_pair
from symbolic.words.terms import Term, Tree, identity, zero

OUT, IN, FIRST = ("@", "d", TOP), ("@", "d", 0), ("@", "d", 1)


@once
def projection(net: Landscape) -> Theorem:
    """Projections exist."""
    return projections.projection(net.proof)


@once
def projection_trace(net: Landscape) -> Theorem:
    """The trace of a projection is a rank."""
    return projections.projection_trace(net.proof)


@once
def projected_loss(net: Landscape) -> Theorem:
    """The loss and a projection."""
    return projections.projected_loss(net.proof)


@once
def trace_dominance(net: Landscape) -> Theorem:
    """Ky Fan's inequality."""
    return projections.trace_dominance(net.proof)


@once
def best_product(net: Landscape) -> Theorem:
    """``W_{H+1}..W_1 X = P Y T`` (Lemma 4.2 for the predictions) and ``S P = P S``."""
    proof, X, Y, W = net.proof, Term("X"), Term("Y"), net.network()
    (P,), (L,) = proof.fresh("P", (OUT, OUT)), proof.fresh("L", (FIRST, OUT))
    (T,), (K,) = proof.fresh("T", ("m", "m")), proof.fresh("K", (IN, "m"))
    C, end = product(W, TOP, 1), product(W, TOP, 0)
    form = Y @ T @ Y.T

    def prove(given: Theorem, columns: Theorem, of_X: Theorem) -> Theorem:
        onto, fixes, symmetric, _ = proof.parts(columns)
        rows, keeps, sym_T, _ = proof.parts(of_X)
        split = proof.use(
            moves.around(net), [W, 0, 0, TOP],
            proof.sizes(size_at_most(0, 0)), proof.sizes(size_at_most(1, TOP)),
        )  # fmt: skip
        unit = products.empty(proof, W, 0)
        whole = proof.by(equal(end, C @ layer(W, 0)), split, unit)
        inside = proof.sizes(size_at_most(0, "H"))
        first, last, _ = proof.parts_of(given, 3)
        residual = (end @ X - Y).T
        one, two = Term("$0"), Term("$1")
        # X r C = 0 and X r P = 0.
        at_C = proof.combine(
            equal(X @ residual @ C, zero(IN, FIRST)), one - two @ X @ residual @ C, first, unit
        )
        at_P = proof.combine(
            equal(X @ residual @ P, zero(IN, OUT)), one @ L - X @ residual @ two, at_C, onto
        )
        fixed = proof.by(equal(P @ end, end), whole, fixes)
        keeps_X = proof.combine(equal(X @ T, X), one.T - X @ two, keeps, sym_T)
        # Pi X X^T = P Pi X X^T = P Y X^T, times K.
        E = end @ X - Y
        by = one.T - two @ E @ X.T - Term("$2") @ X @ X.T
        gram = proof.combine(equal(end @ X @ X.T, P @ Y @ X.T), by, at_P, symmetric, fixed)
        best = proof.chain(
            end @ X,
            (end @ X @ T, [keeps_X]),
            (end @ X @ X.T @ K, [rows]),
            (P @ Y @ X.T @ K, [gram]),
            (P @ Y @ T, [rows]),
        )
        # Pi X r = 0, so P S = Pi X Y^T is symmetric.
        unit_top = products.empty(proof, W, TOP)
        at_top = proof.combine(
            equal(product(W, "H", 0) @ X @ residual, zero(("@", "d", "H"), OUT)),
            one - product(W, "H", 0) @ X @ residual @ two, last, unit_top,
        )  # fmt: skip
        longer = products.longer(proof, W, "H", 0, inside)
        at_end = proof.combine(
            equal(end @ X @ residual, zero(OUT, OUT)),
            layer(W, "H") @ one + two @ X @ residual, at_top, longer,
        )  # fmt: skip
        mixed = proof.combine(
            equal(P @ form, end @ X @ X.T @ end.T), -1 * one - two @ Y.T, at_end, best
        )
        commute = proof.combine(
            equal(form @ P, P @ form),
            one.T - one - form.T @ two - Y @ Term("$2") @ Y.T @ P, mixed, symmetric, sym_T,
        )  # fmt: skip
        return proof.both(best, commute)

    hypotheses = [
        stationary_pair(W),
        projections.projects_onto(P, C, L),
        projections.projects_onto(T, X.T, K),
    ]
    return proof.lemma([W, P, L, T, K], hypotheses, prove)


@once
def reaching_a_width(net: Landscape) -> Theorem:
    """A stationary pair is a global minimum if rank C >= q >= d[k], 1 <= k <= H.

    C = W_{H+1}..W_2, and the rank is given as ``A C B = I_q``.
    """
    proof, X, W = net.proof, Term("X"), net.network()
    k, q = net.sizes("k q")
    (left,), (right,) = proof.fresh("A", (q, OUT)), proof.fresh("B", (FIRST, q))
    rank = equal(left @ product(W, TOP, 1) @ right, identity(q))

    def prove(
        given: Theorem, low: Theorem, high: Theorem, narrow: Theorem, unit: Theorem
    ) -> Theorem:
        hidden = proof.sizes(size_at_most(1, "H"), low, high)
        V = net.network("V")

        def with_P(columns: Theorem) -> Theorem:
            def with_T(rows: Theorem) -> Theorem:
                def with_Q(other: Theorem) -> Theorem:
                    facts = columns, rows, other
                    few = _fewer(net, (W, V, k, q), facts, (low, high, narrow, unit))
                    return _compared(net, (W, V, k), facts, few, (given, hidden, high))

                passing = proof.instance(projection(net), OUT, ("@", "d", k), product(V, TOP, k))
                return proof.choose(passing, ["Q", "L"], with_Q)

            some = proof.instance(projection(net), "m", IN, X.T)
            return proof.choose(some, ["T", "K"], with_T)

        some = proof.instance(projection(net), OUT, FIRST, product(W, TOP, 1))
        shown = proof.choose(some, ["P", "L"], with_P)
        return proof.generalize(shown, V)

    hypotheses = [
        stationary_pair(W),
        size_at_most(1, k),
        size_at_most(k, "H"),
        size_at_most(("@", "d", k), q),
        rank,
    ]
    return proof.lemma([W, k, q, left, right], hypotheses, prove)


def _fewer(
    net: Landscape,
    names: tuple[str, str, str, str],
    facts: tuple[Theorem, Theorem, Theorem],
    bounds: tuple[Theorem, Theorem, Theorem, Theorem],
) -> Theorem:
    """``tr Q <= tr P``: rank <= d[k] <= q <= rank C."""
    proof, (W, V, k, q), (_, _, narrow, unit) = net.proof, names, bounds
    C, through = product(W, TOP, 1), product(V, TOP, k)
    left, _, right = (Term(x) for x in unit.conclusion[1][1:])

    def ranked(
        of: Theorem, matrix: Term, cols: Tree, use: Callable[[str, Theorem, Theorem], Theorem]
    ) -> Theorem:
        """Use the rank r of a matrix, its factors, and ``tr P = tr I_r`` for its projection."""

        def found(factors: Theorem) -> Theorem:
            A, B = (Term(x) for x in proof.parts(factors)[0].conclusion[2][1:])
            K, R = (
                Term(proof.parts(factors)[1].conclusion[1][1]),
                Term(proof.parts(factors)[2].conclusion[1][2]),
            )
            r = proof.parts(factors)[1].conclusion[2][1]
            P, L = (
                Term(proof.parts(of)[0].conclusion[2]),
                Term(proof.parts(of)[0].conclusion[1][-1]),
            )
            names = [OUT, cols, r, P, matrix, L, A, B, K, R]
            return use(r, factors, proof.use(projection_trace(net), names, of, factors))

        some = proof.axiom("factorization", OUT, cols, matrix)
        return proof.choose(some, ["r", "P", "Q", "L", "R"], found)

    def of_C(rank_C: str, factors: Theorem, trace_P: Theorem) -> Theorem:
        whole = proof.parts(factors)[0]
        A, B = (Term(x) for x in whole.conclusion[2][1:])
        first, last = left @ A, B @ right
        inverse = proof.chain(first @ last, (left @ C @ right, [whole]), (identity(q), [unit]))
        many = proof.apply(proof.axiom("pigeonhole", q, rank_C, first, last), inverse)

        def of_V(rank_V: str, factors: Theorem, trace_Q: Theorem) -> Theorem:
            inverse = proof.parts(factors)[2]
            B2, R2 = (Term(x) for x in inverse.conclusion[1][1:])
            width = ("@", "d", k)
            small = proof.apply(proof.axiom("pigeonhole", rank_V, width, B2, R2), inverse)
            ranks = proof.sizes(size_at_most(rank_V, rank_C), small, narrow, many)
            counts = proof.apply(proof.axiom("count", rank_V, rank_C), ranks)
            goal = at_most(Term(trace_Q.conclusion[1]), Term(trace_P.conclusion[1]))
            by = Term("$2") - Term("$1")
            return proof.order(goal, (counts, trace_Q, trace_P), [(1, [0])], by.tree)

        return ranked(facts[2], through, ("@", "d", k), of_V)

    return ranked(facts[0], C, FIRST, of_C)


def _compared(
    net: Landscape,
    names: tuple[str, str, str],
    facts: tuple[Theorem, Theorem, Theorem],
    few: Theorem,
    known: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """The loss of W is at most that of V, whose layers above d[k] have the projection Q."""
    proof, X, Y, (W, V, k) = net.proof, Term("X"), Term("Y"), names
    given, hidden, high = known
    onto, fixes, *of_P = proof.parts(facts[0])
    rows, keeps, *of_T = proof.parts(facts[1])
    _, passes, *of_Q = proof.parts(facts[2])
    P, T, Q = (Term(f[1].conclusion[2]) for f in (of_P, of_T, of_Q))
    L, K = Term(onto.conclusion[1][-1]), Term(rows.conclusion[1][-1])
    form = Y @ T @ Y.T
    best, commute = proof.parts(
        proof.use(best_product(net), [W, P, L, T, K], given, facts[0], facts[1])
    )
    keeps_X = proof.combine(equal(X @ T, X), Term("$0").T - X @ Term("$1"), keeps, of_T[0])
    projects = [proof.both(*of) for of in (of_P, of_T, of_Q)]
    out = [OUT, IN, "m"]
    half = proof.use(
        moves.split(net), [V, 0, k, TOP],
        proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, TOP), high),
    )  # fmt: skip
    ends = product(V, TOP, 0), product(W, TOP, 0)
    fixed_V = proof.by(equal(Q @ ends[0], ends[0]), half, passes)
    low = proof.parts(
        proof.use(
            projected_loss(net),
            [*out, Q, ends[0], X, Y, T],
            projects[2],
            projects[1],
            fixed_V,
            keeps_X,
        )
    )[0]
    split = proof.use(
        moves.around(net), [W, 0, 0, TOP],
        proof.sizes(size_at_most(0, 0)), proof.sizes(size_at_most(1, TOP)),
    )  # fmt: skip
    fixed_W = proof.by(equal(P @ ends[1], ends[1]), split, fixes)
    exact = proof.parts(
        proof.use(
            projected_loss(net),
            [*out, P, ends[1], X, Y, T],
            projects[0],
            projects[1],
            fixed_W,
            keeps_X,
        )
    )[1]
    exact = proof.apply(exact, best)
    best_for_P = dominant(
        net, W, (P, L, T, K), (given, hidden, projects[0], projects[1], rows, onto, best)
    )
    (x,) = proof.fresh("x", (OUT, 1))
    square = proof.nonnegative_square(T @ Y.T @ x)
    goal = at_most(NONE, x.T @ form @ x)
    positive = proof.generalize(proof.same_bound(goal, square, *of_T), x.tree)
    symmetric = proof.by(equal(form.T, form), of_T[0])
    names_ = [OUT, P, Q, form]
    traces = proof.use(
        trace_dominance(net),
        names_,
        best_for_P,
        symmetric,
        positive,
        projects[0],
        projects[2],
        commute,
        few,
    )
    h = Fraction(1, 2)
    goal = at_most(loss(W), loss(V))
    return proof.order(goal, (low, traces, exact), [(h, [0]), (h, [1])], (-h * Term("$2")).tree)


def dominant(
    net: Landscape, W: str, letters: tuple[Term, Term, Term, Term], known: Sequence[Theorem]
) -> Theorem:
    """P dominates on S."""
    proof = net.proof
    P, L, T, K = letters
    given, hidden, of_P, of_T, rows, onto, best = known
    u, v = proof.fresh("u v", (OUT, 1))
    ins = [proof.assume(equal(P @ u, u)), proof.assume(equal(P @ v, zero(OUT, 1)))]
    shown = proof.use(
        order_condition(net),
        [W, P, L, T, K, u, v],
        given,
        hidden,
        onto,
        of_P,
        rows,
        of_T,
        best,
        *ins,
    )
    for inside in reversed(ins):
        shown = proof.suppose(inside.conclusion, shown)
    return proof.generalize(shown, u.tree, v.tree)
