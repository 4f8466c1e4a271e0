r"""The statement of each claim in the paper's notation, as LaTeX for display.

$\bar p$ is the rank of $C = W_{H+1} \cdots W_2$, $p$ the smallest hidden width, $M^-$ any
{1}-inverse, $r = (W_{H+1} \cdots W_1 X - Y)^T$, $R = Y X^T (X X^T)^{-1}$ where it is no range.
"""

from __future__ import annotations

_A, _V = r"W_{H+1} \cdots W_{k+1}", r"W_{k-1} \cdots W_1 X"
_MAP, _MIDDLE = r"W_{H+1} \cdots W_1", r"W_H \cdots W_2"
_GRADIENT = r"\left(\mathcal{D}_{\mathrm{vec}(W_k^T)} @(W)\right)^T"
_PROJECTION = r"C (C^T C)^- C^T"
_PSD = r"\nabla^2 @(W) \succeq 0"
_B, _SMALL = r"W_{k-1} \cdots W_2", r"X r W_{H+1} \cdots W_{k+1} = 0"
_SUMMAND = r"A_k^T A_k \otimes V_k V_k^T"

_STATEMENTS: dict[str, str] = {
    "notation": (
        rf"@(W) = \tfrac12 \|{_MAP} X - Y\|_F^2,\quad"
        r" \Sigma = Y X^T (X X^T)^{-1} X Y^T \succeq 0,\quad"
        r" 0 \le \mathrm{rank}\, C \le \min(d_y, p)"
    ),
    "proposition-2.1": (
        r"H = 1,\ p < d_x = d_y:\ @ \text{ is convex in each } W_k;"
        r"\text{ every local minimum is a global minimum}"
    ),
    "conjecture-2.2": (
        r"\forall k \in \{1, \dots, H+1\}:\ @ \text{ is convex in } W_k;"
        r"\text{ every local minimum is a global minimum}"
    ),
    "theorem-2.3.i": r"@ \text{ is non-convex and non-concave}",
    "theorem-2.3.ii": r"\text{every local minimum of } @ \text{ is a global minimum}",
    "theorem-2.3.iii": (
        r"\text{every critical point of } @ \text{ that is not a global minimum is a"
        r" saddle point}"
    ),
    "theorem-2.3.iv": (
        rf"\mathrm{{rank}}({_MIDDLE}) = p \text{{ at a saddle point}} \Rightarrow"
        r" \lambda_{\min}(\nabla^2 @(W)) < 0"
    ),
    "corollary-2.4": (
        r"H = 1:\ \lambda_{\min}(\nabla^2 @) < 0 \text{ at every saddle point};\quad"
        r" H \ge 2:\ \exists \text{ a saddle point with } \nabla^2 @ \succeq 0"
    ),
    "tiny-networks": (
        r"\nabla @(W) = 0,\ @(W) \ne \min @"
        r" \Rightarrow W \text{ is a saddle point}"
    ),
    "flat-saddles": (
        r"H = 2,\ C = 0,\ "
        rf"{_PSD},\ X r \ne 0 \Rightarrow"
        r" W_3 = 0,\ W_2 = 0,\ W_1 X Y^T = 0"
    ),
    "escape-curves": (r"@(W(t)) = @(W(0)) - c\, t^{H+1} + O(t^{H+2}),\quad c > 0"),
    "depth-two": (
        r"H = 2:\ \{W : \nabla @(W) = 0,\ \nabla^2 @(W) \succeq 0,\ @(W) \ne \min @,\ C \ne 0\}"
        r" \text{ is uncountable for some data with } \min(p, d_y) \ge 2,"
        r" \text{ empty if } \min(p, d_y) = 1"
    ),
    "corollary-3.2": (
        r"\Pr([Z_i]_{(j,p)} = 1) = \rho,\ q = \rho^{-1} \Rightarrow"
        r" \tfrac12 \|E_Z[\hat Y(W, X) - Y]\|_F^2 = @(W)"
    ),
    "expected-loss": (
        r"\Psi = 1 \Rightarrow E_Z\left[\tfrac12 (\hat Y - Y)^2\right]"
        r" = @(W) + \tfrac12 (\rho^{-1} - 1) \bar Y^2"
    ),
    "lemma-4.1": (
        rf"\nabla @(W) = 0 \iff \forall k:\ {_GRADIENT}"
        rf" = ({_A} \otimes ({_V})^T)^T \mathrm{{vec}}(r) = 0"
    ),
    "lemma-4.2": (
        r"\nabla @(W) = 0 \Rightarrow"
        rf" {_MAP} = {_PROJECTION} Y X^T (X X^T)^{{-1}}"
    ),
    "lemma-4.3": (
        r"\mathcal{D}_{\mathrm{vec}(W_k^T)} (\mathcal{D}_{\mathrm{vec}(W_k^T)} @)^T"
        rf" = {_SUMMAND},\quad"
        r" \mathcal{D}_{\mathrm{vec}(W_k^T)} (\mathcal{D}_{\mathrm{vec}(W_1^T)} @)^T"
        r" = C^T A_k \otimes X V_k^T + [B_k^T \otimes X] [I \otimes (r A_k)_{\cdot,1} \cdots"
        r" I \otimes (r A_k)_{\cdot,d_k}]"
    ),
    "general-block": (
        r"\mathcal{D}_{\mathrm{vec}(W_k^T)} (\mathcal{D}_{\mathrm{vec}(W_l^T)} @)^T"
        r" = A_l^T A_k \otimes V_l V_k^T + ((W_{k-1} \cdots W_{l+1})^T \otimes V_l r A_k) K,\ l < k"
    ),
    "lemma-4.4": (
        rf"\nabla^2 @(W) \succeq 0 \text{{ or }} \preceq 0 \Rightarrow"
        rf" \forall k \ge 2:\ \mathcal{{R}}(({_B})^T) \subseteq \mathcal{{R}}(C^T C)"
        rf" \text{{ or }} {_SMALL}"
    ),
    "pair-conditions": (
        rf"{_PSD} \Rightarrow \forall l < k:\ [\mathcal{{R}}(S^T) \subseteq \mathcal{{R}}(A_l^T)"
        r" \text{ and } \mathcal{R}(S) \subseteq \mathcal{R}(V_k)] \text{ or } V_l r A_k = 0,\ "
        r" S = W_{k-1} \cdots W_{l+1}"
    ),
    "corollary-4.5": (
        rf"\nabla^2 @(W) \succeq 0 \text{{ or }} \preceq 0 \Rightarrow"
        rf" \forall k \ge 2:\ \mathrm{{rank}}(W_{{H+1}} \cdots W_k) \ge \mathrm{{rank}}({_B})"
        rf" \text{{ or }} {_SMALL}"
    ),
    "lemma-4.6": (
        rf"{_PSD} \Rightarrow {_PROJECTION} = U_{{\bar p}} U_{{\bar p}}^T \text{{ or }} X r = 0"
    ),
    "lemma-4.6-strong": (
        rf"\lambda_{{\bar p}} > \lambda_{{\bar p + 1}},\ {_PSD} \Rightarrow"
        rf" {_PROJECTION} = U_{{\bar p}} U_{{\bar p}}^T"
    ),
    "second-order": (
        rf"{_PSD} \iff {_PROJECTION} = U_{{\bar p}} U_{{\bar p}}^T \text{{ and }} \forall i > j:\ "
        rf" \mathrm{{rank}}({_MAP}) \in \{{\mathrm{{rank}}(W_{{H+1}} \cdots W_{{i+1}}),"
        r" \mathrm{rank}(W_{i-1} \cdots W_{j+1}), \mathrm{rank}(W_{j-1} \cdots W_1 X Y^T)\}"
    ),
    "zero-product": rf"C = 0:\ {_PSD} \iff \nabla^2 @(W) = 0",
    "appendix-a1": (
        r"\mathcal{D}_{\mathrm{vec}(W_k^T)} @ = \mathrm{vec}(r)^T"
        r" \mathcal{D}_{\mathrm{vec}(W_k^T)} \mathrm{vec}(r)"
    ),
    "fact-a11": r"\mathrm{vec}(A M B) = (B^T \otimes A)\, \mathrm{vec}(M)",
    "appendix-a2": (
        r"\left(\mathcal{D}_{\mathrm{vec}(W_1^T)} @\right)^T"
        r" = (C \otimes X^T)^T \mathrm{vec}(r) = \mathrm{vec}(X r C)"
    ),
    "appendix-a2-solutions": (
        r"W_1 = (C^T C)^- C^T Y X^T (X X^T)^{-1} + (I - (C^T C)^- C^T C) L \iff X r C = 0"
    ),
    "fact-a17": r"C (C^T C)^- C^T C = C",
    "fact-a20": rf"({_PROJECTION})^T = {_PROJECTION}",
    "fact-a21": r"P^2 = P,\ P C = C,\ C^T P = C^T,\quad P = C (C^T C)^- C^T",
    "fact-a22": r"C G C^T = C G' C^T \text{ for {1}-inverses } G, G' \text{ of } C^T C",
    "appendix-a3": (
        r"(\mathcal{D}_{\mathrm{vec}(W_k^T)} (C \otimes X^T))^T \mathrm{vec}(r) = \sum_{i,j}"
        r" ((A_k)_{j,\cdot} \otimes B_k^T \otimes X_i) r_{i,j} = [B_k^T \otimes X (r A_k)_{\cdot,1}"
        r" \cdots B_k^T \otimes X (r A_k)_{\cdot,d_k}]"
    ),
    "appendix-a4-blocks": (
        r"\nabla^2 @(W) \succeq 0 \Rightarrow M_k \succeq 0 \Rightarrow"
        r" \mathcal{R}(\mathcal{D}_{\mathrm{vec}(W_k^T)} (\mathcal{D}_{\mathrm{vec}(W_1^T)} @)^T)"
        r" \subseteq \mathcal{R}(C^T C \otimes X X^T)"
    ),
    "appendix-a4": (
        r"(B_k^T - C^T C (C^T C)^- B_k^T) \otimes X (r A_k)_{\cdot,t} = 0\ \forall t \le d_k"
        r" \Rightarrow \mathcal{R}(B_k^T) \subseteq \mathcal{R}(C^T C) \text{ or } X r A_k = 0"
    ),
    "fact-a23": r"\mathcal{R}(M') \subseteq \mathcal{R}(M) \iff (I - M M^-) M' = 0",
    "fact-a24": (
        r"\begin{bmatrix} A & B \\ B^T & D \end{bmatrix} \succeq 0 \iff A \succeq 0,\ "
        r" \mathcal{R}(B) \subseteq \mathcal{R}(A),\ D - B^T A^- B \succeq 0"
    ),
    "appendix-a5": (
        r"\mathcal{R}(B_k^T) \subseteq \mathcal{R}(C^T C) \Rightarrow"
        r" \mathrm{rank}(W_{H+1} \cdots W_k) \ge \mathrm{rank}\, B_k"
    ),
    "appendix-a6": (
        r"M_{21} ((C^T C)^- \otimes (X X^T)^{-1}) M_{12} = (P \otimes F)"
        r" + (r^T X^T (X X^T)^{-1} X r \otimes B (C^T C)^- B^T),\quad"
        r" P \Sigma = \Sigma P,\quad r^T X^T (X X^T)^{-1} X r = \Sigma - P \Sigma"
    ),
    "appendix-a6-eigenvectors": (
        r"((I - U_{\mathcal{I}} U_{\mathcal{I}}^T) \otimes F) - ((\Sigma - U_{\mathcal{I}}"
        r" \Lambda_{\mathcal{I}} U_{\mathcal{I}}^T) \otimes B G B^T) \succeq 0 \Rightarrow"
        r" \mathcal{I} = \{1, \dots, \bar p\}"
    ),
    "fact-a25": r"\det S \ne 0:\ M \succeq 0 \iff S^T M S \succeq 0",
    "appendix-a7": r"(A \otimes B)(A^- \otimes B^-)(A \otimes B) = A \otimes B",
    "fact-a27": r"(A \otimes B)^\dagger = A^\dagger \otimes B^\dagger",
    "appendix-b1-full": (
        rf"\mathrm{{rank}}({_MIDDLE}) = p,\ {_PSD} \Rightarrow X r = 0 \text{{ or }}"
        rf" {_MAP} = U_p U_p^T Y X^T (X X^T)^{{-1}}"
    ),
    "appendix-b1-deficient": (
        r"A_k (\tilde W_k - W_k) = 0\ \forall k \le H \Rightarrow \tilde C = C,\ "
        rf" \tilde W_{{H+1}} \cdots \tilde W_1 = {_MAP}"
    ),
    "appendix-b1-perturbation": (
        r"\mathrm{rank}\, C < \min(p, d_y),\ X r A_k = 0,\ \mathrm{rank}\, B_k \ge \min(p, d_y),\ "
        r" k \le H \Rightarrow \exists D:\ A_k D = 0,\ "
        r"\mathrm{rank}((W_k + D) B_k) \ge \min(p, d_y)"
    ),
    "level-neighbours": (
        r"@ \text{ smallest (largest) at } W \text{ near } W,\ @(W') = @(W) \Rightarrow"
        r" @ \text{ smallest (largest) at } W' \text{ near } W',\ \nabla @(W') = 0"
    ),
    "appendix-b2": (
        r"W_{H+1} = W_1 = 0 \Rightarrow \nabla @(W) = 0;\ "
        rf" \nabla^2 @(W) \text{{ is indefinite}} \iff {_MIDDLE} \ne 0"
    ),
    "appendix-b3": (
        r"@(W_1 + D) = @(W_1) + \tfrac12 \|C D X\|_F^2"
        r" \text{ at a critical point}"
    ),
    "appendix-c1": (
        rf"{_MAP} = U_p U_p^T Y X^T (X X^T)^{{-1}} \Rightarrow @(W) = \tfrac12"
        r" \left(\mathrm{tr}(Y Y^T) - \sum_{k=1}^p \Lambda_{k,k}\right)"
    ),
    "appendix-c2": (
        r"\max(0, 1 - Y_{j,i} \hat Y_{j,i}) = \xi - q \sum_{p=1}^{\Psi} Y_{j,i} [X_i]_{(j,p)} \xi"
        r" [Z_i]_{(j,p)} \prod_{k=1}^{H+1} w_{(j,p)}^{(k)},\ \xi = 1[1 - Y_{j,i} \hat Y_{j,i} > 0]"
    ),
    "appendix-d": (
        r"f(w) = 2 w^2 + w^3:\ \tfrac12 (f - y)^2 \text{ has a local minimum that is not global}"
        r" \iff y < 0 \text{ or } y > \tfrac{32}{27}"
    ),
    "appendix-d-collapse": (
        rf"A B = {_PROJECTION} Y X^T (X X^T)^{{-1}},\ A = W_{{H+1}} \cdots W_{{i+1}}"
    ),
}

LATEX = {name: text.replace("@", r"\bar{\mathcal{L}}") for name, text in _STATEMENTS.items()}
"""The statements, with the loss written out."""
