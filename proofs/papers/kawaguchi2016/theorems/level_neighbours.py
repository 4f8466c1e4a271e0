"""What lies level with a local minimum, or with a local maximum, near it is one too.

The proofs of Theorem 2.3 (ii) and (iii) perturb such a point without changing the loss and then
use necessary conditions at the perturbed point. This is what allows it; print leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import (
    NONE,
    Formula,
    at_most,
    both,
    equal,
    for_all,
    for_some,
    implies,
    less,
    size_at_most,
)
from proofs.kernel.rules import Theorem
from proofs.library.equations import H0, H1
from proofs.library.networks import flat_maxima, layer_moves, local_minima
from proofs.library.networks.landscape import (
    Landscape,
    error,
    gradient,
    is_critical,
    local_maximum,
    local_minimum,
    loss,
    near,
    once,
)
from proofs.library.networks.products import NETWORK
from proofs.library.projections import squared
from proofs.papers.kawaguchi2016.instances.level import maxima, minima
from symbolic.words.terms import Term, Tree, tr

Extremum = Callable[[Tree], Formula]


def level_neighbours(W: Tree, extremum: Extremum) -> Formula:
    """Near W every network with its loss is a critical extremum too."""
    f = Term("f0")
    same = implies(equal(loss("U0"), loss(W)), both(extremum("U0"), is_critical("U0")))
    inside = for_all("U0", NETWORK, implies(near(W, "U0", f), same))
    return for_some("f0", (1, 1), both(less(NONE, f), inside))


@once
def maximum_is_critical(net: Landscape) -> Theorem:
    """At a local maximum the gradient of every layer vanishes: no move of it matters."""
    proof, W, (k,) = net.proof, net.network(), net.sizes("k")
    hypotheses = [local_maximum(W), size_at_most(k, "H")]
    slope = gradient(W, k)
    V = slope.T
    names, known = [W, k, V], map(proof.assume, hypotheses)
    flat = proof.use(flat_maxima.no_layer_matters(net), names, *known)
    none = proof.combine(equal(squared(V), NONE), tr(error(W).T @ H0), flat)
    vanishes = proof.vanishing(V, none)
    shown = proof.combine(equal(slope, proof.zero_like(slope)), H0.T, vanishes)
    return proof.conclude([W, k], hypotheses, shown)


def _level(net: Landscape, extremum: Extremum, critical: Theorem, *, lowest: bool) -> Theorem:
    """What is near an extremum W and has its loss is a critical extremum too.

    A quarter of the (squared) radius around W serves for both, as what is near U is near W.
    """
    proof, W, (k,) = net.proof, net.network(), net.sizes("k")
    U, V = net.network("U"), net.network("V")
    given = proof.assume(extremum(W))
    (e,), found = proof.obtain(given, "e")
    positive, bound = proof.parts(found)
    quarter = Fraction(1, 4) * e
    some = proof.order(less(NONE, quarter), [positive], [(Fraction(1, 4), [0])])

    level = near(W, U, quarter), equal(loss(U), loss(W))
    close, same = map(proof.assume, level)
    here = proof.assume(near(U, V, quarter))
    further = proof.use(layer_moves.near_twice(net), [W, U, V, quarter, quarter], close, here)
    compared = proof.use(bound, [V], further)
    order = at_most(loss(U), loss(V)) if lowest else at_most(loss(V), loss(U))
    by = -1 * H1 if lowest else H1
    shown = proof.order(order, (compared, same), [(1, [0])], by)
    everywhere = proof.conclude([V], [here.conclusion], shown)
    again = proof.exhibit(extremum(U), quarter, proof.both(some, everywhere))

    inside = proof.assume(size_at_most(k, "H"))
    gradients = proof.use(critical, [U, k], again, inside)
    gradients = proof.conclude([k], [inside.conclusion], gradients)
    neighbours = proof.conclude([U], level, proof.both(again, gradients))
    goal = level_neighbours(W, extremum)
    shown = proof.exhibit(goal, quarter, proof.both(some, neighbours))
    return proof.conclude([W], [given.conclusion], shown)


@theorem("theorem-2.3.ii:level", instances=minima, form="the gradients are written out")
def level_minima() -> Theorem:
    """Every network near a local minimum with its loss is a local minimum, and critical."""
    net = Landscape()
    found = _level(net, local_minimum, local_minima.critical(net), lowest=True)
    return net.proof.unfold(found, ["W"], 1)


@theorem("theorem-2.3.iii:level", instances=maxima, form="the gradients are written out")
def level_maxima() -> Theorem:
    """Every network near a local maximum with its loss is a local maximum, and critical."""
    net = Landscape()
    found = _level(net, local_maximum, maximum_is_critical(net), lowest=False)
    return net.proof.unfold(found, ["W"], 1)
