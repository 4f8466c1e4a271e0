"""D(n) and vech: read without a basis, proved with an assumption, never counted as outright.

| asked | evidence here |
|---|---|
| the reading says what the statement says | truth at random instances, true and false statements |
| what depends on the coordinates has no reading | one statement of each kind |
| the assumption goes with the verdict | the answer, its JSON, the summary, the exit status |
| nothing false is proved | changed statements are refuted and not proved |
"""

import json
from collections import Counter
from random import Random

import pytest

from proofs.commands.main import main
from proofs.identity.answer import summary_line
from proofs.identity.decide import decide
from proofs.identity.proof import Proof
from proofs.identity.reading.rendering import render
from proofs.identity.reading.unrendered import Unrendered
from proofs.identity.reading.vech import ASSUMPTION
from proofs.identity.strategies import prove
from proofs.kernel.certificate import listed
from proofs.status import Status
from symbolic.statements import statement
from symbolic.statements.formula_nodes import conjuncts
from tests.proofs.identity.test_rendering import drawn, evaluated, instance

TRUE = """
A: n x n; symmetric(A) |- D(n)*vech(A) == vec(A)
A: n x n |- D(n)*vech(A+T(A)) == vec(A+T(A))
A: n x n |- pinv(D(n))*vec(A) == 1/2*vech(A+T(A))
n: size |- T(D(n))*K(n,n) == T(D(n))
A: n x n |- pinv(D(n))*D(n)*vech(A) == vech(A)
n: size |- full_column_rank(D(n)) and full_row_rank(T(D(n)))
n: size |- tr(D(n)*pinv(D(n))) == n*(n+1)/2
A: n x n |- tr(pinv(D(n))*kron(A, A)*D(n)) == 1/2*tr(A)*tr(A) + 1/2*tr(A*A)
A: n x n, B: n x n; vech(A) == vech(B), symmetric(A), symmetric(B) |- A == B
A: n x n |- symmetric(T(D(n))*(kron(A, A) + kron(T(A), T(A)))*D(n))
A: n x n |- vech(2*A) == 2*vech(A)
A: n x n, B: n x n; symmetric(A), symmetric(B) |- vech(A) == vech(B) iff A == B
""".strip().splitlines()

FALSE = """
A: n x n |- D(n)*vech(A) == vec(A)
A: n x n |- pinv(D(n))*vec(A) == vech(A)
A: n x n |- D(n)*pinv(D(n))*kron(A, A) == kron(A, A)*D(n)*pinv(D(n)) + kron(A, A)
n: size |- K(n,n)*D(n) == 2*D(n)
n: size |- D(n)*pinv(D(n)) == K(n,n)
A: n x n |- vech(A) == vech(T(A))
A: n x n, B: n x n; vech(A) == vech(B) |- A == B
n: size |- full_row_rank(D(n))
A: n x n |- tr(pinv(D(n))*kron(A, A)*D(n)) == tr(A)*tr(A)
A: n x n, S: n x n |- vech(A*S*T(A)) == pinv(D(n))*kron(A, A)*D(n)*vech(S)
""".strip().splitlines()

BASIS = """
n: size |- D(n)*T(D(n)) == D(n)*T(D(n))
A: n x n |- T(vech(A))*vech(A) == tr(T(A)*A)
n: size |- T(D(n))*D(n) == pinv(D(n))*D(n)
A: n x n |- kron(vech(A), vech(A)) == kron(vech(A), vech(A))
n: size |- orthogonal(T(D(n))*D(n))
n: size |- psd(pinv(D(n))*D(n))
n: size |- ginv(D(n)) == pinv(D(n))
n: size |- pinv(T(D(n))*D(n)) == inv(T(D(n))*D(n))
A: n x n |- tr(T(D(n))*kron(A, A)*D(n)) == 0
A: 2 x 2; symmetric(A) |- D(2)*vech(A) == vec(A)
""".strip().splitlines()


@pytest.mark.parametrize("source", TRUE)
def test_a_true_statement_is_proved_with_the_assumption(source: str) -> None:
    found = decide(source)
    assert found.verdict is Status.PROVED
    assert found.assumptions == (ASSUMPTION,)
    assert str(found) == f"proved, all sizes, assuming {ASSUMPTION}"


@pytest.mark.parametrize("source", FALSE)
def test_a_false_statement_is_refuted_and_not_proved(source: str) -> None:
    assert decide(source, provers=()).verdict is Status.REFUTED
    assert not isinstance(prove(statement(source), 5.0), Proof)


@pytest.mark.parametrize("source", BASIS)
def test_what_depends_on_the_coordinates_has_no_reading(source: str) -> None:
    with pytest.raises(Unrendered):
        render(statement(source))


@pytest.mark.parametrize("source", TRUE + FALSE)
def test_the_reading_is_true_where_the_statement_is(source: str) -> None:
    """Each relation alone, at random sizes and matrices, some of them symmetric."""
    whole = statement(source)
    rng = Random(source)
    for relation in conjuncts(whole.conclusion):
        text = f"{source.split('|-', maxsplit=1)[0].split(';', maxsplit=1)[0]} |- "
        single = statement(text + relation_text(relation))
        rendering = render(single)
        for _ in range(12):
            sizes, letters = drawn(rng, single)
            holds, _ = evaluated(single.conclusion, sizes, letters)
            found = instance(rendering, sizes, letters).holds(listed(rendering.conclusion))
            assert found in (holds, None)  # None for a quantifier


def relation_text(relation: object) -> str:
    from symbolic.statements.writing import written

    return written(relation)  # type: ignore[arg-type]


def test_the_answer_counts_it_apart(capsys: pytest.CaptureFixture[str]) -> None:
    source = "n: size |- K(n,n)*D(n) == D(n)"
    assert main(["identity", source, "--json", "-"]) == 1
    assert json.loads(capsys.readouterr().out)["assumptions"] == [ASSUMPTION]
    assert main(["identity", source]) == 1
    assert f"assuming {ASSUMPTION[:12]}" in " ".join(capsys.readouterr().out.split())
    counts = Counter({Status.PROVED: 3, Status.REFUTED: 1})
    line = "4 statements: 2 proved, 1 proved with an assumption, 1 refuted, 0 undecided"
    assert summary_line(counts, 1) == line


def test_without_them_nothing_is_assumed() -> None:
    assert decide("A: m x n |- A*pinv(A)*A == A").assumptions == ()
