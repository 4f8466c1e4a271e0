"""Deep linear networks, with the segments of the paper.

A network of depth H has weights W_1, .., W_{H+1} with W_k of shape d_k x d_{k-1},
``d_0 = d_x`` and ``d_{H+1} = d_y``, and data X (d_x x m) and Y (d_y x m) (Section 2.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from symbolic.algebra.matrix import Matrix, Ring, Scalar
from symbolic.algebra.rings import generic_matrices, rational_matrix
from symbolic.errors import ArchitectureError, ShapeError
from symbolic.networks.architecture import Architecture


@dataclass(frozen=True, eq=False)
class LinearNetwork:
    """Data and weights over one exact ring: ``W[0]`` is W_1 and ``W[-1]`` is W_{H+1}.

    Raises `ShapeError` or `ArchitectureError` where the shapes do not compose.
    """

    X: Matrix
    Y: Matrix
    W: tuple[Matrix, ...]
    _segments: dict[tuple[int, int], Matrix] = field(default_factory=dict, init=False, repr=False)
    _images: dict[int, Matrix] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        widths = (self.X.shape[0], *(weight.shape[0] for weight in self.W))
        architecture = Architecture(widths, self.X.shape[1])
        for k in architecture.layers:
            shape = self.W[k - 1].shape
            if shape[1] != widths[k - 1]:
                below = ("X", self.X.shape) if k == 1 else (f"W_{k - 1}", self.W[k - 2].shape)
                raise ShapeError(f"product W_{k} {below[0]}", shape, below[1])
        if self.Y.shape != (widths[-1], self.X.shape[1]):
            raise ShapeError("output - Y: difference", (widths[-1], self.X.shape[1]), self.Y.shape)

    @classmethod
    def symbolic(cls, architecture: Architecture, engine: str = "flint") -> LinearNetwork:
        """The generic network: every entry of X, Y and all W_k is a symbol of its own.

        Raises `TooLargeError` before any work where the loss would not fit.
        """
        architecture.require_fits()
        m = architecture.samples
        shapes = {f"w{k}": architecture.weight_shape(k) for k in architecture.layers}
        shapes |= {"x": (architecture.input_width, m), "y": (architecture.output_width, m)}
        letters = generic_matrices(shapes, engine)
        weights = tuple(letters[f"w{k}"] for k in architecture.layers)
        return cls(letters["x"], letters["y"], weights)

    @classmethod
    def rational(
        cls,
        X: Iterable[Iterable[object]],
        Y: Iterable[Iterable[object]],
        W: Sequence[Iterable[Iterable[object]]],
        ring: Ring | None = None,
    ) -> LinearNetwork:
        """A rational network from nested lists; floats are refused (`ExactnessError`)."""
        weights = tuple(rational_matrix(weight, ring) for weight in W)
        return cls(rational_matrix(X, ring), rational_matrix(Y, ring), weights)

    @property
    def ring(self) -> Any:
        """The ring of all entries."""
        return self.X.ring

    @property
    def architecture(self) -> Architecture:
        """The sizes of this network."""
        widths = (self.X.shape[0], *(weight.shape[0] for weight in self.W))
        return Architecture(widths, self.X.shape[1])

    def weight(self, k: int) -> Matrix:
        """W_k, k = 1, .., H+1; raises `ArchitectureError` for another k."""
        if not 1 <= k <= len(self.W):
            raise ArchitectureError(f"there is no W_{k}: k must be from 1 to {len(self.W)}")
        return self.W[k - 1]

    def product(self, k: int, l: int) -> Matrix:
        """W_k W_{k-1} .. W_l for k >= l; the identity of size d_k for k = l - 1 (Section 4.1)."""
        if k < l - 1:
            raise ArchitectureError(f"the product W_{k}..W_{l} has no meaning: k must be >= l - 1")
        if (k, l) not in self._segments:
            if k == l - 1:
                identity = Matrix.identity(self.ring, self.architecture.widths[k])
                self._segments[k, l] = identity
            else:
                top = self.weight(k)
                self._segments[k, l] = top @ self.product(k - 1, l) if k > l else top
        return self._segments[k, l]

    def A(self, k: int) -> Matrix:
        """A_k = W_{H+1} .. W_{k+1}, d_y x d_k, for k = 0, .., H+1; A_{H+1} = I."""
        return self.product(len(self.W), k + 1)

    def B(self, k: int) -> Matrix:
        """B_k = W_{k-1} .. W_2, d_{k-1} x d_1, for k = 2, .., H+2; B_2 = I."""
        return self.product(k - 1, 2)

    def V(self, k: int) -> Matrix:
        """V_k = W_{k-1} .. W_1 X, d_{k-1} x m, for k = 1, .., H+2; V_1 = X."""
        if k not in self._images:
            self._images[k] = self.product(k - 1, 1) @ self.X
        return self._images[k]

    def S(self, k: int, l: int) -> Matrix:
        """S = W_{k-1} .. W_{l+1}, d_{k-1} x d_l, for k > l; the identity for k = l + 1."""
        return self.product(k - 1, l + 1)

    @property
    def C(self) -> Matrix:
        """C = A_1 = W_{H+1} .. W_2, d_y x d_1."""
        return self.A(1)

    @property
    def output(self) -> Matrix:
        """W_{H+1} .. W_1 X, d_y x m."""
        return self.V(len(self.W) + 1)

    @cached_property
    def r(self) -> Matrix:
        """The residual r = (W_{H+1} .. W_1 X - Y)^T, m x d_y."""
        return (self.output - self.Y).T

    @property
    def twice_loss(self) -> Scalar:
        """2 L = ||r||_F^2, which has integer coefficients."""
        return sum((entry * entry for entry in self.r.entries()), self.ring.zero)

    @property
    def loss(self) -> Scalar:
        """L = ||r||_F^2 / 2; raises `RingError` over a ring without one half."""
        return self.ring.convert(Fraction(1, 2)) * self.twice_loss

    def sigma(self) -> Matrix:
        """Sigma = Y X^T (X X^T)^{-1} X Y^T, d_y x d_y, of a rational network.

        Raises `SingularMatrixError` where X X^T is singular, which the paper leaves unsaid.
        """
        from symbolic.algebra.linalg import solve

        cross = self.X @ self.Y.T
        return cross.T @ solve(self.X @ self.X.T, cross)
