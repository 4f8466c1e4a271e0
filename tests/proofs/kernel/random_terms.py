"""Random terms with their shapes, for comparing normal forms with values."""

from random import Random
from typing import Any

SIZES = ["m", "n", 1]
LETTERS: dict[str, tuple[Any, Any]] = {
    "A": ("m", "n"),
    "B": ("n", "m"),
    "C": ("m", "m"),
    "u": ("m", 1),
    "v": ("n", 1),
    "s": (1, 1),
}
NAMES: dict[str, Any] = {"m": "size", "n": "size", **LETTERS}


def term(rng: Random, rows: Any, cols: Any, depth: int) -> Any:
    """A random term of rows x cols."""
    fitting = [x for x, shape in LETTERS.items() if shape == (rows, cols)]
    turned = [("T", x) for x, shape in LETTERS.items() if shape == (cols, rows)]
    leaves: list[Any] = [*fitting, *turned, *([("I", rows)] if rows == cols else [])]
    if (depth <= 0 or rng.random() < 0.15) and leaves:
        return rng.choice(leaves)
    if depth <= -3:
        return ("0", rows, cols)
    kind = rng.choice(["*", "*", "+", "scale", "T", "tr", "scalar"])
    if kind == "*":
        middle = rng.choice(SIZES)
        return ("*", term(rng, rows, middle, depth - 1), term(rng, middle, cols, depth - 1))
    if kind == "+":
        return ("+", term(rng, rows, cols, depth - 1), term(rng, rows, cols, depth - 1))
    if kind == "scale":
        return ("scale", rng.choice(["2", "-1", "1/3", "0"]), term(rng, rows, cols, depth - 1))
    if kind == "T":
        return ("T", term(rng, cols, rows, depth - 1))
    size = rng.choice(["m", "n"])
    number = ("tr", term(rng, size, size, depth - 1))
    if (rows, cols) == (1, 1):
        return number
    return ("*", number, term(rng, rows, cols, depth - 1))


def rewritten(rng: Random, tree: Any) -> Any:
    """The same matrix written in another way, by identities that hold for all matrices."""
    if isinstance(tree, str) or tree[0] in ("I", "0", "K"):
        return ("T", ("T", tree)) if rng.random() < 0.3 else tree
    head, *parts = tree
    if head == "scale":
        half = ("scale", f"{parts[0]}", rewritten(rng, parts[1]))
        return half if rng.random() < 0.7 else ("+", ("scale", "2", half), ("scale", "-1", half))
    parts = [rewritten(rng, part) for part in parts]
    if head == "T" and not isinstance(parts[0], str):
        inner, *factors = parts[0]
        if inner == "*":
            return ("*", *(("T", factor) for factor in reversed(factors)))
        if inner == "+":
            return ("+", *(("T", summand) for summand in factors))
    if head == "tr":
        inner = parts[0]
        if not isinstance(inner, str) and inner[0] == "*":
            _, first, *others = inner
            rest = others[0] if len(others) == 1 else ("*", *others)
            if not _number(first) and not _number(rest):
                return ("tr", ("*", rest, first))
        return ("tr", ("T", inner))
    if head == "+":
        return ("+", *reversed(parts))
    if head == "*" and len(parts) == 2 and rng.random() < 0.4:
        right = parts[1]
        if not isinstance(right, str) and right[0] == "+":
            return ("+", *(("*", parts[0], summand) for summand in right[1:]))
    return (head, *parts)


def _number(tree: Any) -> bool:
    """Whether it is written as a scalar, so that it may stand anywhere in a product."""
    return tree == "s" or (not isinstance(tree, str) and tree[0] in ("tr", "scale", "*", "+", "I"))
