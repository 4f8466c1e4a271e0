"""Every theorem serves a claim, and every claim's theorems exist and speak of its parts."""

from importlib import import_module
from pkgutil import iter_modules

from proofs.evidence.stated import StatedTheorem
from proofs.papers.kawaguchi2016 import theorems
from tests.kawaguchi import CLAIMS, THEOREMS


def registered() -> set[StatedTheorem]:
    """What `theorem` named in the modules of the paper's theorems."""
    names = (f"{theorems.__name__}.{found.name}" for found in iter_modules(theorems.__path__))
    found = [item for name in names for item in vars(import_module(name)).values()]
    return {item for item in found if isinstance(item, StatedTheorem)}


def test_theorems_and_claims_name_each_other() -> None:
    used = [theorem for claim in CLAIMS for _, theorem in claim.theorems]
    assert set(used) == set(THEOREMS.values()) == registered()
    assert {name: theorem.name for name, theorem in THEOREMS.items()} == {n: n for n in THEOREMS}
    for claim in CLAIMS:
        assert {part for part, _ in claim.theorems} <= set(claim.parts), claim.id
