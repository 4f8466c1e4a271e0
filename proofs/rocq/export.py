"""A certificate as a file for Rocq: a readable statement, and a proof made from the steps.

Only the statement has to be trusted: it is written from the hypotheses and the conclusion of the
certificate, and the last line of the file asks Rocq which axioms the proof uses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proofs.rocq.conversion import Script
from proofs.rocq.rules import write
from proofs.rocq.statements import SIGNS, Statement, names_in, statement, statement_text

HEADER = """\
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.real_closed Require Import mxtens.
From mathcomp.zify Require Import zify.
From Coq Require Classical_Prop.
From DeepLinear Require Import Networks MatrixRing Diagrams Axioms.

Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
"""


def identifier(claim: str) -> str:
    """The name of a theorem as one in Rocq: ``fact-a17`` is ``fact_a17``."""
    return "".join(c if c.isalnum() else "_" for c in claim)


def stated(content: Mapping[str, Any], name: str | None = None) -> str:
    """The statement of a certificate, as a definition that depends on the field R only."""
    script = Script(content)
    given, wanted = _statement(script, content)
    names = script.closed(set().union(*map(names_in, [*given, wanted])))
    title = name or f"{identifier(content['claim'])}_statement"
    lines = [f"Definition {title} (R : realFieldType) : Prop :="]
    if names:
        lines.append(f"  forall {script.binders(names)},")
    lines += [f"  {statement_text(p, 98)} {SIGNS['=>']}" for p in given]
    return "\n".join([*lines, f"  {statement_text(wanted)}."])


def exported(content: Mapping[str, Any], extra: Sequence[str] = ()) -> str:
    """The text of the file; raises `Unsupported` for what it cannot write yet.

    ``$PROOF`` in the extra lines at the end stands for the proof, a function of the field R.
    """
    script = Script(content)
    for step in content["steps"]:
        write(script, step)
    proof = _proof(script, content)
    name, steps = identifier(content["claim"]), len(content["steps"])
    parts = [
        f"(* {content['claim']}: the statement, and its proof in {steps} steps. *)",
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
    given = [statement(formula, script.sorts) for formula in content["hypotheses"]]
    return given, statement(content["conclusion"], script.sorts)


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
    bound = " ".join([script.binders(names), *taken]).strip()
    function = f"fun {bound} => {shown}" if bound else shown
    script.lines.append(f"Definition whole_proof := {function}.")
    return "(@whole_proof)"
