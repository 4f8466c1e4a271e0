"""Printed statements as expressions: what the paper says about one network, as data.

An expression is an operation and its arguments, made for concrete sizes with the operators
of Python. It can be written as text, stored as JSON and evaluated by anybody: by
`proofs.evidence.evaluation` here, and by code that knows nothing but fractions and lists.

Every term is a matrix (a number is 1 x 1) and every formula is true or false:

====================================  =====================================================
``letter`` name                       a matrix that is given
``name`` text, term                   the same as the term, shown as the text
``I`` n; ``zeros`` m, n; ``number``   constants; a number is written ``"p/q"``
``+  -  *  T  kron  vec``             as usual; ``scale`` c, M is a 1 x 1 c times M
``hcat  vcat``                        blocks side by side, below each other
``rank  trace  rows  columns``        numbers
``relu``                              the larger of each entry and 0
``loss  gradient  hessian  block``    of the network X, Y, W_1, .. that follows
``D`` k, M, network                   derivative of vec(M) by vec(W_k^T), numerator layout
``== <= < inrange psd and or not``    formulas; ``inrange`` A, B says R(A) in R(B)
====================================  =====================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MANY = 1_000_000
ARGUMENTS = {
    **dict.fromkeys(("letter", "I", "number", "T", "vec", "rank", "trace"), (1, 1)),
    **dict.fromkeys(("rows", "columns", "relu", "psd", "not"), (1, 1)),
    **dict.fromkeys(("name", "zeros", "+", "-", "*", "kron", "scale"), (2, 2)),
    **dict.fromkeys(("==", "<=", "<", "inrange"), (2, 2)),
    **dict.fromkeys(("hcat", "vcat", "and", "or"), (1, MANY)),
    **dict.fromkeys(("loss", "hessian"), (3, MANY)),
    "gradient": (4, MANY), "block": (5, MANY), "D": (5, MANY),
}  # fmt: skip
"""Every operation, with the least and the largest number of its arguments."""


@dataclass(frozen=True)
class Expression:
    """An operation with its arguments: expressions, whole numbers and words."""

    op: str
    args: tuple[Expression | int | str, ...] = ()

    def __post_init__(self) -> None:
        least, most = ARGUMENTS.get(self.op, (0, -1))
        if not least <= len(self.args) <= most:
            known = "there is no such operation" if most < 0 else f"it takes {least} arguments"
            raise ValueError(f"{self.op} of {len(self.args)}: {known}")
        # Worked out once: a term is looked up often, and its parts have theirs already.
        object.__setattr__(self, "_hash", hash((self.op, self.args)))

    def __hash__(self) -> int:
        known: int = self.__dict__["_hash"]
        return known

    def __matmul__(self, other: Expression) -> Expression:
        return Expression("*", (self, other))

    def __add__(self, other: Expression) -> Expression:
        return Expression("+", (self, other))

    def __sub__(self, other: Expression) -> Expression:
        return Expression("-", (self, other))

    @property
    def T(self) -> Expression:
        """The transpose."""
        return Expression("T", (self,))

    def equals(self, other: Expression) -> Expression:
        """The formula that both are the same matrix."""
        return Expression("==", (self, other))

    def within(self, other: Expression) -> Expression:
        """The formula that the column space of this lies in that of the other."""
        return Expression("inrange", (self, other))

    def at_most(self, other: Expression) -> Expression:
        """The formula that this number is not larger than the other."""
        return Expression("<=", (self, other))

    def less(self, other: Expression) -> Expression:
        """The formula that this number is smaller than the other."""
        return Expression("<", (self, other))

    def json(self) -> list[Any]:
        """Nested lists: the operation, then its arguments."""
        return [self.op, *(a.json() if isinstance(a, Expression) else a for a in self.args)]

    def __str__(self) -> str:
        return _text(self)


def letter(name: str) -> Expression:
    """A matrix that is given under this name."""
    return Expression("letter", (name,))


def named(text: str, term: Expression) -> Expression:
    """The term, shown as `text`."""
    return Expression("name", (text, term))


def identity(size: int) -> Expression:
    """The identity matrix."""
    return Expression("I", (size,))


def zeros(height: int, width: int) -> Expression:
    """The zero matrix."""
    return Expression("zeros", (height, width))


def number(value: object) -> Expression:
    """A rational number, a 1 x 1 matrix."""
    return Expression("number", (str(value),))


def unit(size: int, place: int) -> Expression:
    """The standard basis vector with a 1 in the given place, counted from one."""
    blocks = [zeros(place - 1, 1), identity(1), zeros(size - place, 1)]
    return named(f"e_{place}", vcat(*blocks))


def scale(factor: Expression, term: Expression) -> Expression:
    """A 1 x 1 matrix times a matrix."""
    return Expression("scale", (factor, term))


def kron(left: Expression, right: Expression) -> Expression:
    """The Kronecker product."""
    return Expression("kron", (left, right))


def vec(term: Expression) -> Expression:
    """The columns below each other."""
    return Expression("vec", (term,))


def hcat(*blocks: Expression) -> Expression:
    """The blocks side by side."""
    return Expression("hcat", blocks)


def vcat(*blocks: Expression) -> Expression:
    """The blocks below each other."""
    return Expression("vcat", blocks)


def rank(term: Expression) -> Expression:
    """The rank, as a number."""
    return Expression("rank", (term,))


def trace(term: Expression) -> Expression:
    """The trace, as a number."""
    return Expression("trace", (term,))


def psd(term: Expression) -> Expression:
    """The formula that a symmetric matrix is positive semidefinite."""
    return Expression("psd", (term,))


def both(*formulas: Expression) -> Expression:
    """All of the formulas."""
    return Expression("and", formulas)


def either(*formulas: Expression) -> Expression:
    """At least one of the formulas."""
    return Expression("or", formulas)


def negation(formula: Expression) -> Expression:
    """That the formula does not hold."""
    return Expression("not", (formula,))


def vanishes(term: Expression, height: int, width: int) -> Expression:
    """That a height x width matrix is zero."""
    return term.equals(zeros(height, width))


@dataclass(frozen=True)
class Assertion:
    """If all hypotheses hold, then the conclusion; `at` names an index, such as ``k = 2``.

    The hypotheses are all that is stated at the place in print; of a gap, `missing` are the
    formulas without which the conclusion does not follow from them.
    """

    hypotheses: tuple[Expression, ...]
    conclusion: Expression
    at: str = ""
    missing: tuple[Expression, ...] = ()

    def json(self) -> dict[str, Any]:
        """The formulas as nested lists."""
        return {
            "hypotheses": [formula.json() for formula in self.hypotheses],
            "conclusion": self.conclusion.json(),
            "missing": [formula.json() for formula in self.missing],
        }

    def closed(self) -> Assertion:
        """The statement with what is missing among its hypotheses."""
        return Assertion((*self.hypotheses, *self.missing), self.conclusion, self.at)


_LEVELS = {"==": 0, "<=": 0, "<": 0, "inrange": 0, "+": 1, "-": 1, "kron": 2, "*": 3, "scale": 3}
_SIGNS = {"==": "=", "<=": "<=", "<": "<", "inrange": "in R of", "+": "+", "-": "-", "kron": "kron"}
_JOINS = {"and": " and ", "or": " or "}


def _text(e: Expression) -> str:
    op, args = e.op, e.args
    if op in ("letter", "number", "name"):
        return str(args[0])
    if op == "I":
        return f"I_{args[0]}"
    if op == "zeros":
        return "0"
    if op == "T":
        return f"{_wrapped(args[0], 4)}^T"
    if op in _JOINS:
        return _JOINS[op].join(map(str, args))
    if op == "not":
        return f"not ({args[0]})"
    if op == "inrange":
        return f"R({args[0]}) in R({args[1]})"
    if op == "psd":
        return f"{args[0]} is psd"
    if op in _LEVELS:
        sign = f" {_SIGNS[op]} " if op in _SIGNS else " "
        level = _LEVELS[op]
        return f"{_wrapped(args[0], level)}{sign}{_wrapped(args[1], level + 1)}"
    if op in ("hcat", "vcat"):
        return f"[{('; ' if op == 'vcat' else ', ').join(map(str, args))}]"
    return _operation(op, args)


def _operation(op: str, args: tuple[Expression | int | str, ...]) -> str:
    if op in ("loss", "hessian"):
        which = _weights(args)
        return f"L({which})" if op == "loss" else f"Hessian at {which}"
    if op == "gradient":
        return f"gradient in {_weights(args[1:])}_{args[0]}"
    if op == "block":
        return f"block ({args[0]}, {args[1]})"
    if op == "D":
        return f"D_{args[0]} vec({args[1]})"
    return f"{op}({', '.join(map(str, args))})"


def _weights(network: tuple[Expression | int | str, ...]) -> str:
    """W or V by the letters of the weights, ``~W`` where something is added to them."""
    names = {
        a.args[0] if a.op == "letter" else "" for a in network[2:] if isinstance(a, Expression)
    }
    letters = {str(name)[:1] for name in names}
    return letters.pop() if len(letters) == 1 and "" not in letters else "~W"


def _wrapped(e: Expression | int | str, level: int) -> str:
    """The text, in parentheses where it binds less tightly than its surroundings."""
    loose = isinstance(e, Expression) and _LEVELS.get(e.op, 9) < level
    return f"({e})" if loose else str(e)


def relations(formula: Expression) -> list[Expression]:
    """The relations that a formula is made of."""
    if formula.op in ("and", "or", "not"):
        found = (relations(a) for a in formula.args if isinstance(a, Expression))
        return [relation for part in found for relation in part]
    return [formula]
