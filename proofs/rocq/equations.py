"""The rules of arithmetic: combinations of equations, inequalities, sizes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from proofs.rocq.conversion import Script, gap
from proofs.rocq.derivatives import contracted
from proofs.rocq.lines import Step, exact
from proofs.rocq.notation import text
from proofs.rocq.sizes import SCALAR, Sort, sort_text
from proofs.rocq.terms import Typed, negative, plus, type_of, typed, zero


class Combination:
    """A term with holes for the gaps of premises: it vanishes, as they do."""

    def __init__(self, script: Script, step: Step, params: list[str], tree: Any) -> None:
        premises = [script.gives[n] for n in step["from"]]
        sorts: list[Sort] = [type_of(p[1]) if p[0] == "=" else SCALAR for p in premises]
        term = typed(tree, script.sorts, tuple(sorts))
        self.used = sorted(holes(term))
        self.value = filled(term, {n: gap(premises[n]) for n in self.used})
        nothing = {n: zero(sorts[n]) for n in self.used}
        last = script.equations.prove(filled(term, nothing), zero(type_of(term)))
        chain = ""
        for done, n in enumerate(self.used):
            parts = {m: zero(sorts[m]) for m in self.used[:done]}
            parts |= {m: gap(premises[m]) for m in self.used[done + 1 :]}
            function = f"(fun x_{n} : {sort_text(sorts[n])} => {text(filled(term, parts))})"
            source = script.apply(step["from"][n], params)
            link = f"(congr1 {function} (gap_l {source}))"
            chain = f"(etrans {chain} {link})" if chain else link
        self.vanishes = f"(etrans {chain} {last})" if chain else last


def holes(t: Any) -> set[int]:
    """The numbers of the holes in a term."""
    if not isinstance(t, tuple) or not t:
        return set()
    return {t[1]} if t[0] == "hole" else set().union(*map(holes, t))


def filled(t: Any, values: Mapping[int, Typed]) -> Any:
    """The term with values in its holes."""
    if not isinstance(t, tuple) or not t:
        return t
    if t[0] == "hole":
        return values.get(t[1], t)
    return tuple(filled(part, values) for part in t)


def algebra(script: Script, step: Step, params: list[str]) -> list[str]:
    """An equation whose gap is a combination of gaps that vanish."""
    goal = script.statement(step["gives"])
    if any(n in script.derivatives for n in step["from"]):
        return contracted(script, step, params)
    if step["by"] is None:
        return exact(script.equations.prove(goal[1], goal[2]))
    by = Combination(script, step, params, step["by"])
    same = script.equations.prove(gap(goal), by.value)
    return exact(f"(gap_r (etrans {same} {by.vanishes}))")


def order(script: Script, step: Step, params: list[str]) -> list[str]:
    """An inequality whose gap is a sum of products of gaps, and a combination that vanishes."""
    total: Typed | None = None
    proof, strict = "", False
    for entry in step["by"]:
        term, part, sharp = _product(script, step, params, entry)
        if total is None:
            total, proof, strict = term, part, sharp
        else:
            total = plus(total, term)
            rule = {
                (0, 0): "nonneg_add",
                (1, 0): "pos_addl",
                (0, 1): "pos_addr",
                (1, 1): "pos_addl",
            }
            part = f"(pos_nonneg {part})" if strict and sharp else part
            proof = f"({rule[strict, sharp]} {proof} {part})"
            strict = strict or sharp
    if step["plus"] is not None:
        by = Combination(script, step, params, step["plus"])
        if total is None:
            total, proof = by.value, f"(eq_ge {by.vanishes})"
        else:
            total = plus(total, by.value)
            proof = f"({'eq_addt' if strict else 'eq_add'} {proof} {by.vanishes})"
    if total is None:
        total, proof = ("0",), "(lexx 0)"
    return exact(_compared(script, step, total, proof, strict))


def _product(script: Script, step: Step, params: list[str], entry: Any) -> tuple[Typed, str, bool]:
    """A positive multiple of a product of gaps, the proof of its sign, and whether it is strict."""
    factor = Fraction(entry["times"])
    term: Typed = ("frac", factor.numerator, factor.denominator)
    proof, strict = f"(pos_frac R {factor.numerator - 1} {factor.denominator - 1})", True
    if factor.denominator == 1:
        proof = f"(pos_nat R {factor.numerator - 1})"
    for n in entry["of"]:
        premise = script.gives[step["from"][n]]
        source = script.apply(step["from"][n], params)
        sharp = premise[0] == "<"
        part = f"({'lt_gap' if sharp else 'le_gap'} {source})"
        if strict and not sharp:
            proof, strict = f"(pos_nonneg {proof})", False
        elif sharp and not strict:
            part = f"(pos_nonneg {part})"
        term = ("smul", term, gap(premise))
        proof = f"({'pos_mul' if strict else 'nonneg_mul'} {proof} {part})"
    return term, proof, strict


def _compared(script: Script, step: Step, total: Typed, proof: str, strict: bool) -> str:
    """The inequality, or the contradiction, from a sum and the proof of its sign."""
    goal = script.statement(step["gives"])
    if goal[0] != "false":
        equation = script.equations.prove(gap(goal), total)
        if goal[0] == "<":
            return f"(gap_lt {equation} {proof})"
        return f"(gap_le {equation} {f'(pos_nonneg {proof})' if strict else proof})"
    value = script.equations.value(total)
    if value == 0:
        return f"(pos_false {proof} {script.equations.prove(total, ('0',))})"
    number = negative(("frac", -value.numerator, value.denominator))
    equation = script.equations.prove(total, number)
    least = f"(pos_nonneg {proof})" if strict else proof
    sign = f"(pos_frac R {-value.numerator - 1} {value.denominator - 1})"
    if value.denominator == 1:
        sign = f"(pos_nat R {-value.numerator - 1})"
    return f"(nonneg_false {least} {equation} {sign})"


def sizes(script: Script, step: Step, params: list[str]) -> list[str]:
    """Linear arithmetic."""
    given = [f"have given_h{k} := {script.apply(n, params)}." for k, n in enumerate(step["from"])]
    return [*given, "lia."]
