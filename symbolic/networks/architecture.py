"""Architectures: the sizes of a network, and whether its derivation fits into memory.

A network of depth H has the widths ``d_0 = d_x``, d_1, .., d_H, ``d_{H+1} = d_y`` and m samples
(Section 2.1); W_k is d_k x d_{k-1}.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from symbolic.errors import ArchitectureError, TooLargeError

FORM = "d_x,d_1,..,d_H,d_y:m with H >= 1, for example 3,2,2:4"
MAX_BYTES = 2_400_000_000
MAX_PARAMETERS = 300
MAX_DATA = 10_000
MAX_TERMS_SYMPY = 12_000


@dataclass(frozen=True)
class Architecture:
    """The sizes of a network: `widths` = (d_0, d_1, .., d_{H+1}) and the number m of samples.

    >>> Architecture.parse("3,2,2:4")
    Architecture(widths=(3, 2, 2), samples=4)
    >>> Architecture.parse("3,0,2:4")
    Traceback (most recent call last):
    ...
    symbolic.errors.ArchitectureError: architecture "3,0,2:4": d_1 is 0, needs to be at least 1
    """

    widths: tuple[int, ...]
    samples: int

    def __post_init__(self) -> None:
        if len(self.widths) < 3:
            raise ArchitectureError(
                f'architecture "{self._short}": {len(self.widths)} widths,'
                f" needs at least 3 ({FORM})"
            )
        for k, width in enumerate(self.widths):
            if width < 1:
                raise ArchitectureError(
                    f'architecture "{self._short}": {self._width_name(k)} is {width},'
                    " needs to be at least 1"
                )
        if self.samples < 1:
            raise ArchitectureError(
                f'architecture "{self._short}": m is {self.samples}, needs to be at least 1'
            )

    @classmethod
    def parse(cls, text: str) -> Architecture:
        """The architecture written as ``d_x,d_1,..,d_H,d_y:m``."""
        number = r"\s*-?[0-9]+\s*"
        if not re.fullmatch(rf"{number}(,{number})*:{number}", text, re.ASCII):
            shown = text if len(text) <= 60 else text[:57] + "..."
            raise ArchitectureError(f'architecture "{shown}": write {FORM}')
        if longest := max(re.findall("[0-9]+", text), key=len)[9:]:
            raise ArchitectureError(
                f"architecture: a size of {9 + len(longest)} digits, at most 9 are read"
            )
        widths, samples = text.split(":")
        return cls(tuple(int(width) for width in widths.split(",")), int(samples))

    def __str__(self) -> str:
        return f"{','.join(map(str, self.widths))}:{self.samples}"

    @property
    def _short(self) -> str:
        """The architecture for a message of one line."""
        text = str(self)
        return text if len(text) <= 60 else text[:57] + "..."

    def _width_name(self, k: int) -> str:
        return {0: "d_x", len(self.widths) - 1: "d_y"}.get(k, f"d_{k}")

    @property
    def depth(self) -> int:
        """H, the number of hidden layers."""
        return len(self.widths) - 2

    @property
    def layers(self) -> range:
        """The indices k = 1, .., H+1 of the weights."""
        return range(1, self.depth + 2)

    @property
    def input_width(self) -> int:
        """d_x."""
        return self.widths[0]

    @property
    def output_width(self) -> int:
        """d_y."""
        return self.widths[-1]

    @property
    def bottleneck(self) -> int:
        """p, the smallest width of a hidden layer."""
        return min(self.widths[1:-1])

    def weight_shape(self, k: int) -> tuple[int, int]:
        """The shape d_k x d_{k-1} of W_k."""
        return (self.widths[k], self.widths[k - 1])

    def weight_size(self, k: int) -> int:
        """d_k d_{k-1}, the number of entries of W_k and the size of its Hessian block."""
        return self.widths[k] * self.widths[k - 1]

    @property
    def parameters(self) -> int:
        """The number of weights, which is the size of the Hessian."""
        return sum(self.weight_size(k) for k in self.layers)

    @property
    def loss_terms(self) -> int:
        """An upper bound for the number of monomials of the loss with every entry a symbol.

        An entry of r has one monomial for each path through the layers, d_x d_1 .. d_H of
        them, and one for Y; its square has at most (paths + 1)(paths + 2)/2.
        """
        paths = 1
        for width in self.widths[:-1]:
            paths *= width
        return self.samples * self.output_width * (paths + 1) * (paths + 2) // 2

    @property
    def derivation_bytes(self) -> int:
        """A rough bound for the memory that deciding the claims needs.

        The loss and its whole gradient have (2H + 3) terms for each term of the loss, and a
        term has a byte for each symbol; the products in between were measured to need up to
        twelve times that.
        """
        symbols = self.parameters + self.samples * (self.input_width + self.output_width)
        return 12 * self.loss_terms * (2 * self.depth + 3) * (symbols + 8)

    def fits(self) -> bool:
        """Whether the symbolic derivation is within the toolkit's bounds."""
        return self.derivation_bytes <= MAX_BYTES and self.parameters <= MAX_PARAMETERS

    def require_fits(self) -> None:
        """Raise `TooLargeError`, naming an architecture that would fit, unless this one does."""
        if self.fits():
            return
        reason = f"{self.parameters:,} weights, at most {MAX_PARAMETERS}"
        if self.derivation_bytes > MAX_BYTES:
            reason = (
                f"a loss of about {self.loss_terms:,} terms, which needs"
                f" {self.derivation_bytes / 1e9:,.1f} GB, at most {MAX_BYTES / 1e9:.2g}"
            )
        raise TooLargeError(f'architecture "{self._short}": {reason}; {self._smaller()} would fit')

    def require_points_fit(self) -> None:
        """Raise `TooLargeError` unless rational points of this size can be classified."""
        entries = self.samples * (self.input_width + self.output_width)
        if self.parameters > MAX_PARAMETERS or entries > MAX_DATA:
            raise TooLargeError(
                f'architecture "{self._short}": {self.parameters:,} weights and {entries:,} data'
                f" entries, at most {MAX_PARAMETERS} and {MAX_DATA:,} are classified"
            )

    def _smaller(self) -> Architecture:
        """The first of a sequence of smaller architectures (largest sizes halved) that fits."""
        sizes = [*self.widths, self.samples]
        while True:
            candidate = Architecture(tuple(sizes[:-1]), sizes[-1])
            if candidate.fits():
                return candidate
            if max(sizes) == 1:
                return Architecture((2, 2, 2), 2)  # too deep, whatever the widths
            largest = sizes.index(max(sizes))
            sizes[largest] = max(1, sizes[largest] // 2)
