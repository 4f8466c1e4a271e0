"""Deciding claims: one after another or in parallel, with word of each step.

Workers of a parallel run are processes that have nothing of this one: they load the paper and look
a claim up by its name, so that nothing but names goes in and nothing but evidence comes out.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from time import perf_counter

from proofs.evidence.all_sizes import for_all_sizes
from proofs.evidence.blame import OutOfTimeError
from proofs.evidence.claim import Claim, Evidence, Finding, Outcome, Variant
from proofs.evidence.paper import Paper
from proofs.evidence.papers import load, module_of
from proofs.evidence.settings import Settings
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.files.workers import workers
from proofs.status import Scope, Status
from symbolic.errors import PaperError, ToolkitError

Progress = Callable[[Claim, str], None]
"""Called with the claim and what was just decided of it."""

_Variants = list[tuple[tuple[Finding, ...], tuple[Evidence, ...]]]
_Outcome = tuple[str, tuple[Evidence, ...], _Variants, float]
More = Callable[[Claim], Iterator[Evidence]]
"""Evidence of another kernel for a claim."""

_Work = tuple[str, tuple[str, ...], Settings, More | None]


def decide_claim(
    paper: Paper,
    claim: Claim,
    settings: Settings,
    progress: Progress | None = None,
    more: More | None = None,
) -> Verdict:
    """The verdict on one claim and on its printed variants, decided now."""
    start = perf_counter()

    def tell(what: str) -> None:
        if progress is not None:
            progress(claim, what)

    evidence, variants = [], []
    try:
        with paper.blamed(f'claim "{claim.id}"'), stopped_after(settings.budget):
            for item in evidence_for(claim, settings, more):
                evidence.append(item)
                tell(f"{item.part} at {item.where}")
            for variant in claim.variants:
                variants.append(decide_variant(variant, settings))
                tell(variant.erratum)
    except OutOfTimeError:
        seconds = perf_counter() - start
        return _stopped(claim, settings, evidence, variants, seconds)
    except PaperError:
        raise
    except ToolkitError as error:
        # The input was accepted, so this is a fault of ours, not the user's: say so loudly.
        raise RuntimeError(f"{claim.id} could not be decided") from error
    return Verdict.of(claim, tuple(evidence), tuple(variants), perf_counter() - start)


@contextmanager
def stopped_after(seconds: float | None) -> Iterator[None]:
    """Raise `OutOfTimeError` in this block once the time is up; where there is no bound, never.

    By the timer of the process, so only in its main thread, and not on Windows.
    """
    if seconds is None:
        yield
        return

    def stop(_signal: int, _frame: object) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stopped(
    claim: Claim, settings: Settings, evidence: list[Evidence], variants: list[VariantVerdict],
    seconds: float,
) -> Verdict:  # fmt: skip
    """Undecided: what was found stays, nothing is concluded from it, even if it is complete."""
    detail = f"stopped by its time budget of {settings.budget:g} s"
    found = [
        Evidence(part, Outcome.OPEN, Scope.POINTS, "-", "the timer", detail) for part in claim.parts
    ]
    left = [VariantVerdict(variant, (), ()) for variant in claim.variants[len(variants) :]]
    verdict = Verdict.of(claim, (*evidence, *found), (*variants, *left), seconds)
    return verdict if verdict.status is Status.REFUTED else replace(verdict, reason=detail)


def evidence_for(claim: Claim, settings: Settings, more: More | None = None) -> Iterator[Evidence]:
    """The theorems for all sizes with their instances, then what else the claim rests on."""
    for part, theorem in claim.theorems:
        yield from for_all_sizes(part, theorem, settings)
    if more is not None:
        yield from more(claim)
    for check in claim.checks:
        yield from check.decide(settings)
        if claim.conjecture and check.attack is not None:
            yield from check.attack(settings)
    yield from claim.decide(settings)


def decide_variant(variant: Variant, settings: Settings) -> VariantVerdict:
    """What became of a printed variant, decided now."""
    findings = tuple(variant.refute(settings))
    proofs = (for_all_sizes("repair", theorem, settings) for theorem in variant.theorems)
    repair = (*chain.from_iterable(proofs), *variant.repair(settings))
    return VariantVerdict(variant, findings, repair)


def decide_claims(
    paper: Paper,
    claims: Sequence[Claim],
    settings: Settings,
    jobs: int = 1,
    progress: Progress | None = None,
    done: Callable[[Verdict], None] | None = None,
    more: More | None = None,
) -> list[Verdict]:
    """The verdicts in the order of `claims`, some of the paper's; `done` hears of each."""
    by_name = _require_of_paper(paper, claims) if jobs > 1 and len(claims) > 1 else {}
    groups = _groups(claims)
    if jobs == 1 or len(groups) == 1:
        verdicts = []
        for claim in claims:
            verdicts.append(decide_claim(paper, claim, settings, progress, more))
            if done is not None:
                done(verdicts[-1])
        return verdicts
    found: dict[str, Verdict] = {}
    with workers(min(jobs, len(groups)), [module_of(paper.reference)]) as pool:
        work = [(paper.reference, group, settings, more) for group in groups]
        for outcomes in pool.imap_unordered(_decide_by_name, work):
            for name, evidence, variants, seconds in outcomes:
                claim = by_name[name]
                pairs = zip(claim.variants, variants, strict=True)
                verdicts_of_variants = tuple(VariantVerdict(v, *outcome) for v, outcome in pairs)
                found[name] = Verdict.of(claim, evidence, verdicts_of_variants, seconds)
                if done is not None:
                    done(found[name])
    return [found[claim.id] for claim in claims]


def _require_of_paper(paper: Paper, claims: Sequence[Claim]) -> dict[str, Claim]:
    """The claims by name; workers find them by name, so it must be these very claims."""
    by_name = {claim.id: claim for claim in claims}
    own = {claim.id: claim for claim in paper.claims}
    if len(by_name) < len(claims) or any(own.get(claim.id) is not claim for claim in claims):
        raise ValueError("only claims of the paper, each once, can be decided in parallel")
    return by_name


def _groups(claims: Sequence[Claim]) -> list[tuple[str, ...]]:
    """The claims in groups that share theorems, so that each is proved once; the larger first."""
    groups: list[tuple[list[Claim], set[str]]] = []
    for claim in claims:
        members, theorems = [claim], {theorem.name for _, theorem in claim.theorems}
        for group in [group for group in groups if group[1] & theorems]:
            groups.remove(group)
            members, theorems = group[0] + members, group[1] | theorems
        groups.append((members, theorems))
    parts = [(sum(1 + len(c.variants) for c in m) + len(t), m) for m, t in groups]
    ordered = sorted(parts, key=lambda part: -part[0])
    return [tuple(claim.id for claim in members) for _, members in ordered]


def _decide_by_name(work: _Work) -> list[_Outcome]:
    reference, names, settings, more = work
    paper = load(reference)
    if settings.fresh:
        paper.prove_anew()
    outcomes = []
    for name in names:
        verdict = decide_claim(paper, paper.find(name), settings, more=more)
        variants = [(v.findings, v.repair) for v in verdict.variants]
        outcomes.append((name, verdict.evidence, variants, verdict.seconds))
    return outcomes
