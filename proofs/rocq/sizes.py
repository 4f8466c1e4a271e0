"""Sizes and sorts of certificates, and how Mathematical Components writes them.

Sizes are linear forms, written in one way only, so that equal sizes have equal texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbolic.errors import ToolkitError

Size = tuple[tuple[tuple[Any, int], ...], int]  # atoms with factors, and a constant
Sort = Any  # "size", "widths", ("net", d), ("matrix", rows, columns) or ("scalar",)
Sorts = Mapping[str, Sort]

ONE: Size = ((), 1)
SCALAR: Sort = ("scalar",)


class Unsupported(ToolkitError, ValueError):
    """Something of the certificate format that the exporter does not write yet."""


def size(tree: Any) -> Size:
    """A size of a certificate as a linear form."""
    if isinstance(tree, int):
        return (), tree
    if isinstance(tree, str):
        return ((tree, 1),), 0
    if tree[0] == "@":
        return ((("@", tree[1], size(tree[2])), 1),), 0
    return total([size(part) for part in tree[1:]])


def total(forms: list[Size]) -> Size:
    """The sum of linear forms."""
    atoms: dict[Any, int] = {}
    for form, _ in forms:
        for atom, factor in form:
            atoms[atom] = atoms.get(atom, 0) + factor
    return tuple(sorted(atoms.items(), key=repr)), sum(constant for _, constant in forms)


def size_in(form: Size, values: Mapping[str, Any]) -> Size:
    """A size with values put in for names: sizes, or names of widths."""
    parts: list[Size] = [((), form[1])]
    for atom, factor in form[0]:
        if isinstance(atom, str):
            inner = values.get(atom, (((atom, 1),), 0))
        elif atom[0] == "+":
            inner = spelled([size_in(part, values) for part in atom[1]])
        elif atom[0] == "*":
            inner = product(size_in(atom[1], values), size_in(atom[2], values))
        else:
            widths = values.get(atom[1], atom[1])
            inner = ((("@", widths, size_in(atom[2], values)), 1),), 0
        parts += [inner] * factor
    return total(parts)


def size_names(form: Size) -> set[str]:
    """The names in a size."""
    found: set[str] = set()
    for atom, _ in form[0]:
        if isinstance(atom, str):
            found.add(atom)
        elif atom[0] == "+":
            found = found.union(*map(size_names, atom[1]))
        else:
            found |= size_names(atom[2])
            found |= {atom[1]} if atom[0] == "@" else size_names(atom[1])
    return found


def spelled(parts: list[Size]) -> Size:
    """A sum as it is spelled, which Rocq tells from the same sum in another order."""
    return ((("+", tuple(parts)), 1),), 0


def spelled_in(form: Size, values: Mapping[str, Any]) -> Size:
    """The size with values put in for names, as Rocq has it: nothing is sorted or collected."""
    single = [(((atom, 1),), 0) for atom, count in form[0] for _ in range(count)]
    if len(single) < 2:
        return size_in(form, values)
    parts = [size_in(part, values) for part in single]
    literal = total([spelled(parts), ((), form[1])])
    plain = size_in(form, values)
    return plain if size_text(plain) == size_text(literal) else literal


def product(m: Size, n: Size) -> Size:
    """The size of a Kronecker product, an atom of its own."""
    return ((("*", m, n), 1),), 0


def size_text(form: Size, *, factor: bool = False) -> str:
    """``k.+1``, ``d k``, ``j + k``; as an argument or a factor in parentheses where needed."""
    atoms, constant = form
    if not atoms:
        return f"{constant}%N"
    parts = [atom_text(atom) for atom, count in atoms for _ in range(count)]
    applied = len(parts) == 1 and atoms[0][0][0] == "@" and (constant or factor)
    body = "(" + " + ".join(parts) + ")%N" if len(parts) > 1 else parts[0]
    if applied:
        body = f"({body})"
    while constant > 0:
        step = min(constant, 4)
        body, constant = f"{body}.+{step}", constant - step
    return body


def atom_text(atom: Any) -> str:
    """A name, or a width."""
    if isinstance(atom, str):
        return called(atom)
    if atom[0] == "+":
        return "(" + " + ".join(size_text(part, factor=True) for part in atom[1]) + ")%N"
    if atom[0] == "*":
        return f"({size_text(atom[1], factor=True)} * {size_text(atom[2], factor=True)})%N"
    name = atom[1] if isinstance(atom[1], str) else None
    head = called(name) if name is not None else "(fun _ : nat => 0%N)"
    return f"{head} {size_text(atom[2], factor=True)}"


KEYWORDS = {
    "as", "at", "cofix", "else", "end", "exists", "exists2", "fix", "for", "forall", "fun", "if",
    "IF", "in", "let", "match", "mod", "Prop", "return", "Set", "then", "Type", "using", "where",
    "with", "R", "net", "Pr", "nat", "den", "sden", "mcheck", "scheck", "O", "S", "dim",
}  # fmt: skip
PREFIXES = (
    "step_",
    "Assumed_",
    "given_",
    "x_",
    "axiom_",
    "same_",
    "convert_",
    "taut_",
    "probe_",
    "decided_",
)


def called(name: str) -> str:
    """The name in Rocq: itself unless Rocq or the file uses it."""
    return name + "_" if name.rstrip("_") in KEYWORDS or name.startswith(PREFIXES) else name


def sort_of(tree: Any) -> Sort:
    """The sort of a name, as Rocq has it."""
    if isinstance(tree, str):
        return tree
    if tree[0] == "@":
        return "net", tree[1]
    rows, cols = size(tree[0]), size(tree[1])
    return SCALAR if rows == cols == ONE else ("matrix", rows, cols)


def sort_in(sort: Sort, values: Mapping[str, Any]) -> Sort:
    """A sort with values put in for names; a matrix stays one when its sizes become 1."""
    if sort[0] == "matrix":
        return "matrix", size_in(sort[1], values), size_in(sort[2], values)
    return ("net", values.get(sort[1], sort[1])) if sort[0] == "net" else sort


def sort_names(sort: Sort) -> set[str]:
    """The names in a sort."""
    if sort[0] == "matrix":
        return size_names(sort[1]) | size_names(sort[2])
    return {sort[1]} if sort[0] == "net" else set()


def sort_text(sort: Sort) -> str:
    """The type in Rocq."""
    if sort in ("size", "widths"):
        return {"size": "nat", "widths": "nat -> nat"}[sort]
    if sort[0] == "net":
        return f"net R {called(sort[1])}"
    return "R" if sort == SCALAR else f"'M[R]_({size_text(sort[1])}, {size_text(sort[2])})"
