"""``M = U N V`` found by division of words, by rules, by inverses and by blocks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from itertools import combinations
from typing import Any

from proofs.identity.ranks.nodes import ONE, Node, Nodes, divided
from proofs.identity.rewriting.equations import order
from proofs.identity.rewriting.words import Poly, added, turned
from symbolic.errors import ToolkitError
from symbolic.words.terms import Term, identity


def ratio(m: Poly, n: Poly) -> Fraction | None:
    """c with ``m = c n``; nothing where there is none, or where n vanishes."""
    word = next(iter(n), None)
    if word is None or m.keys() != n.keys():
        return None
    c = Fraction(m[word] / n[word])
    return c if all(m[w] == c * x for w, x in n.items()) else None


def summands(z: Poly, x: Poly, y: Poly) -> tuple[Fraction, Fraction] | None:
    """a and b, neither of them zero, with ``z = a x + b y``; nothing where there are none."""
    for word in x:
        if word not in z:
            continue
        for a in dict.fromkeys((ONE, -ONE, Fraction(z[word] / x[word]))):
            rest = dict(z)
            for w, c in x.items():
                added(rest, w, -a * c)
            b = ratio(rest, y)
            if b is not None:
                return a, b
    return None


def factored(here: Nodes, M: Node, N: Node, shape: tuple[Any, Any]) -> tuple[Term, Term] | None:
    """U and V with ``M = U N V``, N of the given sizes; nothing where none were found."""
    here.known.limits.check()
    for left, right in _candidates(here, M.poly, N.poly, N.term, (M.shape, shape)):
        try:
            sizes = here.proof.shape(left), here.proof.shape(right)
            poly = here.poly(left @ N.term @ right)
        except ToolkitError:
            continue
        if sizes != ((M.shape[0], shape[0]), (shape[1], M.shape[1])):
            continue
        c = ratio(here.rules.reduced(M.poly)[0], poly or {})
        if c is not None:
            return (left if c == 1 else c * left), right
    return None


def _candidates(
    here: Nodes, m: Poly, n: Poly, N: Term, shapes: tuple[tuple[Any, Any], tuple[Any, Any]]
) -> Iterator[tuple[Term, Term]]:
    """U and V that may be right; `factors` tries them."""
    (rows, cols), (p, q) = shapes
    if not n:
        return
    right = divided(m, n)
    if right is not None and rows == p:
        yield identity(rows), here.term(right, (q, cols))
    left = divided(turned(m), turned(n))
    if left is not None and cols == q:
        yield here.term(turned(left), (rows, p)), identity(cols)
    if len(m) == 1 == len(n):
        yield from _inside(here, next(iter(m)), next(iter(n)), shapes)
    for P in here.inverses(n):
        if rows == p:
            yield identity(rows), P @ here.term(m, (rows, cols))
        if cols == q:
            yield here.term(m, (rows, cols)) @ P, identity(cols)
    if rows == p:  # as for (B - A A^+ B) = (B B^+ - A A^+ B B^+) B
        for word in dict.fromkeys(w[-1:] for w in m if w):
            if here.sizes_of(word) == (q, cols):
                yield identity(rows), here.word(word)
    if (rows, cols) == (p, q):
        yield from _by_letter(here, rows, cols)
    yield from _cancelled(here, m, n, shapes)
    yield from _blocks(here, n, shapes)
    if cols == q:
        yield from ((here.word(u), identity(cols)) for u in _inverse_pairs(here, rows, p))


def _by_letter(here: Nodes, rows: Any, cols: Any) -> Iterator[tuple[Term, Term]]:
    """A letter that is an inverse on one side, as for ``P Q (I - P - Q)^-1 = -P``."""
    names = [n for n, (kind, _) in here.known.roles.items() if kind == "inv"]
    for theorem in here.known.equations:
        match theorem.conclusion:
            case ("=", ("*", *ends), ("I", _)):
                names += [end for end in (ends[0], ends[-1]) if isinstance(end, str)]
    for letter in map(Term, list(dict.fromkeys(names))[:4]):
        if here.proof.shape(letter) == (rows, rows):
            yield letter, identity(cols)
        if here.proof.shape(letter) == (cols, cols):
            yield identity(rows), letter


def _inverse_pairs(here: Nodes, rows: Any, cols: Any) -> Iterator[str]:
    """Words of two letters of these sizes, one of them an inverse or its transpose."""
    roles = [n for n, (kind, _) in here.known.roles.items() if kind in ("inv", "pinv")]
    alphabet = here.rules.alphabet
    flags = (False, True)
    ends = [alphabet.character(n, flag) for n in roles[:4] for flag in flags]
    for first in ends:
        for last in ends:
            if here.sizes_of(first)[1] == here.sizes_of(last)[0]:
                word = first + last
                if here.sizes_of(word) == (rows, cols) and here.rules.hit(word) is None:
                    yield word


def _blocks(
    here: Nodes, n: Poly, shapes: tuple[tuple[Any, Any], tuple[Any, Any]]
) -> Iterator[tuple[Term, Term]]:
    """Blocks of N, which are cut out by injections."""
    (rows, cols), (p, q) = shapes
    lefts = [J.T for J in here.injections(p) if here.proof.shape(J)[1] == rows]
    rights = [J for J in here.injections(q) if here.proof.shape(J)[1] == cols]
    lefts += [identity(p)] if p == rows else []
    rights += [identity(q)] if q == cols else []
    # The sum of two blocks, side by side or below each other.
    lefts += [J + K for J, K in combinations(lefts, 2)]
    rights += [J + K for J, K in combinations(rights, 2)]
    if len(n) > 1:
        yield from ((left, right) for left in lefts for right in rights)


def _inside(
    here: Nodes, m: str, n: str, shapes: tuple[tuple[Any, Any], tuple[Any, Any]]
) -> Iterator[tuple[Term, Term]]:
    (rows, cols), (p, q) = shapes
    texts = [m] + [
        equation.lead
        for equation in here.rules.equations
        if equation.active and equation.rest.keys() == {m}
    ]
    for text in texts:
        at = text.find(n) if n else -1
        while at >= 0:
            yield (
                here.term({text[:at]: ONE}, (rows, p)),
                here.term({text[at + len(n) :]: ONE}, (q, cols)),
            )
            at = text.find(n, at + 1)
    for equation in here.rules.equations if n else ():
        if not equation.active or len(equation.rest) != 1:
            continue
        (v,) = equation.rest
        place = m.find(v) if v and v != m else -1
        if place >= 0:
            text = m[:place] + equation.lead + m[place + len(v) :]
            at = text.find(n)
            if at >= 0:
                yield (
                    here.term({text[:at]: ONE}, (rows, p)),
                    here.term({text[at + len(n) :]: ONE}, (q, cols)),
                )
    if not n:  # N is an identity: a rule of the form u v = M
        for text in texts:
            for at in range(1, len(text)):
                yield (
                    here.term({text[:at]: ONE}, (rows, p)),
                    here.term({text[at:]: ONE}, (q, cols)),
                )


def _cancelled(
    here: Nodes, m: Poly, n: Poly, shapes: tuple[tuple[Any, Any], tuple[Any, Any]]
) -> Iterator[tuple[Term, Term]]:
    """Where ``N = X M Y``: inverses of the letters of X and Y."""
    rows, cols = shapes[0]
    inner = max(m, key=order)
    outer = max(n, key=order)
    at = outer.find(inner) if inner else -1
    places = range(len(outer) + 1) if not inner else [at] if at >= 0 else []
    for place in places:
        X, Y = outer[:place], outer[place + len(inner) :]
        for U in _word_inverses(here, X, rows):
            for V in _word_inverses(here, Y, cols):
                yield U, V


def _word_inverses(here: Nodes, word: str, size: Any) -> list[Term]:
    """Products of inverses of the letters of a word, in reverse."""
    found: list[list[Term]] = [[]]
    for character in word:
        inverses = here.inverses({character: ONE})
        found = [[P, *terms] for terms in found for P in inverses][:4]
    return [reduce(Term.__matmul__, terms, identity(size)) for terms in found]
