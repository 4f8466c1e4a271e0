"""What the kernel remembers of terms stays right when names are added, and nobody changes it."""

from collections import Counter
from typing import Any

import pytest

from proofs.kernel import rules
from proofs.kernel.formulas import free_names, key, substitute
from proofs.kernel.theory import ProofError, Theory
from symbolic.errors import ShapeError
from symbolic.words import terms
from symbolic.words.terms import Scope, evaluate

PRODUCT = ("*", "x", "x")


def theory() -> Theory:
    made = Theory()
    for name, sort in {"m": "size", "n": "size", "A": ("m", "n"), "B": ("n", "m")}.items():
        made.declare(name, sort)
    return made


def test_names_are_read_only_and_grow() -> None:
    T = theory()
    names: Any = T.names
    assert evaluate(("*", "A", "B"), names).size == ("m", "m")
    for change in (lambda: names.__setitem__("A", ("n", "n")), lambda: names.pop("A")):
        with pytest.raises((TypeError, AttributeError)):
            change()
    T.declare("C", ("m", "m"))
    assert evaluate(("*", "C", "A"), names) == evaluate(("*", "C", "A"), dict(names))
    with pytest.raises(ProofError, match="declared already"):
        T.declare("A", ("n", "m"))


def test_what_is_remembered_cannot_be_changed() -> None:
    T = theory()
    product: Any = evaluate(("*", "A", "B"), T.names)
    with pytest.raises((TypeError, AttributeError)):
        product.terms.clear()
    with pytest.raises((TypeError, AttributeError)):
        product.terms[next(iter(product.terms))] = 0
    with pytest.raises(ProofError):
        rules.algebra(T, (), ("=", ("*", "A", "B"), ("0", "m", "m")))


@pytest.mark.parametrize("sorts", [(("m", "m"), ("m", "n")), (("m", "n"), ("n", "n"))])
def test_one_body_under_two_sorts(sorts: tuple[Any, Any]) -> None:
    names = theory().names
    for sort in (*sorts, *sorts):
        formula = ("all", "x", sort, ("=", PRODUCT, PRODUCT))
        if sort[0] == sort[1]:
            assert key(formula, names) == key(formula, Scope(dict(names)))
        else:
            with pytest.raises(ShapeError):
                key(formula, names)


def test_a_bound_name_is_another_where_another_formula_binds_it() -> None:
    names = theory().names
    one, two = (("all", "x", ("m", "m"), ("some", "y", s, ("=", "y", "y"))) for s in "mn"
                for s in [(s, s)])  # fmt: skip
    assert key(one, names) != key(two, names)
    assert key(one, names) == key(substitute(one, {"n": "m"}), names)


def test_free_names_and_substitution_remember_no_theory() -> None:
    formula = ("all", "x", ("k", "k"), ("=", "x", "A"))
    assert free_names(formula, {"k": "size", "A": ("k", "k")}) == {"k", "A"}
    assert free_names(formula, {"k": "size"}) == {"k"}
    assert free_names(formula, {"A": ("j", "j"), "j": "size"}) == {"A", "j"}
    assert substitute(formula, {"x": "B"}) == formula
    assert substitute(formula, {"A": "x"}) != ("all", "x", ("k", "k"), ("=", "x", "x"))


def test_a_term_that_occurs_often_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted calls: 30 formulas about one product cost the multiplications of one."""
    calls: Counter[str] = Counter()
    monkeypatch.setitem(terms._NARY, "*", lambda t, u: (calls.update("*"), t @ u)[1])
    T = theory()
    long = ("*", *"AB" * 10)
    for n in range(1, 31):
        T.key(("=", ("+", *[long] * n), ("+", long, ("*", "A", "B"))))
    assert calls["*"] == 19 + 1
