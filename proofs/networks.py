"""The words for assertions about one network of concrete sizes, and networks to try them at.

An assertion is made by a function ``build(network, more)`` that gives a list of `Assertion`:
hypotheses, a conclusion, and ``at`` for its index if there are several. `Letters` has the letters
of a network as terms: ``t.X``, ``t.Y``, ``t.W(k)``, ``t.A(k)``, ``t.B(k)``, ``t.V(k)``, ``t.C``,
``t.r``, ``t.loss``, ``t.gradient(k)`` (a column), ``t.hessian``, ``t.block(l, k)``, and the
formulas ``t.critical``, ``t.semidefinite``. Terms have ``+ - @ .T``; formulas are ``x.equals(y)``,
``x.at_most(y)``, ``x.less(y)``, ``x.within(y)`` (column spaces). Networks are a function without
arguments, so that they can be gone through again.

>>> from proofs import at_networks
>>> from proofs.networks import Assertion, Letters, all_networks, number
>>> def nonnegative(network, more):
...     t = Letters(network.architecture)
...     return [Assertion((), number(0).at_most(t.loss))]
>>> check = at_networks({"the loss": nonnegative}, lambda: all_networks(("1,1,1:1",)))
>>> check.parts
('the loss',)
"""

from proofs.evidence.expression import (
    Assertion,
    Expression,
    both,
    either,
    hcat,
    identity,
    kron,
    letter,
    named,
    negation,
    number,
    psd,
    rank,
    scale,
    trace,
    vanishes,
    vcat,
    vec,
    zeros,
)
from proofs.evidence.letters import Letters
from proofs.evidence.small_networks import all_networks, critical_points, unit_data

__all__ = [
    "Assertion",
    "Expression",
    "Letters",
    "all_networks",
    "both",
    "critical_points",
    "either",
    "hcat",
    "identity",
    "kron",
    "letter",
    "named",
    "negation",
    "number",
    "psd",
    "rank",
    "scale",
    "trace",
    "unit_data",
    "vanishes",
    "vcat",
    "vec",
    "zeros",
]
