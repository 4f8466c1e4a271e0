"""The library in Rocq: its order, its names, and the lemma of each axiom of the kernel."""

import pickle
import re
import shutil
from pathlib import Path

import pytest

from proofs.kernel.axioms import AXIOMS
from proofs.rocq.library import THEORY, Library, RocqError, library_of
from proofs.rocq.sources import MODULE, lemma_of, source_of
from tests.kawaguchi import PAPER


def folder(place: Path, files: dict[str, str]) -> Path:
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / f"{name}.v").write_text(text, encoding="utf-8")
    return place


def requires(*names: str, how: str = "Import ") -> str:
    before = "From mathcomp Require Import all_ssreflect.\n"
    return f"{before}From DeepLinear Require {how}{' '.join(names)}.\n"


def test_the_library_has_no_axiom_and_no_gap() -> None:
    library = library_of(PAPER.rocq)
    for name in library.names:
        text = re.sub(r"\(\*.*?\*\)", "", library.source(name), flags=re.S)
        assert not re.search(r"\b(Admitted|admit|Axiom|Parameter|Conjecture|Abort)\b", text), name
        assert len(library.source(name).splitlines()) <= 400, name


def test_the_order_of_building_has_every_file_after_those_that_it_requires() -> None:
    library = library_of(PAPER.rocq)
    assert library.paper is not None
    stems = {path.stem for place in (THEORY, library.paper) for path in place.glob("*.v")}
    assert set(library.names) == stems
    for k, name in enumerate(library.names):
        assert set(library.required(library.source(name))) <= set(library.names[:k]), name
        assert library.all_required([name]) == [*library.required(library.source(name)), name]
    assert Library(paper=library.paper).names == library.names


def test_the_theory_requires_no_file_of_a_paper() -> None:
    assert set(Library().names) == {path.stem for path in THEORY.glob("*.v")}


def test_what_is_required_is_found_by_any_way_of_writing_it(tmp_path: Path) -> None:
    files = {
        "D": requires("B", "C", how="Import\n  "),
        "C": requires("A", how="Export "),
        "B": requires("A", how=""),
        "A": "(* nothing *)",
    }
    library = Library(folder(tmp_path, files))
    assert library.names == ("A", "B", "C", "D")
    assert library.required(requires("C")) == ["A", "C"]
    assert library.all_required(["D"]) == ["A", "B", "C", "D"]


def test_a_folder_of_a_paper_stands_on_the_theory(tmp_path: Path) -> None:
    library = Library(paper=folder(tmp_path, {"Mine": requires("Squares")}))
    assert library.required(requires("Mine"))[-1] == "Mine"
    assert "Squares" in library.required(requires("Mine"))
    copy = pickle.loads(pickle.dumps(library))
    assert (copy, copy.names) == (library, library.names)


def test_a_digest_changes_with_the_file_and_what_it_requires_and_with_nothing_else(
    tmp_path: Path,
) -> None:
    files = {"C": requires("A"), "B": "(* b *)", "A": "(* a *)"}
    first = Library(folder(tmp_path, files))
    before = {name: first.digest(name) for name in first.names}
    folder(tmp_path, {"A": "(* changed *)"})
    assert first.digest("A") == before["A"]  # read once
    after = {name: Library(tmp_path).digest(name) for name in first.names}
    assert {name for name in after if after[name] != before[name]} == {"A", "C"}
    theory = Library()
    assert all(theory.digest(name) == library_of(PAPER.rocq).digest(name) for name in theory.names)


def test_what_is_wrong_with_a_library_is_said(tmp_path: Path) -> None:
    twice = Library(paper=folder(tmp_path / "twice", {"Squares": "(* mine *)"}))
    with pytest.raises(RocqError, match=r"two files of one name: .*theory/Squares.v and .*twice"):
        twice.source("Squares")
    circle = {"A": requires("B"), "B": requires("C"), "C": requires("A")}
    with pytest.raises(RocqError, match=r"require each other: .*A\.v"):
        _ = Library(folder(tmp_path / "circle", circle)).names
    lost = Library(folder(tmp_path / "lost", {"A": requires("Nowhere")}))
    with pytest.raises(RocqError, match=r"Nowhere\.v, required by A\.v, is not in .*lost"):
        _ = lost.names
    with pytest.raises(RocqError, match=r"Nowhere\.v, required by a file"):
        Library().required(requires("Nowhere"))
    for ask in (Library().source, lambda name: Library().all_required([name])):
        with pytest.raises(RocqError, match=r"Nowhere\.v, asked for, is not in"):
            ask("Nowhere")


def proof_of_lemma(lemma: str, text: str) -> str:
    found = re.search(rf"^Lemma {lemma}\b.*?\bProof\.(.*?)\bQed\.", text, re.M | re.S)
    assert found is not None, lemma
    return found[1]


@pytest.mark.parametrize("axiom", AXIOMS)
def test_each_axiom_is_a_lemma_and_its_proof_comes_from_what_is_said(axiom: str) -> None:
    library = Library()
    file, lemma, *origin = source_of(axiom).split(", ", 2)
    assert (file, lemma) == (f"{MODULE}.v", lemma_of(axiom))
    proof = proof_of_lemma(lemma, library.source(MODULE))
    for words in origin:
        said = re.fullmatch(r"from (.*) of (?:mathcomp|(\w+)\.v)", words)
        assert said is not None, words
        for name in re.split(r", | and ", said[1]):
            assert re.search(rf"\b{name}\b", proof), name
            if said[2]:
                assert re.search(rf"^Lemma {name}\b", library.source(said[2]), re.M), name


def test_axioms_v_states_no_other_axiom() -> None:
    stated = re.findall(r"^Lemma axiom_(\w+) :", Library().source(MODULE), re.M)
    assert stated == list(AXIOMS)


@pytest.mark.parametrize("axiom", AXIOMS)
def test_a_lemma_that_is_renamed_is_missed(axiom: str, tmp_path: Path) -> None:
    shutil.copytree(THEORY, tmp_path / "theory")
    path = tmp_path / "theory" / f"{MODULE}.v"
    text = path.read_text(encoding="utf-8")
    head = f"Lemma {lemma_of(axiom)} :"
    path.write_text(text.replace(head, head.replace(" :", "_too :")), encoding="utf-8")
    with pytest.raises(RocqError, match=f"no lemma {lemma_of(axiom)} for the axiom"):
        source_of(axiom, Library(tmp_path / "theory"))
