"""Formulas of certificates as they are read: words in prose, terms as mathematics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from proofs.kernel.formula_text import size_text
from proofs.teaching.formats import HTML, Format
from symbolic.words.sizes import Sort

_SIGNS = {"=": "=", "<=": "≤", "<": "<", "size<=": "≤"}
_GREEK = {"Phi", "Psi", "Omega", "Theta", "Xi", "Lambda", "Sigma", "rho"}
_WORDS = {"and": (1, "and"), "or": (2, "or"), "=>": (3, "implies")}

Tree = Any


def formula_in(kind: Format, formula: Sequence[Any], level: int = 3) -> str:
    """A formula as running text; each side of a relation is one piece of mathematics."""
    head, *parts = formula
    if head in _SIGNS:
        sides = (term_in(kind, part) for part in parts)
        return kind.joined(f" {_SIGNS[head]} ", sides)
    if head == "false":
        return kind.words("false")
    if head in ("all", "some"):
        names, body = _prefix(formula)
        opening = "for all {}, {}" if head == "all" else "there are {} with {}"
        shown = kind.joined(", ", (letter_in(kind, name, sort) for name, sort in names))
        text = kind.say(opening, shown, formula_in(kind, body))
        return text if level == 3 else kind.say("({})", text)
    if head == "=>" and parts[1][0] == "false":
        return kind.say("{} ({})", kind.stressed("not"), formula_in(kind, parts[0]))
    own, word = _WORDS[head]
    left = formula_in(kind, parts[0], own - 1)
    right = formula_in(kind, parts[1], own if head in ("and", "or") else own - 1)
    text = kind.say("{} {} {}", left, kind.stressed(word), right)
    return text if level >= own else kind.say("({})", text)


def _prefix(formula: Sequence[Any]) -> tuple[list[tuple[str, Sort]], Sequence[Any]]:
    names, head = [], formula[0]
    while formula[0] == head:
        _, name, sort, formula = formula
        names.append((name, sort))
    return names, formula


def letter_in(kind: Format, name: str, sort: Sort) -> str:
    """A letter with what it is: a matrix with its sizes, a network, a size, widths."""
    shown = letter_latex(name)
    if isinstance(sort, str):
        word = "a size" if sort == "size" else "widths"
        return kind.say(f"{{}} ({word})", kind.math(shown))
    rows, cols = sort
    if rows == "@":
        return kind.say("{} (a network)", kind.math(shown))
    if (rows, cols) == (1, 1):
        return kind.math(f"{shown}\\in\\mathbb{{R}}")
    sizes = f"{size_latex(rows)}\\times {size_latex(cols)}"
    return kind.math(f"{shown}\\in\\mathbb{{R}}^{{{sizes}}}")


def term_in(kind: Format, term: Tree) -> str:
    """A term or a size; a sum may be wrapped before each of its terms."""
    if isinstance(term, int):
        return kind.math(size_latex(term))
    if isinstance(term, (tuple, list)) and term[0] == "+":
        first, *others = (term_latex(part) for part in term[1:])
        rest = (t if t.startswith("-") else f"+{t}" for t in others)
        return kind.joined(" ", map(kind.math, [first, *rest]))
    return kind.math(term_latex(term))


def formula_html(formula: Sequence[Any]) -> Markup:
    """A formula on a page."""
    return Markup(formula_in(HTML, formula))


def letter_html(name: str, sort: Sort) -> Markup:
    """A letter with what it is, on a page."""
    return Markup(letter_in(HTML, name, sort))


def math(term: Tree) -> Markup:
    """A term or a size on a page."""
    return Markup(term_in(HTML, term))


def letter_latex(name: str) -> str:
    """A name of a certificate: digits lowered, primes raised, ``d_y`` with its index."""
    if name in _GREEK:
        return f"\\{name}"
    found = re.fullmatch(r"([A-Za-z]+?)(\d*|_[a-z0-9])('*)", name)
    if found is None:
        return f"\\mathrm{{{name}}}"
    base, index, primes = found[1], found[2].lstrip("_"), found[3]
    base = base if len(base) == 1 else f"\\mathrm{{{base}}}"
    return f"{base}{f'_{{{index}}}' if index else ''}{primes}"


def size_latex(size: Tree) -> str:
    """A size, such as d_{H+1}."""
    if isinstance(size, int):
        return str(size)
    if isinstance(size, str):
        return letter_latex(size)
    head, *parts = size
    if head == "@":
        index = ",".join(map(size_text, parts[1:])).replace("0+", "")
        shown = index if len(index) == 1 else f"\\text{{{index}}}"
        return f"{letter_latex(parts[0])}_{{{shown}}}"
    if head == "+":
        return "+".join(map(size_latex, parts)).replace("0+", "")
    if head == "*":
        return "\\,".join(map(size_latex, parts))
    return f"\\mathrm{{{size_text(size)}}}"


def term_latex(tree: Tree, level: int = 0) -> str:
    """A term; level 0 for a sum, 1 for a factor, 2 under a transpose or a script."""
    if not isinstance(tree, (tuple, list)):
        return str(tree) if isinstance(tree, int) else letter_latex(tree)
    head, *parts = tree
    if head == "I":
        return "1" if parts[0] == 1 else f"I_{{{size_latex(parts[0])}}}"
    if head == "0":
        return "0"
    if head == "@":
        return _segment(parts)
    if head == "K":
        return f"K_{{{size_latex(parts[0])},{size_latex(parts[1])}}}"
    if head in ("tr", "vec"):
        return f"\\mathrm{{{head}}}({term_latex(parts[0])})"
    if head == "D":
        return f"D_{{\\mathrm{{vec}}({letter_latex(parts[1])}^T)}}({term_latex(parts[0])})"
    if head == "T":
        inner = term_latex(parts[0], 2)
        if isinstance(parts[0], (tuple, list)) and parts[0][0] == "T":
            return f"({inner})^T"
        return f"{{{inner}}}^T" if inner.endswith("'") else f"{inner}^T"
    if head in ("scale", "+"):
        text = _scaled(parts[0], parts[1]) if head == "scale" else _sum(parts)
        return f"({text})" if level else text
    sign = " \\otimes " if head == "kron" else " "
    text = sign.join(term_latex(part, 2 if head == "kron" else 1) for part in parts)
    return f"({text})" if level == 2 or (level and head == "kron") else text


def _segment(parts: Sequence[Tree]) -> str:
    """``W[k:l]``, the product W_k .. W_{l+1}, or a layer ``W[k+1]`` by itself."""
    name, *bounds = parts
    base = letter_latex(name) if len(name) == 1 else f"{{{letter_latex(name)}}}"
    return f"{base}_{{\\text{{[{':'.join(map(size_text, bounds))}]}}}}"


def _sum(parts: Sequence[Tree]) -> str:
    terms = [term_latex(part) for part in parts]
    text = terms[0]
    for term in terms[1:]:
        text += f" - {term[1:]}" if term.startswith("-") else f" + {term}"
    return text


def _scaled(factor: str, tree: Tree) -> str:
    top, slash, bottom = factor.partition("/")
    sign, top = ("-", top[1:]) if top.startswith("-") else ("", top)
    shown = f"{sign}\\frac{{{top}}}{{{bottom}}}" if slash else f"{sign}{top}"
    if tuple(tree) == ("I", 1):
        return shown
    inner = term_latex(tree, 1)
    if shown in ("1", "-1"):
        return f"{sign}{inner}"
    return "0" if shown == "0" else f"{shown} {inner}"
