"""The Rocq library of the paper: its files in the order of building, and its main theorems."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

FILES = (
    "GeneralizedInverses",
    "Semidefinite",
    "MatrixRing",
    "Words",
    "Decidable",
    "Diagrams",
    "Lemma44",
    "Vectors",
    "Derivatives",
    "Networks",
    "Polynomials",
    "Variations",
    "CriticalPoints",
    "FlatMoves",
    "Axioms",
    "Lemma46",
    "FullRank",
    "Deficient",
    "Bottleneck",
    "Theorem23ii",
    "Saddles",
    "Theorem23iv",
    "Corollary24",
    "Theorem23i",
    "Theorem23iii",
    "Hessian",
    "Paths",
    "Theorem23Parts",
    "Theorem23",
)
"""Each file needs only files before it."""

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


def source(name: str) -> str:
    """The text of a file of the library."""
    return files("proofs.rocq").joinpath(f"{name}.v").read_text(encoding="utf-8")


def required(text: str) -> list[str]:
    """The files of the library that a text imports, themselves included, in building order."""
    found: set[str] = set()
    waiting = _imports(text)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting |= _imports(source(name))
    return [name for name in FILES if name in found]


def _imports(text: str) -> set[str]:
    lines = re.findall(r"^From DeepLinear Require (?:Import|Export) ([^.]*)\.", text, re.M)
    return {name for line in lines for name in line.split()}


def all_required(names: Iterable[str]) -> list[str]:
    """The same for several files of the library."""
    wanted = set(names).union(*(required(source(name)) for name in names))
    return [name for name in FILES if name in wanted]
