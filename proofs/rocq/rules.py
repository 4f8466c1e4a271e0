"""The proof in Rocq of each step of a certificate, rule by rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofs.rocq.conversion import Script
from proofs.rocq.derivatives import by_column, differentiate
from proofs.rocq.equations import algebra, order, sizes
from proofs.rocq.lines import Step, exact
from proofs.rocq.logic import (
    choose,
    exhibit,
    generalize,
    induction,
    instantiate,
    logic,
    replace,
    suppose,
)
from proofs.rocq.sizes import Unsupported, called, sort_text
from proofs.rocq.sources import lemma_of
from proofs.rocq.statements import (
    names_in,
    statement_text,
)

Rule = Callable[[Script, Step, list[str]], list[str]]  # the lines of the proof


def write(script: Script, step: Step) -> None:
    """Write the lemma of the next step; the checker accepts the step first."""
    n = len(script.gives)
    script.checker.check(step)
    assumed, formula, _ = script.checker.theorems[-1]
    if step["rule"] == "differentiate" and not by_column(script, step):
        script.gives.append(())  # a Jacobian of its own shape; `algebra` contracts two of them
        script.params.append([])
        script.derivatives[n] = step
        return
    gives = script.statement(formula)
    numbers = [script.assumption(key, p) for key, p in assumed.items()]
    used = names_in(gives).union(*(script.assumed[key][2] for key in assumed))
    params = script.closed(used)
    if step["rule"] not in RULES:
        raise Unsupported(f"the rule {step['rule']}")
    lost = [name for name in _mentioned(script, step) if name not in params]
    proof = RULES[step["rule"]](script, step, [*params, *lost])
    script.flush()
    # A name that neither the conclusion nor an assumption has may be anything: it is zero.
    proof = [
        *(
            f"pose {called(m)} : {sort_text(script.sorts[m])} := {script.value(m, params)}."
            for m in lost
        ),
        *proof,
    ]
    taken = [f"(given_{k} : {_assumed(script, k)})" for k in numbers]
    head = " ".join([f"Lemma step_{n}", script.binders(params), *taken]).replace("  ", " ")
    script.lines += [f"{head.rstrip()} : {statement_text(gives)}.", "Proof.", *proof, "Qed."]
    script.gives.append(gives)
    script.params.append(params)


def _mentioned(script: Script, step: Step) -> list[str]:
    """The names in the terms of a step and in what its premises give."""
    found = set().union(*(names_in(script.gives[n]) for n in step["from"] if script.gives[n]))
    found |= words([step.get(key) for key in ("by", "plus", "with", "a", "b")])
    found = {name for name in found if name in script.sorts}
    return script.closed(found - {step.get("name")})


def words(tree: Any) -> set[str]:
    """Every text in a tree."""
    if isinstance(tree, (list, tuple)):
        return set().union(*map(words, tree))
    if isinstance(tree, dict):
        return set().union(*map(words, tree.values()))
    return {tree} if isinstance(tree, str) else set()


def _assumed(script: Script, k: int) -> str:
    names = list(script.assumed.values())[k][2]
    return " ".join([f"Assumed_{k}", *map(called, names)])


def assume(script: Script, step: Step, params: list[str]) -> list[str]:
    """The assumption itself."""
    key = script.checker.theorems[-1][2]
    k, p, _ = script.assumed[key]
    return exact(script.convert(f"given_{k}", p, script.statement(step["gives"])))


def axiom(_script: Script, step: Step, _params: list[str]) -> list[str]:
    """A lemma of `Axioms.v`."""
    field = "" if step["name"] == "compare" else " R"
    return exact(f"(@{lemma_of(step['name'])}{field})")


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        assume, axiom, algebra, order, sizes, logic, suppose, generalize, instantiate, exhibit,
        choose, induction, replace, differentiate,
    )
}  # fmt: skip
