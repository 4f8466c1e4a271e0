"""Terms of certificates with their types.

A term of the certificate format is untyped: a scalar is a 1 x 1 matrix, and ``*`` multiplies by
one on either side. Here each term is either a matrix or a scalar of R, as in Rocq: a tuple with
an operator in front.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from proofs.rocq.sizes import (
    ONE,
    SCALAR,
    Size,
    Sort,
    Sorts,
    Unsupported,
    product,
    size,
    size_in,
    size_names,
    sort_in,
    sort_names,
    total,
)

Typed = tuple[Any, ...]


def type_of(t: Typed) -> Sort:
    """The type of a typed term."""
    head = t[0]
    if head in ("var", "hole"):
        return t[2]
    if head == "layer":
        return "matrix", width(t[1], total([t[2], ONE]), t), width(t[1], t[2], t)
    if head == "layers":
        return "matrix", width(t[1], t[2], t), width(t[1], t[3], t)
    if head in ("add", "opp"):
        return type_of(t[1])
    if head == "mul":
        return "matrix", type_of(t[1])[1], type_of(t[2])[2]
    if head in ("kron", "rowkron", "kronrow"):
        (_, a, b), (_, c, d) = type_of(t[1]), type_of(t[2])
        rows = {"kron": product(a, c), "rowkron": c, "kronrow": a}[head]
        return "matrix", rows, product(b, d)
    if head == "T":
        _, rows, cols = type_of(t[1])
        return "matrix", cols, rows
    if head == "vec":
        _, rows, cols = type_of(t[1])
        return "matrix", product(cols, rows), ONE
    if head == "comm":
        return "matrix", product(t[1], t[2]), product(t[2], t[1])
    if head in ("by", "derived", "applied"):
        return t[1]
    if head in ("zero", "one"):
        return "matrix", t[1], t[-1]
    if head == "num":
        return "matrix", ONE, ONE
    return type_of(t[2]) if head == "scaled" else SCALAR


def width(_name: str, index: Size, t: Typed) -> Size:
    """The width of a layer: the term carries the name of its widths last."""
    return ((("@", t[-1], index), 1),), 0


def typed(tree: Any, sorts: Sorts, holes: tuple[Sort, ...] = ()) -> Typed:
    """A term of a certificate with its type made explicit."""
    if isinstance(tree, str):
        if tree.startswith("$"):
            return "hole", int(tree[1:]), holes[int(tree[1:])]
        return "var", tree, sorts[tree]
    head, *parts = tree
    if head == "@":
        widths = sorts[parts[0]][1]
        indices = [size(part) for part in parts[1:]]
        return ("layer" if len(indices) == 1 else "layers", parts[0], *indices, widths)
    if head in ("I", "0", "K"):
        return _constant(head, [size(part) for part in parts])
    if head == "D":
        return derivative(typed(parts[0], sorts), ("var", parts[1], sorts[parts[1]]))
    if head == "scale":
        return scaled(Fraction(parts[0]), typed(parts[1], sorts, holes))
    first, *others = (typed(part, sorts, holes) for part in parts)
    for other in others:
        first = {"*": times, "+": plus, "kron": beside}[head](first, other)
    unary = {"T": transposed, "tr": trace, "vec": stacked}
    return unary[head](first) if head in unary else first


def _constant(head: str, sizes: list[Size]) -> Typed:
    rows, cols = sizes[0], sizes[-1]
    if head == "0":
        return ("0",) if rows == cols == ONE else ("zero", rows, cols)
    if head == "I" or ONE in sizes:
        side = cols if rows == ONE else rows
        return ("1",) if side == ONE else ("one", side)
    return "comm", *sizes


def derivative(t: Typed, letter: Typed) -> Typed:
    """The derivative of a column or a number by vec of the transpose of a letter."""
    sort, rows = type_of(letter), ONE
    if sort == SCALAR or sort[1] == ONE:
        raise Unsupported("derivatives by a number or a row")
    if not is_scalar(t):
        rows, cols = type_of(t)[1:]
        if cols != ONE:
            raise Unsupported("derivatives of a matrix")
    width = sort[1] if sort[2] == ONE else product(*sort[1:])
    return "by", ("matrix", rows, width), t, letter


def is_scalar(t: Typed) -> bool:
    """Whether the term is an element of R."""
    return bool(type_of(t) == SCALAR)


def plus(t: Typed, u: Typed) -> Typed:
    """The sum."""
    return ("sadd" if is_scalar(t) else "add"), t, u


def negative(t: Typed) -> Typed:
    """The opposite."""
    return ("sopp" if is_scalar(t) else "opp"), t


def scaled(c: Fraction, t: Typed) -> Typed:
    """A rational multiple."""
    if c == 1:
        return t
    if c < 0:
        return negative(scaled(-c, t))
    number: Typed = ("frac", c.numerator, c.denominator)
    if t == ("1",):
        return number
    return ("smul", number, t) if is_scalar(t) else ("scaled", number, t)


def times(t: Typed, u: Typed) -> Typed:
    """The product; a scalar on either side multiplies, and a 1 x 1 product is one."""
    if is_scalar(t):
        return ("smul", t, u) if is_scalar(u) else ("scaled", t, u)
    if is_scalar(u):
        return "scaled", u, t
    whole = ("mul", t, u)
    return ("entry", whole) if type_of(whole) == ("matrix", ONE, ONE) else whole


def beside(t: Typed, u: Typed) -> Typed:
    """The Kronecker product; of a column and a row it is an ordinary product."""
    if is_scalar(t) or is_scalar(u):
        return times(t, u)
    (_, a, b), (_, c, d) = type_of(t), type_of(u)
    if b == ONE == c:
        return "mul", t, u
    if a == ONE == d:
        return "mul", u, t
    if ONE in (a, c):
        return "rowkron" if a == ONE else "kronrow", t, u
    if ONE in (b, d):
        return "T", beside(_flipped(t), _flipped(u))
    return "kron", t, u


def _flipped(t: Typed) -> Typed:
    """The transpose, without one of an identity or of a transpose."""
    if t[0] == "one":
        return t
    return t[1] if t[0] == "T" else transposed(t)


def transposed(t: Typed) -> Typed:
    """The transpose."""
    return t if is_scalar(t) else ("T", t)


def trace(t: Typed) -> Typed:
    """The trace."""
    return t if is_scalar(t) else ("trace", t)


def stacked(t: Typed) -> Typed:
    """vec of a row or a column."""
    if is_scalar(t) or type_of(t)[2] == ONE:
        return t
    if type_of(t)[1] == ONE:
        return transposed(t)
    return "vec", t


def put(t: Typed, values: Mapping[str, Any]) -> Typed:
    """A typed term with sizes, names of widths and networks, and terms put in for names."""
    head = t[0]
    if head == "var":
        return values[t[1]] if t[1] in values else ("var", t[1], sort_in(t[2], values))
    if head == "hole":
        return "hole", t[1], sort_in(t[2], values)
    if head in ("layer", "layers"):
        indices = [size_in(form, values) for form in t[2:-1]]
        return (head, values.get(t[1], t[1]), *indices, values.get(t[-1], t[-1]))
    if head in ("zero", "one", "comm"):
        return (head, *(size_in(form, values) for form in t[1:]))
    if head == "derived" and values.keys() & set(t[3]):
        raise Unsupported("something put into a derivative")
    if head in ("frac", "0", "1", "derived", "applied"):
        return t
    return (head, *(put(part, values) for part in t[1:]))


def term_names(t: Typed) -> set[str]:
    """The names in a typed term, with those in the sorts of its letters."""
    head = t[0]
    if head == "var":
        return {t[1]} | sort_names(t[2])
    if head == "hole":
        return sort_names(t[2])
    if head in ("layer", "layers"):
        return {t[1], t[-1]}.union(*(size_names(form) for form in t[2:-1]))
    if head in ("zero", "one", "comm"):
        return set().union(*(size_names(form) for form in t[1:]))
    if head == "derived":
        return set(t[3])
    if head in ("frac", "0", "1", "applied"):
        return set()
    return set().union(*(term_names(part) for part in t[1:]))


def zero(sort: Sort) -> Typed:
    """Zero of a sort."""
    return ("0",) if sort == SCALAR else ("zero", *sort[1:])


BEYOND = ("vec", "comm", "kron", "rowkron", "kronrow", "by", "derived", "applied")


def plain(t: Typed) -> bool:
    """Whether the term is of the language of ordinary matrices."""
    head = t[0]
    if head in BEYOND:
        return False
    if head in ("var", "hole", "zero", "one"):
        sort = type_of(t)
        return sort == SCALAR or not any(pair(form) for form in sort[1:])
    if head in ("layer", "layers", "frac", "0", "1"):
        return True
    return all(plain(part) for part in t[1:])


def pair(form: Size) -> tuple[Size, Size] | None:
    """The factors of a product of sizes."""
    atoms, constant = form
    if not constant and len(atoms) == 1 and atoms[0][1] == 1 and atoms[0][0][0] == "*":
        return atoms[0][0][1], atoms[0][0][2]
    return None
