"""Gradient and Hessian by differentiating the loss itself: the ground truth.

Derivatives are taken with respect to ``vec(W_k^T)`` (the rows of W_k one after another)
in numerator layout: the derivative of a column f of n entries is n x d_k d_{k-1}.

Three implementations stand behind `Calculus` and share no differentiation code:

- ``derive(architecture, "sympy")``: `sympy.polys.rings` on L, what a reader is shown;
- ``derive(architecture, "flint")``: `fmpz_mpoly` on 2L over the integers, what scales;
- `symbolic.networks.differences.Differences`: exact differences at one rational point in plain
  `Fraction` arithmetic, for recomputing what the others say there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from symbolic.algebra.kronecker import vec
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.algebra.rings import ENGINES
from symbolic.errors import UnknownEngineError
from symbolic.networks.network import Architecture, LinearNetwork

Quantity = Callable[[LinearNetwork], Matrix]
"""Something that a network determines, to be differentiated."""


class Calculus(Protocol):
    """A network and the derivatives of what depends on its weights."""

    @property
    def network(self) -> LinearNetwork:
        """The network whose weights are varied."""

    def gradient(self, k: int) -> Matrix:
        """``(D_{vec(W_k^T)} L)^T``, a column of d_k d_{k-1} entries."""

    def block(self, l: int, k: int) -> Matrix:
        """``D_{vec(W_k^T)} (D_{vec(W_l^T)} L)^T``, d_l d_{l-1} x d_k d_{k-1}."""

    def partials(self, quantity: Quantity, k: int) -> tuple[Matrix, ...]:
        """The entrywise derivatives of `quantity` by each entry of vec(W_k^T), in its order."""


@lru_cache(maxsize=12)
def derive(architecture: Architecture, engine: str = "flint") -> Calculus:
    """The calculus of the generic network, by the named engine.

    Raises `TooLargeError` before any work where the polynomials would not fit, and
    `UnknownEngineError` for a name that is not in `ENGINES`.
    """
    network = LinearNetwork.symbolic(architecture, engine)
    if engine == "sympy":
        from symbolic.networks.derivatives_sympy import SympyCalculus

        return SympyCalculus(network)
    if engine == "flint":
        from symbolic.networks.derivatives_flint import FlintCalculus

        return FlintCalculus(network)
    raise UnknownEngineError(f'no engine "{engine}": there are {" and ".join(ENGINES)}')


def jacobian(calculus: Calculus, quantity: Quantity, k: int) -> Matrix:
    """``D_{vec(W_k^T)} vec(quantity)``: one column for each entry of vec(W_k^T)."""
    return hcat(*(vec(partial) for partial in calculus.partials(quantity, k)))


def hessian(calculus: Calculus) -> Matrix:
    """The whole Hessian, blocks ordered W_{H+1}, .., W_1 as in Lemma 4.3."""
    order = tuple(reversed(calculus.network.architecture.layers))
    return vcat(*(hcat(*(calculus.block(l, k) for k in order)) for l in order))
