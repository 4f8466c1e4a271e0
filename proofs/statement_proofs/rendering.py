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
- ``rank(M)`` is the number tr(I_r), for a size r through which M has a full-rank factorization;
- a size in a formula is the number tr(I_n); a 1 x 1 matrix is a number;
- ``hcat(A, B)`` is A J^T + B K^T, and vcat is J A + K B, with letters J and K for the injections
  of the two blocks: J^T J = I, K^T K = I, J^T K = 0 and J J^T + K K^T = I;
- ``range(M) in range(N)``: M = N X for some X. ``symmetric(M)``: M^T = M. ``psd(M)``: also
  0 <= u^T M u for all u. ``pd(M)``: also 0 < u^T M u or u = 0. ``orthogonal(M)``: M^T M = I.
  ``invertible(M)``: M N = I and N M = I for some N. ``full_column_rank(M)``: L M = I for some L,
  and ``full_row_rank(M)``: M R = I for some R (for a column u of a Kronecker product: u = vec(U));
- ``A iff B``: A implies B and B implies A.

What has no such reading (det, vech, D(n), letters whose sizes are products) is `Unrendered`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations, product
from math import prod
from typing import Any

from proofs.formulas import (
    Formula,
    both,
    either,
    equal,
    for_all,
    for_some,
    has_rank,
    implies,
    key,
    less,
    negation,
    number,
    size_at_most,
)
from symbolic.errors import ToolkitError
from symbolic.statements.canonical import canonical
from symbolic.statements.sizes import Size
from symbolic.statements.syntax import (
    Commutation,
    Compare,
    Entry,
    Equal,
    Ginv,
    Hcat,
    Identity,
    Inv,
    Kron,
    Letter,
    Matrix,
    Number,
    Pinv,
    Product,
    Property,
    RangeIn,
    Rank,
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
    Zero,
    walk,
)
from symbolic.words.sizes import Sort, tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, evaluate, kron, tr, vec

MAX_ORDERS = 64
NONE = Term(("0", 1, 1))


class Unrendered(ToolkitError):
    """A statement that the kernel has no words for."""


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


def render(statement: Statement) -> Rendering:
    """What a certificate of the statement says; raises `Unrendered` where it cannot be said.

    A size m*n of an identity or a zero can be read as m*n or as n*m; whichever fits is meant.
    """
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


class _Reading:
    """The statement read with one order for each product of sizes."""

    def __init__(self, orders: dict[Size, tuple[str, ...]]) -> None:
        self.orders = orders
        self.names: dict[str, Sort] = {}
        self.hypotheses: list[Formula] = []
        self.roles: dict[str, tuple[str, Term]] = {}
        self.letters: dict[tuple[str, Matrix], Term] = {}
        self.injections: dict[tuple[Size, ...], list[Term]] = {}
        self.sums: dict[Size, str] = {}

    def whole(self, statement: Statement) -> Rendering:
        """Sizes and letters first, then everything that is said of them."""
        for name in statement.sizes:
            self.names[name] = "size"
        for letter in statement.letters:
            rows, cols = map(self.leg, letter.shape)
            self.names[letter.name] = (rows, cols)
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
        positive = [size_at_most(1, name) for name in statement.sizes] if negated else []
        hypotheses = tuple(dict.fromkeys([*self.hypotheses, *given, *positive]))
        for formula in (*hypotheses, conclusion):
            key(formula, self.names)
        sums = {name: size for size, name in self.sums.items()}
        return Rendering(self.names, hypotheses, conclusion, self.roles, sums)

    # Names.

    def new(self, name: str, sort: Sort) -> str:
        """A name that is not taken, declared."""
        fresh, n = name, 1
        while fresh in self.names:
            n += 1
            fresh = f"{name}{n}"
        self.names[fresh] = sort
        return fresh

    def leg(self, size: Size) -> Any:
        """A size as the kernel has it: a name, an integer, or the name of a sum."""
        if size.integer is not None:
            return size.integer
        if size.name is not None:
            return size.name
        if any(len(monomial) > 1 for monomial, _ in size.terms) or any(
            factor.denominator != 1 for _, factor in size.terms
        ):
            raise Unrendered(f"a matrix of the size {size}")
        if size not in self.sums:
            name = self.sums[size] = self.new("q", "size")
            self.hypotheses.append(equal(tr(Term(("I", name))), self.size_value(size)))
        return self.sums[size]

    def legs(self, size: Size) -> list[Any]:
        """The sizes that are multiplied, in their order."""
        if size in self.orders:
            return list(self.orders[size])
        if len(size.terms) == 1 and len(size.terms[0][0]) > 1 and size.terms[0][1] == 1:
            return list(size.terms[0][0])
        return [self.leg(size)]

    def tensor(self, term: Term) -> Tensor:
        """The normal form, which tells the sizes; raises where they do not fit."""
        return evaluate(term.tree, self.names)

    def shape(self, term: Term, what: str) -> tuple[Any, Any]:
        """Rows and columns of a term that is no Kronecker product."""
        rows, cols = self.tensor(term).shape
        if len(rows) > 1 or len(cols) > 1:
            raise Unrendered(f"{what} of a Kronecker product")
        return tree_of((*rows, 1)[0]), tree_of((*cols, 1)[0])

    # Matrices.

    def matrix(self, node: Matrix) -> Term:
        """A matrix term."""
        match node:
            case Letter(name):
                return Term(name)
            case Identity(size):
                return _identity(self.legs(size))
            case Zero(rows, columns):
                return self.zero(self.legs(rows), self.legs(columns))
            case Commutation(rows, columns):
                return self.commutation(self.legs(rows), self.legs(columns))
            case Sum(terms):
                return Term(("+", *(self.matrix(term).tree for term in terms)))
            case Product(factors):
                return Term(("*", *(self.matrix(factor).tree for factor in factors)))
            case Scale(Number(value), of):
                return value * self.matrix(of)
            case Scale(factor, of):
                return Term(("*", self.scalar(factor).tree, self.matrix(of).tree))
            case Transpose(of):
                return self.matrix(of).T
            case Kron(left, right):
                return kron(self.matrix(left), self.matrix(right))
            case Vec(of):
                return vec(self.matrix(of))
        return self.special(node)

    def special(self, node: Matrix) -> Term:
        """A block matrix, or a letter for an inverse."""
        match node:
            case Hcat(blocks):
                injections = self.blocks([block.shape[1] for block in blocks])
                pairs = zip(blocks, injections, strict=True)
                return _sum([self.matrix(block) @ J.T for block, J in pairs])
            case Vcat(blocks):
                injections = self.blocks([block.shape[0] for block in blocks])
                pairs = zip(blocks, injections, strict=True)
                return _sum([J @ self.matrix(block) for block, J in pairs])
            case Inv(of):
                return self.inverse(of)
            case Pinv(of):
                return self.inverse(of, "pinv")
            case Ginv(of):
                return self.inverse(of, "ginv")
        raise Unrendered(f"{type(node).__name__.lower()} has no reading")

    def commutation(self, rows: list[Any], columns: list[Any]) -> Term:
        """``K(m, n)``, sizes that are products being moved factor by factor."""
        order = [*columns, *rows]
        swaps: list[Term] = []
        for moved in range(len(rows)):
            for at in range(moved + len(columns), moved, -1):
                a, b = order[at - 1], order[at]
                before, after = order[: at - 1], order[at + 1 :]
                factors = [Term(("I", n)) for n in before] + [Term(("K", b, a))]
                swaps.append(self.joined(factors + [Term(("I", n)) for n in after]))
                order[at - 1], order[at] = b, a
        swaps.reverse()
        return swaps[0] if len(swaps) == 1 else Term(("*", *(swap.tree for swap in swaps)))

    def joined(self, factors: list[Term]) -> Term:
        """The Kronecker product of several."""
        whole = factors[0]
        for factor in factors[1:]:
            whole = kron(whole, factor)
        return whole

    def zero(self, rows: list[Any], cols: list[Any]) -> Term:
        """A zero whose rows and columns are products of sizes."""
        count = max(len(rows), len(cols))
        pairs = zip(rows + [1] * (count - len(rows)), cols + [1] * (count - len(cols)), strict=True)
        return self.joined([Term(("0", m, n)) for m, n in pairs])

    def inverse(self, of: Matrix, kind: str = "inv") -> Term:
        """The letter that is an inverse of a matrix, with its equations as hypotheses."""
        place = kind, canonical(of)
        if place not in self.letters:
            M = self.matrix(of)
            rows, cols = self.shape(M, kind)
            names = {"inv": "N", "pinv": "P", "ginv": "G"}
            N = Term(self.new(names[kind], (cols, rows)))
            self.letters[place] = N
            self.roles[N.tree] = kind, M
            self.hypotheses += inverse_equations(kind, M, N, (rows, cols))
        return self.letters[place]

    def blocks(self, sizes: list[Size]) -> list[Term]:
        """The injections of blocks of these sizes."""
        split = tuple(sizes)
        if split not in self.injections:
            total = sizes[0]
            for size in sizes[1:]:
                total = total + size
            whole = self.leg(total)
            parts = [self.leg(size) for size in sizes]
            found = [Term(self.new("J", (whole, part))) for part in parts]
            self.injections[split] = found
            for i, J in enumerate(found):
                self.roles[J.tree] = "block", J
                self.hypotheses.append(equal(J.T @ J, Term(("I", parts[i]))))
                for j in range(i):
                    zero = Term(("0", parts[j], parts[i]))
                    self.hypotheses.append(equal(found[j].T @ J, zero))
            self.hypotheses.append(equal(_sum([J @ J.T for J in found]), Term(("I", whole))))
        return self.injections[split]

    # Numbers.

    def scalar(self, node: Scalar) -> Term:
        """A number as a term of size 1 x 1."""
        match node:
            case Number(value):
                return number(value)
            case SizeValue(size):
                return self.size_value(size)
            case Rank(of):
                return self.rank(of)
            case Trace(of):
                return tr(self.matrix(of))
            case Entry(of):
                return self.matrix(of)
            case ScalarSum(terms):
                return _sum(list(map(self.scalar, terms)))
            case ScalarProduct(factors):
                return Term(("*", *(self.scalar(factor).tree for factor in factors)))
        raise Unrendered(f"{type(node).__name__.lower()} has no reading")

    def size_value(self, size: Size) -> Term:
        """The polynomial of the counts tr(I_n)."""
        parts = []
        for monomial, factor in size.terms:
            counts = [tr(Term(("I", name))).tree for name in monomial]
            whole = Term(("*", *counts)) if len(counts) > 1 else Term((*counts, ("I", 1))[0])
            parts.append(Fraction(factor) * whole)
        return _sum(parts) if parts else NONE

    def rank(self, of: Matrix) -> Term:
        """tr(I_r), with r the rank of the matrix as a hypothesis."""
        place = "rank", canonical(of)
        if place not in self.letters:
            M = self.matrix(of)
            shape = self.shape(M, "rank")
            r = self.new("r", "size")
            self.letters[place] = tr(Term(("I", r)))
            self.roles[r] = "rank", M
            self.hypotheses.append(has_rank(M, shape, r))
        return self.letters[place]

    # Relations.

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
            case Property(name, of):
                return self.property(name, self.matrix(of))
        raise Unrendered(f"{type(node).__name__.lower()} has no reading")

    def equation(self, left: Matrix, right: Matrix) -> Formula:
        """An equation; of an inverse of a Kronecker product, what it is to be that inverse."""
        for side, other in ((left, right), (right, left)):
            if isinstance(side, Inv | Pinv) and self.is_large(side.of):
                kind = "inv" if isinstance(side, Inv) else "pinv"
                M = self.matrix(side.of)
                rows, cols = self.tensor(M).shape
                sizes = [tree_of(size) for size in rows], [tree_of(size) for size in cols]
                return both(*inverse_equations(kind, M, self.matrix(other), sizes))
        for side, other in ((left, right), (right, left)):
            first = side.factors[0] if isinstance(side, Product) else side
            if isinstance(side, Product) and isinstance(first, Inv) and self.is_large(first.of):
                rest = [self.matrix(factor).tree for factor in side.factors[1:]]
                whole = Term(rest[0]) if len(rest) == 1 else Term(("*", *rest))
                return equal(self.matrix(first.of) @ self.matrix(other), whole)
        formula = equal(self.matrix(left), self.matrix(right))
        self.tensor(Term(formula[1]) - Term(formula[2]))
        return formula

    def is_large(self, node: Matrix) -> bool:
        """Whether a matrix has rows or columns that are products of sizes."""
        rows, cols = self.tensor(self.matrix(node)).shape
        return len(rows) > 1 or len(cols) > 1

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
            return equal(M.T @ M, _identity([tree_of(n) for n in cols or (1,)]))
        if len(rows) > 1 or len(cols) > 1:
            raise Unrendered(f"{name} of a Kronecker product")
        m, n = tree_of((*rows, 1)[0]), tree_of((*cols, 1)[0])
        N = Term(self.bound("n", M))
        left, right = equal(N @ M, Term(("I", n))), equal(M @ N, Term(("I", m)))
        body = {
            "invertible": both(right, left), "full_column_rank": left, "full_row_rank": right,
        }[name]  # fmt: skip
        return for_some(N.tree, (n, m), body)

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


def inverse_equations(kind: str, M: Term, N: Term, sizes: tuple[Any, Any]) -> list[Formula]:
    """What makes N an inverse of M; the sizes, one or several each, are those of M."""
    if kind == "inv":
        units = [_identity(size if isinstance(size, list) else [size]) for size in sizes]
        return [equal(M @ N, units[0]), equal(N @ M, units[1])]
    first = equal(M @ N @ M, M)
    if kind == "ginv":
        return [first]
    return [first, equal(N @ M @ N, N), equal((M @ N).T, M @ N), equal((N @ M).T, N @ M)]


def _identity(sizes: list[Any]) -> Term:
    """The identity of a size, or of a product of sizes."""
    whole = Term(("I", sizes[0]))
    for size in sizes[1:]:
        whole = kron(whole, Term(("I", size)))
    return whole


def _sum(terms: list[Term]) -> Term:
    return terms[0] if len(terms) == 1 else Term(("+", *(term.tree for term in terms)))
