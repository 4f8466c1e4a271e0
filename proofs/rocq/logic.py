"""The rules of logic: tautologies, quantifiers, induction."""

from __future__ import annotations

from typing import Any

from proofs.rocq.conversion import Script
from proofs.rocq.decidable import decision
from proofs.rocq.lines import Step, exact
from proofs.rocq.sizes import (
    Sort,
    Unsupported,
    called,
    size,
    size_text,
    sort_text,
)
from proofs.rocq.statements import (
    Statement,
    put_in,
    statement_text,
    value_of,
    value_text,
)


def logic(script: Script, step: Step, params: list[str]) -> list[str]:
    """Modus ponens, or a tautology in letters for the atoms."""
    sources = [(n, script.checker.theorems[n][2]) for n in step["from"]]
    goal = script.statement(step["gives"])
    wanted = script.checker.theorems[-1][2]
    for n, k in sources:
        for m, other in sources:
            if k == ("=>", other, wanted):
                rule = script.gives[n]
                given = script.convert(script.apply(m, params), script.gives[m], rule[1])
                return exact(script.convert(f"({script.apply(n, params)} {given})", rule[2], goal))
    return _tautology(script, sources, goal, wanted, params)


def _tautology(
    script: Script, sources: list[tuple[int, Any]], goal: Statement, key: Any, params: list[str]
) -> list[str]:
    atoms: dict[Any, tuple[int, Statement]] = {}
    shapes, proofs = [], []
    for n, k in sources:
        shape, standard = _shape(script.gives[n], k, atoms)
        shapes.append(shape)
        proofs.append(script.convert(script.apply(n, params), script.gives[n], standard))
    shape, standard = _shape(goal, key, atoms)
    letters = " ".join(f"p{i}" for i in range(len(atoms)))
    bound = f"forall {letters} : Prop, " if letters else ""
    chain = "".join(f"({s}) -> " for s in shapes)
    args = ["_"] * len(atoms)

    def attempt(decided: list[tuple[int, str]]) -> str:
        known = "".join(f"(p{i} \\/ ~ p{i}) -> " for i, _ in decided)
        given = [proof for _, proof in decided] + [f"given_h{k}" for k in range(len(proofs))]
        call = " ".join(["taut_", *args, *given])
        return f"(have taut_ : {bound}{known}{chain}{shape} by tauto); exact ({call})"

    # A truth table is classical: what can be decided is, and the rest must do without.
    known = [(i, decision(script, p)) for i, p in atoms.values()]
    tries = [attempt([]), attempt([(i, proof) for i, proof in known if proof])]
    lines = [f"have given_h{k} := {proof}." for k, proof in enumerate(proofs)]
    final = script.convert("given_h", standard, goal)
    if final == "given_h":
        return [*lines, "first [ " + "\n | ".join(tries) + " ]."]
    lines.append(f"have given_h : {statement_text(standard)}.")
    return [*lines, "first [ " + "\n | ".join(tries) + " ].", f"exact {final}."]


def _shape(p: Statement, k: Any, atoms: dict[Any, tuple[int, Statement]]) -> tuple[str, Statement]:
    """The formula in letters, and with each atom as it was written first."""
    head = k[0]
    if head == "false":
        return "False", p
    if head in ("and", "or", "=>"):
        left, first = _shape(p[1], k[1], atoms)
        right, second = _shape(p[2], k[2], atoms)
        sign = {"and": "/\\", "or": "\\/", "=>": "->"}[head]
        return f"({left} {sign} {right})", (head, first, second)
    number, standard = atoms.setdefault(k, (len(atoms), p))
    return f"p{number}", standard


def suppose(script: Script, step: Step, params: list[str]) -> list[str]:
    """A function of a proof of the assumption."""
    n = step["from"][0]
    _, p, q = script.statement(step["gives"])
    key = script.checker.theorems[-1][2][1]
    given: dict[int, str] = {}
    if key in script.checker.theorems[n][0]:
        k, standard, names = script.assumed[key]
        lost = [name for name in names if name not in params]
        if lost:
            raise Unsupported("an assumption that names more than the formula supposed")
        given[k] = script.convert("given_h", p, standard)
    body = script.convert(script.apply(n, params, given), script.gives[n], q)
    return exact(f"(fun given_h : {statement_text(p)} => {body})")


def generalize(script: Script, step: Step, params: list[str]) -> list[str]:
    """A function of the name."""
    n, name = step["from"][0], step["name"]
    _, bound, sort, body = script.statement(step["gives"])
    inner = script.apply(n, [*params, name])
    wanted = put_in(body, {bound: _name(name, script.sorts[name])})
    shown = script.convert(inner, script.gives[n], wanted)
    return exact(f"(fun {called(name)} : {sort_text(sort)} => {shown})")


def _name(name: str, sort: Sort) -> Any:
    if sort == "size":
        return ((name, 1),), 0
    return name if sort == "widths" or sort[0] == "net" else ("var", name, sort)


def instantiate(script: Script, step: Step, params: list[str]) -> list[str]:
    """An application."""
    n = step["from"][0]
    _, bound, sort, body = script.gives[n]
    value = value_of(step["with"], sort, script.sorts)
    proof = f"({script.apply(n, params)} {value_text(value, sort)})"
    goal = script.statement(step["gives"])
    return exact(script.convert(proof, put_in(body, {bound: value}), goal))


def exhibit(script: Script, step: Step, params: list[str]) -> list[str]:
    """A pair of a value and a proof."""
    n = step["from"][0]
    _, bound, sort, body = script.statement(step["gives"])
    value = value_of(step["with"], sort, script.sorts)
    proof = script.convert(script.apply(n, params), script.gives[n], put_in(body, {bound: value}))
    family = f"(fun {called(bound)} : {sort_text(sort)} => {statement_text(body)})"
    return exact(f"(ex_intro {family} {value_text(value, sort)} {proof})")


def choose(script: Script, step: Step, params: list[str]) -> list[str]:
    """The pair taken apart."""
    first, second = step["from"]
    name = step["name"]
    formula = script.checker.theorems[first][1]
    case = script.checker.key(script.checker.instance(formula, "some", name))
    _, bound, _, body = script.gives[first]
    given: dict[int, str] = {}
    if case in script.checker.theorems[second][0]:
        k, standard, _ = script.assumed[case]
        found = put_in(body, {bound: _name(name, script.sorts[name])})
        given[k] = script.convert("given_h", found, standard)
    goal = script.statement(step["gives"])
    inner = script.apply(second, [*params, name], given)
    shown = script.convert(inner, script.gives[second], goal)
    return [f"case: {script.apply(first, params)} => {called(name)} given_h.", f"exact {shown}."]


def induction(script: Script, step: Step, params: list[str]) -> list[str]:
    """Induction on natural numbers."""
    first, second = step["from"]
    _, bound, _, body = script.statement(step["gives"])
    base = script.convert(
        script.apply(first, params), script.gives[first], put_in(body, {bound: size(0)})
    )
    after = put_in(body, {bound: size(["+", bound, 1])})
    rest: Statement = ("all", bound, "size", ("=>", body, after))
    proof = script.convert(script.apply(second, params), script.gives[second], rest)
    return exact(f"(nat_ind (fun {called(bound)} : nat => {statement_text(body)}) {base} {proof})")


def replace(script: Script, step: Step, params: list[str]) -> list[str]:
    """The size b for the size a, which is equal to it."""
    p, low, high = step["from"]
    _, bound, _, body = script.statement(step["of"])
    a, b = size(step["a"]), size(step["b"])
    ends = [
        script.convert(script.apply(n, params), script.gives[n], ("size<=", *pair))
        for n, pair in ((low, (a, b)), (high, (b, a)))
    ]
    proof = script.convert(script.apply(p, params), script.gives[p], put_in(body, {bound: a}))
    family = f"(fun {called(bound)} : nat => {statement_text(body)})"
    left, right = size_text(a, factor=True), size_text(b, factor=True)
    shown = f"(@eq_ind nat {left} {family} {proof} {right} (same_size {' '.join(ends)}))"
    goal = script.statement(step["gives"])
    return exact(script.convert(shown, put_in(body, {bound: b}), goal))
