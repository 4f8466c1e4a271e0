"""Which hypotheses on the data the theorems of a proof step assume: X X^T, X Y^T, and the sizes.

A step of an appendix is several theorems. A hypothesis of theirs on X and Y alone must be one of
those in `SAYS`, and one on sizes must not compare d_y with d_x unless it is there; else the answer
is open. A printed hypothesis that none of them says is superfluous for the step.
"""

from __future__ import annotations

from collections.abc import Iterator

from proofs import checker
from proofs.evidence.audit import OPEN, SUPERFLUOUS, USED, Answer, Audited
from proofs.evidence.claim import Claim
from proofs.evidence.settings import Settings
from proofs.evidence.stated import StatedTheorem
from proofs.kernel.formula_text import formula_text
from proofs.status import Scope

INVERTIBLE, CROSS, ORDER = "X X^T invertible", "X Y^T of full rank", "d_y <= d_x"
DISTINCT, NOT_ZERO = "Sigma has distinct eigenvalues", "X Y^T != 0"
_OF_RANK = (CROSS, ORDER)
_INVERSE = ("K is an inverse of X, which there always is",)
SAYS = {
    "X X^T N = I_{d_x}": (INVERTIBLE,),
    "N X X^T = I_{d_x}": (INVERTIBLE,),
    "X X^T N = I_{d[0]}": (INVERTIBLE,),
    "L X Y^T = I_{d_y}": _OF_RANK,
    "L X Y^T = I_{d[H+1]}": _OF_RANK,
    "L X Y_2^T = I_{d[3]}": _OF_RANK,
    "R S = I_{d_y}": _OF_RANK,
    "X Y^T = 0 implies false": (NOT_ZERO,),
    "d_y <= d_x": (ORDER,),
    "d[H+1] <= d[0]": (ORDER,),
    "X K X = X": _INVERSE,
    "(K X)^T = K X": _INVERSE,
}
"""What a hypothesis on the data says; R = Y X^T (X X^T)^{-1} has rank d_y where X Y^T has."""

GIVEN = {"X", "Y", "Y_1", "Y_2"}
DATA = GIVEN | {"N", "L", "R", "S", "K"}
INPUT = ("d_x", "d[0]")


def in_step(claim: Claim, hypothesis: str, expected: str, note: str = "") -> Audited:
    """The role of a hypothesis on the data in the theorems that say all parts of a step."""
    theorems = list(dict.fromkeys(theorem for _, theorem in claim.theorems))

    def decide(_settings: Settings) -> Answer:
        without = {*claim.parts} - {*claim.supporting} - {part for part, _ in claim.theorems}
        if without:
            return Answer(OPEN, f"no theorem says: {'; '.join(sorted(without))}")
        try:
            said = [(theorem.name, *item) for theorem in theorems for item in _on_data(theorem)]
        except checker.Rejected as reason:
            return Answer(OPEN, f"a certificate is rejected: {reason}")
        for theorem, text, words in said:
            if not words:
                return Answer(OPEN, f"theorem {theorem} assumes what was not accounted for: {text}")
        users = [theorem for theorem, _, words in said if hypothesis in words]
        if users:
            return Answer(USED, f"by theorem {', '.join(dict.fromkeys(users))}")
        others = "; ".join(dict.fromkeys(w for _, _, words in said for w in words)) or "nothing"
        detail = f"of the data, the theorems of all its parts assume only: {others}"
        return Answer(SUPERFLUOUS, detail, Scope.ALL_SIZES)

    return Audited(claim.id, f"{hypothesis}, {note}" if note else hypothesis, expected, decide)


def _on_data(theorem: StatedTheorem) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The hypotheses of a theorem on data or on their sizes, and what each says, if known."""
    content = theorem.content
    names = checker.Checker(content["sizes"], content["letters"])
    letters = content["letters"].keys() - {"d"}
    found = {formula_text(f): names.free(f) & letters for f in content["hypotheses"]}
    # An inverse of the data is data too, where the theorem says that it is one.
    inverses = set().union(*(own for own in found.values() if own & GIVEN and own <= DATA))
    for text, own in found.items():
        about_sizes = not own and any(size in text for size in INPUT)
        if text in SAYS or about_sizes or (own <= DATA and own & (GIVEN | inverses)):
            yield text, SAYS.get(text, ())
