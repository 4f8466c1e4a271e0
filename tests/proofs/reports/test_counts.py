"""Every summary says in which scope what it counts is proved, and its numbers add up."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from proofs.evidence.claim import Evidence, Outcome
from proofs.evidence.run import decide_claim
from proofs.evidence.settings import Settings
from proofs.evidence.verdict import VariantVerdict, Verdict
from proofs.reports.claims_json import PROVING, summary
from proofs.reports.claims_text import section_summary, summary_lines
from proofs.reports.errata import Erratum, errata, errata_lines, errata_markdown
from proofs.status import Scope, Status
from tests.kawaguchi import PAPER

IDS = ("notation", "appendix-a4-blocks", "appendix-a6", "second-order", "theorem-2.3.iv")
WORDS = {
    "for all sizes": Scope.ALL_SIZES,
    "at the architectures": Scope.ARCHITECTURE,
    "at the points": Scope.POINTS,
}


@pytest.fixture(scope="module")
def verdicts(quick_settings: Settings) -> list[Verdict]:
    """Claims with repairs of every scope, one of them with a variant of our own."""
    return [decide_claim(PAPER, PAPER.find(name), quick_settings) for name in IDS]


@pytest.fixture(scope="module")
def listed(quick_settings: Settings) -> list[Erratum]:
    return errata(PAPER, (), quick_settings)


def printed(verdicts: list[Verdict]) -> list[VariantVerdict]:
    return [v for verdict in verdicts for v in verdict.variants if not v.variant.own]


def said(text: str) -> Counter[Scope]:
    """The numbers that stand before the words for the scopes."""
    found = re.findall(rf"(\d+) ({'|'.join(WORDS)})", " ".join(text.split()))
    return Counter({WORDS[words]: int(number) for number, words in found})


def of(scopes: list[Scope | None]) -> Counter[Scope]:
    return Counter(scope for scope in scopes if scope is not None)


def test_the_report_counts_by_scope(verdicts: list[Verdict]) -> None:
    count, variants = summary(verdicts), printed(verdicts)
    for word, scopes in (
        ("proved", [verdict.scope for verdict in verdicts if not verdict.claim.conjecture]),
        ("repaired", [variant.repair_scope for variant in variants]),
    ):
        parts = {scope: count[f"{word}_{scope.name.lower()}"] for scope in PROVING}
        assert Counter(parts) == of(scopes)
        assert sum(parts.values()) == count[word]
    assert count["repaired"] == count["printed_variants"] == len(variants)
    assert count["refuted_as_printed"] + count["gaps"] == len(variants)
    assert {v.repair_scope for v in variants} == {Scope.ALL_SIZES, Scope.ARCHITECTURE}
    assert count["own_variants"] == 1


def test_the_lines_of_a_run_say_the_scopes(verdicts: list[Verdict]) -> None:
    repaired = [variant.repair_scope for variant in printed(verdicts)]
    proved, variants = " ".join(summary_lines(verdicts)).split(" printed variant")
    assert said(proved) == of([v.scope for v in verdicts if not v.claim.conjecture])
    assert said(variants) == of(repaired)
    assert f"{len(repaired)} printed" in " ".join(summary_lines(verdicts))
    whole = section_summary(PAPER, verdicts, "A.6")
    assert said(whole.partition("repaired: ")[2]) == of(repaired)


def test_the_list_of_errata_says_the_scopes(listed: list[Erratum]) -> None:
    decided = [e.verdict for e in listed if e.verdict is not None and not e.own]
    quoted = Counter(e.quoted.kind for e in listed if e.quoted is not None)
    for lines in (errata_lines(PAPER, listed), errata_markdown(listed)):
        text = " ".join(" ".join(lines).split())
        number, _, total = text.rpartition(" entries decided: ")
        assert number.split()[-1] == str(len(decided))
        assert said(total) == of([verdict.repair_scope for verdict in decided])
        assert sum(said(total).values()) == len(decided)
        refuted, gaps = re.search(r"(\d+) refuted as printed, (\d+) gap", total).groups()  # type: ignore[union-attr]
        assert int(refuted) + int(gaps) == len(decided)
        right, spoilt, rest = map(int, re.search(
            r"(\d+) read right, (\d+) spoilt in the copy, (\d+) others, each", total
        ).groups())  # type: ignore[union-attr]  # fmt: skip
        assert (right, spoilt) == (quoted["no error"], quoted["copy artefact"])
        assert right + spoilt + rest == sum(quoted.values())
        assert "Of our own, not counted: 1." in total


def test_a_repair_that_is_not_proved_has_no_scope_and_is_not_counted(
    verdicts: list[Verdict],
) -> None:
    """The test of the counts: one repair less is one less in its scope."""
    verdict = verdicts[0]
    first, *others = verdict.variants
    open_ = Evidence("repair", Outcome.OPEN, Scope.ALL_SIZES, "nowhere")
    worse = VariantVerdict(first.variant, first.findings, (*first.repair, open_))
    assert worse.repair_status is Status.UNDECIDED
    assert worse.repair_scope is None
    changed = [replace(verdict, variants=(worse, *others)), *verdicts[1:]]
    before, after = summary(verdicts), summary(changed)
    assert first.repair_scope is not None
    key = f"repaired_{first.repair_scope.name.lower()}"
    assert (after["repaired"], after[key]) == (before["repaired"] - 1, before[key] - 1)
    text = " ".join(summary_lines(changed)).split(" printed variant")[1]
    assert sum(said(text).values()) == after["repaired"]
