"""The grammar of the language, read once; `tree` is what lark makes of a text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Tree


@cache
def _parser() -> Lark:
    grammar = files("symbolic.statements").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=True)


def tree(text: str) -> Tree[Token]:
    """The parts of a statement; raises lark's `UnexpectedInput`."""
    return _parser().parse(text)


def term_tree(text: str) -> Any:
    """The parts of a term."""
    return tree(f"|- {text} == 0").children[-1].children[0]  # type: ignore[union-attr]
