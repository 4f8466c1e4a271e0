"""Steps of Appendix A.6 for all sizes: the equations between its matrices.

C = W B with W = W_{H+1}, B = W_H..W_2 and U = W_1; r = (C U X - Y)^T, N = (X X^T)^{-1}, G any
{1}-inverse of C^T C, P = C G C^T, Sigma = Y X^T N X Y^T and M = C G B^T. The matrix E of the paper
is ``(B^T kron X r) K``, K being a commutation matrix.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofs.evidence.stated import theorem
from proofs.kernel.formulas import equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.generalized_inverses import projection_fixes, symmetric_projection
from proofs.library.networks.derivatives import half_square
from proofs.library.ranks import H0, H1, H2
from proofs.papers.kawaguchi2016.instances.networks import gram, steps_of_lemma_4_6
from symbolic.words.terms import Term, commutation, derivative_by, identity, kron, vec, zero

SIZES = {"W": "d_y d_h", "B": "d_h d_1", "U": "d_1 d_x", "X": "d_x m", "Y": "d_y m"}
INVERSES = {"G": "d_1 d_1", "N": "d_x d_x"}


@dataclass
class Steps:
    """A derivation with the letters of A.6, what is made of them, and hypotheses on them."""

    proof: Derivation

    def __post_init__(self) -> None:
        self.W, self.B, self.U, self.X, self.Y = self.proof.letters("W B U X Y")
        self.C = self.W @ self.B
        self.r = (self.C @ self.U @ self.X - self.Y).T
        self.G, self.N = Term("G"), Term("N")
        self.P = self.C @ self.G @ self.C.T
        self.gram = self.C.T @ self.C
        self.Z = self.Y @ self.X.T @ self.N
        self.Sigma = self.Z @ self.X @ self.Y.T
        self.F = self.B @ self.U @ self.X @ self.X.T @ self.U.T @ self.B.T
        self.M = self.C @ self.G @ self.B.T
        self.explained = self.r.T @ self.X.T @ self.N @ self.X @ self.r

    @property
    def E(self) -> Term:
        """``[B^T kron (X r)_1 .. B^T kron (X r)_{d_y}]``."""
        return kron(self.B.T, self.X @ self.r) @ commutation("d_h", "d_y")

    def of_gram(self) -> Theorem:
        """G is a {1}-inverse of C^T C."""
        return self.proof.assume(equal(self.gram @ self.G @ self.gram, self.gram))

    def of_data(self) -> tuple[Theorem, Theorem]:
        """N is the inverse of X X^T."""
        square = self.X @ self.X.T
        one = identity("d_x")
        return (
            self.proof.assume(equal(square @ self.N, one)),
            self.proof.assume(equal(self.N @ square, one)),
        )

    def first(self) -> Theorem:
        """The gradient in W_1 vanishes: X r C = 0."""
        return self.proof.assume(equal(self.X @ self.r @ self.C, zero("d_x", "d_1")))

    def last(self) -> Theorem:
        """The gradient in W_{H+1} vanishes: B U X r = 0."""
        product = self.B @ self.U @ self.X @ self.r
        return self.proof.assume(equal(product, zero("d_h", "d_y")))

    def normal(self, first: Theorem, right: Theorem) -> Theorem:
        """``C^T C U = C^T Z``."""
        square = self.X @ self.X.T
        equation = equal(self.gram @ self.U @ square, self.C.T @ self.Y @ self.X.T)
        shown = self.proof.combine(equation, H0.T, first)
        return self.proof.chain(
            self.gram @ self.U,
            (self.gram @ self.U @ square @ self.N, [right]),
            (self.C.T @ self.Z, [shown]),
        )

    def symmetric_inverse(self, right: Theorem) -> Theorem:
        """``N^T = N``: both are N^T (X X^T) N."""
        by = H0.T @ self.N - self.N.T @ H0
        return self.proof.combine(equal(self.N.T, self.N), by, right)


def steps_with(sizes: str = "", **more: str) -> Steps:
    """The letters of A.6, with more sizes and letters."""
    return Steps(Derivation(f"d_y d_h d_1 d_x m {sizes}", **SIZES, **more))


@theorem("appendix-a6:criticality")
def last_gradient() -> Theorem:
    """The gradient in W_{H+1} is vec(B U X r)."""
    s = steps_with()
    gradient = derivative_by(half_square(s.C @ s.U @ s.X - s.Y), s.W).T
    return s.proof.by(equal(gradient, vec(s.B @ s.U @ s.X @ s.r)))


@theorem("appendix-a6:gram", instances=gram)
def range_of_gram() -> Theorem:
    """``A = A A^T (J A)`` for every {1}-inverse J of A A^T: R(A) = R(A A^T)."""
    proof = Derivation("n m", A="n m", J="n n")
    A, J = proof.letters("A J")
    F = A @ A.T
    given = proof.assume(equal(F @ J @ F, F))
    turned = proof.combine(equal(F @ J.T @ F, F), H0.T, given)
    fixes = projection_fixes(proof, A.T, J.T, turned)
    return proof.combine(equal(F @ (J @ A), A), H0.T, fixes)


@theorem("appendix-a6:crossed", instances=steps_of_lemma_4_6)
def crossed_terms() -> Theorem:
    """``(C G kron B U) E = 0`` and ``E^T (G C^T kron (B U)^T) = 0``, W_{H+1} being critical."""
    s = steps_with(G=INVERSES["G"])
    last, K = s.last(), commutation("d_h", "d_y")
    left = kron(s.C @ s.G, s.B @ s.U) @ s.E
    right = s.E.T @ kron(s.G @ s.C.T, (s.B @ s.U).T)
    return s.proof.both(
        s.proof.combine(equal(left, 0 * left), kron(s.M, H0) @ K, last),
        s.proof.combine(equal(right, 0 * right), K.T @ kron(s.B @ s.G @ s.C.T, H0.T), last),
    )


@theorem("appendix-a6:squared")
def squared_term() -> Theorem:
    """``E^T (G kron N) E = r^T X^T N X r kron B G B^T``."""
    s = steps_with(**INVERSES)
    right = kron(s.explained, s.B @ s.G @ s.B.T)
    return s.proof.by(equal(s.E.T @ kron(s.G, s.N) @ s.E, right))


@theorem("appendix-a6:fourth", instances=steps_of_lemma_4_6)
def fourth_equation() -> Theorem:
    """Equation (4): ``M_21 (G kron N) M_12 = (P kron F) + (r^T X^T N X r kron B G B^T)``.

    M_12 is the transpose of ``M_21 = (C kron B U X X^T) + E^T``; W_{H+1} is critical.
    """
    s = steps_with(**INVERSES)
    (right, left), last = s.of_data(), s.last()
    XX, BU, K = s.X @ s.X.T, s.B @ s.U, commutation("d_h", "d_y")
    corner = kron(s.C, BU @ XX) + s.E.T
    squared = kron(s.explained, s.B @ s.G @ s.B.T)
    goal = equal(corner @ kron(s.G, s.N) @ corner.T, kron(s.P, BU @ XX @ BU.T) + squared)
    by = (
        kron(s.P, BU @ H0 @ XX @ BU.T)
        + kron(s.C @ s.G, BU @ H0) @ s.E
        + kron(s.M, H2) @ K
        + s.E.T @ kron(s.G @ s.C.T, H1 @ BU.T)
        + K.T @ kron(s.B @ s.G @ s.C.T, H2.T)
    )
    return s.proof.combine(goal, by, right, left, last)


@theorem("appendix-a6:commute", instances=steps_of_lemma_4_6)
def commuting_projection() -> Theorem:
    """``P Sigma P = P Sigma = Sigma P`` and ``r^T X^T N X r = Sigma - P Sigma``."""
    return commuting(steps_with(**INVERSES))


def commuting(s: Steps) -> Theorem:
    """Three equations, for the letters of s: P commutes with Sigma, and the rest is explained.

    ``P Sigma P = P Sigma``, ``P Sigma = Sigma P`` and ``r^T X^T N X r = Sigma - P Sigma``. W_1 and
    W_{H+1} are supposed critical.
    """
    proof, P, Z, Sigma, XX, map_ = s.proof, s.P, s.Z, s.Sigma, s.X @ s.X.T, s.C @ s.U
    fixes, (right, left) = projection_fixes(proof, s.C, s.G, s.of_gram()), s.of_data()
    symmetric = symmetric_projection(proof, s.C, s.G, fixes)
    turned, normal = s.symmetric_inverse(right), s.normal(s.first(), right)
    predictor = proof.chain(map_, (s.C @ s.G @ s.gram @ s.U, [fixes]), (P @ Z, [normal]))
    middle = s.Y @ s.X.T @ s.N.T @ s.X @ s.Y.T
    square = proof.chain(Z @ XX @ Z.T, (middle, [left]), (Sigma, [turned]))
    flat = proof.combine(equal(map_ @ XX @ map_.T, map_ @ s.X @ s.Y.T), s.W @ H0, s.last())
    both = proof.chain(
        P @ Sigma @ P,
        (P @ Z @ XX @ Z.T @ P, [square]),
        (P @ Z @ XX @ (P @ Z).T, [symmetric]),
        (map_ @ XX @ map_.T, [predictor]),
        (map_ @ s.X @ s.Y.T, [flat]),
        (P @ Sigma, [predictor]),
    )
    even = proof.by(equal(Sigma.T, Sigma), turned)
    commute = proof.chain(
        P @ Sigma,
        (P @ Sigma @ P, [both]),
        ((P @ Sigma @ P).T, [symmetric, even]),
        ((P @ Sigma).T, [both]),
        (Sigma @ P, [symmetric, even]),
    )
    rest = proof.chain(
        s.explained,
        (map_ @ XX @ map_.T - map_ @ s.X @ s.Y.T - s.Y @ s.X.T @ map_.T + Sigma, [right, left]),
        (Sigma - (map_ @ s.X @ s.Y.T).T, [flat]),
        (Sigma - (P @ Sigma).T, [predictor]),
        (Sigma - (Sigma @ P).T, [commute]),
        (Sigma - P @ Sigma, [symmetric, even]),
    )
    return proof.both(both, commute, rest)


def _in_range(s: Steps) -> tuple[Term, Theorem]:
    """V with ``B^T = C^T C V``: the first alternative of Lemma 4.4 for k = H+1."""
    V = Term("V")
    return V, s.proof.assume(equal(s.B.T, s.gram @ V))


@theorem("appendix-a6:absorb", instances=steps_of_lemma_4_6)
def absorbing_inverse() -> Theorem:
    """``B G C^T C = B`` and ``C^T C G B^T = B^T``, where R(B^T) in R(C^T C)."""
    s = steps_with(G=INVERSES["G"], V="d_1 d_h")
    inverse, included = s.of_gram(), _in_range(s)
    return s.proof.both(*_absorbed(s, *included, inverse))


def _absorbed(s: Steps, V: Term, included: Theorem, inverse: Theorem) -> tuple[Theorem, Theorem]:
    """``B G C^T C = B`` and ``C^T C G B^T = B^T``, from ``B^T = C^T C V``."""
    proof, B, G = s.proof, s.B, s.G
    by = H0.T @ G @ s.gram + V.T @ H1 - H0.T
    left = proof.combine(equal(B @ G @ s.gram, B), by, included, inverse)
    by = s.gram @ G @ H0 + H1 @ V - H0
    return left, proof.combine(equal(s.gram @ G @ B.T, B.T), by, included, inverse)


@theorem("appendix-a6:simplify", instances=steps_of_lemma_4_6)
def simplified_blocks() -> Theorem:
    """``F = M^T Sigma M`` and ``B G B^T = M^T M``, where R(B^T) in R(C^T C)."""
    return simplified(steps_with(**INVERSES, V="d_1 d_h"))


def simplified(s: Steps) -> Theorem:
    """``F = M^T Sigma M`` and ``B G B^T = M^T M`` for the letters of s.

    Supposed are that R(B^T) is in R(C^T C) and that W_1 is critical.
    """
    proof, B, G, M, XX = s.proof, s.B, s.G, s.M, s.X @ s.X.T
    inverse, (right, left), first = s.of_gram(), s.of_data(), s.first()
    V, included = _in_range(s)
    turned = s.symmetric_inverse(right)
    lower = _image(s, (V, included), inverse, s.normal(first, right))
    image = M.T @ s.Z
    whole = proof.chain(
        s.F,
        (image @ XX @ image.T, [lower]),
        (M.T @ s.Y @ s.X.T @ s.N.T @ s.X @ s.Y.T @ M, [left]),
        (M.T @ s.Sigma @ M, [turned]),
    )
    back, absorbed = _absorbed(s, V, included, inverse)
    rows = proof.combine(equal(s.gram @ G.T @ B.T, B.T), H0.T, back)
    square = proof.chain(
        B @ G @ B.T,
        (B @ G @ s.gram @ G.T @ B.T, [rows]),
        (B @ G.T @ B.T, [back]),
        (B @ G.T @ s.gram @ G @ B.T, [absorbed]),
    )
    return proof.both(whole, square)


def _image(s: Steps, range_: tuple[Term, Theorem], inverse: Theorem, normal: Theorem) -> Theorem:
    """``B U = M^T Z``, from ``B^T = C^T C V`` and the normal equation ``C^T C U = C^T Z``."""
    proof, (V, included) = s.proof, range_
    fixes = projection_fixes(proof, s.C, s.G, inverse)
    rows = proof.combine(equal(s.gram @ s.G.T @ s.C.T, s.C.T), H0.T, fixes)
    B = proof.combine(equal(s.B, V.T @ s.gram), H0.T, included)
    # B is V^T C^T C on the left of U and of G^T C^T Z; between them the normal equation.
    tail = s.G.T @ s.C.T @ s.Z
    onto = proof.combine(equal(s.B @ s.U, V.T @ s.gram @ s.U), H0 @ s.U, B)
    back = proof.combine(equal(s.B @ tail, V.T @ s.gram @ tail), H0 @ tail, B)
    middle = proof.by(equal(V.T @ s.gram @ s.U, V.T @ s.gram @ tail), normal, rows)
    return proof.combine(equal(s.B @ s.U, s.M.T @ s.Z), H0 + H1 - H2, onto, middle, back)


@theorem("appendix-a6:ranges", instances=steps_of_lemma_4_6)
def same_ranges() -> Theorem:
    """``C^T C = B^T (W^T C)``, ``M W^T = P``, ``C = M (W^T C)`` and M = C (G B^T)."""
    s = steps_with(G=INVERSES["G"])
    fixes = projection_fixes(s.proof, s.C, s.G, s.of_gram())
    return s.proof.both(
        s.proof.by(equal(s.gram, s.B.T @ (s.W.T @ s.C))),
        s.proof.by(equal(s.M @ s.W.T, s.P)),
        s.proof.by(equal(s.M @ (s.W.T @ s.C), s.C), fixes),
    )
