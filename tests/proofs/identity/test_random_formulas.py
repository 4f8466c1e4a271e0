"""Random formulas with numbers, powers and quantifiers: no traceback, nothing proved is refuted."""

import json
import re
from random import Random

import pytest

from proofs import checker
from proofs.identity.decide import decide, rejection
from proofs.identity.proof import Proof
from proofs.identity.strategies import prove
from proofs.status import Status
from symbolic.errors import NotTriedError, StatementError
from symbolic.statements.parser import statement
from symbolic.statements.syntax import Statement
from tests.symbolic.statements import grammar_fuzz as fuzz

HEAD = "A: n x n, B: n x n, l: number"
PROVED: list[int] = []


def random_statement(random: Random) -> Statement | None:
    """A statement with up to two hypotheses; None for one that divides by the number 0."""
    given = [bound(random, fuzz.formula(random, random.choice((0, 1)))) for _ in range(2)]
    kept = given[: random.choice((0, 0, 1, 2))]
    goal = bound(random, fuzz.formula(random, random.choice((0, 1, 2))))
    text = f"{HEAD}{'; ' if kept else ''}{', '.join(kept)} |- {goal}"
    try:
        return statement(text)
    except StatementError:
        return None


def bound(random: Random, made: fuzz.Made) -> str:
    """The formula, sometimes about every X or some l in the place of B or l."""
    if random.random() < 0.6 or "/" in made.text or "^-" in made.text:
        return f"({made.text})"
    word = random.choice(("for all", "exists", "not exists"))
    if random.random() < 0.5:
        body = re.sub(r"\bB\b", "X", made.text)
        return f"({word} X: n x n: {body})"
    body = re.sub(r"\bl\b", "k", made.text)
    return f"({word} k: number: {body})"


@pytest.mark.parametrize("seed", range(160))
def test_what_is_proved_has_no_counterexample(seed: int) -> None:
    whole = random_statement(Random(f"formula {seed}"))
    if whole is None:
        return
    try:
        found = prove(whole, 0.4)
    except NotTriedError:
        return
    if not isinstance(found, Proof):
        return
    PROVED.append(seed)
    assert rejection(whole, found.certificate) == ""
    assert checker.check(json.loads(found.certificate))
    assert decide(whole, budget=1.0, provers=()).verdict is not Status.REFUTED


def test_some_of_them_are_proved() -> None:
    assert len(PROVED) >= 10
