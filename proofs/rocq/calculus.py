"""Derivatives of terms: what one says, the product rule with its proof, and gradients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proofs.rocq.notation import text
from proofs.rocq.sizes import ONE, SCALAR, Sort, Unsupported, called, sort_text
from proofs.rocq.terms import Typed, is_scalar, term_names, type_of, zero

Rule = tuple[Typed, str]  # the change, and the proof that it is the linear part of the difference


@dataclass(frozen=True)
class Derivative:
    """A derivative of a term, with derivatives inside it defined before, by a letter."""

    name: str
    sort: Sort
    names: tuple[str, ...]
    of: Typed
    letter: Typed
    direction: Typed

    @property
    def node(self) -> Typed:
        """The derivative in a term."""
        return "derived", self.sort, self.name, self.names, self.of, self.letter

    def says(self, value: str, shown: Callable[[Typed], Typed]) -> str:
        """That the value is the derivative."""
        letter, at = binder(self.letter), self.direction[1]
        taken = at if self.letter[2][2] == ONE else f"vec {at}^T"
        term = text(shown(column(self.of)))
        along = f"fun {binder(self.direction)} => {value} *m {taken}"
        return f"derivative (fun {letter} => {term}) {called(self.letter[1])} ({along})"


def binder(letter: Typed) -> str:
    """``W : 'M[R]_(m, n)``."""
    return f"{called(letter[1])} : {sort_text(letter[2])}"


def column(t: Typed) -> Typed:
    """The term as a column."""
    return ("num", t) if is_scalar(t) else t


@dataclass(frozen=True)
class Change:
    """A derivative that was defined: how the column changes in a direction, to first order."""

    direction: str
    column: Typed
    lemma: str  # that it takes a column, or vec of Z, to this with Z^T for the direction


def change(t: Typed, letter: Typed, direction: Typed) -> Rule:
    """The change of an ordinary term to first order, as a letter changes in a direction."""
    name = letter[1]
    if t == letter:
        return direction, f"(s_id ({text(letter)}))"
    if name not in term_names(t):
        sort = type_of(t)
        rule = "s_nconst" if sort == SCALAR else "s_const"
        return zero(sort), f"({rule} ({text(t)} : {sort_text(sort)}) ({text(letter)}))"
    head = t[0]
    if head in ("mul", "smul", "scaled"):
        (a, p), (b, q) = change(t[1], letter, direction), change(t[2], letter, direction)
        rule = {"mul": "s_mul", "smul": "s_nmul", "scaled": "s_scale"}[head]
        plus = "sadd" if head == "smul" else "add"
        return (plus, (head, a, t[2]), (head, t[1], b)), f"({rule} {p} {q})"
    if head in ("add", "sadd"):
        (a, p), (b, q) = change(t[1], letter, direction), change(t[2], letter, direction)
        return (head, a, b), f"({'s_add' if head == 'add' else 's_nadd'} {p} {q})"
    rules = {"T": "s_turn", "opp": "s_opp", "sopp": "s_nopp", "trace": "s_trace"}
    rules |= {"entry": "s_entry", "vec": "s_vec"}
    if head == "num":
        a, p = change(t[1], letter, direction)
        return (head, a), p  # a number is a 1 x 1 matrix there
    if head in rules:
        a, p = change(t[1], letter, direction)
        return (head, a), f"({rules[head]} {p})"
    raise Unsupported("derivatives of this form")


def simplified(t: Typed) -> Typed:
    """The term without zeros that are added or multiplied."""
    head = t[0]
    if head in ("mul", "smul", "scaled", "T", "vec", "trace", "entry", "num", "opp", "sopp"):
        parts = [simplified(part) for part in t[1:]]
        return zero(type_of(t)) if any(map(_nothing, parts)) else (head, *parts)
    if head in ("add", "sadd"):
        left, right = (simplified(part) for part in t[1:])
        if _nothing(left):
            return right
        return left if _nothing(right) else (head, left, right)
    return t


def _nothing(t: Typed) -> bool:
    return bool(t[0] in ("zero", "0"))


def gradient(t: Typed, letter: Typed) -> Typed:
    """The matrix G with ``t = tr(letter^T G)``, for a number that is linear in the letter."""
    return simplified(_pulled(t, ("1",), letter))


def _pulled(t: Typed, factor: Typed, letter: Typed) -> Typed:
    """The gradient of a number times t, or of ``tr(factor^T t)`` for a matrix t."""
    if t == letter:
        return factor
    head = t[0]
    if letter[1] not in term_names(t):
        return zero(type_of(letter))
    if head in ("add", "sadd"):
        return "add", _pulled(t[1], factor, letter), _pulled(t[2], factor, letter)
    if head in ("opp", "sopp"):
        return "opp", _pulled(t[1], factor, letter)
    if head == "T":
        return _pulled(t[1], ("T", factor), letter)
    if head == "trace":
        return _pulled(t[1], ("scaled", factor, ("one", type_of(t[1])[1])), letter)
    if head == "entry":
        return _pulled(t[1], ("num", factor), letter)
    if head == "num":
        return _pulled(t[1], ("entry", factor), letter)
    if head == "smul":
        left = _pulled(t[1], ("smul", factor, t[2]), letter)
        return "add", left, _pulled(t[2], ("smul", factor, t[1]), letter)
    if head == "scaled":
        weight: Typed = ("trace", ("mul", ("T", factor), t[2]))
        return "add", _pulled(t[1], weight, letter), _pulled(t[2], ("scaled", t[1], factor), letter)
    if head == "mul":
        left = _pulled(t[1], ("mul", factor, ("T", t[2])), letter)
        return "add", left, _pulled(t[2], ("mul", ("T", t[1]), factor), letter)
    raise Unsupported("a gradient of this form")
