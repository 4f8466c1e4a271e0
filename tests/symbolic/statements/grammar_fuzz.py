"""Random formulas with their text and their value, by an evaluator that shares no code with ours.

A formula is made as a pair: the text, in any of the spellings that the language takes, and a
function that computes what it says from numbers and tuples of rows. Nothing of `symbolic` is used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

Rows = tuple[tuple[Fraction, ...], ...]
Values = dict[str, Any]

# How tightly a text binds: a sum, a product, what stands in front of ^, and nothing looser inside.
SUM, PRODUCT, POWER = 1, 2, 3
IFF, IMPLIES, OR, AND, NOT, RELATION = range(10, 16)


@dataclass(frozen=True)
class Made:
    """A text, how tightly it binds, and its value."""

    text: str
    binds: int
    value: Callable[[Values], Any]

    def within(self, least: int, random: Random) -> str:
        """The text as a part of something that binds so tightly; sometimes in spare brackets."""
        if self.binds < least or random.random() < 0.1:
            return f"({self.text})"
        return self.text


class MeaninglessError(Exception):
    """A division by zero, or the inverse of a singular matrix."""


def times(left: Rows, right: Rows) -> Rows:
    return tuple(
        tuple(sum((a * b for a, b in zip(row, column, strict=True)), Fraction(0))
              for column in zip(*right, strict=True))
        for row in left
    )  # fmt: skip


def flipped(rows: Rows) -> Rows:
    return tuple(zip(*rows, strict=True))


def plus(left: Rows, right: Rows, sign: int = 1) -> Rows:
    return tuple(
        tuple(a + sign * b for a, b in zip(p, q, strict=True))
        for p, q in zip(left, right, strict=True)
    )


def scaled(factor: Fraction, rows: Rows) -> Rows:
    return tuple(tuple(factor * x for x in row) for row in rows)


def one(n: int) -> Rows:
    return tuple(tuple(Fraction(i == j) for j in range(n)) for i in range(n))


def inverse(rows: Rows) -> Rows:
    """By cofactors, for 1 x 1 and 2 x 2."""
    if len(rows) == 1:
        if not rows[0][0]:
            raise MeaninglessError
        return ((1 / rows[0][0],),)
    (a, b), (c, d) = rows
    if a * d == b * c:
        raise MeaninglessError
    return scaled(1 / (a * d - b * c), ((d, -b), (-c, a)))


def trace(rows: Rows) -> Fraction:
    return sum((row[i] for i, row in enumerate(rows)), Fraction(0))


def matrix(random: Random, depth: int) -> Made:
    """An n x n term."""
    if depth == 0:
        name = random.choice("ABAB1")
        if name == "1":
            return Made(random.choice(("I(n)", "eye(n)")), 9, lambda v: one(len(v["A"])))
        return Made(name, 9, lambda v: v[name])
    X, Y = matrix(random, depth - 1), matrix(random, depth - 1)
    match random.randrange(8):
        case 0 | 1:
            sign = random.choice((1, -1))
            text = f"{X.within(SUM, random)} {'+' if sign > 0 else '-'} {Y.within(PRODUCT, random)}"
            return Made(text, SUM, lambda v: plus(X.value(v), Y.value(v), sign))
        case 2 | 3:
            sign = random.choice(("*", " @ "))
            text = f"{X.within(PRODUCT, random)}{sign}{Y.within(POWER, random)}"
            return Made(text, PRODUCT, lambda v: times(X.value(v), Y.value(v)))
        case 4:
            forms = ("T({0})", "transpose({0})", "{1}'", "{1}.T")
            text = random.choice(forms).format(X.text, X.within(4, random))
            return Made(text, 9 if text[-1] == ")" else 4, lambda v: flipped(X.value(v)))
        case 5:
            k = random.choice((0, 1, 2, 3, -1, -2))
            return Made(f"{X.within(4, random)}^{k}", POWER, lambda v: power(X, v, k))
        case 6:
            r = number(random, depth - 1)
            if random.random() < 0.5:
                text = f"{r.within(PRODUCT, random)}*{X.within(POWER, random)}"
                return Made(text, PRODUCT, lambda v: scaled(r.value(v), X.value(v)))
            text = f"{X.within(PRODUCT, random)}/{r.within(POWER, random)}"
            return Made(text, PRODUCT, lambda v: scaled(divided(r.value(v)), X.value(v)))
    return Made(f"-{X.within(POWER, random)}", PRODUCT, lambda v: scaled(Fraction(-1), X.value(v)))


def power(term: Made, v: Values, k: int) -> Rows:
    """``A^0`` is the identity, whatever A is, also where A has no value."""
    if k == 0:
        return one(len(v["A"]))
    rows = term.value(v)
    base, whole = inverse(rows) if k < 0 else rows, one(len(rows))
    for _ in range(abs(k)):
        whole = times(whole, base)
    return whole


def divided(value: Fraction) -> Fraction:
    if not value:
        raise MeaninglessError
    return 1 / value


def number(random: Random, depth: int) -> Made:
    """A number."""
    if depth == 0:
        kind = random.randrange(4)
        if kind == 0:
            return Made("l", 9, lambda v: v["l"])
        if kind == 1:
            return Made("n", 9, lambda v: Fraction(len(v["A"])))
        text = random.choice(("0", "1", "2", "3", "0.5", "1.25"))
        return Made(text, 9, lambda v: Fraction(text))
    X, r, s = matrix(random, depth - 1), number(random, depth - 1), number(random, depth - 1)
    match random.randrange(6):
        case 0:
            return Made(f"{random.choice(('tr', 'trace'))}({X.text})", 9,
                        lambda v: trace(X.value(v)))  # fmt: skip
        case 1:
            text = random.choice((f"sq({X.text})", f"||{X.text}||^2"))
            return Made(text, 9 if text[0] == "s" else POWER,
                        lambda v: trace(times(flipped(X.value(v)), X.value(v))))  # fmt: skip
        case 2:
            text = f"{r.within(SUM, random)} + {s.within(PRODUCT, random)}"
            return Made(text, SUM, lambda v: r.value(v) + s.value(v))
        case 3:
            text = f"{r.within(PRODUCT, random)}*{s.within(POWER, random)}"
            return Made(text, PRODUCT, lambda v: r.value(v) * s.value(v))
        case 4:
            text = f"{r.within(PRODUCT, random)}/{s.within(POWER, random)}"
            return Made(text, PRODUCT, lambda v: r.value(v) * divided(s.value(v)))
    k = random.choice((0, 2, 3, -1))
    return Made(f"{r.within(4, random)}^{k}", POWER,
                lambda v: number_power(r, v, k))  # fmt: skip


def number_power(term: Made, v: Values, k: int) -> Fraction:
    """``l^0`` is 1."""
    if k == 0:
        return Fraction(1)
    value: Fraction = term.value(v)
    return divided(value) if k < 0 else value**k


SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
    ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
}  # fmt: skip


def relation(random: Random, depth: int) -> Made:
    """An equation of matrices, a chain of numbers, or a property."""
    kind = random.randrange(4)
    if kind == 0:
        X, Y = matrix(random, depth), matrix(random, depth)
        sign = random.choice(("==", "!="))
        return Made(f"{X.text} {sign} {Y.text}", RELATION,
                    lambda v: SIGNS[sign](X.value(v), Y.value(v)))  # fmt: skip
    if kind == 1:
        X = matrix(random, depth)
        name, sign = random.choice((("symmetric", 1), ("skew", -1)))
        factor = Fraction(sign)
        return Made(f"{name}({X.text})", RELATION,
                    lambda v: flipped(X.value(v)) == scaled(factor, X.value(v)))  # fmt: skip
    found = [number(random, depth) for _ in range(random.choice((2, 2, 3)))]
    signs = [random.choice(list(SIGNS)) for _ in found[1:]]
    text = found[0].text + "".join(f" {s} {x.text}" for s, x in zip(signs, found[1:], strict=True))

    def value(v: Values) -> bool:
        values = [x.value(v) for x in found]
        pairs = zip(signs, values, values[1:], strict=False)
        return all(SIGNS[s](a, b) for s, a, b in pairs)

    return Made(text, RELATION, value)


def formula(random: Random, depth: int) -> Made:
    """A formula without quantifiers; both sides are computed, so that what has no value shows."""
    if depth == 0:
        return relation(random, random.choice((0, 1, 1, 2)))
    p, q = formula(random, depth - 1), formula(random, depth - 1)
    match random.randrange(5):
        case 0:
            return Made(f"not {p.within(NOT, random)}", NOT, lambda v: not p.value(v))
        case 1:
            text = f"{p.within(AND, random)} and {q.within(NOT, random)}"
            return Made(text, AND, lambda v: p.value(v) & q.value(v))
        case 2:
            text = f"{p.within(OR, random)} or {q.within(AND, random)}"
            return Made(text, OR, lambda v: p.value(v) | q.value(v))
        case 3:
            text = f"{p.within(OR, random)} implies {q.within(IMPLIES, random)}"
            return Made(text, IMPLIES, lambda v: (not p.value(v)) | q.value(v))
    text = f"{p.within(IMPLIES, random)} iff {q.within(IMPLIES, random)}"
    return Made(text, IFF, lambda v: p.value(v) == q.value(v))
