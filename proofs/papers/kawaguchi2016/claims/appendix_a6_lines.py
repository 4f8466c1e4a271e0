"""The lines of Appendix A.6 as assertions about one network; each is a part of a claim."""

from __future__ import annotations

from proofs.evidence.equation import Equation
from proofs.evidence.expression import (
    Assertion,
    identity,
    kron,
    letter,
    number,
    psd,
    rank,
    vanishes,
)
from proofs.evidence.refutation import Given
from proofs.papers.kawaguchi2016.claims.notation import (
    terms,
)
from symbolic.algebra import kronecker
from symbolic.algebra.matrix import Matrix, hcat
from symbolic.networks.calculus import Calculus
from symbolic.networks.network import LinearNetwork

BLOCKS = "M_{H+1} = [[C^T C kron X X^T, C^T kron X X^T (B W_1)^T + E], [.., I kron F]]"


def _corner(calculus: Calculus, k: int) -> Matrix:
    n = calculus.network
    BW, Xr = n.B(k) @ n.weight(1), n.X @ n.r
    E = hcat(*(kronecker.kron(n.B(k).T, Xr.column(t)) for t in range(Xr.shape[1])))
    return kronecker.kron(n.C.T, n.X @ n.X.T @ BW.T) + E


CORNER = Equation(
    lambda calculus, k: calculus.block(1, k),
    _corner,
    lambda architecture: [(architecture.depth + 1,)],
)

Lines = list[Assertion]


def _criticality(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    d_H, d_y = t.width(t.top - 1), t.width(t.top)
    return [Assertion((t.critical,), vanishes(t.BW @ t.X @ t.r, d_H, d_y))]


def _same_range(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    image = t.BW @ t.X
    return [Assertion((), image.within(t.F)), Assertion((), t.F.within(image))]


def _crossed(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    cross = kron(t.C @ t.G, t.BW) @ t.E
    size = t.width(t.top) * t.width(t.top - 1)
    other = t.E.T @ kron(t.G @ t.C.T, t.BW.T)
    return [
        Assertion((t.critical, *t.inverses), vanishes(part, size, size)) for part in (cross, other)
    ]


def _squared(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    right = kron(t.explained, t.Bl @ t.G @ t.Bl.T)
    return [Assertion(t.inverses, (t.E.T @ kron(t.G, t.N) @ t.E).equals(right))]


def _fourth(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    corner = kron(t.C, t.BW @ t.X @ t.X.T) + t.E.T
    left = corner @ kron(t.G, t.N) @ corner.T
    right = kron(t.P, t.F) + kron(t.explained, t.Bl @ t.G @ t.Bl.T)
    return [Assertion((t.critical, *t.inverses), left.equals(right))]


def _fifth(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    eye = identity(t.width(t.top))
    form = kron(eye - t.P, t.F) - kron(t.explained, t.Bl @ t.G @ t.Bl.T)
    return [Assertion((t.critical, t.semidefinite, *t.inverses), psd(form))]


def _commutes(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    given = (t.critical, *t.inverses)
    middle = t.P @ t.Sigma
    return [
        Assertion(given, middle.equals(t.Sigma @ t.P)),
        Assertion(given, (middle @ t.P).equals(middle)),
    ]


def _residual(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    return [Assertion((t.critical, *t.inverses), t.explained.equals(t.Sigma - t.P @ t.Sigma))]


def _absorbs(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    given = (t.range_condition, *t.inverses)
    gram = t.C.T @ t.C
    return [
        Assertion(given, (t.Bl @ t.G @ gram).equals(t.Bl)),
        Assertion(given, (gram @ t.G @ t.Bl.T).equals(t.Bl.T)),
    ]


def _simplified(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    given = (t.critical, t.range_condition, *t.inverses)
    M = t.C @ t.G @ t.Bl.T
    return [
        Assertion(given, t.F.equals(M.T @ t.Sigma @ M)),
        Assertion(given, (t.Bl @ t.G @ t.Bl.T).equals(M.T @ M)),
    ]


def _ranges(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    given = (t.range_condition, t.inverse_of_gram)
    M = t.C @ t.G @ t.Bl.T
    return [
        Assertion(given, (t.C.T @ t.C).within(t.Bl.T)),
        Assertion(given, M.within(t.C)),
        Assertion(given, t.C.within(M)),
        Assertion((t.inverse_of_gram,), (M @ t.W(t.top).T).equals(t.P)),
    ]


def _explained(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    UI, core = letter("U_I"), letter("Lambda_I")
    given = (t.critical, *t.eigenbasis)
    ranked = rank(t.C).equals(rank(UI))
    return [
        Assertion(given, ranked),
        Assertion(given, (t.Sigma @ t.P).equals(UI @ core @ UI.T)),
        Assertion(given, t.explained.equals(t.Sigma - UI @ core @ UI.T)),
    ]


def _framed(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    G2, size = letter("G_2"), t.width(t.top - 1)
    p = size - t.zero_columns
    given = (t.critical, t.range_condition, *t.frame)
    core, eye = t.corner(letter("Lambda_I"), p, size), t.corner(identity(p), p, size)
    return [
        Assertion(given, t.F.equals(G2.T @ core @ G2)),
        Assertion(given, (t.Bl @ t.G @ t.Bl.T).equals(G2.T @ eye @ G2)),
    ]


def _selected(n: LinearNetwork, more: Given) -> Lines:
    """The largest eigenvalues are selected: every chosen one is at least every other."""
    t = terms(n)
    Lambda, UI = more["Lambda"], more["U_I"]
    chosen = [any(row) for row in UI.rows]
    inside = [Lambda[i, i] for i, c in enumerate(chosen) if c]
    outside = [Lambda[i, i] for i, c in enumerate(chosen) if not c]
    given = (t.critical, t.semidefinite, t.range_condition, *t.frame)
    return [
        Assertion(given, number(b).at_most(number(a)), f"{b} against {a}")
        for a in inside
        for b in outside
    ]


CRITICAL_PART = "criticality in W_{H+1}: B W_1 X r = 0"
RANGE_PART = "R(B W_1 X) = R(F)"
ANNIHILATED_PART = (
    "psd: (I - (I kron F)(I kron F^-)) ((C kron B W_1 X X^T) + E^T) = 0 and"
    " (I kron (I - F F^-)) E^T = 0"
)
CROSSED_PART = "the crossed terms (C G kron B W_1) E and E^T (G C^T kron (B W_1)^T) vanish"
SQUARED_PART = "E^T (G kron N) E = r^T X^T N X r kron B G B^T"
COMMUTE_PART = "P Sigma = Sigma P and P Sigma P = P Sigma"
RESIDUAL_PART = "r^T X^T N X r = Sigma - P Sigma"
ABSORB_PART = "B G C^T C = B and C^T C G B^T = B^T where R(B^T) in R(C^T C)"
SIMPLE_PART = "F = M^T Sigma M and B G B^T = M^T M with M = C G B^T, where R(B^T) in R(C^T C)"
SAME_PART = "R(B^T) = R(C^T C), R(M) = R(C), M W_{H+1}^T = P, where R(B^T) in R(C^T C)"
FOURTH_PART = (
    "(4): M_21 (G kron N) M_12 = (P kron F) + (r^T X^T N X r kron B G B^T) with"
    " M_21 = (C kron B W_1 X X^T) + E^T, M_12 = M_21^T"
)
EQUATIONS = {
    CRITICAL_PART: _criticality,
    RANGE_PART: _same_range,
    CROSSED_PART: _crossed,
    SQUARED_PART: _squared,
    FOURTH_PART: _fourth,
    COMMUTE_PART: _commutes,
    RESIDUAL_PART: _residual,
    ABSORB_PART: _absorbs,
    SIMPLE_PART: _simplified,
    SAME_PART: _ranges,
}
FIFTH_PART = "(5): ((I - P) kron F) - (r^T X^T N X r kron B G B^T) is psd"
EIGEN_PART = "Sigma P = U_I Lambda_I U_I^T and r^T X^T N X r = Sigma - U_I Lambda_I U_I^T"
FRAME_PART = "F = G_2^T diag(Lambda_I, 0) G_2 and B G B^T = G_2^T diag(I, 0) G_2"
LARGEST_PART = "psd: every eigenvalue in Lambda_I is at least every other"
FIFTH = {FIFTH_PART: _fifth}
EXPLAINED = {EIGEN_PART: _explained}
FRAMED = {FRAME_PART: _framed, LARGEST_PART: _selected}
