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
    common,
    joined,
    split,
    turned,
    without,
    without_common,
)
from proofs.kernel.formulas import gap
from proofs.kernel.rules import Theorem
from proofs.library.derivation import Derivation
from symbolic.words.sizes import leg, tree_of
from symbolic.words.tensor import Tensor
from symbolic.words.terms import Tree

MAX_RULES, MAX_WORD, MAX_TERMS, MAX_BITS = 400, 16, 40, 130

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
        self.absurd: int | None = None
        """The number of an equation 1 = 0, if one was found."""

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

    def hit(self, word: str) -> tuple[int, str, str] | None:
        """The number of an equation whose left side is in the word, what is left of it and right.

        The numbers that are not in the left side stand on the left.
        """
        if word in self.misses:
            return None
        numbers, body = split(word)
        for number, equation in enumerate(self.equations):
            if not equation.active:
                continue
            left: str | None = numbers
            if equation.numbers:
                left = without(numbers, equation.numbers)
            if left is None:
                continue
            at = body.find(equation.body)
            if at >= 0:
                self.work += number
                return number, left + body[:at], body[at + len(equation.body) :]
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
            number, left, right = found
            parts.append((c, left, number, False, right))
            for other, x in self.equations[number].rest.items():
                added(todo, joined(left, other, right), c * x)
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
        # The least numbers that both need, and the places of both in the word: the second
        # begins inside the first, or lies in it where k < 0.
        extra = without_common(other.numbers, one.numbers)
        more = without_common(one.numbers, other.numbers)
        at = -k - 1 if k < 0 else len(one.body) - k
        head = one.body[:at]
        tail = one.body[at + len(other.body) :]
        after = other.body[k:] if k >= 0 else ""
        poly: Poly = {}
        for word, c in one.rest.items():
            added(poly, joined(extra, word, after), c)
        for word, c in other.rest.items():
            added(poly, joined(more, head, word, tail), -c)
        parts = (
            (Fraction(1), more + head, j, False, tail),
            (Fraction(-1), extra, i, False, after),
        )
        columns = other.shape[1] if k >= 0 else one.shape[1]
        yield poly, parts, (one.shape[0], columns)

    def _keep(self, poly: Poly, parts: tuple[Part, ...], shape: tuple[Tree, Tree]) -> int | None:
        """Make a rule of a polynomial that vanishes, unless it is known already."""
        out, more = self.reduced(poly)
        if not out or len(out) > MAX_TERMS:
            return None
        lead = max(out, key=order)
        largest = Fraction(max(map(abs, out.values())))
        bits = largest.numerator.bit_length() + largest.denominator.bit_length()
        if len(lead) > MAX_WORD or bits > MAX_BITS:
            return None
        c = out.pop(lead)
        whole = [*parts, *((-x, u, n, flag, v) for x, u, n, flag, v in more)]
        divided = tuple((x / c, u, n, flag, v) for x, u, n, flag, v in whole)
        rest = {word: -x / c for word, x in out.items()}
        number = len(self.equations)
        self.equations.append(Equation(lead, rest, shape, parts=divided))
        if not self.equations[number].body and shape != (1, 1):
            self.equations[number].active = False
            if not lead:
                self._without_size(number)
            return None
        if not lead:
            self.equations[number].active = False
            self.absurd = number
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
        new = self.equations[number]
        for n, equation in enumerate(self.equations[:number]):
            if equation.active and new.divides(equation.lead):
                equation.active = False
                self._push(0, (self._whole(n), ((Fraction(1), "", n, False, ""),), equation.shape))

    def _overlaps(self, number: int) -> None:
        new = self.equations[number]
        self.work += PAIRS * number
        for n, equation in enumerate(self.equations):
            if not equation.active:
                continue
            pairs = [(number, n, new, equation)]
            if n != number:
                pairs.append((n, number, equation, new))
            for i, j, u, v in pairs:
                size = len(u.body) + len(v.body) + len(common(u.numbers, v.numbers))
                for k in range(1, min(len(u.body), len(v.body))):
                    if u.body[-k:] == v.body[:k] and size - k <= MAX_WORD:
                        self._push(size - k, (i, j, k))
                if u.numbers or v.numbers:
                    self._inclusions(i, j)

    def _inclusions(self, i: int, j: int) -> None:
        """Where the letters of one left side are in another one, whose numbers are fewer."""
        one, other = self.equations[i], self.equations[j]
        shared = set(one.numbers) & set(other.numbers)
        if i == j or (not shared and not (other.body and one.body)):
            return
        if other.is_number is one.is_number is False and not other.body:
            return
        at = one.body.find(other.body)
        while at >= 0:
            size = len(one.body) + len(common(one.numbers, other.numbers))
            if size <= MAX_WORD:
                self._push(size, (i, j, -at - 1))
            at = one.body.find(other.body, at + 1) if other.body else -1

    def _transpose(self, number: int) -> None:
        equation = self.equations[number]
        if equation.is_number:
            return
        poly = turned(self._whole(number))
        if poly != self._whole(number):
            part = ((Fraction(1), "", number, True, ""),)
            self._push(len(equation.lead), (poly, part, equation.shape[::-1]))

    def _two_sided(self, number: int) -> None:
        """From U V = I with square U: V U = I."""
        equation = self.equations[number]
        if equation.rest != {"": Fraction(1)} or equation.split or equation.numbers:
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
