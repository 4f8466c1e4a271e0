"""Q(sqrt n): field and order, linear algebra over it, and the critical points it makes exact."""

from fractions import Fraction
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numeric_crosscheck.decisions import criticality_at, multiplicities_at
from numeric_crosscheck.ladder import inertia_at, rank_at
from numeric_crosscheck.numbers import Surd, context, rounded
from proofs.evidence.claim import Outcome
from proofs.evidence.numeric_points import (
    compare_at_irrational_points,
    criticality,
    eigenvalues,
    hessian_inertia,
    irrational_points,
    numbers,
)
from proofs.evidence.paper import LADDER as ARCHITECTURES
from proofs.evidence.settings import Settings
from symbolic.algebra.elimination import field_inertia, field_rank
from symbolic.algebra.linalg import inertia, rank
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.quadratic_fields import Quadratic, QuadraticField
from symbolic.algebra.rings import rational_matrix
from symbolic.algebra.sampling import generator, random_integer_matrix
from symbolic.errors import ArchitectureError, RingError
from symbolic.networks.classification import Point
from symbolic.networks.irrational_points import irrational_point
from symbolic.networks.network import LinearNetwork

fractions = st.fractions(-20, 20, max_denominator=9)
elements = st.builds(Quadratic, fractions, fractions, st.just(5))


@given(elements, elements, elements)
def test_field_axioms(x: Quadratic, y: Quadratic, z: Quadratic) -> None:
    assert (x + y) * z == x * z + y * z
    assert (x * y) * z == x * (y * z)
    assert x - x == QuadraticField(5).zero
    if y:
        assert x / y * y == x


@given(elements, elements)
def test_the_order_is_the_one_of_the_reals(x: Quadratic, y: Quadratic) -> None:
    mp = context(60)
    value = rounded(mp, Surd(x.a, x.b, x.n))
    assert x.sign == (0 if not x else 1 if value > 0 else -1)
    assert (x * y).sign == x.sign * y.sign
    assert (-x).sign == -x.sign


@pytest.mark.parametrize("n", [-5, 0, 1, 4, 49])
def test_a_square_makes_no_field(n: int) -> None:
    with pytest.raises(RingError, match="no real quadratic field"):
        QuadraticField(n)


def test_two_fields_do_not_combine() -> None:
    with pytest.raises(RingError, match="do not combine"):
        QuadraticField(2).root + QuadraticField(3).root


@given(st.integers(0, 10**6))
def test_rank_and_inertia_agree_with_flint_on_rationals(seed: int) -> None:
    """Two algorithms: elimination and congruence here, FLINT and Descartes' rule there."""
    random = generator(seed)
    size = random.randint(1, 5)
    factor = random_integer_matrix(random, size, random.randint(1, 3), 2)
    matrix = factor.gram() - random_integer_matrix(random, size, 1, 2).gram()
    if random.random() < 0.3:  # a zero diagonal needs the added pair of rows
        matrix = Matrix.build(matrix.ring, matrix.shape, lambda i, j: matrix[i, j] * (i != j))
    over = QuadraticField(7).matrix(matrix)
    assert field_inertia(over) == inertia(over) == inertia(matrix)
    assert field_rank(over) == rank(over) == rank(matrix)


def test_rank_and_inertia_where_only_the_root_decides() -> None:
    field = QuadraticField(5)
    root = field.root
    dependent = Matrix(field, [[root, field.convert(5)], [field.one, root]])
    assert rank(dependent) == 1
    indefinite = Matrix(field, [[field.convert(2), root], [root, field.convert(2)]])
    assert inertia(indefinite) == (1, 1, 0)  # 2 - sqrt 5 < 0 < 2 + sqrt 5
    assert inertia(dependent @ dependent.T) == (1, 0, 1)


def test_the_golden_ratio() -> None:
    X, Y = rational_matrix([[1, 0], [0, 1]]), rational_matrix([[1, 1], [1, 0]])
    best, worst = (irrational_point(X, Y, (1,), top=top) for top in (True, False))
    assert best.network.ring.n == 5
    assert (best.inertia, worst.inertia) == ((3, 0, 1), (2, 1, 1))
    assert (worst.network.loss - best.network.loss) == QuadraticField(5).root / 2
    wide = irrational_point(X, Y, (2,), top=True)
    assert wide.inertia[1] == 1  # H = 1: one direction of two is a strict saddle
    deep = irrational_point(X, Y, (2, 2), top=True)
    assert deep.inertia[1] == 0  # H = 2: rank(W_2) = 1 < p, and the saddle is not strict


def test_data_that_make_no_such_point() -> None:
    square = rational_matrix([[1, 0], [0, 1]])
    with pytest.raises(ArchitectureError, match="rational"):
        irrational_point(square, square, (1,), top=True)
    with pytest.raises(ArchitectureError, match="d_y = 1"):
        irrational_point(square, rational_matrix([[1, 2]]), (1,), top=True)


@pytest.mark.parametrize("seed", range(3))
def test_generic_integer_data_at_sixty_digits(seed: int) -> None:
    """At 3,2,2,2 the numbers at 60 digits say what the exact route says."""
    points = [p for p in irrational_points(seed) if p.network.architecture.widths == (3, 2, 2, 2)]
    assert len(points) == 2
    for point in points:
        network = point.network
        assert isqrt(network.ring.n) ** 2 != network.ring.n
        W = [numbers(weight) for weight in network.W]
        data = numbers(network.X), numbers(network.Y)
        assert criticality_at(*data, W, 60).answer is True
        assert criticality_at(*data, [*W[:-1], [[Fraction(1)] * 2] * 2], 60).answer is False
        assert inertia_at(numbers(point.hessian), 60).inertia == point.inertia
        assert rank_at(numbers(network.C), 60).rank == rank(network.C) == 1


def test_rounded_weights_are_not_critical_and_the_ladder_sees_it() -> None:
    """Weights cut off after 30 digits: critical at 20 digits, clearly not at 100."""
    point = irrational_points(0)[0]
    mp = context(30)

    def cut(entry: Surd | Fraction) -> Fraction:
        value = rounded(mp, entry)
        return Fraction(int(value * 10**30), 10**30)

    W = [[[cut(entry) for entry in row] for row in numbers(weight)] for weight in point.network.W]
    data = numbers(point.network.X), numbers(point.network.Y)
    low, high = (criticality_at(*data, W, digits) for digits in (20, 100))
    assert (low.answer, low.clear) == (True, False)
    assert (high.answer, high.clear) == (False, True)


def test_multiplicities() -> None:
    rows = [[Fraction(x) for x in row] for row in ((2, 0, 0), (0, 2, 0), (0, 0, 1))]
    assert multiplicities_at(rows, 100).answer == (2, 1)
    assert multiplicities_at(rows, 100).clear
    assert not multiplicities_at(rows, 15).clear
    near = [list(row) for row in rows]
    near[0][0] += Fraction(1, 10**30)
    found = [multiplicities_at(near, digits) for digits in (20, 50)]
    assert [(f.answer, f.clear) for f in found] == [((2, 1), False), ((1, 1, 1), True)]
    zero = multiplicities_at([[Fraction(0)] * 2] * 2, 15)
    assert (zero.answer, zero.clear) == ((2,), True)


@pytest.mark.parametrize("compare", [criticality, hessian_inertia])
def test_the_routes_agree_at_irrational_points(compare: object) -> None:
    settings = Settings(ARCHITECTURES, quick=True)
    evidence = compare_at_irrational_points("part", "what", settings, compare)  # type: ignore[arg-type]
    assert evidence.outcome is Outcome.HOLDS
    assert "sqrt 5" in evidence.where


def test_a_sabotaged_exact_route_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(ARCHITECTURES, quick=True)
    monkeypatch.setattr(Point, "critical", property(lambda _self: True))
    evidence = compare_at_irrational_points("part", "what", settings, criticality)
    assert evidence.outcome is Outcome.OPEN


def test_the_eigenvalues_of_irrational_data_are_told_apart() -> None:
    X, Y = rational_matrix([[1, 0], [0, 1]]), rational_matrix([[1, 1], [1, 0]])
    rational = Point(LinearNetwork(X, Y, (rational_matrix([[0, 0], [0, 0]]),) * 2))
    (found,) = eigenvalues(rational)
    assert (found.clear, found.agrees) == (True, True)
