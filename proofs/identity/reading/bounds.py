"""How much a statement expands to, counted before any of it is expanded."""

from __future__ import annotations

from collections.abc import Sequence

from proofs.identity.reading.unrendered import Unrendered
from proofs.kernel.formulas import Formula
from symbolic.words.terms import Tree

MAX_PRODUCTS, MAX_LETTERS = 500, 1_500
"""No statement of the library has more than 150 products, or more than 1,000 letters."""


def require_small(formulas: Sequence[Formula]) -> None:
    """Raise `Unrendered` for a statement that would be too large."""
    sizes = [expansion(formula) for formula in formulas]
    for found, most, what in (
        (sum(products for products, _ in sizes), MAX_PRODUCTS, "products"),
        (sum(letters for _, letters in sizes), MAX_LETTERS, "letters"),
    ):
        if found > most:
            shown = f"{found:,}" if found < 10**9 else "more than 10^9"
            raise Unrendered(f"it expands to {shown} {what}, at most {most:,} are tried")


def expansion(formula: Formula) -> tuple[int, int]:
    """How many products the sides of the relations in a formula have, and letters in these."""
    match formula:
        case ("and" | "or" | "=>", left, right):
            sides = [expansion(left), expansion(right)]
        case ("all" | "some", _, _, body):
            return expansion(body)
        case ("=" | "<=" | "<", left, right):
            sides = [_tree(left), _tree(right)]
        case _:
            return 0, 0
    return sides[0][0] + sides[1][0], sides[0][1] + sides[1][1]


def _tree(tree: Tree) -> tuple[int, int]:
    if isinstance(tree, str):
        return 1, 1
    match tree:
        case ("I" | "K" | "0", *_):
            return int(tree[0] != "0"), 0
        case ("scale", _, of) | ("T" | "tr" | "vec", of):
            return _tree(of)
        case ("+", *terms):
            found = [_tree(term) for term in terms]
            return sum(n for n, _ in found), sum(length for _, length in found)
    products, letters = 1, 0
    for factor in tree[1:]:
        n, length = _tree(factor)
        products, letters = products * n, letters * n + products * length
    return products, letters
