"""Whether there are matrices of which a formula holds, decided exactly where that can be done.

At an instance all else has a value, so that a formula is one about finitely many unknown rationals.
It is written as alternatives, each of which is a list of relations and their negations:

- those that are affine equations in the unknowns are solved; the others are looked at on the
  solutions, x = a + N t;
- no solution, or one solution, decides the alternative;
- that a polynomial is not zero somewhere is decided on the grid {0, .., d}^k of its degree;
- that a quadratic polynomial is negative (or not positive) somewhere is decided by completing it to
  a form, which is positive semidefinite or not;
- else values of t are tried: a witness shows that there is one, and nothing shows that there is
  none. The answer is None then, and the instance proves nothing.

Everything here is exact over the rationals, and what is asked of all real matrices is the same: of
linear equations, of polynomials on a grid, of forms. A witness is rational, and so real.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import islice, product

from symbolic.statements import fraction_matrices as plain
from symbolic.statements.affine_solutions import Solutions, Vector, points, solutions_of, units
from symbolic.statements.alternatives import Alternative, alternatives
from symbolic.statements.degrees import NOT_AFFINE, degree, letters_of, polynomial_degree
from symbolic.statements.fraction_matrices import ZERO, Rows
from symbolic.statements.syntax import Compare, Equal, Formula, Matrix, Property, Relation
from symbolic.statements.truth import Truth

MAX_UNKNOWNS, MAX_GRID, MAX_TRIES, MAX_ALL_TRIES = 24, 1_500, 120, 2_000
"""The last one counts the tries of all quantifiers in a quantifier together."""


class Unknowns:
    """Matrices of given shapes as one vector, and how a formula is evaluated at such a vector.

    `tries` holds how many values may still be tried; quantifiers inside have the same list.
    """

    def __init__(
        self,
        shapes: dict[str, tuple[int, int]],
        truth: Callable[[Formula, dict[str, Rows]], Truth],
        value: Callable[[Relation, dict[str, Rows]], list[Fraction]],
        tries: list[int],
    ) -> None:
        self.shapes, self.names = shapes, frozenset(shapes)
        self.count = sum(height * width for height, width in shapes.values())
        self._truth, self._value, self._tries = truth, value, tries

    def matrices(self, vector: Vector) -> dict[str, Rows]:
        """The matrices that a vector stands for."""
        found, start = {}, 0
        for name, (height, width) in self.shapes.items():
            rows = range(start, start + height * width, width)
            found[name] = [vector[i : i + width] for i in rows]
            start += height * width
        return found

    def truth(self, formula: Formula, vector: Vector) -> Truth:
        """Whether the formula holds there."""
        return self._truth(formula, self.matrices(vector))

    def gap(self, relation: Relation, vector: Vector) -> Vector:
        """The entries of the left side minus the right side there."""
        return self._value(relation, self.matrices(vector))

    def exists(self, formula: Formula) -> Truth:
        """Whether the formula holds for some values."""
        ways = alternatives(formula)
        if ways is None or self.count > MAX_UNKNOWNS:
            return self._tried([formula], Solutions([ZERO] * self.count, units(self.count)))
        found = [self._possible(way) for way in ways]
        if True in found:
            return True
        return None if None in found else False

    def _possible(self, literals: Alternative) -> Truth:
        origin = [ZERO] * self.count
        fixed = [x for x in literals if not letters_of(x) & self.names]
        known = [self.truth(x, origin) for x in fixed]
        if False in known:
            return False
        open_ = [x for x in literals if letters_of(x) & self.names]
        affine = [x for x in open_ if self._is_affine(x)]
        solutions = self._solved(affine)
        if solutions is None:
            return False
        rest = [x for x in open_ if x not in affine]
        found = self._on(rest, solutions)
        return None if found and None in known else found

    def _is_affine(self, literal: Formula) -> bool:
        match literal:
            case Equal(_, _, False) | Compare(_, "==", _) | Property("symmetric", _):
                return all(degree(part, self.names) < NOT_AFFINE for part in literal.parts)
        return False

    def _solved(self, equations: Sequence[Formula]) -> Solutions | None:
        rows: list[Vector] = []
        for equation in equations:
            assert isinstance(equation, Relation)
            constant = self.gap(equation, [ZERO] * self.count)
            columns = [self.gap(equation, unit) for unit in units(self.count)]
            rows += [[*(column[i] - c for column in columns), -c] for i, c in enumerate(constant)]
        return solutions_of(rows, self.count)

    def _on(self, literals: list[Formula], solutions: Solutions) -> Truth:
        """Whether all the literals hold at some of the solutions."""
        if not literals:
            return True
        if not solutions.basis:
            known = [self.truth(x, solutions.point) for x in literals]
            return False if False in known else None if None in known else True
        alone = [self._alone(x, solutions) for x in literals]
        if False in alone:
            return False
        if len(literals) == 1 and alone[0]:
            return True
        if self._is_definite(literals, solutions):
            return False
        return self._tried(literals, solutions)

    def _alone(self, literal: Formula, solutions: Solutions) -> Truth:
        """Whether one literal holds at some of the solutions, where that can be decided."""
        if not isinstance(literal, Equal | Compare):
            return None
        found = [polynomial_degree(part, self.names) for part in literal.parts]
        most = max((d for d in found if d is not None), default=0)
        if None in found:
            return None
        match literal:
            case Equal(_, _, True) | Compare(_, "!=", _):
                return self._vanishing(literal, solutions, most)
            case Compare(_, "<" | "<=" | ">" | ">=" as sign, _) if most <= 2:
                form = self._form(literal, solutions)
                return _reaches(form if sign[0] == "<" else _minus(form), strictly="=" not in sign)
        return None

    def _vanishing(self, literal: Equal | Compare, at: Solutions, most: int) -> Truth:
        """Whether a polynomial is not zero somewhere."""
        if (most + 1) ** len(at.basis) > MAX_GRID:
            return None
        grid = product(range(most + 1), repeat=len(at.basis))
        return any(any(self.gap(literal, at.vector(map(Fraction, t)))) for t in grid)

    def _form(self, literal: Compare, at: Solutions) -> Rows:
        """The matrix S of left - right = z^T S z for z = (1, t), of degree 2 at most in t."""
        k = len(at.basis)

        def value(*places: int) -> Fraction:
            t = [Fraction(places.count(i)) for i in range(k)]
            return self.gap(literal, at.vector(t))[0]

        constant = value()
        S = [[ZERO] * (k + 1) for _ in range(k + 1)]
        S[0][0] = constant
        for i in range(k):
            square = (value(i, i) - 2 * value(i) + constant) / 2
            S[i + 1][i + 1] = square
            S[0][i + 1] = S[i + 1][0] = (value(i) - constant - square) / 2
            for j in range(i):
                mixed = value(i, j) - value(i) - value(j) + constant
                S[i + 1][j + 1] = S[j + 1][i + 1] = mixed / 2
        return S

    def _is_definite(self, literals: list[Formula], at: Solutions) -> bool:
        """Whether a definite form would have to be <= 0 at what is not zero."""
        if any(at.point) or len(literals) != 2:
            return False
        for one, other in (literals, literals[::-1]):
            match one, other:
                case (
                    Equal(Matrix() as X, zero, True), Compare(_, "<=" | ">=" as sign, _)
                ) if self._is_zero(X, zero, at) and self._alone(other, at) is not None:  # fmt: skip
                    form = self._form(other, at)
                    form = form if sign == "<=" else _minus(form)
                    if any(form[0]):
                        return False
                    return plain.has_property("pd", [row[1:] for row in form[1:]])
        return False

    def _is_zero(self, X: Matrix, zero: Matrix, at: Solutions) -> bool:
        """Whether X == zero says that the solution is the one with t = 0."""
        if max(degree(X, self.names), degree(zero, self.names)) >= NOT_AFFINE:
            return False
        gaps = [self.gap(Equal(X, zero), vector) for vector in (at.point, *at.basis)]
        return not any(gaps[0]) and plain.rank(gaps[1:]) == len(at.basis)

    def _tried(self, literals: Sequence[Formula], at: Solutions) -> Truth:
        for t in islice(points(len(at.basis)), MAX_TRIES):
            if not self._tries[0]:
                return None
            self._tries[0] -= 1
            vector = at.vector(t)
            if all(self.truth(literal, vector) for literal in literals):
                return True
        return None


def _minus(rows: Rows) -> Rows:
    return [[-x for x in row] for row in rows]


def _reaches(S: Rows, *, strictly: bool) -> bool:
    """Whether q(t) = (1, t)^T S (1, t) is negative, or at least not positive, for some t."""
    if not plain.has_property("psd", S):
        return True
    if strictly:
        return False
    # q is not negative. It is zero somewhere if S z = 0 for some z with a first entry.
    return plain.rank(S) == plain.rank([row[1:] for row in S]) if len(S) > 1 else S[0][0] == 0
