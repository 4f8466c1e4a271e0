"""An independent checker of proofs about matrices of every size.

Run it alone:  python -I -S checker.py FILE ...
Exit status 0 if every certificate is accepted, 1 if one is rejected, 2 without a file.

What it is. One file, standard library only; it imports nothing of the project whose
certificates it reads. A certificate is a JSON object: names with their sorts, hypotheses,
a conclusion, and steps. Each step names a rule of `RULES` and says what it gives; the
checker works that out again with its own arithmetic and stops at the first step that fails.

What has to be trusted. This file, Python, and `axioms`: elementary facts about matrices
over an ordered field and about their products, which the rules cannot derive. The rules are
those of classical logic with quantifiers, induction, and three of arithmetic: `algebra`,
`order`, `sizes`. Whether the statement is the one you wanted is not checked: read it.

Names stand for sizes (natural numbers), matrices of given sizes, "widths" d (a size d[k] for
every k) and networks W over widths d (a matrix W[k] of d[k+1] x d[k] for every k). A bound
name differs from every other name in scope, so that a substitution cannot catch one.

Terms are lists in prefix form: a letter, ["@", W, k] for W[k], ["@", W, j, i] for the product
W[j-1] .. W[i], ["I", n], ["0", m, n], ["K", m, n] (commutation), ["*", ..], ["+", ..],
["scale", "p/q", t], ["T", t], ["kron", t, u], ["vec", t] (columns stacked), ["tr", t] and
["D", t, W] (the derivative of a column by vec(W^T)). A term becomes a sum of diagrams:
strands, which are words between two legs, and loops, which are traces. Legs of size one are
dropped, so that a 1 x 1 matrix is a scalar.

Equal terms of one certificate are one object, a `Tree`, so that each is worked out once under
the names in scope; what is remembered is forgotten with the certificate.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from fractions import Fraction
from functools import cache
from typing import Any

FORMAT, VERSION = "matrix proof", 2
MAX_BYTES, MAX_STEPS, MAX_TERMS, MAX_WORD, MAX_DIGITS = 8_000_000, 20_000, 20_000, 2_000, 400
MAX_LEGS, MAX_ATOMS, MAX_BITS, MAX_EFFORT = 60, 12, 10_000, 6_000_000
CLAIM = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_']{0,39}")
RATIONAL = re.compile(r"-?[0-9]+(/[0-9]*[1-9][0-9]*)?", re.ASCII)

Nat = tuple[dict[str, int], int]  # a linear form: names with factors, and a constant
Leg = int | str
Number = int | Fraction  # integers are several times faster
Word = tuple[tuple[str, bool], ...]  # letters in order, and whether each is transposed
Diagram = tuple[Any, ...]  # strands (end, end, word) and loops
Tensor = tuple[tuple[Leg, ...], tuple[Leg, ...], dict[Diagram, Number]]  # rows, columns, sum
Sort = Any  # "size", "widths", ("@", d) for a network, or two legs for a matrix
Names = dict[str, tuple[str, Sort]]  # names in scope: what each is called, and its sort
Key = tuple[Any, ...]
Formula = Any  # a `Tree`


class Rejected(Exception):
    """Why a certificate is not a proof; the text names the place."""


def need(condition: object, reason: str, *values: Any) -> None:
    """Reject for the reason, with quotations in its places, unless the condition holds."""
    if not condition:
        raise Rejected(reason.format(*map(show, values)) if values else reason)


def show(value: Any) -> str:
    """A short quotation."""
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


# What was spent on the certificate that `check` has at hand: terms, letters, rows of truth
# tables, ..; nothing is counted outside of `check`, and each thread has its own.
SPENT: ContextVar[list[int] | None] = ContextVar("SPENT", default=None)


def spend(amount: int) -> None:
    """Count the work done, and reject a certificate that is made to cost too much of it."""
    spent = SPENT.get()
    if spent is not None:
        spent[0] += amount
        need(spent[0] <= MAX_EFFORT, "it takes too much work")


# --- Names and sizes. ------------------------------------------------------------------------


class Tree(tuple[Any, ...]):
    """A term, a formula or a sort; of equal ones there is one in a certificate, see `Trees`."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class Trees:
    """The trees of one certificate: equal ones are the same object."""

    def __init__(self) -> None:
        self.known: dict[tuple[Any, ...], Tree] = {}
        self.inside: dict[Tree, frozenset[str]] = {}

    def tree(self, value: Any) -> Any:
        """The tree of nested JSON lists; a text or an integer is itself."""
        if type(value) in (list, tuple):
            spend(len(value))
            return self.joined([p if type(p) is str else self.tree(p) for p in value])
        need(type(value) in (Tree, str, int), "{} is no name and no number", value)
        return value

    def joined(self, parts: Iterable[Any]) -> Tree:
        """The tree of these parts, which are trees, texts or integers."""
        parts = tuple(parts)
        found = self.known.get(parts)
        if found is None:
            found = self.known[parts] = Tree(parts)
        return found

    def names(self, tree: Any) -> frozenset[str]:
        """The texts in a tree but for the operators in front."""
        if not isinstance(tree, Tree):
            return frozenset([tree] if isinstance(tree, str) else ())
        if tree not in self.inside:
            quantified = len(tree) == 4 and tree[0] in ("all", "some")
            sort = tree[2] if quantified and isinstance(tree[2], Tree) else ()
            parts = (*tree[1:], *sort)  # a sort has no operator in front
            self.inside[tree] = frozenset[str]().union(*map(self.names, parts))
        return self.inside[tree]

    def put(self, tree: Any, name: str, value: Any) -> Any:
        """Replace a name; no quantifier inside binds it or a name of the value, see `key`."""
        return self._put(tree, name, value, {})

    def _put(self, tree: Any, name: str, value: Any, done: dict[Tree, Tree]) -> Any:
        if not isinstance(tree, Tree):
            return value if tree == name else tree
        if name not in self.names(tree):
            return tree
        if tree not in done:
            spend(len(tree))
            need(tree[0] != "D", "nothing may be put into a derivative")
            done[tree] = self.joined([tree[0], *self._parts(tree, name, value, done)])
        return done[tree]

    def _parts(self, tree: Tree, name: str, value: Any, done: dict[Tree, Tree]) -> list[Any]:
        head, *parts = tree
        if head not in ("all", "some"):
            first = parts[:1] if head == "scale" else []
            return [*first, *(self._put(p, name, value, done) for p in parts[len(first) :])]
        bound, sort, body = parts
        if isinstance(sort, Tree):
            sort = self.joined([self._put(size, name, value, done) for size in sort])
        return [bound, sort, self._put(body, name, value, done)]


class Scope:
    """The names in scope, what stands in holes, and what was worked out under them."""

    def __init__(self, names: Names, depth: int = 0, holes: tuple[Tensor, ...] = ()) -> None:
        self.names, self.depth, self.holes = names, depth, holes
        self.terms: dict[Any, Tensor] = {}
        self.gaps: dict[Tree, Tensor] = {}
        self.keys: dict[Tree, Key] = {}
        self.inner: dict[tuple[str, Sort], Scope] = {}

    def under(self, name: str, sort: Sort) -> Scope:
        """The scope in which a bound name is added."""
        if (name, sort) not in self.inner:
            names = {**self.names, name: (f"#{self.depth}", sort)}
            self.inner[name, sort] = Scope(names, self.depth + 1)
        return self.inner[name, sort]


def find(name: Any, names: Names) -> tuple[str, Sort]:
    """What a name in scope is called, and its sort."""
    need(isinstance(name, str) and name in names, "{} is not declared", name)
    return names[name]


def natural(term: Any, names: Names) -> Nat:
    """A natural number: an integer, a size, ["@", d, k], or a sum ["+", ..] of these."""
    spend(4)
    if type(term) is int:
        need(0 <= term < 10**9, "the size {} is not in 0, .., 10^9", term)
        return {}, term
    if isinstance(term, str):
        name, sort = find(term, names)
        need(sort == "size", f"{term} is not a size")
        return {name: 1}, 0
    good = isinstance(term, Tree) and len(term) > 1 and term[0] in ("+", "@")
    need(good, "{} is not a size", term)
    if term[0] == "@":
        need(len(term) == 3, "{} is not a size", term)
        name, sort = find(term[1], names)
        need(sort == "widths", f"{name} are not widths")
        return {f"{name}[{written(natural(term[2], names))}]": 1}, 0
    forms = [natural(part, names) for part in term[1:]]
    atoms: dict[str, int] = {}
    for atom, factor in (item for form, _ in forms for item in form.items()):
        atoms[atom] = atoms.get(atom, 0) + factor
    return atoms, sum(number for _, number in forms)


def written(number: Nat) -> str:
    """A text that tells one linear form from another."""
    return "+".join(
        [f"{factor}{atom}" for atom, factor in sorted(number[0].items())] + [str(number[1])]
    )


def leg(term: Any, names: Names) -> Leg:
    """The size of a matrix: a name, ["@", d, k] or a positive integer."""
    atoms, constant = natural(term, names)
    need(not isinstance(term, Tree) or term[0] == "@", "{}: give this size a name", term)
    need(atoms or constant, "the size 0 cannot be written; let a name stand for it")
    return constant or next(iter(atoms))


def sort_of(sort: Any, names: Names) -> Sort:
    """The normal form of a sort."""
    if sort in ("size", "widths"):
        return sort
    need(isinstance(sort, Tree) and len(sort) == 2, "{} is not a sort", sort)
    if sort[0] == "@":
        name, kind = find(sort[1], names)
        need(kind == "widths", f"{name} are not widths")
        return "@", name
    return leg(sort[0], names), leg(sort[1], names)


def is_matrix(sort: Sort) -> bool:
    """Whether this is a pair of legs."""
    return isinstance(sort, tuple) and sort[0] != "@"


# --- Terms: sums of diagrams. ----------------------------------------------------------------


def turned(word: Word) -> Word:
    """The transpose of a word."""
    return tuple((name, not flag) for name, flag in word[::-1])


def closed(word: Word) -> Word:
    """The normal form of a loop: the least of its rotations and those of its transpose."""
    need(len(word) <= MAX_WORD, f"a trace of more than {MAX_WORD} letters")
    return min(way[i:] + way[:i] for way in (word, turned(word)) for i in range(len(way)))


def diagram(strands: Iterable[Any], loops: Iterable[Any]) -> Diagram:
    """The normal form, of loops in normal form: strands from the lesser end, all in order."""
    kept, shut = [], list(loops)
    for a, b, word in strands:
        if a is None and b is None:
            shut += [closed(word)] if word else []
        else:
            swap = a is None or (b is not None and b < a)
            kept.append((b, a, turned(word)) if swap else (a, b, word))
    return tuple(sorted(kept, key=lambda s: s[0])), tuple(sorted(shut, key=repr))


Part = tuple[Tensor, Callable[[str, int], tuple[str, int]]]


def wired(rows: tuple[Leg, ...], cols: tuple[Leg, ...], middle: Any, *parts: Part) -> Tensor:
    """Tensors beside each other, their ends renamed, the two ends ("m", j) joined for each j."""
    need(len(rows) + len(cols) + len(middle) <= MAX_LEGS, f"more than {MAX_LEGS} legs")
    total: dict[Diagram, Number] = {}
    for count, chosen in enumerate(itertools.product(*(t[2].items() for t, _ in parts))):
        need(count < MAX_TERMS, f"a term expands to more than {MAX_TERMS} products")
        strands: list[Any] = []
        loops: list[Any] = []
        c: Number = 1
        for ((some, others), factor), (_, rename) in zip(chosen, parts, strict=True):
            strands += [(a and rename(*a), b and rename(*b), word) for a, b, word in some]
            loops += others
            c *= factor
            spend(1 + len(some) + len(others))
        for j, size in enumerate(middle):
            c *= join(strands, loops, ("m", j), size)
        need(c.numerator.bit_length() + c.denominator.bit_length() <= MAX_BITS, "absurd numbers")
        spend(sum(len(word) for _, _, word in strands) + sum(map(len, loops)))
        whole = diagram(strands, loops)
        total[whole] = total.get(whole, 0) + c
    return rows, cols, {whole: c for whole, c in total.items() if c}


def join(strands: list[Any], loops: list[Any], end: tuple[str, int], size: Leg) -> int:
    """Join what meets at the end, in place; an integer factor where an identity closes."""
    meeting = [s for s in strands if end in s[:2]]
    strands[:] = [s for s in strands if end not in s[:2]]
    a, b, word = meeting[0]
    if len(meeting) == 2:
        first, left = (a, word) if b == end else (b, turned(word))
        a, b, word = meeting[1]
        last, right = (b, word) if a == end else (a, turned(word))
        need(len(left + right) <= MAX_WORD, f"a product of more than {MAX_WORD} letters")
        strands.append((first, last, left + right))
    elif word or isinstance(size, str):
        loops.append(closed(word) if word else size)
    else:
        return size
    return 1


def keep(kind: str, i: int) -> tuple[str, int]:
    """Ends as they are."""
    return kind, i


def fit(good: bool, what: str, *sides: tuple[Leg, ...]) -> None:
    """Reject a sum, a product or a trace of these rows and columns, unless it is good."""
    if not good:
        rows, cols, *more = ("*".join(map(str, side)) or "1" for side in sides)
        other = f" and {more[0]} x {more[1]}" if more else ""
        raise Rejected(f"{what} of sizes {rows} x {cols}{other}: they do not match")


def plus(t: Tensor, u: Tensor) -> Tensor:
    """The sum."""
    fit(t[:2] == u[:2], "a sum", *t[:2], *u[:2])
    total = {part: t[2].get(part, 0) + u[2].get(part, 0) for part in t[2] | u[2]}
    need(len(total) <= MAX_TERMS, f"a sum of more than {MAX_TERMS} products")
    return t[0], t[1], {part: c for part, c in total.items() if c}


def scaled(c: Number, t: Tensor) -> Tensor:
    """A rational multiple."""
    return t[0], t[1], {part: c * x for part, x in t[2].items() if c}


def minus(t: Tensor, u: Tensor) -> Tensor:
    """The difference."""
    return plus(t, scaled(-1, u))


def times(t: Tensor, u: Tensor) -> Tensor:
    """The product; a scalar on either side multiplies."""
    if not (t[0] or t[1]) or not (u[0] or u[1]):
        return beside(t, u)
    fit(t[1] == u[0], "a product", *t[:2], *u[:2])
    left = (t, lambda kind, i: ("m" if kind == "c" else kind, i))
    right = (u, lambda kind, i: ("m" if kind == "r" else kind, i))
    return wired(t[0], u[1], t[1], left, right)


def beside(t: Tensor, u: Tensor) -> Tensor:
    """The Kronecker product."""
    more = {"r": len(t[0]), "c": len(t[1])}
    right = (u, lambda kind, i: (kind, i + more[kind]))
    return wired(t[0] + u[0], t[1] + u[1], (), (t, keep), right)


def transposed(t: Tensor) -> Tensor:
    """The transpose."""
    return wired(t[1], t[0], (), (t, lambda kind, i: ("r" if kind == "c" else "c", i)))


def stacked(t: Tensor) -> Tensor:
    """vec: the columns below each other."""
    q = len(t[1])
    return wired(t[1] + t[0], (), (), (t, lambda kind, i: ("r", i if kind == "c" else q + i)))


def trace(t: Tensor) -> Tensor:
    """The trace."""
    fit(t[0] == t[1], "a trace", *t[:2])
    return wired((), (), t[0], (t, lambda _, i: ("m", i)))


def barred(name: str, rows: Leg, cols: Leg) -> str:
    """The name of a letter with a bar on the sides where its size is one."""
    return ("|" if rows == 1 else "") + name + ("|" if cols == 1 else "")


def letter(name: str, rows: Leg, cols: Leg) -> Tensor:
    """A letter."""
    ends = (None if rows == 1 else ("r", 0), None if cols == 1 else ("c", 0))
    legs = (() if rows == 1 else (rows,), () if cols == 1 else (cols,))
    return *legs, {diagram([(*ends, ((barred(name, rows, cols), False),))], []): 1}


def constant(head: str, sizes: list[Leg]) -> Tensor:
    """An identity, a zero or a commutation matrix; an identity of size one is the number 1."""
    m, n = sizes[0], sizes[-1]
    if head == "0":
        return scaled(0, letter("", m, n))
    if head == "I" or 1 in sizes:
        size = n if m == 1 else m
        strands = [] if size == 1 else [(("r", 0), ("c", 0), ())]
        legs = () if size == 1 else (size,)
        return legs, legs, {diagram(strands, []): 1}
    crossed = [(("r", 0), ("c", 1), ()), (("r", 1), ("c", 0), ())]
    return (m, n), (n, m), {diagram(crossed, []): 1}


def derived(t: Tensor, name: str, rows: Leg, cols: Leg) -> Tensor:
    """The derivative of a column by vec(W^T): each occurrence of W cut out, the ends as columns."""
    need(not t[1], "a derivative is taken of a column or a number")
    name = barred(name, rows, cols)
    row = None if rows == 1 else ("c", 0)
    col = None if cols == 1 else ("c", 0 if rows == 1 else 1)
    legs = tuple(size for size in (rows, cols) if size != 1)
    total: Tensor = (t[0], legs, {})
    for (strands, loops), c in t[2].items():
        pieces = [*strands, *((None, None, loop) for loop in loops if isinstance(loop, tuple))]
        others = [loop for loop in loops if isinstance(loop, str)]
        for n, (a, b, word) in enumerate(pieces):
            for at, (found, flag) in enumerate(word):
                if found == name:
                    i, j = (col, row) if flag else (row, col)
                    if n < len(strands):
                        cut = [(a, i, word[:at]), (j, b, word[at + 1 :])]
                    else:
                        cut = split(j, i, word[at + 1 :] + word[:at])
                    one = diagram([*pieces[:n], *cut, *pieces[n + 1 :]], others)
                    total = plus(total, (t[0], legs, {one: c}))
    return total


def split(a: Any, b: Any, word: Word) -> list[Any]:
    """A strand cut where two letters meet at size one; only an opened loop can have that."""
    for at, (name, flag) in enumerate(word[:-1], 1):
        if name[0 if flag else -1] == "|":
            return [(a, None, word[:at]), (None, b, word[at:])]
    return [(a, b, word)]


ARITY = {"I": 1, "0": 2, "K": 2, "scale": 2, "T": 1, "vec": 1, "tr": 1, "kron": 2, "D": 2}
UNARY: dict[str, Callable[[Tensor], Tensor]] = {"T": transposed, "vec": stacked, "tr": trace}
JOINED = {"*": times, "+": plus, "kron": beside}


def evaluate(term: Any, scope: Scope) -> Tensor:
    """The normal form of a term; "$0", "$1", .. stand for what is put into the holes."""
    if term not in scope.terms:
        spend(1)
        scope.terms[term] = evaluated(term, scope)
    return scope.terms[term]


def evaluated(term: Any, scope: Scope) -> Tensor:
    """The same, where it is not yet known."""
    if isinstance(term, str) and term.startswith("$"):
        need(re.fullmatch(r"\$[0-9]{1,5}", term, re.ASCII), "{} is not a hole", term)
        need(int(term[1:]) < len(scope.holes), f"there is no premise {term}")
        return scope.holes[int(term[1:])]
    if isinstance(term, str):
        name, sort = find(term, scope.names)
        need(is_matrix(sort), f"{term} is not a matrix")
        return letter(name, *sort)
    need(isinstance(term, Tree) and term and isinstance(term[0], str), "{}: no term", term)
    head, *parts = term
    if head == "@":
        return layers(parts, scope.names)
    count = ARITY.get(head, len(parts) if head in JOINED else 0)
    need(parts and count == len(parts), "{} is not a term", term)
    if head in ("I", "0", "K"):
        return constant(head, [leg(size, scope.names) for size in parts])
    if head == "D":
        need(not scope.holes, "a derivative has no place in a combination of premises")
        name, sort = find(parts[1], scope.names)
        need(is_matrix(sort), "{} is not a matrix", parts[1])
        return derived(evaluate(parts[0], scope), name, *sort)
    if head == "scale":
        return scaled(rational(parts[0]), evaluate(parts[1], scope))
    first, *others = (evaluate(part, scope) for part in parts)
    for other in others:
        first = JOINED[head](first, other)
    return UNARY[head](first) if head in UNARY else first


def layers(parts: list[Any], names: Names) -> Tensor:
    """A matrix W[k] of a network, or the product W[j-1] .. W[i] as one letter."""
    need(len(parts) in (2, 3), "a network has one index, a product of its matrices two")
    name, sort = find(parts[0], names)
    need(isinstance(sort, tuple) and sort[0] == "@", f"{name} is not a network")
    index = [written(natural(part, names)) for part in parts[1:]]
    high = index[0] if len(parts) == 3 else written(natural(Tree(("+", parts[1], 1)), names))
    rows, cols = (f"{sort[1]}[{end}]" for end in (high, index[-1]))
    return letter(f"{name}[{':'.join(index)}]", rows, cols)


def rational(text: Any) -> Number:
    """An exact rational "p/q"."""
    need(isinstance(text, str) and len(text) <= MAX_DIGITS, "{}: no short rational", text)
    need(RATIONAL.fullmatch(text), "{}: no rational", text)
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


# --- Formulas. -------------------------------------------------------------------------------

PARTS = {"false": 0, "and": 2, "or": 2, "=>": 2, "=": 2, "<=": 2, "<": 2, "size<=": 2}
PARTS |= {"all": 3, "some": 3}


def key(formula: Formula, scope: Scope) -> Key:
    """The normal form of a formula, which must be well-formed; bound names do not matter."""
    good = isinstance(formula, Tree) and formula and isinstance(formula[0], str)
    need(good and PARTS.get(formula[0]) == len(formula) - 1, "{} is not a formula", formula)
    if formula not in scope.keys:
        scope.keys[formula] = normal_form(formula, scope)
    return scope.keys[formula]


def normal_form(formula: Formula, scope: Scope) -> Key:
    """The same, where it is not yet known."""
    head, *parts = formula
    if head == "size<=":
        atoms, number = rise(formula, scope.names)
        return head, frozenset(atoms.items()), number
    if head in ("=", "<=", "<"):
        rows, cols, terms = gap(formula, scope)
        ways = (1, -1) if head == "=" else (1,)
        sums = {frozenset((part, c * sign) for part, c in terms.items()) for sign in ways}
        return head, rows, cols, frozenset(sums)
    if head not in ("all", "some"):
        return head, *(key(part, scope) for part in parts)
    name, sort, body = parts
    need(isinstance(name, str) and NAME.fullmatch(name), "{} is not a name", name)
    need(name not in scope.names, f"the bound name {name} is in use")
    kind = sort_of(sort, scope.names)
    return head, kind, key(body, scope.under(name, kind))


def gap(formula: Formula, scope: Scope) -> Tensor:
    """Right side minus left side; numbers where they are compared."""
    if formula not in scope.gaps:
        t = minus(evaluate(formula[2], scope), evaluate(formula[1], scope))
        need(formula[0] == "=" or not (t[0] or t[1]), "{} compares matrices", formula)
        scope.gaps[formula] = t
    return scope.gaps[formula]


def rise(formula: Formula, names: Names) -> Nat:
    """The right size minus the left one; factors may be negative."""
    (low, a), (high, b) = (natural(side, names) for side in formula[1:])
    atoms = {name: high.get(name, 0) - low.get(name, 0) for name in high | low}
    return {name: factor for name, factor in atoms.items() if factor}, b - a


# --- Axioms: elementary facts about matrices over an ordered field. --------------------------


def every(names: str, body: Any, quantifier: str = "all") -> Any:
    """Quantify: every("m A:m,m", body) is for all sizes m and all m x m matrices A."""
    for entry in reversed(names.split()):
        name, _, shape = entry.partition(":")
        sort: Any = shape or "size"
        if "," in shape:
            sort = [SHORT.get(n, n) for n in shape.split(",")]
        body = [quantifier, name, sort if shape != "@" else ["@", "d"], body]
    return body


SHORT: dict[str, Any] = {"1": 1, "d[l]": ["@", "d", "l"], "d[l+1]": ["@", "d", ["+", "l", 1]]}


def axioms() -> dict[str, Any]:
    """The axioms by name."""
    one, none = ["I", 1], ["0", 1, 1]
    square, form = ["tr", ["*", ["T", "A"], "A"]], ["*", ["T", "u"], "S", "u"]
    inverse = ["=", ["*", "U", "V"], ["I", "r"]]
    count_r, count_s = ["tr", ["I", "r"]], ["tr", ["I", "s"]]
    factors: Any = ["=", ["*", "Q", "R"], ["I", "r"]]
    factors = ["and", ["=", ["*", "L", "P"], ["I", "r"]], factors]
    factors = ["and", ["=", "A", ["*", "P", "Q"]], factors]
    elsewhere = ["or", ["size<=", ["+", "k", 1], "l"], ["size<=", ["+", "l", 1], "k"]]
    same = every("k", ["=>", elsewhere, ["=", ["@", "U", "k"], ["@", "W", "k"]]])
    longer = ["=", ["@", "W", ["+", "j", 1], "i"], ["*", ["@", "W", "j"], ["@", "W", "j", "i"]]]
    return {
        # A sum of squares is not negative, and zero only if each square is.
        "square": every("m n A:m,n", ["<=", none, square]),
        "definite": every("m n A:m,n", ["=>", ["=", square, none], ["=", "A", ["0", "m", "n"]]]),
        # The scalars are an ordered field.
        "reciprocal": every(
            "s:1,1", ["or", ["=", "s", none], every("t:1,1", ["=", ["*", "s", "t"], one], "some")]
        ),
        "sign": every("s:1,1", ["or", ["<=", none, "s"], ["<", "s", none]]),
        # The trace of M^T S M is the sum over the columns u of M of u^T S u.
        "columns": every(
            "n p S:n,n M:n,p",
            [
                "=>",
                every("u:n,1", ["<=", none, form]),
                ["<=", none, ["tr", ["*", ["T", "M"], "S", "M"]]],
            ],
        ),
        # Sizes are natural numbers, and tr(I) counts.
        "compare": every("r s", ["or", ["size<=", "r", "s"], ["size<=", ["+", "s", 1], "r"]]),
        "count": every("r s", ["=>", ["size<=", "r", "s"], ["<=", count_r, count_s]]),
        "count_strictly": every(
            "r s", ["=>", ["size<=", ["+", "r", 1], "s"], ["<=", ["+", count_r, one], count_s]]
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
        # Products of the matrices of a network, and networks that differ at one place.
        "no_layer": every("d:widths W:@ j", ["=", ["@", "W", "j", "j"], ["I", ["@", "d", "j"]]]),
        "next_layer": every("d:widths W:@ i j", ["=>", ["size<=", "i", "j"], longer]),
        "change_layer": every(
            "d:widths W:@ l V:d[l+1],d[l]",
            every("U:@", ["and", ["=", ["@", "U", "l"], "V"], same], "some"),
        ),
    }


@cache
def axiom_keys() -> dict[str, Key]:
    """The normal forms of the axioms."""
    return {name: key(Trees().tree(formula), Scope({})) for name, formula in axioms().items()}


# --- Rules. ----------------------------------------------------------------------------------

TREES = ("gives", "with", "of", "a", "b")  # keys of a step
Assumed = dict[Key, Formula]
Theorem = tuple[Assumed, Formula, Key]  # what is assumed, what follows from it, and its key


class Checker:
    """The steps of one certificate, each checked in turn."""

    def __init__(self, sizes: Any, letters: Any) -> None:
        self.names: Names = {}
        self.scope = Scope(self.names)
        self.trees = Trees()
        self.mentions: dict[str, frozenset[str]] = {}  # a name and the free names in its sort
        self.theorems: list[Theorem] = []
        self.axioms_used: list[str] = []
        need(isinstance(sizes, list), "sizes: a list of names was expected")
        need(isinstance(letters, dict), "letters: an object was expected")
        for name, sort in [*((size, "size") for size in sizes), *letters.items()]:
            need(isinstance(name, str) and NAME.fullmatch(name), "{} is not a name", name)
            need(name not in self.names, f"the name {name} is declared twice")
            tree = self.trees.tree(sort)
            self.names[name] = name, sort_of(tree, self.names)
            parts = tree if isinstance(tree, Tree) else ()
            self.mentions[name] = self.free(["", *parts]) | {name}

    def free(self, formula: Any) -> frozenset[str]:
        """The free names in a formula or a term, with those in the sorts of letters."""
        names = self.trees.names(self.trees.tree(formula))
        return frozenset[str]().union(*(self.mentions.get(name, ()) for name in names))

    def key(self, formula: Any) -> Key:
        """The normal form."""
        return key(self.trees.tree(formula), self.scope)

    def gap(self, formula: Formula) -> Tensor:
        """Right side minus left side of an equation or an inequality without bound names."""
        return gap(formula, self.scope)

    def check(self, step: Any) -> None:
        """Check the next step and keep what it gives."""
        need(isinstance(step, dict) and isinstance(step.get("rule"), str), "the rule is missing")
        need(step["rule"] in RULES, "there is no rule {}", step["rule"])
        count, extra, rule = RULES[step["rule"]]
        record(step, {"rule", "from", "gives", *extra.split()}, step["rule"])
        sources = step["from"]
        need(isinstance(sources, list), "from: a list was expected")
        for n in sources:
            need(type(n) is int and 0 <= n < len(self.theorems), "there is no step {} yet", n)
        need(count in (None, len(sources)), f"{step['rule']} has {count} premises")
        step = {k: self.trees.tree(v) if k in TREES else v for k, v in step.items()}
        given = self.key(step["gives"])
        premises = [self.theorems[n] for n in sources]
        assumed = premises[0][0] if len(premises) == 1 else {}
        if len(premises) > 1:
            assumed = {k: f for hypotheses, _, _ in premises for k, f in hypotheses.items()}
            spend(len(assumed))
        result = rule(self, step, premises, assumed, given)
        self.theorems.append((assumed if result is None else result, step["gives"], given))

    def arbitrary(self, name: Any, formulas: Iterable[Formula]) -> Sort:
        """The sort of a free name that occurs in none of the formulas."""
        sort = find(name, self.names)[1]
        for formula in formulas:
            need(name not in self.free(formula), f"{name} is not arbitrary here")
        return sort

    def instance(self, formula: Formula, quantifier: str, value: Any) -> Formula:
        """The body of a quantified formula with a value, which must have the right sort."""
        need(formula[0] == quantifier, "a formula with {} was expected", quantifier)
        _, name, sort, body = formula
        kind = sort_of(sort, self.names)
        if kind == "size":
            natural(value, self.names)
        elif is_matrix(kind):
            legs = tuple((size,) if size != 1 else () for size in kind)
            good = evaluate(value, self.scope)[:2] == legs
            need(good, "{} has not the size of {}", value, name)
        else:
            need(find(value, self.names)[1] == kind, "{} is not like {}", value, name)
        return self.trees.put(body, name, value)


Rule = Callable[[Checker, Any, list[Theorem], Assumed, Key], Assumed | None]
RULES: dict[str, tuple[int | None, str, Rule]] = {}


def inference(premises: int | None, extra: str = "") -> Callable[[Rule], Rule]:
    """Register a rule with its number of premises and the further keys of its steps."""

    def register(rule: Rule) -> Rule:
        RULES[rule.__name__] = premises, extra, rule
        return rule

    return register


@inference(0)
def assume(_c: Checker, step: Any, _p: Any, _a: Assumed, given: Key) -> Assumed:
    """Any formula follows from itself."""
    return {given: step["gives"]}


@inference(0, "name")
def axiom(c: Checker, step: Any, _p: Any, _a: Assumed, given: Key) -> None:
    """One of `axioms`."""
    name = step["name"]
    need(isinstance(name, str) and name in axiom_keys(), "there is no axiom {}", name)
    need(given == axiom_keys()[name], f"this is not the axiom {name}")
    c.axioms_used.append(name)


@inference(None, "by")
def algebra(c: Checker, step: Any, premises: Any, _a: Assumed, _g: Key) -> None:
    """An equation is a combination of equations: put in their differences, and it is one too."""
    need(step["gives"][0] == "=", "an equation was expected")
    t = scaled(-1, c.gap(step["gives"]))
    if premises or step["by"] is not None:
        t = minus(t, combination(c, step["by"], premises))
    need(not t[2], "the two sides differ")


def combination(c: Checker, term: Any, premises: list[Theorem]) -> Tensor:
    """A combination of equations, evaluated: with zeros in its holes it vanishes."""
    need(premises, "a combination needs premises")
    none: Tensor = ((), (), {})
    gaps = [c.gap(f) if f[0] == "=" else none for _, f, _ in premises]
    term = c.trees.tree(term)
    nothing = evaluate(term, Scope(c.names, holes=tuple(scaled(0, hole) for hole in gaps)))
    need(not nothing[2], "the combination is not one of premises")
    return evaluate(term, Scope(c.names, holes=tuple(scaled(-1, hole) for hole in gaps)))


@inference(None, "by plus")
def order(c: Checker, step: Any, premises: Any, _a: Assumed, _g: Key) -> None:
    """A sum of positive multiples of products of inequalities, plus a combination of equations."""
    total, strict = constant("0", [1, 1]), False
    need(isinstance(step["by"], list), "by: a list was expected")
    for entry in step["by"]:
        record(entry, {"times", "of"}, "by")
        factor = rational(entry["times"])
        need(factor > 0 and isinstance(entry["of"], list), "a positive multiple was expected")
        product, all_strict = scaled(factor, constant("I", [1])), True
        for n in entry["of"]:
            need(type(n) is int and 0 <= n < len(premises), "there is no premise {}", n)
            formula = premises[n][1]
            need(formula[0] in ("<", "<="), f"premise {n} is no inequality")
            product = times(product, c.gap(formula))
            all_strict = all_strict and formula[0] == "<"
        total, strict = plus(total, product), strict or all_strict
    if step["plus"] is not None:
        total = plus(total, combination(c, step["plus"], premises))
    gives, number = step["gives"], diagram([], [])
    if gives[0] == "false":
        value = total[2].get(number, 0)
        need(total[2].keys() <= {number}, "the sum is not a number")
        need(value < 0 or (strict and value == 0), "the sum contradicts nothing")
    else:
        need(gives[0] in ("<=", "<"), "an inequality was expected")
        need(strict or gives[0] == "<=", "nothing here is strict")
        need(not minus(total, c.gap(gives))[2], "the sum is not what is given")


@inference(None, "by")
def sizes(c: Checker, step: Any, premises: Any, _a: Assumed, _g: Key) -> None:
    """A sum of positive multiples of inequalities between sizes; sizes are not negative."""
    need(isinstance(step["by"], list) and len(step["by"]) == len(premises), "by: one factor each")
    left: dict[str, Number] = {}
    number: Number = -1
    if step["gives"][0] != "false":
        need(step["gives"][0] == "size<=", "an inequality between sizes was expected")
        atoms, rest = rise(step["gives"], c.names)
        left, number = dict(atoms), rest
    for text, (_, formula, _) in zip(step["by"], premises, strict=True):
        factor = rational(text)
        need(factor >= 0 and formula[0] == "size<=", "a multiple of an inequality was expected")
        atoms, rest = rise(formula, c.names)
        number -= factor * rest
        for name, x in atoms.items():
            left[name] = left.get(name, 0) - factor * x
    need(number >= 0 and min(left.values(), default=0) >= 0, "this does not follow")


@inference(1, "name")
def differentiate(c: Checker, step: Any, premises: Any, assumed: Assumed, _g: Key) -> None:
    """The derivative of an equation by a letter that is arbitrary."""
    sort = c.arbitrary(step["name"], assumed.values())
    heads = premises[0][1][0], step["gives"][0]
    need(is_matrix(sort) and heads == ("=", "="), "two equations and a letter were expected")
    t = derived(stacked(c.gap(premises[0][1])), step["name"], *sort)
    need(not minus(t, c.gap(step["gives"]))[2], "the derivative is another")


@inference(None)
def logic(_c: Checker, _s: Any, premises: Any, _a: Assumed, given: Key) -> None:
    """What follows by truth tables, whatever is not made by and, or, =>, false being an atom."""
    keys = [k for _, _, k in premises]
    if any(k == ("=>", other, given) for k in keys for other in keys):
        return  # from p implies q, and p: q, however many atoms there are
    atoms: dict[Key, int] = {}
    goal, *known = (skeleton(k, atoms) for k in [given, *keys])
    need(len(atoms) <= MAX_ATOMS, f"more than {MAX_ATOMS} atoms")
    spend(2 ** len(atoms) * (len(known) + 1))
    for row in itertools.product((False, True), repeat=len(atoms)):
        need(truth(goal, row) or not all(truth(k, row) for k in known), "this does not follow")


def skeleton(k: Key, atoms: dict[Key, int]) -> Any:
    """The connectives of a formula; whatever is not made by them is a number, its atom."""
    if k[0] in ("and", "or", "=>", "false"):
        return k[0], *(skeleton(part, atoms) for part in k[1:])
    return atoms.setdefault(k, len(atoms))


def truth(tree: Any, row: tuple[bool, ...]) -> bool:
    """The truth of a formula, given that of its atoms."""
    spend(1)
    if isinstance(tree, int):
        return row[tree]
    if tree[0] == "false":
        return False
    left, right = truth(tree[1], row), truth(tree[2], row)
    return {"and": left and right, "or": left or right, "=>": right or not left}[tree[0]]


@inference(1)
def suppose(c: Checker, step: Any, premises: Any, assumed: Assumed, given: Key) -> Assumed:
    """From q, assuming p: p implies q."""
    need(given[0] == "=>" and given[2] == premises[0][2], "an implication was expected")
    return {k: f for k, f in assumed.items() if k != given[1]}


@inference(1, "name")
def generalize(c: Checker, step: Any, premises: Any, assumed: Assumed, given: Key) -> None:
    """From p about an arbitrary name: p for all."""
    sort = c.arbitrary(step["name"], [*assumed.values(), step["gives"]])
    body = c.instance(step["gives"], "all", step["name"])
    need(given[1] == sort and c.key(body) == premises[0][2], "this is not the premise for all")


@inference(1, "with")
def instantiate(c: Checker, step: Any, premises: Any, _a: Assumed, given: Key) -> None:
    """From p for all: p for one."""
    body = c.instance(premises[0][1], "all", step["with"])
    need(c.key(body) == given, "this is another instance")


@inference(1, "with")
def exhibit(c: Checker, step: Any, premises: Any, _a: Assumed, _g: Key) -> None:
    """From p for one: p for some."""
    body = c.instance(step["gives"], "some", step["with"])
    need(c.key(body) == premises[0][2], "this is another instance")


@inference(2, "name")
def choose(c: Checker, step: Any, premises: Any, _a: Assumed, given: Key) -> Assumed:
    """From p for some, and q from p about an arbitrary name: q."""
    (assumed, formula, found), (hypotheses, conclusion, last) = premises
    case = c.key(c.instance(formula, "some", step["name"]))
    rest = {k: f for k, f in hypotheses.items() if k != case}
    sort = c.arbitrary(step["name"], [formula, conclusion, step["gives"], *rest.values()])
    need(found[1] == sort and last == given, "the conclusion or the sort does not fit")
    return {**assumed, **rest}


@inference(2)
def induction(c: Checker, step: Any, premises: Any, _a: Assumed, given: Key) -> None:
    """From p for 0, and from p for n implies p for n + 1: p for all n."""
    first = c.instance(step["gives"], "all", 0)
    need(given[1] == "size" and c.key(first) == premises[0][2], "the first case does not fit")
    _, n, sort, body = step["gives"]
    rest = ["all", n, sort, ["=>", body, c.trees.put(body, n, c.trees.tree(["+", n, 1]))]]
    need(c.key(rest) == premises[1][2], "the step from n to n + 1 does not fit")


@inference(3, "of a b")
def replace(c: Checker, step: Any, premises: Any, _a: Assumed, given: Key) -> None:
    """From p of a, a <= b and b <= a: p of b; the key `of` holds p for all sizes."""
    a, b = step["a"], step["b"]
    need(c.key(step["of"])[:2] == ("all", "size"), "of: a formula for all sizes was expected")
    wanted = [c.instance(step["of"], "all", a), ["size<=", a, b], ["size<=", b, a]]
    need([c.key(f) for f in wanted] == [k for _, _, k in premises], "the premises do not fit")
    need(c.key(c.instance(step["of"], "all", b)) == given, "the conclusion does not fit")


# --- Certificates. ---------------------------------------------------------------------------

KEYS = {"format", "version", "claim", "sizes", "letters", "hypotheses", "conclusion", "steps"}


def record(value: Any, keys: set[str], what: str) -> None:
    """Reject what is not a JSON object with exactly these keys."""
    need(isinstance(value, dict), f"{what}: an object was expected")
    for name in sorted(set(value) ^ keys):
        need(False, f"{what}: the key {{}} is {'unknown' if name in value else 'missing'}", name)


def check(given: Any) -> dict[str, Any]:
    """What an accepted certificate proves; raises `Rejected` for any other."""
    axiom_keys()  # of no certificate's work
    before = SPENT.set([0])
    try:
        return checked(given)
    finally:
        SPENT.reset(before)


def checked(given: Any) -> dict[str, Any]:
    """The same, its work being counted."""
    try:  # a copy in JSON's own types, which nobody else holds
        given = json.loads(json.dumps(given), parse_float=no_number, parse_constant=no_number)
    except (TypeError, ValueError) as error:
        raise Rejected(f"no JSON: {str(error)[:80]}") from None
    record(given, KEYS, "the certificate")
    version = type(given["version"]) is int and given["version"] == VERSION
    need(version and given["format"] == FORMAT, f"this is not {FORMAT} {VERSION}")
    claim = given["claim"]
    need(isinstance(claim, str) and CLAIM.fullmatch(claim), "claim: a name was expected")
    checker = Checker(given["sizes"], given["letters"])
    need(isinstance(given["hypotheses"], list), "hypotheses: a list was expected")
    hypotheses = [checker.key(formula) for formula in given["hypotheses"]]
    need(len(set(hypotheses)) == len(hypotheses), "a hypothesis is listed twice")
    wanted = checker.key(given["conclusion"])
    need(isinstance(given["steps"], list) and given["steps"], "steps: a list was expected")
    need(len(given["steps"]) <= MAX_STEPS, f"more than {MAX_STEPS} steps")
    for n, step in enumerate(given["steps"]):
        try:
            checker.check(step)
        except Rejected as reason:
            raise Rejected(f"step {n}: {reason}") from None
    assumed, _, conclusion = checker.theorems[-1]
    need(conclusion == wanted, "the last step is not the conclusion")
    for open_, formula in assumed.items():
        need(open_ in hypotheses, "an assumption is left open: {}", formula)
    unused = [n for n, k in enumerate(hypotheses) if k not in assumed]
    used = [name for name in axiom_keys() if name in checker.axioms_used]
    return {"claim": claim, "axioms": used, "unused hypotheses": unused}


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
    strictly: dict[str, Any] = {"parse_float": no_number, "parse_constant": no_number}
    try:
        return json.loads(data, object_pairs_hook=unique, parse_int=integer, **strictly)
    except ValueError as error:
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
            print(f"{path}: accepted: {verify(path)['claim']}")
        except (Rejected, OSError) as reason:
            print(f"{path}: rejected: {reason}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
