"""What terms with Kronecker products, vec and derivatives do to columns.

A column is an ordinary one, or vec of an ordinary matrix. A product acts factor by factor,
``(A kron B) vec(Z) = vec(B Z A^T)``, a commutation matrix transposes, a derivative is the linear
part of a difference, and a transpose acts by what is adjoint. Each of these is a lemma of
`Vectors.v`, and the proof is a term made from them.
"""

from __future__ import annotations

from proofs.rocq.calculus import gradient
from proofs.rocq.notation import text
from proofs.rocq.reflect import Equations
from proofs.rocq.sizes import ONE, Sort, Unsupported, called, size_text, sort_text
from proofs.rocq.terms import Typed, pair, plain, put, type_of, zero

Proved = tuple[Typed, str]  # a term, and a proof that another term is equal to it
UNIT: Typed = ("one", ONE)


class Actions:
    """Products of terms and columns with their proofs."""

    def __init__(self, equations: Equations) -> None:
        self.equations = equations

    def stated(self, left: Typed, right: Typed) -> str:
        """The proof of an ordinary equation with its statement, which directs unification."""
        proof = self.equations.prove(left, right)
        return f"({proof} : {text(left)} = {text(right)} :> {sort_text(type_of(left))})"

    def gathered(self, rule: str, t: Typed, link: str) -> Proved:
        """A sum or a multiple of columns vec(..) as one vec(..)."""
        head, *parts = t
        columns = parts[1:] if head == "scaled" else parts
        if not any(part[0] == "vec" for part in columns):
            return t, link
        inner = [part[1] for part in columns]
        scale = parts[:1] if head == "scaled" else []
        arguments = " ".join(f"({text(part)})" for part in [*scale, *inner])
        return ("vec", (head, *scale, *inner)), f"(etrans {link} ({rule} {arguments}))"

    def nothing(self, t: Typed, proof: str) -> Proved:
        """Zero, as vec of zero where it has the size."""
        factors = pair(type_of(t)[1])
        if not factors:
            return t, proof
        none = zero(("matrix", factors[1], factors[0]))
        rule = f"(vec0 R {' '.join(size_text(form, factor=True) for form in factors[::-1])})"
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
            return self.nothing(none, f"(@act_zero R {sides_text(t)} 1 ({text(x)}))")
        if head == "kron" and x[0] == "vec":
            z: Typed = ("vec", ("mul", ("mul", t[2], x[1]), ("T", t[1])))
            return z, f"(kron_vec ({text(t[1])}) ({text(t[2])}) ({text(x[1])}))"
        if head == "comm" and x[0] == "vec":
            return ("vec", ("T", x[1])), f"(comm_vec ({text(x[1])}))"
        if head in ("rowkron", "kronrow") and x[0] == "vec":
            return self._row("act", t, x)
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

    def _row(self, way: str, t: Typed, x: Typed) -> Proved:
        """A Kronecker product with a row; the other factor may be one again."""
        first = t[0] == "rowkron"
        row, other = (t[1], t[2]) if first else (t[2], t[1])
        rule = f"{way}_{'row_kron' if first else 'kron_row'}"
        if way == "act":
            inner: Typed = ("mul", x[1] if first else ("T", x[1]), ("T", row))
            w, p = self.right(other, inner)
            return w, f"(@{rule} R _ _ _ ({text(row)}) ({text(other)}) ({text(x[1])}) _ {p})"
        w, p = self.turn(other, x)
        if w[0] == "vec":
            raise Unsupported("a Kronecker product of three rows")
        whole: Typed = ("vec", ("mul", w, row) if first else ("mul", ("T", row), ("T", w)))
        return whole, f"(@{rule} R _ _ _ ({text(row)}) ({text(other)}) ({text(x)}) _ {p})"

    def _linear(self, way: str, t: Typed, x: Typed) -> Proved:
        """A sum or a multiple, which acts as the sum or the multiple; `way` names the lemmas."""
        act = self.right if way == "act" else self.turn
        head = t[0]
        if head == "add":
            (a, p), (b, q) = act(t[1], x), act(t[2], x)
            return self.gathered("vecD", (head, a, b), f"({way}_add {p} {q})")
        if head == "opp":
            a, p = act(t[1], x)
            return self.gathered("vecN", (head, a), f"({way}_opp {p})")
        if head == "scaled" and plain(t[1]):
            a, p = act(t[2], x)
            return self.gathered("vecZ", (head, t[1], a), f"({way}_scale ({text(t[1])}) {p})")
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
            return self.nothing(none, f"(@turn_zero R {sides_text(t)} 1 ({text(x)}))")
        if head == "kron" and x[0] == "vec":
            z: Typed = ("vec", ("mul", ("mul", ("T", t[2]), x[1]), t[1]))
            return z, f"(turn_kron ({text(t[1])}) ({text(t[2])}) ({text(x[1])}))"
        if head == "comm" and x[0] == "vec":
            return ("vec", ("T", x[1])), f"(turn_comm ({text(x[1])}))"
        if head in ("rowkron", "kronrow"):
            return self._row("turn", t, x)
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
        last = self.stated(dot, wanted)
        bound = f"fun {called(probe[1])} : {sort_text(probe[2])} => turn_via {p} {q} {last}"
        rule = "adjoint_vec" if factors else "adjoint_col"
        sides = f"({text(t)}) ({text(x)}) ({text(z)})"
        holes = " _" * (3 if factors else 2)
        return ("vec", z) if factors else z, f"(@{rule} R{holes} {sides} ({bound}))"


def sides_text(t: Typed) -> str:
    """The sizes of a matrix as arguments."""
    sort: Sort = type_of(t)
    return " ".join(size_text(form, factor=True) for form in sort[1:])
