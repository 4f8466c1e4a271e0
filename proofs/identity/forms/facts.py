"""What facts that are no equations say: of columns that are not zero, and of Kronecker products."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from proofs.identity.forms.forms import Forms
from proofs.identity.knowledge import Knowledge
from proofs.identity.ranks.factors import Nodes
from proofs.kernel.formulas import FALSE, Formula, equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.kronecker_kernels import first_factor, second_factor
from proofs.library.pseudoinverses import of_column
from symbolic.words.terms import Term, zero

Prove = Callable[[Formula, Knowledge], Theorem]


class FactLessons:
    """Lessons from facts at one place of a proof."""

    def __init__(self, known: Knowledge, prove: Prove) -> None:
        self.known = known
        self.prove = prove
        self.proof = known.proof
        self.forms = Forms(known)
        self.nodes = Nodes(known)

    def columns(self) -> Iterator[Callable[[], Theorem]]:
        """``P u = 1`` for the inverse P of a column u that is not zero."""
        for theorem in self.known.facts:
            formula = theorem.conclusion
            if formula[0] != "=>" or formula[2] != FALSE or formula[1][0] != "=":
                continue
            u = Term(formula[1][1]) - Term(formula[1][2])
            for name, (kind, M) in self.known.roles.items():
                for P, v in ((Term(name), M), (Term(name).T, M.T)):
                    column = kind in ("pinv", "ginv") and self.proof.shape(v)[1] == 1
                    if column and self.forms.agrees(u, v):
                        yield lambda P=P, v=v, t=theorem: self.unit(P, v, t)  # type: ignore[misc]

    def factors(self) -> Iterator[Callable[[], Theorem]]:
        """Left inverses of A and B where ``A kron B`` is one to one."""
        positive = {t.conclusion[2]: t for t in self.known.facts if t.conclusion[0] == "size<="}
        for theorem in self.known.facts:
            pair = crossed(theorem.conclusion)
            if pair is not None:
                n, q = (self.proof.shape(M)[1] for M in pair)
                for lemma, other in ((first_factor, q), (second_factor, n)):
                    if other in positive:
                        premises = theorem, positive[other]
                        yield partial(self.factor, lemma, pair, premises)

    def factor(
        self,
        lemma: Callable[[Derivation], Theorem],
        pair: tuple[Term, Term],
        premises: tuple[Theorem, Theorem],
    ) -> Theorem:
        """A left inverse of one of them."""
        shapes = [size for M in pair for size in self.proof.shape(M)]
        return self.proof.use(lemma(self.proof), [*shapes, *pair], *premises)

    def unit(self, P: Term, u: Term, nonzero: Theorem) -> Theorem:
        """``P u = 1``."""
        proof, m = self.proof, self.proof.shape(u)[0]
        inverse = self.known.equation(equal(u @ P @ u, u))
        none = equal(u, zero(m, 1))
        premise = proof.assume(none)
        moved = proof.apply(
            nonzero, self.known.with_more([premise]).equation(nonzero.conclusion[1])
        )
        return proof.use(of_column(proof), [m, u, P], inverse, proof.suppose(none, moved))


def crossed(formula: Formula) -> tuple[Term, Term] | None:
    """A and B, where the formula says that ``A kron B``, or its transpose, is one to one."""
    match formula:
        case ("all", name, _, ("=>", ("=", ("*", product, ("vec", column)), _), ("=", U, _))):
            if not name == column == U:
                return None
        case _:
            return None
    match product:
        case ("kron", A, B):
            return Term(A), Term(B)
        case ("T", ("kron", A, B)):
            return Term(A).T, Term(B).T
    return None
