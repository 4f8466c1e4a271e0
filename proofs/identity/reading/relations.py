"""Relations between terms as formulas of the kernel; `rendering` says how."""

from __future__ import annotations

from proofs.identity.reading.made import identity_of, inverse_equations
from proofs.identity.reading.terms import Terms
from proofs.identity.reading.unrendered import Unrendered
from proofs.identity.reading.vech import DEPENDS, of_map, triangle_of
from proofs.kernel.formulas import (
    NONE,
    Formula,
    both,
    either,
    equal,
    for_all,
    for_some,
    implies,
    less,
    negation,
)
from symbolic.statements import syntax
from symbolic.statements.syntax import (
    And,
    Compare,
    Equal,
    ForAll,
    Iff,
    Implies,
    Inv,
    Matrix,
    Not,
    Or,
    Pinv,
    Product,
    Property,
    Quantified,
    RangeIn,
    Relation,
    Transpose,
)
from symbolic.words.sizes import tree_of
from symbolic.words.terms import Term, vec


class Relations:
    """Reads the relations of a statement between terms that `Terms` reads."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.declared = terms.declared

    def formula(self, node: syntax.Formula) -> Formula:
        """What a formula of the language says, as a formula of the kernel."""
        match node:
            case And(parts):
                return both(*map(self.formula, parts))
            case Or(parts):
                *first, last = map(self.formula, parts)
                for part in reversed(first):
                    last = either(part, last)
                return last
            case Not(of):
                return negation(self.formula(of))
            case Implies(left, right):
                return implies(self.formula(left), self.formula(right))
            case Iff(left, right):
                one, other = self.formula(left), self.formula(right)
                return both(implies(one, other), implies(other, one))
            case Quantified(letter, of):
                rows, cols = map(self.declared.leg, letter.shape)
                with self.declared.binding(letter.name, (rows, cols)) as name:
                    body = self.formula(of)
                quantifier = for_all if isinstance(node, ForAll) else for_some
                return quantifier(name, (rows, cols), body)
        assert isinstance(node, Relation)
        return self.relation(node)

    def relation(self, node: Relation) -> Formula:
        """What a relation says, as a formula of the kernel."""
        match node:
            case Equal(left, right, negated):
                formula = self.equation(left, right)
                return negation(formula) if negated else formula
            case Compare(left, sign, right):
                a, b = self.terms.scalar(left), self.terms.scalar(right)
                if sign in ("==", "!="):
                    return equal(a, b) if sign == "==" else negation(equal(a, b))
                low, high = (a, b) if sign[0] == "<" else (b, a)
                return ("<=" if "=" in sign else "<", low.tree, high.tree)
            case RangeIn(inner, outer):
                return self.inclusion(self.terms.matrix(inner), self.terms.matrix(outer))
            case Property(name, of) if name.startswith("full_") and self.terms.is_large(of):
                self.declared.are_positive = True
                return self.one_to_one(of if name == "full_column_rank" else Transpose(of))
            case Property("pd" | "orthogonal" | "invertible", of) if any(
                map(triangle_of, of.shape)
            ):
                raise Unrendered(DEPENDS)
            case Property("invertible", of) if self.terms.is_large(of):
                self.declared.are_positive = True
                return both(self.one_to_one(of), self.one_to_one(Transpose(of)))
            case Property(name, of):
                return self.property(name, self.terms.matrix(of))
        raise Unrendered(f"{type(node).__name__.lower()} has no reading")

    def equation(self, left: Matrix, right: Matrix) -> Formula:
        """An equation; of an inverse of a Kronecker product, what it is to be that inverse."""
        for side, other in ((left, right), (right, left)):
            if isinstance(side, Inv | Pinv) and self.terms.is_large(side.of) and not of_map(side):
                kind = "inv" if isinstance(side, Inv) else "pinv"
                M, shape = self.terms.matrix(side.of), side.of.shape
                if kind == "pinv" and any(map(triangle_of, shape)):
                    raise Unrendered(DEPENDS)
                units = self.terms.unit(shape[0]), self.terms.unit(shape[1])
                return both(*inverse_equations(kind, M, self.terms.matrix(other), units))
        for side, other in ((left, right), (right, left)):
            first = side.factors[0] if isinstance(side, Product) else side
            if (
                isinstance(side, Product)
                and isinstance(first, Inv)
                and self.terms.is_large(first.of)
            ):
                rest = [self.terms.matrix(factor).tree for factor in side.factors[1:]]
                whole = Term(rest[0]) if len(rest) == 1 else Term(("*", *rest))
                return equal(self.terms.matrix(first.of) @ self.terms.matrix(other), whole)
        formula = equal(self.terms.matrix(left), self.terms.matrix(right))
        self.declared.tensor(Term(formula[1]) - Term(formula[2]))
        return formula

    def inclusion(self, inner: Term, outer: Term) -> Formula:
        """``inner = outer X`` for some X; a column X of a Kronecker product is vec(X)."""
        cols, wanted = self.declared.tensor(outer).cols, self.declared.tensor(inner).cols
        if len(cols) == 2 and not wanted:
            name = self.bound("x")
            sort = tree_of(cols[1]), tree_of(cols[0])
            return for_some(name, sort, equal(inner, outer @ vec(Term(name))))
        if len(cols) > 1 or len(wanted) > 1:
            raise Unrendered("the range of a Kronecker product")
        self.declared.tensor(inner - inner)
        sort = tree_of((*cols, 1)[0]), tree_of((*wanted, 1)[0])
        name = self.bound("x")
        formula = for_some(name, sort, equal(inner, outer @ Term(name)))
        if self.declared.tensor(inner).rows != self.declared.tensor(outer).rows:
            raise Unrendered("the two ranges are in different spaces")
        return formula

    def bound(self, name: str) -> str:
        """A bound name that is none of the free ones."""
        while name in self.declared.names:
            name += "'"
        return name

    def property(self, name: str, M: Term) -> Formula:
        """What a property of a matrix says."""
        rows, cols = self.declared.tensor(M).shape
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
        N = Term(self.bound("n"))
        left, right = equal(N @ M, Term(("I", n))), equal(M @ N, Term(("I", m)))
        body = {
            "invertible": both(right, left), "full_column_rank": left, "full_row_rank": right,
        }[name]  # fmt: skip
        return for_some(N.tree, (n, m), body)

    def one_to_one(self, of: Matrix) -> Formula:
        """``M u = 0`` implies u = 0, for a matrix whose rows or columns are products."""
        M = self.terms.matrix(of)
        sizes = [tree_of(size) for size in self.declared.tensor(M).cols]
        if len(sizes) > 2:
            raise Unrendered("a Kronecker product of more than two factors")
        name = self.bound("u")
        u = vec(Term(name)) if len(sizes) == 2 else Term(name)
        sort = (sizes[1], sizes[0]) if len(sizes) == 2 else ((*sizes, 1)[0], 1)
        image = M @ u
        body = implies(equal(image, 0 * image), equal(Term(name), Term(("0", *sort))))
        if triangle_of(of.shape[1]):
            body = implies(equal(Term(name).T, Term(name)), body)
        return for_all(name, sort, body)

    def definite(self, M: Term, *, strictly: bool) -> Formula:
        """``0 <= u^T M u`` for all u, or ``0 < u^T M u`` or u = 0."""
        rows, _ = self.declared.tensor(M).shape
        sizes = [tree_of(size) for size in rows]
        name = self.bound("u")
        if len(sizes) > 2:
            raise Unrendered("a Kronecker product of more than two factors")
        u = vec(Term(name)) if len(sizes) == 2 else Term(name)
        sort = (sizes[1], sizes[0]) if len(sizes) == 2 else ((*sizes, 1)[0], 1)
        form = u.T @ M @ u
        body: Formula = ("<=", NONE.tree, form.tree)
        if strictly:
            body = either(equal(Term(name), Term(("0", *sort))), less(NONE, form))
        return for_all(name, sort, body)
