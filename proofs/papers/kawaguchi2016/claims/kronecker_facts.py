"""Kronecker facts: vec of a product, Appendix A.7, and the pseudoinverse of a product."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.equation import Equation, layers
from proofs.evidence.identities import decide_equation, decide_identity
from proofs.evidence.inverse_families import (
    COMPLETE,
    CORRECT,
    GENERIC,
    RANK_FACTORISATION,
    Size,
    family_evidence,
)
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.theorems.appendix_a1_a4_c1 import fact_a11_jacobian, fact_a11_vec
from proofs.papers.kawaguchi2016.theorems.appendix_a7 import (
    appendix_a7,
    appendix_a7_special,
    fact_a27,
    fact_a27_unique,
)
from symbolic.algebra.generalized_inverses import (
    Quotient,
    families_with_inverses,
    matrix_with_inverses,
    matrix_with_pseudoinverse,
)
from symbolic.algebra.kronecker import kron, vec
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import ENGINES, generic_matrices
from symbolic.networks.derivatives import jacobian

VEC_SIZES = ((2, 3, 4, 1), (1, 2, 3, 4), (3, 1, 2, 4), (4, 3, 1, 2))
VEC_PART = "vec(A M B) = (B^T kron A) vec(M)"
JACOBIAN_PART = "D_{vec(W_k^T)} vec(r) = A_k kron V_k^T"

JACOBIAN = Equation(
    left=lambda calculus, k: jacobian(calculus, lambda network: network.r, k),
    right=lambda calculus, k: kron(calculus.network.A(k), calculus.network.V(k).T),
    indices=layers,
)


def _decide_vec(settings: Settings) -> Iterator[Evidence]:
    for p, q, r, s in VEC_SIZES:
        for engine in ENGINES:
            letters = generic_matrices({"a": (p, q), "m": (q, r), "b": (r, s)}, engine)
            A, M, B = letters["a"], letters["m"], letters["b"]
            where = f"A {p} x {q}, M {q} x {r}, B {r} x {s} by {engine}"
            yield decide_identity(VEC_PART, where, vec(A @ M @ B), kron(B.T, A) @ vec(M))
    yield from decide_equation(JACOBIAN_PART, JACOBIAN, settings)


PAIRS: tuple[tuple[Size, Size], ...] = (
    ((1, 2, 1), (2, 1, 0)),
    ((1, 2, 1), (2, 1, 1)),
    ((2, 3, 1), (2, 2, 1)),
    ((2, 2, 1), (3, 2, 2)),
    ((2, 3, 1), (3, 2, 1)),
)
ONE_INVERSE_PART = "A^- kron B^- is a {1}-inverse of A kron B"
SPECIAL_PART = "I kron F^- is a {1}-inverse of I kron F"
ONE_SOLUTION = "the four equations have one solution, so that it is (A kron B)^+"
PENROSE_PARTS = ("M G M = M", "G M G = G", "(M G)^T = M G", "(G M)^T = G M")


def _where(left: Size, right: Size) -> str:
    sizes = [f"{h} x {w} of rank {q}" for h, w, q in (left, right)]
    return f"all A {sizes[0]}, B {sizes[1]}"


def _decide_one_inverse(settings: Settings) -> Iterator[Evidence]:
    for left, right in PAIRS[:4] if settings.quick else PAIRS:
        families = families_with_inverses({"a": left, "b": right})
        A, B = families["a"], families["b"]
        M = kron(A.matrix, B.matrix)
        N = kron(A.inverses[0].numerator, B.inverses[0].numerator)
        delta = A.inverses[0].denominator * B.inverses[0].denominator
        yield decide_identity(ONE_INVERSE_PART, _where(left, right), M @ N @ M, M * delta)
        for size, family in ((left, A), (right, B)):
            yield from family_evidence(size, family, gram=False)
    for height, width, rank in ((2, 3, 1), (3, 2, 1), (3, 3, 2)):
        family = matrix_with_inverses(height, width, rank)
        identity = Matrix.identity(family.matrix.ring, 2)
        M, N = kron(identity, family.matrix), kron(identity, family.inverses[0].numerator)
        where = f"I_2, all F {height} x {width} of rank {rank}"
        yield decide_identity(SPECIAL_PART, where, M @ N @ M, M * family.inverses[0].denominator)


def _penrose(where: str, M: Matrix, inverse: Quotient) -> Iterator[Evidence]:
    """The four equations for M and G = numerator / denominator, multiplied out."""
    N, delta = inverse.numerator, inverse.denominator
    MN, NM = M @ N, N @ M
    sides = ((MN @ M, M * delta), (NM @ N, N * delta), (MN.T, MN), (NM.T, NM))
    for part, (computed, expected) in zip(PENROSE_PARTS, sides, strict=True):
        yield decide_identity(part, where, computed, expected)


def _decide_pseudoinverse(_settings: Settings) -> Iterator[Evidence]:
    for left, right in (*PAIRS[:3], ((2, 3, 2), (3, 2, 1))):
        families = matrix_with_pseudoinverse({"a": left, "b": right})
        A, B = families["a"], families["b"]
        for name, size, family in (("A", left, A), ("B", right, B)):
            where = f"all {name} {size[0]} x {size[1]} of rank {size[2]}, alone"
            yield from _penrose(where, family.matrix, family.inverses[0])
        product = Quotient(
            kron(A.inverses[0].numerator, B.inverses[0].numerator),
            A.inverses[0].denominator * B.inverses[0].denominator,
        )
        yield from _penrose(_where(left, right), kron(A.matrix, B.matrix), product)


VEC_CLAIM = Claim(
    id="fact-a11",
    title="vec of a product, and the derivative of vec(r)",
    section="A.1",
    line=261,
    statement=(
        "vec(A M B) = (B^T kron A) vec(M), hence"
        " D_{vec(W_k^T)} vec(r) = A_k kron V_k^T, of shape m d_y x d_k d_{k-1}."
    ),
    parts=(VEC_PART, JACOBIAN_PART),
    decide=_decide_vec,
    theorems=((VEC_PART, fact_a11_vec), (JACOBIAN_PART, fact_a11_jacobian)),
    proof="Both sides are expanded as polynomials in all entries.",
    latex=(r"\mathrm{vec}(A M B) = (B^T \otimes A)\, \mathrm{vec}(M)"),
)

A7_CLAIM = Claim(
    id="appendix-a7",
    title="A^- kron B^- is a {1}-inverse of A kron B",
    section="A.7",
    line=409,
    statement="(A kron B) (A^- kron B^-) (A kron B) = A kron B for all {1}-inverses A^-, B^-.",
    parts=(ONE_INVERSE_PART, SPECIAL_PART, CORRECT, COMPLETE, GENERIC),
    decide=_decide_one_inverse,
    theorems=((ONE_INVERSE_PART, appendix_a7), (SPECIAL_PART, appendix_a7_special)),
    hypotheses=("A^- and B^- are any {1}-inverses; they need not be reflexive",),
    proof=(
        "A = F diag(I_q, 0) T and A^- = T^{-1} [[I, L1], [L2, L3]] F^{-1} with every entry of"
        " F, T, L1, L2, L3 a symbol, and B likewise; denominators are multiplied out."
    ),
    assumes=(RANK_FACTORISATION,),
    trusts=("python-flint fmpz_mpoly",),
    supporting=(CORRECT, COMPLETE, GENERIC),
    latex=(r"(A \otimes B)(A^- \otimes B^-)(A \otimes B) = A \otimes B"),
)

A27_CLAIM = Claim(
    id="fact-a27",
    title="The Moore-Penrose inverse of a Kronecker product",
    section="A.7",
    line=415,
    statement=(
        "(A kron B)^+ = A^+ kron B^+: the four Penrose equations hold, and have one solution."
    ),
    parts=(*PENROSE_PARTS, ONE_SOLUTION),
    decide=_decide_pseudoinverse,
    theorems=(
        *((part, fact_a27) for part in PENROSE_PARTS),
        (ONE_SOLUTION, fact_a27_unique),
    ),
    proof=(
        "For A = F T with full-rank factors, T^T (T T^T)^{-1} (F^T F)^{-1} F^T satisfies the"
        " four equations and so is A^+; the same for B; and A^+ kron B^+ satisfies them for"
        " A kron B."
    ),
    assumes=(RANK_FACTORISATION,),
    trusts=("python-flint fmpz_mpoly",),
    latex=(r"(A \otimes B)^\dagger = A^\dagger \otimes B^\dagger"),
)
