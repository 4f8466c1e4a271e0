"""Equations with vec, Kronecker products, commutation matrices and derivatives.

Matrices are the same if they act in the same way on every column, or on vec of every matrix. What
they do there is vec of an ordinary matrix, or an ordinary column: a product acts factor by factor,
``(A kron B) vec(Z) = vec(B Z A^T)``, a commutation matrix transposes, a derivative is the linear
part of a difference, and a transpose acts by what is adjoint. Each of these is a lemma of the
library, `Vectors.v`; the ordinary equation that is left is handed to the decision procedure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proofs.rocq.calculus import gradient
from proofs.rocq.notation import text
from proofs.rocq.sizes import ONE, SCALAR, Size, Sort, Unsupported, called, sort_text
from proofs.rocq.terms import Typed, put, type_of, zero

if TYPE_CHECKING:
    from proofs.rocq.reflect import Equations

Proved = tuple[Typed, str]  # a term, and a proof that another term is equal to it
UNIT: Typed = ("one", ONE)
SUMS = ("add", "opp", "scaled", "zero")
BEYOND = ("vec", "comm", "kron", "by", "derived", "applied")


@dataclass(frozen=True)
class Change:
    """A derivative that was defined: how the column changes in a direction, to first order."""

    direction: str
    column: Typed
    lemma: str  # that it takes a column, or vec of Z, to this with Z^T for the direction


def plain(t: Typed) -> bool:
    """Whether the term is of the language of ordinary matrices."""
    head = t[0]
    if head in BEYOND:
        return False
    if head in ("var", "hole", "zero", "one"):
        sort = type_of(t)
        return sort == SCALAR or not any(pair(form) for form in sort[1:])
    if head in ("layer", "layers", "frac", "0", "1"):
        return True
    return all(plain(part) for part in t[1:])


def pair(form: Size) -> tuple[Size, Size] | None:
    """The factors of a product of sizes."""
    atoms, constant = form
    if not constant and len(atoms) == 1 and atoms[0][1] == 1 and atoms[0][0][0] == "*":
        return atoms[0][0][1], atoms[0][0][2]
    return None


class Columns:
    """Proofs that terms are equal by what they do to columns."""

    def __init__(self, equations: Equations) -> None:
        self.equations = equations

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
        rule = "ext_vec" if factors else "ext_col"
        bound = f"fun {called(probe[1])} : {sort_text(probe[2])}"
        sides = f"({text(left)} : {sort_text(sort)}) ({text(right)})"
        return f"(@{rule} R _ _{' _' if factors else ''} {sides} ({bound} => {self._joined(first, last)}))"

    def _joined(self, left: Proved, right: Proved) -> str:
        """From two terms equal to these: that they are equal to each other."""
        return f"(etrans {left[1]} (etrans {self.same(left[0], right[0])} (esym {right[1]})))"

    def same(self, left: Typed, right: Typed) -> str:
        """The equation between two columns, each vec of an ordinary matrix or ordinary."""
        if left[0] == right[0] == "vec":
            bound = f"x : {sort_text(type_of(left[1]))}"
            return f"(congr1 (fun {bound} => vec x) {self._stated(left[1], right[1])})"
        if not (plain(left) and plain(right)):
            raise Unsupported("columns of different forms")
        return self._stated(left, right)

    def _stated(self, left: Typed, right: Typed) -> str:
        """The proof of an ordinary equation with its statement, which directs unification."""
        proof = self.equations.prove(left, right)
        return f"({proof} : {text(left)} = {text(right)} :> {sort_text(type_of(left))})"

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
            return self._nothing(t, "")
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
            return self._gathered("vecD", (head, a, b), link)
        if head == "opp":
            a, p = self.column(t[1])
            link = f"(congr1 (fun x : {kind} => - x) {p})"
            return self._gathered("vecN", (head, a), link)
        s, q = self.number(t[1])
        if head == "num":
            return ("num", s), f"(congr1 (fun x : R => x%:M : {kind}) {q})"
        a, p = self.column(t[2])
        link = f"(congr2 (fun (x : R) (y : {kind}) => x *: y) {q} {p})"
        return self._gathered("vecZ", (head, s, a), link)

    def _gathered(self, rule: str, t: Typed, link: str) -> Proved:
        """A sum or a multiple of columns vec(..) as one vec(..)."""
        head, *parts = t
        columns = parts[1:] if head == "scaled" else parts
        if not any(part[0] == "vec" for part in columns):
            return t, link
        inner = [part[1] for part in columns]
        scale = parts[:1] if head == "scaled" else []
        arguments = " ".join(f"({text(part)})" for part in [*scale, *inner])
        return ("vec", (head, *scale, *inner)), f"(etrans {link} ({rule} {arguments}))"

    def _nothing(self, t: Typed, proof: str) -> Proved:
        """Zero, as vec of zero where it has the size."""
        factors = pair(type_of(t)[1])
        if not factors:
            return t, proof
        none = zero(("matrix", factors[1], factors[0]))
        rule = f"(vec0 R {' '.join(map(_side, factors[::-1]))})"
        return ("vec", none), f"(etrans {proof} {rule})" if proof else rule

    # --- Actions. ---

    def right(self, t: Typed, x: Typed) -> Proved:
        """What the product of a matrix and a column is."""
        head = t[0]
        if plain(t) and plain(x):
            product: Typed = ("mul", t, x)
            return product, f"(erefl ({text(product)}))"
        if head == "vec" and x == UNIT:
            return t, f"(vec_unit ({text(t[1])}))"
        if head == "zero":
            none = zero(("matrix", type_of(t)[1], ONE))
            return self._nothing(none, f"(@act_zero R {_sides(t)} 1 ({text(x)}))")
        if head == "kron" and x[0] == "vec":
            z: Typed = ("vec", ("mul", ("mul", t[2], x[1]), ("T", t[1])))
            return z, f"(kron_vec ({text(t[1])}) ({text(t[2])}) ({text(x[1])}))"
        if head == "comm" and x[0] == "vec":
            return ("vec", ("T", x[1])), f"(comm_vec ({text(x[1])}))"
        if head == "T":
            return self.turn(t[1], x)
        if head == "derived":
            return self._derived(t, x)
        if head == "mul":
            y, p = self.right(t[2], x)
            z, q = self.right(t[1], y)
            return z, f"(act_mul {p} {q})"
        return self._linear("act", t, x)

    def _derived(self, t: Typed, x: Typed) -> Proved:
        change = self.equations.changes[t[2]]
        at = " ".join([f"@{change.lemma}", *map(called, t[3])])
        moved: Typed = ("T", x[1]) if x[0] == "vec" else x
        shown = text(x[1] if x[0] == "vec" else x)
        return put(change.column, {change.direction: moved}), f"({at} ({shown}))"

    def _linear(self, way: str, t: Typed, x: Typed) -> Proved:
        """A sum or a multiple, which acts as the sum or the multiple; `way` names the lemmas."""
        act = self.right if way == "act" else self.turn
        head = t[0]
        if head == "add":
            (a, p), (b, q) = act(t[1], x), act(t[2], x)
            return self._gathered("vecD", (head, a, b), f"({way}_add {p} {q})")
        if head == "opp":
            a, p = act(t[1], x)
            return self._gathered("vecN", (head, a), f"({way}_opp {p})")
        if head == "scaled" and plain(t[1]):
            a, p = act(t[2], x)
            return self._gathered("vecZ", (head, t[1], a), f"({way}_scale ({text(t[1])}) {p})")
        raise Unsupported("vec and Kronecker products in this place")

    def turn(self, t: Typed, x: Typed) -> Proved:
        """What the product of a transposed matrix and a column is."""
        head = t[0]
        if plain(t) and plain(x):
            product: Typed = ("mul", ("T", t), x)
            return product, f"(erefl ({text(product)}))"
        if head == "vec" and x[0] == "vec":
            dot: Typed = ("num", ("trace", ("mul", ("T", t[1]), x[1])))
            return dot, f"(vec_dot ({text(t[1])}) ({text(x[1])}))"
        if head == "zero":
            none = zero(("matrix", type_of(t)[2], ONE))
            return self._nothing(none, f"(@turn_zero R {_sides(t)} 1 ({text(x)}))")
        if head == "kron" and x[0] == "vec":
            z: Typed = ("vec", ("mul", ("mul", ("T", t[2]), x[1]), t[1]))
            return z, f"(turn_kron ({text(t[1])}) ({text(t[2])}) ({text(x[1])}))"
        if head == "comm" and x[0] == "vec":
            return ("vec", ("T", x[1])), f"(turn_comm ({text(x[1])}))"
        if head == "T":
            y, p = self.right(t[1], x)
            return y, f"(turn_turn {p})"
        if head == "mul":
            y, p = self.turn(t[1], x)
            z, q = self.turn(t[2], y)
            return z, f"(turn_mul {p} {q})"
        if head == "derived":
            return self._adjoint(t, x)
        return self._linear("turn", t, x)

    def _adjoint(self, t: Typed, x: Typed) -> Proved:
        """The transpose of a derivative, from its product with every direction."""
        factors = pair(type_of(t)[2])
        if not factors:
            probe = self.equations.probe(type_of(t)[2], ONE)
            column = probe
        else:
            probe = self.equations.probe(factors[1], factors[0])
            column = ("vec", probe)
        y, p = self.right(t, column)
        dot, q = self.turn(y, x)
        z = gradient(("entry", dot), probe)
        turned: Typed = ("mul", ("T", probe), z)
        wanted = ("num", ("trace", turned)) if factors else turned
        last = self._stated(dot, wanted)
        bound = f"fun {called(probe[1])} : {sort_text(probe[2])} => turn_via {p} {q} {last}"
        rule = "adjoint_vec" if factors else "adjoint_col"
        sides = f"({text(t)}) ({text(x)}) ({text(z)})"
        holes = " _" * (3 if factors else 2)
        return ("vec", z) if factors else z, f"(@{rule} R{holes} {sides} ({bound}))"


def _side(form: Size) -> str:
    from proofs.rocq.sizes import size_text

    return size_text(form, factor=True)


def _sides(t: Typed) -> str:
    sort: Sort = type_of(t)
    return " ".join(map(_side, sort[1:]))
