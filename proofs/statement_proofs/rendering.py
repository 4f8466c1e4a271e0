"""A user's statement as what a certificate says: names, hypotheses, a conclusion.

This module alone decides what a certificate means; the search for a proof does not touch it, and
`proofs.statement_proofs.verify` compares every certificate with it. The reading:

- a size is a name, a positive integer, or a new name q for a sum of sizes, of which tr(I_q) is the
  sum; that sizes are positive is said where the conclusion has a !=; where sizes are multiplied
  the matrix is a Kronecker product, a vec or a commutation matrix and keeps its factors apart.
  The kernel allows the size zero, which only proves more;
- ``inv(M)`` is a letter N with M N = I and N M = I; ``pinv(M)`` a letter with the four equations of
  Penrose; ``ginv(M)`` a letter G with M G M = M; one letter for one canonical argument. The letters
  are arbitrary, so that the statement is proved for every choice of them;
- for M a Kronecker product ``inv(M) == X`` and ``pinv(M) == X`` are the equations that define X,
  and ``Y == inv(M)*Z`` is M Y = Z; that M is invertible is not assumed then, which proves more;
  elsewhere ``pinv(kron(A, B))`` is the Kronecker product of the pseudoinverses, and
  ``inv(kron(A, B))`` for square A and B that of the inverses (it is invertible only if they are);
- ``rank(M)`` is the number tr(I_r), for a size r through which M, without a rational factor that is
  not 0, has a full-rank factorization;
- a size in a formula is the number tr(I_n); a 1 x 1 matrix is a number;
- ``hcat(A, B)`` is A J^T + B K^T, and vcat is J A + K B (of Kronecker products with J kron I and
  K kron I), with letters J and K for the injections
  of the two blocks: J^T J = I, K^T K = I, J^T K = 0 and J J^T + K K^T = I;
- ``range(M) in range(N)``: M = N X for some X. ``symmetric(M)``: M^T = M. ``psd(M)``: also
  0 <= u^T M u for all u. ``pd(M)``: also 0 < u^T M u or u = 0. ``orthogonal(M)``: M^T M = I.
  ``invertible(M)``: M N = I and N M = I for some N. ``full_column_rank(M)``: L M = I for some L,
  and ``full_row_rank(M)``: M R = I for some R (for a column u of a Kronecker product: u = vec(U));
- ``full_column_rank(M)`` for a Kronecker product M: M u = 0 implies u = 0, which is the same of
  matrices over a field (and ``full_row_rank``: of the transpose);
- ``A iff B``: A implies B and B implies A;
- D(n) and vech: see `proofs.statement_proofs.coordinates`. What is read there is proved with an
  assumption, which goes with the verdict.

What has no such reading is `Unrendered`: letters whose sizes are products, what depends on the
coordinates of vech, and det, which is no combination of words and traces whose length does not
grow with the size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from math import prod

from proofs.formulas import (
    Formula,
    both,
    either,
    equal,
    for_all,
    for_some,
    implies,
    key,
    less,
    negation,
    size_at_most,
)
from proofs.statement_proofs.bounds import require_small
from proofs.statement_proofs.coordinates import (
    ASSUMPTION,
    DEPENDS,
    of_map,
    require_no_basis,
    triangle_of,
    uses_coordinates,
)
from proofs.statement_proofs.rendered_terms import (
    NONE,
    Terms,
    identity_of,
    inverse_equations,
)
from proofs.statement_proofs.unrendered import Unrendered
from symbolic.errors import ToolkitError
from symbolic.statements.sizes import Size
from symbolic.statements.syntax import (
    Commutation,
    Compare,
    Equal,
    Identity,
    Inv,
    Matrix,
    Pinv,
    Product,
    Property,
    RangeIn,
    Relation,
    Statement,
    Transpose,
    Zero,
    walk,
)
from symbolic.words.sizes import Sort, tree_of
from symbolic.words.terms import Term, vec

MAX_ORDERS = 64


@dataclass(frozen=True)
class Rendering:
    """Names with their sorts in the order of declaration, hypotheses, and the conclusion."""

    names: dict[str, Sort]
    hypotheses: tuple[Formula, ...]
    conclusion: Formula
    roles: dict[str, tuple[str, Term]] = field(default_factory=dict)
    """For a letter that is no letter of the user's: what it is, and of what matrix."""

    sums: dict[str, Size] = field(default_factory=dict)
    """For a name of a sum of sizes: the sum."""

    assumptions: tuple[str, ...] = ()
    """What the reading assumes, in words; none for most statements."""


def render(statement: Statement) -> Rendering:
    """What a certificate of the statement says; raises `Unrendered` where it cannot be said.

    A size m*n of an identity or a zero can be read as m*n or as n*m; whichever fits is meant.
    """
    if uses_coordinates(statement):
        require_no_basis(statement)
    nodes = [node for relation in statement.relations for node in walk(relation)]
    nodes += [n for relation in statement.implied for n in walk(relation)]
    open_ = dict.fromkeys(
        size
        for node in nodes
        for size in _sizes(node)
        if len(size.terms) == 1 and size.terms[0][1] == 1 and len(set(size.terms[0][0])) > 1
    )
    ways = [list(permutations(size.terms[0][0])) for size in open_]
    if prod(map(len, ways)) > MAX_ORDERS:
        raise Unrendered("too many ways to read the products of sizes")
    problem: ToolkitError = Unrendered("it has no reading")
    for orders in product(*ways):
        try:
            return _Reading(dict(zip(open_, orders, strict=True))).whole(statement)
        except ToolkitError as error:
            problem = error
    raise Unrendered(str(problem))


def _sizes(node: object) -> Sequence[Size]:
    match node:
        case Identity(size):
            return (size,)
        case Zero(rows, columns) | Commutation(rows, columns):
            return (rows, columns)
    return ()


def _is_negated(relation: Relation) -> bool:
    match relation:
        case Equal(_, _, negated):
            return negated
        case Compare(_, sign, _):
            return sign == "!="
    return False


class _Reading(Terms):
    """The statement read with one order for each product of sizes."""

    def whole(self, statement: Statement) -> Rendering:
        """Sizes and letters first, then everything that is said of them."""
        for name in statement.sizes:
            self.names[self.call(name)] = "size"
        for letter in statement.letters:
            self.call(letter.name)
        for letter in statement.letters:
            rows, cols = map(self.leg, letter.shape)
            self.names[self.call(letter.name)] = (rows, cols)
        given = [self.relation(relation) for relation in statement.hypotheses]
        for relation in statement.implied:
            if not self.is_large(relation.of):
                self.inverse(relation.of)
        left = both(*map(self.relation, statement.conclusion.left))
        conclusion = left
        if statement.conclusion.right is not None:
            right = both(*map(self.relation, statement.conclusion.right))
            conclusion = both(implies(left, right), implies(right, left))
        negated = [r for r in statement.conclusion.relations if _is_negated(r)]
        positive = [size_at_most(1, self.call(name)) for name in statement.sizes] if negated else []
        hypotheses = tuple(dict.fromkeys([*self.hypotheses, *given, *positive]))
        require_small((*hypotheses, conclusion))
        for formula in (*hypotheses, conclusion):
            key(formula, self.names)
        sums = {name: size for size, name in self.sums.items()}
        assumptions = (ASSUMPTION,) if uses_coordinates(statement) else ()
        return Rendering(self.names, hypotheses, conclusion, self.roles, sums, assumptions)

    def relation(self, node: Relation) -> Formula:
        """What a relation says."""
        match node:
            case Equal(left, right, negated):
                formula = self.equation(left, right)
                return negation(formula) if negated else formula
            case Compare(left, sign, right):
                a, b = self.scalar(left), self.scalar(right)
                if sign in ("==", "!="):
                    return equal(a, b) if sign == "==" else negation(equal(a, b))
                return ("<=", a.tree, b.tree) if sign == "<=" else ("<=", b.tree, a.tree)
            case RangeIn(inner, outer):
                return self.inclusion(self.matrix(inner), self.matrix(outer))
            case Property(name, of) if name.startswith("full_") and self.is_large(of):
                return self.one_to_one(of if name == "full_column_rank" else Transpose(of))
            case Property("pd" | "orthogonal" | "invertible", of) if any(
                map(triangle_of, of.shape)
            ):
                raise Unrendered(DEPENDS)
            case Property(name, of):
                return self.property(name, self.matrix(of))
        raise Unrendered(f"{type(node).__name__.lower()} has no reading")

    def equation(self, left: Matrix, right: Matrix) -> Formula:
        """An equation; of an inverse of a Kronecker product, what it is to be that inverse."""
        for side, other in ((left, right), (right, left)):
            if isinstance(side, Inv | Pinv) and self.is_large(side.of) and not of_map(side):
                kind = "inv" if isinstance(side, Inv) else "pinv"
                M, shape = self.matrix(side.of), side.of.shape
                if kind == "pinv" and any(map(triangle_of, shape)):
                    raise Unrendered(DEPENDS)
                units = self.unit(shape[0]), self.unit(shape[1])
                return both(*inverse_equations(kind, M, self.matrix(other), units))
        for side, other in ((left, right), (right, left)):
            first = side.factors[0] if isinstance(side, Product) else side
            if isinstance(side, Product) and isinstance(first, Inv) and self.is_large(first.of):
                rest = [self.matrix(factor).tree for factor in side.factors[1:]]
                whole = Term(rest[0]) if len(rest) == 1 else Term(("*", *rest))
                return equal(self.matrix(first.of) @ self.matrix(other), whole)
        formula = equal(self.matrix(left), self.matrix(right))
        self.tensor(Term(formula[1]) - Term(formula[2]))
        return formula

    def inclusion(self, inner: Term, outer: Term) -> Formula:
        """``inner = outer X`` for some X; a column X of a Kronecker product is vec(X)."""
        cols, wanted = self.tensor(outer).cols, self.tensor(inner).cols
        if len(cols) == 2 and not wanted:
            name = self.bound("x", inner, outer)
            sort = tree_of(cols[1]), tree_of(cols[0])
            return for_some(name, sort, equal(inner, outer @ vec(Term(name))))
        if len(cols) > 1 or len(wanted) > 1:
            raise Unrendered("the range of a Kronecker product")
        self.tensor(inner - inner)
        sort = tree_of((*cols, 1)[0]), tree_of((*wanted, 1)[0])
        name = self.bound("x", inner, outer)
        formula = for_some(name, sort, equal(inner, outer @ Term(name)))
        if self.tensor(inner).rows != self.tensor(outer).rows:
            raise Unrendered("the two ranges are in different spaces")
        return formula

    def bound(self, name: str, *terms: Term) -> str:
        """A bound name that is none of the free ones."""
        del terms
        while name in self.names:
            name += "'"
        return name

    def property(self, name: str, M: Term) -> Formula:
        """What a property of a matrix says."""
        rows, cols = self.tensor(M).shape
        symmetric = equal(M.T, M)
        if name == "symmetric":
            return symmetric
        if name in ("psd", "pd"):
            return both(symmetric, self.definite(M, strictly=name == "pd"))
        if name == "orthogonal":
            return equal(M.T @ M, identity_of([tree_of(n) for n in cols or (1,)]))
        if len(rows) > 1 or len(cols) > 1:
            raise Unrendered(f"{name} of a Kronecker product")
        m, n = tree_of((*rows, 1)[0]), tree_of((*cols, 1)[0])
        N = Term(self.bound("n", M))
        left, right = equal(N @ M, Term(("I", n))), equal(M @ N, Term(("I", m)))
        body = {
            "invertible": both(right, left), "full_column_rank": left, "full_row_rank": right,
        }[name]  # fmt: skip
        return for_some(N.tree, (n, m), body)

    def one_to_one(self, of: Matrix) -> Formula:
        """``M u = 0`` implies u = 0, for a matrix whose rows or columns are products."""
        M = self.matrix(of)
        sizes = [tree_of(size) for size in self.tensor(M).cols]
        if len(sizes) > 2:
            raise Unrendered("a Kronecker product of more than two factors")
        name = self.bound("u", M)
        u = vec(Term(name)) if len(sizes) == 2 else Term(name)
        sort = (sizes[1], sizes[0]) if len(sizes) == 2 else ((*sizes, 1)[0], 1)
        image = M @ u
        body = implies(equal(image, 0 * image), equal(Term(name), Term(("0", *sort))))
        if triangle_of(of.shape[1]):
            body = implies(equal(Term(name).T, Term(name)), body)
        return for_all(name, sort, body)

    def definite(self, M: Term, *, strictly: bool) -> Formula:
        """``0 <= u^T M u`` for all u, or ``0 < u^T M u`` or u = 0."""
        rows, _ = self.tensor(M).shape
        sizes = [tree_of(size) for size in rows]
        name = self.bound("u", M)
        if len(sizes) > 2:
            raise Unrendered("a Kronecker product of more than two factors")
        u = vec(Term(name)) if len(sizes) == 2 else Term(name)
        sort = (sizes[1], sizes[0]) if len(sizes) == 2 else ((*sizes, 1)[0], 1)
        form = u.T @ M @ u
        body: Formula = ("<=", NONE.tree, form.tree)
        if strictly:
            body = either(equal(Term(name), Term(("0", *sort))), less(NONE, form))
        return for_all(name, sort, body)
