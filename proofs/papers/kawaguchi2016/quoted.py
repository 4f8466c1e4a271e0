"""What stands in the paper and is no claim that can be decided: present, and never counted.

Either it is no mathematical statement, or a misprint without mathematical content, or it is
said elsewhere in the catalogue; `reason` says which.
"""

from __future__ import annotations

from proofs.evidence.quoted import Quoted

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
        "describes the model of another paper; its normalisation is the usual one",
    ),
    Quoted(
        "proposition-3.1", "3", 116, "the number of local minima diminishes exponentially",
        "a high-level description of another paper's result, without a precise statement",
    ),
    Quoted(
        "more-general", "3", 129, "the model is strictly more general than the previous one",
        "compares with a model that is only described here",
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
        "ER26", "A.6", 371, "(3) with any {1}-inverse of C^T C kron X X^T",
        "true as printed: M_{H+1} psd gives the inclusion of ranges under which (3) is the same"
        " for every {1}-inverse (fact-a24 proves it for each)", "no error",
    ),
    Quoted(
        "ER27", "A.6", 381, "X r = 0 or B (C^T C)^- C^T C = (C^T C (C^T C)^- B^T)^T = B",
        "true as printed, for every {1}-inverse: lemma-4.4 with appendix-a6; only without X r = 0"
        " or R(B^T) in R(C^T C) would the two sides differ", "no error",
    ),
    Quoted(
        "ER28", "B.1", 437, "R(C) in R(Y X^T), as shown in the proof of Lemma 4.6",
        "true, as rank X Y^T = d_y there (appendix-b1-full); the passage of A.6 that is cited is"
        " missing in this copy, so that the citation cannot be checked", "copy artefact",
    ),
    Quoted(
        "ER39", "2.1", 141, "W_k..W_{k'} is I_{d_k} where k < k'; `p largest eigenvectors`",
        "a convention that is used for k' = k+1 only, where the sizes fit (notation); eigenvectors"
        " of the p largest eigenvalues are meant", "typo",
    ),
    Quoted(
        "G4", "B.1", 455, "U_p U_p^T R is a global minimum (Baldi and Hornik; Baldi and Lu)",
        "true (theorem-2.3.iv, appendix-b1-full); as Proposition 2.1 reports them, the works that"
        " are cited assume H = 1 and p < d_x = d_y, and they are not at hand", "gap",
    ),
    Quoted(
        "E8", "B.3", 609, "A_k = 0: W_k..W_1 != 0 after a perturbation of each parameter",
        "true as printed: W_1 may be moved too, and W_k..W_1 != 0 gives W_k..W_2 != 0, which the"
        " induction needs; Lemma 4.6 in line 601 is not needed, as C = 0", "no error",
    ),
    Quoted(
        "E13", "2.3", 70, "for H = 1 the method of Ge et al. (2015) trains in polynomial time",
        "what that work assumes is not at hand; that every saddle is strict for H = 1, which the"
        " sentence rests on, is proved (corollary-2.4)", "gap",
    ),
    Quoted(
        "E17", "3", 120, "L(W) = ||E_Z[output - Y]||^2 / 2, the loss `with expectation`",
        "a definition, of the loss of the expected output; the expected loss is larger"
        " (expected-loss, for one path)", "no error",
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
        "T13", "B.1", 499, "v_i + epsilon v is independent of the b_i because v is",
        "true as printed: the v_i are the rows left after rank W_1 independent ones, so that they"
        " lie in the span of the b_i", "no error",
    ),
    Quoted(
        "T12", "B.1", 545, "letters of two meanings: p, B_k, X in L_previous",
        "notation; here W_{k-1}..W_1 is never called B_k", "typo",
    ),
)  # fmt: skip
