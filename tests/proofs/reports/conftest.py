"""The errata as the command writes them, and how a counterexample is read."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="session")
def content() -> dict:
    command = [sys.executable, "-m", "proofs", "errata", "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict = json.loads(done.stdout)
    return found
