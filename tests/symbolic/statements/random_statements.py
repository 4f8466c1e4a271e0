"""Random well-typed statements, of every kind of term, and random instances of them."""

from fractions import Fraction
from random import Random

from symbolic.statements import random_matrices as families
from symbolic.statements.build import scalar_product, scalar_sum, scale, times, total
from symbolic.statements.flint_evaluation import Instance
from symbolic.statements.formula_nodes import conjunction
from symbolic.statements.sizes import ONE, Shape, Size
from symbolic.statements.syntax import (
    Commutation,
    Compare,
    Det,
    Duplication,
    Entry,
    Equal,
    Ginv,
    Hcat,
    Identity,
    Iff,
    Inv,
    Kron,
    Letter,
    Matrix,
    Number,
    Pinv,
    Property,
    RangeIn,
    Rank,
    Relation,
    Scalar,
    SizeValue,
    Statement,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Vech,
    Zero,
)

M, N = Size.named("m"), Size.named("n")
LETTERS = (
    Letter("A", (M, N)),
    Letter("B", (N, M)),
    Letter("C", (N, N)),
    Letter("E", (M, M)),
    Letter("x", (N, ONE)),
)


def random_statement(random: Random) -> Statement:
    """A statement over five letters, whose text is that of its terms."""
    hypotheses = tuple(random_relation(random, 1) for _ in range(random.choice((0, 0, 1))))
    left = tuple(random_relation(random, 2) for _ in range(random.choice((1, 1, 2))))
    right = random_relation(random, 2) if random.random() < 0.3 else None
    goal = conjunction(left)
    return Statement(LETTERS, hypotheses, goal if right is None else Iff(goal, right))


def random_relation(random: Random, depth: int) -> Relation:
    shape = random.choice(((M, N), (N, N), (N, M), (M, M)))
    square = random.choice((M, N))
    match random.randrange(5):
        case 0 | 1:
            left, right = (random_matrix(random, shape, depth) for _ in range(2))
            return Equal(left, right, random.random() < 0.2)
        case 2:
            sign = random.choice(("==", "!=", "<=", ">="))
            return Compare(random_scalar(random, depth), sign, random_scalar(random, depth))
        case 3:
            other = random_matrix(random, (shape[0], random.choice((M, N))), depth)
            return RangeIn(random_matrix(random, shape, depth), other)
    name = random.choice(Property.NAMES)
    shape = (square, square) if name in Property.SQUARE else shape
    return Property(name, random_matrix(random, shape, depth))


def random_matrix(random: Random, shape: Shape, depth: int) -> Matrix:
    """A term of this shape."""
    letters = [letter for letter in LETTERS if letter.shape == shape]
    leaves: list[Matrix] = [*letters, *letters, Zero(*shape)]
    if shape[0] == shape[1]:
        leaves.append(Identity(shape[0]))
    if depth == 0:
        return random.choice(leaves)

    def part(*inner: Size) -> Matrix:
        return random_matrix(random, (inner[0], inner[1]), depth - 1)

    rows, columns = shape
    middle = random.choice((M, N, ONE))
    options = [
        lambda: total((part(*shape), part(*shape))),
        lambda: product(part(rows, middle), part(middle, columns)),
        lambda: product(part(rows, middle), part(middle, columns)),
        lambda: scale(random_scalar(random, depth - 1), part(*shape)),
        lambda: Transpose(part(columns, rows)),
        lambda: Pinv(part(columns, rows)),
        lambda: Ginv(part(columns, rows)),
        lambda: Kron(part(*shape), part(ONE, ONE)),
        lambda: Kron(part(ONE, columns), part(rows, ONE)),
        lambda: product(Hcat((part(rows, M), part(rows, N))), Zero(M + N, columns)),
        lambda: product(
            Hcat((part(rows, M), part(rows, N))), Vcat((part(M, columns), part(N, columns)))
        ),
        lambda: (
            product(Transpose(Vec(part(middle, N))), Kron(Identity(N), part(middle, ONE)))
            if rows == ONE and columns == N
            else part(*shape)
        ),
    ]
    if rows == columns:
        options += [
            lambda: Inv(part(*shape)),
            lambda: product(
                product(Transpose(Kron(Identity(rows), part(middle, ONE))), Zero(rows * middle, N)),
                part(N, columns),
            ),
            lambda: product(
                product(Kron(Identity(rows), part(ONE, N)), Commutation(N, rows)),
                Kron(part(N, ONE), Identity(rows)),
            ),
        ]
    return random.choice(options)()


def product(left: Matrix, right: Matrix) -> Matrix:
    found = times(left, right)
    assert isinstance(found, Matrix)
    return found


def random_scalar(random: Random, depth: int) -> Scalar:
    """A number."""
    leaves: list[Scalar] = [
        Number(Fraction(random.randint(-3, 3), random.randint(1, 2))),
        SizeValue(random.choice((M, N, M * N, M + N))),
    ]
    if depth == 0:
        return random.choice(leaves)
    square = random.choice((M, N))
    shape = random.choice(((M, N), (N, M), (N, N)))
    match random.randrange(7):
        case 0:
            return Rank(random_matrix(random, shape, depth - 1))
        case 1:
            return Trace(random_matrix(random, (square, square), depth - 1))
        case 2:
            return Det(random_matrix(random, (square, square), depth - 1))
        case 3:
            return Entry(random_matrix(random, (ONE, ONE), depth - 1))
        case 4:
            return scalar_sum(tuple(random_scalar(random, depth - 1) for _ in range(2)))
        case 5:
            return scalar_product(tuple(random_scalar(random, depth - 1) for _ in range(2)))
    vech = Vech(random_matrix(random, (N, N), depth - 1))
    return Entry(product(Transpose(vech), product(Transpose(Duplication(N)), Vec(LETTERS[2]))))


def random_instance(random: Random, most: int = 3) -> Instance:
    """Integer matrices for the letters."""
    sizes = {"m": random.randint(1, most), "n": random.randint(1, most)}
    letters = {}
    for letter in LETTERS:
        shape = letter.shape[0].at(sizes), letter.shape[1].at(sizes)
        letters[letter.name] = random.choice(families.INTEGER)(random, *shape)
    return Instance(sizes, letters)
