"""Matrices and numbers of a statement as terms of the kernel; `rendering` says how."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from proofs.identity.reading.made import (
    commutation_of,
    determinant,
    identity_of,
    inverse_equations,
    zero_of,
)
from proofs.identity.reading.names import Names, sum_of
from proofs.identity.reading.unrendered import Unrendered
from proofs.identity.reading.vech import triangle_of
from proofs.kernel.formulas import equal, has_rank, implies, number
from symbolic.statements.canonical import canonical
from symbolic.statements.sizes import ONE, Size
from symbolic.statements.syntax import (
    Commutation,
    Det,
    Duplication,
    Entry,
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
    Rank,
    Reciprocal,
    Scalar,
    ScalarProduct,
    ScalarSum,
    Scale,
    SizeValue,
    Sum,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Vech,
    Zero,
)
from symbolic.words.sizes import tree_of
from symbolic.words.terms import Term, kron, tr, vec

MAX_DET = 5
"""The largest size of which a determinant is written out."""


class Terms:
    """Reads the terms of a statement; letters for inverses and ranks are declared on the way."""

    def __init__(self, declared: Names) -> None:
        self.declared = declared

    def matrix(self, node: Matrix) -> Term:
        """What a matrix term is in the kernel."""
        match node:
            case Letter(name):
                return Term(self.declared.call(name))
            case Identity(size):
                return self.unit(size)
            case Zero(rows, columns):
                return zero_of(self.declared.legs(rows), self.declared.legs(columns))
            case Commutation(rows, columns):
                return commutation_of(self.declared.legs(rows), self.declared.legs(columns))
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

    def unit(self, size: Size) -> Term:
        """The identity of a size; of ``n (n + 1) / 2``, of the symmetric matrices."""
        triangle = triangle_of(size)
        return identity_of(self.declared.legs(size)) if triangle is None else self.symmetrizer(size)

    def symmetrizer(self, triangle: Size) -> Term:
        """``(I + K(n,n)) / 2``, which makes of vec(A) that of the symmetric part of A."""
        n, _ = self.declared.legs(triangle)
        return Fraction(1, 2) * (identity_of([n, n]) + Term(("K", n, n)))

    def special(self, node: Matrix) -> Term:
        """A block matrix, a letter for an inverse, or what stands for D(n) and vech."""
        match node:
            case Duplication(size) | Pinv(Duplication(size)) | Pinv(Transpose(Duplication(size))):
                return self.symmetrizer(size.triangle)
            case Vech(of):
                return vec(self.half(of))
            case Hcat(blocks):
                terms = [self.matrix(block) for block in blocks]
                legs = [self.declared.tensor(term).cols for term in terms]
                injections = self.placed([block.shape[1] for block in blocks], legs)
                return sum_of([M @ J.T for M, J in zip(terms, injections, strict=True)])
            case Vcat(blocks):
                terms = [self.matrix(block) for block in blocks]
                legs = [self.declared.tensor(term).rows for term in terms]
                injections = self.placed([block.shape[0] for block in blocks], legs)
                return sum_of([J @ M for M, J in zip(terms, injections, strict=True)])
            case Inv(Kron(left, right)) if left.shape[0] == left.shape[1]:
                return kron(self.matrix(Inv(left)), self.matrix(Inv(right)))
            case Pinv(Kron(left, right)):
                return kron(self.matrix(Pinv(left)), self.matrix(Pinv(right)))
            case Inv(of):
                return self.inverse(of)
            case Pinv(of):
                return self.inverse(of, "pinv")
            case Ginv(of):
                return self.inverse(of, "ginv")
        raise Unrendered(f"{type(node).__name__.lower()} has no reading")

    def half(self, of: Matrix) -> Term:
        """What stands for vech(A): a symmetric letter, A itself if A is; it is linear in A."""
        place = "vech", canonical(of)
        if place not in self.declared.letters:
            A = self.matrix(of)
            self.declared.require_free(A, "vech")
            V = Term(self.declared.new("V", self.declared.shape(A, "vech")))
            self.declared.letters[place] = V
            self.declared.roles[V.tree] = "vech", A
            self.declared.hypotheses += [equal(V.T, V), implies(equal(A.T, A), equal(V, A))]
            if isinstance(of, Sum):
                self.declared.hypotheses.append(
                    equal(V, sum_of([self.half(term) for term in of.terms]))
                )
            elif isinstance(of, Scale) and isinstance(of.factor, Number):
                self.declared.hypotheses.append(equal(V, of.factor.value * self.half(of.of)))
        return self.declared.letters[place]

    def inverse(self, of: Matrix, kind: str = "inv") -> Term:
        """The letter that is an inverse of a matrix, with its equations as hypotheses."""
        place = kind, canonical(of)
        if place not in self.declared.letters:
            M = self.matrix(of)
            self.declared.require_free(M, kind)
            rows, cols = self.declared.shape(M, kind)
            names = {"inv": "N", "pinv": "P", "ginv": "G"}
            N = Term(self.declared.new(names[kind], (cols, rows)))
            self.declared.letters[place] = N
            self.declared.roles[N.tree] = kind, M
            units = Term(("I", rows)), Term(("I", cols))
            self.declared.hypotheses += inverse_equations(kind, M, N, units)
        return self.declared.letters[place]

    def reciprocal(self, of: Scalar) -> Term:
        """The letter that is one over a number, with its equations as hypotheses."""
        if isinstance(of, Entry):
            return self.inverse(of.of)
        place = "1/", canonical(Scale(of, Identity(ONE)))
        if place not in self.declared.letters:
            s = self.scalar(of)
            self.declared.require_free(s, "the reciprocal")
            t = Term(self.declared.new("t", (1, 1)))
            self.declared.letters[place] = t
            self.declared.roles[t.tree] = "inv", s
            unit = Term(("I", 1))
            self.declared.hypotheses += inverse_equations("inv", s, t, (unit, unit))
        return self.declared.letters[place]

    def placed(self, sizes: list[Size], legs: list[tuple[Any, ...]]) -> list[Term]:
        """The injections of blocks; of sizes m*p, n*p, .. those of m, n, .. beside I_p."""
        lasts = {found[-1] for found in legs if len(found) == 2}
        if len(lasts) != 1 or any(len(found) != 2 for found in legs):
            return self.blocks(sizes)
        one = Term(("I", tree_of(lasts.pop())))
        named = {name: size for size, name in self.declared.sums.items()}
        own = {called: name for name, called in self.declared.called.items()}
        firsts = [
            named.get(m) or (Size.of(m) if isinstance(m, int) else Size.named(own.get(m, m)))
            for m, _ in legs
        ]
        return [kron(J, one) for J in self.blocks(firsts)]

    def blocks(self, sizes: list[Size]) -> list[Term]:
        """The injections of blocks of these sizes."""
        split = tuple(sizes)
        if split not in self.declared.injections:
            total = sizes[0]
            for size in sizes[1:]:
                total = total + size
            whole = self.declared.leg(total)
            parts = [self.declared.leg(size) for size in sizes]
            found = [Term(self.declared.new("J", (whole, part))) for part in parts]
            self.declared.injections[split] = found
            for i, J in enumerate(found):
                self.declared.roles[J.tree] = "block", J
                self.declared.hypotheses.append(equal(J.T @ J, Term(("I", parts[i]))))
                for j in range(i):
                    zero = Term(("0", parts[j], parts[i]))
                    self.declared.hypotheses.append(equal(found[j].T @ J, zero))
            self.declared.hypotheses.append(
                equal(sum_of([J @ J.T for J in found]), Term(("I", whole)))
            )
        return self.declared.injections[split]

    def scalar(self, node: Scalar) -> Term:
        """A number as a term of size 1 x 1."""
        match node:
            case Number(value):
                return number(value)
            case SizeValue(size):
                return self.declared.size_value(size)
            case Reciprocal(of):
                return self.reciprocal(of)
            case Rank(of):
                return self.rank(of)
            case Trace(of):
                return tr(self.matrix(of))
            case Det(of) if (of.shape[0].integer or MAX_DET + 1) <= MAX_DET:
                return determinant(self.matrix(of), of.shape[0].integer or 0)
            case Det(of):
                return self.determinant(of)
            case Entry(of):
                return self.matrix(of)
            case ScalarSum(terms):
                return sum_of(list(map(self.scalar, terms)))
            case ScalarProduct(factors):
                return Term(("*", *(self.scalar(factor).tree for factor in factors)))
        raise Unrendered(f"{type(node).__name__.lower()} has no reading")

    def rank(self, of: Matrix) -> Term:
        """tr(I_r), with r the rank of the matrix, less a factor that is not 0, as a hypothesis."""
        while isinstance(of, Scale) and isinstance(of.factor, Number) and of.factor.value:
            of = of.of
        place = "rank", canonical(of)
        if place not in self.declared.letters:
            M = self.matrix(of)
            self.declared.require_free(M, "rank")
            shape = self.declared.shape(M, "rank")
            r = self.declared.new("r", "size")
            self.declared.letters[place] = tr(Term(("I", r)))
            self.declared.roles[r] = "rank", M
            self.declared.hypotheses.append(has_rank(M, shape, r))
        return self.declared.letters[place]

    def determinant(self, of: Matrix) -> Term:
        """A number of which nothing is known but that it is the same for the same matrix."""
        place = "det", canonical(of)
        if place not in self.declared.letters:
            M = self.matrix(of)
            self.declared.require_free(M, "det")
            d = Term(self.declared.new("d", (1, 1)))
            self.declared.letters[place] = d
            self.declared.roles[d.tree] = "det", M
        return self.declared.letters[place]

    def is_large(self, node: Matrix) -> bool:
        """Whether a matrix has rows or columns that are products of sizes."""
        rows, cols = self.declared.tensor(self.matrix(node)).shape
        return len(rows) > 1 or len(cols) > 1
