"""A proof's names, its hypotheses, and the steps that compute: equations and inequalities.

Every step is made of the kernel's rules and nothing else, so nothing here is trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from proofs.kernel import rules
from proofs.kernel.arithmetic import Products
from proofs.kernel.formulas import Formula, equal, gap, strings, substitute
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import ProofError, Theory, expect
from symbolic.words.rewriting import combination, rule_of
from symbolic.words.sizes import Sort, tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, Tree, evaluate

H0, H1, H2, H3, H4, H5, H6 = HOLES = tuple(Term(f"${n}") for n in range(7))
"""The premises of a combination, as differences of their sides."""


def as_tree(value: Term | Tree) -> Tree:
    """The tree of a term; anything else is a tree already."""
    return value.tree if isinstance(value, Term) else value


def sides(relation: Theorem) -> tuple[Term, Term]:
    """Both sides of an equation or an inequality."""
    _, left, right = expect(relation.conclusion, "=", "<=", "<")
    return Term(left), Term(right)


class Equations:
    """One proof in the making: its names, and what is computed with them.

    >>> proof = Equations("m n", A="m n", B="n m")
    >>> from symbolic.words.terms import identity
    >>> A, B = proof.letters("A B")
    >>> h = proof.assume(equal(A @ B, identity("m")))
    >>> proof.by(equal(A @ B @ A, A), h).conclusion
    ('=', ('*', 'A', 'B', 'A'), 'A')
    """

    def __init__(self, sizes: str, **letters: str) -> None:
        self.theory = Theory()
        for size in sizes.split():
            self.theory.declare(size, "size")
        for name, sort in letters.items():
            rows, cols = (int(n) if n.isdecimal() else n for n in sort.split())
            self.theory.declare(name, (rows, cols))

    def letters(self, names: str) -> tuple[Term, ...]:
        """The letters of these names as terms."""
        return tuple(map(Term, names.split()))

    def new(self, name: str, sort: Sort) -> str:
        """A free name like the given one that is not yet taken, declared with the sort."""
        fresh, n = name, 1
        while fresh in self.theory.names:
            n += 1
            fresh = f"{name}{n}"
        self.theory.declare(fresh, sort)
        return fresh

    def shape(self, term: Term) -> tuple[Any, Any]:
        """The sizes of a term with one leg at most on each side."""
        tensor = evaluate(term.tree, self.theory.names)
        rows, cols = tensor.shape
        if len(rows) > 1 or len(cols) > 1:
            raise ProofError(f"a Kronecker product where a matrix was expected: {term}")
        return tree_of((*rows, 1)[0]), tree_of((*cols, 1)[0])

    def fresh(self, names: str, sort: Sort) -> list[Term]:
        """New matrices of the sort, called like the given names, as terms."""
        return [Term(self.new(name, sort)) for name in names.split()]

    def matrices(self, **sorts: Sort) -> list[Term]:
        """New matrices of these sizes, called like the given names, as terms."""
        return [Term(self.new(name, sort)) for name, sort in sorts.items()]

    def scalars(self, names: str) -> list[Term]:
        """New numbers, called like the given names."""
        return self.fresh(names, (1, 1))

    def assume(self, formula: Formula) -> Theorem:
        """A hypothesis."""
        return rules.assume(self.theory, (), formula)

    def by(self, goal: Formula, *premises: Theorem) -> Theorem:
        """An equation that follows from equations by rewriting their left sides."""
        difference = -gap(goal, self.theory.names)
        if not difference:
            return rules.algebra(self.theory, (), goal)
        tree = self._rewritten(difference, premises)
        if tree is None:
            raise ProofError(f"rewriting did not prove {goal}")
        return self.combine(goal, tree, *premises)

    def _rewritten(self, difference: Tensor, premises: Sequence[Theorem]) -> Tree | None:
        """The difference as a combination of the premises, the left sides being rewritten."""
        names = self.theory.names
        letters = names
        holes = [-gap(p.conclusion, names) for p in premises]
        lefts = [evaluate(p.conclusion[1], letters) for p in premises]
        found = [rule_of(n, *pair) for n, pair in enumerate(zip(lefts, holes, strict=True))]
        return combination(difference, [r for r in found if r is not None], letters, holes)

    def same_bound(self, goal: Formula, bound: Theorem, *premises: Theorem) -> Theorem:
        """An inequality whose gap equals that of another, by rewriting with equations."""
        names = self.theory.names
        difference = gap(goal, names) - gap(bound.conclusion, names)
        tree = self._rewritten(difference, premises) if difference else None
        if difference and tree is None:
            raise ProofError(f"rewriting did not prove {goal}")
        return self.order(goal, [*premises, bound], [(1, [len(premises)])], tree)

    def chain(self, start: Term, *links: tuple[Term, Sequence[Theorem]]) -> Theorem:
        """``start = last``: each term from the one before it, by the theorems beside it."""
        found, at = [], start
        for term, premises in links:
            found.append(self.by(equal(at, term), *premises))
            at = term
        total = ("+", *(f"${n}" for n in range(len(found))))
        return self.combine(equal(start, at), total, *found)

    def combine(self, goal: Formula, by: Term | Tree, *premises: Theorem) -> Theorem:
        """An equation that is the given combination of equations; idle premises are dropped."""
        tree = as_tree(by)
        used = [n for n in range(len(premises)) if f"${n}" in strings(tree)]
        tree = substitute(tree, {f"${n}": f"${i}" for i, n in enumerate(used)})
        return rules.algebra(self.theory, [premises[n] for n in used], goal, tree)

    def order(
        self, goal: Formula, premises: Sequence[Theorem], products: Products, plus: Tree = None
    ) -> Theorem:
        """An inequality from products of inequalities and a combination of equations, a term."""
        return rules.order(self.theory, premises, goal, products, as_tree(plus))

    def sizes(self, goal: Formula, *premises: Theorem) -> Theorem:
        """An inequality between sizes, the sum of the given ones."""
        return rules.sizes(self.theory, premises, goal, [1] * len(premises))
