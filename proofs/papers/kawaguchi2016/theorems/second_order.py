"""Beyond the paper: what a semidefinite Hessian says of the ranks of two complementary blocks.

The network ``W_{H+1}..W_1 = A W B U D`` is seen from W = W_i and U = W_j, i > j, as in
`proofs.papers.kawaguchi2016.theorems.lemma_4_4`: A = W_{H+1}..W_{i+1}, the middle block
B = W_{i-1}..W_{j+1}, and D = W_{j-1}..W_1. The outer block is D X Y^T A. Achour, Malgouyres and
Gerchinovitz (JMLR 25(242), 2024) call the pair tightened where one of the two blocks has the rank
of the whole map.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import NONE, Formula, at_most, both, either, equal, has_rank
from proofs.kernel.rules import Theorem
from proofs.library import ranks
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2
from proofs.library.generalized_inverses import projection_fixes
from proofs.library.rank_equalities import carried, equal_rank, same_range, vanishing
from proofs.library.rank_pairs import disjoint
from proofs.library.ranks import count, rank_of
from proofs.papers.kawaguchi2016.instances.second_order import critical_pairs, semidefinite_pairs
from proofs.papers.kawaguchi2016.theorems.lemma_4_4 import (
    Layers,
    View,
    alternative,
    dual,
    dual_inclusion,
    no_residual,
    range_inclusion,
)
from symbolic.words.terms import Term, identity, zero

SIZES = "d_y d_k d_j d_1 d_x n m r"
LETTERS = {
    "A": "d_y d_k", "W": "d_k d_j", "B": "d_j d_1", "U": "d_1 d_x", "D": "d_x n", "X": "n m",
    "Y": "d_y m", "N": "n n", "s": "1 1", "M": "d_k d_j", "K": "d_1 d_x",
}  # fmt: skip


@dataclass(frozen=True)
class Blocks:
    """The network seen from two layers, and its two complementary blocks.

    X X^T has the inverse N. The directions M, K and the number s are those of Lemma 4.4.
    """

    net: View
    D: Term
    X: Term
    N: Term

    @property
    def whole(self) -> Term:
        """``W_{H+1}..W_1``."""
        return self.net.C @ self.net.U @ self.D

    @property
    def outer(self) -> Term:
        """``W_{j-1}..W_1 X Y^T W_{H+1}..W_{i+1}``."""
        return self.D @ self.X @ self.net.Y.T @ self.net.A

    @property
    def fitted(self) -> Term:
        """The outer block with the output in the place of Y: the same where ``V_j r A_i = 0``."""
        return self.D @ self.X @ (self.whole @ self.X).T @ self.net.A

    def invertible(self) -> Formula:
        """``X X^T N = I``."""
        return equal(self.X @ self.X.T @ self.N, identity("n"))

    def rank(self) -> Formula:
        """r is the rank of the whole map."""
        return has_rank(self.whole, ("d_y", "n"), "r")

    def tightened(self) -> Formula:
        """One of the two blocks has the rank r."""
        middle = has_rank(self.net.B, ("d_j", "d_1"), "r")
        return either(middle, has_rank(self.outer, ("d_x", "d_k"), "r"))

    def pair_condition(self) -> Formula:
        """Both inclusions of `pair-conditions`, or ``V_j r A_i = 0``."""
        inclusions = both(range_inclusion(self.net), dual_inclusion(self.net))
        return either(inclusions, no_residual(self.net))

    def critical(self) -> Formula:
        """The gradients for W_j and for W_i vanish."""
        V, r, lower = self.net.X, self.net.r, self.net.B @ self.net.U
        first = equal(V @ r @ self.net.C, zero("d_x", "d_1"))
        return both(first, equal(lower @ V @ r @ self.net.A, zero("d_j", "d_k")))


def letters() -> tuple[Derivation, tuple[Term, ...]]:
    """A proof with letters for the network, for directions and for a number."""
    proof = Derivation(SIZES, **LETTERS)
    return proof, proof.letters("A W B U D X Y N")


def _middle(s: Blocks, included: Theorem, rank: Theorem) -> Theorem:
    """The middle block has the rank of the map, where both inclusions hold.

    ``B = B U V Z' = (Z^T C^T) C U V Z'``, V = D X; and the map is ``(A W) B (U D)``.
    """
    net, proof = s.net, s.net.proof
    upper, lower = proof.parts(included)
    (Z,), form = proof.obtain(upper, "Z")
    (Z2,), form2 = proof.obtain(lower, "Z")
    left, right = Z.T @ net.C.T, s.X @ Z2
    there = proof.by(equal(s.whole, net.A @ net.W @ net.B @ (net.U @ s.D)))
    by = H0 + H1.T @ net.U @ s.D @ right
    back = proof.combine(equal(net.B, left @ s.whole @ right), by, form2, form)
    values = ["d_y", "n", "d_j", "d_1", "r", s.whole, net.B]
    values += [net.A @ net.W, net.U @ s.D, left, right]
    return proof.close(proof.use(carried(proof), values, there, back, rank), Z, Z2)


def _fitted(s: Blocks, inverse: Theorem, rank: Theorem) -> Theorem:
    """``D X (W_{H+1}..W_1 X)^T A`` has the rank of the map.

    Its transpose is ``A^T M X V^T`` with V = D X. From it A^T is taken away, as M has A as its
    first factor, then V^T, as M X has V as its last one, and then X.
    """
    net, proof, V, M = s.net, s.net.proof, s.net.X, s.whole
    G, of_G = proof.ginv(net.A.T @ net.A)
    J, of_J = proof.ginv(V @ V.T)
    fixes_A, fixes_V = (
        projection_fixes(proof, net.A, G, of_G),
        projection_fixes(proof, V.T, J, of_J),
    )
    last = J.T @ V @ s.X.T @ s.N
    inner = net.W @ net.B @ net.U
    # M = A G (A^T M X V^T) J^T V X^T N
    by = -1 * (M @ H0) - net.A @ inner @ H1.T @ s.X.T @ s.N
    by = by - H2 @ inner @ V @ V.T @ last
    there = proof.combine(equal(M, net.A @ G @ s.fitted.T @ last), by, inverse, fixes_V, fixes_A)
    back = proof.by(equal(s.fitted.T, net.A.T @ M @ (s.X @ V.T)))
    values = ["d_y", "n", "d_k", "d_x", "r", M, s.fitted.T, net.A @ G, last, net.A.T, s.X @ V.T]
    turned = proof.use(carried(proof), values, there, back, rank)
    shown = proof.use(ranks.transposed(proof), ["d_k", "d_x", "r", s.fitted.T], turned)
    return proof.close(shown)


@theorem(
    "second-order:necessary",
    instances=semidefinite_pairs,
    form="stronger: only the blocks of two layers are asked to be semidefinite, and the point"
    " need not be critical",
)
def necessary() -> Theorem:
    """One of the two complementary blocks of every pair of layers has the rank of the map.

    Where the Hessian is psd and X X^T invertible; neither criticality nor X Y^T matters.
    """
    proof, (A, W, B, U, D, X, Y, N) = letters()
    net = Layers(proof, A, W, B, U, D @ X, Y)
    s = Blocks(net, D, X, N)
    inverse, rank = proof.assume(s.invertible()), proof.assume(s.rank())
    pair = proof.logic(s.pair_condition(), alternative(net, 1), dual(net))
    return proof.close(_tightened(s, pair, inverse, rank))


def _tightened(s: Blocks, pair: Theorem, inverse: Theorem, rank: Theorem) -> Theorem:
    """One of the two blocks has the rank of the map, where the pair condition holds."""
    proof, goal = s.net.proof, s.tightened()
    included, flat = proof.alternatives(pair)
    middle = proof.either(goal, _middle(s, included, rank))
    # V r A = fitted - outer
    same = proof.combine(equal(s.fitted, s.outer), H0, flat)
    outer = equal_rank(proof, same, _fitted(s, inverse, rank), ("d_x", "d_k"), "r")
    return proof.from_both(pair, middle, proof.either(goal, outer))


def _inclusions(s: Blocks, middle: Theorem, inverse: Theorem, rank: Theorem) -> Theorem:
    """Both inclusions, where the middle block has the rank of the map, of which it is a factor.

    The map is ``C (U D)`` and ``(A W)(B U V) X^T N``, so that C and B U V have that rank, too.
    """
    net, proof, M, ranges = s.net, s.net.proof, s.whole, same_range(s.net.proof)
    AW, UD, UV = net.A @ net.W, net.U @ s.D, net.U @ net.X
    # B^T = B^T (A W)^T Z = C^T Z, and C^T = C^T C G^T C^T.
    turned = proof.use(ranks.transposed(proof), ["d_y", "n", "r", M], rank)
    upper = net.B.T @ AW.T
    c, of_C = rank_of(proof, upper)
    form = proof.by(equal(M.T, UD.T @ upper @ identity("d_y")))
    values = ["n", "d_y", "d_1", "d_y", "r", c, M.T, UD.T, upper, identity("d_y")]
    bound = proof.use(ranks.monotone(proof), values, form, turned, of_C)
    of_B = proof.use(ranks.transposed(proof), ["d_j", "d_1", "r", net.B], middle)
    values = ["d_1", "d_j", "d_y", "r", c, net.B.T, AW.T]
    (Z,), whole = proof.obtain(proof.use(ranges, values, of_B, of_C, bound), "Z")
    G, of_G = proof.ginv(net.C.T @ net.C)
    fixes, witness = projection_fixes(proof, net.C, G, of_G), G.T @ net.C.T @ Z
    shown = proof.combine(equal(net.B.T, net.C.T @ net.C @ witness), H0 - H1.T @ Z, whole, fixes)
    first = proof.close(proof.exhibit(range_inclusion(net), witness, shown))
    b, of_lower = rank_of(proof, net.B @ UV)
    form = proof.combine(equal(M, AW @ (net.B @ UV) @ (s.X.T @ s.N)), -1 * (M @ H0), inverse)
    values = ["d_y", "n", "d_j", "m", "r", b, M, AW, net.B @ UV, s.X.T @ s.N]
    bound = proof.use(ranks.monotone(proof), values, form, rank, of_lower)
    values = ["d_j", "d_1", "m", "r", b, net.B, UV]
    second = proof.use(ranges, values, middle, of_lower, bound)
    return proof.both(first, proof.close(proof.logic(dual_inclusion(net), second)))


def _projections(s: Blocks) -> tuple[Term, Term, list[Theorem]]:
    """E and F with ``E T fitted = fitted = fitted T F``, T = W B U.

    ``fitted = V H^T A^T A = V V^T K^T A`` for H = T V and K = A T.
    """
    net, proof, T = s.net, s.net.proof, s.net.W @ s.net.B @ s.net.U
    V, H, K = net.X, T @ net.X, net.A @ T
    G, of_G = proof.ginv(H @ H.T)
    J, of_J = proof.ginv(K.T @ K)
    fixes_H, fixes_D = projection_fixes(proof, H.T, G, of_G), projection_fixes(proof, K, J, of_J)
    E, F = V @ H.T @ G, J.T @ K.T @ net.A
    kept = proof.combine(equal(E @ T @ s.fitted, s.fitted), V @ H0 @ net.A.T @ net.A, fixes_H)
    kept_too = proof.combine(equal(s.fitted @ (T @ F), s.fitted), V @ V.T @ H0.T @ net.A, fixes_D)
    return E, F, [kept, kept_too]


def _no_residual(s: Blocks, outer: Theorem, known: tuple[Theorem, Theorem, Theorem]) -> Theorem:
    """``V r A = 0``, where the outer block has the rank of the map, and the point is critical.

    The outer block is ``fitted - V r A``, and by criticality the ranks of these two add up.
    """
    net, proof, (inverse, rank, critical) = s.net, s.net.proof, known
    flat, T, none = net.X @ net.r @ net.A, net.W @ net.B @ net.U, zero("d_x", "d_k")
    by_U, by_W = proof.parts(critical)
    E, F, (kept, kept_too) = _projections(s)
    gone = proof.combine(equal(E @ T @ (-1 * flat), none), -1 * (E @ net.W @ H0), by_W)
    gone_too = proof.combine(equal(-1 * flat @ (T @ F), none), -1 * (H0 @ net.U @ F), by_U)
    y, of_flat = rank_of(proof, -1 * flat)
    same = proof.by(equal(s.outer, s.fitted + -1 * flat))
    of_sum = equal_rank(proof, same, outer, ("d_x", "d_k"), "r")
    of_fitted = _fitted(s, inverse, rank)
    values = ["d_x", "d_k", "r", y, "r", s.fitted, -1 * flat, E @ T, T @ F]
    premises = kept, gone, kept_too, gone_too, of_fitted, of_flat, of_sum
    total = proof.use(disjoint(proof), values, *premises)
    least = proof.nonnegative_square(identity(y))
    few = proof.order(at_most(count(y), NONE), [total], [(1, [0])])
    some = proof.order(at_most(NONE, count(y)), [least], [(1, [0])])
    zero_rank = proof.squeeze(count(y), few, some)
    vanished = proof.use(vanishing(proof), ["d_x", "d_k", y, -1 * flat], of_flat, zero_rank)
    return proof.close(proof.combine(no_residual(net), -1 * H0, vanished))


@theorem(
    "second-order:pairs",
    instances=critical_pairs,
    form="the gradients of the two layers are written out",
)
def same_as_pair_conditions() -> Theorem:
    """At a critical point two layers are tightened if and only if the condition of 4.4 holds.

    X X^T is invertible.
    """
    proof, (A, W, B, U, D, X, Y, N) = letters()
    s = Blocks(View(proof, A, W, B, U, D @ X, Y), D, X, N)
    hypotheses = [s.invertible(), s.rank(), s.critical()]
    inverse, rank, critical = map(proof.assume, hypotheses)
    tight = proof.assume(s.tightened())
    middle, outer = proof.alternatives(tight)
    goal = s.pair_condition()
    included = proof.either(goal, _inclusions(s, middle, inverse, rank))
    flat = proof.either(goal, _no_residual(s, outer, (inverse, rank, critical)))
    there = proof.suppose(tight.conclusion, proof.close(proof.from_both(tight, included, flat)))
    pair = proof.assume(goal)
    back = proof.suppose(goal, proof.close(_tightened(s, pair, inverse, rank)))
    return proof.both(there, back)
