"""Which proof modules a run enters, and what a run is like without one of them."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from importlib import import_module
from pkgutil import walk_packages
from types import FrameType, FunctionType

import pytest

from proofs import checker
from proofs.evidence import run
from proofs.evidence.claim import Claim, Variant
from proofs.evidence.settings import Settings
from proofs.evidence.sources import LIBRARY, is_proof_module
from proofs.evidence.stated import StatedTheorem
from proofs.evidence.verdict import VariantVerdict, Verdict
from tests.kawaguchi import PAPER

CLAIMS, THEOREMS = (f"proofs.papers.kawaguchi2016.{name}." for name in ("claims", "theorems"))


class Gone(checker.Rejected):
    """The evidence of a module is not there: the checker would have nothing to accept."""


def modules(prefix: str) -> list[str]:
    """The proof modules of a folder and of those inside it, which are the `prefix`."""
    folder = import_module(prefix.rstrip("."))
    found = walk_packages(folder.__path__, prefix)
    return [item.name for item in found if not item.ispkg and is_proof_module(item.name)]


@contextmanager
def calls(heard: Callable[[str], None]) -> Iterator[None]:
    """Tell `heard` of the proof module of each function that is called, but for proofs.

    A theorem that is looked up is evidence of its own: what proves it is not heard of.
    """

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and is_proof_module(name := frame.f_globals.get("__name__", "")):
            heard(name)

    look_up = vars(StatedTheorem)["_replayed"]

    def quietly(theorem: StatedTheorem):
        sys.setprofile(None)
        try:
            return look_up.__get__(theorem)
        finally:
            sys.setprofile(profile)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StatedTheorem, "_replayed", property(quietly))
        sys.setprofile(profile)
        try:
            yield
        finally:
            sys.setprofile(None)


class Decided:
    """The verdict on each claim, decided once, and the proof modules that this entered."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.verdicts: dict[str, Verdict] = {}
        self.entered: dict[str, set[str]] = {}

    def __call__(self, claim: Claim) -> Verdict:
        if claim.id not in self.verdicts:
            self.verdicts[claim.id] = self._decide(claim)
        return self.verdicts[claim.id]

    def _decide(self, claim: Claim) -> Verdict:
        now, found = claim.id, defaultdict(set, {claim.id: set()})
        true = run.decide_variant

        def decide_variant(variant: Variant, settings: Settings) -> VariantVerdict:
            nonlocal now
            now = variant.erratum
            found[now] = set()
            verdict = true(variant, settings)
            now = claim.id
            return verdict

        def enter(module: str) -> None:
            found[now].add(module)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(run, "decide_variant", decide_variant)
            with calls(enter):
                verdict = run.decide_claim(PAPER, claim, self.settings)
        self.entered |= found
        return verdict


@contextmanager
def theorem_calls(
    heard: Callable[[str], None],
) -> Iterator[Callable[[StatedTheorem], StatedTheorem]]:
    """Tell `heard` of the module of each function of the theorems that is called.

    As `calls`, but every function is wrapped, which slows a proof down less. A theorem has its
    proof wrapped, and is not yet proved, as the function gives it that this yields.
    """
    names = [*modules(THEOREMS), *modules(LIBRARY)]
    loaded = {name: import_module(name) for name in names}
    wrapped: dict[object, Callable[..., object]] = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, module in loaded.items():
            for item in vars(module).values():
                if getattr(item, "__module__", "") != name:
                    continue
                if isinstance(item, type):
                    for key, method in list(vars(item).items()):
                        if isinstance(method, FunctionType):
                            patch.setattr(item, key, _telling(method, name, heard))
                elif isinstance(item, FunctionType):
                    wrapped[item] = _telling(item, name, heard)
        for module in loaded.values():
            for key, item in list(vars(module).items()):
                if isinstance(item, FunctionType) and item in wrapped:
                    patch.setattr(module, key, wrapped[item])

        def anew(theorem: StatedTheorem) -> StatedTheorem:
            prove = theorem.prove
            return replace(theorem, prove=_telling(prove, prove.__module__, heard))

        yield anew


def _telling(
    function: Callable[..., object], module: str, heard: Callable[[str], None]
) -> Callable[..., object]:
    @wraps(function)
    def telling(*args: object, **kwargs: object) -> object:
        heard(module)
        return function(*args, **kwargs)

    return telling


def taken_away(module: str) -> Callable[[str], None]:
    """What raises `Gone` where it hears of the module."""

    def heard(name: str) -> None:
        if name == module:
            raise Gone(f"{module} is taken away")

    return heard
