"""A theorem for all sizes, read aloud from its certificate: what it says, and its proof."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from proofs import checker
from proofs.evidence.stated import StatedTheorem
from proofs.kernel.axioms import AXIOMS
from proofs.rocq.sources import source_of
from proofs.teaching.formats import HTML
from proofs.teaching.formula_math import formula_html
from proofs.teaching.reading import proof_of
from proofs.teaching.reading.writer import written

ROOM = 150_000
"""The proofs on the page of a claim have so many characters at most; others have own pages."""
_ADDRESS = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True)
class ReadAloud:
    """The statement of a certificate, its proof, and how often each rule is used.

    The proof is whole, or its main part only where it has a page of its own, which is `apart`.
    """

    name: str
    letters: tuple[str, ...]
    hypotheses: tuple[tuple[str, str], ...]
    conclusion: str
    steps: int
    axioms: tuple[str, ...]
    unused: int
    rules: tuple[tuple[str, str, int], ...]
    segments: bool
    proof: Markup
    lemmas: int
    lines: int
    apart: str


def read_aloud(
    theorem: StatedTheorem, anchor: str, root: str, room: int | None = None
) -> ReadAloud:
    """The theorem; the checker replays its certificate and raises if it is wrong.

    `anchor` begins the addresses of lines, `root` leads to the folder of the site. A proof for
    which there is no `room` is there in short.
    """
    found, content, proof = theorem.found, theorem.content, proof_of(theorem)
    told = written(HTML, proof, anchor)
    apart = "" if room is None or len(told.whole) <= room else page_of(theorem.name)
    ids = [f"{anchor}.{number}" for number, _ in enumerate(told.hypotheses, 1)]
    shown = told.outline if apart else told.whole
    return ReadAloud(
        theorem.name,
        told.letters,
        tuple(zip(ids, told.hypotheses, strict=True)),
        told.conclusion,
        len(content["steps"]),
        tuple(found["axioms"]),
        len(found["unused hypotheses"]),
        rules_of(step["rule"] for step in content["steps"]),
        "'@'" in repr([*content["hypotheses"], content["conclusion"]]),
        _linked(shown, {*ids, *re.findall(r'id="([^"]+)"', shown)}, root, apart),
        len(proof.lemmas),
        told.lines,
        apart,
    )


def all_aloud(theorems: Iterable[StatedTheorem], root: str) -> list[ReadAloud]:
    """The theorems of one page; those that come first have the room that there is."""
    found, room = [], ROOM
    for number, theorem in enumerate(theorems, 1):
        found.append(read_aloud(theorem, f"t{number}", root, room))
        room -= 0 if found[-1].apart else len(found[-1].proof)
    return found


def page_of(name: str) -> str:
    """The page of a long proof inside the site."""
    return f"proofs/{name.replace(':', '.')}.html"


def _linked(shown: str, here: set[str], root: str, apart: str) -> Markup:
    """Links to what is not on this page lead to the page of the proof, or of the axioms."""

    def address(found: re.Match[str]) -> str:
        place = found[1]
        if place.startswith("axiom-"):
            return f'href="{root}rules.html#{place}"'
        if place in here or not apart:
            return found[0]
        return f'href="{root}{apart}#{OWN}.{place.split(".", 1)[1]}"'

    return Markup(_ADDRESS.sub(address, shown))


OWN = "s"
"""How addresses begin on the page of a proof."""


def rules_of(used: Iterable[str]) -> tuple[tuple[str, str, int], ...]:
    """Rules with what they do and how often they are used, the most frequent first."""
    counts = Counter(used)
    return tuple(
        (rule, (checker.RULES[rule][2].__doc__ or "").split("\n")[0].strip(), count)
        for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def axioms_and_rules() -> dict[str, object]:
    """What the page of the axioms and rules shows: each axiom, its source, each rule."""
    rules = sorted(rules_of(list(checker.RULES)), key=lambda rule: rule[0])
    axioms = [(name, formula_html(formula), source_of(name)) for name, formula in AXIOMS.items()]
    return {"axioms": axioms, "rules": [(name, does) for name, does, _ in rules]}
