"""A statement evaluated at given matrices, in plain fractions: the last word on an instance.

Nothing here is shared with the search that finds counterexamples: no library, no echelon form, no
generalized inverse of `symbolic.algebra.linalg`; only the terms as they were read. Matrices are
lists of rows of `Fraction`. The {1}-inverses are given as well and are checked (M G M = M), so that
a statement about any {1}-inverse is evaluated at one that the reader sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symbolic.statements import fraction_matrices as plain
from symbolic.statements.canonical import canonical
from symbolic.statements.formula_nodes import conjuncts, sides
from symbolic.statements.fraction_matrices import ONE, ZERO, NoInstanceError, Rows
from symbolic.statements.quantifiers import MAX_ALL_TRIES, Unknowns
from symbolic.statements.syntax import (
    And,
    Commutation,
    Compare,
    Det,
    Duplication,
    Entry,
    Equal,
    Exists,
    ForAll,
    Formula,
    Ginv,
    Hcat,
    Identity,
    Iff,
    Implies,
    Inv,
    Kron,
    Letter,
    Matrix,
    Not,
    Number,
    Or,
    Pinv,
    Product,
    Property,
    RangeIn,
    Rank,
    Reciprocal,
    Relation,
    Scalar,
    ScalarProduct,
    ScalarSum,
    Scale,
    SizeValue,
    Statement,
    Sum,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Vech,
    Zero,
)
from symbolic.statements.truth import Evaluation, Found, Truth, every, negated


def evaluate(
    statement: Statement,
    sizes: Mapping[str, int],
    letters: Mapping[str, Rows],
    inverses: Mapping[Matrix, Rows],
) -> Evaluation:
    """The statement at these matrices; `inverses` by the canonical argument of the ginv.

    Raises `NoInstanceError` where a matrix has the wrong size, or G is no {1}-inverse of M.
    """
    if any(sizes[name] < 1 for name in statement.sizes):
        raise NoInstanceError("a size below 1")
    here = _Instance(sizes, letters, inverses)
    for letter in statement.letters:
        _require_shape(letters[letter.name], here.shape(letter), letter.name)
    left, right = sides(statement.conclusion)
    return Evaluation(
        tuple(map(here.found, (*statement.implied, *statement.hypotheses))),
        tuple(map(here.found, conjuncts(left))),
        None if right is None else tuple(map(here.found, conjuncts(right))),
    )


def truth_at(
    formula: Formula,
    sizes: Mapping[str, int],
    letters: Mapping[str, Rows],
    inverses: Mapping[Matrix, Rows],
) -> Truth:
    """Whether a formula holds at these matrices; None where that is not known."""
    return _Instance(sizes, letters, inverses).truth(formula)


def _require_shape(rows: Rows, shape: tuple[int, int], what: str) -> None:
    if len(rows) != shape[0] or any(len(row) != shape[1] for row in rows):
        raise NoInstanceError(f"{what} is not {shape[0]} x {shape[1]}")


class _Instance:
    """The values of terms at one instance."""

    def __init__(
        self,
        sizes: Mapping[str, int],
        letters: Mapping[str, Rows],
        inverses: Mapping[Matrix, Rows],
        tries: list[int] | None = None,
    ) -> None:
        self.tries = tries
        self.sizes = sizes
        self.letters = letters
        self.inverses = inverses

    def shape(self, matrix: Matrix) -> tuple[int, int]:
        """The shape of a term here."""
        rows, columns = matrix.shape
        return rows.at(self.sizes), columns.at(self.sizes)

    def truth(self, formula: Formula) -> Truth:
        """Whether a formula holds here, in the three-valued logic of Kleene."""
        match formula:
            case And(parts):
                return every([self.truth(part) for part in parts])
            case Or(parts):
                return negated(every([negated(self.truth(part)) for part in parts]))
            case Not(of):
                return negated(self.truth(of))
            case Implies(left, right):
                return self.truth(Or((Not(left), right)))
            case Iff(left, right):
                one, other = self.truth(left), self.truth(right)
                return None if one is None or other is None else one == other
            case ForAll(letter, of):
                return negated(self.truth(Exists(letter, Not(of))))
            case Exists():
                return self._some(formula)
        assert isinstance(formula, Relation)
        return self._relation(formula).holds

    def _some(self, formula: Formula) -> Truth:
        """Whether there are matrices for names that are bound one after another."""
        shapes: dict[str, tuple[int, int]] = {}
        while True:
            match formula:
                case Not(Not(of)):
                    formula = of
                case Exists(letter, of):
                    shapes[letter.name] = self.shape(letter)
                    formula = of
                case Not(ForAll(letter, of)):
                    shapes[letter.name] = self.shape(letter)
                    formula = Not(of)
                case _:
                    break

        tries = [MAX_ALL_TRIES] if self.tries is None else self.tries

        def among(values: Mapping[str, Rows]) -> _Instance:
            return _Instance(self.sizes, {**self.letters, **values}, self.inverses, tries)

        unknowns = Unknowns(
            shapes,
            lambda part, values: among(values).truth(part),
            lambda relation, values: among(values).gap(relation),
            tries,
        )
        return unknowns.exists(formula)

    def gap(self, relation: Relation) -> list[Fraction]:
        """The entries of the left side minus the right side of an equation or a comparison."""
        match relation:
            case Equal(left, right):
                a, b = self.matrix(left), self.matrix(right)
            case Compare(low, _, high):
                return [self.scalar(low) - self.scalar(high)]
            case Property("symmetric", of):
                a = self.matrix(of)
                b = plain.transposed(a)
            case _:
                raise TypeError(relation)
        return [x - y for p, q in zip(a, b, strict=True) for x, y in zip(p, q, strict=True)]

    def found(self, formula: Formula) -> Found:
        """A formula here; of a relation also the values of its sides."""
        if isinstance(formula, Relation):
            return self._relation(formula)
        return Found(formula, self.truth(formula), ())

    def _relation(self, relation: Relation) -> Found:
        match relation:
            case Equal(left, right, negated):
                a, b = self.matrix(left), self.matrix(right)
                return Found(relation, (a == b) is not negated, (a, b))
            case Compare(low, sign, high):
                x, y = self.scalar(low), self.scalar(high)
                holds = {
                    "==": x == y, "!=": x != y, "<=": x <= y, ">=": x >= y, "<": x < y, ">": x > y
                }[sign]  # fmt: skip
                return Found(relation, holds, (x, y))
            case RangeIn(inner, outer):
                a, b = self.matrix(inner), self.matrix(outer)
                wider = [y + x for x, y in zip(a, b, strict=True)]
                return Found(relation, plain.rank(wider) == plain.rank(b), (a, b))
            case Property(name, of):
                a = self.matrix(of)
                return Found(relation, plain.has_property(name, a), (a,))
        raise TypeError(relation)

    def matrix(self, term: Matrix) -> Rows:
        """The value of a matrix."""
        match term:
            case Letter(name):
                return self.letters[name]
            case Sum(terms):
                return plain.total([self.matrix(part) for part in terms])
            case Product(factors):
                return plain.product([self.matrix(part) for part in factors])
            case Scale(factor, of):
                c = self.scalar(factor)
                return [[c * x for x in row] for row in self.matrix(of)]
            case Transpose(of):
                return plain.transposed(self.matrix(of))
            case Kron(left, right):
                return plain.kron(self.matrix(left), self.matrix(right))
            case Vec(of):
                return [[x] for column in plain.transposed(self.matrix(of)) for x in column]
            case Vech(of):
                columns = plain.transposed(self.matrix(of))
                return [[x] for j, column in enumerate(columns) for x in column[j:]]
            case Hcat(blocks):
                values = [self.matrix(block) for block in blocks]
                return [[x for row in rows for x in row] for rows in zip(*values, strict=True)]
            case Vcat(blocks):
                return [row for block in blocks for row in self.matrix(block)]
        return self._special(term)

    def _special(self, term: Matrix) -> Rows:
        match term:
            case Inv(of):
                return plain.inverse(self.matrix(of))
            case Pinv(of):
                return plain.pseudoinverse(self.matrix(of))
            case Ginv(of):
                return self._one_inverse(of)
            case Identity():
                return plain.identity(self.shape(term)[0])
            case Zero():
                height, width = self.shape(term)
                return [[ZERO] * width for _ in range(height)]
            case Commutation(rows, columns):
                return plain.commutation(rows.at(self.sizes), columns.at(self.sizes))
            case Duplication(size):
                return plain.duplication(size.at(self.sizes))
        raise TypeError(term)

    def _one_inverse(self, of: Matrix) -> Rows:
        M, G = self.matrix(of), self.inverses[canonical(of)]
        _require_shape(G, self.shape(of)[::-1], "a {1}-inverse")
        if plain.product([M, G, M]) != M:
            raise NoInstanceError("a matrix that is no {1}-inverse: M G M is not M")
        return G

    def scalar(self, term: Scalar) -> Fraction:
        """The value of a number."""
        match term:
            case Number(value):
                return value
            case SizeValue(size):
                return Fraction(size.at(self.sizes))
            case Reciprocal(of):
                divisor = self.scalar(of)
                if not divisor:
                    raise NoInstanceError("division by zero")
                return 1 / divisor
            case Rank(of):
                return Fraction(plain.rank(self.matrix(of)))
            case Trace(of):
                return sum((row[i] for i, row in enumerate(self.matrix(of))), ZERO)
            case Det(of):
                return plain.determinant(self.matrix(of))
            case Entry(of):
                return self.matrix(of)[0][0]
            case ScalarSum(terms):
                return sum(map(self.scalar, terms), ZERO)
            case ScalarProduct(factors):
                whole = ONE
                for factor in factors:
                    whole *= self.scalar(factor)
                return whole
        raise TypeError(term)
