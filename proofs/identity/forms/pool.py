"""Sums of squares by linear programming: M as a sum of terms C^T S C for C from a pool of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from proofs.identity.forms.blocks import cut
from proofs.identity.forms.squares import Form, Square
from proofs.identity.knowledge import Knowledge
from proofs.identity.linear_programs import combination
from proofs.identity.ranks.nodes import ONE, Nodes
from proofs.identity.rewriting.words import Poly, added, transposed, turned
from symbolic.words.terms import Term, evaluate

MAX_WORDS, MAX_LETTERS = 40, 7


Candidate = tuple[Poly, Form | None, Poly]
"""C, the form S or none, and ``C^T S C``."""


def pooled(known: Knowledge, forms: Sequence[Form], M: Term) -> Iterator[list[Square]]:
    """At most one guess: from blocks, from words of one or two letters, from sums of two words."""
    if len(evaluate(M.tree, known.proof.theory.names).rows) != 1:
        return
    pool = _Pool(known, forms, M)
    if pool.goal is None:
        return
    words = pool.words()
    for many in (None, False, True):
        squares = pool.cuts() if many is None else pool.squares(words, pairs=many)
        found = pool.solved(squares)
        if found:
            yield found
            return


class _Pool:
    """The squares among which the program chooses, and the polynomial of the goal."""

    def __init__(self, known: Knowledge, forms: Sequence[Form], M: Term) -> None:
        self.known, self.proof = known, known.proof
        self.nodes = Nodes(known)
        self.size = self.proof.shape(M)[0]
        self.goal = self.nodes.poly(M)
        found = [(f, self.nodes.poly(f.S)) for f in forms]
        self.inner: list[tuple[Form | None, Poly]] = [(None, {"": ONE})]
        self.inner += [(f, poly) for f, poly in found if poly]

    def words(self) -> list[str]:
        """Reduced words of at most two letters, with as many columns as M, and the empty one."""
        letters = self.letters()
        ends = [c for c in letters if self.nodes.sizes_of(c)[1] == self.size]
        found = ["", *ends]
        for last in ends:
            rows = self.nodes.sizes_of(last)[0]
            fits = [c for c in letters if self.nodes.sizes_of(c)[1] == rows]
            found += [c + last for c in fits]
        tails = [w[at:] for w in self.goal or () for at in range(1, len(w))]
        tails += self.of_inverses()
        found += [w for w in tails if self.nodes.sizes_of(w)[1] == self.size]
        kept = [w for w in dict.fromkeys(found) if self.nodes.rules.hit(w) is None]
        return kept[:MAX_WORDS]

    def of_inverses(self) -> list[str]:
        """The parts of a product at its end with its inverse, as in ``S^-1 X (X^T S^-1 X)^-1``."""
        assert self.goal is not None
        found = []
        for name, (kind, M) in self.known.roles.items():
            poly = self.nodes.poly(M) if kind in ("inv", "pinv", "ginv") else None
            if poly is not None and len(poly) == 1:
                ((word, _),) = poly.items()
                last = self.nodes.rules.alphabet.character(name, False)
                found += [word[at:] + last for at in range(1, len(word))]
        return found

    def letters(self) -> list[str]:
        """The letters of M and of the forms, and their inverses, and all transposes."""
        assert self.goal is not None
        alphabet = self.nodes.rules.alphabet
        texts = "".join([*self.goal, *(w for _, poly in self.inner for w in poly)])
        names = dict.fromkeys(name for name, _ in alphabet.letters(texts))
        roles = self.known.roles
        names |= dict.fromkeys(n for n in roles if roles[n][0] in ("inv", "pinv"))
        names |= dict.fromkeys(n for n in alphabet.characters if n not in roles)
        sorts = self.proof.theory.names
        kept = [
            n
            for n in names
            if roles.get(n, ("",))[0] not in ("block", "rank")
            and n.strip("|") in sorts
            and (n in self.goal or 1 not in sorts[n.strip("|")])
        ]
        return [alphabet.character(n, flag) for n in kept[:MAX_LETTERS] for flag in (False, True)]

    def cuts(self) -> list[Candidate]:
        """Blocks of the forms and their Schur complements."""
        found = []
        for form, S in self.inner[1:]:
            for C in cut(self.known, form.S, self.size) if form is not None else ():
                poly = self.nodes.poly(C)
                if poly:
                    found.append((poly, form, self.square(poly, S)))
        return found

    def squares(self, words: Sequence[str], *, pairs: bool) -> list[Candidate]:
        """Squares of words, or also of sums and differences of two words."""
        candidates: list[Poly] = [{w: ONE} for w in words]
        if pairs:
            for u, v in combinations(words, 2):
                if self.rows(u) == self.rows(v):
                    candidates += [{u: ONE, v: ONE}, {u: ONE, v: -ONE}]
                    t = self.share(u, v)
                    candidates += [{u: ONE, v: t}] if t not in (0, 1, -1) else []
        found: list[Candidate] = []
        for C in candidates:
            self.known.limits.check()
            for form, S in self.inner:
                if form is None or self.proof.shape(form.S)[0] == self.rows(next(iter(C))):
                    found.append((C, form, self.square(C, S)))
        return found

    def share(self, u: str, v: str) -> Fraction:
        """t for which the goal may be a multiple of the square of u + t v, and more."""
        assert self.goal is not None
        square, mixed = (self.nodes.rules.reduced({transposed(u) + w: ONE})[0] for w in (u, v))
        if len(square) != 1 or len(mixed) != 1:
            return Fraction(0)
        above, below = (self.goal.get(next(iter(p)), Fraction(0)) for p in (mixed, square))
        return above / below if below else Fraction(0)

    def solved(self, candidates: Sequence[Candidate]) -> list[Square]:
        """The sum of squares that a linear program finds; nothing where it finds none."""
        assert self.goal is not None
        candidates = [c for c in candidates if c[2]]
        found = combination(self.goal, [c[2] for c in candidates], []) if candidates else None
        if found is None:
            return []
        chosen = [(c, C, form) for c, (C, form, _) in zip(found[0], candidates, strict=True) if c]
        return [
            Square(c, self.nodes.term(C, (self.rows(next(iter(C))), self.size)), form)
            for c, C, form in chosen
        ]

    def rows(self, word: str) -> Any:
        """The rows of a word, the columns being those of M."""
        return self.nodes.sizes_of(word)[0] if word else self.size

    def square(self, C: Poly, S: Poly) -> Poly:
        """The polynomial ``C^T S C``, reduced."""
        whole: Poly = {}
        for u, a in turned(C).items():
            for s, b in S.items():
                for v, c in C.items():
                    added(whole, u + s + v, a * b * c)
        return self.nodes.rules.reduced(whole)[0]
