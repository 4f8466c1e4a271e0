"""The trace of a product of two semidefinite matrices: not negative, and zero only with it.

Each function proves a closed formula inside a given derivation.
"""

from __future__ import annotations

from proofs.kernel.formulas import at_most, equal, size_at_most
from proofs.kernel.rules import Theorem
from proofs.library.definite import NONE, definite, invertible, null_vectors, semidefinite_too
from proofs.library.derivation import Derivation
from proofs.library.form_squares import Induction
from proofs.library.ranks import H0, H1, once, sizes, with_rank
from proofs.library.semidefinite import nonnegative
from symbolic.words.terms import Term, Tree, tr, zero


@once
def trace_of_two(proof: Derivation) -> Theorem:
    """The `claim` for S and T symmetric and nowhere negative, by induction on the rank of T."""
    (n,) = sizes(proof, "n")
    S, T = proof.fresh("S T", (n, n))

    def prove(*given: Theorem) -> Theorem:
        everywhere = Induction(proof, n, S, given[:2]).whole()

        def ranked(r: str, rank: Theorem) -> Theorem:
            at = proof.instance(everywhere, r, r, T)
            return proof.apply(at, proof.sizes(size_at_most(r, r)), *given[2:], rank)

        return with_rank(proof, T, ranked)

    hypotheses = [f for M in (S, T) for f in (equal(M.T, M), nonnegative(M, n))]
    return proof.lemma([n, S, T], hypotheses, prove)


@once
def definite_pair(proof: Derivation) -> Theorem:
    """U = 0 where ``tr(A U^T B U) = 0`` for A and B symmetric and definite."""
    m, n = sizes(proof, "m n")
    (A,), (B,), (U,) = proof.fresh("A", (m, m)), proof.fresh("B", (n, n)), proof.fresh("U", (n, m))
    T, (v,) = U.T @ B @ U, proof.fresh("v", (m, 1))

    def prove(*given: Theorem) -> Theorem:
        flat_A, flat_B, of_A, of_B, none = given
        low_A, low_B = (
            proof.use(semidefinite_too(proof), [size, M], of)
            for size, M, of in ((m, A, of_A), (n, B, of_B))
        )
        flat = proof.combine(equal(T.T, T), U.T @ H0 @ U, flat_B)
        at = proof.instance(low_B, U @ v)
        form = proof.generalize(proof.order(at_most(NONE, v.T @ T @ v), [at], [(1, [0])]), v.tree)
        both_ = proof.use(trace_of_two(proof), [m, A, T], flat_A, low_A, flat, form)
        product = proof.apply(proof.parts(both_)[1], none)  # A U^T B U = 0

        def cancelled(M: Term, size: Tree, of: Theorem, zero_: Theorem) -> Theorem:
            """W = 0 from M W = 0."""

            def use(inverse: Theorem) -> Theorem:
                _, right = proof.parts(inverse)
                X = Term(right.conclusion[1][1])
                W = T if M is A else U
                return proof.combine(equal(W, 0 * W), X @ H0 - H1 @ W, zero_, right)

            return proof.choose(proof.use(invertible(proof), [size, M], of), ["X"], use)

        square = proof.combine(equal(T, zero(m, m)), H0, cancelled(A, m, of_A, product))
        image = proof.use(null_vectors(proof), [n, m, B, U], flat_B, low_B, square)
        return proof.combine(equal(U, zero(n, m)), H0, cancelled(B, n, of_B, image))

    hypotheses = [
        equal(A.T, A), equal(B.T, B), definite(A, m), definite(B, n), equal(tr(A @ T), NONE),
    ]  # fmt: skip
    return proof.lemma([m, n, A, B, U], hypotheses, prove)
