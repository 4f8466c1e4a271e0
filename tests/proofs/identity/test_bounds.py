"""Memory is bounded by bounds on terms: what would not fit is refused, in one line.

| asked | evidence here |
|---|---|
| long products of sums, deep powers, nested Kronecker products, .. fit | a process of 500 MB |
| what is refused is said in one line | the message |
| nothing of the library is refused for its size | counted |
"""

import subprocess
import sys

import pytest

from proofs.identity.files import library
from proofs.identity.reading.bounds import MAX_LETTERS, MAX_PRODUCTS, expansion
from proofs.identity.reading.rendering import render
from proofs.identity.reading.unrendered import Unrendered
from symbolic.errors import NotTriedError
from symbolic.statements import statement

LIMIT = 500


def product(factor: str, count: int) -> str:
    return "*".join([factor] * count)


def nested(form: str, times: int) -> str:
    text = "A"
    for _ in range(times):
        text = form.format(text)
    return text


TOO_LARGE = {
    "long products of sums": f"A: n x n, B: n x n |- {product('(A+B)', 12)} == A",
    "more terms than a tensor has": f"A: n x n, B: n x n |- {product('(A+B)', 30)} == A",
    "products of four": f"A: n x n, B: n x n, C: n x n, D: n x n |- {product('(A+B+C+D)', 7)} == A",
    "deep powers": f"A: n x n |- tr({product('A', 1600)}) == 0",
    "nested Kronecker products of sums": f"A: n x n, B: n x n |- {nested('kron(A+B,{})', 12)} == 0",
    "an iff in an iff": f"A: n x n |- {nested('({}) iff A == 0', 30).replace('(A)', '(A == A)')}",
    "determinants of sums": "A: 5 x 5, B: 5 x 5, C: 5 x 5 |- det(A+B+C) == det(A)",
}

LARGE = {
    "powers": f"A: n x n |- rank({product('A', 600)}) <= rank(A)",
    "nested Kronecker products": f"A: n x n |- {nested('kron(A,{})', 30)} == 0",
    "nested vec": f"A: n x n |- {nested('kron(vec({0}),A)', 8)} == 0",
    "sums below the bound": f"A: n x n, B: n x n; A*A == A |- {product('(A+B)', 7)} == A",
    "infinite completion": "A: n x n, B: n x n, C: n x n; A*B*A == B*A*B, B*C*B == C*B*C, "
    "A*C*A == C*A*C |- A*B*C == C*B*A",
    "equations of sums": f"A: n x n, B: n x n; {product('(A+B)', 5)} == A*B, "
    f"{product('(A-2*B)', 5)} == B*A |- A*B == B*A",
    "growing numbers": f"A: n x n; {product('(123456789/7*A+I(n))', 5)} == 0 |- A == 0",
    "many ranks": "A: n x n, B: n x n, C: n x n |- "
    "rank(vcat(hcat(A,B,C),hcat(B,C,A),hcat(C,A,B))) == rank(A+B+C)",
}

DECIDE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) * 2**20,) * 2)
from proofs.identity.strategies import prove
from symbolic.errors import NotTriedError
from symbolic.statements import statement
for source in sys.stdin.read().splitlines():
    try:
        prove(statement(source), 0.3)
    except NotTriedError as error:
        print(error)
"""


def test_adversarial_statements_fit() -> None:
    sources = "\n".join([*TOO_LARGE.values(), *LARGE.values()])
    done = subprocess.run(
        [sys.executable, "-c", DECIDE, str(LIMIT)],
        input=sources, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(TOO_LARGE)


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_would_not_fit_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(NotTriedError, match=r"at most [0-9,]+ are tried|more than [0-9]+ terms"):
        render(statement(TOO_LARGE[name]))


def test_the_library_is_far_from_the_bounds() -> None:
    for item in library():
        try:
            rendering = render(item.statement)
        except Unrendered:
            continue
        sizes = [expansion(f) for f in (*rendering.hypotheses, rendering.conclusion)]
        assert sum(products for products, _ in sizes) <= MAX_PRODUCTS / 2, item.name
        assert sum(letters for _, letters in sizes) <= MAX_LETTERS, item.name
