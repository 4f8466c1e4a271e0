r"""Pieces of the paper's formulas in LaTeX, shared by the statements of several claims.

$\bar p$ is the rank of $C = W_{H+1} \cdots W_2$, $p$ the smallest hidden width, $M^-$ any
{1}-inverse, $r = (W_{H+1} \cdots W_1 X - Y)^T$, $R = Y X^T (X X^T)^{-1}$ where it is no range.
"""

from __future__ import annotations

A, V = r"W_{H+1} \cdots W_{k+1}", r"W_{k-1} \cdots W_1 X"
MAP, MIDDLE = r"W_{H+1} \cdots W_1", r"W_H \cdots W_2"
GRADIENT = r"\left(\mathcal{D}_{\mathrm{vec}(W_k^T)} \bar{\mathcal{L}}(W)\right)^T"
PROJECTION = r"C (C^T C)^- C^T"
PSD = r"\nabla^2 \bar{\mathcal{L}}(W) \succeq 0"
B, SMALL = r"W_{k-1} \cdots W_2", r"X r W_{H+1} \cdots W_{k+1} = 0"
SUMMAND = r"A_k^T A_k \otimes V_k V_k^T"
