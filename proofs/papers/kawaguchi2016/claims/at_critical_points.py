"""What claims about critical points share: words, kinds of points, how they are decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from proofs.evidence.claim import Claim, Evidence
from proofs.evidence.recipe_points import Sample
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem

TRUSTS = ("python-flint fmpq_mat, fmpz_mat, fmpz_poly, arb",)
CRITICAL = "W is a critical point"
DATA = ("X X^T invertible", "X Y^T of full rank", "d_y <= d_x", "Sigma has distinct eigenvalues")
VARIATION = (
    "In the theorems the Hessian's form along directions in two layers is the second variation;"
    " that they are the same is part of the claim general-block."
)
KY_FAN_PART = (
    "tr(P Sigma) is largest, among projections P of rank p, for P on the eigenvectors of the p"
    " largest eigenvalues, and only there if these exceed the others (Ky Fan 1949)"
)
"""How a projection is compared with U_p U_p^T at points: by traces."""


def is_psd(sample: Sample) -> bool:
    """Whether the Hessian at the sample is positive semidefinite."""
    return sample.point.inertia[1] == 0


def is_semidefinite(sample: Sample) -> bool:
    """Whether the Hessian at the sample is positive or negative semidefinite."""
    return 0 in sample.point.inertia[:2]


def lemma_claim(
    name: str, title: str, place: tuple[str, int], statement: str, parts: tuple[str, ...],
    decide: Callable[[Settings], Iterator[Evidence]], hypotheses: tuple[str, ...],
    *, role: str = "at", uses: tuple[str, ...] = (), assumes: tuple[str, ...] = (), proof: str = "",
    theorems: tuple[tuple[str, StatedTheorem], ...] = (), latex: str = "",
) -> Claim:  # fmt: skip
    """A claim about critical points, decided at the samples."""
    section, line = place
    return Claim(
        name, title, section, line, statement, parts, decide, hypotheses, uses,
        proof or "Each condition is decided at exact critical points of every kind, by ranks.",
        assumes, TRUSTS, role=role, theorems=theorems, latex=latex,
    )  # fmt: skip
