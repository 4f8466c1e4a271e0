"""Columns that are a matrix stacked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symbolic.words.sizes import tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Term, Tree, evaluate, kron, vec


def unstacked(tree: Tree, names: Mapping[str, Any], tensor: Tensor | None = None) -> Term:
    """M from vec(M), for a column of two sizes, which those of a tensor may tell."""
    found = evaluate(tree, names) if tensor is None else tensor
    c, r = (tree_of(leg) for leg in found.rows)
    one, last = Term(("I", c)), Term(("I", r))
    return kron(vec(one).T, last) @ kron(one, Term(tree))
