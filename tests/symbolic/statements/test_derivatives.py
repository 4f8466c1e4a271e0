"""Derivatives: what is written out is the coefficient of t in F(X + t V), for every kind of term.

| asked | evidence here |
|---|---|
| along, along2 are the first and second derivative | power series, which know no rule for it |
| grad and jac say the same of all directions | the same, at random directions |
| nested, through definitions, by numbers | a table, decided |
| what has no derivative, or no way to be written, is refused | a table of mistakes |
| what f needs to have a value stays a hypothesis | also where the derivative has lost it |
| a determinant is derived where it is not zero only | statements about singular matrices |
| a wrong derivative is refuted | each of the literature's, changed |
"""

from fractions import Fraction
from random import Random

import pytest

from proofs.identity.decide import decide
from proofs.identity.files import library
from proofs.status import Status
from symbolic.errors import StatementError
from symbolic.statements import derivative_calls, differentials, gradients, jacobians
from symbolic.statements.build import as_scalar, times
from symbolic.statements.derivative_checks import check_derivatives
from symbolic.statements.differentials import along
from symbolic.statements.gradients import gradient
from symbolic.statements.jacobians import jacobian
from symbolic.statements.parser import statement
from symbolic.statements.power_series import Rows, Series, Values, moving
from symbolic.statements.syntax import Equal, Letter, Matrix, Number, Scalar
from symbolic.statements.tidying import tidied, tidied_number

SHAPES = "X: n x m, Y: n x n, A: m x n, B: m x n, C: n x n, u: n x 1, v: m x 1, l: number"
MATRICES = (
    "A*X*B", "T(X)*C*X", "X*T(X)*C", "kron(A, X)", "kron(X, T(X))", "vec(X*A)", "T(vec(X))",
    "inv(Y)", "inv(C + Y*T(Y))*u", "hcat(X, C)*vcat(v, u)", "vcat(X*A, T(Y))", "(T(u)*X*v)*X",
    "X/(T(v)*v + 1)", "Y^3", "Y*inv(Y)*C", "kron(Y, inv(C))*vec(C*Y)", "l*X + X*A*X",
    "hcat(X, Y, u)", "tr(Y)*Y - 2*T(Y)", "K(n,m)*vec(X)", "inv(Y*C)*X", "T(X)/tr(C*Y)",
)  # fmt: skip
NUMBERS = (
    "tr(A*X)", "tr(X*A*X*A)", "sq(A*X*B - A)", "T(u)*X*v", "(T(u)*X*v)^3", "tr(Y^3*C)",
    "tr(X*A*inv(Y))", "det(Y)", "det(Y*C)*tr(Y)", "1/(T(u)*Y*u)", "tr(kron(Y, C))",
    "sq(vec(X))", "sq(kron(T(A), C)*vec(C*X))", "sq(kron(A, C)*vec(X*A))", "inner(X, C*X)",
    "tr(hcat(Y, X)*vcat(C, A))",
    "sq(l*X - T(A))/2", "T(vec(X))*vec(C*X)", "tr(T(X)*inv(C)*X)*l", "sq(K(n,m)*vec(X))",
    "det(C + u*T(u)*Y)", "tr(T(3*I(n))*Y*T(2*I(n)))*5", "2*inner(3*I(n), Y)",
    "l*sq(T(2*I(n)))*tr(T(l*I(n))*Y)",
)  # fmt: skip
LETTERS = ("X", "Y", "l")
SIZES = ({"m": 2, "n": 3}, {"m": 3, "n": 2}, {"m": 1, "n": 2}, {"m": 2, "n": 1})


def read(text: str) -> tuple[Matrix | Scalar, dict[str, Letter]]:
    """A term over the letters of `SHAPES`, as the language reads it."""
    given = statement(f"{SHAPES}, Z = {text} |- Z == Z and l == l")
    letters = {letter.name: letter for letter in given.letters}
    relation = given.relations[0]
    return (relation.left if isinstance(relation, Equal) else relation.parts[0]), letters  # type: ignore[return-value]


def random_rows(random: Random, height: int, width: int) -> list[list[Fraction]]:
    return [[Fraction(random.randint(-3, 3)) for _ in range(width)] for _ in range(height)]


class Instance:
    """A random point, a direction of one letter, and series along it."""

    def __init__(self, letters: dict[str, Letter], by: str, seed: int) -> None:
        random = Random(seed)
        self.sizes = SIZES[seed % len(SIZES)]
        shape = {n: tuple(k.at(self.sizes) for k in x.shape) for n, x in letters.items()}
        point = {n: random_rows(random, *size) for n, size in shape.items()}
        self.V = random_rows(random, *shape[by])
        still: dict[str, Rows] = {
            n: [[Series(x) for x in row] for row in rows] for n, rows in point.items()
        }
        still["V"] = [[Series(x) for x in row] for row in self.V]
        self.still = Values(self.sizes, still, 7_000)
        self.moving = Values(self.sizes, still | {by: moving(still[by], self.V)}, 7_000)

    def coefficient(self, term: Matrix | Scalar, n: int) -> list[list[Fraction]]:
        """Of t^n in the term along the direction."""
        return [[x.a[n] for x in row] for row in rows_of(self.moving, term)]

    def value(self, term: Matrix | Scalar) -> list[list[Fraction]]:
        return [[x.a[0] for x in row] for row in rows_of(self.still, term)]


def rows_of(values: Values, term: Matrix | Scalar) -> Rows:
    return values.matrix(term) if isinstance(term, Matrix) else [[values.scalar(term)]]


def instances(text: str, by: str, count: int = 6):
    """The term with points at which it has a value."""
    term, letters = read(text)
    found, seed = 0, 0
    while found < count:
        seed += 1
        try:
            here = Instance(letters, by, seed)
            here.coefficient(term, 0)
        except ZeroDivisionError:
            continue
        found += 1
        yield term, letters[by], here


@pytest.mark.parametrize("by", LETTERS)
@pytest.mark.parametrize("text", MATRICES + NUMBERS)
def test_along_is_the_coefficient_of_t(text: str, by: str) -> None:
    for term, letter, here in instances(text, by):
        direction = Letter("V", letter.shape)
        first = along(term, letter, direction)
        second = along(first, letter, direction)
        assert here.value(first) == here.coefficient(term, 1)
        assert here.value(second) == [[2 * x for x in row] for row in here.coefficient(term, 2)]
        tidy = tidied(first) if isinstance(first, Matrix) else tidied_number(first)
        assert here.value(tidy) == here.value(first)


@pytest.mark.parametrize("by", ["X", "Y"])
@pytest.mark.parametrize("text", NUMBERS)
def test_the_gradient_says_it_of_every_direction(text: str, by: str) -> None:
    for term, letter, here in instances(text, by):
        found = gradient(as_scalar(term), letter)
        for written in (found, tidied(found)):
            assert written.shape == letter.shape
            pairs = zip(here.value(written), here.V, strict=True)
            inner = sum((x * y for p, q in pairs for x, y in zip(p, q, strict=True)), Fraction(0))
            assert [[inner]] == here.coefficient(term, 1)


@pytest.mark.parametrize("by", LETTERS)
@pytest.mark.parametrize("text", MATRICES + NUMBERS)
def test_the_jacobian_says_it_of_every_direction(text: str, by: str) -> None:
    for term, letter, here in instances(text, by):
        found = jacobian(term, letter)
        direction = [here.V[i][j] for j in range(len(here.V[0])) for i in range(len(here.V))]
        moved = here.coefficient(term, 1)
        stacked = [moved[i][j] for j in range(len(moved[0])) for i in range(len(moved))]
        for written in (found, tidied(found)):
            rows = here.value(written)
            images = [sum((x * v for x, v in zip(row, direction, strict=True)), Fraction(0))
                      for row in rows]  # fmt: skip
            assert images == stacked


MISTAKES = {
    "X: m x n |- grad(X*T(X), X) == 0": "a gradient is of a number, not of m x m: write jac(F, X)",
    "X: m x n |- grad(rank(X), X) == 0": "grad: a rank has no derivative",
    "X: m x n |- grad(tr(pinv(X)*X), X) == 0": "where the rank of M changes",
    "X: m x n |- grad(sq(X), 2*X) == 0": "grad is taken by a declared matrix or number",
    "X: m x n, M = 2*X |- grad(sq(X), M) == 0": "grad is taken by a declared matrix or number",
    "X: m x n |- grad(sq(X)) == 0": "grad takes 2 arguments, not 1",
    "X: m x n, V: n x m |- along(X, X, V) == V": "a direction of n x m, X is m x n",
    "X: n x n |- grad(det(X), X) == 0": "is written with inv(M): say invertible(M)",
    "X: n x n; not invertible(X) |- grad(det(X), X) == 0": "say invertible(M)",
    "X: n x n; invertible(X) implies pd(X) |- grad(det(X), X) == 0": "say invertible(M)",
    "X: n x n, A: p x p, u: (n*p) x 1 |- grad(T(u)*kron(A, X)*u, X) == 0": "without entries",
    "X: n x n, A: (n*n) x (n*n) |- grad(T(vec(X))*A*vec(X), X) == 0": "say it of all directions",
    "A: n x n |- for all X: n x n: grad(det(X), X) == 0": 'of the bound name "X"',
    "X: n x n |- diff(X, X) == 0": "write grad(f, X), jac(F, X), along(F, X, V)",
}


@pytest.mark.parametrize(("text", "message"), MISTAKES.items())
def test_what_is_no_derivative_is_refused(text: str, message: str) -> None:
    with pytest.raises(StatementError) as caught:
        statement(text)
    assert message in str(caught.value)


def test_a_derivative_has_a_definition_and_nests() -> None:
    E, by = "A: m x n, B: m x p, X: n x p, V: n x p, E = A*X - B, L = sq(E)/2", "|-"
    for right in (
        "grad(L, X) == T(A)*E",
        "jac(grad(L, X), X) == kron(I(p), T(A)*A)",
        "along(L, X, V) == inner(grad(L, X), V)",
        "along2(L, X, V) == inner(V, along(grad(L, X), X, V))",
        "along2(L, X, X) == sq(A*X)",
        "psd(jac(grad(L, X), X))",
    ):
        assert decide(f"{E} {by} {right}").verdict is Status.PROVED, right


def test_a_derivative_by_a_number() -> None:
    given = "A: n x n, l: number"
    for right in (
        "grad(tr((A + l*I(n))^2), l) == 2*tr(A) + 2*l*n", "along(l^3*A, l, 2) == 6*l^2*A",
        "along2(l^3*A, l, 1) == 6*l*A", "jac(l*A, l) == vec(A)", "grad(l^2, l) == 2*l",
    ):  # fmt: skip
        assert decide(f"{given} |- {right}").verdict is Status.PROVED, right


def test_multiples_of_the_identity_keep_all_their_factors() -> None:
    for text, factor in (
        ("2*inner(3*I(n), X)", 6), ("tr(T(2*I(n))*X*T(3*I(n)))", 6), ("2*tr(T(-I(n))*X)", -2),
    ):  # fmt: skip
        given = f"X: n x n |- grad({text}, X) =="
        assert decide(f"{given} {factor}*I(n)").verdict is Status.PROVED, text
        assert decide(f"{given} {abs(factor) // 2}*I(n)").verdict is Status.REFUTED, text


@pytest.mark.parametrize("text", ["grad(sq(A)/(O(1,n)*v), A)", "along(A/sq(O(1,n)), A, A)",
                                  "A/(O(1,n)*v) + A/(O(1,n)*v)"])  # fmt: skip
def test_a_division_by_what_is_zero_is_written_as_it_stands(text: str) -> None:
    given = statement(f"v: n x 1, A: n x n |- {text} == ?")
    assert [type(h).__name__ for h in given.implied] == ["Compare"]
    assert "/(O(1,n)*v)" in given.notes[0] or "/tr(" in given.notes[0]


def test_a_derivative_is_taken_before_a_hypothesis_is_used() -> None:
    assert decide("t: number; t == 0 |- grad(t^2 + 3*t, t) == 3").verdict is Status.PROVED
    assert decide("x: n x 1; x == 0 |- grad(sq(x), x) == 0").verdict is Status.PROVED
    wrong = "A: n x n, x: n x 1; symmetric(A), A*x == 0 |- grad(T(x)*A*x, A) == O(n, n)"
    assert decide(wrong).verdict is Status.REFUTED


def test_what_gave_a_value_stays_a_hypothesis() -> None:
    for text in (
        "A: n x n, X: n x n |- grad(tr(inv(A)*A) + tr(X), X) == I(n)",
        "A: n x n, l: number |- grad(tr(A)/l, A) == I(n)/l",
        "l: number, x: n x 1 |- grad(1/l, x) == 0",
    ):
        given = statement(text)
        assert len(given.implied) == 1
        assert decide(given).verdict is Status.PROVED
    vacuous = statement("A: n x n, X: n x n |- grad(tr(inv(A)), X) == 0 and invertible(A)")
    assert decide(vacuous).verdict is Status.PROVED
    assert [str(type(h).__name__) for h in vacuous.implied] == ["Property"]


@pytest.mark.parametrize("given", ["invertible(X)", "pd(X)", "orthogonal(X)", "det(X) != 0"])
def test_a_determinant_is_derived_where_it_is_not_zero(given: str) -> None:
    text = f"X: n x n; {given} |- grad(det(X), X) == det(X)*T(inv(X))"
    assert decide(text).verdict is Status.PROVED
    assert decide(text.replace("T(inv(X))", "inv(X)")).verdict is (
        Status.PROVED if given == "pd(X)" else Status.REFUTED
    )


WRONG = {
    "grad": ("grad(sq(X)/2, X) == 2*X", gradients, "gradient"),
    "jac": ("jac(A*X, X) == 2*kron(I(n), A)", jacobians, "jacobian"),
    "along": ("along(A*X, X, B) == 2*A*B", differentials, "along"),
    "along2": ("along2(X*X, X, B) == 4*B*B", differentials, "along"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_derivative_that_is_written_out_wrongly_is_an_alarm_and_no_verdict(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, module, name = WRONG[kind]
    source = f"X: n x n, A: n x n, B: n x n |- {text}"
    assert decide(source).verdict is Status.REFUTED
    right = getattr(module, name)
    monkeypatch.setattr(derivative_calls, name, lambda *of: doubled(right(*of)))
    with pytest.raises(AssertionError, match=f"{kind} was written out wrongly"):
        decide(source)


def doubled(found: Matrix | Scalar) -> Matrix | Scalar:
    return times(Number(Fraction(2)), found)


def test_every_derivative_of_the_library_is_compared() -> None:
    for item in library("*_derivatives.txt"):
        derivatives = item.statement.derivatives
        assert derivatives, item.name
        assert check_derivatives(derivatives, 7) == 2 * len(derivatives), item.name
