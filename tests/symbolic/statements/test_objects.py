"""Matrices as Python objects: the same statements as in the language, and the same mistakes."""

import pytest

from proofs.identity.decide import decide
from proofs.status import Status
from symbolic.errors import ExactnessError, ShapeError, StatementError
from symbolic.statements import statement
from symbolic.statements.objects import (
    D,
    I,
    K,
    O,
    det,
    full_column_rank,
    full_row_rank,
    ginv,
    hcat,
    inv,
    invertible,
    kron,
    matrix,
    orthogonal,
    pd,
    pinv,
    psd,
    range_in,
    rank,
    sizes,
    symmetric,
    tr,
    vcat,
    vec,
    vech,
)
from symbolic.statements.operators import Term

m, n, p = sizes("m n p")
A, B, S, E = matrix("A", m, n), matrix("B", n, p), matrix("S", n, n), matrix("E", p, p)
x = matrix("x", n, 1)

SAME = [
    (statement(rank(A @ B) <= rank(A)), "A: m x n, B: n x p |- rank(A*B) <= rank(A)"),
    (
        statement(
            (pinv(A @ B) == pinv(B) @ pinv(A)).iff(
                (pinv(A) @ A @ B @ B.T @ A.T == B @ B.T @ A.T)
                & (B @ pinv(B) @ A.T @ A @ B == A.T @ A @ B)
            )
        ),
        "A: m x n, B: n x p |- pinv(A*B) == pinv(B)*pinv(A) iff pinv(A)*A*B*T(B)*T(A) =="
        " B*T(B)*T(A) and B*pinv(B)*T(A)*A*B == T(A)*A*B",
    ),
    (
        statement(
            psd(vcat(hcat(S, B), hcat(B.T, E))).iff(
                psd(S) & range_in(B, S) & psd(E - B.T @ ginv(S) @ B)
            ),
            given=[symmetric(S), symmetric(E)],
        ),
        "S: n x n, E: p x p, B: n x p; symmetric(S), symmetric(E) |-"
        " psd(vcat(hcat(S,B),hcat(T(B),E))) iff"
        " psd(S) and range(B) in range(S) and psd(E - T(B)*ginv(S)*B)",
    ),
    (
        statement(vec(A @ B) == kron(B.T, I(m)) @ vec(A)),
        "A: m x n, B: n x p |- vec(A*B) == kron(T(B), I(m))*vec(A)",
    ),
    (
        statement(D(n) @ vech(S) == vec(S), given=[S == S.T]),
        "S: n x n; S == T(S) |- D(n)*vech(S) == vec(S)",
    ),
    (
        statement(x.T @ S @ x >= 0, given=[pd(S), x != 0]),
        "S: n x n, x: n x 1; pd(S), x != O(n,1) |- T(x)*S*x >= 0",
    ),
    (
        statement(K(m, n) @ K(n, m) == I(m * n)),
        "m: size, n: size |- K(m,n)*K(n,m) == I(m*n)",
    ),
    (
        statement(tr(S) / 2 + 1 == 3 * det(S) - rank(S) * n),
        "S: n x n |- 1/2*tr(S) + 1 == 3*det(S) - rank(S)*n",
    ),
    (
        statement((2 * S - S / 3 + -S == S * "1/2") & (O(n, n) != S)),
        "S: n x n |- 2*S - 1/3*S - S == 1/2*S and O(n,n) != S",
    ),
    (
        statement(inv(S) @ S == I(n), given=[invertible(S) & orthogonal(S)]),
        "S: n x n; invertible(S), orthogonal(S) |- inv(S)*S == I(n)",
    ),
    (
        statement(full_column_rank(A) & full_row_rank(B), given=[1 - tr(S) <= 2, m + n == 3]),
        "S: n x n, A: m x n, B: n x p; 1 - tr(S) <= 2, m + n == 3"
        " |- full_column_rank(A) and full_row_rank(B)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("built", "text"), SAME, ids=[text[:40] for _, text in SAME])
def test_objects_and_text_make_the_same_statement(built, text: str) -> None:
    read = statement(text)
    assert built == read
    assert statement(built.source) == built


def test_a_statement_of_objects_is_decided() -> None:
    decision = decide(statement(pinv(A @ B) == pinv(B) @ pinv(A)))
    assert decision.verdict is Status.REFUTED
    assert decision.counterexample is not None
    assert set(decision.counterexample.letters) == {"A", "B"}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: A @ A, "product of m x n and m x n"),
        (lambda: A + A.T, "sum of m x n and n x m"),
        (lambda: A.T == A, "== of n x m and m x n"),
        (lambda: hcat(A, B), "hcat of m x n and n x p"),
        (lambda: vcat(A, B), "vcat of m x n and n x p"),
        (lambda: inv(A), "inv of m x n and n x m"),
        (lambda: psd(A), "psd of m x n and n x m"),
        (lambda: tr(A), "tr of m x n and n x m"),
        (lambda: range_in(A, B), "range_in of m x n and n x p"),
        (lambda: A + 1, "combination of m x n and 1 x 1"),
        (lambda: A <= A.T.T, "combination of m x n and 1 x 1"),
        (lambda: statement(A == 0, given=[matrix("A", n, n) == 0]), "matrix A of n x n and m x n"),
    ],
)
def test_a_size_that_does_not_fit_is_refused_where_it_is_written(make, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        make()


def test_what_is_no_term_is_refused() -> None:
    with pytest.raises(ExactnessError, match="float"):
        A * 0.5
    with pytest.raises(TypeError, match="is a number, not a matrix"):
        pinv(rank(A))
    with pytest.raises(TypeError, match="is no size"):
        I(rank(A))
    with pytest.raises(TypeError, match="is no size"):
        matrix("Z", 0, n)
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(A)
    with pytest.raises(TypeError, match="not decided by itself"):
        assert A == A.T.T
    with pytest.raises(StatementError, match='"in" is a word of the language'):
        statement(matrix("in", n, n) == 0)
    with pytest.raises(StatementError):
        statement(matrix("A |- 1 == 1", n, n) == 0)


def test_terms_show_what_they_are() -> None:
    assert repr(pinv(A.T @ A) @ A.T - 2 * A.T) == "pinv(T(A)*A)*T(A) - 2*T(A)"
    assert isinstance(A.T, Term)
