"""Kronecker products, vec, the commutation matrix and the bracket of Lemma 4.3.

The convention of the toolkit, as in the paper: ``vec`` stacks columns, so that
``vec(W.T)`` stacks the rows of W, and ``vec(A M B) = (B^T kron A) vec(M)``.
"""

from __future__ import annotations

from symbolic.algebra.matrix import Matrix, Scalar, hcat


def kron(left: Matrix, right: Matrix) -> Matrix:
    """The Kronecker product: (p x q) kron (r x s) is pr x qs, blocks ``left[i, j] * right``.

    Entries that are the same object (a Gram matrix has them) are multiplied once.

    >>> from symbolic.algebra.rings import rational_matrix
    >>> kron(rational_matrix([[1, 2]]), rational_matrix([[3], [4]]))
    [[3, 6], [4, 8]]
    """
    left._same_ring(right)
    known: dict[tuple[int, int], Scalar] = {}
    zero, one = left.ring.zero, left.ring.one

    def product(a: Scalar, b: Scalar) -> Scalar:
        if not (a and b):
            return zero
        if a is one or b is one:
            return b if a is one else a
        key = (id(a), id(b))
        if key not in known:
            known[key] = a * b
        return known[key]

    rows = ([product(a, b) for a in p for b in q] for p in left.rows for q in right.rows)
    shape = (left.shape[0] * right.shape[0], left.shape[1] * right.shape[1])
    return Matrix(left.ring, rows, shape)


def vec(matrix: Matrix) -> Matrix:
    """The columns of a p x q matrix below each other: pq x 1.

    >>> from symbolic.algebra.rings import rational_matrix
    >>> vec(rational_matrix([[1, 2], [3, 4]]))
    [[1], [3], [2], [4]]
    """
    height, width = matrix.shape
    entries = ([matrix.rows[i][j]] for j in range(width) for i in range(height))
    return Matrix(matrix.ring, entries, (height * width, 1))


def commutation_matrix(like: Matrix, height: int, width: int) -> Matrix:
    """K with ``K vec(A) = vec(A.T)`` for every height x width matrix A, over the ring of `like`.

    (Magnus and Neudecker, The commutation matrix, 1979.) The matrix that Part A, section 4
    of the claims calls K_k is ``commutation_matrix(_, d_{k-1}, d_k)``.
    """
    ring = like.ring
    size = height * width

    def entry(i: int, j: int) -> Scalar:
        # Row i of vec(A^T) is A[i // width, i % width]; column j of K meets A[j % height, ..].
        return ring.one if (i // width, i % width) == (j % height, j // height) else ring.zero

    return Matrix.build(ring, (size, size), entry)


def bracket(size: int, matrix: Matrix) -> Matrix:
    """``[I_size kron M_1  ...  I_size kron M_t]`` for the columns M_1, .., M_t of an m x t matrix.

    Shape (size m) x (size t). With ``size = d_{k-1}`` and ``M = r A_k`` it is the second
    factor of Lemma 4.3.
    """
    identity = Matrix.identity(matrix.ring, size)
    return hcat(*(kron(identity, matrix.column(t)) for t in range(matrix.shape[1])))
