"""The derivatives in a certificate: each is defined once, and bound in the statement.

In the steps ``D_1`` is a definition with the names that it depends on, and lemmas that say what
it does. In the statement it is a variable: there is a matrix ``D_1`` which is the derivative, a
limit, of the term written there, and with it the rest holds. A derivative inside another one is
a function of the letter by which the other is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from proofs.rocq.calculus import Change, Derivative, binder, change, column, simplified
from proofs.rocq.columns import Columns
from proofs.rocq.notation import text
from proofs.rocq.scope import Scope
from proofs.rocq.sizes import ONE, Sort, Unsupported, called, sort_text
from proofs.rocq.statements import Statement
from proofs.rocq.terms import Typed, put, term_names, type_of


def settled(scope: Scope, t: Typed) -> Typed:
    """The term with its derivatives defined."""
    if not isinstance(t, tuple) or not t or t[0] in ("var", "hole", "derived"):
        return t
    if t[0] != "by":
        return tuple(settled(scope, part) if isinstance(part, tuple) else part for part in t)
    body = settled(scope, t[2])
    known = scope.defined.get((body, t[3]))
    if known is None:
        known = scope.defined[body, t[3]] = _defined(scope, t[1], body, t[3])
    return known.node


def _defined(scope: Scope, sort: Sort, body: Typed, letter: Typed) -> Derivative:
    """Write the definition and its lemmas."""
    used = term_names(body) | {letter[1]}
    if not used <= scope.sorts.keys():
        raise Unsupported("derivatives of what a quantifier binds")
    names = tuple(scope.closed(used))
    name, at = _fresh(scope, f"D_{len(scope.defined) + 1}"), _fresh(scope, f"d{letter[1]}")
    found = Derivative(name, sort, names, body, letter, ("var", at, letter[2]))
    value, equal = Columns(scope.equations).column(column(body))
    moved, same, rule = _moved(scope, value, found)
    head, term = scope.binders(names), text(column(body))
    here = " ".join(map(called, names))
    by_column = letter[2][2] == ONE
    kind = "col" if by_column else "vec"
    matrix, is_one = MATRICES[kind]
    probe = found.direction if by_column else scope.equations.probe(*letter[2][:0:-1])
    taken, turned = (probe, probe) if by_column else (("vec", probe), ("T", probe))
    bound, along = f"fun {binder(letter)}", f"fun {binder(found.direction)}"
    scope.flush()
    scope.lines += [
        f"Lemma {name}_value {head} : {term} = {text(value)}.",
        f"Proof. exact {equal}. Qed.",
        f"Lemma {name}_smooth {head} :",
        f"  smooth ({bound} => {term}) {called(letter[1])} ({along} => {text(moved)}).",
        f"Proof. exact (s_ext ({bound} => esym ({name}_value {here})) ({along} => {same}) {rule}).",
        "Qed.",
        f"Definition {name} {head} : {sort_text(sort)} := {matrix} ({along} => {text(moved)}).",
        f"Lemma {name}_act {head} ({binder(probe)}) :",
        f"  {name} {here} *m {text(taken, 10)} = {text(put(moved, {at: turned}))}.",
        f"Proof. exact (acts_{kind} ({name}_smooth {here}) {called(probe[1])}). Qed.",
        f"Lemma {name}_is {head} : {found.says(f'{name} {here}', lambda t: t)}.",
        f"Proof. exact ({is_one} ({name}_smooth {here})). Qed.",
    ]
    scope.equations.changes[name] = Change(at, moved, f"{name}_act")
    return found


MATRICES = {
    "vec": ("jacobian", "jacobian_derivative"),
    "col": ("column_jacobian", "column_derivative"),
}


def _moved(scope: Scope, value: Typed, found: Derivative) -> tuple[Typed, str, str]:
    """How the value changes, simplified; the proof that this is the product rule's; the rule."""
    equations, stack = Columns(scope.equations), value[0] == "vec"
    raw, rule = change(value[1] if stack else value, found.letter, found.direction)
    moved = simplified(raw)
    same = equations.same(raw, moved)
    if not stack:
        return moved, same, rule
    bound = f"fun x : {sort_text(type_of(raw))} => vec x"
    return ("vec", moved), f"(congr1 ({bound}) {same})", f"(s_vec {rule})"


def _fresh(scope: Scope, name: str) -> str:
    while name in scope.sorts or name in scope.equations.changes:
        name += "'"
    return name


def in_terms(p: Statement, change_: Callable[[Typed], Typed]) -> Statement:
    """The formula with its terms changed."""
    head, *parts = p
    if head in ("=", "<=", "<"):
        return head, *map(change_, parts)
    if head in ("all", "some"):
        return head, *parts[:2], in_terms(parts[2], change_)
    if head in ("and", "or", "=>"):
        return head, *(in_terms(part, change_) for part in parts)
    return p


class Bound:
    """The derivatives of a statement as variables, in the order of their definition."""

    def __init__(self, scope: Scope, statements: Iterable[Statement]) -> None:
        found: set[Typed] = set()
        for p in statements:
            in_terms(p, lambda t: found.update(_inside(t)) or t)  # type: ignore[func-returns-value]
        self.derivatives = [d for d in scope.defined.values() if d.node in found]
        self.over: dict[str, list[Typed]] = {}  # the letters of which each is a function
        for d in self.derivatives:
            outer = [e.letter for e in self.derivatives if d.node in set(_inside(e.of))]
            letters = {letter for letter in outer if letter[1] in d.names}
            self.over[d.name] = sorted(letters, key=lambda t: t[1])

    def shown(self, t: Typed) -> Typed:
        """The term with variables for its derivatives."""
        if not isinstance(t, tuple) or not t or t[0] in ("var", "hole"):
            return t
        if t[0] == "derived":
            return "applied", t[1], self.applied(t[2])
        return tuple(self.shown(part) if isinstance(part, tuple) else part for part in t)

    def applied(self, name: str) -> str:
        """The variable at the letters of which it is a function."""
        return " ".join([name, *(called(letter[1]) for letter in self.over[name])])

    def lines(self) -> Iterator[str]:
        """For each derivative: there is one, and it is the derivative."""
        for d in self.derivatives:
            over = self.over[d.name]
            kind = " -> ".join([*(sort_text(letter[2]) for letter in over), sort_text(d.sort)])
            every = " ".join(f"({binder(letter)})" for letter in over)
            says = d.says(self.applied(d.name), self.shown)
            yield f"  exists {d.name} : {kind},"
            yield f"  ({f'forall {every}, ' if every else ''}{says}) /\\"

    def proved(self, inner: str) -> str:
        """The proof of the statement from a proof of what follows the derivatives."""
        for d in reversed(self.derivatives):
            at_names = " ".join(map(called, d.names))
            every = " ".join(f"({binder(letter)})" for letter in self.over[d.name])
            front = f"fun {every} => " if every else ""
            value, says = f"{front}{d.name} {at_names}", f"{front}{d.name}_is {at_names}"
            inner = f"(ex_intro _ ({value}) (conj ({says}) {inner}))"
        return inner


def _inside(t: Typed) -> Iterator[Typed]:
    """The derivatives in a term, those inside them included."""
    if isinstance(t, tuple) and t and t[0] not in ("var", "hole"):
        if t[0] == "derived":
            yield t
            yield from _inside(t[4])
        else:
            for part in t:
                yield from _inside(part)
