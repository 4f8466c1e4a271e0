"""The statement language: what is read, what is refused and how.

| asked | evidence here |
|---|---|
| symbolic sizes are unified only where the statement says so | size errors, with both sizes |
| messages name the column, what was expected, the nearest name | a table of mistakes |
| nothing a user types is evaluated, nothing ends in a traceback | arbitrary text, random tokens |
| what is written is read as the same | every statement of the library, random terms |
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.identity.files import library
from symbolic.errors import StatementError
from symbolic.statements.canonical import choices
from symbolic.statements.formula_nodes import conjuncts
from symbolic.statements.names import FUNCTIONS
from symbolic.statements.parser import statement
from symbolic.statements.syntax import (
    Compare,
    Equal,
    Ginv,
    Iff,
    Kron,
    Letter,
    Product,
    Property,
    RangeIn,
    Scale,
    Statement,
    Sum,
    Zero,
    walk,
)
from symbolic.statements.writing import statement_text

DESIGN_EXAMPLES = [
    "A: m x n, B: n x p |- rank(A*B) <= rank(A)",
    "A: m x n, G: n x m; A*G*A == A |- rank(A*G) == rank(A)",
    "A: m x n, B: n x p |- pinv(A*B) == pinv(B)*pinv(A) iff pinv(A)*A*B*T(B)*T(A) =="
    " B*T(B)*T(A) and B*pinv(B)*T(A)*A*B == T(A)*A*B",
    "A: n x n, B: n x p, E: p x p, M = vcat(hcat(A,B),hcat(T(B),E)); symmetric(A), symmetric(E)"
    " |- psd(M) iff psd(A) and range(B) in range(A) and psd(E - T(B)*ginv(A)*B)",
]

MISTAKES = [
    ("A: m x n |- T(A) == A", 18, "== of n x m and m x n: the sizes do not fit"),
    ("A: m x n, B: n x p |- B*A == 0", 24, '"*" of n x p and m x n: the sizes do not fit'),
    ("A: m x n |- A + T(A) == 0", 15, '"+" of m x n and n x m: the sizes do not fit'),
    ("A: m x n |- A + 1 == A", 15, '"+" of m x n and a number: the sizes do not fit'),
    ("A: m x n |- A == 1", 15, "== of m x n and a number: the sizes do not fit"),
    ("A: m x n, B: m x p |- vcat(A, B) == 0", 23, "vcat of m x n and m x p: expected one width"),
    ("A: m x n, B: n x p |- hcat(A, B) == 0", 23, "hcat of m x n and n x p: expected one height"),
    ("A: m x n |- inv(A) == 0", 13, "inv of m x n: expected a square matrix"),
    ("A: m x n |- psd(A)", 13, "psd of m x n: expected a square matrix"),
    ("A: m x n, B: n x p |- range(B) in range(A)", 32, "ranges of n x p and m x n"),
    ("A: m x n |- A <= A", 15, "<= is for numbers; between matrices say psd(right - left)"),
    ("A: m x n |- rnk(A) <= n", 13, 'no function "rnk"; did you mean "rank"?'),
    ("A: m x n |- col(A*T(A)) >= 0", 13, 'did you mean "range"?'),
    ("A: m x n |- rank(B) <= n", 18, 'no matrix, number or size "B"; declare it: "B: m x n"'),
    ("Gram: m x n |- Gran == 0", 16, 'did you mean "Gram"?'),
    ("A: m x n |- I(k)*A == A", 15, 'no size "k"'),
    ("A: m x n |- kron(A) == A", 13, "kron takes 2 arguments, not 1"),
    ("A: m x n |- A(A) == A", 13, '"A" is no function: a product is written A*(..)'),
    ("A: m x n |- A = A", 15, 'found "=": equality is written =='),
    ("A: m x n |- A^2 == A", 14, "a power of m x n: expected a square matrix"),
    ("A: n x n |- A^n == A", 15, "powers are to integers"),
    ("A: n x n |- A^99 == A", 14, "a power is at most 40"),
    ("A: m x n |- A' == A", 16, "== of n x m and m x n: the sizes do not fit"),
    ("A: m x n |- A.T == A", 17, "== of n x m and m x n: the sizes do not fit"),
    ("A: m x n |- .5*A == A", 13, "a decimal has digits on both sides of its point"),
    ("A: m x n |- A/A == A", 15, "division by m x n: write inv(..) for the inverse"),
    ("A: n x n |- d(A) == A", 13, 'no function "d": write grad(f, X), jac(F, X), along(F, X, V)'),
    ("A: n x n |- || A == A", 18, 'expected ||, found "=="'),
    ("A: n x n |- norm(A) == 0", 13, "write sq(A) for the square of the Frobenius norm"),
    ("A: n x n |- ||A|| == 0", 13, "write sq(A) for the square of the Frobenius norm"),
    ("A: n x n |- eig(A) == 0", 13, "eigenvalues are not in the language yet"),
    ("A: n x n |- sqrt(A) == A", 13, "functions of a matrix are not in the language"),
    ("A: n x n |- A[1,1] == 0", 14, "entries are not in the language yet"),
    ("W: network(3) |- W == W", 4, "networks are not in the language yet"),
    ("A: m x n |- A \\otimes A == 0", 15, 'unexpected "\\otimes": write kron(A, B)'),
    ("A: n x n |- exists A: n x n: A == 0", 20, '"A" is declared twice'),
    ("A: n x n |- exists X: k x n: A == 0", 23, 'no size "k"'),
    ("A: n x n |- exists k: size: A == 0", 23, "not yet over sizes"),
    ("A: n x n |- exists X: n x n: inv(X) == A", 30, 'inv of the bound name "X"'),
    ("A: n x n |- exists l: number: A/l == A", 33, 'the reciprocal of the bound name "l"'),
    ("A: n x n |- (A == A)*A == A", 14, "expected a matrix or a number, found a formula"),
    ("A: n x n |- not A", 17, "expected a relation"),
    ("A: n x n |- A < A", 15, "between matrices say pd(right - left)"),
    ("A: m × n |- A == A", 6, 'unexpected "×": write x or *'),
    ("A: m x n |- rank(A) ≤ m", 21, "write <="),
    ("A: m x n |- A/0 == A", 15, "division by zero"),
    ("A: m n |- A == A", 6, 'expected |-, ",", ";" or x, found "n"'),
    ("A: m x n A == A", 10, 'found "A"'),
    ("A: m x 0 |- A == A", 8, "a size is an integer from 1 to 10000"),
    ("A: m x n, A: n x n |- A == A", 11, '"A" is declared twice'),
    ("A: m x n, m: n x n |- A == A", 11, '"m" is a size already'),
    ("A: A x n |- A == A", 1, '"A" cannot be both a size and a matrix'),
    ("and: m x n |- A == A", 1, '"and" is a word of the language'),
    ("A: m x n |- A", 13, "expected a relation, like A == B or psd(A)"),
    ("A: m x n |- range(A) in A", 25, 'expected range(..) on both sides of "in"'),
    ("A: m x n |- rank(A) == range(A)", 21, "a range is compared with a range"),
    ("A: n x n |- psd(A) == psd(A)", 20, "a property is a relation already"),
    ("A: m x n |- A == A iff A == A iff A == A", 31, 'expected the end, found "iff"'),
    ("A: m x n |- T(A", 16, 'expected "," or ")", found the end'),
    ("A: m x n", 9, "expected |-"),
    ("", 1, "found the end"),
    ("A: m x n |- 3 == pinv", 18, 'expected "(" after pinv'),
    ("A: m x n |- A == A and", 23, "expected a matrix or a number, found the end"),
    ("M = psd(A), A: n x n |- A == A", 9, 'no matrix, number or size "A"'),
    ("A: n x n, M = psd(A) |- A == A", 11, "a name stands for a matrix or a number"),
    ("A: m x n |- I(A) == A", 15, '"A" is a matrix, expected a size'),
    ("A: m x n |- I(m - n) == A", 15, "expected a size"),
    ("A: m x n \x1b |- A == A", 10, 'unexpected "\\u001b"'),
]


@pytest.mark.parametrize(("source", "column", "message"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_named_at_its_column(source: str, column: int, message: str) -> None:
    with pytest.raises(StatementError) as caught:
        statement(source)
    assert caught.value.column == column
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mistake_further_down_names_its_line() -> None:
    with pytest.raises(StatementError, match="line 2, column 4: no function"):
        statement("A: m x n\n|- rnak(A) == 1")


@pytest.mark.parametrize("source", DESIGN_EXAMPLES)
def test_the_examples_of_the_interface_are_read(source: str) -> None:
    assert isinstance(statement(source), Statement)


def test_what_a_statement_becomes() -> None:
    s = statement(DESIGN_EXAMPLES[3])
    assert [letter.name for letter in s.letters] == ["A", "B", "E"]
    assert s.sizes == ("n", "p")
    assert s.hypotheses == (
        Property("symmetric", s.letters[0]),
        Property("symmetric", s.letters[2]),
    )
    assert isinstance(s.conclusion, Iff)
    left, right = conjuncts(s.conclusion.left), conjuncts(s.conclusion.right)
    assert isinstance(left[0], Property)
    assert str(left[0].of.shape[0]) == "n + p"
    assert right[1] == RangeIn(s.letters[1], s.letters[0])


def test_sums_and_products_are_flat_and_scalars_in_front() -> None:
    s = statement("A: n x n |- (A + A) + (A - 2*A*(3*A)*A) == 0")
    relation = s.conclusion
    assert isinstance(relation, Equal)
    assert isinstance(relation.right, Zero)
    assert isinstance(relation.left, Sum)
    assert len(relation.left.terms) == 4
    last = relation.left.terms[3]
    assert isinstance(last, Scale)
    assert isinstance(last.of, Product)
    assert len(last.of.factors) == 3
    for node in walk(relation):
        if isinstance(node, Sum | Product):
            assert not any(type(part) is type(node) for part in node.parts)


def test_a_one_by_one_matrix_is_a_number() -> None:
    s = statement("x: n x 1, A: n x n |- T(x)*A*x >= 0 and (T(x)*x)*A == A*(T(x)*x)")
    number, equation = conjuncts(s.conclusion)
    assert isinstance(number, Compare)
    assert equation.parts[0] == equation.parts[1]


def test_the_same_size_in_two_writings() -> None:
    statement("A: m x n, B: n x p |- T(vec(kron(A, B)))*vec(O(n*m, p*n)) == 0")
    statement("A: m*n x p, B: n*m x p |- A + B == B + A")
    with pytest.raises(StatementError):
        statement("A: m x n |- K(m,n) == K(m,m)")


def test_names_that_look_like_words_of_the_language() -> None:
    s = statement("x: x1 x xx, andy: x1 x xx, T: xx x x1, K: n x n |- T(x) == T and andy == x"
                  " and K*K(n,1) == K")  # fmt: skip
    assert [letter.name for letter in s.letters] == ["x", "andy", "T", "K"]


def test_an_undeclared_size_is_declared_by_the_word_size() -> None:
    s = statement("m: size, n: size |- K(m,n)*K(n,m) == I(n*m)")
    assert s.sizes == ("m", "n")
    assert s.letters == ()


def test_choices_of_ginv_are_one_for_each_canonical_argument() -> None:
    s = statement(
        "A: m x n, B: n x p |- ginv(T(A*B)) + ginv(T(B)*T(A)) + ginv(2*T(B)*T(A)/2) == 0"
        " and ginv(A + A) == ginv(2*A) and ginv(A*B - A*B) == ginv(-(A*B) + A*B)"
    )
    assert len(choices(s)) == 4


def test_implied_hypotheses_are_the_arguments_of_inverses_from_the_inside_out() -> None:
    s = statement("A: n x n, B: n x n; B == inv(A) |- inv(A + inv(B)) == A")
    assert [str(p.of.shape[0]) for p in s.implied] == ["n"] * 3
    assert s.implied[0].of == s.letters[0]
    assert s.implied[1].of == s.letters[1]


def test_definitions_are_written_out_and_bounded() -> None:
    s = statement("A: n x n, M = A*A, N = M + M |- N == 0")
    assert Letter("A", s.letters[0].size) in s.conclusion.parts[0].parts[0].parts
    doubling = ", ".join(f"M{k} = M{k - 1}*M{k - 1}" for k in range(1, 40))
    with pytest.raises(StatementError, match='too large once "M'):
        statement(f"M0: n x n, {doubling} |- M39 == 0")


def test_definitions_may_not_nest_deeper_than_terms() -> None:
    names = ["A", *(f"M{k}" for k in range(200))]
    nested = ", ".join(f"{new} = T({old})" for old, new in pairwise(names))
    with pytest.raises(StatementError, match='too large once "M58" is written out'):
        statement(f"A: n x n, {nested} |- A == M199")


def test_depth_and_length_are_bounded() -> None:
    with pytest.raises(StatementError, match="too large"):
        statement("A: n x n |- " + "T(" * 200 + "A" + ")" * 200 + " == A")
    with pytest.raises(StatementError, match="too large"):
        statement("A: n x n |- " + "-" * 200 + "A == A")
    with pytest.raises(StatementError, match="more than 20000 characters"):
        statement("A: n x n |- A == A" + " " * 20_000)
    with pytest.raises(StatementError, match="digits"):
        statement("A: n x n |- " + "9" * 60 + "*A == A")
    statement("A: n x n |- " + "+".join(["A"] * 900) + " == A")


SOURCES = [item.statement.source for item in library()]
TOKENS = [
    *FUNCTIONS, "A", "B", "x", "m", "n", "and", "or", "not", "implies", "iff", "in", "for all",
    "exists", "X: m x n:", "l: number", "<", ">", "@", ".T", "||", "0.5", "-1",
    "|-", "==", "<=", "!=", "=", ":", ";",
    ",", "(", ")", "+", "-", "*", "/", "1", "2", "0", "size", "^", ".", "\n", "é", "'", "\\", "%",
]  # fmt: skip


@given(st.text(max_size=60))
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(text)


@given(st.lists(st.sampled_from(TOKENS), max_size=25))
def test_random_tokens_are_read_or_refused(tokens: list[str]) -> None:
    read_or_refuse("A: m x n, B: n x n |- " + " ".join(tokens))


@given(st.data())
def test_a_changed_statement_of_the_library_is_read_or_refused(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(SOURCES))
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, min(len(source), start + 4)))
    read_or_refuse(source[:start] + data.draw(st.sampled_from(TOKENS)) + source[end:])


def read_or_refuse(text: str) -> None:
    try:
        statement(text)
    except StatementError as error:
        mistake = error
    else:
        return
    assert str(mistake).isprintable()
    assert 1 <= mistake.column <= len(text) + 1


@pytest.mark.parametrize("item", library(), ids=lambda item: item.name)
def test_what_is_written_is_read_as_the_same(item) -> None:
    built = Statement(item.statement.letters, item.statement.hypotheses, item.statement.conclusion)
    assert statement(statement_text(built)) == item.statement


def test_every_word_is_used_by_the_library() -> None:
    text = " ".join(item.statement.source for item in library())
    assert all(f"{name}(" in text for name in FUNCTIONS)
    nodes = {type(n) for i in library() for r in i.statement.formulas for n in walk(r)}
    assert {Ginv, Kron, Scale} <= nodes


@pytest.mark.parametrize(
    "term", ["((2^40)^40)^40", "2^40*(3^40)^20*A", "(10^39)^-11*A", "(A/10^39)^11"]
)
def test_numbers_are_bounded_where_they_are_multiplied_out(term: str) -> None:
    with pytest.raises(StatementError, match="more than 390 digits"):
        statement(f"A: n x n |- ({term})*A == A")
    assert statement("A: n x n |- (2^40)^30*A == A")
