"""Steps of Appendix A.5 and of Cases I and II of B.1, for all sizes: what the ranks say.

N = W_H..W_2 and C = W_{H+1}..W_2. That N has rank q is given as ``A N B = I_q``; that X Y^T has
rank d_y as ``L X Y^T = I``.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    FALSE,
    Formula,
    at_most,
    either,
    equal,
    for_some,
    has_rank,
    number,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks import layer_moves, products
from proofs.library.networks.derivatives import HALF, half_square
from proofs.library.networks.landscape import FIRST, IN, OUT, TOP, Landscape, residual
from proofs.library.networks.products import plus, product
from proofs.library.networks.second_variation import stationary_pair
from proofs.library.projections import squared
from proofs.library.ranks import H0, H1, H2, H3, factors, monotone, through
from proofs.papers.kawaguchi2016.instances.ranks import (
    annihilated,
    any_rank,
    bottlenecks,
    critical_first,
    included,
    least,
    narrow_outputs,
    orthonormal,
    regressions,
)
from proofs.papers.kawaguchi2016.theorems.theorem_2_3_iv import LAST, range_alternative
from symbolic.words.terms import Term, identity, tr, zero

ONE = number(1)


# A.5


@theorem("appendix-a5", instances=included)
def ranks_from_ranges() -> Theorem:
    """If R(B^T) is in R(C^T C), then rank B <= rank T and rank C = rank B, for C = T B.

    T = W_{H+1}..W_k and B = W_{k-1}..W_2.
    """
    proof = Derivation("d_y d_j d_1 r q c", T="d_y d_j", B="d_j d_1", Z="d_1 d_j")
    T, B, Z = proof.letters("T B Z")
    C, one = T @ B, identity("d_1")
    included = proof.assume(equal(B.T, C.T @ C @ Z))
    of_B = proof.assume(has_rank(B, ("d_j", "d_1"), "r"))
    of_T = proof.assume(has_rank(T, ("d_y", "d_j"), "q"))
    of_C = proof.assume(has_rank(C, ("d_y", "d_1"), "c"))
    lemma, onto = monotone(proof), Z.T @ C.T
    by_T = proof.combine(equal(B, onto @ T @ B), H0.T, included)
    by_C = proof.combine(equal(B, onto @ C @ one), H0.T, included)
    by_B = proof.by(equal(C, T @ B @ one))
    sizes = ["d_j", "d_1", "d_y", "d_j", "r", "q"]
    upper = proof.use(lemma, [*sizes, B, onto, T, B], by_T, of_B, of_T)
    sizes = ["d_j", "d_1", "d_y", "d_1", "r", "c"]
    above = proof.use(lemma, [*sizes, B, onto, C, one], by_C, of_B, of_C)
    sizes = ["d_y", "d_1", "d_j", "d_1", "c", "r"]
    below = proof.use(lemma, [*sizes, C, T, B, one], by_B, of_C, of_B)
    return proof.both(upper, above, below)


@theorem("appendix-a5:weaker", instances=orthonormal)
def ranks_without_ranges() -> Theorem:
    """The rank condition holds, the range condition and X r A_k = 0 do not, at a critical point.

    The network is W_1 = 0, W_2 = e and W_3 = f^T with orthonormal e and f, X = Y = 1, and k = 3.
    """
    proof = Derivation("n", e="n 1", f="n 1")
    e, f = proof.letters("e f")
    unit_e, unit_f = (proof.assume(equal(x.T @ x, ONE)) for x in (e, f))
    orthogonal = proof.assume(equal(f.T @ e, zero(1, 1)))
    first, C = zero(1, 1), f.T @ e
    r = (C @ first - ONE).T
    critical = (
        proof.combine(equal(r @ C, zero(1, 1)), r @ H0, orthogonal),
        proof.by(equal(first @ r @ f.T, zero(1, "n"))),
        proof.by(equal(e @ first @ r, zero("n", 1))),
    )
    none = proof.assume(equal(r, zero(1, 1)))
    seen = proof.suppose(none.conclusion, proof.order(FALSE, [none], [], H0))
    some = for_some("Z", (1, "n"), equal(e.T, C.T @ C @ Term("Z")))
    (Z,), form = proof.obtain(proof.assume(some), "Z")
    # 1 = e^T e = C^T C Z e = 0
    by = H2 - H0 @ e - C.T @ H1 @ Z @ e
    impossible = proof.order(FALSE, (form, orthogonal, unit_e), [], by)
    out = proof.conclude([], [some], impossible)
    ranks = (
        _rank_one(proof, has_rank(f.T, (1, "n"), 1), [ONE, f.T, ONE, f], unit_f),
        _rank_one(proof, has_rank(e, ("n", 1), 1), [e, ONE, e.T, ONE], unit_e),
    )
    return proof.both(*critical, seen, out, *ranks)


def _rank_one(proof: Derivation, goal: Formula, factors: list[Term], unit: Theorem) -> Theorem:
    """The goal: M has rank 1, from P, Q, L, R with ``M = P Q``, ``L P = 1`` and ``Q R = 1``."""
    P, Q, L, R = factors
    whole = proof.by(equal(P @ Q, P @ Q))
    ends = (proof.by(equal(x @ y, ONE), unit) for x, y in ((L, P), (Q, R)))
    return proof.exhibit_all(goal, factors, proof.both(whole, *ends))


# B.1, Cases I and II


@dataclass
class FullMiddle:
    """W_1 and W_{H+1} are critical, the Hessian is psd, and ``A N B = I_q``: rank N = q."""

    net: Landscape

    def __post_init__(self) -> None:
        proof = self.net.proof
        self.W, (self.q,) = self.net.network("W"), self.net.sizes("q")
        self.A, self.B = proof.matrices(A=(self.q, LAST), B=(FIRST, self.q))
        self.C, self.unit = product(self.W, TOP, 1), identity(self.q)
        self.r = residual(self.W)
        self.none = equal(Term("X") @ self.r, zero(IN, OUT))
        self.pair = proof.assume(stationary_pair(self.W))
        self.full = proof.assume(equal(self.A @ product(self.W, "H", 1) @ self.B, self.unit))

    def choice(self) -> Theorem:
        """``X r = 0``, or ``W_H..W_2 = M C`` for some M: Lemma 4.4 for k = H + 1."""
        return self.net.proof.use(range_alternative(self.net), [self.W], self.pair)

    def through_C(self, included: Theorem) -> tuple[Term, Theorem]:
        """D and ``D C B = I_q``, from the second side of the choice."""
        proof, A, B = self.net.proof, self.A, self.B
        (M,), found = proof.obtain(included, "M")
        goal = equal(A @ M @ self.C @ B, self.unit)
        return A @ M, proof.combine(goal, H1 - A @ H0 @ B, found, self.full)


@theorem("appendix-b1:narrow", instances=narrow_outputs)
def narrow_output() -> Theorem:
    """X r = 0 where ``d_y <= q = rank N``, W_1, W_{H+1} are critical and the Hessian is psd."""
    here = FullMiddle(Landscape())
    proof, X, W, C, B, r = here.net.proof, Term("X"), here.W, here.C, here.B, here.r
    few = proof.assume(size_at_most(OUT, here.q))
    choice = here.choice()
    none, included = proof.alternatives(choice)
    D, unit = here.through_C(included)
    axiom = proof.axiom("two_sided", here.q, OUT, D, C @ B)
    turned = proof.apply(axiom, proof.both(unit, few))
    critical, _, _ = proof.parts_of(here.pair, 3)
    # X r = X r (C B D), and X r C = W[0:0] X r C = 0
    by = -1 * (X @ r @ H0) + (H1 - H2 @ X @ r @ C) @ B @ D
    vanishes = proof.combine(here.none, by, turned, critical, products.empty(proof, W, 0))
    return proof.from_both(choice, none, vanishes)


@theorem("appendix-b1:rank", instances=any_rank)
def rank_of_product() -> Theorem:
    """X r = 0, or rank C >= q = rank N, where W_1, W_{H+1} are critical and the Hessian is psd."""
    here = FullMiddle(Landscape())
    proof, (c,) = here.net.proof, here.net.sizes("c")
    rank = has_rank(here.C, (OUT, FIRST), c)
    of_C, choice = proof.assume(rank), here.choice()
    none, included = proof.alternatives(choice)
    goal = either(here.none, size_at_most(here.q, c))
    enough = _at_least(here, *here.through_C(included), of_C)
    shown = proof.from_both(choice, proof.either(goal, none), proof.either(goal, enough))
    return proof.conclude([c], [rank], shown)


def _at_least(here: FullMiddle, D: Term, unit: Theorem, of_C: Theorem) -> Theorem:
    """``q <= c = rank C``, as ``D C B = I_q`` goes through the factors of C."""
    proof = here.net.proof
    (P, Q, _, _), (whole, _, _) = factors(proof, of_C)
    left, right = D @ P, Q @ here.B
    by = H1 - D @ H0 @ here.B
    inner = proof.combine(equal(left @ right, here.unit), by, whole, unit)
    _, c = proof.shape(P)
    return proof.apply(proof.axiom("pigeonhole", here.q, c, left, right), inner)


@theorem("appendix-b1:bottleneck", instances=bottlenecks)
def rank_at_the_bottleneck() -> Theorem:
    """If ``q = rank N = d_k < d_y`` for a hidden layer k and X Y^T has rank d_y, then rank C = q.

    W_1 and W_{H+1} are critical and the Hessian is psd.
    """
    here = FullMiddle(Landscape())
    net, W, X, Y = here.net, here.W, Term("X"), Term("Y")
    proof, (k, c) = net.proof, net.sizes("k c")
    low, high = proof.assume(size_at_most(1, k)), proof.assume(size_at_most(k, "H"))
    width, rank = ("@", "d", k), has_rank(here.C, (OUT, FIRST), c)
    narrow = proof.assume(size_at_most(width, here.q))
    few = proof.assume(size_at_most(plus(here.q, 1), OUT))
    (L,) = proof.matrices(L=(OUT, IN))
    inverse, of_C = proof.assume(equal(L @ X @ Y.T, identity(OUT))), proof.assume(rank)
    under = proof.sizes(size_at_most(k, TOP), high)
    upper, lower = product(W, TOP, k), product(W, k, 1)
    split = proof.use(layer_moves.split(net), [W, 1, k, TOP], low, under)
    at_most_ = proof.use(through(proof), [OUT, FIRST, width, c, here.C, upper, lower], split, of_C)
    above = proof.sizes(size_at_most(c, here.q), at_most_, narrow)
    choice, goal = here.choice(), size_at_most(here.q, c)
    none, included = proof.alternatives(choice)
    # X r = 0: I = Y X^T L^T = W[H+1:0] X X^T L^T goes through d_k
    whole = proof.use(
        layer_moves.split(net), [W, 0, k, TOP], proof.sizes(size_at_most(0, k), low), under
    )
    left, right = upper, product(W, k, 0) @ X @ X.T @ L.T
    by = H2.T + H0.T @ L.T - H1 @ X @ X.T @ L.T
    unit = proof.combine(equal(left @ right, identity(OUT)), by, none, whole, inverse)
    more = proof.apply(proof.axiom("pigeonhole", OUT, width, left, right), unit)
    contradiction = proof.sizes(FALSE, more, narrow, few)
    enough = _at_least(here, *here.through_C(included), of_C)
    below = proof.from_both(choice, proof.absurd(goal, contradiction), enough)
    return proof.conclude([c], [rank], proof.both(above, below))


def cancelled(proof: Derivation, E: Term, M: Term, rank: Theorem, full: Theorem) -> Theorem:
    """``E M = 0`` implies E = 0 for M of as many rows as its rank: ``M R L = I``."""
    given = proof.assume(equal(E @ M, proof.zero_like(E @ M)))
    (P, _, L, R), (whole, left, right) = factors(proof, rank)
    rows, c = proof.shape(P)
    turned = proof.apply(proof.axiom("two_sided", c, rows, L, P), proof.both(left, full))
    # E = E P L = E P Q R L = E M R L
    by = -1 * (E @ H0) - E @ P @ H1 @ L - E @ H2 @ R @ L + H3 @ R @ L
    goal = equal(E, proof.zero_like(E))
    shown = proof.combine(goal, by, turned, right, whole, given)
    return proof.conclude([], [given.conclusion], shown)


@theorem("appendix-b1:second", instances=annihilated)
def second_alternative() -> Theorem:
    """X r A_2 = 0 gives X r = 0 where A_2 has rank d_y."""
    proof = Derivation("d_y d_2 d_x m c", A="d_y d_2", X="d_x m", r="m d_y")
    A, X, r = proof.letters("A X r")
    rank = proof.assume(has_rank(A, ("d_y", "d_2"), "c"))
    full = proof.assume(size_at_most("d_y", "c"))
    none = proof.assume(equal(X @ r @ A, zero("d_x", "d_2")))
    return proof.apply(cancelled(proof, X @ r, A, rank, full), none)


@theorem("appendix-b1:ranges", instances=critical_first)
def ranges_and_residual() -> Theorem:
    """R(C) in R(Y X^T) as rank X Y^T = d_y; X r = 0 where rank C = d_y and W_1 is critical."""
    proof = Derivation(
        "d_y d_1 d_x m c", C="d_y d_1", W="d_1 d_x", X="d_x m", Y="d_y m", L="d_y d_x"
    )  # fmt: skip
    C, W, X, Y, L = proof.letters("C W X Y L")
    inverse = proof.assume(equal(L @ X @ Y.T, identity("d_y")))
    range_ = for_some("Z", ("d_x", "d_1"), equal(C, Y @ X.T @ Term("Z")))
    inside = proof.combine(equal(C, Y @ X.T @ (L.T @ C)), -1 * (H0.T @ C), inverse)
    E = X @ (C @ W @ X - Y).T
    critical = proof.assume(equal(E @ C, zero("d_x", "d_1")))
    hypotheses = [has_rank(C, ("d_y", "d_1"), "c"), size_at_most("d_y", "c")]
    rank, full = map(proof.assume, hypotheses)
    none = proof.apply(cancelled(proof, E, C, rank, full), critical)
    least = proof.conclude(["c"], hypotheses, none)
    return proof.both(proof.exhibit(range_, L.T @ C, inside), least)


@theorem("appendix-b1:regression", instances=regressions)
def split_of_the_loss() -> Theorem:
    """``||M X - Y||^2 = ||R X - Y||^2 + ||(M - R) X||^2`` with R = Y X^+."""
    proof = Derivation("d_y d_x m", M="d_y d_x", X="d_x m", Y="d_y m", K="m d_x")
    M, X, Y, K = proof.letters("M X Y K")
    fixes = proof.assume(equal(X @ K @ X, X))
    even = proof.assume(equal((K @ X).T, K @ X))
    R = Y @ K
    rest = (M - R) @ X
    # The mixed term is tr((M - R) (X (K X)^T - X) Y^T) = tr((M - R) (X K X - X) Y^T).
    by = 2 * tr((M - R) @ (H0 + X @ H1) @ Y.T)
    goal = equal(squared(M @ X - Y), squared(R @ X - Y) + squared(rest))
    return proof.combine(goal, by, fixes, even)


@theorem("appendix-b1:least", instances=least)
def no_residual_is_least() -> Theorem:
    """If X r = 0, then ``||P X - Y||^2 <= ||M X - Y||^2`` for every d_y x d_x matrix M."""
    proof = Derivation("d_y d_x m", P="d_y d_x", X="d_x m", Y="d_y m", M="d_y d_x")
    P, X, Y, M = proof.letters("P X Y M")
    none = proof.assume(equal(X @ (P @ X - Y).T, zero("d_x", "d_y")))
    square = proof.nonnegative_square((M - P) @ X)
    goal = at_most(half_square(P @ X - Y), half_square(M @ X - Y))
    by = tr((M - P) @ H1)
    return proof.generalize(proof.order(goal, (square, none), [(HALF, [0])], by), M.tree)
