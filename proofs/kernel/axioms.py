"""The axioms of the kernel: elementary facts about matrices over an ordered field.

They are as few as will do, and each is proved in Rocq by a lemma of its own, which
`proofs.rocq.sources` finds. `proofs.checker` has its own copy, and the tests compare the
two and evaluate each on exact random matrices.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from proofs.kernel.formulas import (
    Formula,
    at_most,
    both,
    either,
    equal,
    for_all,
    for_some,
    implies,
    less,
    size_at_most,
)
from symbolic.words.sizes import Sort
from symbolic.words.terms import Term, identity, tr, zero

_SHORT = {"1": 1, "d[l]": ("@", "d", "l"), "d[l+1]": ("@", "d", ("+", "l", 1))}


def _quantified(names: str, body: Formula, *, some: bool = False) -> Formula:
    """``_quantified("m A:m,m", body)``: for all sizes m and all m x m matrices A."""
    for entry in reversed(names.split()):
        name, _, shape = entry.partition(":")
        sort: Sort = shape or "size"
        if "," in shape:
            rows, cols = (_SHORT.get(n, n) for n in shape.split(","))
            sort = (rows, cols)
        elif shape == "@":
            sort = ("@", "d")
        body = (for_some if some else for_all)(name, sort, body)
    return body


_A, _P, _Q, _L, _R, _U, _V, _s, _t = map(Term, ["A", "P", "Q", "L", "R", "U", "V", "s", "t"])
_ONE, _NONE = identity(1), zero(1, 1)
_SQUARE = tr(_A.T @ _A)
_INVERSE = equal(_U @ _V, identity("r"))


def _count(size: str) -> Term:
    return tr(identity(size))


_S, _M, _u = map(Term, ["S", "M", "u"])
_COLUMNS = implies(
    _quantified("u:n,1", at_most(_NONE, _u.T @ _S @ _u)), at_most(_NONE, tr(_M.T @ _S @ _M))
)


def _at(network: str, *indices: object) -> Term:
    return Term(("@", network, *indices))


_LONGER = equal(_at("W", ("+", "j", 1), "i"), _at("W", "j") @ _at("W", "j", "i"))
_ELSEWHERE = either(size_at_most(("+", "k", 1), "l"), size_at_most(("+", "l", 1), "k"))
_CHANGED = both(
    equal(_at("U", "l"), _V),
    _quantified("k", implies(_ELSEWHERE, equal(_at("U", "k"), _at("W", "k")))),
)

_AXIOMS: dict[str, Formula] = {
    "square": _quantified("m n A:m,n", at_most(_NONE, _SQUARE)),
    "definite": _quantified("m n A:m,n", implies(equal(_SQUARE, _NONE), equal(_A, zero("m", "n")))),
    "reciprocal": _quantified(
        "s:1,1", either(equal(_s, _NONE), _quantified("t:1,1", equal(_s @ _t, _ONE), some=True))
    ),
    "sign": _quantified("s:1,1", either(at_most(_NONE, _s), less(_s, _NONE))),
    "columns": _quantified("n p S:n,n M:n,p", _COLUMNS),
    "compare": _quantified("r s", either(size_at_most("r", "s"), size_at_most(("+", "s", 1), "r"))),
    "count": _quantified("r s", implies(size_at_most("r", "s"), at_most(_count("r"), _count("s")))),
    "count_strictly": _quantified(
        "r s",
        implies(size_at_most(("+", "r", 1), "s"), at_most(_count("r") + _ONE, _count("s"))),
    ),
    "factorization": _quantified(
        "m n A:m,n",
        _quantified(
            "r P:m,r Q:r,n L:r,m R:n,r",
            both(equal(_A, _P @ _Q), equal(_L @ _P, identity("r")), equal(_Q @ _R, identity("r"))),
            some=True,
        ),
    ),
    "pigeonhole": _quantified("r s U:r,s V:s,r", implies(_INVERSE, size_at_most("r", "s"))),
    "two_sided": _quantified(
        "r s U:r,s V:s,r",
        implies(both(_INVERSE, size_at_most("s", "r")), equal(_V @ _U, identity("s"))),
    ),
    "no_layer": _quantified(
        "d:widths W:@ j", equal(_at("W", "j", "j"), Term(("I", ("@", "d", "j"))))
    ),
    "next_layer": _quantified("d:widths W:@ i j", implies(size_at_most("i", "j"), _LONGER)),
    "change_layer": _quantified(
        "d:widths W:@ l V:d[l+1],d[l]", _quantified("U:@", _CHANGED, some=True)
    ),
}

AXIOMS: Mapping[str, Formula] = MappingProxyType(_AXIOMS)
