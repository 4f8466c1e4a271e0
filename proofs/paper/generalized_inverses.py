"""Facts about {1}-inverses that Appendix A uses: A17, A20 to A23.

Each is decided for ALL matrices of a given size and rank and ALL their {1}-inverses at
once, by the parametrised families of `symbolic.generalized_inverses`. That the families
are complete is elementary and part of the evidence: every matrix of rank q is
``F diag(I_q, 0) T`` with F and T invertible (Gauss), and with ``E = T G F`` the equation
``M G M = M`` says ``diag(I,0) E diag(I,0) = diag(I,0)``, that is, ``E_11 = I``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from time import perf_counter

from proofs.claim import Claim, Evidence, Outcome, Scope, Settings
from proofs.decide import decide_identity
from symbolic.generalized_inverses import (
    WithInverses,
    gram_with_inverses,
    matrix_with_inverses,
)
from symbolic.matrix import Matrix, hcat, vcat
from symbolic.rings import generic_matrices

Size = tuple[int, int, int]
SIZES: tuple[Size, ...] = (
    (2, 3, 0),
    (1, 2, 1),
    (2, 3, 1),
    (3, 2, 1),
    (2, 3, 2),
    (3, 2, 2),
    (3, 3, 2),
)
QUICK_SIZES = SIZES[:-1]
GENERIC = "the family is generic"
COMPLETE = "the family is complete"
HYPOTHESIS = "G is any {1}-inverse of C^T C; it need be neither symmetric nor reflexive"
FAMILY_PROOF = (
    "C = F [I_q 0] T runs through all matrices of rank q and"
    " G = T^{-1} [[S^{-1}, L1], [L2, L3]] T^{-T}, S = F^T F, through all {1}-inverses of"
    " C^T C; with every entry of F, T, L1, L2, L3 a symbol and denominators multiplied out,"
    " the statement is an identity of polynomials."
)


def _sizes(settings: Settings) -> tuple[Size, ...]:
    return QUICK_SIZES if settings.quick else SIZES


def _where(size: Size) -> str:
    height, width, rank = size
    return f"all {height} x {width} matrices of rank {rank}"


@lru_cache(maxsize=len(SIZES))
def _generic(size: Size) -> Evidence:
    """Whether the general member is neither symmetric nor reflexive, as polynomials."""
    start = perf_counter()
    family = gram_with_inverses(*size, count=2)
    inverse, gram = family.inverses[0], family.matrix.T @ family.matrix
    product = inverse.numerator @ gram @ inverse.numerator
    special = (
        inverse.numerator == inverse.numerator.T
        or product == inverse.numerator * inverse.denominator
    )
    return Evidence(
        GENERIC,
        Outcome.FAILS if special else Outcome.HOLDS,
        Scope.ARCHITECTURE,
        _where(size),
        by="flint",
        detail="G != G^T and G M G != G as polynomials",
        seconds=perf_counter() - start,
    )


def _complete(size: Size) -> Evidence:
    """``diag(S, 0) E diag(S, 0) = diag(S E_11 S, 0)`` for generic S and E."""
    _, width, rank = size
    rest = width - rank
    letters = generic_matrices(
        {
            "s": (rank, rank),
            "a": (rank, rank),
            "b": (rank, rest),
            "c": (rest, rank),
            "d": (rest, rest),
        },
        "flint",
    )
    S = letters["s"]
    zeros = [Matrix.zeros(S.ring, *shape) for shape in ((rank, rest), (rest, rank), (rest, rest))]
    corner = vcat(hcat(S, zeros[0]), hcat(zeros[1], zeros[2]))
    E = vcat(hcat(letters["a"], letters["b"]), hcat(letters["c"], letters["d"]))
    expected = vcat(hcat(S @ letters["a"] @ S, zeros[0]), hcat(zeros[1], zeros[2]))
    return decide_identity(COMPLETE, _where(size), corner @ E @ corner, expected)


Identity = Callable[[Matrix, WithInverses], tuple[Matrix, Matrix]]


def _projection(C: Matrix, family: WithInverses, index: int = 0) -> Matrix:
    """``delta C G C^T`` with delta the denominator of G."""
    return C @ family.inverses[index].numerator @ C.T


def absorbs(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """A17: C G C^T C = C."""
    return _projection(C, family) @ C, C * family.inverses[0].denominator


def symmetric(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """A20: C G C^T is symmetric."""
    P = _projection(C, family)
    return P.T, P


def idempotent(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """A21: P P = P."""
    P = _projection(C, family)
    return P @ P, P * family.inverses[0].denominator


def fixes_transpose(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """A21: C^T P = C^T."""
    return C.T @ _projection(C, family), C.T * family.inverses[0].denominator


def independent(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """A22: two {1}-inverses give the same P (they share their denominator)."""
    return _projection(C, family, 0), _projection(C, family, 1)


def _decide_identities(parts: dict[str, Identity]) -> Callable[[Settings], Iterator[Evidence]]:
    def decide(settings: Settings) -> Iterator[Evidence]:
        for size in _sizes(settings):
            family = gram_with_inverses(*size, count=2)
            C = family.matrix
            for part, identity in parts.items():
                yield decide_identity(part, _where(size), *identity(C, family))
            if size[2] < size[1]:
                yield _generic(size)
            yield _complete(size)

    return decide


def _claim(
    number: int, place: tuple[str, int], title: str, statement: str, parts: dict[str, Identity]
) -> Claim:
    role, line = place
    return Claim(
        id=f"fact-a{number}",
        title=title,
        section="A.2",
        line=line,
        role=role,
        statement=statement,
        parts=(*parts, GENERIC, COMPLETE),
        decide=_decide_identities(parts),
        hypotheses=(HYPOTHESIS,),
        proof=FAMILY_PROOF,
        trusts=("python-flint fmpz_mpoly",),
    )


RANGE_PARTS = (
    "if M' = M Z then (I - M M^-) M' = 0",
    "if (I - M M^-) M' = 0 then M' = M (M^- M')",
    "M' in general position is not included",
)


def _decide_range(settings: Settings) -> Iterator[Evidence]:
    """A23, for a general rectangular M with its whole family of {1}-inverses."""
    for size in _sizes(settings):
        height, width, rank = size
        family = matrix_with_inverses(height, width, rank)
        M, inverse = family.matrix, family.inverses[0]
        delta, N = inverse.denominator, inverse.numerator
        # (delta I - M N) M is the coefficient of every Z at once: M' = M Z needs no symbols.
        residue = M * delta - M @ N @ M
        zero = Matrix.zeros(M.ring, *M.shape)
        yield decide_identity(RANGE_PARTS[0], _where(size), residue, zero)
        I = Matrix.identity(M.ring, height)
        # delta M' - M (N M') = (delta I - M N) M', column by column of M' = I.
        left, right = I * delta - M @ (N @ I), (I * delta - M @ N) @ I
        yield decide_identity(RANGE_PARTS[1], _where(size), left, right)
        if rank < height:
            yield _not_included(size, I * delta - M @ N)
        yield _complete(size)


def _not_included(size: Size, projector: Matrix) -> Evidence:
    return Evidence(
        RANGE_PARTS[2],
        Outcome.FAILS if projector.is_zero() else Outcome.HOLDS,
        Scope.ARCHITECTURE,
        _where(size),
        by="flint",
        detail="I - M M^- is not zero, so the condition can fail",
    )


CLAIMS = (
    _claim(17, ("at", 275), "C G C^T C = C for every {1}-inverse G of C^T C",
           "C (C^T C)^- C^T C = C", {"C G C^T C = C": absorbs}),
    _claim(20, ("used at", 377), "C G C^T is symmetric, though G need not be",
           "P = C (C^T C)^- C^T is symmetric.", {"P^T = P": symmetric}),
    _claim(21, ("used at", 331), "C G C^T is the projection onto the range of C",
           "P = C (C^T C)^- C^T satisfies P^2 = P, P C = C and C^T P = C^T.",
           {"P P = P": idempotent, "P C = C": absorbs, "C^T P = C^T": fixes_transpose}),
    _claim(22, ("used at", 141), "C G C^T does not depend on the choice of G",
           "C G C^T = C G' C^T for any two {1}-inverses G, G' of C^T C.",
           {"C G C^T = C G' C^T": independent}),
    Claim(
        id="fact-a23",
        title="Range inclusion by a {1}-inverse",
        section="A.4",
        line=323,
        statement="R(M') in R(M) if and only if (I - M M^-) M' = 0, for any (every) M^-.",
        parts=(*RANGE_PARTS, COMPLETE),
        decide=_decide_range,
        hypotheses=("M^- is any {1}-inverse of M; it need not be reflexive",),
        proof=(
            "M = F diag(I_q, 0) T runs through all matrices of rank q,"
            " M^- = T^{-1} [[I, L1], [L2, L3]] F^{-1} through all its {1}-inverses. R(M') in R(M)"
            " says M' = M Z for some Z. The converse exhibits Z = M^- M'."
        ),
        trusts=("python-flint fmpz_mpoly",),
    ),
)  # fmt: skip
