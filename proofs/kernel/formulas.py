"""Formulas about matrices of symbolic sizes: normal forms, free names, substitution.

A formula is a tuple: ``("=", t, u)``, ``("<=", t, u)`` and ``("<", t, u)`` between numbers,
``("size<=", a, b)`` between sizes, ``("and", p, q)``, ``("or", p, q)``, ``("=>", p, q)``,
``("false",)``, and ``("all", x, sort, p)``, ``("some", x, sort, p)`` with the sort "size" or
the pair of sizes of a matrix. Terms are those of `symbolic.words.terms`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from fractions import Fraction
from functools import lru_cache
from typing import Any

from symbolic.errors import ToolkitError
from symbolic.words.sizes import Sort, Sorts, is_matrix, leg, natural
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Scope, Term, Tree, evaluate

Formula = tuple[Any, ...]
Names = Sorts
"""The free names and their sorts."""

FALSE: Formula = ("false",)
RELATIONS = ("=", "<=", "<")
CONNECTIVES = ("and", "or", "=>")
QUANTIFIERS = ("all", "some")


class FormulaError(ToolkitError, ValueError):
    """A formula that is not well-formed."""


def equal(left: Term, right: Term) -> Formula:
    """``left = right``."""
    return ("=", left.tree, right.tree)


def at_most(left: Term, right: Term) -> Formula:
    """``left <= right`` for numbers."""
    return ("<=", left.tree, right.tree)


def less(left: Term, right: Term) -> Formula:
    """``left < right`` for numbers."""
    return ("<", left.tree, right.tree)


def size_at_most(low: Any, high: Any) -> Formula:
    """``low <= high`` for sizes: names, integers, or sums ``("+", a, b)``."""
    return ("size<=", low, high)


def both(*formulas: Formula) -> Formula:
    """All of them, nested to the right."""
    *first, last = formulas
    for formula in reversed(first):
        last = ("and", formula, last)
    return last


def either(left: Formula, right: Formula) -> Formula:
    """One or the other."""
    return ("or", left, right)


def implies(left: Formula, right: Formula) -> Formula:
    """``left => right``."""
    return ("=>", left, right)


def negation(formula: Formula) -> Formula:
    """``formula => false``."""
    return ("=>", formula, FALSE)


def for_all(name: str, sort: Sort, body: Formula) -> Formula:
    """For every size, or every matrix of the sort."""
    return ("all", name, sort, body)


def for_some(name: str, sort: Sort, body: Formula) -> Formula:
    """For some size, or some matrix of the sort."""
    return ("some", name, sort, body)


def gap(formula: Formula, names: Names) -> Tensor:
    """The right side of a relation minus the left side."""
    return evaluate(formula[2], names) - evaluate(formula[1], names)


def rise(formula: Formula, names: Names) -> tuple[dict[str, int], int]:
    """The right size minus the left one; names with factor zero are left out."""
    (low, a), (high, b) = natural(formula[1], names), natural(formula[2], names)
    atoms = {name: high.get(name, 0) - low.get(name, 0) for name in [*high, *low]}
    return {name: factor for name, factor in atoms.items() if factor}, b - a


def key(formula: Formula, names: Scope, depth: int = 0) -> Hashable:
    """The normal form: equal for formulas that differ in writing or in bound names only."""
    if type(formula) is not tuple or not formula:
        raise FormulaError(f"not a formula: {formula!r}")
    head, *parts = formula
    if head in RELATIONS:
        return _relation(formula, names)
    if head == "size<=":
        atoms, constant = rise(formula, names)
        return head, frozenset(atoms.items()), constant
    if head in QUANTIFIERS:
        name, sort, body = parts
        fresh = f"#{depth}"
        body, inner = substitute(body, {name: fresh}), names.under(fresh, sort)
        return head, normal_sort(sort, names), key(body, inner, depth + 1)
    if head not in CONNECTIVES and formula != FALSE:
        raise FormulaError(f"not a formula: {formula}")
    return head, *(key(part, names, depth) for part in parts)


def _relation(formula: Formula, names: Names) -> Hashable:
    require_sizes(formula, names)
    t = gap(formula, names)
    if formula[0] != "=" and not t.is_scalar:
        raise FormulaError(f"an inequality between matrices: {formula}")
    ways = [t] if formula[0] != "=" else [t, -t]
    return formula[0], frozenset((way.shape, frozenset(way.terms.items())) for way in ways)


def normal_sort(sort: Sort, names: Names) -> Hashable:
    """The normal form of a sort; raises `FormulaError` where a name in it is not declared."""
    if sort in ("size", "widths"):
        return str(sort)
    if not is_matrix(sort):
        if not isinstance(sort, tuple) or names.get(sort[1]) != "widths":
            raise FormulaError(f"{sort} is not a sort")
        return tuple(sort)
    require_sizes(("0", *sort), names)
    return tuple(leg(size, names) for size in sort)


def same_sort(left: Sort, right: Sort, names: Names) -> bool:
    """Whether two sorts are the same, both being well-formed."""
    try:
        return normal_sort(left, names) == normal_sort(right, names)
    except ToolkitError:
        return False


def require_sizes(tree: Tree, names: Names) -> None:
    """Refuse a size in a term that is not declared."""
    if not isinstance(tree, tuple):
        return
    for part in tree[1:]:
        if tree[0] not in ("I", "0", "K"):
            require_sizes(part, names)
        elif natural(part, names) == ({}, 0):
            raise FormulaError("the size 0 cannot be written; let a name stand for it")


def free_names(tree: Tree, names: Names) -> frozenset[str]:
    """The free names of a formula or a term, with the sizes of its free letters."""
    found = frozenset([name for name in unbound(tree) if name in names])
    sorts = [names[name] for name in found]
    sizes = [free_names(("", *sort), names) for sort in sorts if not isinstance(sort, str)]
    return found.union(*sizes)


@lru_cache(maxsize=1 << 14)
def unbound(tree: Tree) -> frozenset[str]:
    """What is not bound of the texts in a tree, its operators aside; remembered."""
    if not isinstance(tree, tuple):
        return frozenset([tree] if isinstance(tree, str) else ())
    if tree[0] not in QUANTIFIERS:
        return frozenset[str]().union(*map(unbound, tree[1:]))
    _, name, sort, body = tree
    inside = unbound(body) - {name}
    return inside if isinstance(sort, str) else inside | unbound(("", *sort))


def substitute(tree: Tree, values: Mapping[str, Tree]) -> Tree:
    """Replace free names by terms or sizes; a bound name that would catch one is renamed."""
    if isinstance(tree, str):
        return values.get(tree, tree)
    if not isinstance(tree, tuple) or strings(tree).isdisjoint(values):
        return tree
    head, *parts = tree
    if head in QUANTIFIERS:
        name, sort, body = parts
        kept = isinstance(sort, str)
        new_sort = sort if kept else substitute(("", *sort), values)[1:]
        inner = {old: new for old, new in values.items() if old != name}
        caught = strings(("", *inner.values()))
        fresh = name if name not in caught else unused(name, caught, strings(body))
        inner = {**inner, name: fresh} if fresh != name else inner
        return (head, fresh, new_sort, substitute(body, inner) if inner else body)
    if head == "D" and free_mention(tree, values):
        raise FormulaError("nothing may be put into a derivative")
    if head == "scale":
        return (head, parts[0], substitute(parts[1], values))
    return (head, *(substitute(part, values) for part in parts))


def unused(name: str, caught: Set[str], taken: Set[str]) -> str:
    """The name itself if it is not among those that it would catch, else a new one."""
    if name not in caught:
        return name
    while name in caught | taken:
        name += "'"
    return name


@lru_cache(maxsize=1 << 15)
def strings(tree: Tree) -> frozenset[str]:
    """Every name and operator in a tree; remembered, as the same terms are met again and again."""
    if not isinstance(tree, tuple):
        return frozenset([tree] if isinstance(tree, str) else ())
    return frozenset([part for part in tree if isinstance(part, str)]).union(
        *(strings(part) for part in tree if isinstance(part, tuple))
    )


def free_mention(tree: Tree, values: Mapping[str, Tree]) -> bool:
    """Whether a term mentions one of the names."""
    if isinstance(tree, str):
        return tree in values
    return isinstance(tree, tuple) and any(free_mention(part, values) for part in tree[1:])


def has_rank(term: Term, shape: tuple[Any, Any], size: Any) -> Formula:
    """The rank of a matrix is `size`: it has a full-rank factorization through it.

    ``M = P Q`` with ``L P = I`` and ``Q R = I``: P has `size` independent columns, Q rows.
    """
    taken = strings((term.tree, *shape, size)) | {""}
    names = [unused(name, taken, set()) for name in "PQLR"]
    P, Q, L, R = map(Term, names)
    one = Term(("I", size))
    body = both(equal(term, P @ Q), equal(L @ P, one), equal(Q @ R, one))
    rows, cols = shape
    sorts = [(rows, size), (size, cols), (size, rows), (cols, size)]
    for name, sort in reversed(list(zip(names, sorts, strict=True))):
        body = for_some(name, sort, body)
    return body


def number(value: Fraction | int) -> Term:
    """A rational as a term of size 1 x 1."""
    return Term(("scale", str(Fraction(value)), ("I", 1)))


NONE, ONE = Term(("0", 1, 1)), number(1)
"""The numbers 0 and 1."""
