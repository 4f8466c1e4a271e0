"""The state of an export, and proofs of a formula from one with the same normal form.

Each step of a certificate becomes a lemma about the names and under the assumptions that it
depends on. A premise may be written differently from what is needed; `Script.convert` then
proves the one from the other, atom by atom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from proofs import checker
from proofs.rocq.derived import in_terms, settled
from proofs.rocq.reflect import tensor
from proofs.rocq.scope import Scope
from proofs.rocq.sizes import (
    SCALAR,
    Unsupported,
    called,
    sort_in,
    sort_names,
    sort_text,
)
from proofs.rocq.statements import (
    Statement,
    alike,
    named,
    names_in,
    put_in,
    statement,
    statement_text,
    value_text,
)
from proofs.rocq.terms import Typed, is_scalar, negative, plus, type_of


def _as_in(proof: str, p: Statement, q: Statement) -> tuple[str, Statement]:
    """An equation between 1 x 1 matrices as one between numbers, or the other way round."""
    sort = sort_text(type_of(p[1]))
    number = is_scalar(q[1])
    head, function = ("entry", "x 0 0") if number else ("num", "x%:M : 'M[R]_(1%N, 1%N)")
    proof = f"(congr1 (fun x : {sort} => {function}) {proof})"
    return proof, ("=", (head, p[1]), (head, p[2]))


def gap(p: Statement) -> Typed:
    """Right side minus left side, in that order only for inequalities."""
    _, left, right = p
    return plus(left, negative(right)) if p[0] == "=" else plus(right, negative(left))


class Script(Scope):
    """The lemmas of one certificate as they are written, one step after the other."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        super().__init__(content)
        self.checker = checker.Checker(content["sizes"], content["letters"])
        self.assumed: dict[Any, tuple[int, Statement, list[str]]] = {}  # by the key
        self.gives: list[Statement] = []
        self.params: list[list[str]] = []
        self.derivatives: dict[int, Mapping[str, Any]] = {}  # steps that are not written
        self.decided: dict[Statement, tuple[str, list[str]]] = {}  # lemmas with their names

    def statement(self, formula: Any) -> Statement:
        """A formula of the certificate, typed, with its derivatives defined."""
        return in_terms(statement(formula, self.sorts), lambda t: settled(self, t))

    # --- References. ---

    def assumption(self, key: Any, formula: Any) -> int:
        """The number of an assumption, which is defined where it is met first."""
        if key not in self.assumed:
            p = self.statement(formula)
            names, n = self.closed(names_in(p)), len(self.assumed)
            self.assumed[key] = n, p, names
            head = f"Definition Assumed_{n} {self.binders(names)}".rstrip()
            self.lines.append(f"{head} : Prop := {statement_text(p)}.")
        return self.assumed[key][0]

    def apply(self, n: int, params: Sequence[str], given: Mapping[int, str] | None = None) -> str:
        """Step n for the names in scope; others are zero, as what it gives does not name them.

        `given` has proofs of assumptions that are not assumed here.
        """
        parts = [f"@step_{n}", *(self.value(name, params) for name in self.params[n])]
        for key in self.checker.theorems[n][0]:
            k = self.assumed[key][0]
            parts.append((given or {}).get(k, f"given_{k}"))
        return f"({' '.join(parts)})"

    def value(self, name: str, params: Sequence[str]) -> str:
        """The name, or zero of its sort where it is not in scope."""
        if name in params:
            return called(name)
        sort = self.sorts[name]
        if sort == "size":
            return "0%N"
        if sort == "widths":
            return "(fun _ : nat => 0%N)"
        if sort == SCALAR:
            return "(0 : R)"
        if sort[0] == "net":
            d = called(sort[1]) if sort[1] in params else "(fun _ : nat => 0%N)"
            return f"(fun same_k : nat => 0 : 'M[R]_({d} same_k.+1, {d} same_k))"
        lost = {n for n in sort_names(sort) if n not in params}
        nothing = {n: ((), 0) if self.sorts[n] == "size" else None for n in lost}
        return f"(0 : {sort_text(sort_in(sort, nothing))})"

    # --- Conversion. ---

    def convert(self, proof: str, p: Statement, q: Statement) -> str:
        """A proof of q from a proof of p, which has the same normal form."""
        if alike(p, q):
            return proof
        head = q[0]
        if p[0] != head:
            raise Unsupported("two formulas of different form with one normal form")
        if head in ("=", "<=", "<", "size<="):
            return self._atom(proof, p, q)
        if head in ("all", "some"):
            return self._quantified(proof, p, q)
        h, k = self._bound(), self._bound()
        if head == "=>":
            back = self.convert(h, q[1], p[1])
            body = self.convert(f"({proof} {back})", p[2], q[2])
            return f"(fun {h} : {statement_text(q[1])} => {body})"
        left, right = self.convert(h, p[1], q[1]), self.convert(k, p[2], q[2])
        if head == "and":
            return f"(match {proof} with conj {h} {k} => conj {left} {right} end)"
        first, second = f"or_introl {h} => or_introl {left}", f"or_intror {k} => or_intror {right}"
        return f"(match {proof} with {first} | {second} end)"

    def _bound(self) -> str:
        self.fresh += 1
        return f"given_z{self.fresh}"

    def _quantified(self, proof: str, p: Statement, q: Statement) -> str:
        """For all or for some; a 1 x 1 matrix is a scalar on one side and a matrix on the other."""
        here, there = (q[2], p[2]) if q[0] == "all" else (p[2], q[2])
        name = self.declare(here)
        value = named(name, here)
        other = value
        if here != there:
            if SCALAR not in (here, there):
                raise Unsupported("quantifiers over different sorts")
            other = ("num", value) if here == SCALAR else ("entry", value)
        shown = value_text(other, there)
        bound = f"{called(name)} : {sort_text(here)}"
        if q[0] == "all":
            parts = put_in(p[3], {p[1]: other}), put_in(q[3], {q[1]: value})
            return f"(fun {bound} => {self.convert(f'({proof} {shown})', *parts)})"
        h = self._bound()
        body = self.convert(h, put_in(p[3], {p[1]: value}), put_in(q[3], {q[1]: other}))
        some = f"ex_intro (fun {called(q[1])} : {sort_text(there)} => {statement_text(q[3])})"
        return f"(match {proof} with ex_intro {called(name)} {h} => {some} {shown} {body} end)"

    def _atom(self, proof: str, p: Statement, q: Statement) -> str:
        """An atom from one that differs in writing, by a lemma of its own."""
        if q[0] == "=" and is_scalar(p[1]) != is_scalar(q[1]):
            return self._atom(*_as_in(proof, p, q), q)
        names = self.closed(names_in(p) | names_in(q))
        self.fresh += 1
        lemma = f"convert_{self.fresh}"
        if q[0] == "size<=":
            script = "lia"
        elif q[0] == "=":
            same = checker.minus(tensor(gap(p)), tensor(gap(q)))
            if same[2]:
                equation = self.equations.prove(gap(q), negative(gap(p)))
                script = f"exact: (gap_r (etrans {equation} (gap_opp given_h)))"
            else:
                equation = self.equations.prove(gap(q), gap(p))
                script = f"exact: (gap_r (etrans {equation} (gap_l given_h)))"
        else:
            equation = self.equations.prove(gap(q), gap(p))
            to, back = ("gap_le", "le_gap") if q[0] == "<=" else ("gap_lt", "lt_gap")
            script = f"exact: ({to} {equation} ({back} given_h))"
        self.flush()
        head = f"Lemma {lemma} {self.binders(names)}".rstrip()
        self.lines += [
            f"{head} : {statement_text(p, 98)} -> {statement_text(q)}.",
            f"Proof. move=> given_h; {script}. Qed.",
        ]
        arguments = " ".join([f"@{lemma}", *map(called, names), proof])
        return f"({arguments})"
