"""The theory that the tests of the rules share."""

import pytest

from proofs.kernel.theory import Theory
from tests.proofs.kernel.rule_checks import theory


@pytest.fixture
def T() -> Theory:
    return theory()
