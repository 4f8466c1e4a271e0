"""Statements about matrices of symbolic sizes: read, refuted by instances, proved by a prover.

>>> from symbolic.statements import statement
>>> s = statement("A: m x n, B: n x p |- rank(A*B) <= rank(A)")
>>> [letter.name for letter in s.letters], s.sizes
(['A', 'B'], ('m', 'n', 'p'))
"""

from symbolic.statements.parser import statement

__all__ = ["statement"]
