"""The paper's theorems proved by hand in Rocq: where they lie, and what each of them is."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""The paper's own files; what they share with others is in `proofs/rocq/theory`."""

MAIN = {
    "conjecture-2.2": ("CriticalPoints", "layer_convex", "convexity in one layer"),
    "theorem-2.3.i": ("Theorem23", "theorem23", "all four parts; Sigma diagonalized as given"),
    "theorem-2.3.ii": ("Theorem23ii", "theorem23_ii_strong", "any X, Y, depth and widths"),
    "theorem-2.3.iii": ("Saddles", "theorem23_iii", "any X, Y, depth and widths"),
    "theorem-2.3.iv": ("Theorem23iv", "thm23iv", "Sigma diagonalized as given"),
    "corollary-2.4": ("Theorem23Parts", "cor24_H2_matrix", "zero network, H >= 2"),
    "corollary-2.4:shallow": ("Theorem23iv", "cor24_H1", "H = 1"),
    "corollary-3.2": ("Paths", "cor32", "gates on a finite sample space"),
    "lemma-4.1": ("Variations", "crit_iff", "derivatives as coefficients of polynomials"),
    "lemma-4.2": ("CriticalPoints", "deep_lemma42_so", "every depth"),
    "lemma-4.3:diagonal": ("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
    "lemma-4.3:first-row": ("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
    "fact-a11:vec": ("Vectors", "kron_vec", "the three factors in another order"),
    "general-block:upper": ("Hessian", "lemma43_kron", "every pair of layers, as a bilinear form"),
    "lemma-4.4": ("CriticalPoints", "lemma44_hess", "psd as second variation of the loss"),
    "corollary-4.5": ("CriticalPoints", "cor45_hess", "psd as second variation of the loss"),
    "lemma-4.6": ("Lemma46", "lemma46_hess", "stronger: without the second alternative"),
    "fact-a21": ("GeneralizedInverses", "proj_orth", "with symmetry and range"),
    "fact-a24": ("Semidefinite", "schur_psd", "for every {1}-inverse"),
}
"""Theorems of the library by the theorem of the toolkit: file, name, and how the form differs."""

BY_HAND = {
    "corollary-3.2": {
        0: ("Paths", "gout_paths", "any gates, one for each unit, also in the last layer"),
        1: ("Paths", "Pr_paths", "for each column of X"),
        2: ("Paths", "mean_paths", "a finite sample space"),
    },
}
"""Parts of claims that only the library proves for all sizes, by the number of the part."""
