"""Statements about matrices of symbolic sizes: read, refuted by instances, proved by a prover.

>>> from symbolic.statements import decide, statement
>>> s = statement("A: m x n, B: n x p |- rank(A*B) == rank(A)")
>>> [letter.name for letter in s.letters], s.sizes
(['A', 'B'], ('m', 'n', 'p'))
>>> print(decide(s))
refuted
"""

from symbolic.statements.decision import Decision, Verdict, decide
from symbolic.statements.objects import statement

__all__ = ["Decision", "Verdict", "decide", "statement"]
