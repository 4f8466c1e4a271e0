"""Corollary 3.2 for all numbers of paths and outcomes: the expectation of a gated network.

By equation (1) each output of the network is ``q`` times the sum, over the paths that end in it, of
the input, the gate and the weights of the path. With one row for each output, one column for
each path and the coefficients (input times weights) as entries of A, the outputs at an outcome
are ``q A z`` for the column z of gates, and those of the linear network are ``A 1``. The columns of
Z are the gates at each outcome and the entries of p its probability, so that the expectation of
the outputs is ``q A Z p``.

A1p-m says that every path is open with the same probability: ``Z p = rho 1``; A5u-m that the gates
do not depend on inputs and weights: A is the same at every outcome. Nothing is asked of how
the gates depend on each other.
"""

from __future__ import annotations

from fractions import Fraction

from proofs.derivation import Derivation
from proofs.formulas import equal, number
from proofs.kernel import Theorem
from symbolic.words.terms import Term, tr


def corollary_3_2() -> Theorem:
    """``1/2 ||E[Y1 - Y]||^2 = 1/2 ||Y2 - Y||^2`` for Y1 of the gated, Y2 of the linear network."""
    proof = Derivation(
        "n c s", A="n c", Z="c s", p="s 1", y="n 1", ones="c 1", all="1 s", q="1 1", rho="1 1",
    )  # fmt: skip
    A, Z, p, y, ones, everywhere, q, rho = proof.letters("A Z p y ones all q rho")
    open_ = proof.assume(equal(Z @ p, rho @ ones))
    certain = proof.assume(equal(everywhere @ p, number(1)))
    scale = proof.assume(equal(q @ rho, number(1)))
    expected, linear = (q @ (A @ Z) - y @ everywhere) @ p, A @ ones - y
    # q A Z p - y = q rho A 1 - y
    by = q @ (A @ Term("$0")) + A @ (Term("$2") @ ones) - y @ Term("$1")
    same = proof.combine(equal(expected, linear), by, open_, certain, scale)
    half = Fraction(1, 2)
    sides = half * tr(expected.T @ expected), half * tr(linear.T @ linear)
    loss = half * tr((expected + linear).T @ Term("$0"))
    return proof.both(same, proof.combine(equal(*sides), loss, same))
