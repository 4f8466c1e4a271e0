"""Completion: rewriting rules for matrices from equations, each one a theorem when it is wanted.

An equation is oriented, its longest word being replaced by the others (of words of one length the
later one in the order of the letters). Where two left sides overlap, both ways to rewrite give a
new equation, as in the algorithm of Knuth and Bendix, or Buchberger's for polynomials that do not
commute (Mora 1986; for statements about operators Hofstadler, Raab and Regensburger 2019). Each
derived equation remembers from which it comes; `equation_theorems.theorem_of` makes the kernel's
theorem of it, so that the search is not trusted.

Bounded and deterministic: at most `MAX_RULES` equations, words of at most `MAX_WORD` letters, and
the work allowed, which is counted (rules that are looked for in words) and not timed, so that the
same question has the same answer on every machine. Guarantee: none about finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from heapq import heappop, heappush

from proofs.identity.limits import Limits
from proofs.identity.rewriting.equations import Candidate, Equation, Item, Part, order
from proofs.identity.rewriting.words import (
    Alphabet,
    Poly,
    added,
    turned,
)
from proofs.kernel.formulas import gap
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.sizes import leg, tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Tree

MAX_RULES, MAX_WORD, MAX_TERMS, MAX_DIGITS = 400, 16, 40, 40

PAIRS = 4
"""The work of looking for the overlaps of two equations, in units of looking for one in a word."""


class Completion:
    """Rules that grow out of the equations that are added; see the module's text."""

    def __init__(self, proof: Derivation, alphabet: Alphabet, limits: Limits) -> None:
        self.proof, self.alphabet, self.limits = proof, alphabet, limits
        self.work, self.allowed = 0, 0
        self.equations: list[Equation] = []
        self.queue: list[tuple[int, int, Item]] = []
        self.count = 0
        self.misses: set[str] = set()
        self.gaps: dict[int, Tensor] = {}
        self.empty: dict[Tree, int] = {}

    def allow(self) -> None:
        """Let the work for one more question be done."""
        self.limits.check()
        self.allowed = self.work + self.limits.work

    def add(self, theorem: Theorem) -> bool:
        """Add an equation; whether it is one between polynomials in words."""
        tensor = -gap(theorem.conclusion, self.proof.theory.names)
        poly = self.alphabet.poly(tensor)
        if poly is None:
            return False
        shape = tree_of((*tensor.rows, 1)[0]), tree_of((*tensor.cols, 1)[0])
        if not poly:
            return True
        lead = max(poly, key=order)
        c = poly.pop(lead)
        rest = {word: -x / c for word, x in poly.items()}
        number = len(self.equations)
        # The given equation itself rewrites nothing; what is left of it, reduced, does.
        self.equations.append(Equation(lead, rest, shape, theorem, scale=1 / c, active=False))
        whole = dict(rest)
        whole = {word: -x for word, x in whole.items()} | {lead: Fraction(1)}
        self._push(len(lead), (whole, ((Fraction(1), "", number, False, ""),), shape))
        return True

    def _push(self, weight: int, item: Item) -> None:
        self.count += 1
        heappush(self.queue, (weight, self.count, item))

    # Rewriting.

    def hit(self, word: str) -> tuple[int, int] | None:
        """The number of an equation whose left side is in the word, and where."""
        if word in self.misses:
            return None
        for number, equation in enumerate(self.equations):
            if equation.active:
                at = word.find(equation.lead)
                if at >= 0:
                    self.work += number
                    return number, at
        self.work += len(self.equations)
        self.misses.add(word)
        return None

    def reduced(self, poly: Poly) -> tuple[Poly, list[Part]]:
        """The normal form, and the parts that are taken away."""
        todo, out, parts = dict(poly), {}, []
        while todo:
            word = max(todo, key=order)
            c = todo.pop(word)
            found = self.hit(word)
            if found is None:
                out[word] = c
                continue
            number, at = found
            equation = self.equations[number]
            left, right = word[:at], word[at + len(equation.lead) :]
            parts.append((c, left, number, False, right))
            for other, x in equation.rest.items():
                added(todo, left + other + right, c * x)
        return out, parts

    # Completion.

    def steps(self) -> Iterator[int]:
        """Complete: the number of each new rule, one after another, until the bounds.

        Where it ends for want of work allowed, the limits remember it.
        """
        while self.queue and len(self.equations) < MAX_RULES:
            if self.work >= self.allowed:
                self.limits.was_cut = True
                return
            self.limits.check()
            _, _, item = heappop(self.queue)
            for poly, parts, shape in self._candidates(item):
                number = self._keep(poly, parts, shape)
                if number is not None:
                    yield number

    def _candidates(self, item: Item) -> Iterator[Candidate]:
        if isinstance(item[0], dict):
            yield item[0], item[1], item[2]
            return
        i, j, k = item
        one, other = self.equations[i], self.equations[j]
        if not (one.active and other.active):
            return
        head, tail = one.lead[:-k], other.lead[k:]
        poly: Poly = {}
        for word, c in one.rest.items():
            added(poly, word + tail, c)
        for word, c in other.rest.items():
            added(poly, head + word, -c)
        parts = ((Fraction(1), head, j, False, ""), (Fraction(-1), "", i, False, tail))
        yield poly, parts, (one.shape[0], other.shape[1])

    def _keep(self, poly: Poly, parts: tuple[Part, ...], shape: tuple[Tree, Tree]) -> int | None:
        """Make a rule of a polynomial that vanishes, unless it is known already."""
        out, more = self.reduced(poly)
        if not out or len(out) > MAX_TERMS:
            return None
        lead = max(out, key=order)
        if len(lead) > MAX_WORD or len(str(max(map(abs, out.values())))) > MAX_DIGITS:
            return None
        c = out.pop(lead)
        whole = [*parts, *((-x, u, n, flag, v) for x, u, n, flag, v in more)]
        divided = tuple((x / c, u, n, flag, v) for x, u, n, flag, v in whole)
        rest = {word: -x / c for word, x in out.items()}
        number = len(self.equations)
        self.equations.append(Equation(lead, rest, shape, parts=divided, active=bool(lead)))
        if not lead:
            self._without_size(number)
            return None
        self.misses = set()
        self._interreduce(number)
        self._overlaps(number)
        self._transpose(number)
        self._two_sided(number)
        return number

    def _without_size(self, number: int) -> None:
        """Where an identity vanishes, of a size that is zero, so do the letters with these rows."""
        size = self.equations[number].shape[0]
        self.empty.setdefault(size, number)
        for name in list(self.alphabet.names):
            for character in (name, chr(ord(name) + 1)):
                if self._cols(chr(ord(character) ^ 1)) == size:
                    parts = ((Fraction(1), "", number, False, character),)
                    self._push(0, ({character: Fraction(1)}, parts, (size, self._cols(character))))

    def _whole(self, number: int) -> Poly:
        equation = self.equations[number]
        return {word: -x for word, x in equation.rest.items()} | {equation.lead: Fraction(1)}

    def _interreduce(self, number: int) -> None:
        """A rule whose left side contains the new one comes back as what is left of it."""
        lead = self.equations[number].lead
        for n, equation in enumerate(self.equations[:number]):
            if equation.active and lead in equation.lead:
                equation.active = False
                self._push(0, (self._whole(n), ((Fraction(1), "", n, False, ""),), equation.shape))

    def _overlaps(self, number: int) -> None:
        new = self.equations[number].lead
        self.work += PAIRS * number
        for n, equation in enumerate(self.equations):
            if not equation.active:
                continue
            pairs = [(number, n, new, equation.lead)]
            if n != number:
                pairs.append((n, number, equation.lead, new))
            for i, j, u, v in pairs:
                for k in range(1, min(len(u), len(v))):
                    if u[-k:] == v[:k] and len(u) + len(v) - k <= MAX_WORD:
                        self._push(len(u) + len(v) - k, (i, j, k))

    def _transpose(self, number: int) -> None:
        equation = self.equations[number]
        poly = turned(self._whole(number))
        if poly != self._whole(number):
            part = ((Fraction(1), "", number, True, ""),)
            self._push(len(equation.lead), (poly, part, equation.shape[::-1]))

    def _two_sided(self, number: int) -> None:
        """From U V = I with square U: V U = I."""
        equation = self.equations[number]
        if equation.rest != {"": Fraction(1)} or equation.split:
            return
        for at in range(1, len(equation.lead)):
            if self._cols(equation.lead[at - 1]) == equation.shape[0]:
                swapped = equation.lead[at:] + equation.lead[:at]
                inner = len(self.equations)
                self.equations.append(
                    Equation(
                        swapped, dict(equation.rest), equation.shape,
                        parts=((Fraction(1), "", number, False, ""),), split=at, active=False,
                    )
                )  # fmt: skip
                poly = {swapped: Fraction(1), "": Fraction(-1)}
                self._push(
                    len(swapped), (poly, ((Fraction(1), "", inner, False, ""),), equation.shape)
                )

    def _cols(self, character: str) -> Tree:
        ((name, flag),) = self.alphabet.letters(character)
        names = self.proof.theory.names
        sort = names.get(name.strip("|"))
        if sort is None:
            return None
        return tree_of(leg(sort[0 if flag else 1], names))
