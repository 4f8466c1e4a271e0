"""The reading of a statement against its evaluation, which shares no code with it."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from proofs.evidence.instance_inverses import full_rank_factors, inverse, moore_penrose
from proofs.evidence.instances import Instance, Matrix, eye, random_matrix
from proofs.identity.files import library
from proofs.identity.reading.rendering import Rendering, render
from proofs.identity.reading.unrendered import Unrendered
from proofs.kernel.certificate import listed
from symbolic.statements import statement
from symbolic.statements.canonical import canonical
from symbolic.statements.evaluation import _Instance
from symbolic.statements.fraction_matrices import NoInstanceError, determinant
from symbolic.statements.syntax import (
    Compare,
    Equal,
    Ginv,
    Inv,
    Pinv,
    Relation,
    Statement,
    walk,
)  # fmt: skip

STATEMENTS = {item.name: item.statement for item in library()}


def alone(whole: Statement, relation: Relation) -> Statement:
    """The relation as a statement of its own, about the same letters."""
    return Statement(whole.letters, (), relation)


def drawn(rng: Random, whole: Statement) -> tuple[dict[str, int], dict[str, Matrix]]:
    sizes = {name: rng.randint(1, 3) for name in whole.sizes}
    letters = {}
    for letter in whole.letters:
        m, n = (size.at(sizes) for size in letter.shape)
        letters[letter.name] = random_matrix(rng, m, n)
    return sizes, letters


def some_inverse(M: Matrix) -> Matrix:
    _, _, _, L, R = full_rank_factors(M)
    return R @ L


def mirrored(M: Matrix) -> Matrix:
    """The symmetric matrix with the lower triangle of M."""
    n = len(M.rows)
    return Matrix([[M.rows[max(i, j)][min(i, j)] for j in range(n)] for i in range(n)], n, n)


def instance(rendering: Rendering, sizes: dict[str, int], letters: dict[str, Matrix]) -> Instance:
    """Values for the names of the rendering; `StopIteration` where M has no inverse."""
    here = Instance(Random(1), {**sizes, **letters})
    here.values |= {name: size.at(sizes) for name, size in rendering.sums.items()}
    start: dict[Any, int] = {}
    for name, (kind, term) in rendering.roles.items():
        if kind == "block":
            whole, part = rendering.names[name]
            m, n = here.size(whole), here.size(part)
            at = start.get(whole, 0) % m
            start[whole] = at + n
            here.values[name] = Matrix([row[at : at + n] for row in eye(m)], m, n)
            continue
        M = here.term(listed(term.tree))
        if kind == "rank":
            here.values[name] = full_rank_factors(M)[0]
        else:
            made = {
                "inv": inverse, "pinv": moore_penrose, "ginv": some_inverse, "vech": mirrored,
                "det": lambda M: Matrix([[determinant(M.rows)]], 1, 1),
            }  # fmt: skip
            here.values[name] = made[kind](M)
    return here


def evaluated(
    relation: Relation, sizes: dict[str, int], letters: dict[str, Matrix]
) -> tuple[bool, tuple[Any, ...]]:
    plain = _Instance(sizes, {name: M.rows for name, M in letters.items()}, {})
    chosen: dict[Any, Any] = {}
    plain.inverses = chosen
    for node in walk(relation):
        if isinstance(node, Ginv):
            rows = plain.matrix(canonical(node.of))
            M = Matrix(rows, len(rows), len(rows[0]))
            chosen[canonical(node.of)] = some_inverse(M).rows
    found = plain.found(relation)
    return found.holds, found.values


def equations() -> Iterator[Any]:
    for name, whole in STATEMENTS.items():
        for n, relation in enumerate(whole.relations):
            if isinstance(relation, Equal | Compare):
                yield pytest.param(alone(whole, relation), id=f"{name}-{n}")


@pytest.mark.parametrize("single", list(equations()))
def test_both_sides_have_the_values_of_the_statement(single: Statement) -> None:
    """At random instances, true or not; every equation and inequality of the library."""
    try:
        rendering = render(single)
    except Unrendered:
        pytest.skip("no reading")
    relation = single.conclusion
    rng, compared = Random(7), 0
    for _ in range(40):
        sizes, letters = drawn(rng, single)
        try:
            holds, values = evaluated(relation, sizes, letters)
            here = instance(rendering, sizes, letters)
        except (NoInstanceError, StopIteration):
            continue  # a matrix that should have an inverse has none
        formula = listed(rendering.conclusion)
        assert here.holds(formula) is holds
        if formula[0] == "=" and not (large_inverse(relation) or rendering.assumptions):
            for side, value in zip(formula[1:], values, strict=True):
                rows = value if isinstance(value, list) else [[value]]
                assert here.term(side).rows == rows
        compared += 1
        if compared == 3:
            return
    assert compared or any(isinstance(node, Inv) for node in walk(relation))


def large_inverse(relation: Relation) -> bool:
    """Whether an inverse may have been read as the equations that define it."""
    return any(isinstance(node, Inv | Pinv) for node in walk(relation))


def test_hypotheses_of_the_letters_hold_at_instances() -> None:
    """pinv, ginv, inv, ranks and blocks: what is assumed of their letters is true of them."""
    source = "A: m x n, B: m x p, S: n x n |- rank(hcat(A,B))*pinv(A) + ginv(A) + inv(S)*T(A) == 0"
    rendering = render(statement(source))
    rng, seen = Random(2), 0
    while seen < 5:
        sizes = {name: rng.randint(1, 3) for name in "mnp"}
        letters = {
            "A": random_matrix(rng, sizes["m"], sizes["n"]),
            "B": random_matrix(rng, sizes["m"], sizes["p"]),
            "S": random_matrix(rng, sizes["n"], sizes["n"]),
        }
        try:
            here = instance(rendering, sizes, letters)
        except StopIteration:
            continue
        answers = [here.holds(listed(formula)) for formula in rendering.hypotheses]
        assert False not in answers
        assert answers.count(None) <= 1  # the rank is a formula with "some"
        seen += 1


READINGS = {
    "A: n x n |- symmetric(A)": ("=", ("T", "A"), "A"),
    "A: n x n |- orthogonal(A)": ("=", ("*", ("T", "A"), "A"), ("I", "n")),
    "A: n x n |- psd(A)": (
        "and",
        ("=", ("T", "A"), "A"),
        ("all", "u", ("n", 1), ("<=", ("0", 1, 1), ("*", ("T", "u"), "A", "u"))),
    ),
    "A: n x n |- invertible(A)": (
        "some", "n'", ("n", "n"),
        ("and", ("=", ("*", "A", "n'"), ("I", "n")), ("=", ("*", "n'", "A"), ("I", "n"))),
    ),
    "A: m x n |- full_column_rank(A)": (
        "some", "n'", ("n", "m"), ("=", ("*", "n'", "A"), ("I", "n")),
    ),
    "A: m x n |- full_row_rank(A)": (
        "some", "n'", ("n", "m"), ("=", ("*", "A", "n'"), ("I", "m")),
    ),
    "A: m x n, B: m x p |- range(B) in range(A)": (
        "some", "x", ("n", "p"), ("=", "B", ("*", "A", "x")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("source", READINGS)
def test_properties_read_as_defined(source: str) -> None:
    assert render(statement(source)).conclusion == READINGS[source]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("A: m x n, B: p x q |- rank(kron(A, B)) == 0", "rank of a Kronecker product"),
        ("A: n x n |- T(vech(A))*vech(A) == tr(A*A)", "coordinates"),
        ("A: m*n x p |- A == A", "size"),
        ("A: m x n, B: n x m |- tr(K(m,n)*kron(A,B)) == tr(A*B)", "sizes"),
    ],
)
def test_what_has_no_reading_is_said_so(source: str, why: str) -> None:
    with pytest.raises(Unrendered, match=why):
        render(statement(source))


def test_a_multiple_of_a_product_of_sizes_is_no_product() -> None:
    with pytest.raises(Unrendered):
        render(statement("m: size, n: size |- I(2*m*n) == kron(I(m), I(2*n))"))


def test_one_choice_for_one_canonical_argument() -> None:
    same = render(statement("A: m x n, B: n x p |- ginv(T(A*B)) == ginv(T(B)*T(A))"))
    other = render(statement("A: m x n |- ginv(A) == T(ginv(T(A)))"))
    assert same.conclusion == ("=", "G", "G")
    assert other.conclusion == ("=", "G", ("T", "G2"))
    assert Fraction(len(same.hypotheses)) == 1


def test_names_that_the_checker_does_not_know_are_called_otherwise() -> None:
    rendering = render(statement("A_: m_1 x n, XA: n x p |- rank(A_*XA) <= m_1"))
    assert rendering.names == {
        "Xm1": "size", "n": "size", "p": "size", "XA": ("Xm1", "n"), "XA'": ("n", "p"), "r": "size",
    }  # fmt: skip
    assert rendering.conclusion == ("<=", ("tr", ("I", "r")), ("tr", ("I", "Xm1")))


def test_no_name_is_used_twice() -> None:
    rendering = render(statement("A: (m+n) x p, q: m x n, P: m x n |- pinv(P) == pinv(q)"))
    assert rendering.names["q"] == ("m", "n")
    assert rendering.names["A"] == ("q2", "p")
    assert rendering.names["P"] == ("m", "n")
    assert set(rendering.roles) == {"P2", "P3"}


def test_the_order_of_a_product_of_sizes_is_that_which_fits() -> None:
    source = "m: size, n: size |- K(m,n)*kron(I(n),I(m))*K(n,m) == I(m*n)"
    assert render(statement(source)).conclusion[2] == ("kron", ("I", "m"), ("I", "n"))
    source = "m: size, n: size |- K(n,m)*K(m,n) == I(m*n)"
    assert render(statement(source)).conclusion[2] == ("kron", ("I", "n"), ("I", "m"))
