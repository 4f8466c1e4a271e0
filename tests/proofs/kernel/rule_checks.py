"""A theory with letters of every kind, and a step put to the kernel and to the checker alike."""

from typing import Any

import pytest

from proofs import checker
from proofs.kernel import rules
from proofs.kernel.certificate import certificate
from proofs.kernel.rules import Theorem
from proofs.kernel.theory import Theory
from symbolic.errors import ToolkitError

NONE, ONE = ("0", 1, 1), ("I", 1)
P, Q, R = ("=", "s", NONE), ("=", "t", NONE), ("<=", NONE, "s")
AB = ("=", ("*", "A", "B"), ("I", "m"))


def theory() -> Theory:
    found = Theory()
    for name, sort in {
        "m": "size", "n": "size", "k": "size", "A": ("m", "n"), "B": ("n", "m"), "C": ("m", "m"),
        "s": (1, 1), "t": (1, 1), "d": "widths", "W": ("@", "d"), "V": ("@", "d"),
    }.items():  # fmt: skip
        found.declare(name, sort)
    return found


def assumed(T: Theory, *formulas: Any) -> list[Theorem]:
    return [rules.assume(T, (), formula) for formula in formulas]


def accepted(theorem: Theorem) -> None:
    """The checker replays what the kernel did."""
    import json

    content = json.loads(json.dumps(certificate("test", theorem)))
    checker.check(content)


def check_both(T: Theory, step: dict[str, Any], premises: list[Theorem]) -> None:
    """The same step, put to the checker after the assumptions it uses: it must be refused."""
    written = [certificate("test", p)["steps"] for p in premises]
    assert all(len(steps) == 1 for steps in written)
    steps = [steps[0] for steps in written]
    names = T.names
    content = {
        "format": checker.FORMAT,
        "version": checker.VERSION,
        "claim": "test",
        "sizes": [n for n, s in names.items() if s == "size"],
        "letters": {n: listed(s) for n, s in names.items() if s != "size"},
        "hypotheses": [s["gives"] for s in steps],
        "conclusion": step["gives"],
        "steps": [*steps, {"from": list(range(len(steps))), **step}],
    }
    with pytest.raises(checker.Rejected, match=rf"step {len(steps)}:"):
        checker.check(content)


def listed(tree: Any) -> Any:
    return [listed(part) for part in tree] if isinstance(tree, tuple) else tree


def refused(T: Theory, rule: str, premises: list[Theorem], **arguments: Any) -> None:
    with pytest.raises((ToolkitError, ValueError)):
        getattr(rules, rule)(T, premises, **arguments)
