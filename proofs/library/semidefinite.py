"""Positive semidefinite matrices for all sizes: A24 (Albert, Schur) and A25, from the definition.

M is psd when ``M^T = M`` and ``0 <= u^T M u`` for every column u. The block matrix
[[A, B], [B^T, D]] is written in two ways: by its form ``x^T A x + 2 x^T B y + y^T D y`` at pairs
of columns x and y, or as ``J A J^T + J B K^T + K B^T J^T + K D K^T`` with the injections J and K
of its blocks, of which ``J^T J = I``, ``K^T K = I`` and ``J^T K = 0`` are hypotheses
(that they fill the whole, ``J J^T + K K^T = I``, is not needed).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.formulas import NONE, Formula, at_most, both, equal, for_all
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0, H1, sides
from proofs.library.ranges import included
from symbolic.words.terms import Term, Tree, identity, zero


def nonnegative(M: Term, size: Tree) -> Formula:
    """``0 <= u^T M u`` for every column u."""
    u = Term("u0")
    return for_all("u0", (size, 1), at_most(NONE, u.T @ M @ u))


def semidefinite(M: Term, size: Tree) -> Formula:
    """``M^T = M``, and ``0 <= u^T M u`` for every column u."""
    return both(equal(M.T, M), nonnegative(M, size))


def form(A: Term, B: Term, D: Term, x: Term, y: Term) -> Term:
    """``x^T A x + 2 x^T B y + y^T D y``."""
    return x.T @ A @ x + 2 * (x.T @ B @ y) + y.T @ D @ y


def congruent(proof: Derivation, given: Theorem, S: Term, goal: Formula) -> Theorem:
    """``S^T M S`` is psd if M is, for S of any shape."""
    symmetric, above = proof.parts(given)
    _, M = sides(symmetric)
    (v,) = proof.fresh("v", (proof.shape(S)[1], 1))
    image = S.T @ M @ S
    flat = proof.combine(equal(image.T, image), S.T @ H0 @ S, symmetric)
    at = proof.instance(above, S @ v)
    shown = proof.order(at_most(NONE, v.T @ image @ v), [at], [(1, [0])])
    return proof.logic(goal, flat, proof.generalize(shown, v))


def congruence() -> Theorem:
    """For S with a two-sided inverse, M is psd if and only if ``S^T M S`` is."""
    proof = Derivation("n", M="n n", S="n n", T="n n")
    M, S, T = proof.letters("M S T")
    (v,) = proof.fresh("v", ("n", 1))
    right = proof.assume(equal(S @ T, identity("n")))
    left, image = semidefinite(M, "n"), semidefinite(S.T @ M @ S, "n")
    forward = congruent(proof, proof.assume(left), S, image)
    twice = T.T @ (S.T @ M @ S) @ T
    back = congruent(proof, proof.assume(image), T, semidefinite(twice, "n"))
    symmetric, above = proof.parts(back)
    same = proof.by(equal(twice, M), right)
    flat = proof.combine(equal(M.T, M), H0 - H1.T + H1, symmetric, same)
    at = proof.instance(above, v)
    shown = proof.order(at_most(NONE, v.T @ M @ v), [at, same], [(1, [0])], -v.T @ H1 @ v)
    backward = proof.both(flat, proof.generalize(shown, v))
    return proof.both(proof.suppose(left, forward), proof.suppose(image, backward))


def congruence_of_any_shape() -> Theorem:
    """``S^T M S`` is psd if M is: with an injection S, a principal block of M."""
    proof = Derivation("n p", M="n n", S="n p")
    M, S = proof.letters("M S")
    given = proof.assume(semidefinite(M, "n"))
    return congruent(proof, given, S, semidefinite(S.T @ M @ S, "p"))


def gram_matrix() -> Theorem:
    """``A^T A`` is psd: the case M = I of congruence."""
    proof = Derivation("m n", A="m n")
    (A,), (u,), one = proof.letters("A"), proof.fresh("u", ("m", 1)), identity("m")
    square = proof.nonnegative_square(u)
    shown = proof.order(at_most(NONE, u.T @ one @ u), [square], [(1, [0])])
    unit = proof.both(proof.by(equal(one.T, one)), proof.generalize(shown, u))
    return congruent(proof, unit, A, semidefinite(A.T @ A, "n"))


@dataclass(frozen=True)
class Blocks:
    """A symmetric, B, D symmetric, and a {1}-inverse G of A, with what is known of them."""

    proof: Derivation
    A: Term
    B: Term
    D: Term
    G: Term
    known: tuple[Theorem, Theorem, Theorem]

    @property
    def everywhere(self) -> Formula:
        """The form of [[A, B], [B^T, D]] is nowhere negative."""
        x, y = Term("x0"), Term("y0")
        body = at_most(NONE, form(self.A, self.B, self.D, x, y))
        return for_all("x0", ("n", 1), for_all("y0", ("p", 1), body))

    @property
    def schur(self) -> Term:
        """``D - B^T G B``."""
        return self.D - self.B.T @ self.G @ self.B

    @property
    def conditions(self) -> Formula:
        """A is psd, R(B) in R(A), and the Schur complement is psd."""
        inclusion = included(self.B, self.A, ("n", "p"))
        return both(semidefinite(self.A, "n"), inclusion, semidefinite(self.schur, "p"))

    def column(self, name: str, size: Tree) -> Term:
        """A new column."""
        return self.proof.fresh(name, (size, 1))[0]

    def forward(self, above: Theorem) -> Theorem:
        """The conditions, from the form."""
        proof, A, B = self.proof, self.A, self.B
        of_A, x, X = self.known[0], self.column("x", "n"), self.G.T @ B
        at = proof.instance(above, x, zero("p", 1))
        first = proof.order(at_most(NONE, x.T @ A @ x), [at], [(1, [0])])
        top = proof.both(of_A, proof.generalize(first, x))
        range_ = proof.combine(equal(B, A @ X), H0 + H1 @ X, self.vanishing(above), of_A)
        inclusion = proof.exhibit(included(B, A, ("n", "p")), X, range_)
        (X,), form_ = proof.obtain(inclusion, "X")
        return proof.close(proof.both(top, inclusion, self.complement(above, X, form_)))

    def vanishing(self, above: Theorem) -> Theorem:
        """``(I - G A)^T B = 0``: at ``(s (I - G A) z, y)`` the form is linear in s."""
        proof, A, B, G = self.proof, self.A, self.B, self.G
        y, z, s = self.column("y", "p"), self.column("z", "n"), self.column("s", 1)
        null = identity("n") - G @ A
        slope, constant = 2 * (z.T @ null.T @ B @ y), y.T @ self.D @ y
        at = proof.instance(above, s @ (null @ z), y)
        bound = at_most(NONE, s @ slope + constant)
        plus = (s @ s) @ (z.T @ null.T @ H1 @ z)  # A (I - G A) = 0
        linear = proof.order(bound, [at, self.known[2]], [(1, [0])], plus)
        flat = proof.affine(linear, slope, constant, s)
        # z^T (N^T B) y = 0 for all y and z, N = I - G A.
        M = null.T @ B
        none = proof.combine(equal(z.T @ M @ y, NONE), Fraction(1, 2) * H0, flat)
        row = proof.for_columns(z.T @ M, y, none)
        column = proof.combine(equal(M.T @ z, zero("p", 1)), H0.T, row)
        turned = proof.for_columns(M.T, z, column)
        return proof.combine(equal(M, zero("n", "p")), H0.T, turned)

    def complement(self, above: Theorem, X: Term, form_: Theorem) -> Theorem:
        """The Schur complement is psd: its form at y is the form at (-X y, y), for B = A X."""
        proof, y = self.proof, self.column("y", "p")
        at = proof.instance(above, -X @ y, y)
        bound = at_most(NONE, y.T @ self.schur @ y)
        shown = proof.same_bound(bound, at, form_, *self.known)
        return proof.both(self.symmetric(form_), proof.generalize(shown, y))

    def symmetric(self, form_: Theorem) -> Theorem:
        """The Schur complement is symmetric: ``B^T G B = X^T A X``."""
        A, G = self.A, self.G
        by = H0.T - H1 @ G.T @ A.T - A @ G.T @ H1 + H1
        turned = self.proof.combine(equal(A @ G.T @ A, A), by, self.known[2], self.known[0])
        goal = equal(self.schur.T, self.schur)
        return self.proof.by(goal, form_, *self.known, turned)

    def backward(self, given: Theorem) -> Theorem:
        """The form is ``(x + X y)^T A (x + X y) + y^T (D - B^T G B) y``."""
        proof, x, y = self.proof, self.column("x", "n"), self.column("y", "p")
        top, inclusion, last = proof.parts_of(given, 3)
        (X,), form_ = proof.obtain(inclusion, "X")
        first, second = proof.parts(top)[1], proof.parts(last)[1]
        one, other = proof.instance(first, x + X @ y), proof.instance(second, y)
        total = (x + X @ y).T @ self.A @ (x + X @ y) + y.T @ self.schur @ y
        sum_ = proof.order(at_most(NONE, total), [one, other], [(1, [0]), (1, [1])])
        bound = at_most(NONE, form(self.A, self.B, self.D, x, y))
        shown = proof.same_bound(bound, sum_, form_, *self.known)
        return proof.close(proof.generalize(shown, x, y))


def _blocks(**more: str) -> Blocks:
    """Letters for the blocks, their symmetry and ``A G A = A`` being assumed."""
    proof = Derivation("n p" + " q" * bool(more), A="n n", B="n p", D="p p", G="n n", **more)
    A, B, D, G = proof.letters("A B D G")
    facts = equal(A.T, A), equal(D.T, D), equal(A @ G @ A, A)
    a, d, g = map(proof.assume, facts)
    return Blocks(proof, A, B, D, G, (a, d, g))


def albert() -> Theorem:
    """The form of [[A, B], [B^T, D]] is nowhere negative exactly under Albert's conditions.

    For symmetric A and D and every {1}-inverse G of A: A is psd, R(B) is in R(A), and
    ``D - B^T G B`` is psd. Albert (1969), Theorem 1, there with the pseudoinverse.
    """
    blocks = _blocks()
    proof, everywhere, conditions = blocks.proof, blocks.everywhere, blocks.conditions
    there = proof.suppose(everywhere, blocks.forward(proof.assume(everywhere)))
    back = proof.suppose(conditions, blocks.backward(proof.assume(conditions)))
    return proof.both(there, back)


def albert_of_blocks() -> Theorem:
    """The block matrix J A J^T + J B K^T + K B^T J^T + K D K^T is psd under the same conditions.

    They are those of `albert`, and necessary and sufficient here, too.
    """
    blocks = _blocks(J="q n", K="q p")
    proof, A, B, D = blocks.proof, blocks.A, blocks.B, blocks.D
    J, K = proof.letters("J K")
    units = (J.T @ J, identity("n")), (K.T @ K, identity("p")), (J.T @ K, zero("n", "p"))
    known = [proof.assume(equal(*unit)) for unit in units]
    M = J @ A @ J.T + J @ B @ K.T + K @ B.T @ J.T + K @ D @ K.T
    whole, conditions = semidefinite(M, "q"), blocks.conditions

    x, y = blocks.column("x", "n"), blocks.column("y", "p")
    _, above = proof.parts(proof.assume(whole))
    at = proof.instance(above, J @ x + K @ y)
    # x^T B y and y^T B^T x are one number.
    shown = proof.same_bound(at_most(NONE, form(A, B, D, x, y)), at, *known)
    there = blocks.forward(proof.generalize(shown, x, y))

    v = blocks.column("v", "q")
    at = proof.instance(blocks.backward(proof.assume(conditions)), J.T @ v, K.T @ v)
    shown = proof.order(at_most(NONE, v.T @ M @ v), [at], [(1, [0])])
    flat = proof.by(equal(M.T, M), blocks.known[0], blocks.known[1])
    back = proof.both(flat, proof.generalize(shown, v))
    return proof.both(proof.suppose(whole, there), proof.suppose(conditions, back))
