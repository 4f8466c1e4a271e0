"""Corollary 3.2 and C.2 for all numbers of paths and outcomes: gated networks.

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

from proofs.evidence.stated import Beside, theorem
from proofs.kernel.formulas import at_most, either, equal, implies, less, number
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.networks.derivatives import HALF, half_square
from proofs.library.ranks import H0, H1, H2
from proofs.papers.kawaguchi2016.instances.matrices import gates_drawn, gates_of_any_chance
from proofs.papers.kawaguchi2016.instances.notation import hinges
from symbolic.words.terms import tr, zero


@theorem(
    "corollary-3.2",
    instances=gates_drawn,
    form="weaker: starts from the sum over paths, equation (1); see the library",
    beside=Beside("Paths", "cor32", "gates on a finite sample space"),
)
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
    by = q @ (A @ H0) + A @ (H2 @ ones) - y @ H1
    same = proof.combine(equal(expected, linear), by, open_, certain, scale)
    goal = equal(half_square(expected), half_square(linear))
    loss = HALF * tr((expected + linear).T @ H0)
    return proof.both(same, proof.combine(goal, loss, same))


@theorem("corollary-3.2:expectation", instances=gates_of_any_chance)
def expectation() -> Theorem:
    """``E[q A Z] = q A g`` where E[Z] = g: only the probability of each path enters.

    How the gates of different paths depend on each other does not matter.
    """
    proof = Derivation("n c s", A="n c", Z="c s", p="s 1", g="c 1", q="1 1")
    A, Z, p, g, q = proof.letters("A Z p g q")
    chance = proof.assume(equal(Z @ p, g))
    return proof.combine(equal(q @ (A @ Z) @ p, q @ (A @ g)), q @ (A @ H0), chance)


@theorem("appendix-c2", instances=hinges)
def hinge() -> Theorem:
    """C.2: ``x - q Y A (x z)`` is the larger of 0 and 1 - Y y, where x is the gate of this hinge.

    The row A has the input times the weights of each path, the column z its gate, and y = q A z.
    That x is the gate says x = 1 where 0 < 1 - Y y, and x = 0 elsewhere.
    """
    proof = Derivation("c", A="1 c", z="c 1", Y="1 1", q="1 1", x="1 1")
    A, z, Y, q, x = proof.letters("A z Y q x")
    one, none = number(1), zero(1, 1)
    margin, value = one - Y @ (q @ (A @ z)), x - q @ Y @ (A @ (x @ z))
    open_, closed = less(none, margin), at_most(margin, none)
    on = proof.assume(implies(open_, equal(x, one)))
    off = proof.assume(implies(closed, equal(x, none)))
    same, nothing = equal(value, margin), equal(value, none)
    positive, larger, reached = at_most(none, value), at_most(margin, value), either(same, nothing)
    sign = proof.axiom("sign", -1 * margin)
    silent, active = proof.alternatives(sign)
    # 1 - Y y <= 0, and x = 0
    down = proof.order(closed, [silent], [(1, [0])])
    equation = proof.combine(nothing, H0 @ margin, proof.apply(off, down))
    level = proof.order(positive, [equation], [], H0)
    above = proof.order(larger, (down, equation), [(1, [0])], H1)
    without = proof.both(level, above, proof.either(reached, equation))
    # 0 < 1 - Y y, and x = 1
    up = proof.order(open_, [active], [(1, [0])])
    equation = proof.combine(same, H0 @ margin, proof.apply(on, up))
    above = proof.order(positive, (up, equation), [(1, [0])], H1)
    level = proof.order(larger, [equation], [], H0)
    return proof.from_both(sign, without, proof.both(above, level, proof.either(reached, equation)))
