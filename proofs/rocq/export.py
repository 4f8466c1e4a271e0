"""A certificate as a file for Rocq: a readable statement, and a proof made from the steps.

Only the statement has to be trusted: it is written from the hypotheses and the conclusion of the
certificate, and the last line of the file asks Rocq which axioms the proof uses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proofs.rocq.conversion import Script
from proofs.rocq.derived import Bound, in_terms
from proofs.rocq.rules import write
from proofs.rocq.statements import SIGNS, Statement, names_in, statement_text

HEADER = """\
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.real_closed Require Import mxtens.
From mathcomp.zify Require Import zify.
From DeepLinear Require Import Networks MatrixRing Diagrams Decidable Axioms Vectors Derivatives.

Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
"""


MARK = "(* Written by `proofs`:"
"""How a file begins that may be written again."""


def identifier(claim: str) -> str:
    """The name of a theorem as one in Rocq: ``fact-a17`` is ``fact_a17``."""
    return "".join(c if c.isalnum() else "_" for c in claim)


def stated(content: Mapping[str, Any], name: str | None = None) -> str:
    """The statement of a certificate, as a definition that depends on the field R only."""
    title = name or f"{identifier(content['claim'])}_statement"
    lines = _proposition(Script(content), content)
    return "\n".join([f"Definition {title} (R : realFieldType) : Prop :=", *lines])


def _proposition(script: Script, content: Mapping[str, Any]) -> list[str]:
    """The names, the derivatives if there are any, the hypotheses and the conclusion."""
    given, wanted = _statement(script, content)
    names = script.closed(set().union(*map(names_in, [*given, wanted])))
    bound = Bound(script, [*given, wanted])
    lines = [f"  forall {script.binders(names)},"] if names else []
    lines += bound.lines()
    given, wanted = [in_terms(p, bound.shown) for p in given], in_terms(wanted, bound.shown)
    chain = [f"  {statement_text(p, 98)} {SIGNS['=>']}" for p in given]
    chain.append(f"  {statement_text(wanted)}")
    if bound.derivatives and (given or wanted[0] in SIGNS):
        chain = (
            [f"  ({chain[0][2:]}", *chain[1:-1], f"{chain[-1]})"]
            if given
            else [f"  ({chain[0][2:]})"]
        )
    chain[-1] += "."
    return [*lines, *chain]


def exported(content: Mapping[str, Any], extra: Sequence[str] = ()) -> str:
    """The text of the file; raises `Unsupported` for what it cannot write yet.

    ``$PROOF`` in the extra lines at the end stands for the proof, a function of the field R.
    """
    script = Script(content)
    _statement(script, content)  # so that derivatives have the numbers of the statement
    for step in content["steps"]:
        write(script, step)
    proof = _proof(script, content)
    name, steps = identifier(content["claim"]), len(content["steps"])
    parts = [
        f"{MARK} {content['claim']}, the statement and its proof in {steps} steps. *)",
        HEADER,
        stated(content),
        "\nSection Steps.\nVariable R : realFieldType.\n",
        *script.lines,
        "End Steps.\n",
        f"Theorem {name} (R : realFieldType) : {name}_statement R.",
        f"Proof. exact ({proof} R). Qed.",
        *(line.replace("$PROOF", proof) for line in extra),
        f"Print Assumptions {name}.",
    ]
    return "\n".join(parts) + "\n"


def _statement(script: Script, content: Mapping[str, Any]) -> tuple[list[Statement], Statement]:
    given = [script.statement(formula) for formula in content["hypotheses"]]
    return given, script.statement(content["conclusion"])


def _proof(script: Script, content: Mapping[str, Any]) -> str:
    """The statement from the last step, as a function of the field, the names and hypotheses.

    The conversions that it needs are lemmas of the section, which have the field as argument.
    """
    given, wanted = _statement(script, content)
    names = script.closed(set().union(*map(names_in, [*given, wanted])))
    keys = [script.checker.key(formula) for formula in content["hypotheses"]]
    proofs = {}
    for n, key in enumerate(keys):
        if key in script.assumed:
            k, standard, _ = script.assumed[key]
            proofs[k] = script.convert(f"given_h{n}", given[n], standard)
    last = len(script.gives) - 1
    shown = script.convert(script.apply(last, names, proofs), script.gives[last], wanted)
    taken = [f"(given_h{n} : {statement_text(p)})" for n, p in enumerate(given)]
    bound = Bound(script, [*given, wanted])
    if taken:
        shown = f"(fun {' '.join(taken)} => {shown})"
    shown = bound.proved(shown)
    if names:
        shown = f"fun {script.binders(names)} => {shown}"
    if bound.derivatives:
        lines = _proposition(script, content)
        script.lines += ["Definition whole_proof :", *lines[:-1], lines[-1][:-1] + " :="]
        script.lines.append(f"  {shown}.")
    else:
        script.lines.append(f"Definition whole_proof := {shown}.")
    return "(@whole_proof)"
