"""How the statement that Rocq has of a theorem differs from the paper's."""

from __future__ import annotations

_WRITTEN_OUT = "the gradients and the second variation in two layers are written out"
_STRONGER = "stronger: nothing is asked of the data"
_PAIRS = "the second variation in every two layers is written out, and zero"

FORMS = {
    "conjecture-2.2": "convexity in one layer",
    "lemma-4.2": "the gradient by W_1 is written out",
    "lemma-4.4": "stronger: only the blocks of two layers are asked to be semidefinite",
    "corollary-4.5": "stronger: only the blocks of two layers are asked to be semidefinite",
    "lemma-4.6": f"{_WRITTEN_OUT}; U with Sigma U = U M, eigenvalues told apart by numbers",
    "lemma-4.6-strong": _WRITTEN_OUT,
    "theorem-2.3.i": f"{_STRONGER} but X Y^T not 0; the midpoint of two networks is enough",
    "theorem-2.3.i:indefinite": _WRITTEN_OUT,
    "theorem-2.3.ii": _STRONGER,
    "theorem-2.3.ii:paper": "full rank of X Y^T as a left inverse",
    "theorem-2.3.ii:level": "the gradients are written out",
    "theorem-2.3.iii": _STRONGER,
    "theorem-2.3.iii:level": "the gradients are written out",
    "theorem-2.3.iv": f"{_WRITTEN_OUT}; the rank as a factor A W_H..W_2 B = I; {_STRONGER}",
    "corollary-2.4": _PAIRS,
    "corollary-2.4:origin": _PAIRS,
    "corollary-2.4:family": _PAIRS,
    "corollary-2.4:shallow": _WRITTEN_OUT,
    "corollary-3.2": "weaker: starts from the sum over paths, equation (1); see the library",
    "appendix-a4:product": "all columns at once",
    "fact-a27": "the four equations of Penrose",
}
"""For theorems whose statement is not the paper's own words in matrices."""
