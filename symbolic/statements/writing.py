"""Terms and relations in the language that they are read from."""

from __future__ import annotations

from collections.abc import Iterable

from symbolic.statements.sizes import Size
from symbolic.statements.syntax import (
    And,
    Commutation,
    Compare,
    Det,
    Duplication,
    Entry,
    Equal,
    Exists,
    ForAll,
    Formula,
    Ginv,
    Hcat,
    Identity,
    Iff,
    Implies,
    Inv,
    Kron,
    Letter,
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
    Reciprocal,
    Relation,
    ScalarProduct,
    ScalarSum,
    Scale,
    SizeValue,
    Statement,
    Sum,
    Trace,
    Transpose,
    Vcat,
    Vec,
    Vech,
    Zero,
)

_CALLS: dict[type[Node], str] = {
    Transpose: "T", Inv: "inv", Pinv: "pinv", Ginv: "ginv", Vec: "vec", Vech: "vech",
    Kron: "kron", Hcat: "hcat", Vcat: "vcat", Rank: "rank", Trace: "tr", Det: "det",
}  # fmt: skip


def written(node: Node) -> str:
    """The text of a node, which is read as that node again.

    >>> from symbolic.statements import statement
    >>> s = statement("A: m x n; rank(A)==n |- pinv(A) == inv(T(A)*A)*T(A)-(2/4)*(3*T(A))")
    >>> written(s.conclusion)
    'pinv(A) == inv(T(A)*A)*T(A) - 3/2*T(A)'
    """
    if isinstance(node, Formula) and not isinstance(node, Relation):
        return _formula(node)
    match node:
        case Equal(left, right, negated):
            return f"{written(left)} {'!=' if negated else '=='} {written(right)}"
        case Compare(low, sign, high):
            return f"{written(low)} {sign} {written(high)}"
        case RangeIn(inner, outer):
            return f"range({written(inner)}) in range({written(outer)})"
        case Property(name, of):
            return f"{name}({written(of)})"
        case Sum(terms) | ScalarSum(terms):
            first, *rest = map(_factor_of_sum, terms)
            return first + "".join(f" - {t[1:]}" if t[0] == "-" else f" + {t}" for t in rest)
        case ScalarProduct((Number(value), *factors)) if value == -1:
            return "-" + "*".join(map(_factor, factors))
        case Product(factors) | ScalarProduct(factors):
            return "*".join(map(_factor, factors))
        case Scale(Number(value), of) if value == -1:
            return f"-{_factor(of)}"
        case Scale(factor, of):
            return f"{_factor(factor)}*{_factor(of)}"
    return _atom(node)


_BINDING: dict[type[Formula], int] = {
    ForAll: 0, Exists: 0, Iff: 1, Implies: 2, Or: 3, And: 4, Not: 5,
}  # fmt: skip
"""How tightly a formula binds; a relation binds tightest."""


def _formula(node: Formula) -> str:
    def part(of: Formula, least: int) -> str:
        text = written(of)
        return text if _BINDING.get(type(of), 6) >= least else f"({text})"

    match node:
        case And(formulas):
            return " and ".join(part(of, 5) for of in formulas)
        case Or(formulas):
            return " or ".join(part(of, 4) for of in formulas)
        case Not(of):
            return f"not {part(of, 5)}"
        case Implies(left, right):
            return f"{part(left, 3)} implies {part(right, 2)}"
        case Iff(left, right):
            return f"{part(left, 2)} iff {part(right, 2)}"
        case Quantified(letter, of):
            word = "for all" if isinstance(node, ForAll) else "exists"
            return f"{word} {declared(letter)}: {written(of)}"
    raise TypeError(node)


def declared(letter: Letter) -> str:
    """The letter with its sizes; one of size 1 x 1 is read as the same in both spellings."""
    return f"{letter.name}: {_size(letter.shape[0])} x {_size(letter.shape[1])}"


def _atom(node: Node) -> str:
    match node:
        case Letter(name):
            return name
        case Number(value):
            return str(value)
        case SizeValue(size):
            return _size(size)
        case Identity(size):
            return f"I({_size(size)})"
        case Duplication(size):
            return f"D({_size(size)})"
        case Zero(rows, columns):
            return f"O({_size(rows)},{_size(columns)})"
        case Commutation(rows, columns):
            return f"K({_size(rows)},{_size(columns)})"
        case Reciprocal(of):
            return f"1/{_divisor(of)}"
        case Entry(of):
            return written(of)
    return f"{_CALLS[type(node)]}({', '.join(map(written, node.parts))})"


def _factor_of_sum(node: Node) -> str:
    text = written(node)
    return f"({text})" if isinstance(node, Entry) and isinstance(node.of, Sum) else text


def _factor(node: Node) -> str:
    """The text of a factor, in brackets where it would be read otherwise."""
    inner = node.of if isinstance(node, Entry) else node
    text = written(node)
    loose = isinstance(inner, Sum | ScalarSum | Scale) or (
        isinstance(node, Entry) and isinstance(inner, Product)
    )
    loose = loose or (isinstance(inner, SizeValue) and len(inner.size.terms) > 1)
    return f"({text})" if loose else text


def _divisor(node: Node) -> str:
    """The text of what stands after a slash."""
    inner = node.of if isinstance(node, Entry) else node
    loose = isinstance(inner, Sum | ScalarSum | Scale | Product | ScalarProduct | Reciprocal)
    loose = loose or (isinstance(inner, Number) and inner.value.denominator != 1)
    loose = loose or (isinstance(inner, SizeValue) and _size(inner.size) != inner.size.name)
    return f"({written(node)})" if loose else written(node)


def _size(size: Size) -> str:
    return str(size).replace(" ", "")


def matrix_text(rows: Iterable[Iterable[object]]) -> str:
    """A matrix on one line: ``[1 2; 3 4]``."""
    return f"[{'; '.join(' '.join(map(str, row)) for row in rows)}]"


def declarations(statement: Statement) -> str:
    """The letters with their sizes."""
    return ", ".join(map(declared, statement.letters))


def statement_text(statement: Statement) -> str:
    """A text of the whole statement: its source, or one that is read as the same statement."""
    if statement.source:
        return " ".join(statement.source.split())
    free = set(statement.sizes) - {n for x in statement.letters for s in x.shape for n in s.names}
    heads = [declarations(statement), *(f"{name}: size" for name in sorted(free))]
    conditions = ", ".join(map(written, statement.hypotheses))
    goal = written(statement.conclusion)
    return (
        ", ".join(filter(None, heads)) + (f"; {conditions}" if conditions else "") + f" |- {goal}"
    )
