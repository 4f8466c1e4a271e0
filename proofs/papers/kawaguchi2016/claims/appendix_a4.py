"""Appendix A.4, line by line: how Lemma 4.4 is derived in print."""

from __future__ import annotations

from collections.abc import Iterator

from proofs.evidence.claim import Claim, Evidence, Outcome
from proofs.evidence.expression import Assertion, identity, vanishes
from proofs.evidence.identities import decide_equation, decide_identity
from proofs.evidence.letters import Letters
from proofs.evidence.printed import decide_lines
from proofs.evidence.refutation import Given
from proofs.evidence.settings import Settings
from proofs.papers.kawaguchi2016.claims.appendix_a4_misprints import (
    ER11,
    ER12,
    ER13,
    ER14,
    some_points,
)
from proofs.papers.kawaguchi2016.claims.at_critical_points import TRUSTS
from proofs.papers.kawaguchi2016.claims.lemma_4_3 import LAYOUT
from proofs.papers.kawaguchi2016.claims.notation import terms, with_inverses
from proofs.papers.kawaguchi2016.theorems.appendix_a1_a4_c1 import (
    mixed_product,
    product_vanishes,
    projected_kronecker,
    second_term,
)
from proofs.papers.kawaguchi2016.theorems.appendix_a2 import fact_a21
from proofs.papers.kawaguchi2016.theorems.appendix_a6_facts import fact_a25_any_shape
from proofs.papers.kawaguchi2016.theorems.appendix_a6_schur import range_of_blocks
from proofs.status import Scope
from symbolic.algebra import kronecker, matrix
from symbolic.algebra.matrix import Matrix
from symbolic.algebra.rings import generic_matrices
from symbolic.networks.network import LinearNetwork

Lines = list[Assertion]
ORDER_PART = "the blocks (1, 1), (1, k), (k, 1), (k, k) stand at the positions H+1 and H+2-k"
PSD_PART = "psd Hessian: M_k is psd and R(M_12) in R(M_11)"
PROJECTION_PART = (
    "(C^T C kron X X^T)(G kron N) = C^T C G kron X X^T N, and I minus it (I - C^T C G) kron I_{d_x}"
)
FIRST_PART = "(I - C^T C G) C^T = 0, so the first term vanishes"
SECOND_PART = (
    "(Q kron I)[B_k^T kron X][I kron (r A_k)_1 ..] has the blocks Q B_k^T kron X (r A_k)_t"
)
PRODUCT_PART = "M kron v_t = 0 for all t: M = 0 or every v_t = 0"


def _included(n: LinearNetwork, _: Given) -> Lines:
    t = Letters(n.architecture)
    ks = range(2, t.top + 1)
    given = (t.semidefinite,)
    return [Assertion(given, t.block(1, k).within(t.block(1, 1)), f"k = {k}") for k in ks]


def _decide_blocks(settings: Settings) -> Iterator[Evidence]:
    yield from decide_equation(ORDER_PART, LAYOUT, settings)
    yield from decide_lines({PSD_PART: _included}, some_points())


def _decide(_settings: Settings) -> Iterator[Evidence]:
    shapes = {
        "c": (2, 3), "g": (3, 3), "x": (2, 2), "n": (2, 2), "q": (3, 3), "b": (2, 3), "s": (4, 2),
        "m": (2, 3), "v": (2, 2), "z": (2, 4),
    }  # fmt: skip
    m = generic_matrices(shapes, "flint")
    gram, data = m["c"].T @ m["c"], m["x"] @ m["x"].T
    kron_ = kronecker.kron
    left = kron_(gram, data) @ kron_(m["g"], m["n"])
    yield decide_identity(
        PROJECTION_PART, "C 2 x 3, X 2 x 2", left, kron_(gram @ m["g"], data @ m["n"])
    )
    yield from decide_lines({FIRST_PART: _fixed}, some_points(), with_inverses)
    rows = m["z"].shape[0]
    Q = kron_(m["q"], Matrix.identity(m["q"].ring, rows))
    bracket = kronecker.bracket(m["b"].shape[0], m["s"])
    blocks = (kron_(m["q"] @ m["b"].T, m["z"] @ m["s"].column(t)) for t in range(m["s"].shape[1]))
    sides = (Q @ kron_(m["b"].T, m["z"]) @ bracket, matrix.hcat(*blocks))
    yield decide_identity(SECOND_PART, "Q 3 x 3, B_k 2 x 3, X 2 x 4", *sides)
    products = {str(e) for e in kron_(m["m"], m["v"]).entries()}
    wanted = {str(a * b) for a in m["m"].entries() for b in m["v"].entries()}
    yield Evidence(
        PRODUCT_PART,
        Outcome.HOLDS if products == wanted else Outcome.FAILS,
        Scope.ARCHITECTURE,
        "M 2 x 3, two columns v of 2 entries",
        by="flint",
        detail="the entries are all products M_ab (v_t)_c, and a field has no zero divisors",
    )


def _fixed(n: LinearNetwork, _: Given) -> Lines:
    t = terms(n)
    rest = (identity(t.width(1)) - t.C.T @ t.C @ t.G) @ t.C.T
    return [Assertion((t.inverse_of_gram,), vanishes(rest, t.width(1), t.width(t.top)))]


_PARTS = (PROJECTION_PART, FIRST_PART, SECOND_PART, PRODUCT_PART)
CLAIM = Claim(
    id="appendix-a4",
    title="The equations in the proof of Lemma 4.4",
    section="A.4",
    line=325,
    statement=(
        "For k in {2, .., H+1}, G any {1}-inverse of C^T C, N = (X X^T)^{-1}:\n" + "\n".join(_PARTS)
    ),
    parts=_PARTS,
    decide=_decide,
    uses=("lemma-4.3", "fact-a21", "appendix-a7"),
    proof="Identities of polynomials in matrices of every entry a symbol.",
    trusts=TRUSTS,
    variants=(ER12, ER13, ER14),
    theorems=(
        (PROJECTION_PART, mixed_product),
        (PROJECTION_PART, projected_kronecker),
        (FIRST_PART, fact_a21),
        (SECOND_PART, second_term),
        (PRODUCT_PART, product_vanishes),
    ),
    latex=(
        r"(B_k^T - C^T C (C^T C)^- B_k^T) \otimes X (r A_k)_{\cdot,t} = 0\ \forall t \le d_k"
        r" \Rightarrow \mathcal{R}(B_k^T) \subseteq \mathcal{R}(C^T C) \text{ or } X r A_k = 0"
    ),
)
BLOCKS = Claim(
    id="appendix-a4-blocks",
    title="The permutation and the principal submatrix in the proof of Lemma 4.4",
    section="A.4",
    line=313,
    statement="For k in {2, .., H+1}:\n" + "\n".join((ORDER_PART, PSD_PART)),
    parts=(ORDER_PART, PSD_PART),
    decide=_decide_blocks,
    uses=("lemma-4.3", "fact-a24"),
    proof=(
        "The blocks are cut out of the whole Hessian, derived from the loss in all entries and laid"
        " out as in line 159, and compared with Lemma 4.3; the necessary condition is evaluated at"
        " critical points."
    ),
    trusts=TRUSTS,
    variants=(ER11,),
    theorems=((PSD_PART, fact_a25_any_shape), (PSD_PART, range_of_blocks)),
    latex=(
        r"\nabla^2 \bar{\mathcal{L}}(W) \succeq 0 \Rightarrow M_k \succeq 0 \Rightarrow"
        r" \mathcal{R}(\mathcal{D}_{\mathrm{vec}(W_k^T)} (\mathcal{D}_{\mathrm{vec}(W_1^T)}"
        r" \bar{\mathcal{L}})^T)"
        r" \subseteq \mathcal{R}(C^T C \otimes X X^T)"
    ),
)
CLAIMS = (BLOCKS, CLAIM)
