"""Formulas of which the library decides whether they are true: no excluded middle is needed."""

from __future__ import annotations

from typing import Any

from proofs.rocq.columns import Columns
from proofs.rocq.conversion import Script
from proofs.rocq.notation import text
from proofs.rocq.sizes import SCALAR, Sort, called, size, size_names, size_text, sort_text
from proofs.rocq.statements import Statement, names_in, statement_text
from proofs.rocq.terms import Typed, put, term_names


def decision(script: Script, p: Statement) -> str:
    """A proof of p or not p without the excluded middle, where there is one; else nothing."""
    head = p[0]
    if head in ("=", "<=", "<", "size<="):
        return "(dec_eq _ _)" if head == "=" else "(dec_bool _)"
    if head == "and":
        left, right = decision(script, p[1]), decision(script, p[2])
        return f"(dec_and {left} {right})" if left and right else ""
    if head == "some" and p[2] == "size":
        return _some_size(script, p)
    if head == "some" and p[3][0] == "some":
        return _some_negative(script, p) if p[3][3][0] == "<" else _some_entry(p)
    return ""


def _some_size(script: Script, p: Statement) -> str:
    """For some size that is bounded: there are finitely many cases."""
    _, name, _, body = p
    inner = decision(script, body)
    bound = _bound(body, name)
    if not inner or bound is None:
        return ""
    family = f"(fun {called(name)} : nat => {statement_text(body)})"
    each = f"(fun {called(name)} : nat => {inner})"
    limit = size_text(bound, factor=True)
    return f"(@dec_some_size {limit} {family} {each} ltac:(by move=> ? /=; tauto))"


def _bound(body: Statement, name: str) -> Any:
    """The size that a part of a conjunction says the name is at most."""
    if body[0] == "and":
        found = _bound(body[1], name)
        return _bound(body[2], name) if found is None else found
    single = body[0] == "size<=" and body[1] == size(name) and name not in size_names(body[2])
    return body[2] if single else None


def _some_entry(p: Statement) -> str:
    """For some row u and column v, u M v = 1: M is zero, or it has an entry that is not."""
    (_, u, first, (_, v, second, body)) = p
    ends = ("var", u, first), ("var", v, second)
    if body[0] != "=" or body[2] != ("1",) or body[1][0] != "entry":
        return ""
    form = body[1][1]
    if form[0] != "mul" or form[2] != ends[1] or form[1][0] != "mul" or form[1][1] != ends[0]:
        return ""
    middle = form[1][2]
    return "" if {u, v} & term_names(middle) else f"(dec_entry ({text(middle)}))"


def _some_negative(script: Script, p: Statement) -> str:
    """For some directions of two layers a quadratic form is negative: squares are completed."""
    (_, u, first, (_, v, second, body)) = p
    form, sorts = body[1], (first, second)
    if (
        body[2] != ("0",)
        or SCALAR in sorts
        or "size" in sorts
        or {first[0], second[0]} != {"matrix"}
    ):
        return ""
    if p not in script.decided:
        names = script.closed(names_in(p))
        polar, double = _quadratic(script, form, (u, v), sorts)
        function = (
            f"(fun ({called(u)} : {sort_text(first)}) ({called(v)} : {sort_text(second)}) => "
        )
        proof = f"@dec_quadratic R _ _ _ _ {function}{text(form)}) {polar} {double}"
        script.flush()
        script.decided[p] = f"decided_{len(script.decided)}", names
        shown = statement_text(p, 0)
        head = f"Lemma {script.decided[p][0]} {script.binders(names)}".rstrip()
        script.lines += [f"{head} : {shown} \\/ ~ {shown}.", f"Proof. exact ({proof}). Qed."]
    lemma, names = script.decided[p]
    return f"({' '.join([lemma, *map(called, names)])})"


def _quadratic(
    script: Script, form: Typed, names: tuple[str, str], sorts: tuple[Sort, Sort]
) -> tuple[str, str]:
    """Proofs that a form is linear in each of two directions, and what it is at a double."""
    pairs = [[script.equations.variable(sort) for sort in sorts] for _ in range(3)]
    k = script.equations.variable(SCALAR)
    x, y, z = pairs

    def at(*directions: Typed) -> Typed:
        return put(form, dict(zip(names, directions, strict=True)))

    def plus(p: list[Typed], q: list[Typed]) -> list[Typed]:
        return [("add", s, t) for s, t in zip(p, q, strict=True)]

    def minus(first: Typed, *others: Typed) -> Typed:
        for other in others:
            first = ("sadd", first, ("sopp", other))
        return first

    moved: list[Typed] = plus([("scaled", k, t) for t in x], y)
    left = minus(at(*plus(moved, z)), at(*moved), at(*z))
    right: Typed = (
        "sadd",
        ("smul", k, minus(at(*plus(x, z)), at(*x), at(*z))),
        minus(at(*plus(y, z)), at(*y), at(*z)),
    )
    equations = Columns(script.equations)
    bound = " ".join(called(t[1]) for t in (k, *x, *y, *z))
    polar = f"(fun {bound} => {equations.same(left, right)})"
    twice = minus(at(*plus(x, x)), at(*x), at(*x))
    double = equations.same(twice, ("smul", ("frac", 2, 1), at(*x)))
    return polar, f"(fun {' '.join(called(t[1]) for t in x)} => {double})"
