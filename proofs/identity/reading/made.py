"""Terms of the kernel for matrices that the language has a name for."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from proofs.identity.reading.names import sum_of
from proofs.kernel.formulas import Formula, equal, number
from symbolic.words.terms import Term, kron, tr


def commutation_of(rows: list[Any], columns: list[Any]) -> Term:
    """``K(m, n)``, sizes that are products being moved factor by factor."""
    order = [*columns, *rows]
    swaps: list[Term] = []
    for moved in range(len(rows)):
        for at in range(moved + len(columns), moved, -1):
            a, b = order[at - 1], order[at]
            before, after = order[: at - 1], order[at + 1 :]
            factors = [Term(("I", n)) for n in before] + [Term(("K", b, a))]
            swaps.append(kron_of(factors + [Term(("I", n)) for n in after]))
            order[at - 1], order[at] = b, a
    swaps.reverse()
    return swaps[0] if len(swaps) == 1 else Term(("*", *(swap.tree for swap in swaps)))


def kron_of(factors: list[Term]) -> Term:
    """The Kronecker product of several factors, from the left."""
    whole = factors[0]
    for factor in factors[1:]:
        whole = kron(whole, factor)
    return whole


def zero_of(rows: list[Any], cols: list[Any]) -> Term:
    """A zero whose rows and columns are products of sizes."""
    count = max(len(rows), len(cols))
    pairs = zip(rows + [1] * (count - len(rows)), cols + [1] * (count - len(cols)), strict=True)
    return kron_of([Term(("0", m, n)) for m, n in pairs])


def determinant(M: Term, size: int) -> Term:
    """The determinant of a matrix of a size that is an integer, from the traces of powers."""
    powers, found = [tr(M)], [number(1)]
    for k in range(1, size + 1):
        parts = [(-1) ** i * (found[k - 1 - i] @ powers[i]) for i in range(k)]
        found.append(Fraction(1, k) * sum_of(parts))
        powers.append(tr(Term(("*", *[M.tree] * (k + 1)))))
    return found[size]


def inverse_equations(
    kind: str, M: Term, N: Term, units: tuple[Term, Term] | None = None
) -> list[Formula]:
    """What makes N an inverse of M; the units are the identities of its rows and columns."""
    if kind == "inv":
        assert units is not None
        return [equal(M @ N, units[0]), equal(N @ M, units[1])]
    first = equal(M @ N @ M, M)
    if kind == "ginv":
        return [first]
    return [first, equal(N @ M @ N, N), equal((M @ N).T, M @ N), equal((N @ M).T, N @ M)]


def identity_of(sizes: list[Any]) -> Term:
    """The identity of a size, or of a product of sizes."""
    whole = Term(("I", sizes[0]))
    for size in sizes[1:]:
        whole = kron(whole, Term(("I", size)))
    return whole
