"""From text to a typed `Statement`: lark reads the grammar, `Reader` gives it a meaning.

Nothing in the text is ever evaluated. Every mistake is a `StatementError`: one line with the
column, what was expected there and, for a name, the nearest one that exists. A statement is
bounded in length and, its definitions written out, in the number and depth of its terms.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from symbolic.errors import StatementError
from symbolic.statements import grammar, names
from symbolic.statements.formula_nodes import conjuncts
from symbolic.statements.reader import Reader
from symbolic.statements.syntax import Statement

MAX_LENGTH = 20_000

_WORDS = {
    "TURNSTILE": "|-", "SIGN": "== (or <=, >=, !=, <, >)", "AND": "and", "OR": "or",
    "IMPLIES": "implies", "IFF": "iff", "IN": "in", "NAME": "a name", "INTEGER": "an integer",
    "COMMA": '","', "COLON": '":"', "EQUAL": '"="', "LPAR": '"("', "RPAR": '")"', "PLUS": "+",
    "MINUS": "-", "STAR": "*", "SLASH": "/", "SEMICOLON": '";"', "X": "x", "BARS": "||",
    "CARET": "^", "QUOTE": "'", "DOT_T": ".T",
    "NOT": "not", "FORALL": "for all", "EXISTS": "exists", "DECIMAL": "a decimal",
    "$END": "the end",
}  # fmt: skip
# A long list of what could follow helps nobody: an operator is implied after any term.
_IMPLIED = {"PLUS", "MINUS", "STAR", "SLASH", "LPAR", "CARET", "QUOTE", "DOT_T", "BARS"}
_HINTS = {
    "×": "write x or *", "·": "write *", "⊗": "write kron(A, B)", "⊢": "write |-",
    "≤": "write <=", "≥": "write >=", "≠": "write !=", "−": "write -", "∀": "write for all",
    "∃": "write exists", "∧": "write and", "∨": "write or", "¬": "write not", "⇒": "write implies",
    "⇔": "write iff", "=": "equality is written ==", "∈": "write in", "²": "write ^2",
    ".": "a decimal has digits on both sides of its point", "[": names.ABSENT["entry"],
    "&": "write and", "|": "write or, or |- before the conclusion", "!": "write not, or !=",
    "{": "braces are not in the language: write ( )", "$": "no LaTeX is read: write plain text",
    "→": "write implies", "ᵀ": "write T(A)", "⁺": "write pinv(A)", "†": "write pinv(A)",
}  # fmt: skip
_LATEX = {
    "otimes": "kron(A, B)", "top": "T(A)", "leq": "<=", "le": "<=", "geq": ">=", "ge": ">=",
    "neq": "!=", "ne": "!=", "cdot": "*", "times": "*, or x in a size", "forall": "for all",
    "exists": "exists", "land": "and", "lor": "or", "wedge": "and", "vee": "or", "neg": "not",
    "lnot": "not", "vdash": "|-", "implies": "implies", "Rightarrow": "implies", "iff": "iff",
    "frac": "a/b", "dagger": "pinv(A)", "succeq": "psd(A - B)", "preceq": "psd(B - A)",
    "succ": "pd(A - B)", "prec": "pd(B - A)", "odot": "an equation for each entry",
    "operatorname": "the name alone", "mathrm": "the name alone", "left": "(", "right": ")",
}  # fmt: skip


def statement(source: str) -> Statement:
    """The statement that the text says; raises `StatementError`.

    >>> statement("A: m x n |- T(A) == A")
    Traceback (most recent call last):
    ...
    symbolic.errors.StatementError: column 18: == of n x m and m x n: the sizes do not fit
    """
    if len(source) > MAX_LENGTH:
        raise StatementError(source, MAX_LENGTH, f"more than {MAX_LENGTH} characters")
    try:
        tree = grammar.tree(source)
    except UnexpectedInput as error:
        raise _syntax_error(source, error) from None
    reader = Reader(source)
    declarations, hypotheses, _, conclusion = tree.children
    for branch in _branches(declarations):
        reader.declare(branch)
    given = tuple(map(reader.formula, _branches(hypotheses)))
    shown = reader.conclude(conclusion)
    hypotheses_ = tuple(part for formula in given for part in conjuncts(formula))
    mistake = reader.terms.require_invertible(hypotheses_)
    if mistake is not None:
        raise mistake
    read = Statement(
        tuple(reader.scope.letters.values()), hypotheses_, shown, source, tuple(reader.scope.notes)
    )
    lost = [implied for implied in reader.terms.presupposed if implied not in read.implied]
    return replace(read, presupposed=tuple(lost), derivatives=tuple(reader.terms.derivatives))


def _branches(tree: object) -> list[Tree[Token]]:
    children = tree.children if isinstance(tree, Tree) else []
    return [child for child in children if isinstance(child, Tree)]


def _syntax_error(source: str, error: UnexpectedInput) -> StatementError:
    position = error.pos_in_stream or 0
    if isinstance(error, UnexpectedCharacters):
        found = source[position : position + 1]
        if not found.isprintable():
            found = f"\\u{ord(found):04x}"
        hint = _HINTS.get(found)
        if found == "\\":
            found, hint = _latex(source[position + 1 :])
        message = f'unexpected "{found}"' + (f": {hint}" if hint else "")
        return StatementError(source, position, message)
    if isinstance(error, UnexpectedToken):
        token = error.token
        if token.type == "$END":
            position, found = len(source), "the end"
        else:
            position, found = token.start_pos or 0, f'"{token.value}"'
        hint = _HINTS.get(str(token.value))
        return StatementError(
            source,
            position,
            f"expected {_expected(error)}, found {found}" + (f": {hint}" if hint else ""),
        )
    return StatementError(source, len(source), "unexpected end")


def _latex(rest: str) -> tuple[str, str]:
    """The command of LaTeX that was found, and what to write instead."""
    word = "".join(takewhile(str.isalpha, rest[:20]))
    return f"\\{word}", f"write {_LATEX[word]}" if word in _LATEX else _HINTS["$"]


def _expected(error: UnexpectedToken) -> str:
    accepted = set(error.accepts or error.expected)
    if "NAME" in accepted and "INTEGER" in accepted:
        return "a matrix or a number"
    kept = accepted - _IMPLIED if accepted - _IMPLIED else accepted
    words = [word for name, word in _WORDS.items() if name in kept]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
