"""Local minima whose product of layers reaches the rank of some hidden width are global.

C = W_{H+1}..W_2 has then at least the rank of every product that passes that width. P is the
projection onto the range of C: the loss is (||Y||^2 - tr(P S))/2 with S = Y T Y^T, no network
has less than (||Y||^2 - tr(Q S))/2 for a projection Q of smaller trace, and P dominates on S.
Nothing is assumed of X and Y, and no eigenvalue is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.formulas import NONE, at_most, equal, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library import projections
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2
from proofs.library.networks import layer_moves, products
from proofs.library.networks.landscape import FIRST, IN, OUT, TOP, Landscape, loss, once, width
from proofs.library.networks.products import layer, product
from proofs.library.networks.second_variation import order_condition, stationary_pair
from proofs.library.ranks import rank_of
from symbolic.words.terms import Term, Tree, identity, tr, zero

HALF = Fraction(1, 2)


@once
def projection(net: Landscape) -> Theorem:
    """Every matrix C has an orthogonal projection P = C L onto its range."""
    return projections.projection(net.proof)


@once
def projection_trace(net: Landscape) -> Theorem:
    """``tr P = tr I_r`` for the projection onto the range of a matrix of rank r."""
    return projections.projection_trace(net.proof)


@once
def projected_loss(net: Landscape) -> Theorem:
    """``||Y||^2 - tr(Q Y T Y^T) <= ||M X - Y||^2`` for Q M = M, and equality for M X = Q Y T."""
    return projections.projected_loss(net.proof)


@once
def trace_dominance(net: Landscape) -> Theorem:
    """``tr(Q S) <= tr(P S)`` if P dominates on S >= 0, P S = S P and tr Q <= tr P."""
    return projections.trace_dominance(net.proof)


def _first_layer(net: Landscape, W: str) -> Theorem:
    """``W[H+1:0] = W[H+1:1] W[0] W[0:0]``."""
    order = net.proof.sizes(size_at_most(0, 0)), net.proof.sizes(size_at_most(1, TOP))
    return net.proof.use(layer_moves.around(net), [W, 0, 0, TOP], *order)


def _keeps(proof: Derivation, T: Term, keeps: Theorem, symmetric: Theorem) -> Theorem:
    """``X T = X`` from ``T X^T = X^T`` and ``T^T = T``."""
    X = Term("X")
    return proof.combine(equal(X @ T, X), H0.T - X @ H1, keeps, symmetric)


@once
def best_product(net: Landscape) -> Theorem:
    """``W_{H+1}..W_1 X = P Y T`` (Lemma 4.2 for the predictions) and ``S P = P S``."""
    proof, X, Y, W = net.proof, Term("X"), Term("Y"), net.network()
    P, L, T, K = proof.matrices(P=(OUT, OUT), L=(FIRST, OUT), T=("m", "m"), K=(IN, "m"))
    C, end = product(W, TOP, 1), product(W, TOP, 0)
    onto_C, onto_X = projections.projects_onto(P, C, L), projections.projects_onto(T, X.T, K)
    hypotheses = [stationary_pair(W), onto_C, onto_X]
    given, columns, of_X = map(proof.assume, hypotheses)
    first, last, _ = proof.parts_of(given, 3)
    onto, fixes, symmetric, _ = proof.parts(columns)
    rows, keeps, sym_T, _ = proof.parts(of_X)

    E, unit = end @ X - Y, products.empty(proof, W, 0)
    whole = proof.by(equal(end, C @ layer(W, 0)), _first_layer(net, W), unit)
    # X r C = 0 and X r P = 0.
    by = H0 - H1 @ X @ E.T @ C
    at_C = proof.combine(equal(X @ E.T @ C, zero(IN, FIRST)), by, first, unit)
    by = H0 @ L - X @ E.T @ H1
    at_P = proof.combine(equal(X @ E.T @ P, zero(IN, OUT)), by, at_C, onto)
    fixed = proof.by(equal(P @ end, end), whole, fixes)
    # Pi X X^T = P Pi X X^T = P Y X^T, times K.
    by = H0.T - H1 @ E @ X.T - H2 @ X @ X.T
    gram = proof.combine(equal(end @ X @ X.T, P @ Y @ X.T), by, at_P, symmetric, fixed)
    best = proof.chain(
        end @ X,
        (end @ X @ T, [_keeps(proof, T, keeps, sym_T)]),
        (end @ X @ X.T @ K, [rows]),
        (P @ Y @ X.T @ K, [gram]),
        (P @ Y @ T, [rows]),
    )
    commute = _commute(net, W, (P, T), (last, best), (symmetric, sym_T))
    return proof.conclude([W, P, L, T, K], hypotheses, proof.both(best, commute))


def _commute(
    net: Landscape,
    W: str,
    letters: tuple[Term, Term],
    known: tuple[Theorem, Theorem],
    symmetric: tuple[Theorem, Theorem],
) -> Theorem:
    """``S P = P S``: Pi X r = 0 for Pi = W_{H+1}..W_1, so ``P S = Pi X Y^T`` is symmetric.

    `known` are the gradient for W_{H+1} and the predictions, and P and T are `symmetric`.
    """
    proof, X, Y, (P, T), (last, best) = net.proof, Term("X"), Term("Y"), letters, known
    end, below = product(W, TOP, 0), product(W, "H", 0) @ X
    E, form = end @ X - Y, Y @ T @ Y.T
    by = H0 - below @ E.T @ H1
    goal = equal(below @ E.T, zero(width("H"), OUT))
    at_top = proof.combine(goal, by, last, products.empty(proof, W, TOP))
    longer = products.longer(proof, W, "H", 0, proof.sizes(size_at_most(0, "H")))
    by = layer(W, "H") @ H0 + H1 @ X @ E.T
    at_end = proof.combine(equal(end @ X @ E.T, zero(OUT, OUT)), by, at_top, longer)
    mixed = equal(P @ form, end @ X @ X.T @ end.T)
    mixed_ = proof.combine(mixed, -1 * H0 - H1 @ Y.T, at_end, best)
    by = H0.T - H0 - form.T @ H1 - Y @ H2 @ Y.T @ P
    return proof.combine(equal(form @ P, P @ form), by, mixed_, *symmetric)


@dataclass(frozen=True)
class Projection:
    """An obtained projection P = C L onto the range of C: ``P C = C``, ``P^T = P = P P``."""

    C: Term
    P: Term
    L: Term
    known: Theorem
    onto: Theorem
    fixes: Theorem
    symmetric: Theorem
    idempotent: Theorem
    is_projection: Theorem

    @staticmethod
    def obtain(net: Landscape, C: Term, sort: tuple[Tree, Tree], names: str) -> Projection:
        """Such a projection, P and L being called like the names; C has the sizes of the sort."""
        proof = net.proof
        (P, L), known = proof.obtain(proof.instance(projection(net), *sort, C), *names.split())
        onto, fixes, symmetric, idempotent = proof.parts(known)
        both = proof.both(symmetric, idempotent)
        return Projection(C, P, L, known, onto, fixes, symmetric, idempotent, both)


@once
def reaching_a_width(net: Landscape) -> Theorem:
    """A stationary pair is a global minimum if rank C >= q >= d[k], 1 <= k <= H.

    C = W_{H+1}..W_2, and the rank is given as ``A C B = I_q``.
    """
    proof, W, V = net.proof, net.network("W"), net.network("V")
    k, q = net.sizes("k q")
    C, cols = product(W, TOP, 1), width(k)
    left, right = proof.matrices(A=(q, OUT), B=(FIRST, q))
    order = [size_at_most(1, k), size_at_most(k, "H"), size_at_most(cols, q)]
    hypotheses = [stationary_pair(W), *order, equal(left @ C @ right, identity(q))]
    given, low, high, narrow, unit = map(proof.assume, hypotheses)
    columns = Projection.obtain(net, C, (OUT, FIRST), "P L")
    rows = Projection.obtain(net, Term("X").T, ("m", IN), "T K")
    passing = Projection.obtain(net, product(V, TOP, k), (OUT, cols), "Q L")

    # tr Q <= tr P, as rank <= d[k] <= q <= rank C.
    rank_C, (A, B, _, _), (whole, _, _), trace_P = _rank(net, columns)
    inverse = proof.chain(left @ A @ B @ right, (left @ C @ right, [whole]), (identity(q), [unit]))
    many = proof.apply(proof.axiom("pigeonhole", q, rank_C, left @ A, B @ right), inverse)
    rank_V, (_, B, _, R), (_, _, inverse), trace_Q = _rank(net, passing)
    small = proof.apply(proof.axiom("pigeonhole", rank_V, cols, B, R), inverse)
    ranks = proof.sizes(size_at_most(rank_V, rank_C), small, narrow, many)
    counts = proof.apply(proof.axiom("count", rank_V, rank_C), ranks)
    goal = at_most(tr(passing.P), tr(columns.P))
    few = proof.order(goal, (counts, trace_Q, trace_P), [(1, [0])], H2 - H1)

    hidden = proof.sizes(size_at_most(1, "H"), low, high)
    found = columns, rows, passing
    shown = _compared(net, (W, V, k), found, few, (given, hidden, high))
    return proof.conclude([W, k, q, left, right], hypotheses, proof.conclude([V], [], shown))


def _rank(net: Landscape, of: Projection) -> tuple[str, list[Term], list[Theorem], Theorem]:
    """The rank r of C, and what it says of its projection P.

    These are r, factors A, B, K, R, that ``C = A B``, ``K A = I``, ``B R = I``, and
    ``tr P = tr I_r``.
    """
    proof = net.proof
    r, rank = rank_of(proof, of.C)
    factors, known = proof.obtain(rank, "A", "B", "K", "R")
    names = [*proof.shape(of.C), r, of.P, of.C, of.L, *factors]
    trace = proof.use(projection_trace(net), names, of.known, known)
    return r, factors, proof.parts(known), trace


def _compared(
    net: Landscape,
    names: tuple[str, str, str],
    found: tuple[Projection, Projection, Projection],
    few: Theorem,
    known: tuple[Theorem, Theorem, Theorem],
) -> Theorem:
    """The loss of W is at most that of V, whose layers above d[k] have the projection Q."""
    proof, Y, (W, V, k) = net.proof, Term("Y"), names
    (columns, rows, passing), (given, hidden, high) = found, known
    P, T, Q = columns.P, rows.P, passing.P
    letters, form = (P, columns.L, T, rows.L), Y @ T @ Y.T
    pair = proof.use(best_product(net), [W, *letters], given, columns.known, rows.known)
    best, commute = proof.parts(pair)

    keeps_X = _keeps(proof, T, rows.fixes, rows.symmetric)
    order = proof.sizes(size_at_most(0, k)), proof.sizes(size_at_most(k, TOP), high)
    half = proof.use(layer_moves.split(net), [V, 0, k, TOP], *order)
    low, _ = _losses(net, V, passing, half, rows, keeps_X)
    _, exact = _losses(net, W, columns, _first_layer(net, W), rows, keeps_X)
    exact = proof.apply(exact, best)

    facts = given, hidden, columns.is_projection, rows.is_projection, rows.onto, columns.onto, best
    best_for_P = dominant(net, W, letters, facts)
    (x,) = proof.fresh("x", (OUT, 1))
    square = proof.nonnegative_square(T @ Y.T @ x)
    psd = proof.same_bound(at_most(NONE, x.T @ form @ x), square, rows.symmetric, rows.idempotent)
    positive = proof.generalize(psd, x.tree)
    symmetric = proof.by(equal(form.T, form), rows.symmetric)
    of_both = columns.is_projection, passing.is_projection
    conditions = best_for_P, symmetric, positive, *of_both, commute, few
    traces = proof.use(trace_dominance(net), [OUT, P, Q, form], *conditions)
    halves = [(HALF, [0]), (HALF, [1])]
    return proof.order(at_most(loss(W), loss(V)), (low, traces, exact), halves, -HALF * H2)


def _losses(
    net: Landscape, W: str, of: Projection, through: Theorem, rows: Projection, keeps_X: Theorem
) -> list[Theorem]:
    """`projected_loss` for W, whose product goes through the matrix that is projected onto."""
    proof, end, Q = net.proof, product(W, TOP, 0), of.P
    fixed = proof.by(equal(Q @ end, end), through, of.fixes)
    names = [OUT, IN, "m", Q, end, Term("X"), Term("Y"), rows.P]
    conditions = of.is_projection, rows.is_projection, fixed, keeps_X
    return proof.parts(proof.use(projected_loss(net), names, *conditions))


def dominant(
    net: Landscape, W: str, letters: tuple[Term, Term, Term, Term], known: Sequence[Theorem]
) -> Theorem:
    """P dominates on S = Y T Y^T: `order_condition` for all u in the range and v orthogonal to it.

    The letters are P = C L and T = X^T K, and `known` is what that condition asks of W and them.
    """
    proof, (P, L, T, K) = net.proof, letters
    given, hidden, of_P, of_T, rows, onto, best = known
    u, v = proof.fresh("u v", (OUT, 1))
    hypotheses = [equal(P @ u, u), equal(P @ v, zero(OUT, 1))]
    facts = given, hidden, onto, of_P, rows, of_T, best, *map(proof.assume, hypotheses)
    shown = proof.use(order_condition(net), [W, P, L, T, K, u, v], *facts)
    for hypothesis in reversed(hypotheses):
        shown = proof.suppose(hypothesis, shown)
    return proof.generalize(shown, u.tree, v.tree)
