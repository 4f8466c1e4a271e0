"""Certificates: the proof of a theorem written down, for `proofs.checker` to replay.

A certificate holds the names that occur, the hypotheses, the conclusion and every step with
what it gives. The steps are those that the theorem needs, in an order in which each follows
from earlier ones; the same theorem gives the same text.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from proofs.kernel.formulas import QUANTIFIERS, Formula, strings, substitute
from proofs.kernel.rules import Record, Theorem, record

FORMAT, VERSION = "matrix proof", 2


def certificate(claim: str, theorem: Theorem) -> dict[str, Any]:
    """The certificate of a theorem as JSON values."""
    steps = _in_order(theorem)
    number = {id(step): n for n, step in enumerate(steps)}
    last = record(theorem)
    names = last.theory.names
    taken = frozenset(names)
    written = [
        _step(record(step), [number[id(p)] for p in record(step).premises], taken) for step in steps
    ]
    used = set(_texts(written))
    for name, sort in reversed(list(names.items())):
        used |= strings(("", *sort)) if name in used and not isinstance(sort, str) else set()
    letters = {n: listed(s) for n, s in names.items() if n in used and s != "size"}
    return {
        "format": FORMAT,
        "version": VERSION,
        "claim": claim,
        "sizes": [n for n, s in names.items() if s == "size" and n in used],
        "letters": letters,
        "hypotheses": [plain(formula, names) for formula in theorem.hypotheses],
        "conclusion": plain(theorem.conclusion, names),
        "steps": written,
    }


def text(content: Mapping[str, Any]) -> str:
    """The text of a certificate: one step on each line."""
    lines = []
    for name, value in content.items():
        if name == "steps":
            steps = ",\n  ".join(json.dumps(step) for step in value)
            lines.append(f'"steps": [\n  {steps}\n]')
        else:
            lines.append(f"{json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _in_order(theorem: Theorem) -> list[Theorem]:
    """The theorem and all that it rests on, premises first."""
    done: dict[int, Theorem] = {}
    stack = [(theorem, False)]
    while stack:
        step, ready = stack.pop()
        if id(step) in done:
            continue
        if ready:
            done[id(step)] = step
            continue
        stack.append((step, True))
        stack += [(premise, False) for premise in reversed(record(step).premises)]
    return list(done.values())


def _step(step: Record, sources: list[int], taken: frozenset[str]) -> dict[str, Any]:
    parameters = {
        name: plain(value, taken) if name == "of" else listed(value)
        for name, value in step.parameters.items()
    }
    gives = plain(step.conclusion, taken)
    return {"rule": step.rule, "from": sources, "gives": gives, **parameters}


def plain(formula: Formula, names: Collection[str]) -> Any:
    """A formula as JSON, its bound names made different from every free name."""
    return listed(_renamed(formula, frozenset(names)))


def _renamed(formula: Formula, taken: frozenset[str]) -> Formula:
    head, *parts = formula
    if head in QUANTIFIERS:
        name, sort, body = parts
        new = name
        while new in taken:
            new += "'"
        if new != name:
            body = substitute(body, {name: new})
        return (head, new, sort, _renamed(body, taken | {new}))
    if head in ("and", "or", "=>"):
        return (head, *(_renamed(part, taken) for part in parts))
    return formula


def listed(value: Any) -> Any:
    """Tuples as lists, all the way down."""
    return [listed(part) for part in value] if isinstance(value, (tuple, list)) else value


def _texts(value: Any) -> Iterator[str]:
    """Every text in nested lists and in the values of objects."""
    stack = [value]
    while stack:
        part = stack.pop()
        if type(part) is str:
            yield part
        elif type(part) in (list, dict):
            stack.extend(part.values() if type(part) is dict else part)
