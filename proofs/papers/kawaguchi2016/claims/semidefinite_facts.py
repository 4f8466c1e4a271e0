"""Facts about semidefinite matrices that Appendix A uses: those of Albert (Schur) and Sylvester.

Both are theorems of the kernel, derived from the definition of psd. Beside them the algebra of
the printed proofs is decided as identities of polynomials, and the equivalences themselves, in
both directions, at random exact matrices of every kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import Any

from proofs.evidence.all_sizes import for_all_sizes
from proofs.evidence.claim import Claim, Counterexample, Evidence, Outcome
from proofs.evidence.identities import decide_identity, plain_rows
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.theorems.appendix_a4_facts import fact_a24, fact_a24_blocks
from proofs.papers.kawaguchi2016.theorems.appendix_a6_facts import (
    fact_a25,
    fact_a25_any_shape,
    fact_a25_gram,
)
from proofs.status import Scope
from symbolic.algebra.generalized_inverses import inverse
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.algebra.rings import generic_matrices, rationals
from symbolic.algebra.sampling import generator, random_integer_matrix, random_invertible

SIZES = ((1, 1), (1, 2), (2, 1), (2, 3), (3, 2))
IF_PART = "if: a congruence of [[A, A Z], [Z^T A, D]] with diag(A, D - Z^T A Z)"
INVARIANCE_PART = "B^T A^- B = Z^T A Z for B = A Z and any {1}-inverse A^-"
ONLY_IF_PART = "only if: the form at (t v, w) is linear in t where v^T A v = 0"
SCHUR_PART = "only if: the form at (-Z w, w) is w^T (D - Z^T A Z) w"
BOTH_PART = "both directions at random matrices"
ALBERT_THEOREMS = {
    "x^T A x + 2 x^T B y + y^T D y >= 0 for all x, y iff the three conditions": fact_a24,
    "[[A, B], [B^T, D]] is psd iff the three conditions": fact_a24_blocks,
}
KINDS = ("psd", "A not psd", "range fails", "Schur complement not psd")


def _generic_symmetric(letters: dict[str, Matrix], letter: str) -> Matrix:
    """A generic symmetric matrix, as the sum of a generic one and its transpose."""
    return letters[letter] + letters[letter].T


def _decide_albert(settings: Settings) -> Iterator[Evidence]:
    for part, theorem in ALBERT_THEOREMS.items():
        yield from for_all_sizes(part, theorem, settings)
    for n, p in SIZES:
        letters = generic_matrices(
            {
                "a": (n, n),
                "d": (p, p),
                "z": (n, p),
                "b": (n, p),
                "v": (n, 1),
                "w": (p, 1),
                "t": (1, 1),
            },
            "flint",
        )
        A, D = _generic_symmetric(letters, "a"), _generic_symmetric(letters, "d")
        yield from _albert_identities(f"A {n} x {n}, D {p} x {p}", A, D, letters)
        yield from _invariance(n, p)
    yield _albert_at_points(settings)


def _invariance(n: int, p: int) -> Iterator[Evidence]:
    """A = T^T diag(S, 0) T, S symmetric, with A^- = T^{-1} [[S^{-1}, L1], [L2, L3]] T^{-T}."""
    for rank in range(n + 1):
        shapes = {
            "s": (rank, rank), "t": (n, n), "z": (n, p),
            "p": (rank, n - rank), "q": (n - rank, rank), "r": (n - rank, n - rank),
        }  # fmt: skip
        letters = generic_matrices(shapes, "flint")
        S, T, Z = _generic_symmetric(letters, "s"), letters["t"], letters["z"]
        core, outer = inverse(S), inverse(T)
        L1, L2, L3 = (letters[name] * core.denominator for name in "pqr")
        top = Matrix(T.ring, T.rows[:rank], (rank, n))
        A = top.T @ S @ top
        middle = vcat(hcat(core.numerator, L1), hcat(L2, L3))
        numerator = outer.numerator @ middle @ outer.numerator.T
        denominator = core.denominator * outer.denominator * outer.denominator
        where = f"all symmetric A {n} x {n} of rank {rank}, Z {n} x {p}"
        sides = ((A @ Z).T @ numerator @ A @ Z, (Z.T @ A @ Z) * denominator)
        yield decide_identity(INVARIANCE_PART, where, *sides)


def _albert_identities(
    where: str, A: Matrix, D: Matrix, letters: dict[str, Matrix]
) -> Iterator[Evidence]:
    Z, B, v, w = (letters[name] for name in "zbvw")
    t: Any = letters["t"][0, 0]
    n, p = Z.shape
    schur = D - Z.T @ A @ Z
    block = vcat(hcat(A, A @ Z), hcat(Z.T @ A, D))
    I_n, I_p = Matrix.identity(Z.ring, n), Matrix.identity(Z.ring, p)
    zero = Matrix.zeros(Z.ring, n, p)
    upper = vcat(hcat(I_n, Z), hcat(zero.T, I_p))
    diagonal = vcat(hcat(A, zero), hcat(zero.T, schur))
    yield decide_identity(IF_PART, where, upper.T @ diagonal @ upper, block)
    general = vcat(hcat(A, B), hcat(B.T, D))
    at = vcat(v * t, w)
    expected = (v.T @ A @ v) * (t * t) + (v.T @ B @ w) * (2 * t) + w.T @ D @ w
    yield decide_identity(ONLY_IF_PART, where, at.T @ general @ at, expected)
    at = vcat(-(Z @ w), w)
    yield decide_identity(SCHUR_PART, where, at.T @ block @ at, w.T @ schur @ w)


def _sample(random: Random) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Symmetric A with a random {1}-inverse G, B and symmetric D, of a random kind.

    ``A = T^T diag(s, 0) T`` and ``G = T^{-1} [[diag(s)^{-1}, L1], [L2, L3]] T^{-T}``.
    """
    ring = rationals()
    n, p = random.randint(1, 3), random.randint(1, 2)
    q = random.randint(0, n)
    signs = [random.choice((1, 2, 1, 2, -1)) for _ in range(q)]
    T, inverse = random_invertible(random, n)
    middle = [list(row) for row in random_integer_matrix(random, n, n).rows]
    for i in range(q):
        middle[i][:q] = [1 / ring.convert(signs[i]) if i == j else ring.zero for j in range(q)]
    corner = Matrix.build(
        ring, (n, n), lambda i, j: ring.convert(signs[i]) if i == j < q else ring.zero
    )
    A, G = T.T @ corner @ T, inverse @ Matrix(ring, middle) @ inverse.T
    Z = random_integer_matrix(random, n, p, 2)
    B = A @ Z if random.random() < 0.75 else random_integer_matrix(random, n, p, 2)
    factor = random_integer_matrix(random, p, random.randint(1, p), 2)
    D = Z.T @ A @ Z + random.choice((1, 1, -1)) * factor.gram()
    return A, G, B, D


def _right_side(A: Matrix, G: Matrix, B: Matrix, D: Matrix) -> str:
    """Which of the three conditions is the first to fail, or ``psd``."""
    from symbolic.algebra.linalg import is_psd, range_included

    if not is_psd(A):
        return KINDS[1]
    if not range_included(B, A):
        return KINDS[2]
    return KINDS[0] if is_psd(D - B.T @ G @ B) else KINDS[3]


def _albert_at_points(settings: Settings) -> Evidence:
    from symbolic.algebra.linalg import is_psd

    start = perf_counter()
    count = 100 if settings.quick else 400
    random = generator(settings.seed, "albert")
    kinds: Counter[str] = Counter()
    example = None
    for _ in range(count):
        A, G, B, D = _sample(random)
        kind = _right_side(A, G, B, D)
        kinds[kind] += 1
        block = vcat(hcat(A, B), hcat(B.T, D))
        if is_psd(block) != (kind == KINDS[0]):
            given = {
                "A": plain_rows(A),
                "A^-": plain_rows(G),
                "B": plain_rows(B),
                "D": plain_rows(D),
            }
            example = Counterexample(kind, given, {"[[A, B], [B^T, D]]": plain_rows(block)})
            break
    tally = ", ".join(f"{kinds[kind]} {kind}" for kind in KINDS)
    return Evidence(
        BOTH_PART,
        _outcome(example, enough=all(kinds[kind] for kind in KINDS)),
        Scope.POINTS,
        f"{count} random matrices",
        by=f"exact arithmetic, seed {settings.seed}",
        detail=f"{'one disagrees' if example else 'all agree'}: {tally}",
        seconds=perf_counter() - start,
        counterexample=example,
    )


def _outcome(example: Counterexample | None, *, enough: bool) -> Outcome:
    """Fails by an example; holds at points only if every kind of point was among them."""
    if example:
        return Outcome.FAILS
    return Outcome.HOLDS if enough else Outcome.OPEN


FORM_PART = "v^T (S^T M S) v = (S v)^T M (S v)"
ONTO_PART = "S (adj(S) w) = det(S) w: every w is S v for some v"
SYLVESTER_THEOREMS = {
    "M is psd iff S^T M S is, S nonsingular": fact_a25,
    "S^T M S is psd if M is, S of any shape (principal blocks)": fact_a25_any_shape,
    "A^T A is psd": fact_a25_gram,
}
INERTIA_PART = "the inertia is kept at random matrices"


def _decide_sylvester(settings: Settings) -> Iterator[Evidence]:
    for part, theorem in SYLVESTER_THEOREMS.items():
        yield from for_all_sizes(part, theorem, settings)
    for n in (1, 2, 3):
        letters = generic_matrices({"s": (n, n), "m": (n, n), "v": (n, 1)}, "flint")
        S, M, v = letters["s"], _generic_symmetric(letters, "m"), letters["v"]
        image, back = S @ v, inverse(S)
        form = v.T @ (S.T @ M @ S) @ v
        yield decide_identity(FORM_PART, f"size {n}", form, image.T @ M @ image)
        onto = S @ (back.numerator @ v)
        yield decide_identity(ONTO_PART, f"size {n}", onto, v * back.denominator)
    yield _sylvester_at_points(settings)


def _sylvester_at_points(settings: Settings) -> Evidence:
    from symbolic.algebra.linalg import inertia

    start = perf_counter()
    count = 50 if settings.quick else 200
    random = generator(settings.seed, "sylvester")
    kinds: set[tuple[int, int, int]] = set()
    example = None
    for _ in range(count):
        n = random.randint(1, 4)
        M = random_integer_matrix(random, n, n)
        M = M + M.T
        S, _ = random_invertible(random, n)
        S = random.choice((1, 2, -3)) * S
        kinds.add(inertia(M))
        if inertia(S.T @ M @ S) != inertia(M):
            given = {"M": plain_rows(M), "S": plain_rows(S)}
            example = Counterexample("inertia", given, {"S^T M S": plain_rows(S.T @ M @ S)})
            break
    return Evidence(
        INERTIA_PART,
        _outcome(example, enough=len(kinds) > 4),
        Scope.POINTS,
        f"{count} random matrices",
        by=f"exact arithmetic, seed {settings.seed}",
        detail=f"{'one disagrees' if example else 'all agree'}, {len(kinds)} different inertias",
        seconds=perf_counter() - start,
        counterexample=example,
    )


ALBERT_PARTS = (INVARIANCE_PART, IF_PART, ONLY_IF_PART, SCHUR_PART, BOTH_PART)
SYLVESTER_PARTS = (FORM_PART, ONTO_PART, INERTIA_PART)

ALBERT_CLAIM = Claim(
    id="fact-a24",
    title="Semidefinite block matrices (Albert; Schur complement)",
    section="A.4",
    line=321,
    role="used at",
    statement=(
        "[[A, B], [B^T, D]] is psd if and only if A is psd, R(B) in R(A) and"
        " D - B^T A^- B is psd, for any {1}-inverse A^-."
    ),
    parts=(*ALBERT_THEOREMS, *ALBERT_PARTS),
    supporting=ALBERT_PARTS,
    decide=_decide_albert,
    theorems=tuple(ALBERT_THEOREMS.items()),
    hypotheses=("A and D symmetric", "A^- is any {1}-inverse of A"),
    uses=("fact-a22", "fact-a23"),
    proof=(
        "R(B) in R(A) says B = A Z, and then B^T A^- B = Z^T A Z. If: the block matrix is"
        " congruent to diag(A, D - Z^T A Z). Only if: where A v = 0 the form at (t v, w) is"
        " linear in t, so v^T B w = 0 for every w, hence ker A in ker B^T; then the form at"
        " (-Z w, w) is that of D - Z^T A Z."
    ),
    assumes=(
        "a real symmetric matrix of rank q is T^T diag(S, 0) T with T and S invertible, and"
        " R(A) is the orthogonal complement of ker A",
    ),
    trusts=("python-flint fmpz_mpoly", "python-flint fmpz_mat"),
    latex=(
        r"\begin{bmatrix} A & B \\ B^T & D \end{bmatrix} \succeq 0 \iff A \succeq 0,\ "
        r" \mathcal{R}(B) \subseteq \mathcal{R}(A),\ D - B^T A^- B \succeq 0"
    ),
)

SYLVESTER_CLAIM = Claim(
    id="fact-a25",
    title="Congruence keeps semidefiniteness (Sylvester)",
    section="A.6",
    line=401,
    role="used at",
    statement="For S nonsingular, M is psd if and only if S^T M S is psd.",
    parts=(*SYLVESTER_THEOREMS, *SYLVESTER_PARTS),
    supporting=SYLVESTER_PARTS,
    decide=_decide_sylvester,
    theorems=tuple(SYLVESTER_THEOREMS.items()),
    hypotheses=("M symmetric", "S nonsingular"),
    proof="The form of S^T M S at v is that of M at S v, and S is onto.",
    trusts=("python-flint fmpz_mpoly", "python-flint fmpz_mat"),
    latex=(r"\det S \ne 0:\ M \succeq 0 \iff S^T M S \succeq 0"),
)
