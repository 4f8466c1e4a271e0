"""What holds at a place of the paper: the hypotheses that a counterexample there has to meet.

A sentence in a proof is read where it stands. In Appendix A.6 W is a critical point with a psd
Hessian; in Appendix B the data are those of Theorem 2.3; its cases add conditions on ranks.
"""

from __future__ import annotations

from itertools import accumulate, pairwise, permutations, repeat

from proofs.evidence.expression import (
    Expression,
    hcat,
    identity,
    letter,
    named,
    negation,
    number,
    rank,
    trace,
    unit,
    vanishes,
    vcat,
    zeros,
)
from proofs.evidence.refutation import Extend, Given, nothing_more
from proofs.papers.kawaguchi2016.claims.notation import Terms, with_inverses
from symbolic.networks.network import LinearNetwork


def distinct(t: Terms) -> Expression:
    """Sigma has d_y distinct eigenvalues.

    Their number is the rank of the matrix with the entries tr Sigma^(i+j), 0 <= i, j < d_y
    (Hermite), which needs no eigenvalue.
    """
    size = t.width(t.top)
    powers = list(
        accumulate(repeat(t.Sigma, 2 * size - 2), Expression.__matmul__, initial=identity(size))
    )
    sums = [[trace(powers[i + j]) for j in range(size)] for i in range(size)]
    table = named("[tr Sigma^(i+j)]", vcat(*(hcat(*row) for row in sums)))
    return rank(table).equals(number(size))


def data(t: Terms) -> tuple[Expression, ...]:
    """Theorem 2.3: X X^T invertible, rank X Y^T = d_y (so d_y <= d_x), distinct eigenvalues."""
    full = rank(t.X @ t.Y.T).equals(number(t.width(t.top)))
    return t.inverse_of_data, full, distinct(t)


def spectrum(t: Terms, *, strict: bool = True) -> tuple[Expression, ...]:
    """Lambda is diagonal and falls (strictly), U_p are the first columns of U."""
    size, Lambda, U, Up = t.width(t.top), letter("Lambda"), letter("U"), letter("U_p")
    e = [unit(size, i) for i in range(1, size + 1)]
    diagonal = [vanishes(v.T @ Lambda @ w, 1, 1) for v, w in permutations(e, 2)]
    values = [v.T @ Lambda @ v for v in e]
    falls = [b.less(a) if strict else b.at_most(a) for a, b in pairwise(values)]
    p = t.width(t.top - 1) - t.zero_columns
    first = vcat(identity(p), zeros(size - p, p))
    return *diagonal, *falls, Up.equals(U @ first)


def with_data(extend: Extend = nothing_more) -> Extend:
    """N = (X X^T)^{-1} beside what `extend` gives; nothing where X X^T is singular."""

    def extended(network: LinearNetwork) -> Given | None:
        known, more = with_inverses(network), extend(network)
        return None if known is None or more is None else {"N": known["N"]} | more

    return extended


def middle_rank(t: Terms) -> Expression:
    """rank(W_H..W_2)."""
    return rank(named("N", t.product(t.top - 1, 2)))


def candidate(t: Terms) -> tuple[Expression, ...]:
    """The data of Theorem 2.3 and the necessary conditions of a local minimum."""
    return *data(t), t.critical, t.semidefinite


def full_case(t: Terms) -> tuple[Expression, ...]:
    """Cases I and II: a candidate with rank(W_H..W_2) = p."""
    return *candidate(t), middle_rank(t).equals(number(t.architecture.bottleneck))


def deficient_case(t: Terms) -> tuple[Expression, ...]:
    """Case III after its first paragraph: rank(W_H..W_2) < p and rank C < min(p, d_y)."""
    p = t.architecture.bottleneck
    small = rank(t.C).less(number(min(p, t.width(t.top))))
    return *candidate(t), middle_rank(t).less(number(p)), small


def lemma_4_6(t: Terms) -> tuple[Expression, ...]:
    """Lemma 4.6: W is critical with a psd Hessian, Sigma has distinct eigenvalues."""
    return t.critical, t.semidefinite, t.inverse_of_data, distinct(t)


def residual_left(t: Terms) -> Expression:
    """X r != 0, the case that A.6 treats after line 367."""
    return negation(vanishes(t.X @ t.r, t.width(0), t.width(t.top)))
