"""What the kernel's notation stands for, in a theorem as it is shown: what occurs in its text.

Layers, products of layers, widths, K, D_vec, ranks said by factors; and what a statement of one's
own has that nobody declares. What a paper's letters stand for is no concern of the kernel's.
"""

from __future__ import annotations

import re

Legend = dict[str, str]
"""A letter or a form of letters, and what it stands for."""

NAME = r"[A-Za-z]\w*'?"
_WORDS: tuple[tuple[str, str, str], ...] = (
    (rf"{NAME}: widths", "d[k]", "the width d_k: d[0] is d_x, d[H+1] is d_y"),
    (r"D_vec\(", "D_vec(W^T)(f)", "the derivative of f by the entries of W, row after row"),
    (r"(?<!\w)vec\(", "vec(M)", "the columns of M below each other; vec(W^T): the rows of W"),
    (r"\bkron\b", "A kron B", "the Kronecker product: the blocks a_ij B"),
    (r"(?<!\w)K\(", "K(m, n)", "the commutation matrix: K(m, n) vec(M) = vec(M^T), M m x n"),
    (r"(?<!\w)D\(\w+\)", "D(n)", "the duplication matrix: D(n) vech(S) = vec(S), S symmetric"),
    (r"(?<!\w)ginv\(", "ginv(A)", "any {1}-inverse of A: A ginv(A) A = A"),
)
"""What is looked for, how it is shown, and what it says."""

_LANGUAGE = ("K(m, n)", "D(n)", "ginv(A)")
"""These stand in statements of one's own too."""

_RANK = re.compile(
    rf"= (?P<p>{NAME}) (?P<q>{NAME}) and (?P<l>{NAME}) (?P=p) = I_\{{?(?P<r>\w+'?)\}}? and"
    rf" (?P=q) (?P<s>{NAME}) = I_\{{?(?P=r)\}}?"
)


def of_statement(text: str) -> Legend:
    """The letters of the toolkit's own notation in a statement as it is shown."""
    found = _of_networks(text)
    found |= {shown: meaning for pattern, shown, meaning in _WORDS if re.search(pattern, text)}
    for rank in _RANK.finditer(text):
        p, q, left, right = (rank[name] for name in "pqls")
        both = f"{left} {p} = I and {q} {right} = I"
        said = f"{both} say that the rank of {p} {q} is the size of these identities"
        found |= {f"{p}, {q}, {left}, {right}": said}
    return found


def of_own_statement(text: str) -> Legend:
    """The letters of a statement of the language that nobody declares."""
    found = {shown: said for shown, said in of_statement(text).items() if shown in _LANGUAGE}
    if re.search(r": network\(", text):
        found["W[k], W[k..l]"] = "the layer k, counted from 1, and W[k]*W[k-1]*..*W[l]"
    return found


def _of_networks(text: str) -> Legend:
    """Layers and their products; the layers of a theorem are counted from zero."""
    names = dict.fromkeys(re.findall(rf"({NAME}): network over", text))
    layers = [name for name in names if re.search(rf"(?<!\w){name}\[[^\]:]*\]", text)]
    products = [name for name in names if re.search(rf"(?<!\w){name}\[[^\]]*:[^\]]*\]", text)]
    found: Legend = {}
    if names:
        one = next(iter(names))
        shown = ", ".join(f"{name}[k]" for name in layers) or f"{one}[k]"
        found[shown] = (
            f"the layer W_{{k+1}}, counted from 0: {one}[0] is W_1, {one}[H] is W_{{H+1}}"
        )
    if products:
        one = products[0]
        shown = ", ".join(f"{name}[j:i]" for name in products)
        found[shown] = (
            f"{one}[j-1]..{one}[i], the identity where j = i: {one}[H+1:0] is W_{{H+1}}..W_1"
        )
    return found
