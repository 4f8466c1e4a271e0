"""Exact algebra of deep linear networks: no printing, no files, no floats.

What is promised to scripts is in `__all__`, and beside it `symbolic.statements`; nothing is
imported before it is asked for.

>>> from symbolic import Architecture, commutation_matrix, derive
>>> calculus = derive(Architecture.parse("2,1,1:2"))
>>> calculus.block(2, 1) == calculus.block(1, 2).T
True
"""

from typing import TYPE_CHECKING

from symbolic.lazy import lazily

if TYPE_CHECKING:
    from symbolic.algebra.kronecker import commutation_matrix, kron
    from symbolic.algebra.linalg import inertia, rank
    from symbolic.algebra.matrix import Matrix
    from symbolic.networks.architecture import Architecture
    from symbolic.networks.classification import classify
    from symbolic.networks.derivatives import derive
    from symbolic.networks.network import LinearNetwork

__all__ = [
    "Architecture",
    "LinearNetwork",
    "Matrix",
    "classify",
    "commutation_matrix",
    "derive",
    "inertia",
    "kron",
    "rank",
]

DISTRIBUTION = "deep-linear-proofs"

__getattr__ = lazily(
    __name__,
    {
        "Architecture": "symbolic.networks.architecture",
        "LinearNetwork": "symbolic.networks.network",
        "Matrix": "symbolic.algebra.matrix",
        "classify": "symbolic.networks.classification",
        "commutation_matrix": "symbolic.algebra.kronecker",
        "derive": "symbolic.networks.derivatives",
        "inertia": "symbolic.algebra.linalg",
        "kron": "symbolic.algebra.kronecker",
        "rank": "symbolic.algebra.linalg",
    },
)
