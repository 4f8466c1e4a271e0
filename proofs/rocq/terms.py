"""Terms of certificates with their types, and how Mathematical Components writes them.

A term of the certificate format is untyped: a scalar is a 1 x 1 matrix, and ``*`` multiplies by
one on either side. Here each term is either a matrix or a scalar of R, as in Rocq: a tuple with
an operator in front. Sizes are linear forms, written in one way only, so that equal sizes have
equal texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from symbolic.errors import ToolkitError

Size = tuple[tuple[tuple[Any, int], ...], int]  # atoms with factors, and a constant
Sort = Any  # "size", "widths", ("net", d), ("matrix", rows, columns) or ("scalar",)
Sorts = Mapping[str, Sort]
Typed = tuple[Any, ...]

ONE: Size = ((), 1)
SCALAR: Sort = ("scalar",)


class Unsupported(ToolkitError, ValueError):
    """Something of the certificate format that the exporter does not write yet."""


# --- Sizes. ----------------------------------------------------------------------------------


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
PREFIXES = ("step_", "Assumed_", "given_", "x_", "axiom_", "same_", "convert_", "taut_")


def called(name: str) -> str:
    """The name in Rocq: itself unless Rocq or the file uses it."""
    return name + "_" if name.rstrip("_") in KEYWORDS or name.startswith(PREFIXES) else name


# --- Types. ----------------------------------------------------------------------------------


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
    if head == "kron":
        (_, a, b), (_, c, d) = type_of(t[1]), type_of(t[2])
        return "matrix", product(a, c), product(b, d)
    if head == "T":
        _, rows, cols = type_of(t[1])
        return "matrix", cols, rows
    if head == "zero":
        return "matrix", t[1], t[2]
    if head == "one":
        return "matrix", t[1], t[1]
    if head == "num":
        return "matrix", ONE, ONE
    return type_of(t[2]) if head == "scaled" else SCALAR


def width(_name: str, index: Size, t: Typed) -> Size:
    """The width of a layer: the term carries the name of its widths last."""
    return ((("@", t[-1], index), 1),), 0


# --- From certificates. ------------------------------------------------------------------------


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
        raise Unsupported("derivatives")
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
    raise Unsupported("commutation matrices")


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
    if ONE in (a, b, c, d):
        raise Unsupported("Kronecker products of rows or columns")
    return "kron", t, u


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
    raise Unsupported("vec of a matrix")


# --- Substitution and names. --------------------------------------------------------------------


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
    if head in ("zero", "one"):
        return (head, *(size_in(form, values) for form in t[1:]))
    if head in ("frac", "0", "1"):
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
    if head in ("zero", "one"):
        return set().union(*(size_names(form) for form in t[1:]))
    if head in ("frac", "0", "1"):
        return set()
    return set().union(*(term_names(part) for part in t[1:]))


# --- In Rocq's notation. --------------------------------------------------------------------------

SUM, PRODUCT, ATOM = 50, 40, 0
INFIX = {"mul": "*m", "smul": "*", "scaled": "*:", "kron": "*t"}


def text(t: Typed, level: int = SUM) -> str:
    """The term in Rocq, in parentheses where its level is above the one allowed."""
    own, body = _written(t)
    return body if own <= level else f"({body})"


def _written(t: Typed) -> tuple[int, str]:
    head = t[0]
    if head == "var":
        return ATOM, called(t[1])
    if head == "hole":
        return ATOM, f"x_{t[1]}"
    if head == "layer":
        return 10, f"{called(t[1])} {size_text(t[2], factor=True)}"
    if head == "layers":
        indices = " ".join(size_text(form, factor=True) for form in t[2:4])
        return 10, f"Pr {called(t[1])} {indices}"
    if head in ("0", "1"):
        return ATOM, head
    if head == "frac":
        return _fraction(t[1], t[2])
    if head in ("zero", "one"):
        sign = "0" if head == "zero" else "1%:M"
        return ATOM, f"({sign} : {sort_text(type_of(t))})"
    return _operation(head, t)


def _operation(head: str, t: Typed) -> tuple[int, str]:
    """Sums, products and what is applied to one term."""
    if head in ("add", "sadd"):
        if t[2][0] in ("opp", "sopp"):
            return SUM, f"{text(t[1], SUM)} - {text(t[2][1], PRODUCT)}"
        return SUM, f"{text(t[1], SUM)} + {text(t[2], PRODUCT)}"
    if head in ("opp", "sopp"):
        return 49, f"- {text(t[1], 10)}"
    if head in INFIX:
        sign = INFIX[head]
        left = PRODUCT if head in ("mul", "smul") and t[1][0] == head else 10
        return PRODUCT, f"{text(t[1], left)} {sign} {text(t[2], 10)}"
    if head == "T":
        return 2, f"{text(t[1], ATOM)}^T"
    if head == "trace":
        return 10, f"\\tr {text(t[1], 2)}"
    if head == "num":
        return ATOM, f"({text(t[1], ATOM)}%:M : {sort_text(type_of(t))})"
    return 10, f"{text(t[1], ATOM)} 0 0"


def _fraction(p: int, q: int) -> tuple[int, str]:
    if q == 1:
        return 2, f"{p}%:R"
    return PRODUCT, f"{p}%:R / {q}%:R"
