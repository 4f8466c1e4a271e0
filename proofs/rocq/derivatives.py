"""The rule of derivatives, where the library can say what it means: coefficients."""

from __future__ import annotations

from typing import Any

from proofs.kernel.certificate import listed
from proofs.rocq.conversion import Script, gap
from proofs.rocq.lines import Step, exact
from proofs.rocq.notation import text
from proofs.rocq.reflect import tensor
from proofs.rocq.sizes import ONE, Unsupported, called, sort_text
from proofs.rocq.terms import Typed, is_scalar, negative, plus, put, times, type_of, typed, zero


def by_column(script: Script, step: Step) -> bool:
    """Whether the letter is a column, so that the derivative is a matrix or a row."""
    sort = script.sorts[step["name"]]
    return sort[0] == "matrix" and bool(sort[2] == ONE)


def differentiate(script: Script, step: Step, params: list[str]) -> list[str]:
    """The coefficient of a column in an equation linear in it, which holds for every column."""
    n, name = step["from"][0], step["name"]
    sort = script.sorts[name]
    premise = gap(script.gives[n])
    goal = gap(script.statement(step["gives"]))
    applied = times(goal, ("var", name, sort))
    at_zero = put(premise, {name: zero(sort)})
    equation = script.equations.prove(applied, plus(premise, negative(at_zero)))
    # Both values of the premise vanish: at the letter, and at zero.
    letter = script.apply(n, [*params, name])
    origin = f"(gap_l {letter})"
    if tensor(at_zero)[2]:
        raise Unsupported("derivatives of what is not linear")
    nothing = script.equations.prove(at_zero, zero(type_of(premise)))
    both = f"(gap_both {origin} {nothing})"
    rule = "row_zero R _" if is_scalar(premise) else "col_zero R _ _"
    vanishes = f"(fun {called(name)} : {sort_text(sort)} => etrans {equation} {both})"
    shown = f"(@{rule} ({text(goal)}) {vanishes})"
    return exact(f"(gap_r {shown})")


def contracted(script: Script, step: Step, params: list[str]) -> list[str]:
    """From tr(S M T K) = 0 for all M and K, differentiated by both: tr(S^T S) tr(T T^T) = 0."""
    if len(step["from"]) != 1:
        raise Unsupported("derivatives beside other premises")
    last = script.derivatives[step["from"][0]]
    first = script.derivatives.get(last["from"][0])
    if first is None or first["from"][0] in script.derivatives:
        raise Unsupported("derivatives that are not two in a row")
    M, K, root = last["name"], first["name"], first["from"][0]
    left, right = _around(listed(script.checker.theorems[root][1]), M, K)
    S, T = (joined(script, part) for part in (left, right))
    letters = [("var", name, script.sorts[name]) for name in (M, K)]
    form: Typed = ("trace", ("mul", ("mul", ("mul", S, letters[0]), T), letters[1]))
    source = script.apply(root, [*params, M, K])
    inner = script.convert(source, script.gives[root], ("=", form, ("0",)))
    bound = " ".join(f"({called(name)} : {sort_text(script.sorts[name])})" for name in (M, K))
    squares: Typed = (
        "smul",
        ("trace", ("mul", ("T", S), S)),
        ("trace", ("mul", T, ("T", T))),
    )
    proof = f"(@bilinear_zero R _ _ _ _ ({text(S)}) ({text(T)}) (fun {bound} => {inner}))"
    goal = script.statement(step["gives"])
    return exact(script.convert(proof, ("=", squares, ("0",)), goal))


def _around(tree: Any, first: str, last: str) -> tuple[list[Any], list[Any]]:
    """The factors before the one letter, and those between it and the other, which is last."""
    if isinstance(tree, list) and tree[:1] == ["tr"]:
        factors = _factors(tree[1])
        if first in factors and factors[-1] == last:
            at = factors.index(first)
            return factors[:at], factors[at + 1 : -1]
    if isinstance(tree, list):
        for part in tree[1:]:
            found = _around(part, first, last)
            if found != ([], []):
                return found
    return [], []


def _factors(tree: Any) -> list[Any]:
    if isinstance(tree, list) and tree[0] == "*":
        return [factor for part in tree[1:] for factor in _factors(part)]
    return [tree]


def joined(script: Script, factors: list[Any]) -> Typed:
    """The product of terms of a certificate."""
    if not factors:
        raise Unsupported("derivatives of this form")
    return typed(["*", *factors], script.sorts)
