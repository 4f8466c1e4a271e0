"""Relations between terms as formulas of the kernel; `rendering` says how."""

from __future__ import annotations

from proofs.identity.reading.names import NONE
from proofs.identity.reading.terms import Terms, identity_of
from proofs.identity.reading.unrendered import Unrendered
from proofs.identity.reading.vech import triangle_of
from proofs.kernel.formulas import Formula, both, either, equal, for_all, for_some, implies, less
from symbolic.statements.syntax import Matrix
from symbolic.words.sizes import tree_of
from symbolic.words.terms import Term, vec


class Relations(Terms):
    """What ranges and properties of matrices say."""

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
