"""What somebody could write in a `claims.py`, by mistake or on purpose, to get a wrong verdict.

Each entry is appended to the paper that `proofs new` writes. What it would prove is false or
shown by nothing: the answer is one line and exit status 2, or a verdict that is no success.
"""

import json
from pathlib import Path

import pytest

from proofs.commands.main import main

COMMON = """
from proofs import Derivation, at_digits, at_points, gap
from proofs.networks import Expression, number, vcat, both
from proofs.words import for_some, identity
def claim(name, *checks, **more):
    return Claim(id=name, title="t", section="1", statement="s", checks=checks, **more)
def line(conclusion, *given, **more):
    return lambda network, _: [Assertion(given, conclusion(Letters(network.architecture)), **more)]
def points(conclusion):
    return at_networks({"p": line(conclusion)}, networks)
def anything():
    proof = Derivation("m n", A="m n")
    (A,) = proof.letters("A")
    return proof.by(equal(A, A))
trivial = theorem("trivial")(anything)
USED = [Claim(id="used", title="t", section="1", statement="s", theorems=(("p", trivial),))]
CLAIMS += USED
"""

REFUSED = {
    "an operation that there is not": "CLAIMS += [claim('c', points(lambda t: "
    "Expression('>=', (number(1), number(2)))))]",
    "a term that there is not": "CLAIMS += [claim('c', points(lambda t: "
    "Expression('grad', (1, t.X, t.Y, t.W(1))).equals(t.hessian)))]",
    "an order between matrices": "CLAIMS += [claim('c', points(lambda t: "
    "vcat(number(0), number(5)).at_most(vcat(number(1), number(1)))))]",
    "no conclusion at all": "CLAIMS += [claim('c', points(lambda t: both()))]",
    "a matrix of the network given anew": "CLAIMS += [claim('c', at_networks({'p': line(lambda t: "
    "t.W(1).equals(t.W(2)))}, networks, lambda n: {'W_2': n.W[0]}))]",
    "a side that ignores the network": "CLAIMS += [claim('c', at_architectures('p', Equation("
    "lambda c, k: [[0]], lambda c, k: [[0]], neighbours)))]",
    "a side that is equal to everything": """
class Odd(Matrix):
    __hash__ = None
    def __eq__(self, other): return True
    def __ne__(self, other): return False
CLAIMS += [claim('c', at_architectures('p', Equation(
    lambda c, k: Odd(c.network.ring, c.gradient(k).rows), lambda c, k: 2 * c.gradient(k),
    neighbours)))]
""",
    "an equation with sides of its own": """
class Mine(Equation):
    def sides(self, calculus, index): return calculus.gradient(1), calculus.gradient(1)
CLAIMS += [claim('c', at_architectures('p', Mine(left, right, neighbours)))]
""",
    "a statement that shows another": """
class Shown(str):
    def __str__(self): return "A: m x n |- A == O(m,n)"
CLAIMS += [claim('c', as_stated('p', Shown("A: m x n |- A == A")))]
""",
    "a supporting part with content": "CLAIMS += [claim('c', points(lambda t: t.critical), "
    "theorems=(('q', trivial),), supporting=('p',))]",
    "a supporting text": "CLAIMS += [claim('c', points(lambda t: t.critical), supporting='p')]",
    "a supporting part that there is not": "CLAIMS += [claim('c', points(lambda t: t.critical), "
    "supporting=('x',))]",
    "one part by a theorem and by points": "CLAIMS += [claim('c', points(lambda t: t.critical), "
    "theorems=(('p', trivial),))]",
    "a name that is two rows": "CLAIMS += [claim('c\\nforged  proved', "
    "points(lambda t: t.critical))]",
    "a name that is a path": "CLAIMS += [claim('../../c', points(lambda t: t.critical))]",
    "a title that is two rows": "CLAIMS += [Claim(id='c', title='t\\nforged', section='1', "
    "statement='s', theorems=(('p', trivial),))]",
    "a theorem with a name that is a path": "theorem('../t')(anything)",
    "a misprint that is a gap": "CLAIMS += [claim('c', points(lambda t: t.critical), "
    "variants=(misprint('F', ('x', 0), 'false', 'x', 'y', critical, networks, "
    "holds_at(critical, networks), kinds=('unsupported',)),))]",
    "the program ended": "raise SystemExit(0)",
    "the program ended while deciding": "CLAIMS += [claim('c', points(lambda t: exit(0)))]",
}

AUDITS = {
    "answers by a function": """
from proofs.evidence.audit import Answer, Audited
def AUDITED():
    return [Audited("residual", "r = 0", "superfluous", lambda s: Answer("superfluous", "clear"))]
""",
    "answers by a generator": """
from proofs.evidence.audit import Answer, Audited
AUDITED = (x for x in
           [Audited("residual", "r = 0", "superfluous", lambda s: Answer("superfluous", "clear"))])
""",
    "a hypothesis that the claim has not": """
SAID = {"k <= H": size_at_most(plus("k", 1), "H")}
AUDITED += [used_in("balance", "H >= 1", balance, SAID, "k <= H")]
""",
    "other words for the hypothesis": """
from proofs import without
SAID = {"k is in range": size_at_most(plus("k", 1), "H")}
AUDITED += [without("balance", "k <= H", balance, SAID)]
""",
    "a theorem of another claim": """
from proofs import without
AUDITED += [without("balance", "k <= H", trivial, {})]
""",
    "needed, without the formula": """
AUDITED += [needed("residual", "r = 0", critical, networks)]
""",
}  # fmt: skip


def write(folder: Path, *pieces: str) -> None:
    with (folder / "claims.py").open("a") as file:
        file.write("".join(pieces))


@pytest.mark.parametrize("attack", REFUSED)
def test_it_is_refused_in_one_line(
    attack: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, COMMON, REFUSED[attack], "\n")
    assert main(["check", "--quick", "--paper", str(folder)]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(f"proofs: {folder}/claims.py: ")
    assert (shown.out, shown.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("attack", AUDITS)
def test_an_audit_is_of_its_claim_and_by_the_engine(
    attack: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, COMMON, AUDITS[attack])
    assert main(["audit", "--paper", str(folder)]) == 2
    assert "claims.py: " in capsys.readouterr().err


def verdicts(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, dict]:
    main(["check", "--quick", "--paper", str(folder), "--json", "-", *more])
    return {claim["id"]: claim for claim in json.loads(capsys.readouterr().out)["claims"]}


NO_SUCCESS = {
    "indices that are there once": (
        "ONCE = iter([(1,)])\nCLAIMS += [claim('c', at_architectures('p', Equation(left, "
        "lambda c, k: 2 * right(c, k), lambda a: ONCE)))]",
        "refuted",
    ),
    "no index": (
        "CLAIMS += [claim('c', at_architectures('p', Equation(left, right, lambda a: [])))]",
        "undecided",
    ),
    "no network": (
        "CLAIMS += [claim('c', at_networks({'p': critical}, lambda: []))]", "undecided",
    ),
    "hypotheses that nothing meets": (
        "CLAIMS += [claim('c', at_networks({'p': line(lambda t: t.critical, "
        "number(1).equals(number(2)))}, networks))]",
        "undecided",
    ),
    "two assertions of one name, the second false": (
        "CLAIMS += [claim('c', at_networks({'p': lambda n, _: [*line(lambda t: t.X.equals("
        "t.X))(n, _), *critical(n, _)]}, networks))]",
        "refuted",
    ),
}  # fmt: skip


@pytest.mark.parametrize("attack", NO_SUCCESS)
def test_it_is_no_success(attack: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, wanted = NO_SUCCESS[attack]
    write(folder, COMMON, source, "\n")
    assert verdicts(folder, capsys, "c")["c"]["status"] == wanted


def test_a_gap_needs_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is false under all that is stated is no gap, and shows none."""
    source = """
CLAIMS += [claim('c', at_networks({'p': critical_without_residual}, networks), variants=(
    gap('F', ('x', 0), 'x', 'nothing', 'y', critical, networks,
        holds_at(critical_without_residual, networks)),))]
"""
    write(folder, COMMON, source)
    (printed,) = verdicts(folder, capsys, "c")["c"]["printed"]
    assert printed["status"] == "undecided"


def test_what_is_assumed_is_always_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, COMMON, "CLAIMS += [Claim(id='c', title='t', section='1', statement='s', "
          "theorems=(('p', trivial),), assumes=('the Riemann hypothesis',))]\n")  # fmt: skip
    assert verdicts(folder, capsys, "c")["c"]["rests_on"]["assumed"] == ["the Riemann hypothesis"]


EXISTS = """
@theorem("right-inverse")
def right_inverse():
    proof = Derivation("n", A="n n")
    (A,) = proof.letters("A")
    idempotent = proof.assume(equal(A @ A, A))
    exists = proof.assume(for_some("B0", ("n", "n"), equal(A @ Term("B0"), identity("n"))))
    (B,), inverse = proof.obtain(exists, "B0")
    links = (A @ A @ B, [inverse]), (A @ B, [idempotent]), (identity("n"), [inverse])
    return proof.close(proof.chain(A, *links))
CLAIMS += [Claim(id="c", title="t", section="1", statement="s", theorems=(("p", right_inverse),))]
"""


@pytest.mark.parametrize("seed", [1, 2, 3, 2016])
def test_a_theorem_is_not_refuted_where_its_hypotheses_are_only_tried(
    seed: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Random values at which it is not known whether some B has A B = I say nothing."""
    write(folder, COMMON, "from proofs.words import Term\n",
          EXISTS)  # fmt: skip
    assert verdicts(folder, capsys, "c", "--seed", str(seed))["c"]["status"] == "proved"


def test_wrong_instances_leave_a_theorem_open(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The user's instances do not satisfy the hypothesis: no proof is refuted by that."""
    source = EXISTS.replace(
        '@theorem("right-inverse")',
        """
from fractions import Fraction
from proofs.evidence.instances import Matrix
def wrong(rng, settings):
    while True:
        yield {"A": Matrix([[Fraction(0)]], 1, 1)}, {}
@theorem("right-inverse", instances=wrong)""",
    )
    write(folder, COMMON, "from proofs.words import Term\n",
          source)  # fmt: skip
    assert verdicts(folder, capsys, "c")["c"]["status"] == "undecided"
