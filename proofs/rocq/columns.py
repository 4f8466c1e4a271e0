"""Equations with vec, Kronecker products, commutation matrices and derivatives.

Matrices are the same if they act in the same way on every column, or on vec of every matrix. The
ordinary equation that is left is handed to the decision procedure.
"""

from __future__ import annotations

from proofs.rocq.actions import UNIT, Actions, Proved
from proofs.rocq.notation import text
from proofs.rocq.reflect import Equations
from proofs.rocq.sizes import ONE, SCALAR, Unsupported, called, sort_text
from proofs.rocq.terms import Typed, pair, plain, type_of

SUMS = ("add", "opp", "scaled", "zero")


class Columns(Actions):
    """Proofs that terms are equal by what they do to columns."""

    def prove(self, left: Typed, right: Typed) -> str:
        """A term of type ``left = right``."""
        sort = type_of(left)
        if sort == SCALAR or sort[2] == ONE:
            first, last = (self.number(t) if sort == SCALAR else self.column(t)
                           for t in (left, right))  # fmt: skip
            return self._joined(first, last)
        factors = pair(sort[2])
        if factors:
            probe = self.equations.probe(factors[1], factors[0])
            column: Typed = ("vec", probe)
        else:
            column = probe = self.equations.probe(sort[2], ONE)
        first, last = (self.right(t, column) for t in (left, right))
        rule = "@ext_vec R _ _ _" if factors else "@ext_col R _ _"
        bound = f"fun {called(probe[1])} : {sort_text(probe[2])}"
        sides = f"({text(left)} : {sort_text(sort)}) ({text(right)})"
        return f"({rule} {sides} ({bound} => {self._joined(first, last)}))"

    def _joined(self, left: Proved, right: Proved) -> str:
        """From two terms equal to these: that they are equal to each other."""
        return f"(etrans {left[1]} (etrans {self.same(left[0], right[0])} (esym {right[1]})))"

    def same(self, left: Typed, right: Typed) -> str:
        """The equation between two columns, each vec of an ordinary matrix or ordinary."""
        if left[0] == right[0] == "vec":
            bound = f"x : {sort_text(type_of(left[1]))}"
            return f"(congr1 (fun {bound} => vec x) {self.stated(left[1], right[1])})"
        if not (plain(left) and plain(right)):
            raise Unsupported("columns of different forms")
        return self.stated(left, right)

    # --- Numbers. ---

    def number(self, t: Typed) -> Proved:
        """An ordinary number equal to the number."""
        if plain(t):
            return t, f"(erefl ({text(t)} : R))"
        head = t[0]
        if head in ("smul", "sadd"):
            (a, p), (b, q) = self.number(t[1]), self.number(t[2])
            sign = {"smul": "*", "sadd": "+"}[head]
            return (head, a, b), f"(congr2 (fun x y : R => x {sign} y) {p} {q})"
        if head == "sopp":
            a, p = self.number(t[1])
            return ("sopp", a), f"(congr1 (fun x : R => - x) {p})"
        if head == "entry":
            a, p = self.column(t[1])
            return ("entry", a), f"(congr1 (fun x : 'M[R]_(1, 1) => x 0 0) {p})"
        if head == "trace" and t[1][0] == "mul" and t[1][2][0] in SUMS:
            return self._distributed(*t[1][1:])
        if head == "trace":
            (a, b), p = self.kronecker(t[1])
            sides = f"(@trace_kron R _ _ ({text(a)}) ({text(b)}))"
            whole: Typed = ("smul", ("trace", a), ("trace", b))
            kind = sort_text(type_of(t[1]))
            return whole, f"(etrans (congr1 (fun x : {kind} => \\tr x) {p}) {sides})"
        raise Unsupported("vec and Kronecker products in this place")

    def _distributed(self, left: Typed, right: Typed) -> Proved:
        """The trace of a product with a sum or a multiple."""
        if right[0] == "zero":
            return ("0",), f"(tr_mul0 ({text(left)}))"
        head, *parts = right
        scale, inner = parts[: len(parts) - 1], parts[-1:]
        if head == "add":
            scale, inner = [], parts
        traces: list[Typed] = [("trace", ("mul", left, part)) for part in inner]
        sum_: Typed = ({"add": "sadd", "opp": "sopp", "scaled": "smul"}[head], *scale, *traces)
        rule = {"add": "tr_mulD", "opp": "tr_mulN", "scaled": "tr_mulZ"}[head]
        arguments = " ".join(f"({text(part)})" for part in [*scale, left, *inner])
        value, proof = self.number(sum_)
        return value, f"(etrans ({rule} {arguments}) {proof})"

    def kronecker(self, t: Typed) -> tuple[tuple[Typed, Typed], str]:
        """The factors of a product or a transpose of Kronecker products."""
        if t[0] == "kron" and plain(t[1]) and plain(t[2]):
            return (t[1], t[2]), f"(erefl ({text(t)}))"
        if t[0] == "T":
            (a, b), p = self.kronecker(t[1])
            bound = f"fun x : {sort_text(type_of(t[1]))} => x^T"
            turned = f"(trmx_tens ({text(a)}) ({text(b)}))"
            return (("T", a), ("T", b)), f"(etrans (congr1 ({bound}) {p}) {turned})"
        if t[0] == "mul":
            (a, b), p = self.kronecker(t[1])
            (c, d), q = self.kronecker(t[2])
            kinds = [sort_text(type_of(part)) for part in t[1:]]
            bound = f"fun (x : {kinds[0]}) (y : {kinds[1]}) => x *m y"
            mixed = f"(tensmx_mul ({text(a)}) ({text(b)}) ({text(c)}) ({text(d)}))"
            whole = ("mul", a, c), ("mul", b, d)
            return whole, f"(etrans (congr2 ({bound}) {p} {q}) {mixed})"
        raise Unsupported("a trace of this form")

    # --- Columns. ---

    def column(self, t: Typed) -> Proved:
        """An ordinary column, or vec of an ordinary matrix, equal to the column."""
        head = t[0]
        if plain(t) or (head == "vec" and plain(t[1])):
            return t, f"(erefl ({text(t)} : {sort_text(type_of(t))}))"
        if head == "zero":
            return self.nothing(t, "")
        if head == "mul":
            a, p = self.column(t[2])
            b, q = self.right(t[1], a)
            bound = f"fun x : {sort_text(type_of(a))} => {text(t[1], 40)} *m x"
            return b, f"(etrans (congr1 ({bound}) {p}) {q})"
        if head == "T":
            a, p = self.turn(t[1], UNIT)
            return a, f"(by_unit {p})"
        if head in ("add", "opp", "scaled", "num"):
            return self._sum(t)
        raise Unsupported("a column of this form")

    def _sum(self, t: Typed) -> Proved:
        head, kind = t[0], sort_text(type_of(t))
        if head == "add":
            (a, p), (b, q) = self.column(t[1]), self.column(t[2])
            link = f"(congr2 (fun x y : {kind} => x + y) {p} {q})"
            return self.gathered("vecD", (head, a, b), link)
        if head == "opp":
            a, p = self.column(t[1])
            link = f"(congr1 (fun x : {kind} => - x) {p})"
            return self.gathered("vecN", (head, a), link)
        s, q = self.number(t[1])
        if head == "num":
            return ("num", s), f"(congr1 (fun x : R => x%:M : {kind}) {q})"
        a, p = self.column(t[2])
        link = f"(congr2 (fun (x : R) (y : {kind}) => x *: y) {q} {p})"
        return self.gathered("vecZ", (head, s, a), link)


def prove_by_columns(equations: Equations, left: Typed, right: Typed) -> str:
    """A term of type ``left = right``, for `Equations` of terms that are not ordinary."""
    return Columns(equations).prove(left, right)
