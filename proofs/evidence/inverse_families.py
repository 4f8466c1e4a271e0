"""That a family of {1}-inverses is what it is said to be: correct, complete and generic.

Complete means: every matrix of rank q and every {1}-inverse of it is a member. The argument
has two steps, both looked at here. Every matrix of rank q is ``F diag(I_q, 0) T`` with F and
T invertible, or ``F [I_q 0] T`` with F of full column rank (Gauss). With ``E = T G F``, or
``E = T G T^T`` for ``C^T C = T^T diag(S, 0) T``, the equation of a {1}-inverse says
``diag(I, 0) E diag(I, 0) = diag(I, 0)``, or ``diag(S, 0) E diag(S, 0) = diag(S, 0)``: it fixes
the corner E_11 to I, or to S^{-1}, and leaves the other blocks free. So the family is complete
if E has that corner and, as its other blocks, matrices of symbols that stand nowhere else.
"""

from __future__ import annotations

from time import perf_counter
from typing import Any

from proofs.evidence.claim import Evidence, Outcome
from proofs.status import Scope
from symbolic.algebra.generalized_inverses import WithInverses, determinant, inverse
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.algebra.rings import generic_matrices

Size = tuple[int, int, int]

CORRECT = "G is a {1}-inverse"
COMPLETE = "the family is complete"
GENERIC = "the family is generic"
RANK_FACTORISATION = (
    "a real matrix of rank q is F [I_q 0] T with F of full column rank, so F^T F is"
    " invertible, and T invertible (Gauss)"
)


def describe(size: Size, name: str = "matrices") -> str:
    """``all 2 x 3 matrices of rank 1``."""
    height, width, rank = size
    return f"all {height} x {width} {name} of rank {rank}"


def _evidence(part: str, where: str, holds: bool, detail: str, start: float) -> Evidence:
    outcome = Outcome.HOLDS if holds else Outcome.FAILS
    seconds = perf_counter() - start
    return Evidence(part, outcome, Scope.ARCHITECTURE, where, "flint", detail, seconds)


def family_evidence(size: Size, family: WithInverses, *, gram: bool) -> list[Evidence]:
    """Evidence for the three parts; `gram` if the inverses are those of C^T C."""
    where = describe(size)
    M = family.matrix.T @ family.matrix if gram else family.matrix
    return [
        _correct(where, M, family),
        _complete(where, size, family, gram=gram),
        _generic(where, M, family),
    ]


def _correct(where: str, M: Matrix, family: WithInverses) -> Evidence:
    start = perf_counter()
    holds = all(M @ G.numerator @ M == M * G.denominator for G in family.inverses)
    return _evidence(CORRECT, where, holds, "M G M = M as polynomials", start)


def _complete(where: str, size: Size, family: WithInverses, *, gram: bool) -> Evidence:
    start = perf_counter()
    height, width, rank = size
    letters, ring = family.letters, family.matrix.ring
    F, T = letters["F"], letters["T"]
    outer = T.T if gram else F
    columns = Matrix(ring, (row[:rank] for row in F.rows), (height, rank))
    holds = (
        _distinct_symbols(letters)
        and F.shape == ((height, rank) if gram else (height, height))
        and T.shape == (width, width)
        and family.matrix == columns @ Matrix(ring, T.rows[:rank], (rank, width))
        and _corner_is_forced(rank, width, width if gram else height)
    )
    S = inverse(columns.T.gram()) if gram else inverse(Matrix.identity(ring, rank))
    scale = determinant(T) * determinant(outer)
    for copy, G in enumerate(family.inverses):
        L1, L2, L3 = (letters[f"L{number} of {copy}"] * S.denominator for number in (1, 2, 3))
        E = vcat(hcat(S.numerator, L1), hcat(L2, L3))
        holds = holds and T @ G.numerator @ outer == E * scale
        holds = holds and G.denominator == S.denominator * scale
    return _evidence(
        COMPLETE, where, holds, "T G F, or T G T^T, has the forced corner and free blocks", start
    )


def _distinct_symbols(letters: dict[str, Matrix]) -> bool:
    """Whether the entries of all letters are symbols of the ring, each standing once."""
    names = [str(entry) for matrix in letters.values() for entry in matrix.entries()]
    ring: Any = next(iter(letters.values())).ring
    return len(set(names)) == len(names) and set(names) <= set(ring.generators)


def _corner_is_forced(rank: int, height: int, width: int) -> bool:
    """``diag(S,0) E diag(S,0) = diag(S E_11 S, 0)`` for E of the given shape, S and E generic."""
    shapes = {
        "s": (rank, rank), "a": (rank, rank), "b": (rank, width - rank),
        "c": (height - rank, rank), "d": (height - rank, width - rank),
    }  # fmt: skip
    letters = generic_matrices(shapes, "flint")
    S, a, b, c, d = (letters[name] for name in "sabcd")
    E = vcat(hcat(a, b), hcat(c, d))

    def padded(core: Matrix, rows: int, columns: int) -> Matrix:
        right = Matrix.zeros(core.ring, rank, columns - rank)
        below = Matrix.zeros(core.ring, rows - rank, columns)
        return vcat(hcat(core, right), below)

    left, right = padded(S, width, height), padded(S, width, height)
    return left @ E @ right == padded(S @ a @ S, width, height)


def _generic(where: str, M: Matrix, family: WithInverses) -> Evidence:
    """Whether the first inverse is neither symmetric nor reflexive unless it has to be.

    A {1}-inverse of a matrix of full rank is reflexive; only that of an invertible matrix is
    determined, and then it may be symmetric.
    """
    start = perf_counter()
    G = family.inverses[0]
    height, width = M.shape
    # `letters` give the rank: L1 is rank x (number of rows of M - rank).
    rank = family.letters["L1 of 0"].shape[0]
    reflexive = G.numerator @ M @ G.numerator == G.numerator * G.denominator
    symmetric = height == width and G.numerator == G.numerator.T
    holds = reflexive == (rank == min(height, width)) and (not symmetric or rank == height)
    return _evidence(
        GENERIC, where, holds, "no symmetric and no reflexive one unless of full rank", start
    )
