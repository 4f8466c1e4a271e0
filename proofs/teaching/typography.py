"""Text and mathematics as HTML: sub- and superscripts, matrices and LaTeX as MathML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape

from markupsafe import Markup

_GREEK = {
    "Sigma": "Σ", "Lambda": "Λ", "Delta": "Δ", "Gamma": "Γ", "sigma": "σ", "lambda": "λ",
    "rho": "ρ", "xi": "ξ", "delta": "δ",
}  # fmt: skip
_WORDS = re.compile(rf"\b({'|'.join(_GREEK)})(?![A-Za-z])")
_SIGNS = {" kron ": " ⊗ ", "&gt;=": "≥", "&lt;=": "≤", "!=": "≠"}
_DOTS = re.compile(r"(?<=[\w}>),])( ?)\.\.( ?)(?=[\w(,&\]]| |$)")
_HYPHEN_MINUS = re.compile(r"(?<=[ (\[{])-(?=[ \dA-Za-z(])")
_BRACKETS = re.compile(r"<mo>&#x0005B;</mo><mtable>(.*?)</mtable><mo>&#x0005D;</mo>")
"""Brackets of matrices, which not every font can stretch: the style sheet draws them."""
_LONG = {' xmlns="http://www.w3.org/1998/Math/MathML"': "", ' display="inline"': ""}
_STEADY = re.compile(r'<mo stretchy="false">(.)</mo>')
_UPRIGHT = re.compile(r'<mi mathvariant="normal">\w</mi>(<mi mathvariant="normal">\w</mi>)+')
_SINGLE = re.compile(r"<mrow>(<(m[ino]|mtext)>[^<]*</\2>)</mrow>")
_OUTER = re.compile(r"<math([^>]*)><mrow>((?:(?!<mrow>|</mrow>).)*)</mrow></math>")


def formula(text: str) -> Markup:
    """Text in the catalogue's notation with real scripts and signs, line by line.

    >>> formula("A_k kron V_{k-1}^T >= 0")
    Markup('A<sub>k</sub> ⊗ V<sub>k-1</sub><sup>T</sup> ≥ 0')
    """
    lines = (_line(line) for line in text.splitlines())
    return Markup("<br>").join(lines)


def _line(text: str) -> Markup:
    shown = _WORDS.sub(lambda word: _GREEK[word[1]], escape(text, quote=False))
    shown = re.sub(r"\bsum_", "∑_", shown)
    for plain, sign in _SIGNS.items():
        shown = shown.replace(plain, sign)
    shown = _DOTS.sub(lambda dots: f"{dots[1]}⋯{dots[2]}", shown)
    shown = _HYPHEN_MINUS.sub("−", _scripts(shown))
    shown = re.sub(r"`([^`]+)`", r"<code>\1</code>", shown)
    return Markup(shown.replace(" - ", " − "))


def _scripts(text: str) -> str:
    """The text with ``_`` and ``^`` after a single letter or a bracket as scripts."""
    parts: list[str] = []
    i = 0
    while i < len(text):
        mark = text[i]
        if mark in "_^" and i and _may_carry_script(text, i):
            inner, end = _script(text, i + 1)
            if inner:
                tag = "sub" if mark == "_" else "sup"
                parts.append(f"<{tag}>{_scripts(inner)}</{tag}>")
                i = end
                continue
        parts.append(mark)
        i += 1
    return "".join(parts)


def _may_carry_script(text: str, i: int) -> bool:
    """Whether what stands before is a bracket, a script or a letter that is no part of a word."""
    before = text[i - 1]
    if before in ")]}'∑" or text[i] == "^":
        return True
    word = re.search(r"[A-Za-z]+$", text[:i])
    if word is None:
        return before.isalpha()
    return len(word[0]) == 1 or (i - len(word[0]) > 0 and text[i - len(word[0]) - 1] in "_^")


def _script(text: str, start: int) -> tuple[str, int]:
    """What is raised or lowered, and where the text goes on; empty where nothing is."""
    if start < len(text) and text[start] == "{":
        depth = 0
        for end in range(start, len(text)):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            if depth == 0:
                return text[start + 1 : end], end + 1
        return "", start
    found = re.match(r"[A-Za-zΑ-ω]\b|\d+|[A-Za-zΑ-ω](?=[_^])|[-+](?![\w(])|hat|[a-z]{1,2}\b",
                     text[start:])  # fmt: skip
    return (found[0], start + found.end()) if found else ("", start)


def number(value: object) -> str:
    """A rational number as MathML; its text is ``p/q``.

    >>> number("-1/2")
    '<mrow><mo>−</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow>'
    """
    text = str(value)
    sign, digits = ("<mo>−</mo>", text[1:]) if text.startswith("-") else ("", text)
    top, slash, bottom = digits.partition("/")
    if not re.fullmatch(r"[\d.]+", top) or (slash and not bottom.isdigit()):
        return f"<mtext>{escape(text)}</mtext>"
    body = f"<mn>{top}</mn>"
    if slash:
        body = f"<mfrac>{body}<mn>{bottom}</mn></mfrac>"
    return f"<mrow>{sign}{body}</mrow>" if sign else body


def matrix(rows: Sequence[Sequence[object]], name: str = "") -> Markup:
    """A matrix as MathML, ``name =`` before it; a 1 x 1 matrix as its entry."""
    before, label = _label(name) if name else (Markup(""), "")
    if len(rows) == 1 and len(rows[0]) == 1:
        return before + Markup(f"<math>{label}{number(rows[0][0])}</math>")
    cells = "".join(
        f"<mtr>{''.join(f'<mtd>{number(entry)}</mtd>' for entry in row)}</mtr>" for row in rows
    )
    table = f'<mtable class="matrix">{cells}</mtable>'
    return before + Markup(f"<math>{label}{table}</math>")


def _label(name: str) -> tuple[Markup, str]:
    """A short name as MathML; a formula or words as text that goes before it."""
    found = re.fullmatch(r"(~?)([A-Za-z])_(?!vec_|kron_)(\w+|\{[^{}]*\})(\^T)?", name)
    if found is None:
        if re.fullmatch(r"[A-Za-z]", name) or name in _GREEK:
            return Markup(""), f"<mi>{_GREEK.get(name, name)}</mi><mo>=</mo>"
        return Markup('<span class="label">{} =</span> ').format(formula(_tidy(name))), ""
    tilde, base, index, transposed = found.groups()
    body = f"<msub><mi>{base}</mi><mrow><mtext>{escape(index.strip('{}'))}</mtext></mrow></msub>"
    if tilde:
        body = f"<mover><mrow>{body}</mrow><mo>~</mo></mover>"
    body = f"<msup>{body}<mi>T</mi></msup>" if transposed else body
    return Markup(""), f"{body}<mo>=</mo>"


def _tidy(text: str) -> str:
    """A name in words: ``A_kron_B`` is A ⊗ B, ``vec_MT`` the vec of the transpose of M."""
    shown = re.sub(r"_?vec_([A-Z])(T?)$", lambda m: f" vec({m[1]}{'ᵀ' if m[2] else ''})", text)
    return shown.replace("_kron_", " ⊗ ").strip()


@cache
def latex(source: str, *, display: bool = False) -> Markup:
    """LaTeX as MathML; raises `ValueError` where it cannot be converted."""
    from latex2mathml.converter import convert

    try:
        shown = convert(source, display="block" if display else "inline")
    except Exception as error:  # the converter raises many kinds; each names the formula here
        raise ValueError(f"this formula cannot be shown: {source}") from error
    if "\\" in shown:  # a command that it does not know is passed on as it stands
        raise ValueError(f"this formula cannot be shown: {source}")
    shown = _BRACKETS.sub(r'<mtable class="matrix">\1</mtable>', shown)
    return Markup(_short(shown))


def _short(shown: str) -> str:
    """The same MathML in about half of the characters: a page has thousands of formulas."""
    shown = re.sub(r"&#x([0-9A-F]{5});", lambda code: escape(chr(int(code[1], 16))), shown)
    for long, short in _LONG.items():
        shown = shown.replace(long, short)
    shown = _STEADY.sub(r"<mtext>\1</mtext>", shown)
    shown = _UPRIGHT.sub(lambda run: f"<mi>{re.sub('<[^>]*>', '', run[0])}</mi>", shown)
    shown = _SINGLE.sub(r"\1", shown)
    return _OUTER.sub(r"<math\1>\2</math>", shown)
