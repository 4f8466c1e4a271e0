"""The pages: well-formed, complete in themselves, and saying what the evidence says."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from proofs.commands.main import main
from proofs.evidence.claim import Counterexample, Evidence, Outcome
from proofs.reports.claims_json import summary
from proofs.status import Scope, Status
from proofs.teaching import theorem_page
from proofs.teaching.material import Material, gather
from proofs.teaching.site import site_files
from tests.kawaguchi import PAPER, SECTIONS, select
from tests.proofs.teaching.conftest import CLAIMS
from tests.proofs.teaching.html_reader import Page

LIMIT = 500_000


@pytest.fixture(scope="module")
def parsed(pages: dict[str, bytes]) -> dict[str, Page]:
    return {name: Page(text.decode()) for name, text in pages.items() if name.endswith(".html")}


def test_every_page_is_well_formed(parsed: dict[str, Page]) -> None:
    assert len(parsed) == 4 + 5 + 11
    for name, page in parsed.items():
        assert len(page.ids) == len(set(page.ids)), name
        assert page.headings[0] == 1, name
        assert page.headings.count(1) == 1, name
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), name
        assert ("html", {"lang": "en"}) in page.tags, name
        assert any(tag == "a" and given.get("class") == "skip" for tag, given in page.tags), name


def test_a_page_that_is_not_well_formed_is_noticed() -> None:
    with pytest.raises(AssertionError, match="was expected"):
        Page("<p><em>a</p></em>")
    with pytest.raises(AssertionError, match="not closed"):
        Page("<main><p>a</p>")


def test_every_link_and_anchor_resolves(parsed: dict[str, Page], pages: dict[str, bytes]) -> None:
    require_links(parsed, pages)


def test_a_long_proof_has_a_page_of_its_own(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theorem_page, "ROOM", 10_000)
    pages = dict(site_files(material, []))
    parsed = {name: Page(text.decode()) for name, text in pages.items() if name.endswith(".html")}
    assert {"proofs/lemma-4.4.html", "proofs/lemma-4.4.negative.html"} <= parsed.keys()
    assert "../proofs/lemma-4.4.negative.html" in parsed["claims/lemma-4.4.html"].links
    assert "../claims/lemma-4.4.html" in parsed["proofs/lemma-4.4.html"].links
    require_links(parsed, pages)


def test_a_link_that_leads_nowhere_is_noticed() -> None:
    for link in ("missing.html", "#missing", "a.html#missing"):
        page = Page(f'<main id="here"><a href="{link}">there</a></main>')
        with pytest.raises(AssertionError, match="missing"):
            require_links({"a.html": page}, {"a.html": b""})


def require_links(parsed: dict[str, Page], pages: dict[str, bytes]) -> None:
    for name, page in parsed.items():
        for link in page.links:
            if link == "data:,":
                continue
            path, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            target = target if path else name
            assert target in pages, f"{name}: {link}"
            if anchor:
                assert anchor in parsed[target].ids, f"{name}: {link}"


def test_nothing_points_outside(pages: dict[str, bytes]) -> None:
    for name, content in pages.items():
        text = re.sub(r'xmlns(:\w+)?="[^"]*"', "", content.decode())
        text = re.sub(r"<!DOCTYPE svg.*?>", "", text, flags=re.DOTALL)
        text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
        assert not re.findall(r"[a-z]+://|[\"'(]//", text), name
        assert "<script" not in text, name
        assert "@import" not in text, name
        assert str(Path.home()) not in text, name


def test_pages_are_small(pages: dict[str, bytes]) -> None:
    assert max(map(len, pages.values())) < LIMIT


def test_tables_and_pictures_are_accessible(parsed: dict[str, Page]) -> None:
    pictures = 0
    for name, page in parsed.items():
        for tag, given in page.tags:
            assert tag != "th" or given.get("scope") in ("col", "row"), name
        for image in page.images:
            pictures += 1
            assert len(image["alt"]) > 40, f"{name}: {image}"
    assert pictures >= 8


def test_the_front_page_counts_the_verdicts(parsed: dict[str, Page], material: Material) -> None:
    words = " ".join("".join(parsed["index.html"].words).split())
    count = summary(material.verdicts)
    assert f"{count['claims']} claims were decided: {count['proved']} proved" in words
    assert f"{count['refuted_as_printed']} of {count['printed_variants']} printed" in words
    everywhere = sum(v.scope is Scope.ALL_SIZES for v in material.verdicts)
    assert f"{everywhere} hold for all sizes" in words
    variants = [v for verdict in material.verdicts for v in verdict.variants]
    scopes = Counter(variant.repair_scope for variant in variants)
    assert sum(scopes.values()) == count["printed_variants"]
    everywhere, sizes, points = (scopes[s] for s in (Scope.ALL_SIZES, *list(Scope)[1:3]))
    mended = f"{everywhere} are proved for all sizes, {sizes} at architectures, {points} at points"
    assert f"as mended {mended}" in words
    listed = " ".join("".join(parsed["errata.html"].words).split())
    assert f"As mended {mended}" in listed
    quoted = Counter(entry.kind for entry in PAPER.quoted if entry.kind)
    assert f"{quoted['no error']} are right as a reader reads them" in listed
    assert f"{quoted['copy artefact']} are spoilt in our copy" in listed


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the command says of the claims on the pages."""
    path = tmp_path_factory.mktemp("check") / "check.json"
    assert main(["check", "--quick", *CLAIMS, "--json", str(path)]) == 0
    return json.loads(path.read_text())


def examples_of(claim: dict[str, Any]) -> list[Any]:
    """Every matrix in a claim's counterexamples."""
    found = [finding["counterexample"] for v in claim["printed"] for finding in v["findings"]]
    found += [item["counterexample"] for item in claim["evidence"]]
    matrices = [rows for e in found if e for rows in {**e["given"], **e["values"]}.values()]
    return [rows for rows in matrices if len(rows) > 1 or len(rows[0]) > 1]


def test_numbers_of_the_command_are_on_the_pages(
    parsed: dict[str, Page], checked: dict[str, Any]
) -> None:
    compared = 0
    for claim in checked["claims"]:
        page = parsed[f"claims/{claim['id']}.html"]
        words, matrices = " ".join("".join(page.words).split()), page.numbers()
        shown = parsed["errata.html"].numbers()
        for item in claim["evidence"]:
            assert item["where"] in words
            if "steps replayed" in item["detail"]:
                steps = re.findall(r"(\d+) steps?", item["detail"])[0]
                assert re.search(rf"\b{steps} steps?, replayed", words), steps
        for rows in examples_of(claim):
            compared += 1
            assert rows in matrices, (claim["id"], rows)
            assert rows in shown, (claim["id"], rows)
    assert compared > 10


def test_every_matrix_of_a_verdict_is_one_of_the_command(
    parsed: dict[str, Page], checked: dict[str, Any]
) -> None:
    compared = 0
    everywhere = [rows for claim in checked["claims"] for rows in examples_of(claim)]
    for claim in checked["claims"]:
        page, known = parsed[f"claims/{claim['id']}.html"], examples_of(claim)
        for place, rows in zip(page.places, page.numbers(), strict=True):
            if place in ("verdict", "printed"):
                compared += 1
                assert rows in known, (claim["id"], rows)
    errata = parsed["errata.html"]
    for rows in errata.numbers():
        compared += 1
        assert rows in everywhere, rows
    assert compared > 20


def test_every_number_of_the_front_table_is_one_of_the_command(
    parsed: dict[str, Page], checked: dict[str, Any]
) -> None:
    claims = checked["claims"]
    wanted = []
    for title in dict.fromkeys(SECTIONS[claim["section"]] for claim in claims):
        wanted.append([title, *numbers_of([c for c in claims if SECTIONS[c["section"]] == title])])
    wanted.append(["Together", *numbers_of(claims)])
    rows = [row for row in parsed["index.html"].cells if row[1:] and row[1].isdigit()]
    assert rows == wanted


def numbers_of(claims: list[dict[str, Any]]) -> list[str]:
    """What a row of the front table says of these claims."""
    proved = [claim["scope"] for claim in claims if claim["status"] == "proved"]
    statuses = [claim["status"] for claim in claims]
    printed = [variant for claim in claims for variant in claim["printed"]]
    mended = [variant["repair_scope"] for variant in printed]
    scopes = ("all sizes", "architecture", "points")
    counts = [
        *(proved.count(scope) for scope in scopes),
        sum(bool(claim["rests_on"]["assumed"]) for claim in claims),
        *(statuses.count(status) for status in ("refuted", "undecided")),
        *(sum(variant["status"] == word for variant in printed) for word in ("refuted", "gap")),
        *(mended.count(scope) for scope in scopes),
    ]
    return [str(count) for count in counts]


def test_the_commands_of_a_page_reproduce_its_verdict(
    parsed: dict[str, Page], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    words = "".join(parsed["claims/fact-a22.html"].words)
    commands = [line.split() for line in words.splitlines() if line.startswith("proofs ")]
    assert [command[1] for command in commands] == ["show", "check", "verify"]
    for command in commands:
        assert main(command[1:]) == 0, command
    said = capsys.readouterr().out
    assert "Verdict: proved, scope: all sizes" in said
    assert "accepted: fact-a22" in said


def test_the_graph_on_the_front_page_has_a_link_for_each_claim(parsed: dict[str, Page]) -> None:
    for name in ("index.html", "graph.html"):
        tags = parsed[name].tags
        inside = tags[next(n for n, (tag, _) in enumerate(tags) if tag == "svg") :]
        links = {given["href"] for tag, given in inside if tag == "a" and "href" in given}
        assert {f"claims/{claim}.html" for claim in CLAIMS} <= links


def test_a_changed_number_is_noticed(parsed: dict[str, Page]) -> None:
    matrices = parsed["claims/appendix-a3.html"].numbers()
    rows = next(rows for rows in matrices if len(rows) > 1)
    assert [[*row[:-1], row[-1] + "7"] for row in rows] not in matrices


def test_what_is_false_is_shown_as_refuted(material: Material) -> None:
    claim = select(["fact-a22"])[0]
    wrong = Counterexample("2 x 2", {"C": [[1, 2]]}, {"left side": [[17]], "right side": [[18]]})

    def decide(_settings: object) -> list[Evidence]:
        part = claim.parts[0]
        return [Evidence(part, Outcome.FAILS, Scope.POINTS, "2 x 2", counterexample=wrong)]

    false = gather(PAPER, 2016, claims=[replace(claim, decide=decide, theorems=())])
    assert false.verdicts[0].status is Status.REFUTED
    assert not false.as_expected
    pages = {name: content.decode() for name, content in site_files(false, [])}
    assert '<span class="badge refuted">refuted</span>' in pages["claims/fact-a22.html"]
    assert "1\nclaims were decided" in re.sub(r"</?strong>", "", pages["index.html"]).replace(
        "1 claims", "1\nclaims"
    )
    assert "0 proved, 1 refuted" in pages["index.html"]
    assert "<mn>17</mn>" in pages["claims/fact-a22.html"]


SCRIPT = """
import hashlib, sys
from proofs.evidence.papers import load
from proofs.teaching.write import chosen_lessons, teach
paper = load("kawaguchi2016")
names = ("critical-points", "the-loss-and-its-symmetries")
lessons = [lesson for name in names for lesson in chosen_lessons(paper, name)]
claims = paper.select(["fact-a22", "lemma-4.1", "appendix-d"])
teach(paper, sys.argv[1], ("site",), lessons, 2016, claims=claims)
"""


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for number in ("1", "2"):
        folder = tmp_path / number
        environment = os.environ | {"PYTHONHASHSEED": number}
        subprocess.run([sys.executable, "-c", SCRIPT, folder], check=True, env=environment)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        found.append({str(p.relative_to(folder)): p.read_bytes() for p in files})
    assert found[0] == found[1]
    assert len(found[0]) > 8
