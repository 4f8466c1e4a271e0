"""An independent checker of proofs about matrices of every size.

Run it alone:  python -I -S checker.py FILE ...
Exit status 0 if every certificate is accepted, 1 if one is rejected, 2 without a file.

What it is. One file, standard library only; it imports nothing of the project whose
certificates it reads. A certificate is a JSON object: names with their sizes, hypotheses,
a conclusion, and steps. Each step names a rule of `RULES` and says what it gives; the
checker works that out again with its own arithmetic and stops at the first step that fails.

What has to be trusted. This file, Python, and `AXIOMS`: elementary facts about matrices
over an ordered field, each an axiom because the rules cannot derive it. Rules are those of
classical logic with quantifiers, plus three for arithmetic: `algebra`, `order`, `sizes`.

What it does not check. Whether the statement is the one you wanted: it is printed, read it.

Terms are lists in prefix form: a letter, ["I", n], ["0", m, n], ["K", m, n] (commutation),
["*", ..], ["+", ..], ["scale", "p/q", t], ["T", t], ["kron", t, u], ["vec", t] (columns
stacked), ["tr", t], ["D", t, W] (the derivative of a column by vec(W^T)). A term becomes a sum
of diagrams: strands, which are words between two legs, and loops, which are traces. Legs of
size one are dropped, so that a 1 x 1 matrix is a scalar. Sizes are natural numbers, zero too.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any

FORMAT, VERSION = "matrix proof", 1
MAX_BYTES, MAX_STEPS, MAX_TERMS, MAX_DIGITS = 20_000_000, 20_000, 20_000, 400
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_']{0,39}")
RATIONAL = re.compile(r"-?[0-9]+(/[0-9]*[1-9][0-9]*)?")

Nat = tuple[dict[str, int], int]  # a linear form: names with factors, and a constant
Leg = int | str
Word = tuple[tuple[str, bool], ...]  # letters in order, and whether each is transposed
End = tuple[str, int] | None
Diagram = tuple[Any, ...]
Sum = dict[Diagram, Fraction]
Tensor = tuple[tuple[Leg, ...], tuple[Leg, ...], Sum]  # rows, columns, sum of diagrams
Formula = Any
Key = tuple[Any, ...]


class Rejected(Exception):
    """Why a certificate is not a proof; the text names the place."""


def need(condition: object, reason: str) -> None:
    """Reject for the reason, unless the condition holds."""
    if not condition:
        raise Rejected(reason)


# --- Names, sorts and sizes. -----------------------------------------------------------------

Sort = Any  # "size", or a pair of legs for a matrix
Env = dict[str, tuple[str, Sort]]  # bound names: the canonical name and the sort


class Context:
    """What the free names of a certificate stand for."""

    def __init__(self, sizes: Any, letters: Any) -> None:
        self.sorts: dict[str, Sort] = {}
        self.mentions: dict[str, set[str]] = {}  # a name and the free names in its sort
        need(isinstance(sizes, list), "sizes: a list of names was expected")
        need(isinstance(letters, dict), "letters: an object was expected")
        for name, sort in [*((size, "size") for size in sizes), *letters.items()]:
            need(isinstance(name, str) and NAME.fullmatch(name), f"{show(name)} is not a name")
            need(name not in self.sorts, f"the name {name} is declared twice")
            self.sorts[name] = sort_of(sort, self, {})
            self.mentions[name] = {name} | names_in(sort, self)


def record(value: Any, keys: set[str], what: str) -> dict[str, Any]:
    """A JSON object with exactly these keys, or a rejection."""
    need(isinstance(value, dict), f"{what}: an object was expected")
    for name in sorted(set(value) ^ keys):
        need(False, f"{what}: the key {show(name)} is {'unknown' if name in value else 'missing'}")
    return value  # type: ignore[no-any-return]


def show(value: Any) -> str:
    """A short quotation."""
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def find(name: Any, context: Context, env: Env) -> tuple[str, Sort]:
    """The canonical name and the sort of a name in scope."""
    if isinstance(name, str) and name in env:
        return env[name]
    need(isinstance(name, str) and name in context.sorts, f"{show(name)} is not declared")
    return name, context.sorts[name]


def sort_of(sort: Any, context: Context, env: Env) -> Sort:
    """The normal form of a sort."""
    if sort == "size":
        return sort
    need(isinstance(sort, list) and len(sort) == 2, f"{show(sort)} is not a sort")
    return leg(sort[0], context, env), leg(sort[1], context, env)


def natural(term: Any, context: Context, env: Env) -> Nat:
    """The normal form of a natural number: a name, an integer, or a sum ["+", ..] of these."""
    if type(term) is int:
        need(0 <= term < 10**9, f"the size {show(term)} is not in 0, .., 10^9")
        return {}, term
    if isinstance(term, str):
        name, sort = find(term, context, env)
        need(sort == "size", f"{term} is not a size")
        return {name: 1}, 0
    need(isinstance(term, list) and term[:1] == ["+"], f"{show(term)} is not a size")
    atoms: dict[str, int] = {}
    constant = 0
    for part in term[1:]:
        form, number = natural(part, context, env)
        constant += number
        for atom, factor in form.items():
            atoms[atom] = atoms.get(atom, 0) + factor
    return atoms, constant


def leg(term: Any, context: Context, env: Env) -> Leg:
    """The size of a matrix: a name or a positive integer."""
    need(type(term) in (int, str), f"{show(term)} is not the size of a matrix")
    atoms, constant = natural(term, context, env)
    need(atoms or constant, "the size 0 cannot be written; let a name stand for it")
    return constant or next(iter(atoms))


# --- Terms: sums of diagrams. ----------------------------------------------------------------


def turned(word: Word) -> Word:
    """The transpose of a word."""
    return tuple((name, not flag) for name, flag in word[::-1])


def diagram(strands: list[tuple[End, End, Word]], loops: list[Word | str]) -> Diagram:
    """The normal form: strands from the lesser end, loops up to rotation and transposition."""
    kept: list[Any] = []
    closed: list[Any] = []
    for a, b, word in strands:
        if a is None and b is None:
            loops = [*loops, word]
        elif a is None or (b is not None and b < a):
            kept.append((b, a, turned(word)))
        else:
            kept.append((a, b, word))
    for loop in loops:
        if isinstance(loop, str):
            closed.append(loop)
        elif loop:
            ways = [loop, turned(loop)]
            closed.append(min(w[i:] + w[:i] for w in ways for i in range(len(w))))
    return tuple(sorted(kept, key=lambda s: s[0])), tuple(sorted(closed, key=repr))


def summed(rows: tuple[Leg, ...], cols: tuple[Leg, ...], parts: Iterator[Any]) -> Tensor:
    """Collect pairs of a diagram and a coefficient."""
    total: Sum = {}
    for count, (part, coefficient) in enumerate(parts):
        need(count < MAX_TERMS, f"a term expands to more than {MAX_TERMS} products")
        total[part] = total.get(part, Fraction(0)) + coefficient
    return rows, cols, {part: c for part, c in total.items() if c}


def sides(t: Tensor) -> tuple[tuple[Leg, ...], tuple[Leg, ...]]:
    """The legs of the rows and the columns."""
    return t[0], t[1]


def by(legs: tuple[Leg, ...]) -> str:
    """The product of the legs as text."""
    return "*".join(map(str, legs)) or "1"


def plus(t: Tensor, u: Tensor) -> Tensor:
    """The sum."""
    need(
        sides(t) == sides(u),
        f"sizes {by(t[0])} x {by(t[1])} and {by(u[0])} x {by(u[1])} do not match in a sum",
    )
    return summed(t[0], t[1], iter([*t[2].items(), *u[2].items()]))


def scaled(c: Fraction, t: Tensor) -> Tensor:
    """A rational multiple."""
    return t[0], t[1], {part: c * x for part, x in t[2].items() if c}


def minus(t: Tensor, u: Tensor) -> Tensor:
    """The difference."""
    return plus(t, scaled(Fraction(-1), u))


def renamed(t: Tensor, rename: Callable[[str, int], tuple[str, int]]) -> Iterator[Any]:
    """The strands, loops and coefficients with other ends."""
    for (strands, loops), c in t[2].items():
        new = [(a and rename(*a), b and rename(*b), word) for a, b, word in strands]
        yield (new, list(loops)), c


def glued(strands: list[Any], loops: list[Any], legs: tuple[Leg, ...]) -> tuple[Any, int]:
    """Join the two strands that meet at the end ("m", j), for each j; and an integer factor."""
    factor = 1
    for j, size in enumerate(legs):
        end = ("m", j)
        meeting = [s for s in strands if end in (s[0], s[1])]
        strands = [s for s in strands if end not in (s[0], s[1])]
        if len(meeting) == 1:
            word = meeting[0][2]
            if word:
                loops = [*loops, word]
            elif isinstance(size, int):
                factor *= size
            else:
                loops = [*loops, size]
        else:
            (a, m, left), (_, b, right) = meeting
            left = left if m == end else turned(left)
            right = right if meeting[1][0] == end else turned(right)
            first = a if m == end else m
            last = b if meeting[1][0] == end else meeting[1][0]
            strands = [*strands, (first, last, left + right)]
    return diagram(strands, loops), factor


def pairs_of(t: Iterator[Any], u: Iterator[Any]) -> Iterator[Any]:
    """Every diagram of one beside every diagram of the other."""
    second = list(u)
    for (s1, l1), c1 in t:
        for (s2, l2), c2 in second:
            yield s1 + s2, l1 + l2, c1 * c2


def times(t: Tensor, u: Tensor) -> Tensor:
    """The product; a scalar on either side multiplies."""
    if not (t[0] or t[1]) or not (u[0] or u[1]):
        return beside(t, u)
    need(t[1] == u[0], f"sizes {by(t[1])} and {by(u[0])} do not match in a product")
    left = renamed(t, lambda kind, i: ("m", i) if kind == "c" else (kind, i))
    right = renamed(u, lambda kind, i: ("m", i) if kind == "r" else (kind, i))

    def parts() -> Iterator[Any]:
        for strands, loops, c in pairs_of(left, right):
            part, factor = glued(strands, loops, t[1])
            yield part, c * factor

    return summed(t[0], u[1], parts())


def beside(t: Tensor, u: Tensor) -> Tensor:
    """The Kronecker product."""
    p, q = len(t[0]), len(t[1])
    left = renamed(t, lambda kind, i: (kind, i))
    right = renamed(u, lambda kind, i: (kind, i + (p if kind == "r" else q)))
    parts = ((diagram(s, loops), c) for s, loops, c in pairs_of(left, right))
    return summed(t[0] + u[0], t[1] + u[1], parts)


def bent(t: Tensor, rows: tuple[Leg, ...], cols: tuple[Leg, ...], rename: Any) -> Tensor:
    """The same strands with other ends."""
    return summed(rows, cols, ((diagram(*part), c) for part, c in renamed(t, rename)))


def transposed(t: Tensor) -> Tensor:
    """The transpose."""
    return bent(t, t[1], t[0], lambda kind, i: ("r" if kind == "c" else "c", i))


def stacked(t: Tensor) -> Tensor:
    """vec: the columns below each other."""
    q = len(t[1])
    return bent(t, t[1] + t[0], (), lambda kind, i: ("r", i if kind == "c" else q + i))


def trace(t: Tensor) -> Tensor:
    """The trace."""
    need(t[0] == t[1], f"a trace of {by(t[0])} x {by(t[1])}")
    strands = renamed(t, lambda kind, i: ("m", i))

    def parts() -> Iterator[Any]:
        for (pieces, loops), c in strands:
            # Two ends of one strand may meet, or two strands at an end each.
            part, factor = glued(pieces, loops, t[0])
            yield part, c * factor

    return summed((), (), parts())


def barred(name: str, rows: Leg, cols: Leg) -> str:
    """The name of a letter with a bar on the sides where its size is one."""
    return ("|" if rows == 1 else "") + name + ("|" if cols == 1 else "")


def letter(name: str, rows: Leg, cols: Leg) -> Tensor:
    """A letter."""
    ends = (None if rows == 1 else ("r", 0), None if cols == 1 else ("c", 0))
    legs = (() if rows == 1 else (rows,), () if cols == 1 else (cols,))
    return *legs, {diagram([(*ends, ((barred(name, rows, cols), False),))], []): Fraction(1)}


def identity(size: Leg) -> Tensor:
    """The identity; of size one, the number 1."""
    if size == 1:
        return (), (), {diagram([], []): Fraction(1)}
    return (size,), (size,), {diagram([(("r", 0), ("c", 0), ())], []): Fraction(1)}


def derived(t: Tensor, name: str, rows: Leg, cols: Leg) -> Tensor:
    """The derivative of a column by vec(W^T): each occurrence of W cut out, the ends as columns."""
    need(not t[1], "a derivative is taken of a column or a number")
    name = barred(name, rows, cols)
    row = None if rows == 1 else ("c", 0)
    col = None if cols == 1 else ("c", 0 if rows == 1 else 1)

    def parts() -> Iterator[Any]:
        for (strands, loops), c in t[2].items():
            for n, (a, b, word) in enumerate(strands):
                rest = [*strands[:n], *strands[n + 1 :]]
                for at, flag in occurrences(word, name):
                    i, j = (col, row) if flag else (row, col)
                    cut = [(a, i, word[:at]), (j, b, word[at + 1 :])]
                    yield diagram(rest + cut, list(loops)), c
            for n, loop in enumerate(loops):
                rest = [*loops[:n], *loops[n + 1 :]]
                for at, flag in occurrences(() if isinstance(loop, str) else loop, name):
                    i, j = (col, row) if flag else (row, col)
                    opened = split(j, i, loop[at + 1 :] + loop[:at])
                    yield diagram([*strands, *opened], rest), c

    legs = tuple(size for size in (rows, cols) if size != 1)
    return summed(t[0], legs, parts())


def split(a: End, b: End, word: Word) -> list[tuple[End, End, Word]]:
    """A strand cut where two letters meet at size one; only an opened loop can have that."""
    for at, (name, flag) in enumerate(word[:-1], 1):
        if name[0 if flag else -1] == "|":
            return [(a, None, word[:at]), (None, b, word[at:])]
    return [(a, b, word)]


def occurrences(word: Word, name: str) -> list[tuple[int, bool]]:
    """Where a letter stands in a word, and whether transposed."""
    return [(at, flag) for at, (other, flag) in enumerate(word) if other == name]


def evaluate(term: Any, context: Context, env: Env, holes: tuple[Tensor, ...] = ()) -> Tensor:
    """The normal form of a term; "$0", "$1", .. stand for what is put into the holes."""

    def value(part: Any) -> Tensor:
        return evaluate(part, context, env, holes)

    if isinstance(term, str):
        if term.startswith("$"):
            index = term[1:]
            need(index.isdecimal() and len(index) < 6, f"{show(term)} is not a hole")
            need(int(index) < len(holes), f"there is no premise {term}")
            return holes[int(index)]
        name, sort = find(term, context, env)
        need(isinstance(sort, tuple), f"{term} is not a matrix")
        return letter(name, *sort)
    need(isinstance(term, list) and term and isinstance(term[0], str), f"{show(term)}: no term")
    head, *parts = term
    need(head in ARITY, f"{show(head)} makes no term")
    need(ARITY[head] == len(parts) or (not ARITY[head] and parts), f"{show(term)}: arguments")
    if head in ("I", "0", "K"):
        return constant(head, [leg(size, context, env) for size in parts])
    if head == "D":
        need(not holes, "a derivative has no place in a combination of premises")
        name, sort = find(parts[1], context, env)
        need(isinstance(sort, tuple), f"{show(parts[1])} is not a matrix")
        return derived(value(parts[0]), name, *sort)
    if head == "scale":
        return scaled(rational(parts[0]), value(parts[1]))
    values = [value(part) for part in parts]
    if head in UNARY:
        return UNARY[head](values[0])
    operation = {"*": times, "+": plus, "kron": beside}[head]
    total = values[0]
    for other in values[1:]:
        total = operation(total, other)
    return total


ARITY = {"I": 1, "0": 2, "K": 2, "scale": 2, "T": 1, "vec": 1, "tr": 1, "kron": 2, "D": 2}
ARITY |= {"*": 0, "+": 0}  # any number of parts, one at the least
UNARY: dict[str, Callable[[Tensor], Tensor]] = {"T": transposed, "vec": stacked, "tr": trace}


def constant(head: str, sizes: list[Leg]) -> Tensor:
    """An identity, a zero or a commutation matrix."""
    if head == "I":
        return identity(sizes[0])
    m, n = sizes
    if head == "0":
        return scaled(Fraction(0), letter("", m, n))
    if 1 in sizes:
        return identity(n if m == 1 else m)
    crossed = diagram([(("r", 0), ("c", 1), ()), (("r", 1), ("c", 0), ())], [])
    return (m, n), (n, m), {crossed: Fraction(1)}


def rational(text: Any) -> Fraction:
    """An exact rational "p/q"."""
    need(isinstance(text, str) and RATIONAL.fullmatch(text), f"{show(text)}: no rational")
    need(len(text) <= MAX_DIGITS, f"a rational of more than {MAX_DIGITS} digits")
    return Fraction(text)


def frozen(t: Tensor) -> Key:
    """A tensor as a key."""
    return t[0], t[1], frozenset(t[2].items())


# --- Formulas. -------------------------------------------------------------------------------

FALSE = ["false"]


def key(formula: Formula, context: Context, env: Env | None = None, depth: int = 0) -> Key:
    """The normal form of a formula, which must be well-formed; bound names do not matter."""
    env = env or {}
    need(isinstance(formula, list) and formula, f"{show(formula)} is not a formula")
    head, *parts = formula
    sizes = {"false": 0, "=": 2, "<=": 2, "<": 2, "size<=": 2, "and": 2, "or": 2, "=>": 2}
    if head in sizes:
        need(len(parts) == sizes[head], f"{show(formula)} is not a formula")
    if head == "size<=":
        atoms, constant = rise(formula, context, env)
        return head, frozenset(atoms.items()), constant
    if head in ("=", "<=", "<"):
        t = gap(formula, context, env)
        if head != "=":
            return head, frozen(t)
        return head, frozenset({frozen(t), frozen(scaled(Fraction(-1), t))})
    if head in ("false", "and", "or", "=>"):
        return head, *(key(part, context, env, depth) for part in parts)
    need(head in ("all", "some") and len(parts) == 3, f"{show(formula)} is not a formula")
    name, sort, body = parts
    fresh = isinstance(name, str) and name.startswith("~")
    is_name = isinstance(name, str) and NAME.fullmatch(name)
    need(fresh or is_name, f"{show(name)} is not a name")
    kind = sort_of(sort, context, env)
    bound = {**env, name: (f"#{depth}", kind)}
    return head, kind, key(body, context, bound, depth + 1)


def gap(formula: Formula, context: Context, env: Env) -> Tensor:
    """Right side minus left side; numbers where they are compared."""
    t = minus(evaluate(formula[2], context, env), evaluate(formula[1], context, env))
    need(formula[0] == "=" or not (t[0] or t[1]), f"{show(formula)} compares matrices")
    return t


def rise(formula: Formula, context: Context, env: Env) -> Nat:
    """The right size minus the left one; factors may be negative."""
    (low, a), (high, b) = (natural(side, context, env) for side in formula[1:])
    atoms = {name: high.get(name, 0) - low.get(name, 0) for name in high | low}
    return {name: factor for name, factor in atoms.items() if factor}, b - a


def names_in(tree: Any, context: Context) -> set[str]:
    """The free names in a formula, a term or a sort, with those in the sorts of letters."""
    found: set[str] = set()
    if isinstance(tree, str) and tree in context.mentions:
        found = context.mentions[tree]
    elif isinstance(tree, list):
        for part in tree:
            found |= names_in(part, context)
    return found


_fresh = 0


def substitute(tree: Any, values: dict[str, Any]) -> Any:
    """Replace free names; every bound name is replaced by a new one, so that nothing is caught."""
    global _fresh  # noqa: PLW0603
    if isinstance(tree, str):
        return values.get(tree, tree)
    if not (isinstance(tree, list) and tree):
        return tree
    head, *parts = tree
    if head in ("all", "some") and len(parts) == 3 and isinstance(parts[0], str):
        _fresh += 1
        new = f"~{_fresh}"
        inner = {**values, parts[0]: new}
        sort = parts[1]
        if isinstance(sort, list):
            sort = [substitute(size, values) for size in sort]
        return [head, new, sort, substitute(parts[2], inner)]
    if head == "D":
        need(not mentions(parts, values), "nothing may be put into a derivative")
    keep = 2 if head == "scale" else 1
    return tree[:keep] + [substitute(part, values) for part in tree[keep:]]


def mentions(tree: Any, values: dict[str, Any]) -> bool:
    """Whether one of the names occurs."""
    if isinstance(tree, list):
        return any(mentions(part, values) for part in tree)
    return isinstance(tree, str) and tree in values


# --- Axioms: elementary facts about matrices over an ordered field. --------------------------


def every(names: str, body: Formula, quantifier: str = "all") -> Formula:
    """Quantify: every("m A:m,m", body) is for all sizes m and all m x m matrices A."""
    for name in reversed(names.split()):
        letter_name, _, shape = name.partition(":")
        sort = [int(n) if n.isdecimal() else n for n in shape.split(",")] if shape else "size"
        body = [quantifier, letter_name, sort, body]
    return body


def axioms() -> dict[str, Formula]:
    """The axioms by name."""
    one, none = ["I", 1], ["0", 1, 1]
    square = ["tr", ["*", ["T", "A"], "A"]]
    inverse = ["=", ["*", "U", "V"], ["I", "r"]]
    left, right = ["*", "L", "P"], ["*", "Q", "R"]
    factors: Formula = ["and", ["=", left, ["I", "r"]], ["=", right, ["I", "r"]]]
    factors = ["and", ["=", "A", ["*", "P", "Q"]], factors]
    return {
        # A sum of squares is not negative, and zero only if each square is.
        "square": every("m n A:m,n", ["<=", none, square]),
        "definite": every("m n A:m,n", ["=>", ["=", square, none], ["=", "A", ["0", "m", "n"]]]),
        # The scalars are an ordered field.
        "reciprocal": every(
            "s:1,1", ["or", ["=", "s", none], every("t:1,1", ["=", ["*", "s", "t"], one], "some")]
        ),
        "sign": every("s:1,1", ["or", ["<=", none, "s"], ["<", "s", none]]),
        # Sizes are natural numbers, and tr(I) counts.
        "compare": every("r s", ["or", ["size<=", "r", "s"], ["size<=", ["+", "s", 1], "r"]]),
        "count": every(
            "r s", ["=>", ["size<=", "r", "s"], ["<=", ["tr", ["I", "r"]], ["tr", ["I", "s"]]]]
        ),
        "count_strictly": every(
            "r s",
            [
                "=>",
                ["size<=", ["+", "r", 1], "s"],
                ["<=", ["+", ["tr", ["I", "r"]], one], ["tr", ["I", "s"]]],
            ],
        ),
        # A full-rank factorization A = P Q exists, L P = I and Q R = I.
        "factorization": every("m n A:m,n", every("r P:m,r Q:r,n L:r,m R:n,r", factors, "some")),
        # A matrix with a right inverse has at least as many columns as rows; if not more,
        # the inverse is two-sided.
        "pigeonhole": every("r s U:r,s V:s,r", ["=>", inverse, ["size<=", "r", "s"]]),
        "two_sided": every(
            "r s U:r,s V:s,r",
            ["=>", ["and", inverse, ["size<=", "s", "r"]], ["=", ["*", "V", "U"], ["I", "s"]]],
        ),
    }


# --- Rules. ----------------------------------------------------------------------------------

Theorem = tuple[dict[Key, Formula], Formula]  # what is assumed, and what follows from it


class Checker:
    """The steps of one certificate, each checked in turn."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.theorems: list[Theorem] = []
        self.axioms_used: list[str] = []
        self.axioms = axioms()

    def same(self, given: Formula, wanted: Formula, what: str) -> None:
        """Reject unless both formulas have the same normal form."""
        need(key(given, self.context) == key(wanted, self.context), f"{what} does not fit")

    def check(self, step: Any) -> None:
        """Check the next step and keep what it gives."""
        need(isinstance(step, dict), "an object was expected")
        need(isinstance(step.get("rule"), str), "the rule is missing")
        need(step["rule"] in RULES, f"there is no rule {show(step['rule'])}")
        count, extra, rule = RULES[step["rule"]]
        record(step, {"rule", "from", "gives", *extra.split()}, step["rule"])
        sources = step["from"]
        need(isinstance(sources, list), "from: a list was expected")
        for n in sources:
            need(type(n) is int and 0 <= n < len(self.theorems), f"there is no step {show(n)} yet")
        need(count is None or count == len(sources), f"{step['rule']} has {count} premises")
        key(step["gives"], self.context)
        premises = [self.theorems[n] for n in sources]
        assumed = {k: f for hypotheses, _ in premises for k, f in hypotheses.items()}
        result = rule(self, step, premises, assumed)
        self.theorems.append((assumed if result is None else result, step["gives"]))

    def fresh(self, name: Any, formulas: Iterable[Formula]) -> Sort:
        """The sort of a free name that occurs in none of the formulas."""
        need(isinstance(name, str) and name in self.context.sorts, f"{show(name)} is no free name")
        for formula in formulas:
            need(name not in names_in(formula, self.context), f"{name} is not arbitrary here")
        return self.context.sorts[name]

    def instance(self, formula: Formula, quantifier: str, value: Any) -> Formula:
        """The body of a quantified formula with a value, which must have the right sort."""
        need(formula[0] == quantifier, f"a formula with {show(quantifier)} was expected")
        _, name, sort, body = formula
        kind = sort_of(sort, self.context, {})
        if kind == "size":
            natural(value, self.context, {})
        else:
            t = evaluate(value, self.context, {})
            legs = tuple((size,) if size != 1 else () for size in kind)
            need((t[0], t[1]) == legs, f"{show(value)} has not the size of {show(name)}")
        return substitute(body, {name: value})


Assumed = dict[Key, Formula]
Premises = list[Theorem]


def assume(c: Checker, step: Any, _p: Premises, _a: Assumed) -> Assumed:
    """Any formula follows from itself."""
    return {key(step["gives"], c.context): step["gives"]}


def axiom(c: Checker, step: Any, _p: Premises, _a: Assumed) -> None:
    """One of `AXIOMS`."""
    name = step["name"]
    need(isinstance(name, str) and name in c.axioms, f"there is no axiom {show(name)}")
    c.same(step["gives"], c.axioms[name], "the axiom")
    c.axioms_used.append(name)


def algebra(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """An equation is a combination of equations: put in their differences, and it is one too.

    With nothing but zeros in its holes the combination vanishes, so it does in every model.
    """
    gives = step["gives"]
    need(gives[0] == "=", "an equation was expected")
    t = scaled(Fraction(-1), gap(gives, c.context, {}))
    if premises or step["by"] is not None:
        t = minus(t, combination(c, step["by"], [f for _, f in premises]))
    need(not t[2], "the two sides differ")


def combination(c: Checker, term: Any, formulas: list[Formula]) -> Tensor:
    """A combination of equations, evaluated: zero wherever all of them hold."""
    holes = []
    for formula in formulas:
        equation = formula if formula[0] == "=" else ["=", ["0", 1, 1], ["0", 1, 1]]
        holes.append(scaled(Fraction(-1), gap(equation, c.context, {})))
    nothing = tuple(scaled(Fraction(0), hole) for hole in holes)
    need(holes, "a combination needs premises")
    need(not evaluate(term, c.context, {}, nothing)[2], "the combination is not one of premises")
    return evaluate(term, c.context, {}, tuple(holes))


def order(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """A sum of positive multiples of products of inequalities, plus a combination of equations."""
    formulas = [f for _, f in premises]
    total = constant("0", [1, 1])
    strict = False
    need(isinstance(step["by"], list), "by: a list was expected")
    for entry in step["by"]:
        entry_ = record(entry, {"times", "of"}, "by")
        factor = rational(entry_["times"])
        need(factor > 0 and isinstance(entry_["of"], list), "a positive multiple was expected")
        product, all_strict = scaled(factor, identity(1)), True
        for n in entry_["of"]:
            need(type(n) is int and 0 <= n < len(formulas), f"there is no premise {show(n)}")
            need(formulas[n][0] in ("<", "<="), f"premise {n} is no inequality")
            product = times(product, gap(formulas[n], c.context, {}))
            all_strict = all_strict and formulas[n][0] == "<"
        total, strict = plus(total, product), strict or all_strict
    if step["plus"] is not None:
        total = plus(total, combination(c, step["plus"], formulas))
    gives = step["gives"]
    if gives == FALSE:
        number = total[2].get(diagram([], []), Fraction(0))
        need(total[2].keys() <= {diagram([], [])}, "the sum is not a number")
        need(number < 0 or (strict and number == 0), "the sum contradicts nothing")
        return
    need(gives[0] in ("<=", "<"), "an inequality was expected")
    need(strict or gives[0] == "<=", "nothing here is strict")
    need(not minus(total, gap(gives, c.context, {}))[2], "the sum is not what is given")


def sizes(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """A sum of positive multiples of inequalities between sizes; sizes are not negative."""
    need(isinstance(step["by"], list) and len(step["by"]) == len(premises), "by: one factor each")
    left: dict[str, Fraction] = {}
    number = Fraction(-1)
    if step["gives"] != FALSE:
        need(step["gives"][0] == "size<=", "an inequality between sizes was expected")
        atoms, constant_part = rise(step["gives"], c.context, {})
        left, number = {n: Fraction(x) for n, x in atoms.items()}, Fraction(constant_part)
    for text, (_, formula) in zip(step["by"], premises, strict=True):
        factor = rational(text)
        need(factor >= 0 and formula[0] == "size<=", "a multiple of an inequality was expected")
        more, constant_part = rise(formula, c.context, {})
        number -= factor * constant_part
        for name, by_ in more.items():
            left[name] = left.get(name, Fraction(0)) - factor * by_
    need(number >= 0 and min(left.values(), default=0) >= 0, "this does not follow")


def differentiate(c: Checker, step: Any, premises: Premises, assumed: Assumed) -> None:
    """The derivative of an equation by a letter that is arbitrary."""
    sort = c.fresh(step["name"], assumed.values())
    need(sort != "size" and premises[0][1][0] == "=", "an equation and a letter were expected")
    need(step["gives"][0] == "=", "an equation was expected")
    t = derived(stacked(gap(premises[0][1], c.context, {})), step["name"], *sort)
    need(not minus(t, gap(step["gives"], c.context, {}))[2], "the derivative is another")


def conjunction(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """From p and q: p and q."""
    c.same(step["gives"], ["and", premises[0][1], premises[1][1]], "the conjunction")


def part(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """From p and q: either."""
    formula = premises[0][1]
    need(formula[0] == "and", "a conjunction was expected")
    wanted = key(step["gives"], c.context)
    need(wanted in [key(f, c.context) for f in formula[1:]], "it is no part of the conjunction")


def disjunction(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """From p: p or q, and q or p."""
    need(step["gives"][0] == "or", "a disjunction was expected")
    wanted = key(premises[0][1], c.context)
    need(
        wanted in [key(f, c.context) for f in step["gives"][1:]], "it is no part of the disjunction"
    )


def cases(c: Checker, step: Any, premises: Premises, _a: Assumed) -> Assumed:
    """From p or q, and r from each of them: r."""
    (assumed, formula), *branches = premises
    need(formula[0] == "or", "a disjunction was expected")
    assumed = dict(assumed)
    for case, (hypotheses, conclusion) in zip(formula[1:], branches, strict=True):
        c.same(step["gives"], conclusion, "a case")
        dropped = key(case, c.context)
        assumed.update({k: f for k, f in hypotheses.items() if k != dropped})
    return assumed


def suppose(c: Checker, step: Any, premises: Premises, assumed: Assumed) -> Assumed:
    """From q, assuming p: p implies q."""
    need(step["gives"][0] == "=>", "an implication was expected")
    c.same(step["gives"][2], premises[0][1], "the conclusion")
    dropped = key(step["gives"][1], c.context)
    return {k: f for k, f in assumed.items() if k != dropped}


def apply(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """From p implies q, and p: q."""
    formula = premises[0][1]
    need(formula[0] == "=>", "an implication was expected")
    c.same(formula[1], premises[1][1], "the premise of the implication")
    c.same(formula[2], step["gives"], "the conclusion")


def generalize(c: Checker, step: Any, premises: Premises, assumed: Assumed) -> None:
    """From p about an arbitrary name: p for all."""
    sort = c.fresh(step["name"], [*assumed.values(), step["gives"]])
    need(step["gives"][0] == "all", 'a formula with "all" was expected')
    need(sort_of(step["gives"][2], c.context, {}) == sort, "the sorts differ")
    c.same(c.instance(step["gives"], "all", step["name"]), premises[0][1], "the generalization")


def instantiate(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """From p for all: p for one."""
    c.same(c.instance(premises[0][1], "all", step["with"]), step["gives"], "the instance")


def exhibit(c: Checker, step: Any, premises: Premises, _a: Assumed) -> None:
    """From p for one: p for some."""
    c.same(c.instance(step["gives"], "some", step["with"]), premises[0][1], "the instance")


def choose(c: Checker, step: Any, premises: Premises, _a: Assumed) -> Assumed:
    """From p for some, and q from p about an arbitrary name: q."""
    (assumed, formula), (hypotheses, conclusion) = premises
    case = c.instance(formula, "some", step["name"])
    dropped = key(case, c.context)
    rest = {k: f for k, f in hypotheses.items() if k != dropped}
    c.same(step["gives"], conclusion, "the conclusion")
    sort = c.fresh(step["name"], [formula, conclusion, step["gives"], *rest.values()])
    need(sort_of(formula[2], c.context, {}) == sort, "the sorts differ")
    return {**assumed, **rest}


def absurd(_c: Checker, _step: Any, premises: Premises, _a: Assumed) -> None:
    """From false: anything."""
    need(premises[0][1] == FALSE, "a contradiction was expected")


def excluded_middle(c: Checker, step: Any, _p: Premises, _a: Assumed) -> None:
    """p, or p implies false."""
    need(step["gives"][0] == "or", "a disjunction was expected")
    c.same(step["gives"][2], ["=>", step["gives"][1], FALSE], "the negation")


Rule = Callable[[Checker, Any, Premises, Assumed], Assumed | None]
RULES: dict[str, tuple[int | None, str, Rule]] = {
    "assume": (0, "", assume),
    "axiom": (0, "name", axiom),
    "algebra": (None, "by", algebra),
    "order": (None, "by plus", order),
    "sizes": (None, "by", sizes),
    "differentiate": (1, "name", differentiate),
    "conjunction": (2, "", conjunction),
    "part": (1, "", part),
    "disjunction": (1, "", disjunction),
    "cases": (3, "", cases),
    "suppose": (1, "", suppose),
    "apply": (2, "", apply),
    "generalize": (1, "name", generalize),
    "instantiate": (1, "with", instantiate),
    "exhibit": (1, "with", exhibit),
    "choose": (2, "name", choose),
    "absurd": (1, "", absurd),
    "excluded_middle": (0, "", excluded_middle),
}


# --- Certificates. ---------------------------------------------------------------------------

KEYS = {"format", "version", "claim", "sizes", "letters", "hypotheses", "conclusion", "steps"}


def check(certificate: Any) -> dict[str, Any]:
    """What an accepted certificate proves; raises `Rejected` for any other."""
    given = record(certificate, KEYS, "the certificate")
    need(given["format"] == FORMAT and given["version"] == VERSION, f"not {FORMAT} {VERSION}")
    need(isinstance(given["claim"], str) and len(given["claim"]) < 80, "claim: a name was expected")
    context = Context(given["sizes"], given["letters"])
    need(isinstance(given["hypotheses"], list), "hypotheses: a list was expected")
    hypotheses = [key(formula, context) for formula in given["hypotheses"]]
    need(len(set(hypotheses)) == len(hypotheses), "a hypothesis is listed twice")
    wanted = key(given["conclusion"], context)
    need(isinstance(given["steps"], list) and given["steps"], "steps: a list was expected")
    need(len(given["steps"]) <= MAX_STEPS, f"more than {MAX_STEPS} steps")
    checker = Checker(context)
    for n, step in enumerate(given["steps"]):
        try:
            checker.check(step)
        except Rejected as reason:
            raise Rejected(f"step {n}: {reason}") from None
    assumed, conclusion = checker.theorems[-1]
    need(key(conclusion, context) == wanted, "the last step is not the conclusion")
    for open_, formula in assumed.items():
        need(open_ in hypotheses, f"an assumption is left open: {show(formula)}")
    unused = [n for n, k in enumerate(hypotheses) if k not in assumed]
    used = [name for name in checker.axioms if name in checker.axioms_used]
    return {"claim": given["claim"], "axioms": used, "unused hypotheses": unused}


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object without repeated keys."""
    need(len({name for name, _ in pairs}) == len(pairs), "a key is repeated")
    return dict(pairs)


def no_number(text: str) -> Any:
    """Reject what is not an integer."""
    raise Rejected(f"{text[:20]} is not an integer; a rational is written as a text")


def integer(text: str) -> int:
    """A JSON integer of moderate length."""
    need(len(text) < 20, f"the integer {text[:20]}.. is absurd")
    return int(text)


def read(path: str) -> Any:
    """The JSON of a file, without floats, repeated keys or absurd size."""
    with open(path, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    need(len(data) <= MAX_BYTES, f"the file is larger than {MAX_BYTES} bytes")
    try:
        return json.loads(
            data,
            object_pairs_hook=unique,
            parse_float=no_number,
            parse_constant=no_number,
            parse_int=integer,
        )
    except (ValueError, RecursionError) as error:
        raise Rejected(f"no JSON: {str(error)[:80]}") from None


def verify(path: str) -> dict[str, Any]:
    """What the certificate in a file proves; raises `Rejected` or `OSError`."""
    try:
        return check(read(path))
    except RecursionError:
        raise Rejected("it is nested too deeply") from None


def main(paths: list[str]) -> int:
    """Check each file and say so; 1 if one is rejected."""
    if not paths:
        print("usage: python -I -S checker.py FILE ...", file=sys.stderr)
        return 2
    status = 0
    for path in paths:
        try:
            found = verify(path)
            print(f"{path}: accepted: {found['claim']}")
        except (Rejected, OSError) as reason:
            print(f"{path}: rejected: {reason}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
