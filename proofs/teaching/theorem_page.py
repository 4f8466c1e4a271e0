"""A theorem for all sizes, read aloud from its certificate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from proofs import checker
from proofs.certified import certified, statement
from proofs.teaching.formula_math import formula_html, letter_html


@dataclass(frozen=True)
class ReadAloud:
    """The statement of a certificate, what it rests on, and how often each rule is used."""

    name: str
    letters: tuple[Markup, ...]
    hypotheses: tuple[Markup, ...]
    conclusion: Markup
    steps: int
    axioms: tuple[str, ...]
    unused: int
    rules: tuple[tuple[str, str, int], ...]
    segments: bool


def read_aloud(name: str) -> ReadAloud:
    """The theorem `name`; the checker replays its certificate and raises if it is wrong."""
    _, found = certified(name)
    content = statement(name)
    names = checker.Checker(content["sizes"], content["letters"])
    formulas = [*content["hypotheses"], content["conclusion"]]
    read = set().union(*map(names.free, formulas))
    counts = Counter(step["rule"] for step in content["steps"])
    rules = tuple(
        (rule, (checker.RULES[rule][2].__doc__ or "").split("\n")[0].strip(), count)
        for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return ReadAloud(
        name,
        tuple(letter_html(n, s) for n, s in content["letters"].items() if n in read),
        tuple(map(formula_html, content["hypotheses"])),
        formula_html(content["conclusion"]),
        len(content["steps"]),
        tuple(found["axioms"]),
        len(found["unused hypotheses"]),
        rules,
        "'@'" in repr(formulas),
    )
