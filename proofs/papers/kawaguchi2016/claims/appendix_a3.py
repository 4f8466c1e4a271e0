"""Appendix A.3, line by line: how the blocks of Lemma 4.3 are derived in print.

Write `second` for the term ``(D_{vec(W_k^T)} (C kron X^T))^T vec(r)``, in which r is held
fixed: its q-th column is ``(d(C kron X^T)/dw_q)^T vec(r)``, w_q the q-th entry of vec(W_k^T).
Four of the printed lines are wrong (ER7 to ER10); the lemma is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from proofs.evidence.claim import Claim, Evidence, Finding, Variant
from proofs.evidence.equation import Equation
from proofs.evidence.identities import decide_equation, refute_equation
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.appendix_a3_lines import (
    DIAGONAL_DISPLAY,
    ER7_PRINTED,
    ER8_PRINTED,
    ER9_PRINTED,
    ER10_PRINTED,
    ER10_REPAIRED,
    ER40_PRINTED,
    FIRST_DISPLAY,
    FOURTH_LINE,
    LAST_LINE,
    LITERAL_DISPLAY,
    REWRITTEN_SUM,
    ROW_OF_C,
    SECOND_LINE,
    THIRD_LINE,
    TOP_LAYER,
)
from proofs.papers.kawaguchi2016.claims.appendix_a3_statements import STATEMENTS
from proofs.papers.kawaguchi2016.theorems.appendix_a3 import (
    derivative_by_a_row,
    diagonal_display,
    first_display,
    last_line,
    rewritten_sum,
    row_of_c,
    terms_of_the_sum,
)

PARTS = {
    "display for the diagonal blocks": DIAGONAL_DISPLAY,
    "first display": FIRST_DISPLAY,
    "second display, line 2 (and the displays for k = H+1)": SECOND_LINE,
    "second display, line 3": THIRD_LINE,
    "second display, line 4": FOURTH_LINE,
    "second display, line 5": LAST_LINE,
    "row j of C": ROW_OF_C,
    "the sum rewritten": REWRITTEN_SUM,
    "derivative of C by W_{H+1}": TOP_LAYER,
}

THEOREMS = {
    "display for the diagonal blocks": diagonal_display,
    "first display": first_display,
    "second display, line 2 (and the displays for k = H+1)": terms_of_the_sum,
    "second display, line 3": terms_of_the_sum,
    "second display, line 4": terms_of_the_sum,
    "second display, line 5": last_line,
    "row j of C": row_of_c,
    "the sum rewritten": rewritten_sum,
    "derivative of C by W_{H+1}": derivative_by_a_row,
}


def _decide(settings: Settings) -> Iterator[Evidence]:
    for part, equation in PARTS.items():
        yield from decide_equation(part, equation, settings, engines=("flint",))


def _variant(
    erratum: str, where: str, line: int, kind: str, printed: str, repaired: str,
    equations: tuple[Equation, Equation], reading: str = "",
) -> Variant:  # fmt: skip
    wrong = replace(equations[0], statement=STATEMENTS[erratum])
    mended = equations[1]

    def refute(_settings: Settings) -> Iterator[Finding]:
        yield from refute_equation(wrong)

    def repair(settings: Settings) -> Iterator[Evidence]:
        yield from decide_equation("repair", mended, settings, engines=("flint",))

    return Variant(erratum, where, line, kind, printed, repaired, refute, repair, reading)


CLAIM = Claim(
    id="appendix-a3",
    title="The lines of the proof of Lemma 4.3",
    section="A.3",
    line=279,
    statement=(
        "For k in {2, .., H+1}, `second` = (D_{vec(W_k^T)} (C kron X^T))^T vec(r):\n"
        "D_{vec(W_k^T)} (D_{vec(W_1^T)} L)^T"
        " = (C kron X^T)^T D_{vec(W_k^T)} vec(r) + second,\n"
        "second = sum_{i,j} ((D_{vec(W_k^T)} C_{j,.}) kron X_i) r_{i,j}"
        " = sum_{i,j} ((A_k)_{j,.} kron B_k^T kron X_i) r_{i,j}"
        " = sum_{i,j} [(A_k)_{j,1} (B_k^T kron X_i) .. (A_k)_{j,d_k} (B_k^T kron X_i)] r_{i,j}"
        " = [B_k^T kron s_1 .. B_k^T kron s_{d_k}],\n"
        "s_t = sum_{i,j} r_{i,j} (A_k)_{j,t} X_i = X (r A_k)_{.,t},\n"
        "(C_{j,.})^T = ((A_k)_{j,.} kron B_k^T) vec(W_k^T),\n"
        "D_{vec(W_{H+1,t}^T)} C_{j,.} = B_{H+1}^T if j = t, else 0.\n"
        "For every k, the diagonal block (k, k) = (A_k kron V_k^T)^T D_{vec(W_k^T)} vec(r)."
    ),
    parts=tuple(PARTS),
    decide=_decide,
    uses=("lemma-4.1",),
    proof=(
        "Every derivative in it is taken entry by entry, the loss, vec(r), C and C kron X^T"
        " being polynomials in all entries of X, Y, W; then each line is compared with the"
        " one before. For all sizes a double sum is taken term by term: `second` is linear in r,"
        " and at r = x y^T, for any columns x and y, it is what the line says; for unit vectors"
        " these are the terms."
    ),
    trusts=("python-flint fmpz_mpoly",),
    theorems=tuple(THEOREMS.items()),
    variants=(
        _variant(
            "ER7", "A.3, first display", 289, "typo",
            "block (1, k) = (C kron X)^T D vec(r) + second",
            "block (1, k) = (C kron X^T)^T D vec(r) + second",
            (ER7_PRINTED, FIRST_DISPLAY),
        ),
        _variant(
            "ER8", "A.3, first display", 289, "typo",
            "block (1, k) = (C kron X^T)^T D vec(r) + (D (A_k kron X^T))^T vec(r)",
            "block (1, k) = (C kron X^T)^T D vec(r) + (D (C kron X^T))^T vec(r)",
            (ER8_PRINTED, FIRST_DISPLAY),
        ),
        _variant(
            "ER7+ER8", "A.3, first display", 289, "typo",
            "block (1, k) = (C kron X)^T D vec(r) + (D (A_k kron X^T))^T vec(r)",
            "block (1, k) = (C kron X^T)^T D vec(r) + (D (C kron X^T))^T vec(r)",
            (LITERAL_DISPLAY, FIRST_DISPLAY),
            "the display as it stands, with both misprints",
        ),
        _variant(
            "ER40", "A.3, second display, line 2, and the displays for k = H+1", 293, "false",
            "second = sum_{i,j} ((D_{vec(W_k^T)} C_{j,.}) kron X_i^T)^T r_{i,j}",
            "second = sum_{i,j} ((D_{vec(W_k^T)} C_{j,.}) kron X_i) r_{i,j}",
            (ER40_PRINTED, SECOND_LINE),
            "D_{vec(W_k^T)} C_{j,.} in numerator layout, d_1 x d_k d_{k-1}",
        ),
        _variant(
            "ER9", "A.3, second display, line 3", 293, "false",
            "second = .. = sum_{i,j} ((A_k)_{j,.} kron B_k^T kron X_i^T)^T r_{i,j}",
            "second = .. = sum_{i,j} ((A_k)_{j,.} kron B_k^T kron X_i) r_{i,j}",
            (ER9_PRINTED, THIRD_LINE), "the first and the third line of the display",
        ),
        _variant(
            "ER10", "A.3, k = H+1, last line", 309, "typo",
            "sum_i r_{i,t} (A_{H+1})_{j,1} X_i = X (r I_{d_y})_{.,t} = X r_{.,t}",
            "sum_i r_{i,t} (A_{H+1})_{t,t} X_i = X (r I_{d_y})_{.,t} = X r_{.,t}",
            (ER10_PRINTED, ER10_REPAIRED),
            "with j = t, the row that the line before is about, for every t",
        ),
    ),
    latex=(
        r"(\mathcal{D}_{\mathrm{vec}(W_k^T)} (C \otimes X^T))^T \mathrm{vec}(r) = \sum_{i,j}"
        r" ((A_k)_{j,\cdot} \otimes B_k^T \otimes X_i) r_{i,j} = [B_k^T \otimes X (r A_k)_{\cdot,1}"
        r" \cdots B_k^T \otimes X (r A_k)_{\cdot,d_k}]"
    ),
)  # fmt: skip
