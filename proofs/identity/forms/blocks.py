"""The blocks that a form is cut into by injections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from proofs.identity.knowledge import Knowledge
from proofs.identity.ranks.block_facts import injection_pairs
from proofs.identity.ranks.nodes import Nodes
from symbolic.words.terms import Term


def cut(known: Knowledge, S: Term, size: Any) -> Iterator[Term]:
    """C with ``C^T S C`` a block of S or its Schur complement."""
    nodes, proof = Nodes(known), known.proof
    for J, K in injection_pairs(nodes, proof.shape(S)[0]):
        if proof.shape(K)[1] == size:
            yield K
            A, B = nodes.simplified(J.T @ S @ J), nodes.simplified(J.T @ S @ K)
            for G in nodes.inverses(nodes.poly(A) or {}):
                yield K - J @ G @ B
