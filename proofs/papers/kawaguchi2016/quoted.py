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
        "superfluous, not false: `proofs audit lemma-4.4` shows both", "no error",
    ),
    Quoted(
        "ER34", "4.2", 179, "Lemma 4.6 with X Y^T of full rank and d_y <= d_x",
        "superfluous, not false: `proofs audit lemma-4.6` shows both", "no error",
    ),
    Quoted(
        "ER37", "4.2", 171, "hypotheses and alternatives that are not needed",
        "superfluous, not false: `proofs audit` shows each", "no error",
    ),
    Quoted(
        "ER38", "A.6", 365, "F F^- B = B, on which the text says that it focuses",
        "true (pair-conditions, l = 1, k = H+1) but used nowhere", "no error",
    ),
    Quoted(
        "ER1", "2.1", 27, "Sigma = Y X^T (X X^T)^{-1} X Y^T, with no condition on X",
        "a formula presupposes the inverse that it writes; Proposition 2.1 (line 43) and Theorem"
        " 2.3 (line 59) assume it", "no error",
    ),
    Quoted(
        "ER30", "4.2", 155, "Lemma 4.2 with (X X^T)^{-1}, with no condition on X",
        "a formula presupposes the inverse that it writes; where there is none, `proofs audit"
        " lemma-4.2` shows", "no error",
    ),
    Quoted(
        "ER4", "4.2", 181, "Lemma 4.6, without a word on distinct eigenvalues",
        "line 143 orders them strictly, for Lemma 4.6; without that, `proofs audit lemma-4.6`"
        " shows", "no error",
    ),
    Quoted(
        "ER5", "4.2", 155, "Lemma 4.2 with (C^T C)^{-1}",
        "read (C^T C)^-, as in lines 273 and 277, its proof", "copy artefact",
    ),
    Quoted(
        "ER15", "A.4", 323, "M^{-1} for M = C^T C kron X X^T, also in lines 325, 327, 329, 331"
        " and 333",
        "read ^-: line 327 cites A.7, which is about generalized inverses, and line 331 the"
        " equation C^T C (C^T C)^- C^T = C^T", "copy artefact",
    ),
    Quoted(
        "ER25", "A.6", 403, "the last matrix: its blocks stand below a row of zeros, and beside"
        " no column of them",
        "the lines of an array with rules are lost, not those of the matrix before it; what follows"
        " from it, that the largest are chosen, is appendix-a6-eigenvectors", "copy artefact",
    ),
    Quoted(
        "ER40", "A.3", 293, "line 2, and the displays for k = H+1 (lines 299, 303, 307):"
        " ((D C_{j,.}) kron X_i^T)^T r_{i,j}",
        "right if it is read as line 1 has to be: the transpose is taken of the derivative in each"
        " entry of W_k, which gives a column (appendix-a3)", "no error",
    ),
    Quoted(
        "ER42", "A.6", 377, "the crossed term (C (C^T C)^- kron B W_1) E `and its transpose`",
        "true: both vanish (appendix-a6). The other crossed term is the transpose of this one for"
        " the {1}-inverse ((C^T C)^-)^T, and the text is about any", "no error",
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
        "E7", "B.3", 583, "rank C >= d_1 is false since rank(W_H..W_2) < 1",
        "W_H for W_{H+1}: what is supposed is rank(W_{H+1}..W_2) = 0. That rank(W_H..W_2) < 1 is"
        " true as well (appendix-b3, k = H+1), so that nothing false is said", "typo",
    ),
    Quoted(
        "E9b", "D", 665, "the convexity of g is preserved after the composition with any norm",
        "it is, and nothing else is said to be; for which targets the squared loss of f keeps a"
        " poor minimum, appendix-d decides", "no error",
    ),
    Quoted(
        "E11", "2.3", 70, "`we know exactly when this can happen from Theorem 2.3 (iv)`",
        "when it can, not when it does: not where rank(W_H..W_2) = p (line 64), and there are such"
        " points where it is smaller (line 66, Corollary 2.4)", "no error",
    ),
    Quoted(
        "E13", "2.3", 70, "for H = 1 the method of Ge et al. (2015) trains in polynomial time",
        "what that work assumes is not at hand; that every saddle is strict for H = 1, which the"
        " sentence rests on, is proved (corollary-2.4)", "gap",
    ),
    Quoted(
        "E15", "3", 122, "q = 1/rho, without rho > 0",
        "a formula presupposes the inverse that it writes", "no error",
    ),
    Quoted(
        "E16", "3", 106, "Z `as a result of the rectified linear activation`, and independent of X"
        " and w",
        "assumption A5u-m says so (line 108), and line 110 calls A5u unrealistic; what becomes of"
        " the network's own gates, `proofs audit corollary-3.2` shows", "no error",
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
        "G3", "C.1", 639, "`from the proof of Lemma 4.3` every element of the Hessian is zero",
        "the blocks (l, k) with 2 <= l < k, which the lemma does not state, are derived as those"
        " that it does (general-block), and have the factor W_{l-1}..W_1 X = 0; what is wrong"
        " there is E1", "no error",
    ),
    Quoted(
        "T1", "B.1", 517, "A_k (A_k^T A_k)^- A_k and U_p U_p, also in lines 521, 589 and 605",
        "transposes are lost, in print or in this copy, which cannot be told here: lines 509 and"
        " 513, from which it follows, have them", "typo",
    ),
    Quoted(
        "ER18", "A.6", 375, "(4) with r^T X^T (X X^T)^{-1} X r kron B (C^T C)^- B",
        "a transpose is lost, in print or in this copy: B (C^T C)^- B^T in line 397, which puts it"
        " into what follows from (4); that is appendix-a6", "typo",
    ),
    Quoted(
        "E3c", "C.1", 633, "U_p U_p^T Y X^T (X X)^{-1}",
        "a transpose is lost, in print or in this copy: the same matrix is right in lines 455 and"
        " 487", "typo",
    ),
    Quoted(
        "ER6", "A.2", 269, "0 = (D_{vec(W_k^T)} L)^T = (W_{H+1}..W_2 kron X^T)^T vec(r)",
        "right for k = 1, which is meant: the sentence is about W_1 (line 267), and line 381 says"
        " Lemma 4.1 with k = 1", "typo",
    ),
    Quoted(
        "ER22", "A.6", 393, "C^T C (C^T C)^- B^T = B",
        "the superscripts of this formula are spoilt in the copy (ER36); line 381 has it right, as"
        " (C^T C (C^T C)^- B^T)^T = B", "copy artefact",
    ),
    Quoted(
        "ER23", "A.6", 399, "r^T X^T (X X^T)^{-1} X r = Sigma - U_p Lambda_I U_p^T",
        "no other gap than ER21: with the columns of U_I first U_p is U_I; without any order it is"
        " Sigma - U_I Lambda_I U_I^T (appendix-a6-eigenvectors)", "gap",
    ),
    Quoted(
        "ER24", "A.6", 403, "U^T (I - U_I U_I^T) U = I - diag(I_p, 0)",
        "no other gap than ER21: with the columns of U_I first it is true"
        " (appendix-a6-eigenvectors)", "gap",
    ),
    Quoted(
        "E2", "B.1", 559, "rank C >= min(p, d_y) after the perturbations, also in lines 195 and"
        " 209",
        "no other gap than G1: if the perturbed point is a local minimum, and not global, Lemma 4.4"
        " gives it. The moves never change C (appendix-b1-deficient), so that this is a"
        " contradiction, with which the proof is complete", "gap",
    ),
    Quoted(
        "T2", "B.1", 465, "(6), (7), (8) and (9) `for an arbitrary L_1`, L_k",
        "the general solution is written so: some L_1 gives W_1, and each gives a solution"
        " (appendix-b1-deficient); of L_k only those with which line 543 solves (9) are meant",
        "no error",
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
        "T7", "B.1", 465, "(C^T C)^{-1} and (A^T A)^{-1}, also in lines 451, 453, 669 and 673",
        "read ^-, as the same formulas have it in lines 181, 199 and 273; in lines 439 and 441 the"
        " inverse is right: there C^T C has just been shown to have one", "copy artefact",
    ),
    Quoted(
        "T8", "2.3", 59, "two accents for the one loss", "notation", "copy artefact",
    ),
    Quoted(
        "T9", "B.1", 533, "(9), also in line 537: a bracket [0 I] without its factor G_k L_k",
        "the matrix in (7), line 483, and in lines 543 and 547 has the factor in its place",
        "copy artefact",
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
    Quoted(
        "T14", "B.2", 565, "`the first semidefinite condition` and `the second` are exchanged",
        "X r != 0 concerns the second, the ranks the first: no mathematical content", "typo",
    ),
)  # fmt: skip
