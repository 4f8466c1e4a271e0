"""A form that is affine in a number and bilinear in two matrices, and that is bounded below."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from proofs.kernel.formulas import at_most, equal
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from proofs.library.equations import H0
from symbolic.words.terms import Term, tr, zero


@dataclass(frozen=True)
class Bilinear:
    """``factor tr(P N Q K)``, bilinear in the letters N and K; the factor is not zero."""

    factor: int
    P: Term
    N: Term
    Q: Term
    K: Term

    @property
    def trace(self) -> Term:
        """``tr(P N Q K)``."""
        return tr(self.P @ self.N @ self.Q @ self.K)


def no_slope(
    proof: Derivation, bound: Theorem, form: Bilinear, s: Term, constant: Term, *by: Theorem
) -> Theorem:
    """``P = 0`` or ``Q = 0``, from ``0 <= s factor tr(P N Q K) + constant`` for all s, N and K.

    `bound` says so, once its gap is rewritten with the equations `by`; the letters s, N and K
    are free in it, and s does not occur in the constant.

    >>> from proofs.kernel.formulas import for_all
    >>> proof = Derivation("m n", P="n m", Q="n m", s="1 1", N="m n", K="m n")
    >>> P, Q, s, N, K = proof.letters("P Q s N K")
    >>> body = at_most(zero(1, 1), Term("s0") @ tr(P @ Term("N0") @ Q @ Term("K0")))
    >>> sorts = {"s0": (1, 1), "N0": ("m", "n"), "K0": ("m", "n")}
    >>> for name in sorts:
    ...     body = for_all(name, sorts[name], body)
    >>> bound = proof.instance(proof.assume(body), K, N, s)
    >>> no_slope(proof, bound, Bilinear(1, P, N, Q, K), s, zero(1, 1)).conclusion
    ('or', ('=', 'P', ('0', 'n', 'm')), ('=', 'Q', ('0', 'n', 'm')))
    """
    slope = form.factor * form.trace
    affine = proof.same_bound(at_most(zero(1, 1), s @ slope + constant), bound, *by)
    flat = proof.affine(affine, slope, constant, s.tree)
    vanishes = equal(form.trace, zero(1, 1))
    none = proof.combine(vanishes, Fraction(1, form.factor) * H0, flat)
    return proof.bilinear(none, form.P, form.Q, form.N.tree, form.K.tree)
