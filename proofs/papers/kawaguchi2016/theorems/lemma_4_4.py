"""Lemma 4.4 and Corollary 4.5 for all sizes: what a semidefinite Hessian says of the ranges.

The network is seen from the layers W_1 and W_k, k >= 2: A = W_{H+1}..W_{k+1} is above W_k
and B = W_{k-1}..W_2 between the two, so that C = A W_k B. Neither criticality nor any
property of the data is used.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import (
    Formula,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    has_rank,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.affine import Bilinear, no_slope
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3, H4
from proofs.library.generalized_inverses import projection_fixes
from proofs.library.networks.derivatives import FIRST_ROW, FIRST_ROW_SIZES, half_square
from proofs.library.projections import squared
from proofs.library.ranks import factors
from proofs.papers.kawaguchi2016.instances.networks import pairs, semidefinite
from symbolic.words.terms import Term, derivative_by, identity, vec, zero


@dataclass(frozen=True)
class View:
    """The letters of the network seen from W_1 and W_k, and what is made of them."""

    proof: Derivation
    A: Term
    W: Term
    B: Term
    U: Term
    X: Term
    Y: Term

    @property
    def C(self) -> Term:
        """``C = W_{H+1}..W_2``."""
        return self.A @ self.W @ self.B

    @property
    def r(self) -> Term:
        """``r = (C W_1 X - Y)^T``."""
        return (self.C @ self.U @ self.X - self.Y).T


class Layers(View):
    """The same with the Hessian on the two layers."""

    def second_variation(self, first: Term, upper: Term) -> Term:
        """The quadratic form of the Hessian for directions in W_1 and in W_k.

        The derivatives are those of the loss, taken twice; a direction is vec(D^T).
        """
        u, w = vec(first.T), vec(upper.T)
        loss = half_square(self.C @ self.U @ self.X - self.Y)
        by_u, by_w = derivative_by(loss, self.U).T, derivative_by(loss, self.W).T
        mixed = u.T @ derivative_by(by_u, self.W) @ w
        square = u.T @ derivative_by(by_u, self.U) @ u + w.T @ derivative_by(by_w, self.W) @ w
        return square + 2 * mixed

    def semidefinite(self, sign: int) -> Formula:
        """The Hessian is positive (sign 1) or negative (sign -1) semidefinite on W_1, W_k."""
        first, upper = Term("F"), Term("E")
        value = sign * self.second_variation(first, upper)
        body = at_most(zero(1, 1), value)
        return for_all("F", ("d_1", "d_x"), for_all("E", ("d_k", "d_j"), body))


def layers() -> Layers:
    """The network, with fresh letters for directions and numbers."""
    directions = {"s": "1 1", "M": "d_k d_j", "K": "d_1 d_x"}
    proof = Derivation(FIRST_ROW_SIZES, **FIRST_ROW, **directions)
    return Layers(proof, *proof.letters("A W B U X Y"))


def range_inclusion(net: View) -> Formula:
    """``R(B^T) in R(C^T C)``: B^T = C^T C Z for some Z."""
    return for_some("Z", ("d_1", "d_j"), equal(net.B.T, net.C.T @ net.C @ Term("Z")))


def no_residual(net: View) -> Formula:
    """``X r A = 0``."""
    return equal(net.X @ net.r @ net.A, zero("d_x", "d_k"))


def alternative(net: Layers, sign: int) -> Theorem:
    """Lemma 4.4 from one kind of semidefiniteness."""
    proof, C, B = net.proof, net.C, net.B
    goal = either(range_inclusion(net), no_residual(net))
    semidefinite = proof.assume(net.semidefinite(sign))

    G, inverse = proof.ginv(C.T @ C)
    fixes = projection_fixes(proof, C, G, inverse)
    null = identity("d_1") - G @ C.T @ C
    s, M, K = proof.letters("s M K")
    # Along W_1 + s (I - G C^T C) K the loss has no second-order term of its own.
    along = proof.instance(semidefinite, s @ (null @ K), M)
    form = Bilinear(2 * sign, net.X @ net.r @ net.A, M, B @ null, K)
    constant = sign * squared(net.A @ M @ B @ net.U @ net.X)
    choice = no_slope(proof, along, form, s, constant, fixes)
    residual, vanishes = proof.alternatives(choice)
    witness = G.T @ B.T
    shown = proof.combine(equal(B.T, C.T @ C @ witness), ("T", "$0"), vanishes)
    included = proof.exhibit(range_inclusion(net), witness, shown)
    both_ways = proof.either(goal, residual), proof.either(goal, included)
    return proof.close(proof.from_both(choice, *both_ways))


def dual_inclusion(net: View) -> Formula:
    """``R(B) in R(V)`` for V = B W_1 X, what reaches W_k: B = V Z for some Z."""
    return for_some("Z", ("m", "d_1"), equal(net.B, net.B @ net.U @ net.X @ Term("Z")))


def dual(net: Layers) -> Theorem:
    """The same with the sides exchanged: along W_k the loss has no second-order term of its own."""
    proof, B, V = net.proof, net.B, net.B @ net.U @ net.X
    goal = either(dual_inclusion(net), no_residual(net))
    semidefinite = proof.assume(net.semidefinite(1))

    G, inverse = proof.ginv(V @ V.T)
    fixes = projection_fixes(proof, V.T, G, inverse)
    null = identity("d_j") - V @ V.T @ G.T
    s, M, K = proof.letters("s M K")
    along = proof.instance(semidefinite, K, s @ (M @ null))
    form = Bilinear(2, net.X @ net.r @ net.A, M, null @ B, K)
    choice = no_slope(proof, along, form, s, squared(net.C @ K @ net.X), fixes)
    residual, vanishes = proof.alternatives(choice)
    witness = V.T @ G.T @ B
    shown = proof.combine(equal(B, V @ witness), "$0", vanishes)
    included = proof.exhibit(dual_inclusion(net), witness, shown)
    both_ways = proof.either(goal, residual), proof.either(goal, included)
    return proof.close(proof.from_both(choice, *both_ways))


@theorem("pair-conditions", instances=pairs)
def pair_conditions() -> Theorem:
    """Lemma 4.4 for every pair of layers l < k, with both inclusions.

    The network is seen from W_l and W_k: here W_1 stands for W_l, X for V_l = W_{l-1}..W_1 X, B for
    S = W_{k-1}..W_{l+1} and C for A_l.
    """
    net = layers()
    proof = net.proof
    inclusions = both(range_inclusion(net), dual_inclusion(net))
    goal = either(inclusions, no_residual(net))
    return proof.logic(goal, alternative(net, 1), dual(net))


@theorem(
    "lemma-4.4",
    instances=semidefinite,
    form="stronger: only the blocks of two layers are asked to be semidefinite",
    beside=Beside("CriticalPoints", "lemma44_hess", "psd as second variation of the loss"),
)
def lemma_4_4() -> Theorem:
    """If the Hessian is semidefinite, then R(B_k^T) is in R(C^T C) or X r A_k = 0."""
    net = layers()
    kinds = net.proof.assume(either(net.semidefinite(1), net.semidefinite(-1)))
    return net.proof.from_both(kinds, alternative(net, 1), alternative(net, -1))


@theorem(
    "corollary-4.5",
    instances=semidefinite,
    form="stronger: only the blocks of two layers are asked to be semidefinite",
    beside=Beside("CriticalPoints", "cor45_hess", "psd as second variation of the loss"),
)
def corollary_4_5() -> Theorem:
    """Then rank(W_{H+1}..W_k) >= rank(W_{k-1}..W_2), or X r A_k = 0."""
    net = layers()
    proof, B, AW = net.proof, net.B, net.A @ net.W
    for size in ("r", "q"):
        proof.theory.declare(size, "size")
    ranks = has_rank(B, ("d_j", "d_1"), "r"), has_rank(AW, ("d_y", "d_j"), "q")
    of_B, of_AW = proof.parts(proof.assume(both(*ranks)))
    goal = either(size_at_most("r", "q"), no_residual(net))
    kinds = proof.assume(either(net.semidefinite(1), net.semidefinite(-1)))
    choice = proof.from_both(kinds, alternative(net, 1), alternative(net, -1))
    included, residual = proof.alternatives(choice)

    (Z,), form = proof.obtain(included, "Z")
    (_, Q, L, R), (whole, left, right) = factors(proof, of_B)
    (P2, Q2, _, _), (through, *_) = factors(proof, of_AW)
    # I = L B R, and B = Z^T C^T (A W) B goes through the factorization of A W.
    onto = L @ Z.T @ net.C.T
    U, V = onto @ P2, Q2 @ B @ R
    by = -1 * (onto @ H0 @ B @ R) - L @ H1.T @ R + L @ H2 @ R + H3 @ Q @ R + H4
    unit = proof.combine(equal(U @ V, identity("r")), by, through, form, whole, left, right)
    bound = proof.apply(proof.axiom("pigeonhole", "r", "q", U, V), unit)
    either_way = proof.either(goal, bound), proof.either(goal, residual)
    shown = proof.from_both(choice, *either_way)
    return proof.conclude(["r", "q"], [both(*ranks)], shown)
