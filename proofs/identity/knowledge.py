"""What is known at a place of a proof: equations as rules, other facts; formulas opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from proofs.identity.limits import Limits
from proofs.identity.linear_programs import combination
from proofs.identity.opening import NotFoundError, Opening, Roles
from proofs.identity.rewriting.completion import Completion
from proofs.identity.rewriting.equation_theorems import vanishing
from proofs.identity.rewriting.traces import Rewriting
from proofs.identity.rewriting.unstacking import unstacked
from proofs.identity.rewriting.words import Alphabet, Poly, poly_tree, scaled
from proofs.kernel.formulas import Formula, equal, gap
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.ranks import H0, H1
from symbolic.words.sizes import tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, Tree, evaluate


@dataclass
class Knowledge(Opening):
    """Equations, facts that are none, ranks, and the letters of a role with their matrices."""

    proof: Derivation
    limits: Limits
    roles: Roles
    equations: tuple[Theorem, ...] = ()
    facts: tuple[Theorem, ...] = ()
    ranks: dict[str, tuple[Term, Theorem]] = field(default_factory=dict)
    has_learned: bool = False
    _rules: Completion | None = None
    _large: tuple[Theorem, ...] = ()
    _settled: bool = False

    def with_more(
        self,
        equations: Sequence[Theorem],
        facts: Sequence[Theorem] = (),
        roles: Roles | None = None,
    ) -> Knowledge:
        """The same knowledge with more equations, facts and roles."""
        return Knowledge(
            self.proof,
            self.limits,
            {**self.roles, **(roles or {})},
            (*self.equations, *equations),
            (*self.facts, *facts),
            dict(self.ranks),
            self.has_learned,
        )

    @property
    def rules(self) -> Completion:
        """The completion of the equations, begun when it is first asked for."""
        if self._rules is None:
            self._rules = Completion(self.proof, Alphabet(), self.limits)
            for theorem in self.equations:
                if not self._rules.add(theorem):
                    matrix = self._as_matrix(theorem)
                    if matrix is None or not self._rules.add(matrix):
                        self._large = (*self._large, theorem)
        return self._rules

    def _as_matrix(self, theorem: Theorem) -> Theorem | None:
        """``M = N`` from ``vec(M) = vec(N)``; nothing for another equation."""
        names = self.proof.theory.names
        tensor = gap(theorem.conclusion, names)
        if len(tensor.rows) != 2 or tensor.cols:
            return None
        left, right = (unstacked(side, names) for side in theorem.conclusion[1:])
        return self.proof.combine(equal(left, right), unstacked("$0", names, tensor), theorem)

    # Equations.

    def settle(self, count: int = 80) -> None:
        """Let the completion make some more rules, once."""
        if not self._settled:
            self._settled = True
            self.rules.allow()
            for _ in zip(range(count), self.rules.steps(), strict=False):
                pass

    def zero(self, tensor: Tensor) -> tuple[object, list[Theorem]] | None:
        """A tensor as a combination of what is known; nothing where it was not shown to vanish."""
        if not tensor:
            return None, []
        rules = self.rules
        rules.allow()
        poly = rules.alphabet.poly(tensor)
        found = None if poly is None else self._zero_poly(poly, tensor)
        traces = poly is None or tensor.is_scalar or rules.alphabet.has_traces(poly)
        if found is None and (traces or self._large):
            found = self._zero_tensor(tensor)
        return found

    def _zero_poly(self, poly: Poly, tensor: Tensor) -> tuple[object, list[Theorem]] | None:
        rules = self.rules
        out, parts = rules.reduced(poly)
        if out:
            out, more = rules.reduced(self._in_order(out, tensor))
            parts += more
        for number in rules.steps() if out else ():
            if any(map(rules.equations[number].divides, out)):
                out, more = rules.reduced(out)
                parts += more
                out = self._in_order(out, tensor)
            if not out:
                break
        size = tree_of((*tensor.rows, 1)[0])
        if out.keys() == {""} and size in rules.empty:
            parts.append((out.pop(""), "", rules.empty[size], False, ""))
        if out:
            return None
        return vanishing(rules, parts, size) if parts else (None, [])

    def _in_order(self, poly: Poly, like: Tensor) -> Poly:
        """The polynomial with the numbers x^T y in its words in their order, as they commute."""
        alphabet = self.rules.alphabet
        if not poly or not any("|" in name for name in alphabet.characters):
            return poly
        rows, cols = (tree_of((*legs, 1)[0]) for legs in like.shape)
        names = self.proof.theory.names
        found = alphabet.poly(evaluate(poly_tree(alphabet, poly, rows, cols), names))
        return poly if found is None else found

    def _zero_tensor(self, tensor: Tensor) -> tuple[object, list[Theorem]] | None:
        rewriting = Rewriting(self.rules)
        left, pieces = rewriting.reduced(tensor)
        for _ in self.rules.steps() if left else ():
            left, more = rewriting.reduced(left)
            pieces += more
            if not left:
                break
        multiples: list[tuple[Fraction, Theorem]] = []
        if left:
            found = self._large_sum(left, rewriting)
            if found is None:
                return None
            multiples, more = found
            pieces += more
        by, premises = rewriting.combined(pieces)
        for c, theorem in multiples:
            part = scaled(c, f"${len(premises)}")
            by, premises = part if by is None else ("+", by, part), [*premises, theorem]
        return by, premises

    def _large_sum(
        self, tensor: Tensor, rewriting: Rewriting
    ) -> tuple[list[tuple[Fraction, Theorem]], list[tuple[Tree, int]]] | None:
        """The tensor as a sum of multiples of the other equations, up to the rules."""
        names = self.proof.theory.names
        gaps = [(e, -gap(e.conclusion, names)) for e in self._large]
        same = [(e, *rewriting.reduced(g)) for e, g in gaps if g.shape == tensor.shape]
        found = combination(tensor.terms, [], [left.terms for _, left, _ in same])
        if found is None:
            return None
        multiples, pieces = [], []
        for c, (theorem, _, taken) in zip(found[1], same, strict=True):
            if c:
                multiples.append((c, theorem))
                pieces += [(scaled(-c, tree), number) for tree, number in taken]
        return multiples, pieces

    def equation(self, goal: Formula) -> Theorem:
        """The theorem of an equation; raises `NotFoundError`."""
        found = self.zero(-gap(goal, self.proof.theory.names))
        if found is None:
            return self.cancelled(goal)
        by, premises = found
        if not premises:
            return self.proof.by(goal)
        return self.proof.combine(goal, by, *premises)

    def cancelled(self, goal: Formula) -> Theorem:
        """An equation Z = 0 from Z^T Z = 0, Z Z^T = 0, or from Z M = 0 or M Z = 0, M invertible."""
        names, proof = self.proof.theory.names, self.proof
        tensor = -gap(goal, names)
        if max(len(tensor.rows), len(tensor.cols)) > 1:
            raise NotFoundError("rewriting does not show this equation")
        poly = self.rules.alphabet.poly(tensor)
        if poly is not None:
            out = self.rules.reduced(poly)[0]
            rows, cols = (tree_of((*legs, 1)[0]) for legs in tensor.shape)
            Z = Term(poly_tree(self.rules.alphabet, out, rows, cols))
            for square in (Z.T @ Z, Z @ Z.T):
                found = self.zero(evaluate(square.tree, names))
                if found is not None:
                    return self._by_square(goal, Z, square)
        Z = Term(goal[1]) - Term(goal[2])
        for name, (kind, M) in self.roles.items():
            if kind != "inv":
                continue
            N, (rows, cols) = Term(name), proof.shape(Z)
            if proof.shape(M)[0] == cols and self.vanishes(evaluate((Z @ M).tree, names)):
                zero_ = self.plain(equal(Z @ M, proof.zero_like(Z @ M)))
                unit = self.plain(equal(M @ N, Term(("I", cols))))
                return proof.combine(goal, H0 @ N - Z @ H1, zero_, unit)
            if proof.shape(M)[1] == rows and self.vanishes(evaluate((M @ Z).tree, names)):
                zero_ = self.plain(equal(M @ Z, proof.zero_like(M @ Z)))
                unit = self.plain(equal(N @ M, Term(("I", rows))))
                return proof.combine(goal, N @ H0 - H1 @ Z, zero_, unit)
        raise NotFoundError("rewriting does not show this equation")

    def _by_square(self, goal: Formula, Z: Term, square: Term) -> Theorem:
        """From a square that vanishes; Z is the difference of the sides in normal form."""
        proof = self.proof
        zero_square = self.plain(equal(square, proof.zero_like(square)))
        none = equal(Z, proof.zero_like(Z))
        if square.tree[1] == ("T", Z.tree):
            flat = proof.cancel(Z, none, zero_square)
        else:
            flat = proof.combine(none, H0.T, proof.cancel(Z.T, equal(Z.T, 0 * Z.T), zero_square))
        same = self.plain(equal(Term(goal[1]) - Term(goal[2]), Z))
        return proof.combine(goal, H0 + H1, same, flat)

    def plain(self, goal: Formula) -> Theorem:
        """An equation between matrices or numbers, by rewriting alone."""
        found = self.zero(-gap(goal, self.proof.theory.names))
        if found is None:
            raise NotFoundError("rewriting does not show this equation")
        by, premises = found
        return self.proof.combine(goal, by, *premises) if premises else self.proof.by(goal)

    def vanishes(self, tensor: Tensor) -> bool:
        """Whether a tensor is shown to vanish."""
        return self.zero(tensor) is not None
