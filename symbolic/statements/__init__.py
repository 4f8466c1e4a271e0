"""Statements about matrices of symbolic sizes: read, evaluated at instances, refuted.

`statement` reads a statement from text, or makes one of relations between the matrices of
`symbolic.statements.objects`; `refute` looks for a counterexample. Proofs are in `proofs.decide`.

>>> from symbolic.statements import refute, statement
>>> s = statement("A: m x n, B: n x p |- rank(A*B) == rank(A)")
>>> [letter.name for letter in s.letters], s.sizes
(['A', 'B'], ('m', 'n', 'p'))
>>> print(refute(s))
m = 1, n = 1, p = 1; A = [1], B = [0]
"""

from typing import TYPE_CHECKING

from symbolic.lazy import lazily

if TYPE_CHECKING:
    from symbolic.statements.objects import statement
    from symbolic.statements.refuter import Counterexample, refute
    from symbolic.statements.syntax import Statement

__all__ = ["Counterexample", "Statement", "refute", "statement"]

__getattr__ = lazily(
    __name__,
    {
        "Counterexample": "symbolic.statements.refuter",
        "Statement": "symbolic.statements.syntax",
        "refute": "symbolic.statements.refuter",
        "statement": "symbolic.statements.objects",
    },
)
