"""What a rule of the kernel is given is plain data in tuples, and nothing else.

Each of these was a way to a theorem that is false: a formula that hides its names, a derivative
that is not seen, a name that is read in two ways, a number that is rounded.
"""

from collections.abc import Callable
from typing import Any

import pytest

from proofs.kernel import rules
from proofs.kernel.axioms import AXIOMS
from proofs.kernel.formulas import FALSE
from proofs.kernel.theory import Theory
from symbolic.errors import ToolkitError

ZERO, ONE = ("0", 1, 1), ("I", 1)


@pytest.fixture
def T() -> Theory:
    theory = Theory()
    for name, sort in (("d", "widths"), ("n", "size"), ("A", (1, 1)), ("B", (1, 1))):
        theory.declare(name, sort)
    return theory


def test_a_formula_is_no_text(T: Theory) -> None:
    """``"=AB"`` has the parts of the equation A = B, and no free names."""
    for formula in ("=AB", ("and", "=AB", ("=", "A", "B"))):
        with pytest.raises(ToolkitError):
            rules.assume(T, (), formula)  # type: ignore[arg-type]


def test_a_derivative_in_a_list_is_seen(T: Theory) -> None:
    given = rules.assume(T, (), ("=", "A", ZERO))
    with pytest.raises(ToolkitError, match="a derivative has no place"):
        rules.algebra(T, (given,), ("=", ONE, ZERO), ["D", "$0", "A"])


@pytest.mark.parametrize("name", ["#0", "d[n]", "|A|", "$0", "", "A B", "W[1:0]", 3, "é"])
def test_a_name_is_a_word(T: Theory, name: Any) -> None:
    with pytest.raises(ToolkitError, match="is not a name"):
        T.declare(name, "size")


def test_a_bound_name_is_not_mentioned(T: Theory) -> None:
    with pytest.raises(ToolkitError, match="# is kept for bound names"):
        rules.sizes(T, (), ("all", "x", "size", ("size<=", "x", "#0")))


def test_factors_are_exact(T: Theory) -> None:
    given = rules.assume(T, (), ("size<=", "n", ("+", "n", 2**53 + 1)))
    with pytest.raises(ToolkitError, match="float is nothing that a formula is made of"):
        rules.sizes(T, (given,), ("size<=", "n", ("+", "n", 2**53)), [1.0])  # type: ignore[list-item]


@pytest.mark.parametrize("value", [frozenset({"T", "A"}), {"T": "A"}, True, b"A", ("T", {"A"})])
def test_a_term_is_made_of_tuples(T: Theory, value: Any) -> None:
    with pytest.raises(ToolkitError, match="is nothing that a formula is made of"):
        rules.assume(T, (), ("=", value, ZERO))


def test_a_sort_is_made_of_tuples(T: Theory) -> None:
    """A list in a sort would hide its names, and could be changed afterwards."""
    width = ["@", "d", "n"]
    T.declare("U", (1, width))
    width[2] = "m"
    assert T.names["U"] == (1, ("@", "d", "n"))
    shown = rules.assume(T, (), ("=", "U", ("0", 1, ("@", "d", "n"))))
    with pytest.raises(ToolkitError, match="n is not arbitrary"):
        rules.generalize(T, (rules.suppose(T, (shown,), shown.conclusion),), "n", "k")


IMPOSTORS: list[Callable[[], Any]] = [
    lambda: type("Evil", (Theory,), {"key": lambda self, formula: ("=", 0)}),
    lambda: Theory(_keys={}),  # type: ignore[call-arg]
    lambda: Theory(_names={}),  # type: ignore[call-arg]
]


@pytest.mark.parametrize("make", IMPOSTORS)
def test_there_is_one_kind_of_theory(make: Callable[[], Any]) -> None:
    with pytest.raises(TypeError):
        make()


def test_what_looks_like_a_theory_is_none() -> None:
    class Lookalike:
        names: dict[str, Any] = {}  # noqa: RUF012

        def key(self, formula: Any) -> Any:
            return ("=", 0)

    with pytest.raises(ToolkitError, match="a rule is applied in a theory"):
        rules.algebra(Lookalike(), (), ("=", ONE, ONE))  # type: ignore[arg-type]


def test_premises_are_kept_as_they_were(T: Theory) -> None:
    """A generator is read once, and a list can grow."""
    true = rules.algebra(T, (), ("=", "A", "A"))
    found = rules.logic(T, (premise for premise in [true]), ("=", "A", "A"))  # type: ignore[arg-type]
    assert rules.record(found).premises == (true,)


def test_axioms_and_records_do_not_change(T: Theory) -> None:
    with pytest.raises(TypeError):
        AXIOMS["false"] = FALSE  # type: ignore[index]
    true = rules.algebra(T, (), ("=", "A", "A"))
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(rules.record(true), "conclusion", FALSE)
    assert true.conclusion == ("=", "A", "A")
