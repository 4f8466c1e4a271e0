"""Gradient and Hessian by differentiating the loss itself: the ground truth.

Three implementations stand behind `symbolic.networks.calculus.Calculus`; they share no
differentiation code:

- ``derive(architecture, "sympy")``: `sympy.polys.rings` on L, what a reader is shown;
- ``derive(architecture, "flint")``: `fmpz_mpoly` on 2L over the integers, what scales;
- `symbolic.networks.differences.Differences`: exact differences at one rational point in plain
  `Fraction` arithmetic, for recomputing what the others say there.
"""

from __future__ import annotations

from functools import lru_cache

from symbolic.algebra.kronecker import vec
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.algebra.rings import ENGINES
from symbolic.errors import UnknownEngineError
from symbolic.networks.architecture import Architecture
from symbolic.networks.calculus import Calculus, Quantity
from symbolic.networks.derivatives_flint import FlintCalculus
from symbolic.networks.derivatives_sympy import SympyCalculus
from symbolic.networks.network import LinearNetwork


@lru_cache(maxsize=12)
def derive(architecture: Architecture, engine: str = "flint") -> Calculus:
    """The calculus of the generic network, by the named engine.

    Raises `TooLargeError` before any work where the polynomials would not fit, and
    `UnknownEngineError` for a name that is not in `ENGINES`.
    """
    network = LinearNetwork.symbolic(architecture, engine)
    if engine == "sympy":
        return SympyCalculus(network)
    if engine == "flint":
        return FlintCalculus(network)
    raise UnknownEngineError(f'no engine "{engine}": there are {" and ".join(ENGINES)}')


def jacobian(calculus: Calculus, quantity: Quantity, k: int) -> Matrix:
    """``D_{vec(W_k^T)} vec(quantity)``: one column for each entry of vec(W_k^T)."""
    return hcat(*(vec(partial) for partial in calculus.partials(quantity, k)))


def hessian(calculus: Calculus) -> Matrix:
    """The whole Hessian, blocks ordered W_{H+1}, .., W_1 as in Lemma 4.3."""
    order = tuple(reversed(calculus.network.architecture.layers))
    return vcat(*(hcat(*(calculus.block(l, k) for k in order)) for l in order))
