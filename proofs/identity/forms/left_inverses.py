"""Left inverses: of columns that are not zero, of the factors of a one-to-one Kronecker product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from proofs.identity.equal_terms import agrees
from proofs.identity.knowledge import Knowledge
from proofs.kernel.formulas import FALSE, Formula, equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.kronecker_kernels import first_factor, second_factor
from proofs.library.pseudoinverses import of_column
from symbolic.words.terms import Term, zero


def unit_columns(known: Knowledge) -> Iterator[Callable[[], Theorem]]:
    """``P u = 1`` for the inverse P of a column u that is not zero."""
    for theorem in known.facts:
        formula = theorem.conclusion
        if formula[0] != "=>" or formula[2] != FALSE or formula[1][0] != "=":
            continue
        u = Term(formula[1][1]) - Term(formula[1][2])
        for name, (kind, M) in known.roles.items():
            for P, v in ((Term(name), M), (Term(name).T, M.T)):
                column = kind in ("pinv", "ginv") and known.proof.shape(v)[1] == 1
                if column and agrees(u, v, known):
                    yield lambda P=P, v=v, t=theorem: _unit(known, P, v, t)  # type: ignore[misc]


def kronecker_factors(known: Knowledge) -> Iterator[Callable[[], Theorem]]:
    """Left inverses of A and B where ``A kron B`` is one to one."""
    positive = {t.conclusion[2]: t for t in known.facts if t.conclusion[0] == "size<="}
    for theorem in known.facts:
        pair = crossed(theorem.conclusion)
        if pair is not None:
            n, q = (known.proof.shape(M)[1] for M in pair)
            for lemma, other in ((first_factor, q), (second_factor, n)):
                if other in positive:
                    premises = theorem, positive[other]
                    yield partial(_factor, known, lemma, pair, premises)


def _factor(
    known: Knowledge,
    lemma: Callable[[Derivation], Theorem],
    pair: tuple[Term, Term],
    premises: tuple[Theorem, Theorem],
) -> Theorem:
    """``L A = I``, or ``L B = I``, for some L, by one of the two lemmas."""
    shapes = [size for M in pair for size in known.proof.shape(M)]
    return known.proof.use(lemma(known.proof), [*shapes, *pair], *premises)


def _unit(known: Knowledge, P: Term, u: Term, nonzero: Theorem) -> Theorem:
    """``P u = 1`` for a {1}-inverse P of a column u that is not zero."""
    proof, m = known.proof, known.proof.shape(u)[0]
    inverse = known.equation(equal(u @ P @ u, u))
    none = equal(u, zero(m, 1))
    premise = proof.assume(none)
    moved = proof.apply(nonzero, known.with_more([premise]).equation(nonzero.conclusion[1]))
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
