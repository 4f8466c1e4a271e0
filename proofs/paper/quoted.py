"""What stands in the paper and is no claim that can be decided: present, and never counted.

Either it is no mathematical statement, or a misprint without mathematical content, or it is
said elsewhere in the catalogue; `reason` says which.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quoted:
    """An entry that is listed and never decided; `kind` is empty for what is no erratum."""

    name: str
    section: str
    line: int
    what: str
    reason: str
    kind: str = ""


QUOTED = (
    Quoted("notation-2.1", "2.1", 27, "sizes, entries, rows and columns", "definitions"),
    Quoted(
        "history-2.2", "2.2", 53, "who stated and proved Conjecture 2.2, and when",
        "history, no mathematical claim",
    ),
    Quoted(
        "hypotheses-2.3", "2.3", 68, "the data conditions are realistic and easy to satisfy",
        "an opinion about data; which conditions are needed, `proofs audit` decides",
    ),
    Quoted(
        "model-3.1", "3", 88, "the rectified linear network, q and sigma", "definitions"
    ),
    Quoted(
        "previous-loss", "3", 112, "L_previous and that Y and the gates are gone from it",
        "describes the model of another paper (B19a); its normalisation is the usual one",
    ),
    Quoted(
        "proposition-3.1", "3", 116, "the number of local minima diminishes exponentially",
        "a high-level description of another paper's result, without a precise statement",
    ),
    Quoted(
        "more-general", "3", 129, "the model is strictly more general than the previous one",
        "compares with a model that is only described here (B19a)",
    ),
    Quoted(
        "assumptions-C.2", "C.2", 645, "A1p, A5u and A6u of the previous work",
        "describes assumptions of another paper; the hinge identity itself is decided",
    ),
    Quoted("history-D", "D", 657, "who proved which part, and when", "history"),
    Quoted(
        "ER35", "A.6", 379, "the text between (4) and `and similarly, Sigma P_C =`, with (5)",
        "missing in this copy: there is nothing to decide; appendix-a6 proves what is used of it",
        "copy artefact",
    ),
    Quoted(
        "ER36", "A.6", 381, "(C^T C)^{-C^T}, (C^T C)^{-B^T}: a superscript that was swallowed",
        "a matrix as an exponent has no meaning; read (C^T C)^- C^T, (C^T C)^- B^T",
        "copy artefact",
    ),
    Quoted(
        "ER29", "4.2", 171, "Lemma 4.4 at a critical point, its proof with X X^T invertible",
        "superfluous, not false: `proofs audit lemma-4.4` shows both", "gap",
    ),
    Quoted(
        "ER34", "4.2", 179, "Lemma 4.6 with X Y^T of full rank and d_y <= d_x",
        "superfluous, not false: `proofs audit lemma-4.6` shows both", "gap",
    ),
    Quoted(
        "ER37", "4.2", 171, "hypotheses and alternatives that are not needed",
        "superfluous, not false: `proofs audit` shows each", "gap",
    ),
    Quoted(
        "ER38", "A.6", 365, "F F^- B = B, on which the text says that it focuses",
        "true (pair-conditions, l = 1, k = H+1) but used nowhere", "gap",
    ),
    Quoted(
        "E18", "C.2", 643, "the first of two equal sides; (j, i) left out; w without ^(k)",
        "an equation of a thing with itself is true: the slip is in what was meant", "typo",
    ),
    Quoted(
        "E19", "2.1", 143, "the ranges of rank C and of the index sets", "these are ER2 and ER3",
        "false",
    ),
    Quoted(
        "T3", "B.1", 445, "footnote 5: `for all input W_{H+1}` instead of W'",
        "a wrong letter in a sentence; nothing follows from it", "typo",
    ),
    Quoted(
        "T4", "B.1", 455, "U with the index rank C, written again after rank C = p is known",
        "both indices are the same number there: nothing false is said", "typo",
    ),
    Quoted(
        "T5", "B.1", 553, "`second line`, `third line` for the third and the fourth",
        "wrong numbers of lines, no mathematical content", "typo",
    ),
    Quoted(
        "T6", "2.2", 53, "p >= d_x = d_x instead of d_y = d_x",
        "an equation of a thing with itself is true: the slip is in what was meant", "typo",
    ),
    Quoted(
        "T7", "B.1", 465, "(C^T C)^{-1} where (C^T C)^- is meant, in eight places",
        "the same as ER5, which names the places", "copy artefact",
    ),
    Quoted(
        "T8", "2.3", 59, "two accents for the one loss", "notation", "copy artefact",
    ),
    Quoted(
        "T10", "A.6", 377, "the missing passage again, and what B.1 says it showed",
        "these are ER35 and ER28", "copy artefact",
    ),
    Quoted(
        "T11", "2.3", 59, "`any input-output dimensions` beside d_y <= d_x",
        "the sentence names its own exception before; (ii) to (iv) hold without it", "typo",
    ),
    Quoted(
        "T12", "B.1", 545, "letters of two meanings: p, B_k, X in L_previous",
        "notation; here W_{k-1}..W_1 is never called B_k", "typo",
    ),
)  # fmt: skip


def quoted(name: str) -> Quoted | None:
    """The quoted entry of this name, upper or lower case, if there is one."""
    return next((entry for entry in QUOTED if entry.name.lower() == name.lower()), None)
