"""The kinds of nodes that a statement is made of: matrices, scalars, formulas and relations."""

from __future__ import annotations

from collections.abc import Iterator

from symbolic.statements.sizes import Shape


class Node:
    """A matrix, a scalar or a formula."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes right below, left to right."""
        return ()


class Matrix(Node):
    """A matrix term."""

    __slots__ = ()

    @property
    def shape(self) -> Shape:
        """Its height and width."""
        raise NotImplementedError


class Scalar(Node):
    """A real number."""

    __slots__ = ()


class Formula(Node):
    """What is true or false of an instance: a relation, or what is made of formulas."""

    __slots__ = ()


class Relation(Formula):
    """A formula that is made of no others."""

    __slots__ = ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, those below first."""
    for part in node.parts:
        yield from walk(part)
    yield node
