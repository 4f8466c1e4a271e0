"""A certificate as a file for Rocq: a readable statement, and a proof made from the steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proofs.rocq.conversion import Script
from proofs.rocq.rules import used_names, write
from proofs.rocq.statements import SIGNS, statement, statement_text

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


def stated(content: Mapping[str, Any]) -> str:
    """The statement of a certificate, as a definition that depends on the field R only."""
    script = Script(content)
    given = [statement(formula, script.sorts) for formula in content["hypotheses"]]
    wanted = statement(content["conclusion"], script.sorts)
    names = script.closed(used_names([*given, wanted]))
    lines = [f"Definition {identifier(content['claim'])}_statement (R : realFieldType) : Prop :="]
    if names:
        lines.append(f"  forall {script.binders(names)},")
    lines += [f"  {statement_text(p, 98)} {SIGNS['=>']}" for p in given]
    return "\n".join([*lines, f"  {statement_text(wanted)}."])


def exported(content: Mapping[str, Any]) -> str:
    """The text of the file; raises `Unsupported` for what it cannot write yet."""
    script = Script(content)
    for step in content["steps"]:
        write(script, step)
    name = identifier(content["claim"])
    parts = [
        f"(* {content['claim']}: the statement, and its proof from {len(content['steps'])} steps. *)",
        HEADER,
        stated(content),
        "\nSection Steps.\nVariable R : realFieldType.\n",
        *script.lines,
        "End Steps.\n",
        f"Theorem {name} (R : realFieldType) : {name}_statement R.",
        "Proof.",
        *_last(script, content),
        "Qed.",
        f"Print Assumptions {name}.",
    ]
    return "\n".join(parts) + "\n"


def _last(script: Script, content: Mapping[str, Any]) -> list[str]:
    """The statement from the last step."""
    given = [statement(formula, script.sorts) for formula in content["hypotheses"]]
    wanted = statement(content["conclusion"], script.sorts)
    names = script.closed(used_names([*given, wanted]))
    keys = [script.checker.key(formula) for formula in content["hypotheses"]]
    proofs = {}
    before = len(script.lines)
    for n, key in enumerate(keys):
        if key in script.assumed:
            k, standard, _ = script.assumed[key]
            proofs[k] = script.convert(f"given_h{n}", given[n], standard)
    last = len(script.gives) - 1
    applied = script.apply(last, names, proofs)
    shown = script.convert(applied, script.gives[last], wanted)
    if len(script.lines) != before:
        raise ValueError("a conversion of the statement was written after the proof")
    from proofs.rocq.terms import called

    shown = shown.replace("(@step_", "(@step_", 1)
    intros = " ".join(
        [*(called(name) for name in names), *(f"given_h{n}" for n in range(len(keys)))]
    )
    applied = shown.replace(f"@step_{last}", f"@step_{last} R")
    return [f"move=> {intros}.", f"exact {applied}."]
