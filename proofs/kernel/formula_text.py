"""Formulas and terms of symbolic sizes as they are read."""

from __future__ import annotations

from proofs.kernel.formulas import Formula
from symbolic.words.sizes import Sort
from symbolic.words.terms import Tree

_SIGNS = {"=": "=", "<=": "<=", "<": "<", "size<=": "<="}
_WORDS = {"and": (1, "and"), "or": (2, "or"), "=>": (3, "implies")}


def formula_text(formula: Formula, level: int = 3) -> str:
    """A formula on one line.

    >>> formula_text(("all", "A", ("m", 1), ("=", ("*", ("T", "A"), "A"), ("0", 1, 1))))
    'for all A: m x 1, A^T A = 0'
    """
    head, *parts = formula
    if head in _SIGNS:
        return f"{_side(parts[0])} {_SIGNS[head]} {_side(parts[1])}"
    if head == "false":
        return "false"
    if head in ("all", "some"):
        names, body = _prefix(formula)
        kind = "for all" if head == "all" else "there are"
        link = "," if head == "all" else " with"
        text = f"{kind} {', '.join(names)}{link} {formula_text(body)}"
        return text if level == 3 else f"({text})"
    own, word = _WORDS[head]
    left, right = parts
    inner = own if head in ("and", "or") else own - 1
    text = f"{formula_text(left, own - 1)} {word} {formula_text(right, inner)}"
    return text if level >= own else f"({text})"


def _prefix(formula: Formula) -> tuple[list[str], Formula]:
    names, head = [], formula[0]
    while formula[0] == head:
        _, name, sort, formula = formula
        names.append(f"{name}: {sort_text(sort)}")
    return names, formula


def sort_text(sort: Sort) -> str:
    """A sort: ``m x n``, ``size``, ``widths``, or ``network over d``."""
    if isinstance(sort, str):
        return sort
    rows, cols = sort
    return f"network over {cols}" if rows == "@" else f"{_side(rows)} x {_side(cols)}"


def _side(tree: Tree) -> str:
    """A term or a size."""
    return str(tree) if isinstance(tree, int) else term_text(tree)


def term_text(tree: Tree, level: int = 0) -> str:
    """A term; level 0 for a sum, 1 for a factor, 2 under a transpose."""
    if not isinstance(tree, (tuple, list)):
        return str(tree)
    head, *parts = tree
    if head == "I":
        return "1" if parts[0] == 1 else f"I_{_subscript(size_text(parts[0]))}"
    if head == "0":
        return "0"
    if head == "@":
        return f"{parts[0]}[{':'.join(map(size_text, parts[1:]))}]"
    if head == "K":
        return f"K({size_text(parts[0])}, {size_text(parts[1])})"
    if head in ("tr", "vec"):
        return f"{head}({term_text(parts[0])})"
    if head == "D":
        return f"D_vec({parts[1]}^T)({term_text(parts[0])})"
    if head == "T":
        return f"{term_text(parts[0], 2)}^T"
    if head == "scale":
        text = _scaled(parts[0], parts[1])
        return f"({text})" if level else text
    if head == "+":
        text = _sum([term_text(part) for part in parts])
        return f"({text})" if level else text
    sign = " kron " if head == "kron" else " "
    text = sign.join(term_text(part, 2 if head == "kron" else 1) for part in parts)
    return f"({text})" if level == 2 or (level and head == "kron") else text


def _subscript(text: str) -> str:
    return text if text.isalnum() else f"{{{text}}}"


def size_text(size: Tree) -> str:
    """A size without spaces."""
    return _side(size).replace(" ", "")


def _sum(terms: list[str]) -> str:
    text = terms[0]
    for term in terms[1:]:
        text += f" - {term[1:]}" if term.startswith("-") else f" + {term}"
    return text


def _scaled(factor: str, tree: Tree) -> str:
    if tuple(tree) == ("I", 1):
        return factor
    inner = term_text(tree, 1)
    return {"1": inner, "-1": f"-{inner}", "0": "0"}.get(factor, f"{factor} {inner}")
