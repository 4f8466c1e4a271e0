"""Writes what each theorem of a paper of the toolkit states: ``python -m tests... kawaguchi2016``.

To be run after a theorem was added or its statement was changed; the difference is then seen.
"""

import json
import sys
from importlib.resources import files
from pathlib import Path

from proofs.evidence.kept import statement_digest
from proofs.evidence.papers import STATEMENTS, load


def statements(name: str) -> dict[str, str]:
    """The digests of the statements of all theorems of a paper, each proved now."""
    paper = load(name)
    paper.prove_anew()
    return {
        name: statement_digest(theorem.content) for name, theorem in sorted(paper.theorems.items())
    }


def path(name: str) -> Path:
    """Where they stand."""
    return Path(str(files(f"proofs.papers.{name}"))) / STATEMENTS


if __name__ == "__main__":
    path(sys.argv[1]).write_text(json.dumps(statements(sys.argv[1]), indent=1) + "\n")
