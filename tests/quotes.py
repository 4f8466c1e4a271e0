r"""For each entry of the errata, a piece of what stands in print at the line that it names.

Pieces of formulas and single words, as they are written in the source text: enough to see that
the line is the right one. They are compared without spaces.
"""

PIECES = {
    # decided
    "ER1": r"Let $\Sigma = YX^T(XX^T)^{-1}XY^T$",
    "ER2": r"\bar{p} = \text{rank}(C) \in \{1, \dots, \min(d_y, p)\}",
    "ER3": r"1 \leq i_1 < \cdots < i_{\bar{p}} \leq \min(d_y, p)",
    "ER4": r"C(C^T C)^- C^T = U_{\bar{p}} U_{\bar{p}}^T \quad \text{or} \quad Xr = 0",
    "ER5": r"C(C^T C)^{-1} C^T Y X^T (X X^T)^{-1}",
    "ER6": r"0 = \left(\mathcal{D}_{\text{vec}(W_k^T)} \bar{\mathcal{L}}(W) \right)^T"
    r" = (W_{H+1} \cdots W_2 \otimes X^T)^T \text{vec}(r)",
    "ER7": r"(W_{H+1} \cdots W_2 \otimes X)^T \mathcal{D}_{\text{vec}(W_k^T)} \text{vec}(r) +",
    "ER8": r"\mathcal{D}_{\text{vec}(W_k^T)} W_{H+1} \cdots W_{k+1} \otimes X^T \right)^T",
    "ER40": r"W_{H+1,j} W_H \cdots W_2 \right) \otimes X_i^T \right)^T r_{i,j}",
    "ER9": r"\left((A_k)_{j,\cdot} \otimes B_k^T \otimes X_i^T \right)^T r_{i,j}",
    "ER10": r"\sum_{i=1}^m r_{i,t} (A_{H+1})_{j,1} X_i = X(rI_{d_y})_{\cdot,t} = Xr_{\cdot,t}",
    "ER11": r"P_k = [\mathbf{e}_{H+1} \quad \mathbf{e}_k \quad \tilde{P}_k]",
    "ER12": r"(C^T A_k \otimes B_k W_1 X)",
    "ER13": r"(I_{d_1} - C^T C (C^T C)^{-1}) \otimes I_{d_y}",
    "ER14": r"\forall t \in \{1, \dots, d_y\}, (B_k^T - C^T C (C^T C)^{-1} B_k^T)"
    r" \otimes X (rA_k)_{\cdot,t} = 0",
    "ER15": r"\mathcal{R}(M') \subseteq \mathcal{R}(M) \Leftrightarrow (I - MM^{-1})M' = 0",
    "ER16": r"(I_{d_y} \otimes F)^{-})(C \otimes B_{H+1} W_1 X X^T) + E^T",
    "ER17": r"(I_{d_y} \otimes I_{d_H} - F F^{-}) E^T",
    "ER18": r"r^T X^T (X X^T)^{-1} Xr \otimes B_{H+1} (C^T C)^{-} B_{H+1})",
    "ER19": r"\Sigma P_C = U_{\mathcal{I}_{\bar{p}}}^T \Lambda_{\mathcal{I}_{\bar{p}}}"
    r" U_{\mathcal{I}_{\bar{p}}}",
    "ER20": r"\mathbf{0} \in \mathbb{R}^{d_y \times (d_1 - \bar{p})}$ and $G_2 \in GL_{d_1}",
    "ER21": r"G_2^T \begin{bmatrix} I_{\bar{p}} & \mathbf{0} \\ \mathbf{0} & \mathbf{0}"
    r" \end{bmatrix} \Lambda",
    "ER22": r"C^T C(C^T C)^{-B_{H+1}^T} = B_{H+1}$",
    "ER23": r"\Sigma - U_{\bar{p}} \Lambda_{\mathcal{I}_{\bar{p}}} U_{\bar{p}}^T",
    "ER24": r"I_{d_y} - \begin{bmatrix} I_{\bar{p}} & \mathbf{0} \\ \mathbf{0} & \mathbf{0}"
    r" \end{bmatrix}",
    "ER25": r"\left[\begin{array}{c|c} \mathbf{0} & \mathbf{0} \\ \hline"
    r" \Lambda_{\mathcal{I}_{\bar{p}}}",
    "ER30": r"W_{H+1} W_H \cdots W_2 W_1 = C(C^T C)^{-1} C^T Y X^T (X X^T)^{-1}",
    "E1": r"every diagonal and off-diagonal element of the Hessian is zero if"
    r" $W_H = W_{H-1} = \dots = W_2 = W_1 = 0$",
    "E2": r"\text{rank}(C) \geq \hat{p}",
    "E3": r"\text{tr}(Y Y^T) \pm \sum_{k=1}^p \Lambda_{k,k}",
    "E3c": r"\pm U_p U_p^T Y X^T (X X)^{-1}",
    "E3d": r"r = Y^T \neq 0",
    "E3e": r"W_{H+1} \dots W_1 = \pm U_p U_p^T",
    "E4": r"row vectors for the first $(\hat{p} - \bar{p})$ rows",
    "E5": r"Lemma 4.6 with $k = H + 1$ implies the necessary condition that $Xr = 0$ or"
    r" $\mathcal{R}(W_H \cdots W_2) \subseteq \mathcal{R}(C^T C)$",
    "E6": r"$f(W') = \|W'X - Y\|_F^2$",
    "E7": r"$\text{rank}(W_H \cdots W_2) < 1$",
    "E9": r"$W_1 = [w \ w \ w]$, $W_2 = [1 \ 1 \ w]^T$ and $W_3 = w$",
    "E9b": r"preserved after the composition with any norm",
    "E10": r"a uncountable set that consists of the points with $W_{H+1} = W_1 = 0$",
    "E11": r"we know exactly when this can happen from Theorem 2.3 (iv)",
    "E12": r"is Lipschitz continuous",
    "E14": r"\text{rank}(W_{H+1} \cdots W_1) \geq \min(p, d_x)",
    "E15": r"Let $q = \rho^{-1}$",
    "E16": r"as a result of the rectified linear activation",
    "G1": r"without changing the value of",
    "G2": r"without changing the loss value",
    "G3": r"from the proof of Lemma 4.3, every diagonal and off-diagonal element",
    "T1": r"A_k (A_k^T A_k)^- A_k = X Y^T U_{\bar{p}} U_{\bar{p}}.",
    "T2": r"(I - (C^T C)^{-1} C^T C) L_1 \quad (6)",
    "T9": r"\mathbf{0} \quad I_{(d_k - \bar{p})} \end{bmatrix} G_k L_k",
    "ER41": r"[(W_{H+1})_{1,\cdot}^T \cdots (W_{H+1})_{d_y,\cdot}^T]^T",
    "E20": r"$Xr = XY^T \neq 0$",
    "E21": r"\bar{p}' \geq \bar{p}$ be the rank of $\tilde{W}_k B_k$",
    # quoted
    "ER42": r"and its transpose",
    "T14": r"it does not satisfy the first semidefinite condition",
    "ER26": r"(C^T C \otimes X X^T)^{-} (C^T \otimes X X^T (B_{H+1} W_1)^T + E) \succeq 0",
    "ER27": r"$Xr = 0$ or $B_{H+1}(C^T C)^{-C^T} C = (C^T C(C^T C)^{-B_{H+1}^T})^T = B_{H+1}$",
    "ER28": r"$\mathcal{R}(C) \subseteq \mathcal{R}(YX^T)$ as shown in the proof of Lemma 4.6",
    "ER29": r"is positive semidefinite or negative semidefinite at a critical point",
    "ER34": r"is positive semidefinite at a critical point",
    "ER35": r"and similarly, $\Sigma P_C =",
    "ER36": r"(C^T C)^{-C^T}",
    "ER37": r"is positive semidefinite or negative semidefinite at a critical point",
    "ER38": r"F F^{-} B_{H+1} = B_{H+1} \quad \text{or} \quad Xr = 0",
    "ER39": r"when $k < k'$, it denotes I_{d_k}",
    "E8": r"$W_k \cdots W_1 \neq 0$ without changing the loss value",
    "E13": r"(Ge *et al.*, 2015)",
    "E17": r"\mathcal{L}(W) = \frac{1}{2} \|E_Z[\hat{Y}(W, X) - Y]\|_F^2",
    "E18": r"\frac{1}{2} \|E_Z[\hat{Y}(W, X)] - Y\|_F^2 ="
    r" \frac{1}{2} \|E_Z[\hat{Y}(W, X)] - Y\|_F^2",
    "E19": r"\{1, \dots, \min(d_y, p)\}",
    "G4": r"(Baldi & Hornik, 1989; Baldi & Lu, 2012)",
    "T3": r"for all input W_{H+1}",
    "T4": r"$W_{H+1} \cdots W_1 = U_{\bar{p}} U_{\bar{p}}^T Y X^T (X X^T)^{-1}$",
    "T5": r"where the second line follows equation 9 and the third line",
    "T6": r"$p \geq d_x = d_x$",
    "T7": r"(C^T C)^{-1}",
    "T8": r"\tilde{\mathcal{L}}(W)",
    "T10": r"The fourth line",
    "T11": r"any input-output dimensions",
    "T12": r"where $B_k = W_{k-1} \cdots W_1$",
    "T13": r"\epsilon \bar{v}_i$ cannot be expressed as a linear combination of other vectors",
}

_NO_INVERSE, _INVERSE = r"(C^T C)^-", r"(C^T C)^{-1}"
CITED = {
    "ER1": {43: "assume that XX^T and XY^T are invertible", 59: "XX^T and XY^T are of full rank"},
    "ER4": {143: r"\Lambda_{1,1} > \cdots > \Lambda_{d_y, d_y}"},
    "ER5": dict.fromkeys((273, 277), _NO_INVERSE),
    "ER11": {159: r"\mathcal{D}_{\text{vec}(W_{H+1}^T)} \left(\mathcal{D}_{\text{vec}(W_{H+1}^T)}"},
    "ER15": {
        325: r"(C^T C \otimes (XX^T))^{-1}",
        327: "(see Appendix A.7)",
        **dict.fromkeys((329, 333), _INVERSE),
        331: "since $C^T C (C^T C)^{-1} C^T = C^T$",
    },
    "ER21": {143: r"\Lambda_{1,1} > \cdots > \Lambda_{d_y, d_y}"},
    "ER24": {143: r"\Lambda_{1,1} > \cdots > \Lambda_{d_y, d_y}"},
    "ER40": {
        299: r"C_{1,\cdot} \right) \otimes X_i^T \right)^T r_{i,1}",
        303: r"C_{j,\cdot} \right) \otimes X_i^T \right)^T r_{i,j}",
        307: r"C_{j,\cdot} \right) \otimes X_i^T \right)^T r_{i,t}",
    },
    "ER41": {27: r"the j -th row vector of M by $M_{j,\cdot}$"},
    "E2": dict.fromkeys((195, 209), "without changing the value of"),
    "E4": {499: "row vectors for the corresponding rows"},
    "E5": {191: "Lemma 4.6 with $k = H + 1$ and $k = 2$"},
    "E8": {601: r"= U_{\bar{p}} U_{\bar{p}}^T Y X^T (X X^T)^{-1}"},
    "E11": {
        64: r"If $\text{rank}(W_H \cdots W_2) = p$",
        66: r"there exist saddle points at which the Hessian does not have any negative eigenvalue",
    },
    "E14": {527: r"\geq \min(p, d_x)"},
    "E16": {
        108: "are independent from the input X 's and parameters w 's",
        110: "Assumption A5u is unrealistic",
    },
    "T1": {
        **dict.fromkeys((509, 513), "A_k (A_k^T A_k)^- A_k^T"),
        521: r"A_k (A_k^T A_k)^- A_k = U",
        589: r"A_2 (A_2^T A_2)^- A_2 = C",
        605: r"A_k (A_k^T A_k)^- A_k = C",
    },
    "T2": {543: r"B_k^\dagger + L_{0_k}^T (I - B_k B_k^\dagger)"},
    "T7": {
        **dict.fromkeys((181, 199, 273), _NO_INVERSE),
        **dict.fromkeys((439, 441, 451, 453, 673), _INVERSE),
        669: "(A^T A)^{-1}",
    },
    "T9": {
        537: r"\mathbf{0} \quad I_{(d_k - \bar{p})} \end{bmatrix} G_k L_k",
        483: r"[0 \ I_{(d_1 - \bar{p})}] G_1 L_1 \end{bmatrix}",
        **dict.fromkeys((543, 547), r"[0 \quad I_{(d_k - \bar{p})}] G_k L_k"),
    },
}
"""What stands at the other lines that an entry names: where the same is, or is said right."""

LESSONS = {
    59: r"with $d_y \leq d_x$ and Σ has d_y distinct eigenvalues",
    70: "we know exactly when this can happen",
    141: r"be the partial derivative of f with respect to $\text{vec}(W_k^T)$",
    143: r"\Lambda_{1,1} > \cdots > \Lambda_{d_y, d_y}",
    155: r"C(C^T C)^{-1} C^T",
    159: r"\mathcal{D}_{\text{vec}(W_{H+1}^T)} \left(\mathcal{D}_{\text{vec}(W_{H+1}^T)}",
    171: "positive semidefinite or negative semidefinite",
    175: "positive semidefinite or negative semidefinite",
    269: r"0 = \left(\mathcal{D}_{\text{vec}(W_k^T)}",
    273: r"(I - (C^T C)^- C^T C) L, \quad (2)",
    277: r"C(C^T C)^- C^T Y X^T",
    289: r"(W_{H+1} \cdots W_2 \otimes X)^T",
    297: r"we chose $\text{vec}(W_k^T)$ instead of $\text{vec}(W_k)$ for this reason",
    369: "with the Schur complement (Zhang, 2006, theorem 1.20, p. 44)",
    371: r"(C^T C \otimes X X^T)^{-}",
    403: r"I_{d_y} - \begin{bmatrix} I_{\bar{p}}",
    461: r"we can have $\text{rank}(C) \geq \hat{p}$ with arbitrarily small perturbations",
    503: "with arbitrarily small perturbation of each entry of W_k without changing the value of",
    629: r"W_{H+1} can vary in $\mathbb{R}^{d_y \times d_H}$",
    639: "every diagonal and off-diagonal element of the Hessian is zero",
    665: "The convexity for $g(a)$ is preserved after the composition with any norm",
}
"""What stands at the lines that the lessons name."""
