"""Lemma 4.3: the blocks (k, k) and (1, k) of the Hessian, and every other block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.equation import Equation, Index, layers, upper_layers
from proofs.evidence.identities import decide_equation
from proofs.evidence.numeric_derivatives import cross_check
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016 import tex
from proofs.papers.kawaguchi2016.theorems.lemma_4_3 import (
    bracket_of_columns,
    general_block_form,
    general_block_symmetry,
    general_block_upper,
    lemma_4_3_diagonal,
    lemma_4_3_first_row,
)
from symbolic.algebra.matrix import Matrix, hcat, vcat
from symbolic.networks import formulas
from symbolic.networks.architecture import Architecture
from symbolic.networks.calculus import Calculus
from symbolic.networks.derivatives import hessian

DIAGONAL_PART = "diagonal blocks"
FIRST_ROW_PART = "blocks (1, k)"
UPPER_PART = "blocks (l, k), l <= k"
SYMMETRY_PART = "block (k, l) is the transpose of (l, k)"
FORM_PART = (
    "the Hessian's form along vec(F^T) in W_l and vec(E^T) in W_k is the second variation"
    " tr(D^T D) + 2 tr(r A_k E S F V_l), D = A_l F V_l + A_k E V_k"
)

DIAGONAL = Equation(
    left=lambda calculus, k: calculus.block(k, k),
    right=lambda calculus, k: formulas.diagonal_block(calculus.network, k),
    indices=layers,
)

FIRST_ROW = Equation(
    left=lambda calculus, k: calculus.block(1, k),
    right=lambda calculus, k: formulas.first_row_block(calculus.network, k),
    indices=upper_layers,
)


def pairs(architecture: Architecture) -> list[Index]:
    """The pairs of layers (l, k) with l <= k."""
    return [(l, k) for l in architecture.layers for k in architecture.layers if l <= k]


def strict_pairs(architecture: Architecture) -> list[Index]:
    """The pairs of layers (l, k) with l < k."""
    return [(l, k) for l, k in pairs(architecture) if l < k]


UPPER_BLOCKS = Equation(
    left=lambda calculus, l, k: calculus.block(l, k),
    right=lambda calculus, l, k: formulas.block(calculus.network, l, k),
    indices=pairs,
    names=("l", "k"),
)

SYMMETRY = Equation(
    left=lambda calculus, l, k: calculus.block(k, l),
    right=lambda calculus, l, k: calculus.block(l, k).T,
    indices=strict_pairs,
    names=("l", "k"),
)


def at_places(calculus: Calculus, places: Sequence[int]) -> Matrix:
    """The blocks of the whole Hessian (line 159) that stand in these rows and columns of blocks."""
    architecture = calculus.network.architecture
    sizes = [architecture.weight_size(k) for k in reversed(architecture.layers)]
    whole = hessian(calculus).rows
    chosen = [
        i for place in places for i in range(sum(sizes[: place - 1]), sum(sizes[:place]))
    ]  # fmt: skip
    return Matrix(calculus.network.ring, [[whole[i][j] for j in chosen] for i in chosen])


def _first_four(calculus: Calculus, k: int) -> Matrix:
    """The blocks (1, 1), (1, k), (k, 1) and (k, k), by the formulas of the lemma."""
    n = calculus.network
    first = formulas.first_row_block(n, k)
    top = hcat(formulas.diagonal_block(n, 1), first)
    return vcat(top, hcat(first.T, formulas.diagonal_block(n, k)))


LAYOUT = Equation(
    left=lambda calculus, k: at_places(calculus, _places(calculus, k)),
    right=_first_four,
    indices=upper_layers,
)
"""M_k: what stands at the positions H+1 and H+2-k of the whole Hessian."""


def _places(calculus: Calculus, k: int) -> tuple[int, int]:
    top = calculus.network.architecture.depth + 1
    return top, top + 1 - k


def _decide(settings: Settings) -> Iterator[Evidence]:
    for part, equation in ((DIAGONAL_PART, DIAGONAL), (FIRST_ROW_PART, FIRST_ROW)):
        yield from decide_equation(part, equation, settings)
        yield from cross_check(part, equation, settings)


def _decide_every_block(settings: Settings) -> Iterator[Evidence]:
    yield from decide_equation(UPPER_PART, UPPER_BLOCKS, settings)
    yield from cross_check(UPPER_PART, UPPER_BLOCKS, settings)
    # FLINT derives (l, k) and (k, l) separately; the sympy engine transposes.
    yield from decide_equation(SYMMETRY_PART, SYMMETRY, settings, engines=("flint",))


CLAIM = Claim(
    id="lemma-4.3",
    title="Hessian blocks (k, k) and (1, k)",
    section="4.2",
    line=157,
    statement=(
        "For every k in {1, .., H+1}:\n"
        "D_{vec(W_k^T)} (D_{vec(W_k^T)} L)^T = A_k^T A_k kron V_k V_k^T\n"
        "and for every k in {2, .., H+1}:\n"
        "D_{vec(W_k^T)} (D_{vec(W_1^T)} L)^T = C^T A_k kron X V_k^T"
        " + [B_k^T kron X] [I kron (r A_k)_1 .. I kron (r A_k)_{d_k}]\n"
        "with B_k = W_{k-1}..W_2, C = W_{H+1}..W_2 and I of size d_{k-1}."
    ),
    parts=(DIAGONAL_PART, FIRST_ROW_PART),
    decide=_decide,
    theorems=(
        (DIAGONAL_PART, lemma_4_3_diagonal),
        (FIRST_ROW_PART, lemma_4_3_first_row),
        (FIRST_ROW_PART, bracket_of_columns),
    ),
    uses=("lemma-4.1",),
    proof=(
        "The loss is differentiated twice and compared with the right sides as polynomials"
        " in all entries of X, Y, W."
    ),
    displays=(
        ("block (k, k) = A_k^T A_k kron V_k V_k^T", DIAGONAL),
        (
            "block (1, k) = C^T A_k kron X V_k^T"
            " + [B_k^T kron X] [I kron (r A_k)_1 .. I kron (r A_k)_{d_k}]",
            FIRST_ROW,
        ),
    ),
    latex=(
        r"\mathcal{D}_{\mathrm{vec}(W_k^T)} (\mathcal{D}_{\mathrm{vec}(W_k^T)} \bar{\mathcal{L}})^T"
        rf" = {tex.SUMMAND},\quad"
        r" \mathcal{D}_{\mathrm{vec}(W_k^T)} (\mathcal{D}_{\mathrm{vec}(W_1^T)}"
        r" \bar{\mathcal{L}})^T"
        r" = C^T A_k \otimes X V_k^T + [B_k^T \otimes X] [I \otimes (r A_k)_{\cdot,1} \cdots"
        r" I \otimes (r A_k)_{\cdot,d_k}]"
    ),
)

GENERAL_CLAIM = Claim(
    id="general-block",
    title="Every Hessian block (l, k), beyond the paper",
    section="4.2",
    line=157,
    statement=(
        "For k > l, with S = W_{k-1}..W_{l+1} and K the commutation matrix"
        " (vec(W_k) = K vec(W_k^T)):\n"
        "D_{vec(W_k^T)} (D_{vec(W_l^T)} L)^T = A_l^T A_k kron V_l V_k^T"
        " + (S^T kron V_l r A_k) K\n"
        "and the block (k, l) is its transpose; with the diagonal blocks this is the whole"
        " Hessian. Its form along directions F of W_l and E of W_k is tr(D^T D)"
        " + 2 tr(r A_k E S F V_l), D = A_l F V_l + A_k E V_k, twice the coefficient of t^2 in the"
        " loss at W_l + t F, W_k + t E."
    ),
    parts=(UPPER_PART, SYMMETRY_PART, FORM_PART),
    decide=_decide_every_block,
    theorems=(
        (UPPER_PART, lemma_4_3_diagonal),
        (UPPER_PART, general_block_upper),
        (SYMMETRY_PART, general_block_symmetry),
        (FORM_PART, general_block_form),
    ),
    proof=CLAIM.proof,
    displays=(
        (
            "block (l, k) = A_l^T A_k kron V_l V_k^T + (S^T kron V_l r A_k) K for l < k",
            replace(UPPER_BLOCKS, indices=strict_pairs),
        ),
    ),
    role="next to",
    latex=(
        r"\mathcal{D}_{\mathrm{vec}(W_k^T)} (\mathcal{D}_{\mathrm{vec}(W_l^T)} \bar{\mathcal{L}})^T"
        r" = A_l^T A_k \otimes V_l V_k^T + ((W_{k-1} \cdots W_{l+1})^T \otimes V_l r A_k) K,\ l < k"
    ),
)
