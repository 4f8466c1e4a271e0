"""Forms that are known not to be negative, and squares: what sums of squares are made of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.rules import Theorem
from symbolic.words.terms import Term


@dataclass(frozen=True)
class Form:
    """A matrix S with ``0 <= u^T S u`` for all u, as the theorem says."""

    S: Term
    theorem: Theorem
    definite: Theorem | None = None


@dataclass(frozen=True)
class Square:
    """A positive multiple of ``C^T S C``, or of ``C^T C`` where there is no S."""

    factor: Fraction
    C: Term
    form: Form | None = None

    @property
    def matrix(self) -> Term:
        """The matrix ``factor C^T S C``."""
        inner = self.C if self.form is None else self.form.S @ self.C
        return self.factor * (self.C.T @ inner)
