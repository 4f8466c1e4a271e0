"""Facts about {1}-inverses that Appendix A uses.

Each is decided for ALL matrices of a given size and rank and ALL their {1}-inverses at
once, by the parametrised families of `symbolic.algebra.generalized_inverses`; that these are
correct, complete and generic is part of the evidence (`proofs.evidence.inverse_families`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from proofs.evidence.claim import Claim, Evidence, Outcome
from proofs.evidence.identities import decide_identity
from proofs.evidence.inverse_families import (
    COMPLETE,
    CORRECT,
    GENERIC,
    RANK_FACTORISATION,
    Size,
    describe,
    family_evidence,
)
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.theorems.appendix_a2 import fact_a17, fact_a20, fact_a21, fact_a22
from proofs.papers.kawaguchi2016.theorems.appendix_a4_facts import (
    fact_a23,
    fact_a23_any,
    fact_a23_kernel,
)
from proofs.status import Scope
from symbolic.algebra.generalized_inverses import (
    WithInverses,
    gram_with_inverses,
    matrix_with_inverses,
)
from symbolic.algebra.matrix import Matrix

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
FAMILY_PARTS = (CORRECT, COMPLETE, GENERIC)
HYPOTHESIS = "G is any {1}-inverse of C^T C; it need be neither symmetric nor reflexive"
FAMILY_PROOF = (
    "C = F [I_q 0] T runs through all matrices of rank q and"
    " G = T^{-1} [[S^{-1}, L1], [L2, L3]] T^{-T}, S = F^T F, through all {1}-inverses of"
    " C^T C; with every entry of F, T, L1, L2, L3 a symbol and denominators multiplied out,"
    " the statement is an identity of polynomials."
)


def _sizes(settings: Settings) -> tuple[Size, ...]:
    return QUICK_SIZES if settings.quick else SIZES


@lru_cache(maxsize=len(SIZES))
def _gram_evidence(size: Size) -> tuple[Evidence, ...]:
    """That the family of C^T C is what it should be, decided once for all claims on it."""
    return tuple(family_evidence(size, gram_with_inverses(*size, count=2), gram=True))


Identity = Callable[[Matrix, WithInverses], tuple[Matrix, Matrix]]


def _projection(C: Matrix, family: WithInverses, index: int = 0) -> Matrix:
    """``delta C G C^T`` with delta the denominator of G."""
    return C @ family.inverses[index].numerator @ C.T


def absorbs(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """C G C^T C = C."""
    return _projection(C, family) @ C, C * family.inverses[0].denominator


def symmetric(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """C G C^T is symmetric."""
    P = _projection(C, family)
    return P.T, P


def idempotent(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """P P = P."""
    P = _projection(C, family)
    return P @ P, P * family.inverses[0].denominator


def fixes_transpose(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """C^T P = C^T."""
    return C.T @ _projection(C, family), C.T * family.inverses[0].denominator


def independent(C: Matrix, family: WithInverses) -> tuple[Matrix, Matrix]:
    """Two {1}-inverses give the same P (they share their denominator)."""
    return _projection(C, family, 0), _projection(C, family, 1)


def _decide_identities(parts: dict[str, Identity]) -> Callable[[Settings], Iterator[Evidence]]:
    def decide(settings: Settings) -> Iterator[Evidence]:
        for size in _sizes(settings):
            family = gram_with_inverses(*size, count=2)
            C = family.matrix
            for part, identity in parts.items():
                yield decide_identity(part, describe(size), *identity(C, family))
            yield from _gram_evidence(size)

    return decide


def _claim(
    theorem: StatedTheorem, place: tuple[str, int], title: str, statement: str,
    parts: dict[str, Identity], latex: str,
) -> Claim:  # fmt: skip
    role, line = place
    return Claim(
        id=theorem.name,
        title=title,
        section="A.2",
        line=line,
        role=role,
        statement=statement,
        parts=(*parts, *FAMILY_PARTS),
        decide=_decide_identities(parts),
        theorems=tuple((part, theorem) for part in parts),
        latex=latex,
        hypotheses=(HYPOTHESIS,),
        proof=FAMILY_PROOF,
        assumes=(RANK_FACTORISATION,),
        trusts=("python-flint fmpz_mpoly",),
        supporting=FAMILY_PARTS,
    )


RANGE_THEOREMS = {
    "R(M') in R(M) iff (I - M M^-) M' = 0, for every M^-": fact_a23,
    "if (I - M M^-) M' = 0 for any M^-, then for every one": fact_a23_any,
    "R(M') in R(M) iff u M = 0 implies u M' = 0": fact_a23_kernel,
}
RANGE_PARTS = (
    "if M' = M Z then (I - M M^-) M' = 0",
    "the condition fails for some M'",
)


def _decide_range(settings: Settings) -> Iterator[Evidence]:
    """When M X = N has a solution, for a general M with its whole family of {1}-inverses."""
    for size in _sizes(settings):
        height, width, rank = size
        family = matrix_with_inverses(height, width, rank)
        M, G = family.matrix, family.inverses[0]
        identity = Matrix.identity(M.ring, height)
        projector = identity * G.denominator - M @ G.numerator
        # (I - M M^-) M is the coefficient of every Z at once: M' = M Z needs no symbols.
        zero = Matrix.zeros(M.ring, *M.shape)
        yield decide_identity(RANGE_PARTS[0], describe(size), projector @ M, zero)
        if rank < height:
            yield _not_included(size, projector)
        yield from family_evidence(size, family, gram=False)


def _not_included(size: Size, projector: Matrix) -> Evidence:
    return Evidence(
        RANGE_PARTS[1],
        Outcome.FAILS if projector.is_zero() else Outcome.HOLDS,
        Scope.ARCHITECTURE,
        describe(size),
        by="flint",
        detail="I - M M^- is not zero",
    )


CLAIMS = (
    _claim(fact_a17, ("at", 275), "C G C^T C = C for every {1}-inverse G of C^T C",
           "C (C^T C)^- C^T C = C", {"C G C^T C = C": absorbs},
    latex=(
        r"C (C^T C)^- C^T C = C"
    ),
),
    _claim(fact_a20, ("used at", 377), "C G C^T is symmetric, though G need not be",
           "P = C (C^T C)^- C^T is symmetric.", {"P^T = P": symmetric},
    latex=(
        rf"({tex.PROJECTION})^T = {tex.PROJECTION}"
    ),
),
    _claim(fact_a21, ("used at", 331), "C G C^T is the projection onto the range of C",
           "P = C (C^T C)^- C^T satisfies P^2 = P, P C = C and C^T P = C^T.",
           {"P P = P": idempotent, "P C = C": absorbs, "C^T P = C^T": fixes_transpose},
    latex=(
        r"P^2 = P,\ P C = C,\ C^T P = C^T,\quad P = C (C^T C)^- C^T"
    ),
),
    _claim(fact_a22, ("used at", 141), "C G C^T does not depend on the choice of G",
           "C G C^T = C G' C^T for any two {1}-inverses G, G' of C^T C.",
           {"C G C^T = C G' C^T": independent},
    latex=(
        r"C G C^T = C G' C^T \text{ for {1}-inverses } G, G' \text{ of } C^T C"
    ),
),
    Claim(
        id="fact-a23",
        title="Range inclusion by a {1}-inverse",
        section="A.4",
        line=323,
        statement="R(M') in R(M) if and only if (I - M M^-) M' = 0, for any (every) M^-.",
        parts=(*RANGE_THEOREMS, *RANGE_PARTS, *FAMILY_PARTS),
        decide=_decide_range,
        theorems=tuple(RANGE_THEOREMS.items()),
        hypotheses=("M^- is any {1}-inverse of M; it need not be reflexive",),
        proof=(
            "M = F diag(I_q, 0) T runs through all matrices of rank q,"
            " M^- = T^{-1} [[I, L1], [L2, L3]] F^{-1} through all its {1}-inverses. R(M') in R(M)"
            " says M' = M Z for some Z. Conversely (I - M M^-) M' = 0 says M' = M Z with"
            " Z = M^- M'."
        ),
        assumes=(RANK_FACTORISATION,),
        trusts=("python-flint fmpz_mpoly",),
        supporting=(*RANGE_PARTS, *FAMILY_PARTS),
    latex=(
        r"\mathcal{R}(M') \subseteq \mathcal{R}(M) \iff (I - M M^-) M' = 0"
    ),
),
)  # fmt: skip
