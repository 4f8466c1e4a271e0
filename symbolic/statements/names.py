"""The functions of the language, and the nearest name for one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from symbolic.statements.syntax import (
    Det,
    Ginv,
    Inv,
    Pinv,
    Property,
    Rank,
    Trace,
    Transpose,
    Vec,
    Vech,
)

UNARY: dict[str, type[Transpose | Inv | Pinv | Ginv | Vec | Vech]] = {
    "T": Transpose, "inv": Inv, "pinv": Pinv, "ginv": Ginv, "vec": Vec, "vech": Vech,
}  # fmt: skip
NUMBERS: dict[str, type[Rank | Trace | Det]] = {"rank": Rank, "tr": Trace, "det": Det}
OF_SIZES = {"I": 1, "D": 1, "O": 2, "K": 2}
BLOCKS = ("hcat", "vcat")
DERIVATIVES = {"grad": 2, "jac": 2, "along": 3, "along2": 3}
EQUATIONS = ("skew", "idempotent")
"""Properties that are read as the equation that they say."""
ARGUMENTS = {"kron": 2, "inner": 2} | OF_SIZES | DERIVATIVES
"""How many arguments a function has, other than one; blocks have any number."""
SQUARE = ("inv", "vech", "tr", "det", *Property.SQUARE, *EQUATIONS)
FUNCTIONS = (
    *UNARY, *NUMBERS, *OF_SIZES, *BLOCKS, *DERIVATIVES, "kron", "range", "sq", "inner",
    *Property.NAMES, *EQUATIONS,
)  # fmt: skip
RESERVED = ("and", "or", "not", "implies", "iff", "in", "forall", "exists")

SPELLINGS = {
    "trace": "tr", "Tr": "tr", "transpose": "T", "inverse": "inv", "determinant": "det",
    "eye": "I", "identity": "I", "zeros": "O", "pseudoinverse": "pinv", "kronecker": "kron",
    "hstack": "hcat", "vstack": "vcat", "commutation": "K", "duplication": "D",
    "nonsingular": "invertible", "is_symmetric": "symmetric", "gradient": "grad",
    "jacobian": "jac",
}  # fmt: skip
"""Other spellings that have one meaning only; they are read as the name of the language."""

_DERIVATIVES = "write grad(f, X), jac(F, X), along(F, X, V) or along2(F, X, V)"
_EIGENVALUES = "eigenvalues are not in the language yet: write A*v == l*v with v != 0"
_ENTRIES = "entries are not in the language yet: write T(e)*A*f with columns e and f"
_NORMS = "norms have square roots: write sq(A) for the square of the Frobenius norm"
_FUNCTIONS = (
    "functions of a matrix are not in the language: name the matrix and say what it satisfies"
)
_ORDER = "write the inequalities that it stands for"
_NETWORKS = "networks are not in the language yet: declare a matrix for each layer"
ABSENT = {
    **dict.fromkeys(("d", "D_", "diff", "derivative", "hessian", "partial", "differential"),
                    _DERIVATIVES),
    **dict.fromkeys(("eig", "eigenvalues", "eigenvalue", "eigvals", "eigh", "lmax", "lmin",
                     "lambda_max", "lambda_min", "singular", "svd", "svdvals", "spectrum",
                     "spectral_radius"), _EIGENVALUES),
    **dict.fromkeys(("diag", "diagonal", "hadamard", "sum", "entry", "trace_of"), _ENTRIES),
    **dict.fromkeys(("norm", "norm2", "fro", "frobenius", "nuclear"), _NORMS),
    **dict.fromkeys(("sqrt", "sqrtm", "exp", "expm", "log", "logm", "logdet", "sin", "cos"),
                    _FUNCTIONS),
    **dict.fromkeys(("abs", "max", "min"), _ORDER),
    **dict.fromkeys(("network", "critical", "local_min", "global_min", "saddle", "second_order",
                     "width", "like"), _NETWORKS),
    "adj": "write det(A)*inv(A) for the adjugate of an invertible A",
    "adjugate": "write det(A)*inv(A) for the adjugate of an invertible A",
    "null": "the null space of A: write A*X == 0", "ker": "the kernel of A: write A*X == 0",
    "kernel": "the kernel of A: write A*X == 0", "nullity": "write n - rank(A) with n columns",
}  # fmt: skip
"""What is meant by a name that is not in the language, and what to write instead."""

_OTHER_NAMES = {
    "col": "range", "span": "range", "concat": "hcat", "posdef": "pd", "t": "T",
    "full_rank": "full_column_rank",
}  # fmt: skip


def nearest(name: str, among: Iterable[str]) -> str:
    """``; did you mean "T"?`` for the nearest of the names, or nothing.

    >>> nearest("rnak", FUNCTIONS), nearest("col", FUNCTIONS), nearest("zz", FUNCTIONS)
    ('; did you mean "rank"?', '; did you mean "range"?', '')
    """
    among = list(among)
    known = _OTHER_NAMES.get(name)
    if known in among:
        return f'; did you mean "{known}"?'
    close = get_close_matches(name, among, n=1, cutoff=0.5)
    if not close:
        close = [other for other in among if other.lower() == name.lower()][:1]
    return f'; did you mean "{close[0]}"?' if close else ""
