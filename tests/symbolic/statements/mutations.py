"""Single changes of a statement that leave it well-typed, most of which make it false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from symbolic.errors import ToolkitError
from symbolic.statements.build import opposite, product, scale, total, zero_like
from symbolic.statements.parser import statement
from symbolic.statements.syntax import (
    And,
    Compare,
    Equal,
    Exists,
    ForAll,
    Formula,
    Ginv,
    Hcat,
    Iff,
    Implies,
    Inv,
    Kron,
    Letter,
    Matrix,
    Node,
    Not,
    Number,
    Or,
    Pinv,
    Product,
    Property,
    Quantified,
    RangeIn,
    Rank,
    Relation,
    Scale,
    Statement,
    Sum,
    Transpose,
    Vcat,
    Vec,
    walk,
)
from symbolic.statements.writing import statement_text

OTHER = {
    "symmetric": "pd", "psd": "pd", "pd": "orthogonal", "invertible": "symmetric",
    "orthogonal": "symmetric", "full_column_rank": "full_row_rank",
    "full_row_rank": "full_column_rank",
}  # fmt: skip


def mutations(given: Statement) -> Iterator[tuple[str, Statement]]:
    """What was changed, and the changed statement; hypotheses that are left out are changes."""
    for k in range(len(given.hypotheses)):
        rest = given.hypotheses[:k] + given.hypotheses[k + 1 :]
        yield from _built(f"without hypothesis {k + 1}", replace(given, hypotheses=rest))
    for what, conclusion in _conclusions(given.conclusion):
        yield from _built(what, replace(given, conclusion=conclusion))


def _built(what: str, changed: Statement) -> Iterator[tuple[str, Statement]]:
    """The statement read again from its text, if it still has a meaning."""
    try:
        yield what, statement(statement_text(replace(changed, source="")))
    except ToolkitError:
        return


def _conclusions(conclusion: Formula) -> Iterator[tuple[str, Formula]]:
    """Each relation changed in place, and each connective or quantifier exchanged."""
    for relation in dict.fromkeys(n for n in walk(conclusion) if isinstance(n, Relation)):
        for what, changed in _relations(relation):
            yield what, rebuilt(conclusion, relation, changed)
    for node in dict.fromkeys(n for n in walk(conclusion) if isinstance(n, Formula)):
        for what, other in _connectives(node):
            yield what, rebuilt(conclusion, node, other)


def _connectives(node: Formula) -> Iterator[tuple[str, Formula]]:
    match node:
        case Or(parts):
            yield "or becomes and", And(parts)
            yield "a case left out", parts[0]
        case Not(of):
            yield "not left out", of
        case Implies(left, right):
            yield "implies turned around", Implies(right, left)
            yield "implies becomes iff", Iff(left, right)
        case ForAll(letter, of):
            yield "for all becomes exists", Exists(letter, of)
        case Exists(letter, of):
            yield "exists becomes for all", ForAll(letter, of)


def _relations(relation: Relation) -> Iterator[tuple[str, Relation]]:
    match relation:
        case Equal(left, right, negated):
            yield "negated", Equal(left, right, not negated)
            yield "opposite side", Equal(left, _minus(right), negated)
        case Compare(left, sign, right):
            for other in sorted({"==", "<=", ">=", "!="} - {sign}):
                yield f"{sign} becomes {other}", Compare(left, other, right)
        case RangeIn(inner, outer):
            yield "ranges exchanged", RangeIn(outer, inner)
            yield "the range of zero", RangeIn(inner, zero_like(outer))
        case Property(name, of):
            yield "minus", Property(name, _minus(of))
            yield f"{name} becomes {OTHER[name]}", Property(OTHER[name], of)
    for k, node in enumerate(dict.fromkeys(walk(relation))):
        for what, changed in _nodes(node):
            yield f"{what} at {k}", _replaced(relation, node, changed)


def _minus(matrix: Matrix) -> Matrix:
    found = opposite(matrix)
    assert isinstance(found, Matrix)
    return found


def _nodes(node: Node) -> Iterator[tuple[str, Node]]:
    match node:
        case Product(factors):
            yield "factors reversed", product(factors[::-1]) if _square(factors) else node
            if len(factors) > 2:
                yield "a factor left out", product(factors[1:])
        case Sum(terms):
            yield "sign", total((terms[0], *map(_minus, terms[1:])))
            yield "a term left out", total(terms[1:])
        case Transpose(of):
            yield "transpose left out", of
        case Pinv(of):
            yield "pinv becomes ginv", Ginv(of)
            yield "pinv becomes transpose", Transpose(of)
        case Ginv(of) | Inv(of):
            yield "inverse becomes transpose", Transpose(of)
        case Scale() | Letter():
            yield "doubled", scale(Number(Fraction(2)), node)
        case _:
            yield from _more(node)


def _more(node: Node) -> Iterator[tuple[str, Node]]:
    match node:
        case Hcat(blocks):
            yield "blocks exchanged", Hcat(blocks[::-1])
        case Vcat(blocks):
            yield "blocks exchanged", Vcat(blocks[::-1])
        case Rank(of):
            yield "rank of the square", Rank(product((of, of)) if _square((of,)) else of)
        case Kron(left, right):
            yield "kron exchanged", Kron(right, left)
        case Vec(of):
            yield "vec of the transpose", Vec(Transpose(of))


def _square(factors: tuple[Matrix, ...]) -> bool:
    return all(factor.shape[0] == factor.shape[1] for factor in factors)


def _replaced(relation: Relation, old: Node, new: Node) -> Relation:
    """The relation with one kind of node replaced wherever it stands; sizes are not checked."""
    done = _rebuilt(relation, old, new)
    assert isinstance(done, Relation)
    return done


def rebuilt(formula: Formula, old: Formula, new: Formula) -> Formula:
    """The formula with another one in the place of a part of it."""
    done = _rebuilt(formula, old, new)
    assert isinstance(done, Formula)
    return done


def _rebuilt(node: Node, old: Node, new: Node) -> Node:
    if node == old:
        return new
    parts = [_rebuilt(part, old, new) for part in node.parts]
    if not parts:
        return node
    match node:
        case Product():
            return Product(tuple(parts))  # type: ignore[arg-type]
        case Property(name):
            return Property(name, parts[0])  # type: ignore[arg-type]
        case Equal(_, _, negated):
            return Equal(parts[0], parts[1], negated)  # type: ignore[arg-type]
        case Compare(_, sign, _):
            return Compare(parts[0], sign, parts[1])  # type: ignore[arg-type]
        case Quantified(letter):
            return type(node)(letter, parts[0])  # type: ignore[arg-type]
    fields = list(node.__dataclass_fields__)  # type: ignore[attr-defined]
    if len(fields) == 1 and isinstance(getattr(node, fields[0]), tuple):
        return type(node)(tuple(parts))  # type: ignore[call-arg]
    return type(node)(*parts)
