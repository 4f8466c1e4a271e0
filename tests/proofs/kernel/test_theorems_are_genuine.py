"""A theorem comes from a rule and from nowhere else.

Out of scope: a program that reaches into another's memory (gc, ctypes, frame objects). For
that there is the checker.
"""

import copy
import pickle
from typing import Any

import pytest

from proofs.kernel import rules
from proofs.kernel.certificate import certificate
from proofs.kernel.formulas import FALSE
from proofs.kernel.rules import Record, Theorem
from proofs.kernel.theory import ProofError, Theory


@pytest.fixture
def genuine() -> Theorem:
    return rules.logic(Theory(), (), ("or", FALSE, ("=>", FALSE, FALSE)))


def test_the_constructor_makes_none() -> None:
    with pytest.raises(TypeError):
        Theorem()
    with pytest.raises(TypeError):
        Theorem(FALSE, {})  # type: ignore[call-arg]


@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, pickle.dumps])
def test_copies_make_none(way: Any, genuine: Theorem) -> None:
    with pytest.raises(TypeError):
        way(genuine)


def test_an_empty_object_is_none() -> None:
    bare = object.__new__(Theorem)  # type: ignore[arg-type]
    for use in (lambda: bare.conclusion, lambda: bare.hypotheses, lambda: certificate("x", bare)):
        with pytest.raises(ProofError, match="no theorem"):
            use()
    with pytest.raises(ProofError, match="no theorem"):
        rules.logic(Theory(), (bare,), FALSE)


def test_there_is_no_subclass() -> None:
    with pytest.raises(TypeError):
        type("Forged", (Theorem,), {})


class Lookalike:
    conclusion = FALSE
    hypotheses: tuple[Any, ...] = ()


def test_a_lookalike_is_none(genuine: Theorem) -> None:
    with pytest.raises(ProofError):
        rules.logic(Theory(), (Lookalike(),), FALSE)  # type: ignore[arg-type]
    fake = Lookalike()
    with pytest.raises(TypeError):
        fake.__class__ = Theorem  # type: ignore[assignment]
    with pytest.raises(TypeError):
        genuine.__class__ = Lookalike  # type: ignore[assignment]


def test_nothing_can_be_set(genuine: Theorem) -> None:
    for name in ("conclusion", "hypotheses", "anything"):
        with pytest.raises(AttributeError):
            setattr(genuine, name, FALSE)


def test_a_changed_record_is_not_the_theorem(genuine: Theorem) -> None:
    record = rules.record(genuine)
    with pytest.raises(AttributeError):
        record.conclusion = FALSE  # type: ignore[misc]
    forged = record._replace(conclusion=FALSE)
    assert isinstance(forged, Record)
    assert genuine.conclusion != FALSE
    with pytest.raises(ProofError):
        rules.logic(record.theory, (forged,), FALSE)  # type: ignore[arg-type]


def test_the_hypotheses_cannot_be_emptied() -> None:
    theory = Theory()
    assumed = rules.assume(theory, (), FALSE)
    with pytest.raises(AttributeError):
        rules.record(assumed).hypotheses.clear()  # type: ignore[attr-defined]
    assert assumed.hypotheses == (FALSE,)


def test_the_maker_of_rules_is_not_left_behind() -> None:
    assert not [name for name in vars(rules) if name in ("_rule", "rule")]


def test_theorems_of_different_theories_do_not_mix(genuine: Theorem) -> None:
    with pytest.raises(ProofError, match="another theory"):
        rules.logic(Theory(), (genuine,), genuine.conclusion)


def test_a_name_does_not_change_its_sort() -> None:
    theory = Theory()
    theory.declare("m", "size")
    theory.declare("m", "size")
    with pytest.raises(ProofError, match="declared already"):
        theory.declare("m", "widths")
    with pytest.raises(TypeError):
        theory.names["m"] = "widths"  # type: ignore[index]
