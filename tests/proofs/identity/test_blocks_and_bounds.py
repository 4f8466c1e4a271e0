"""Block elimination, Cauchy and Schwarz, residuals: proved, and nothing false with them.

The refuter answers a false statement before a prover is asked; here the prover is asked alone.
"""

import pytest

from proofs.identity.decide import decide, rejection
from proofs.identity.files import NamedStatement, library
from proofs.identity.proof import Proof
from proofs.identity.strategies import prove
from proofs.status import Scope, Status
from symbolic.errors import NotTriedError

KINDS = ("rank_blocks", "schwarz", "residuals")
TRUE = [item for kind in KINDS for item in library(f"holds_{kind}.txt")]
FALSE = [item for kind in KINDS for item in library(f"fails_{kind}.txt")]
SECONDS = 60.0


def named(items: list[NamedStatement]) -> list[str]:
    return [item.name for item in items]


def require_proof(item: NamedStatement) -> None:
    found = decide(item.statement, SECONDS)
    assert found.verdict is Status.PROVED, found.missing
    assert found.scope == Scope.ALL_SIZES.value
    assert not found.assumptions


@pytest.mark.parametrize("item", TRUE[::4], ids=named(TRUE[::4]))
def test_one_in_four_is_proved_for_all_sizes(item: NamedStatement) -> None:
    require_proof(item)


@pytest.mark.slow
@pytest.mark.parametrize("item", TRUE, ids=named(TRUE))
def test_each_is_proved_for_all_sizes(item: NamedStatement) -> None:
    require_proof(item)


@pytest.mark.parametrize("item", FALSE, ids=named(FALSE))
def test_a_changed_one_is_refuted(item: NamedStatement) -> None:
    found = decide(item.statement, SECONDS)
    assert found.verdict is Status.REFUTED
    assert found.counterexample is not None


@pytest.mark.slow
@pytest.mark.parametrize("item", FALSE, ids=named(FALSE))
def test_the_prover_alone_finds_no_proof_of_a_changed_one(item: NamedStatement) -> None:
    try:
        found = prove(item.statement, SECONDS / 12)
    except NotTriedError:
        return
    if isinstance(found, Proof):
        assert rejection(item.statement, found.certificate) != ""


def test_the_two_lists_are_as_long_as_they_should_be() -> None:
    assert len(TRUE) >= 22
    assert len(FALSE) >= 34
