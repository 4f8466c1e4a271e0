"""One small site for all tests here: a few claims, all lessons, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs.teaching.lesson import Written, read, write
from proofs.teaching.material import Material, gather
from proofs.teaching.site import site_files
from proofs.teaching.write import chosen_lessons
from tests.kawaguchi import PAPER, select

CLAIMS = ("lemma-4.1", "lemma-4.4", "fact-a22", "appendix-a3", "appendix-d")


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written here is not remembered for the user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def material() -> Material:
    return gather(PAPER, 2016, claims=select(CLAIMS))


@pytest.fixture(scope="session")
def lessons() -> list[Written]:
    return [write(lesson, 2016) for lesson in chosen_lessons(PAPER, None)]


@pytest.fixture(scope="session")
def short_lesson() -> Written:
    return write(read(PAPER.lessons, "the-gradient"), 2016)


@pytest.fixture(scope="session")
def pages(material: Material, lessons: list[Written]) -> dict[str, bytes]:
    return dict(site_files(material, lessons))


@pytest.fixture(scope="session")
def site(pages: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, content in pages.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return folder
