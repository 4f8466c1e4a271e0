"""Formulas of certificates with typed terms, and how Mathematical Components writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proofs.rocq.notation import SUM, text
from proofs.rocq.sizes import (
    SCALAR,
    Sorts,
    Unsupported,
    called,
    size,
    size_names,
    size_text,
    sort_in,
    sort_names,
    sort_of,
    sort_text,
    spelled_in,
)
from proofs.rocq.terms import Typed, put, term_names, type_of, typed

Statement = tuple[Any, ...]


def statement(formula: Any, sorts: Sorts) -> Statement:
    """A formula of a certificate with its terms typed."""
    head, *parts = formula
    if head == "size<=":
        return head, size(parts[0]), size(parts[1])
    if head in ("=", "<=", "<"):
        return head, typed(parts[0], sorts), typed(parts[1], sorts)
    if head in ("all", "some"):
        sort = sort_of(parts[1])
        return head, parts[0], sort, statement(parts[2], {**sorts, parts[0]: sort})
    return head, *(statement(part, sorts) for part in parts)


def put_in(p: Statement, values: Mapping[str, Any]) -> Statement:
    """The formula with values put in for free names; no bound name catches one."""
    head, *parts = p
    if head == "size<=":
        return head, *(spelled_in(form, values) for form in parts)
    if head in ("=", "<=", "<"):
        return head, *(put(t, values) for t in parts)
    if head in ("all", "some"):
        inner = {name: value for name, value in values.items() if name != parts[0]}
        return head, parts[0], sort_in(parts[1], values), put_in(parts[2], inner)
    return head, *(put_in(part, values) for part in parts)


def names_in(p: Statement) -> set[str]:
    """The free names."""
    head, *parts = p
    if head == "size<=":
        return set().union(*map(size_names, parts))
    if head in ("=", "<=", "<"):
        return set().union(*map(term_names, parts))
    if head in ("all", "some"):
        return (names_in(parts[2]) - {parts[0]}) | sort_names(parts[1])
    return set().union(*map(names_in, parts))


def named(name: str, sort: Any) -> Any:
    """What stands for a name of this sort in a substitution."""
    if sort == "size":
        return ((name, 1),), 0
    return name if sort == "widths" or sort[0] == "net" else ("var", name, sort)


def alike(p: Statement, q: Statement, depth: int = 0) -> bool:
    """Whether two formulas are the same but for their bound names."""
    if p == q:
        return True
    if p[0] != q[0]:
        return False
    if p[0] in ("all", "some"):
        if p[2] != q[2]:
            return False
        fresh = named(f"#{depth}", p[2])
        return alike(put_in(p[3], {p[1]: fresh}), put_in(q[3], {q[1]: fresh}), depth + 1)
    if p[0] in ("and", "or", "=>"):
        return all(alike(a, b, depth) for a, b in zip(p[1:], q[1:], strict=True))
    return False


def binder(name: str, sort: Any) -> str:
    """``(A : 'M[R]_(m, n))``."""
    return f"({called(name)} : {sort_text(sort)})"


SIGNS = {"and": "/\\", "or": "\\/", "=>": "->"}
LEVELS = {"and": 80, "or": 85, "=>": 99}


def statement_text(p: Statement, level: int = 200) -> str:
    """The formula in Rocq."""
    head, *parts = p
    if head == "false":
        return "False"
    if head == "size<=":
        low, high = (size_text(form) for form in parts)
        return f"({low} <= {high})%N"
    if head in ("=", "<=", "<"):
        left, right = parts
        shown = text(left, SUM)
        if type_of(left) == SCALAR and not term_names(left) | term_names(right):
            shown = f"({shown} : R)"  # nothing else says that it is no natural number
        body = f"{shown} {head} {_right(right)}"
        return body if level >= 70 else f"({body})"
    if head in SIGNS:
        own = LEVELS[head]
        body = f"{statement_text(parts[0], own - 1)} {SIGNS[head]} {statement_text(parts[1], own)}"
        return body if level >= own else f"({body})"
    if head not in ("all", "some"):
        raise Unsupported(f"the formula {head}")
    word = {"all": "forall", "some": "exists"}[head]
    body = f"{word} {binder(parts[0], parts[1])}, {statement_text(parts[2])}"
    return body if level >= 200 else f"({body})"


def _right(t: Typed) -> str:
    """The right side of a relation, whose type the left side gives."""
    if t[0] in ("zero", "one"):
        return "0" if t[0] == "zero" else "1%:M"
    return text(t, SUM)


def value_text(value: Any, sort: Any) -> str:
    """A value for a quantifier: a size, a name, a matrix or a scalar."""
    if sort == "size":
        return size_text(value, factor=True)
    if sort == "widths" or sort[0] == "net":
        return called(value)
    return f"({text(value)} : {sort_text(sort)})"


def value_of(tree: Any, sort: Any, sorts: Sorts) -> Any:
    """The value with which a certificate instantiates a quantifier."""
    if sort == "size":
        return size(tree)
    if sort == "widths" or sort[0] == "net":
        return tree
    term = typed(tree, sorts)
    if type_of(term) == SCALAR and sort != SCALAR:
        return ("num", term)
    return term
