"""What a pair of matrices leaves out: ``I - U V`` for V U = I, and maps between two such rests."""

from __future__ import annotations

from dataclasses import dataclass

from proofs.kernel.formulas import at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, H2, H3
from proofs.library.networks.embeddings import embedding
from proofs.library.ranks import count, counted, factors, once, rank_of, trace_of_idempotent
from symbolic.words.terms import Term, Tree, identity, tr, zero


@dataclass
class Complement:
    """``I - U V = T_1 T_2`` for V U = I_r, with T_2 T_1 = I, V T_1 = 0 and T_2 U = 0."""

    proof: Derivation
    U: Term
    V: Term
    unit: Theorem

    def __post_init__(self) -> None:
        proof, U, V = self.proof, self.U, self.V
        self.n, r = proof.shape(U)
        E = identity(self.n) - U @ V
        square = proof.combine(equal(E @ E, E), U @ H0 @ V, self.unit)
        self.size, rank = rank_of(proof, E)
        traced = proof.use(trace_of_idempotent(proof), [self.n, self.size, E], square, rank)
        total = equal(count(self.size) + count(r), count(self.n))
        self.counted = proof.combine(total, -1 * H0 - tr(H1), traced, self.unit)
        (S, T, K, R), (self.whole, left, right) = factors(proof, rank)
        self.first, self.second = S, T
        # T S = (K S) T S (T R) = K E E R = K E R = (K S)(T R) = I
        by = K @ (H0 - H1 @ E - S @ T @ H1 + H1) @ R
        by = by - H2 @ T @ S @ T @ R - T @ S @ H3 + H2 @ T @ R + H3
        goal = equal(T @ S, identity(self.size))
        self.inner = proof.combine(goal, by, square, self.whole, left, right)
        # V S = V S T R = V E R = 0, and T U = K S T U = K E U = 0
        by = -1 * (H2 @ V @ R) - V @ H0 @ R - V @ S @ H1
        goal = equal(V @ S, zero(r, self.size))
        self.above = proof.combine(goal, by, self.whole, right, self.unit)
        by = -1 * (K @ U @ H2) - K @ H0 @ U - H1 @ T @ U
        goal = equal(T @ U, zero(self.size, r))
        self.below = proof.combine(goal, by, self.whole, left, self.unit)


def smaller(proof: Derivation, low: Complement, high: Complement, bound: Theorem) -> Theorem:
    """The complement in the smaller space is not larger, both being of the same rank."""
    sizes = proof.apply(proof.axiom("count", low.n, high.n), bound)
    goal = at_most(count(low.size), count(high.size))
    counts = proof.order(
        goal, (sizes, low.counted, high.counted), [(1, [0])], H2 - H1
    )  # fmt: skip
    return proof.use(counted(proof), [low.size, high.size], counts)


@once
def embeddings(proof: Derivation) -> Theorem:
    """``p <= n`` implies ``K J = I_p`` for some J with n rows and some K."""
    return embedding(proof)


def embedded(
    proof: Derivation, n: Tree, p: Tree, few: Theorem, names: str
) -> tuple[Term, Term, Theorem]:
    """J, K and ``K J = I_p``."""
    (J, K), pair = proof.obtain(proof.use(embeddings(proof), [n, p], few), *names.split())
    return J, K, pair
