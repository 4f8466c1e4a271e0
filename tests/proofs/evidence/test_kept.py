"""What is kept is never believed: replayed, compared with the source, and named where it is wrong.

| asked | evidence here |
|---|---|
| the statements in the source are those of the theorems | each theorem is proved, and compared |
| what is kept is used | no proof is run |
| a poisoned cache is noticed | each kind, its line, and the right answer all the same |
| nothing is read on request | `Paper.prove_anew` |
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from proofs.evidence import kept
from proofs.evidence.kept import Keeper, statement_digest
from proofs.evidence.papers import STATEMENTS, load, names
from proofs.evidence.stated import StatedTheorem
from proofs.kernel.rules import Theorem
from tests.kawaguchi import THEOREMS
from tests.proofs.papers.write_statements import path

NAME, OTHER = "fact-a22", "fact-a21"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "deep-linear-proofs" / "certificates"


def asked(name: str = NAME, *, stated: str = NAME) -> tuple[StatedTheorem, list[str]]:
    """A theorem as another process has it, and a list of the times that it is proved."""
    runs: list[str] = []

    def prove() -> Theorem:
        runs.append(name)
        return THEOREMS[name].prove()

    theorem = replace(THEOREMS[name], prove=prove)
    theorem.keeper.statement = statement_digest(THEOREMS[stated].content)
    return theorem, runs


def test_the_statements_in_the_source_are_those_of_the_theorems() -> None:
    """Where this fails: ``python -m tests.proofs.papers.write_statements kawaguchi2016``."""
    assert names() == ["kawaguchi2016"]
    known = json.loads(path("kawaguchi2016").read_text(encoding="utf-8"))
    assert known == {name: statement_digest(t.content) for name, t in THEOREMS.items()}
    assert path("kawaguchi2016").name == STATEMENTS


def test_what_is_kept_is_replayed_and_not_proved() -> None:
    first, runs = asked()
    certificate = first.certificate
    assert runs == [NAME]
    second, runs = asked()
    assert (second.certificate, second.content, second.found) == (
        certificate, first.content, first.found,
    )  # fmt: skip
    assert runs == []


def test_nothing_is_read_on_request_or_kept_without_a_statement(cache: Path) -> None:
    theorem, runs = asked()
    theorem.keeper.statement = ""
    assert theorem.found
    assert not cache.exists()
    for _ in range(2):
        theorem, runs = asked()
        theorem.keeper.fresh = True
        assert theorem.found
        assert runs == [NAME]
    assert len(list(cache.rglob("*.json"))) == 1


def false_step(content: dict) -> None:
    content["steps"][-2], content["steps"][-3] = content["steps"][-3], content["steps"][-2]


def other_conclusion(content: dict) -> None:
    content["conclusion"] = content["hypotheses"][0]


def other_version(content: dict) -> None:
    content["version"] = 1


def more_hypotheses(content: dict) -> None:
    """The same proof of a weaker statement: an unused hypothesis more."""
    content["hypotheses"].append(content["conclusion"])


POISON: dict[str, tuple[Callable[[dict], None], str]] = {
    "a false step": (false_step, "step "),
    "another conclusion": (other_conclusion, "not the conclusion"),
    "an old version": (other_version, "this is not"),
    "a weaker statement": (more_hypotheses, "does not state the theorem"),
    "a number that is none": (lambda content: content.update(version=2.0), "not an integer"),
}


def poisoned(cache: Path, change: Callable[[bytes], bytes]) -> Path:
    """The one file that is kept, changed."""
    assert asked()[0].found
    (file,) = cache.rglob("*.json")
    file.write_bytes(change(file.read_bytes()))
    return file


def noticed(file: Path, caplog: pytest.LogCaptureFixture) -> str:
    """The one warning, after which the theorem is proved and kept again."""
    theorem, runs = asked()
    right = THEOREMS[NAME].certificate
    assert theorem.certificate == right
    assert runs == [NAME]
    assert file.read_text(encoding="utf-8") == right
    (line,) = (record.getMessage() for record in caplog.records)
    assert line.startswith(f"proofs: {file}: ")
    return line


@pytest.mark.parametrize("poison", POISON)
def test_a_forged_certificate_is_noticed(
    poison: str, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    change, wanted = POISON[poison]

    def forged(old: bytes) -> bytes:
        content = json.loads(old)
        change(content)
        return json.dumps(content).encode()

    assert wanted in noticed(poisoned(cache, forged), caplog)


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda old: old[: len(old) // 2],
    "empty": lambda _: b"",
    "no text": lambda _: b"\xff\xfe\x00",
    "deep": lambda _: b"[" * 100_000,
    "huge": lambda old: old + b" " * 8_000_000,
    "a list": lambda _: b"[]",
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_file_is_noticed(
    broken: str, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    noticed(poisoned(cache, BROKEN[broken]), caplog)


def test_a_certificate_of_another_theorem_is_noticed(
    cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A right one, under its own name and under the name that is asked for."""
    other = THEOREMS[OTHER].certificate
    renamed = other.replace(f'"{OTHER}"', f'"{NAME}"', 1)
    for forged in (other, renamed):
        caplog.clear()
        assert "does not state" in noticed(poisoned(cache, lambda _, f=forged: f.encode()), caplog)


def test_a_theorem_that_states_something_else_is_not_kept(cache: Path) -> None:
    theorem, _ = asked(OTHER, stated=NAME)
    assert theorem.found
    assert not list(cache.rglob("*.json"))


def test_a_cache_that_cannot_be_written_is_none(cache: Path) -> None:
    cache.parent.mkdir()
    cache.write_text("no folder")
    for _ in range(2):
        theorem, runs = asked()
        assert theorem.found
        assert runs == [NAME]


def test_what_older_versions_kept_is_forgotten(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in range(kept.KEPT + 2):
        monkeypatch.setattr(kept, "_key", lambda name=str(version): name)
        assert asked()[0].found
    assert len(list(cache.iterdir())) == kept.KEPT
    assert (cache / str(kept.KEPT + 1)).exists()


def test_a_paper_of_the_toolkit_has_its_statements_and_can_be_proved_anew() -> None:
    paper = load("kawaguchi2016")
    assert all(theorem.keeper.statement for theorem in paper.theorems.values())
    assert all(theorem.keeper.fresh for theorem in paper.theorems.values())  # tests.kawaguchi
    assert not Keeper().fresh
