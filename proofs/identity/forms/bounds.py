"""Bounds between products of numbers: of Cauchy and Schwarz, and of forms by their traces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product

from proofs.identity.forms.forms import Forms
from proofs.identity.forms.squares import Form
from proofs.kernel.formulas import NONE, Formula, at_most, equal, gap, strings
from proofs.kernel.rules import Theorem
from proofs.library.form_products import form_schwarz, trace_bound
from symbolic.words.terms import Term, identity, tr

MAX_PAIRS, MAX_WORDS = 60, 8


@dataclass(frozen=True)
class Candidate:
    """A number that is not negative, and how the theorem of it is made."""

    value: Term
    make: Callable[[], Theorem]


class Bounds:
    """What is tried for one goal with the forms that are known."""

    def __init__(self, forms: Forms, goal: Formula) -> None:
        self.forms, self.goal, self.proof = forms, goal, forms.proof
        self.known, self.names = forms.known, forms.proof.theory.names

    def all(self, words: list[Term]) -> Iterator[Candidate]:
        """Those of each form and of two; with words where the goal has products of numbers."""
        squares: list[Form] = []
        tensor = gap(self.goal, self.names)
        if any(len(loops) > 1 for _, loops in tensor.terms):
            squares = [self.square(W) for W in words[:MAX_WORDS]]
            yield from islice(self.pairs(words), MAX_PAIRS)
        for S in (*self.forms.forms, *squares):
            yield from self.bounds(S)

    def square(self, W: Term) -> Form:
        """The form of ``W^T W``."""
        n = self.proof.shape(W)[1]
        (u,) = self.proof.fresh("u", (n, 1))
        at = self.proof.nonnegative_square(W @ u)
        shown = self.proof.order(at_most(NONE, u.T @ (W.T @ W) @ u), [at], [(1, [0])])
        return Form(W.T @ W, self.proof.generalize(shown, u))

    def pairs(self, words: list[Term]) -> Iterator[Candidate]:
        """``tr(A U^T H U) tr(A V^T H V) - tr(A U^T H V)^2`` for words U and V, H and A forms or I.

        The words may be put into the blocks of H.
        """
        roles = self.known.roles.items()
        injections = [Term(x) for x, (kind, _) in roles if kind == "block"]
        for H in (*self.forms.forms, None):
            rows = None if H is None else self.proof.shape(H.S)[0]
            ends = [W for word in words[:MAX_WORDS] for W in (word, word.T)]
            ends += [J @ W for J, W in product(injections, ends) if self.fit(J, W)]
            ends += [] if rows is None else [identity(rows)]
            found = {W.tree: W for W in ends if rows in (None, self.proof.shape(W)[0])}
            for U, V in combinations(found.values(), 2):
                if self.proof.shape(U) == self.proof.shape(V):
                    cols = self.proof.shape(U)[1]
                    outer = [A for A in self.forms.forms if self.proof.shape(A.S)[0] == cols]
                    for A in (None, *outer):
                        if A is not None or H is not None:
                            yield self.pair(A, H, (U, V))

    def fit(self, J: Term, W: Term) -> bool:
        """Whether J W has sizes that fit."""
        return bool(self.proof.shape(J)[1] == self.proof.shape(W)[0])

    def pair(self, A: Form | None, H: Form | None, ends: tuple[Term, Term]) -> Candidate:
        """The lemma `form_schwarz`."""
        proof, (U, V) = self.proof, ends
        n, q = proof.shape(U)
        S, T = (identity(k) if X is None else X.S for X, k in ((A, q), (H, n)))
        a, b, c = (tr(S @ X.T @ T @ Y) for X, Y in ((U, U), (U, V), (V, V)))
        value = a @ c - b @ b

        def make() -> Theorem:
            flats = [self.known.equation(equal(M.T, M)) for M in (S, T)]
            of = [self.unit(k) if X is None else X.theorem for X, k in ((A, q), (H, n))]
            values = [n, q, S, T, U, V]
            shown = proof.use(form_schwarz(proof), values, flats[0], of[0], flats[1], of[1])
            return proof.order(at_most(NONE, value), [shown], [(1, [0])])

        return Candidate(value, make)

    def unit(self, size: object) -> Theorem:
        """``0 <= u^T I u`` for all u."""
        (u,) = self.proof.fresh("u", (size, 1))
        at = self.proof.nonnegative_square(u)
        shown = self.proof.order(at_most(NONE, u.T @ identity(size) @ u), [at], [(1, [0])])
        return self.proof.generalize(shown, u)

    def bounds(self, S: Form) -> Iterator[Candidate]:
        """``tr(S) u^T u - u^T S u`` for columns u of the goal, and tr(S) tr(T) - tr(S T)."""
        size, said = self.proof.shape(S.S)[0], strings(self.goal)
        for u in (Term(x) for x in self.names if x in said and self.names[x] == (size, 1)):
            value = u.T @ u @ tr(S.S) - u.T @ S.S @ u
            yield Candidate(value, lambda u=u: self.bound(S, u))  # type: ignore[misc]
        for T in self.forms.forms:
            if size == self.proof.shape(T.S)[0] != 1:
                value = tr(S.S) @ tr(T.S) - tr(S.S @ T.S)
                yield Candidate(value, lambda T=T: self.bound_of_two(S, T))  # type: ignore[misc]

    def bound(self, S: Form, u: Term) -> Theorem:
        """``0 <= tr(S) u^T u - u^T S u``."""
        n = self.proof.shape(S.S)[0]
        flat = self.known.equation(equal(S.S.T, S.S))
        everywhere = self.proof.use(trace_bound(self.proof), [n, S.S], flat, S.theorem)
        at = self.proof.instance(everywhere, u)
        value = u.T @ u @ tr(S.S) - u.T @ S.S @ u
        return self.proof.order(at_most(NONE, value), [at], [(1, [0])])

    def bound_of_two(self, S: Form, T: Form) -> Theorem:
        """``0 <= tr(S) tr(T) - tr(S T)``: tr(S) I - S is nowhere negative."""
        n = self.proof.shape(S.S)[0]
        (u,) = self.proof.fresh("u", (n, 1))
        rest = tr(S.S) @ Term(("I", n)) - S.S
        at = self.bound(S, u)
        shown = self.proof.order(at_most(NONE, u.T @ rest @ u), [at], [(1, [0])])
        form = Form(rest, self.proof.generalize(shown, u))
        claim = self.proof.parts(self.forms.product(form, T, Term(("I", n))))[0]
        value = tr(S.S) @ tr(T.S) - tr(S.S @ T.S)
        return self.proof.order(at_most(NONE, value), [claim], [(1, [0])])
