"""The misprinted lines of Appendix A.3 as statements about one network.

`second` is the derivative of a factor M by vec(W_k^T) times vec(r), r held fixed: its column q
is ``(dM/dw_q)^T vec(r)``, so all of it is ``(I kron vec(r)^T) D_k vec(M)``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import add

from proofs.evidence.expression import Expression, identity, kron, scale, unit, vec
from proofs.evidence.letters import Letters


def _second(t: Letters, k: int, factor: Expression, columns: int) -> Expression:
    return kron(identity(columns), vec(t.r).T) @ t.derivative(k, factor)


def _true_second(t: Letters, k: int) -> Expression:
    return _second(t, k, kron(t.C, t.X.T), t.width(1) * t.width(0))


def _first(t: Letters, k: int, factor: Expression) -> Expression:
    return factor.T @ t.derivative(k, t.r)


def er7(t: Letters, k: int) -> Expression:
    """X in the place of X^T in the first term."""
    return t.block(1, k).equals(_first(t, k, kron(t.C, t.X)) + _true_second(t, k))


def er8(t: Letters, k: int) -> Expression:
    """A_k in the place of C in the second term."""
    second = _second(t, k, kron(t.A(k), t.X.T), t.width(k) * t.width(0))
    return t.block(1, k).equals(_first(t, k, kron(t.C, t.X.T)) + second)


def _sum(t: Letters, term: Callable[[Expression, Expression], Expression]) -> Expression:
    """The sum over samples i and outputs j of term(e_j, e_i) times r_{i,j}."""
    samples, outputs = t.architecture.samples, t.width(t.top)
    pairs = [
        (unit(outputs, j), unit(samples, i))
        for i in range(1, samples + 1)
        for j in range(1, outputs + 1)
    ]
    return reduce(add, (scale(i.T @ t.r @ j, term(j, i)) for j, i in pairs))


def er9(t: Letters, k: int) -> Expression:
    """((A_k)_j kron B_k^T kron X_i^T)^T in the place of (A_k)_j kron B_k^T kron X_i."""

    def term(j: Expression, i: Expression) -> Expression:
        return kron(j.T @ t.A(k), kron(t.B(k).T, (t.X @ i).T)).T

    return _true_second(t, k).equals(_sum(t, term))


def er10(t: Letters, row: int) -> Expression:
    """The entry (t, 1) of A_{H+1} = I in the place of (t, t)."""
    samples, outputs = t.architecture.samples, t.width(t.top)
    places = (unit(samples, i) for i in range(1, samples + 1))
    e = unit(outputs, row)
    corner = e.T @ t.A(t.top) @ unit(outputs, 1)
    left = reduce(add, (scale(i.T @ t.r @ e, scale(corner, t.X @ i)) for i in places))
    return left.equals(t.X @ t.r @ e)


STATEMENTS: dict[str, Callable[..., Expression]] = {
    "ER7": er7, "ER8": er8, "ER9": er9, "ER10": er10,
}  # fmt: skip
"""The conclusion of each misprint, for one network and one index."""
