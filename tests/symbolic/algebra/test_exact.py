"""What passes the door of the exact rooms and what is turned away."""

from fractions import Fraction

import flint
import mpmath
import numpy
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from symbolic.algebra.exact import to_fraction
from symbolic.errors import ExactnessError


@given(st.fractions())
def test_every_form_of_a_rational_is_read_exactly(value: Fraction) -> None:
    numerator, denominator = value.numerator, value.denominator
    forms = (
        value,
        str(value),
        f" {numerator}/{denominator} ",
        sympy.Rational(numerator, denominator),
        flint.fmpq(numerator, denominator),
    )
    assert {to_fraction(form) for form in forms} == {value}


@given(st.integers())
def test_every_form_of_an_integer_is_read_exactly(value: int) -> None:
    forms = (value, str(value), sympy.Integer(value), flint.fmpz(value))
    assert {to_fraction(form) for form in forms} == {Fraction(value)}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (0.5, "is a float"),
        (float("nan"), "is a float"),
        (float("inf"), "is a float"),
        (numpy.float64(1), "is a float"),
        (numpy.float32(1), "not an exact"),
        (sympy.Float(1), "not an exact"),
        (sympy.Symbol("x"), "not an exact"),
        (sympy.sqrt(2), "not an exact"),
        (mpmath.mpf(1), "not an exact"),
        (flint.arb(1), "not an exact"),
        (True, "truth value"),
        (None, "not an exact"),
        ([1], "not an exact"),
        ("1/0", "denominator zero"),
        ("1.5", "not a rational"),
        ("1e9", "not a rational"),
        ("", "not a rational"),
        ("--1", "not a rational"),
        ("1/-2", "not a rational"),
        ("1_000", "not a rational"),
        ("٣", "not a rational"),
        ("__import__('os').system('true')", "not a rational"),
        ("9" * 20_000, "not a rational"),
        ("x" * 100, r"x\.\.\."),
    ],
)
def test_anything_else_is_refused_in_one_line(value: object, reason: str) -> None:
    with pytest.raises(ExactnessError, match=reason) as caught:
        to_fraction(value)
    assert "\n" not in str(caught.value)
