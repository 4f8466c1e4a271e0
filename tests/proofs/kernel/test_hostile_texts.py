"""Texts that are no certificates, noise, and the checker as a program: one line, exit status 1."""

import json
import runpy
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from proofs import checker
from tests.conftest import ROOT
from tests.proofs.kernel.test_hostile_certificates import GOOD, SAME

CHECKER = [sys.executable, "-I", "-S", str(ROOT / "proofs" / "checker.py")]
TEXT = json.dumps(GOOD)
TEXTS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no JSON"),
    "half a file": (TEXT[: len(TEXT) // 2].encode(), "no JSON"),
    "two of them": ((TEXT + TEXT).encode(), "no JSON"),
    "not UTF-8": (TEXT.replace("test", "t\xe9st").encode("latin-1"), "no JSON"),
    "a repeated key": (TEXT.replace('"sizes"', '"claim": "other", "sizes"').encode(), "repeated"),
    "a repeated letter": (TEXT.replace('"A":', '"A": ["m", "m"], "A":').encode(), "repeated"),
    "not a number": (TEXT.replace("2", "NaN", 1).encode(), "NaN is not an integer"),
    "infinity": (TEXT.replace("2", "-Infinity", 1).encode(), "-Infinity is not an integer"),
    "a float": (TEXT.replace("2", "2.0", 1).encode(), "2.0 is not an integer"),
    "an exponent": (TEXT.replace("2", "2e0", 1).encode(), "2e0 is not an integer"),
    "a huge integer": (TEXT.replace("2", "2" * 5_000, 1).encode(), "is absurd"),
    "a comment": (b"// trust me\n" + TEXT.encode(), "no JSON"),
    "brackets only": (b"[" * 200_000, "nested too deeply"),
    "larger than allowed": (b" " * 8_000_001, "larger than 8000000 bytes"),
}


@pytest.mark.parametrize(("data", "reason"), TEXTS.values(), ids=TEXTS)
def test_a_text_that_is_no_certificate(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "hostile.json"
    path.write_bytes(data)
    with pytest.raises(checker.Rejected, match=reason):
        checker.verify(str(path))


def test_every_rejection_is_one_line_and_status_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = []
    for n, (data, _) in enumerate(TEXTS.values()):
        paths.append(str(tmp_path / f"{n}.json"))
        Path(paths[-1]).write_bytes(data)
    good = tmp_path / "good.json"
    good.write_text(TEXT)
    assert checker.main([*paths, str(good), str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == f"{good}: accepted: test\n"
    assert len(printed.err.splitlines()) == len(paths) + 1
    assert checker.main([str(good)]) == 0
    assert checker.main([]) == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_run_as_a_script(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(TEXT)
    bad.write_bytes(b"[")
    for path, status in ((good, 0), (bad, 1)):
        done = subprocess.run([*CHECKER, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == status
        assert len((done.stdout + done.stderr).splitlines()) == 1


@pytest.mark.parametrize("seed", range(40))
def test_noise_is_rejected_and_nothing_worse(tmp_path: Path, seed: int) -> None:
    """Random trees in the place of random parts: `Rejected`, never another exception."""
    random = Random(seed)
    for _ in range(50):
        content = json.loads(TEXT)
        spot = random.choice([*GOOD, "step"])
        if spot == "step":
            content["steps"][0][random.choice([*SAME, "rule"])] = noise(random, 3)
        else:
            content[spot] = noise(random, 4)
        if content == GOOD:
            continue
        try:
            found = checker.check(content)
        except checker.Rejected:
            continue
        # Accepted: then the noise is a true statement of this form, or only a name.
        assert found["axioms"] == []
        assert content["steps"] == GOOD["steps"] or content["steps"][0]["gives"][0] in ("=", "<=")


def noise(random: Random, depth: int) -> Any:
    leaves = [None, True, 0, 1, -1, 2, "A", "m", "n", "s", "W", "d", "=", "*", "T", "I", "@", "all",
              "1/2", "$0", "size", "", "false", "algebra", "order", "D", "tr"]  # fmt: skip
    if depth == 0 or random.random() < 0.3:
        return random.choice(leaves)
    if random.random() < 0.15:
        return {str(random.choice(leaves)): noise(random, depth - 1) for _ in range(2)}
    head = [random.choice(leaves)] if random.random() < 0.7 else []
    return head + [noise(random, depth - 1) for _ in range(random.randint(0, 3))]


def test_the_file_is_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "good.json"
    path.write_text(TEXT)
    monkeypatch.setattr(sys, "argv", ["checker.py", str(path)])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(str(ROOT / "proofs" / "checker.py"), run_name="__main__")
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"{path}: accepted: test\n"
