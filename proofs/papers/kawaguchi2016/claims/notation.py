"""The matrices of Appendix A.6 as expressions, and where their values come from.

B = W_H..W_2, F = B W_1 X X^T W_1^T B^T, E = [B^T kron (X r)_1 .. B^T kron (X r)_{d_y}], G any
{1}-inverse of C^T C, N = (X X^T)^{-1}, P = C G C^T, Sigma = U Lambda U^T, and U_I those
columns of U that span the range of C.
"""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

from proofs.evidence.expression import (
    Expression,
    hcat,
    identity,
    kron,
    letter,
    named,
    rank,
    unit,
    vcat,
    zeros,
)
from proofs.evidence.letters import Letters
from proofs.evidence.refutation import Given
from proofs.evidence.small_networks import columns, completed, ordered_spectrum
from symbolic.algebra import linalg
from symbolic.algebra.matrix import Matrix
from symbolic.networks.network import LinearNetwork


class Terms(Letters):
    """The letters of A.6 for one network."""

    @cached_property
    def Bl(self) -> Expression:
        """B = B_{H+1}."""
        return named("B", self.product(self.top - 1, 2))

    @cached_property
    def BW(self) -> Expression:
        """B W_1."""
        return self.Bl @ self.W(1)

    @cached_property
    def F(self) -> Expression:
        """B W_1 X X^T W_1^T B^T."""
        return named("F", self.BW @ self.X @ self.X.T @ self.W(1).T @ self.Bl.T)

    @cached_property
    def E(self) -> Expression:
        """d_1 d_x x d_H d_y."""
        Xr = self.X @ self.r
        outputs = self.width(self.top)
        blocks = (kron(self.Bl.T, Xr @ unit(outputs, t)) for t in range(1, outputs + 1))
        return named("E", hcat(*blocks))

    @property
    def G(self) -> Expression:
        """A {1}-inverse of C^T C."""
        return letter("G")

    @property
    def N(self) -> Expression:
        """(X X^T)^{-1}."""
        return letter("N")

    @cached_property
    def P(self) -> Expression:
        """C G C^T."""
        return named("P", self.C @ self.G @ self.C.T)

    @cached_property
    def Z(self) -> Expression:
        """Y X^T (X X^T)^{-1}."""
        return self.Y @ self.X.T @ self.N

    @cached_property
    def Sigma(self) -> Expression:
        """Y X^T (X X^T)^{-1} X Y^T."""
        return named("Sigma", self.Z @ self.X @ self.Y.T)

    @cached_property
    def explained(self) -> Expression:
        """``r^T X^T (X X^T)^{-1} X r``."""
        return self.r.T @ self.X.T @ self.N @ self.X @ self.r

    @cached_property
    def M12(self) -> Expression:
        """The block (1, H+1): C^T kron X X^T (B W_1)^T + E."""
        return kron(self.C.T, self.X @ self.X.T @ self.BW.T) + self.E

    @cached_property
    def M11(self) -> Expression:
        """The block (1, 1): C^T C kron X X^T."""
        return kron(self.C.T @ self.C, self.X @ self.X.T)

    @property
    def inverse_of_gram(self) -> Expression:
        """That G is a {1}-inverse of C^T C."""
        gram = self.C.T @ self.C
        return (gram @ self.G @ gram).equals(gram)

    @property
    def inverse_of_data(self) -> Expression:
        """That N is the inverse of X X^T."""
        return (self.X @ self.X.T @ self.N).equals(identity(self.width(0)))

    @property
    def inverses(self) -> tuple[Expression, Expression]:
        """What G and N are."""
        return self.inverse_of_gram, self.inverse_of_data

    @property
    def range_condition(self) -> Expression:
        """R(B^T) in R(C^T C), the first alternative of Lemma 4.4 for k = H+1."""
        return self.Bl.T.within(self.C.T @ self.C)

    @property
    def eigenbasis(self) -> tuple[Expression, ...]:
        """What U, Lambda and U_I are."""
        U, UI = letter("U"), letter("U_I")
        return (
            *self.inverses,
            (U.T @ U).equals(identity(self.width(self.top))),
            self.Sigma.equals(U @ letter("Lambda") @ U.T),
            self.P.equals(UI @ UI.T),
        )

    @property
    def frame(self) -> tuple[Expression, ...]:
        """What G_2 is: invertible, with C G B^T = [U_I, 0] G_2."""
        size, G2 = self.width(self.top - 1), letter("G_2")
        return (
            *self.eigenbasis,
            rank(G2).equals(rank(identity(size))),
            (self.C @ self.G @ self.Bl.T).equals(self.padded(letter("U_I")) @ G2),
        )

    def padded(self, left: Expression, *, missing: int | None = None) -> Expression:
        """[left, 0] with d_H columns; `missing` zero columns if said otherwise."""
        count = self.zero_columns if missing is None else missing
        return hcat(left, zeros(self.width(self.top), count))

    zero_columns = 0
    """d_H - rank C, set where the network is known."""

    def corner(self, core: Expression, size: int, whole: int) -> Expression:
        """diag(core, 0) of the whole size."""
        top = hcat(core, zeros(size, whole - size))
        return vcat(top, zeros(whole - size, whole))


def some_inverse(gram: Matrix) -> Matrix:
    """A {1}-inverse that in general is not symmetric."""
    shape = gram.shape[::-1]
    ring = gram.ring
    return linalg.one_inverse_from(
        gram, Matrix.build(ring, shape, lambda i, j: ring.convert(1 + 2 * i - j))
    )


def with_inverses(network: LinearNetwork) -> Given | None:
    """G and N, where X X^T is invertible."""
    if linalg.rank(network.X) < network.X.shape[0]:
        return None
    gram = network.X @ network.X.T
    N = linalg.solve(gram, Matrix.identity(gram.ring, gram.shape[0]))
    return {"G": some_inverse(network.C.T @ network.C), "N": N}


def with_eigenbasis(network: LinearNetwork) -> Given | None:
    """U, Lambda and U_I too, where R(C) is spanned by columns of U = I."""
    known, spectral = with_inverses(network), ordered_spectrum(network)
    if known is None or spectral is None:
        return None
    U, eigenvalues = spectral
    P = network.C @ known["G"] @ network.C.T
    for chosen in combinations(range(U.shape[1]), linalg.rank(network.C)):
        UI = columns(U, chosen)
        if UI @ UI.T == P:
            core = columns(columns(eigenvalues, chosen).T, chosen)
            top = columns(U, range(len(chosen)))
            more = {"U": U, "Lambda": eigenvalues, "U_I": UI, "Lambda_I": core, "U_p": top}
            return known | more
    return None


def with_frame(network: LinearNetwork) -> Given | None:
    """G_2 too: the rows of U_I^T C G B^T, completed to an invertible matrix."""
    known = with_eigenbasis(network)
    if known is None:
        return None
    B = network.product(len(network.W) - 1, 2)
    rows = known["U_I"].T @ network.C @ known["G"] @ B.T
    if linalg.rank(rows) < rows.shape[0]:
        return None
    return known | {"G_2": completed(rows)}


def terms(network: LinearNetwork) -> Terms:
    """The letters of A.6 for a network."""
    found = Terms(network.architecture)
    found.zero_columns = network.architecture.widths[-2] - linalg.rank(network.C)
    return found
