"""``grad(f, X)``, ``jac(F, X)``, ``along(F, X, V)`` and ``along2(F, X, V)``, read as terms.

A derivative is written out where it is read, before any hypothesis is used, so that all that
follows (evaluation, search, proof, Rocq) knows terms only, and derivatives nest. What f needs to
have a value stays a hypothesis (`presupposed`), also where the derivative no longer mentions it.
"""

from __future__ import annotations

from typing import Any

from lark import Token, Tree

from symbolic.errors import StatementError
from symbolic.statements.build import as_scalar, is_scalar, scale
from symbolic.statements.calls import Calls
from symbolic.statements.canonical import canonical
from symbolic.statements.differentials import NONE, DerivativeError, along, depends
from symbolic.statements.gradients import gradient, slope
from symbolic.statements.grammar import term_tree
from symbolic.statements.jacobians import jacobian
from symbolic.statements.prenex import replaced
from symbolic.statements.sizes import ONE, shape_text
from symbolic.statements.syntax import (
    Compare,
    Derivative,
    Det,
    Identity,
    Inv,
    Letter,
    Matrix,
    Property,
    Reciprocal,
    Scalar,
    walk,
)
from symbolic.statements.tidying import tidied, tidied_number
from symbolic.statements.writing import written


class DerivativeCalls(Calls):
    """Reads derivatives; `require_invertible` is asked when all hypotheses are read."""

    def __init__(self) -> None:
        self.presupposed: dict[Property | Compare, None] = {}
        self._determinants: dict[Matrix, Token] = {}
        self._written_inverses: set[Matrix] = set()
        self._ours = False
        self.derivatives: list[Derivative] = []

    def derivative(self, token: Token, name: str, arguments: list[Any]) -> Matrix | Scalar:
        """The derivative that is asked for, written out."""
        term = self.term(arguments[0])
        letter = self._letter(arguments[1], name)
        direction = self._direction(arguments[2], name, letter) if len(arguments) > 2 else None
        try:
            found = self._derivative(name, term, letter, direction)
        except DerivativeError as error:
            raise self.scope.error(token, f"{name}: {error}") from None
        self._presuppose(token, term, letter)
        read = self.read_again(token, found)
        self.derivatives.append(Derivative(name, term, letter, direction, read))
        return read

    def read_again(self, token: Token, found: Matrix | Scalar) -> Matrix | Scalar:
        """What was written out, made easier to read, as its text is read."""
        tidy = tidied(found) if isinstance(found, Matrix) else tidied_number(found)
        before, self._ours = self._ours, True  # its inverses are none that the user wrote
        try:
            return self.term(term_tree(written(tidy)))
        except StatementError as error:
            raise self.scope.error(token, f"written out: {error.message}") from None
        finally:
            self._ours = before

    def _letter(self, branch: Any, name: str) -> Letter:
        known = self.scope.letters
        if isinstance(branch, Tree) and branch.data == "name" and str(branch.children[0]) in known:
            return known[str(branch.children[0])]
        raise self.scope.error(branch, f"{name} is taken by a declared matrix or number")

    def _derivative(
        self, name: str, term: Matrix | Scalar, letter: Letter, direction: Matrix | None
    ) -> Matrix | Scalar:
        if name == "grad":
            if isinstance(term, Matrix) and not is_scalar(term.shape):
                shape = shape_text(term.shape)
                raise DerivativeError(f"a gradient is of a number, not of {shape}: write jac(F, X)")
            if is_scalar(letter.shape):
                return slope(as_scalar(term), letter) or NONE
            return gradient(as_scalar(term), letter)
        if name == "jac" or direction is None:
            return jacobian(term, letter)
        first = along(term, letter, direction)
        if name == "along":
            return first
        # The direction stays what it is where the letter moves, also if the letter is in it.
        fixed = Letter("'", letter.shape)
        twice = along(along(term, letter, fixed), letter, fixed)
        found: Matrix | Scalar = replaced(twice, fixed, direction)
        return found

    def _direction(self, branch: Any, name: str, letter: Letter) -> Matrix:
        value = self.term(branch)
        if isinstance(value, Scalar):
            value = scale(value, Identity(ONE))
        if value.shape != letter.shape:
            shapes = f"{shape_text(value.shape)}, {letter.name} is {shape_text(letter.shape)}"
            raise self.scope.error(branch, f"a direction of {shapes}: {name} expects the same")
        return value

    def _presuppose(self, token: Token, term: Matrix | Scalar, letter: Letter) -> None:
        for node in walk(term):
            match node:
                case Inv(of):
                    self.presupposed[Property("invertible", of)] = None
                case Reciprocal(of):
                    self.presupposed[Compare(of, "!=", NONE)] = None
                case Det(of) if depends(of, letter):
                    self.scope.require_free("the derivative of the determinant", of, token)
                    self._determinants.setdefault(canonical(of), token)

    def written_inverse(self, of: Matrix) -> None:
        """Note an inverse that the user wrote, which has to exist."""
        if not self._ours:
            self._written_inverses.add(canonical(of))

    def require_invertible(self, hypotheses: tuple[Any, ...]) -> StatementError | None:
        """The mistake, if the derivative of a determinant is where it may be singular.

        There Jacobi's formula has the adjugate in it, which the language has not.
        """
        given = {
            canonical(h.of)
            for h in hypotheses
            if isinstance(h, Property) and h.name in ("invertible", "pd", "orthogonal")
        }
        for of, token in self._determinants.items():
            if of not in given | self._written_inverses:
                return self.scope.error(
                    token, "the derivative of det(M) is written with inv(M): say invertible(M)"
                )
        return None
