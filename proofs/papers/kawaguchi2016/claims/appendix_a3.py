"""Appendix A.3, line by line: how the blocks of Lemma 4.3 are derived in print.

Write `second` for the term ``(D_{vec(W_k^T)} (C kron X^T))^T vec(r)``, in which r is held
fixed: its q-th column is ``(d(C kron X^T)/dw_q)^T vec(r)``, w_q the q-th entry of vec(W_k^T).
Some of the printed lines are wrong (ER7 to ER10, ER41); the lemma is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from proofs.evidence.claim import Claim, Evidence, Finding, Variant
from proofs.evidence.equation import Equation
from proofs.evidence.expression import Assertion, hcat, unit, vec
from proofs.evidence.identities import decide_equation, refute_equation
from proofs.evidence.letters import Letters
from proofs.evidence.printed import misprint
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.papers.kawaguchi2016.claims.appendix_a3_lines import (
    DIAGONAL_DISPLAY,
    ER7_PRINTED,
    ER8_PRINTED,
    ER9_PRINTED,
    ER10_PRINTED,
    FIRST_DISPLAY,
    FOURTH_LINE,
    LAST_LINE,
    REWRITTEN_SUM,
    ROW_OF_C,
    SECOND_LINE,
    THIRD_LINE,
    TOP_LAYER,
)
from proofs.papers.kawaguchi2016.claims.appendix_a3_statements import STATEMENTS
from proofs.papers.kawaguchi2016.claims.appendix_a4_misprints import some_shapes
from proofs.papers.kawaguchi2016.theorems.appendix_a3 import (
    derivative_by_a_row,
    diagonal_display,
    first_display,
    last_line,
    rewritten_sum,
    row_of_c,
    stacked_rows,
    terms_of_the_sum,
)
from symbolic.networks.network import LinearNetwork

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

STACKED_PART = "the blocks of vec(W_{H+1}^T) are the rows of W_{H+1}"
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
    erratum: str, where: str, line: int, printed: str, repaired: str, equation: Equation,
    theorem: StatedTheorem, reading: str = "",
) -> Variant:  # fmt: skip
    wrong = replace(equation, statement=STATEMENTS[erratum])

    def refute(_settings: Settings) -> Iterator[Finding]:
        yield from refute_equation(wrong)

    return Variant(
        erratum, where, line, "typo", printed, repaired, refute, reading=reading,
        theorems=(theorem,),
    )  # fmt: skip


def _stacked(n: LinearNetwork, _: Given) -> list[Assertion]:
    """The transposed rows of W_{H+1} side by side, and all of it transposed."""
    t = Letters(n.architecture)
    W, d_y = t.W(t.top), t.width(t.top)
    rows = (unit(d_y, j).T @ W for j in range(1, d_y + 1))
    return [Assertion((), vec(W.T).equals(hcat(*(row.T for row in rows)).T))]


ER41 = misprint(
    "ER41", ("A.3, k = H+1", 297), "typo",
    "vec(W_{H+1}^T) = [(W_{H+1})_{1,.}^T .. (W_{H+1})_{d_y,.}^T]^T",
    "vec(W_{H+1}^T) = [(W_{H+1})_{1,.} .. (W_{H+1})_{d_y,.}]^T: its block t is row t",
    _stacked, some_shapes, stacked_rows, kinds=("ill-typed",),
    reading="(W_{H+1})_{j,.} is a row (line 27)",
)  # fmt: skip

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
        "For every k, the diagonal block (k, k) = (A_k kron V_k^T)^T D_{vec(W_k^T)} vec(r);"
        " vec(W_{H+1}^T) has the rows of W_{H+1} as its blocks."
    ),
    parts=(*PARTS, STACKED_PART),
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
    theorems=(*THEOREMS.items(), (STACKED_PART, stacked_rows)),
    variants=(
        ER41,
        _variant(
            "ER7", "A.3, first display", 289,
            "block (1, k) = (C kron X)^T D vec(r) + second",
            "block (1, k) = (C kron X^T)^T D vec(r) + second",
            ER7_PRINTED, first_display, "the first term, with the second one mended (ER8)",
        ),
        _variant(
            "ER8", "A.3, first display", 289,
            "block (1, k) = (C kron X^T)^T D vec(r) + (D (A_k kron X^T))^T vec(r)",
            "block (1, k) = (C kron X^T)^T D vec(r) + (D (C kron X^T))^T vec(r)",
            ER8_PRINTED, first_display, "the second term, with the first one mended (ER7)",
        ),
        _variant(
            "ER9", "A.3, second display, line 3", 293,
            "second = .. = sum_{i,j} ((A_k)_{j,.} kron B_k^T kron X_i^T)^T r_{i,j}",
            "second = .. = sum_{i,j} ((A_k)_{j,.} kron B_k^T kron X_i) r_{i,j}",
            ER9_PRINTED, terms_of_the_sum, "the first and the third line of the display",
        ),
        _variant(
            "ER10", "A.3, k = H+1, last line", 309,
            "sum_i r_{i,t} (A_{H+1})_{j,1} X_i = X (r I_{d_y})_{.,t} = X r_{.,t}",
            "sum_i r_{i,t} (A_{H+1})_{t,t} X_i = X (r I_{d_y})_{.,t} = X r_{.,t}",
            ER10_PRINTED, rewritten_sum,
            "with j = t, the row that the line before is about, for every t",
        ),
    ),
    latex=(
        r"(\mathcal{D}_{\mathrm{vec}(W_k^T)} (C \otimes X^T))^T \mathrm{vec}(r) = \sum_{i,j}"
        r" ((A_k)_{j,\cdot} \otimes B_k^T \otimes X_i) r_{i,j} = [B_k^T \otimes X (r A_k)_{\cdot,1}"
        r" \cdots B_k^T \otimes X (r A_k)_{\cdot,d_k}]"
    ),
)  # fmt: skip
