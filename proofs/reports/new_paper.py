"""A small paper to start from, which passes as it is."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from symbolic.errors import ReportError

NAMES = ("paper.toml", "claims.py", "README.md")


def write_paper(folder: str) -> list[str]:
    """Write the files into a folder, made if it is not there; their names.

    Raises `ReportError` where one of them is there already, before anything is written.
    """
    target = Path(folder)
    there = [name for name in NAMES if (target / name).exists()]
    if there:
        raise ReportError(f"{target / there[0]} is there already: name another folder")
    template = files("proofs.reports").joinpath("template")
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            text = template.joinpath(name).read_text(encoding="utf-8")
            (target / name).write_text(text.replace("FOLDER", folder), encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{folder}: {error.strerror or error}") from None
    return list(NAMES)
