"""Appendix D and the remark on many minima in Section 4, for all sizes.

A = W_{H+1}..W_{i+1} and B = W_i..W_1 are the two layers of the collapsed network.
"""

from __future__ import annotations

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import FALSE, equal, number
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.derivatives import HALF, half_square
from proofs.library.ranks import H0, H1, H2
from proofs.papers.kawaguchi2016.instances.notation import rescaled, unit_vectors
from symbolic.words.terms import identity, tr, zero

ONE = number(1)


@theorem("appendix-d:upper", instances=unit_vectors)
def upper_layers_differ() -> Theorem:
    """``A B != A (A^T A)^- A^T R`` at a critical point, for i = 2 of H = 2.

    The network is W_1 = 0, W_2 = 0 and W_3 = e with e^T e = 1; d_2 = 1 and X = Y = I.
    """
    proof = Derivation("n d_1", e="n 1", g="1 1")
    e, g = proof.letters("e g")
    unit = proof.assume(equal(e.T @ e, ONE))
    inverse = proof.assume(equal(e.T @ e @ g @ e.T @ e, e.T @ e))
    first, second, one = zero("d_1", "n"), zero(1, "d_1"), identity("n")
    r = (e @ second @ first - one).T
    critical = (
        proof.by(equal(r @ e @ second, zero("n", "d_1"))),
        proof.by(equal(first @ r @ e, zero("d_1", 1))),
        proof.by(equal(second @ first @ r, zero(1, "n"))),
    )
    same = proof.assume(equal(e @ second @ first, e @ g @ e.T))
    # 0 = e^T (A B) e = (e^T e) g (e^T e) = e^T e = 1
    by = e.T @ H0 @ e + H1 + H2
    contradiction = proof.order(FALSE, (same, inverse, unit), [], by)
    return proof.both(*critical, proof.suppose(same.conclusion, contradiction))


@theorem("appendix-d:gauge", instances=rescaled)
def rescaled_layers() -> Theorem:
    """``(t^{-1} W_{k+1})(t W_k) = W_{k+1} W_k`` for every t != 0: the loss stays the same."""
    proof = Derivation(
        "d_y d_l d_k d_j m", A="d_y d_l", U="d_l d_k", W="d_k d_j", V="d_j m", Y="d_y m",
        t="1 1", u="1 1",
    )  # fmt: skip
    A, U, W, V, Y, t, u = proof.letters("A U W V Y t u")
    inverse = proof.assume(equal(u @ t, ONE))
    same = proof.by(equal((u @ U) @ (t @ W), U @ W), inverse)
    moved, still = (A @ P @ V - Y for P in ((u @ U) @ (t @ W), U @ W))
    goal = equal(half_square(moved), half_square(still))
    by = HALF * tr((moved + still).T @ A @ H0 @ V)
    return proof.both(same, proof.combine(goal, by, same))
