"""What the tests share: settings that are the same on every machine."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from proofs.evidence.paper import LADDER
from proofs.evidence.settings import Settings
from proofs.files.workers import collect_seldom

if TYPE_CHECKING:
    from tests.recording import Decided

# A timing is never an assertion here, so hypothesis has no deadline either.
settings.register_profile(
    "exact", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("exact")
collect_seldom()

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("COLUMNS", "80")
os.environ.setdefault("PROOFS_JOBS", "1")  # the tests are what runs in parallel


@pytest.fixture(scope="session")
def quick_settings() -> Settings:
    """The three smallest architectures of the ladder."""
    return Settings(LADDER[:3], quick=True)


@pytest.fixture(scope="session")
def decided(quick_settings: Settings) -> "Decided":
    """The verdict on each claim, decided when first asked for, and the modules it entered."""
    from tests.recording import Decided

    return Decided(quick_settings)
