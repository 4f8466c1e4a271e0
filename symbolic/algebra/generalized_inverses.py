"""Every matrix of a given rank with every one of its {1}-inverses, as polynomials.

G is a {1}-inverse of M when ``M G M = M``; it need be neither symmetric nor reflexive
(``G M G = G``), and there are many unless M is invertible. A statement about "any
generalized inverse" is decided here by putting a symbol for each free parameter:

    M = F diag(I_q, 0) T,    M^- = T^{-1} [[I, L1], [L2, L3]] F^{-1},

with F, T invertible and L1, L2, L3 arbitrary, runs through all M of rank q and all their
{1}-inverses (Ben-Israel and Greville, Generalized Inverses, section 1.2). Inverses are
kept as adjugate over determinant, ``G = numerator / denominator``, so that an identity
between them is an identity of polynomials once the denominators are multiplied out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from symbolic.algebra.matrix import Matrix, Scalar, hcat, vcat
from symbolic.algebra.rings import generic_matrices
from symbolic.errors import ShapeError, SingularMatrixError


@dataclass(frozen=True, eq=False)
class Quotient:
    """A matrix of rational functions with one common denominator, which is not zero."""

    numerator: Matrix
    denominator: Scalar

    def __post_init__(self) -> None:
        if not self.denominator:
            raise SingularMatrixError("a denominator that is zero: every identity would hold")


@dataclass(frozen=True, eq=False)
class WithInverses:
    """A matrix and {1}-inverses of it (of M itself, or of C^T C), all generic.

    `letters` are the generic matrices that both are made of, by name: F, T and, for each
    inverse, L1, L2, L3.
    """

    matrix: Matrix
    inverses: tuple[Quotient, ...]
    letters: dict[str, Matrix]


def determinant(matrix: Matrix) -> Scalar:
    """The determinant by expansion along the first row: no division, sizes up to about 4."""
    if matrix.shape[0] != matrix.shape[1]:
        raise ShapeError("determinant", matrix.shape, matrix.shape)
    if matrix.shape[0] == 0:
        return matrix.ring.one
    total = matrix.ring.zero
    for j, entry in enumerate(matrix.rows[0]):
        cofactor = entry * determinant(_minor(matrix, 0, j))
        total = total - cofactor if j % 2 else total + cofactor
    return total


def _minor(matrix: Matrix, i: int, j: int) -> Matrix:
    size = matrix.shape[0] - 1
    rows = (row[:j] + row[j + 1 :] for index, row in enumerate(matrix.rows) if index != i)
    return Matrix(matrix.ring, rows, (size, size))


def inverse(matrix: Matrix) -> Quotient:
    """Adjugate over determinant; a true inverse wherever the determinant is not zero."""
    sign = (1, -1)

    def cofactor(i: int, j: int) -> Scalar:
        return sign[(i + j) % 2] * determinant(_minor(matrix, j, i))

    adjugate = Matrix.build(matrix.ring, matrix.shape, cofactor)
    return Quotient(adjugate, determinant(matrix))


def _corner(height: int, width: int, like: Matrix) -> Matrix:
    """The height x width matrix ``[I 0; 0 0]`` with the largest identity that fits."""
    ring = like.ring
    return Matrix.build(ring, (height, width), lambda i, j: ring.one if i == j else ring.zero)


def _blocks(corner: Matrix, L1: Matrix, L2: Matrix, L3: Matrix) -> Matrix:
    return vcat(hcat(corner, L1), hcat(L2, L3))


def _parameters(height: int, width: int, rank: int, tag: str) -> dict[str, tuple[int, int]]:
    """Shapes of L1, L2, L3 for a {1}-inverse of a width x height matrix of rank `rank`."""
    return {
        f"p{tag}": (rank, width - rank),
        f"q{tag}": (height - rank, rank),
        f"s{tag}": (height - rank, width - rank),
    }


def _renamed(letters: dict[str, Matrix], prefix: str, count: int) -> dict[str, Matrix]:
    """The letters of one family under the names of the module's text, inverses numbered from 0."""
    named = {"F": letters[f"{prefix}f"], "T": letters[f"{prefix}t"]}
    for copy in range(count):
        for number, letter in enumerate("pqs", 1):
            named[f"L{number} of {copy}"] = letters[f"{letter}{copy}{prefix}"]
    return named


def matrix_with_inverses(
    height: int, width: int, rank: int, *, count: int = 1, prefix: str = "", engine: str = "flint"
) -> WithInverses:
    """All height x width matrices of the given rank, with `count` independent {1}-inverses.

    Symbols are named from `prefix`, so that two families can share a ring by
    `families_with_inverses`.
    """
    sizes = {prefix: (height, width, rank)}
    return families_with_inverses(sizes, count=count, engine=engine)[prefix]


def families_with_inverses(
    sizes: dict[str, tuple[int, int, int]], *, count: int = 1, engine: str = "flint"
) -> dict[str, WithInverses]:
    """For each prefix a family of the size (height, width, rank), all over one ring."""
    shapes: dict[str, tuple[int, int]] = {}
    for prefix, (height, width, rank) in sizes.items():
        shapes |= {f"{prefix}f": (height, height), f"{prefix}t": (width, width)}
        for copy in range(count):
            shapes |= _parameters(width, height, rank, f"{copy}{prefix}")
    letters = generic_matrices(shapes, engine)
    families = {}
    for prefix, (height, width, rank) in sizes.items():
        F, T = letters[f"{prefix}f"], letters[f"{prefix}t"]
        matrix = Matrix(F.ring, (row[:rank] for row in F.rows), (height, rank)) @ Matrix(
            T.ring, T.rows[:rank], (rank, width)
        )
        left, right = inverse(T), inverse(F)
        denominator = left.denominator * right.denominator
        inverses = []
        for copy in range(count):
            tag = f"{copy}{prefix}"
            middle = _blocks(
                _corner(rank, rank, F), letters[f"p{tag}"], letters[f"q{tag}"], letters[f"s{tag}"]
            )
            inverses.append(Quotient(left.numerator @ middle @ right.numerator, denominator))
        families[prefix] = WithInverses(matrix, tuple(inverses), _renamed(letters, prefix, count))
    return families


@lru_cache(maxsize=8)
def gram_with_inverses(
    height: int, width: int, rank: int, *, count: int = 1, engine: str = "flint"
) -> WithInverses:
    """All height x width matrices C of the given rank, with {1}-inverses of C^T C.

    ``C = F [I_q 0] T`` with F of full column rank, ``S = F^T F`` and
    ``(C^T C)^- = T^{-1} [[S^{-1}, L1], [L2, L3]] T^{-T}``: the family of the paper's
    Appendix B.1, which has F with orthonormal columns and S = I.
    """
    shapes = {"f": (height, rank), "t": (width, width)}
    for copy in range(count):
        shapes |= _parameters(width, width, rank, str(copy))
    letters = generic_matrices(shapes, engine)
    F, T = letters["f"], letters["t"]
    C = F @ Matrix(T.ring, T.rows[:rank], (rank, width))
    S, outer = inverse(F.T.gram()), inverse(T)
    denominator = S.denominator * outer.denominator * outer.denominator
    inverses = []
    for copy in range(count):
        L1, L2, L3 = (letters[f"{name}{copy}"] * S.denominator for name in "pqs")
        middle = _blocks(S.numerator, L1, L2, L3)
        numerator = outer.numerator @ middle @ outer.numerator.T
        inverses.append(Quotient(numerator, denominator))
    return WithInverses(C, tuple(inverses), _renamed(letters, "", count))


def matrix_with_pseudoinverse(
    sizes: dict[str, tuple[int, int, int]], engine: str = "flint"
) -> dict[str, WithInverses]:
    """For each prefix all matrices ``F T`` of full-rank factors, with the Moore-Penrose inverse.

    ``(F T)^+ = T^T (T T^T)^{-1} (F^T F)^{-1} F^T`` (MacDuffee).
    """
    shapes: dict[str, tuple[int, int]] = {}
    for prefix, (height, width, rank) in sizes.items():
        shapes |= {f"{prefix}f": (height, rank), f"{prefix}t": (rank, width)}
    letters = generic_matrices(shapes, engine)
    families = {}
    for prefix in sizes:
        F, T = letters[f"{prefix}f"], letters[f"{prefix}t"]
        left, right = inverse(T.gram()), inverse(F.T.gram())
        numerator = T.T @ left.numerator @ right.numerator @ F.T
        quotient = Quotient(numerator, left.denominator * right.denominator)
        families[prefix] = WithInverses(F @ T, (quotient,), {"F": F, "T": T})
    return families
