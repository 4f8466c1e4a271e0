"""Equations handed to the decision procedure of `Diagrams.v`: terms as data, and the proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import count
from typing import Any

from proofs import checker
from proofs.rocq.calculus import Change
from proofs.rocq.notation import text
from proofs.rocq.sizes import ONE, SCALAR, Size, Sort, Unsupported, size_text
from proofs.rocq.terms import Typed, plain, type_of


class Table:
    """The sizes, letters and scalars that an equation speaks of, each with a number."""

    def __init__(self) -> None:
        self.sizes: dict[Size, int] = {ONE: 0}
        self.letters: dict[Typed, int] = {}
        self.scalars: dict[Typed, int] = {}

    def size(self, form: Size) -> int:
        """The number of a size; one has the number 0."""
        return self.sizes.setdefault(form, len(self.sizes))

    def data(self, t: Typed) -> str:
        """The term as a value of the type `mexp` or `sexp`."""
        head = t[0]
        if head in ("var", "hole", "layer", "layers"):
            if type_of(t) == SCALAR:
                return f"(sAt {self.scalars.setdefault(t, len(self.scalars))})"
            return f"(a {self.letters.setdefault(t, len(self.letters))}%N)"
        if head == "zero":
            return f"(mZero {self.size(t[1])} {self.size(t[2])})"
        if head == "one":
            return f"(mOne {self.size(t[1])})"
        if head == "frac":
            return f"(sNat {t[1]})" if t[2] == 1 else f"(sFrac {t[1]} {t[2] - 1})"
        if head not in CONSTRUCTORS:
            raise Unsupported("vec and Kronecker products in this place")
        return "(" + " ".join([CONSTRUCTORS[head], *map(self.data, t[1:])]) + ")"

    def ends(self) -> list[tuple[int, int]]:
        """For each letter the numbers of its sizes."""
        return [(self.size(type_of(t)[1]), self.size(type_of(t)[2])) for t in self.letters]


CONSTRUCTORS = {
    "0": "sZero",
    "1": "sOne",
    "mul": "mMul",
    "add": "mAdd",
    "opp": "mOpp",
    "scaled": "mSc",
    "num": "mNum",
    "T": "mTr",
    "smul": "sMul",
    "sadd": "sAdd",
    "sopp": "sOpp",
    "trace": "sTrace",
    "entry": "sEntry",
}


def listed(items: Sequence[object], kind: str) -> str:
    """A list in Rocq."""
    return "[:: " + "; ".join(map(str, items)) + "]" if items else f"(@nil {kind})"


def tensor(t: Typed) -> Any:
    """The checker's normal form of a typed term; a size is known by its text."""
    head, *parts = t
    if head in ("var", "hole", "layer", "layers"):
        sort = type_of(t)
        rows, cols = (1, 1) if sort == SCALAR else map(_leg, sort[1:])
        return checker.letter(text(t), rows, cols)
    if head in ("zero", "0"):
        return checker.constant("0", [_leg(form) for form in parts] or [1, 1])
    if head in ("one", "1"):
        return checker.constant("I", [_leg(form) for form in parts] or [1])
    if head == "frac":
        return checker.scaled(Fraction(*parts), checker.constant("I", [1]))
    if head == "comm":
        return checker.constant("K", [_leg(form) for form in parts])
    if head == "derived":
        _, _, _, body, wanted = parts
        rows, cols = map(_leg, type_of(wanted)[1:])
        return checker.derived(tensor(body), text(wanted), rows, cols)
    values = [tensor(part) for part in parts]
    if head in ("mul", "smul", "scaled"):
        return checker.times(*values)
    if head in ("add", "sadd"):
        return checker.plus(*values)
    if head in ("opp", "sopp"):
        return checker.scaled(-1, values[0])
    if head in ("num", "entry"):
        return values[0]
    if head in ("kron", "rowkron", "kronrow"):
        return checker.beside(*values)
    unary = {"T": checker.transposed, "vec": checker.stacked, "trace": checker.trace}
    return unary[head](values[0])


def _leg(form: Size) -> checker.Leg:
    return 1 if form == ONE else size_text(form)


class Equations:
    """Equations of one file; each is stated as data, computed, and named by a number.

    `beyond` proves what is not an equation of ordinary terms from such that are.
    """

    def __init__(self, beyond: Callable[[Equations, Typed, Typed], str]) -> None:
        self.beyond = beyond
        self.lines: list[str] = []
        self.changes: dict[str, Change] = {}  # of the derivatives that were defined, by name
        self._numbers = count()

    def probe(self, rows: Size, cols: Size) -> Typed:
        """A new matrix variable, for a proof that binds it."""
        return self.variable(("matrix", rows, cols))

    def variable(self, sort: Sort) -> Typed:
        """A new variable of a sort, for a proof that binds it."""
        return "var", f"probe_{next(self._numbers)}", sort

    def value(self, t: Typed) -> Fraction:
        """The rational that a term without letters is."""
        terms = tensor(t)[2]
        number = checker.diagram([], [])
        if not terms.keys() <= {number}:
            raise Unsupported("a sum that is no number")
        return Fraction(terms.get(number, 0))

    def prove(self, left: Typed, right: Typed) -> str:
        """A term of type ``left = right``; the data that it rests on come first in `lines`."""
        if plain(left) and plain(right):
            return self._computed(left, right)
        return self.beyond(self, left, right)

    def _computed(self, left: Typed, right: Typed) -> str:
        table = Table()
        sides = [table.data(left), table.data(right)]
        ends, n = table.ends(), next(self._numbers)
        scalar = type_of(left) == SCALAR
        kind = "sexp" if scalar else "mexp"
        corner = "" if scalar else " ".join(f"{table.size(s)}" for s in type_of(left)[1:])
        self.lines += [
            f"Definition same_rows_{n} := (nth 0 {listed([a for a, _ in ends], 'nat')})%N.",
            f"Definition same_cols_{n} := (nth 0 {listed([b for _, b in ends], 'nat')})%N.",
        ]
        for side, data in zip(("left", "right"), sides, strict=True):
            sort = f"{kind} same_rows_{n} same_cols_{n} {corner}".rstrip()
            self.lines.append(
                f"Definition same_{side}_{n} : {sort} := "
                f"let a := @mAt same_rows_{n} same_cols_{n} in {data}."
            )
        check = "scheck" if scalar else "mcheck"
        self.lines += [
            f"Lemma same_{n} : {check} same_left_{n} same_right_{n} = true.",
            "Proof. by vm_compute. Qed.",
        ]
        sizes = listed([size_text(form) for form in list(table.sizes)[1:]], "nat")
        where = f"(nth 0%N {sizes})"
        letters = " ".join(f"| {k}%N => {text(t)}" for k, t in enumerate(table.letters))
        kind = f"'M[R]_(dim {where} (same_rows_{n} same_k), dim {where} (same_cols_{n} same_k))"
        values = f"(fun same_k => match same_k return {kind} with {letters} | _ => 0 end)"
        scalars = f"(nth (0 : R) {listed([text(t) for t in table.scalars], 'R')})"
        corners = "" if scalar else " ".join(f"{c}%N" for c in corner.split())
        ends_text = f"{corners} same_left_{n} same_right_{n} same_{n}".strip()
        start = f"@{check}_sound R {where} same_rows_{n} same_cols_{n}"
        return f"({start} {values} {scalars} {ends_text})"
