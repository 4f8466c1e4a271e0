"""Whether a certificate is accepted, and says what the statement says.

The text of the certificate is read back, replayed by `proofs.checker`, and compared with the
rendering by the checker's own normal form: the same conclusion, the same hypotheses, and every
name that occurs in them of the same sort.
"""

from __future__ import annotations

import json
from typing import Any

from proofs import checker
from proofs.identity.reading.rendering import Rendering
from proofs.kernel.certificate import certificate, listed, plain, text
from proofs.kernel.rules import Theorem, record

CLAIM = "statement"


def written(theorem: Theorem, rendering: Rendering) -> str:
    """The certificate of a theorem, with all the hypotheses of the rendering, used or not."""
    content = certificate(CLAIM, theorem)
    names = record(theorem).theory.names
    content["hypotheses"] = [plain(formula, names) for formula in rendering.hypotheses]
    sorts = rendering.names
    sizes = [name for name, sort in sorts.items() if sort == "size"]
    content["sizes"] = [*sizes, *(name for name in content["sizes"] if name not in sizes)]
    letters = {name: listed(sort) for name, sort in sorts.items() if sort != "size"}
    content["letters"] = letters | content["letters"]
    return text(content)


def says_the_statement(certificate_text: str, rendering: Rendering) -> bool:
    """Whether the text is accepted by the checker and says what the rendering says."""
    content: dict[str, Any] = json.loads(certificate_text)
    try:
        checker.check(content)
    except checker.Rejected:
        return False
    return matches(content, rendering)


def matches(content: dict[str, Any], rendering: Rendering) -> bool:
    """Whether a certificate has the names, the hypotheses and the conclusion of the rendering."""
    try:
        names = checker.Checker(content["sizes"], content["letters"])
        sizes = {name for name, sort in rendering.names.items() if sort == "size"}
        letters = {n: listed(s) for n, s in rendering.names.items() if s != "size"}
        if not sizes <= set(content["sizes"]):
            return False
        if any(content["letters"].get(name) != sort for name, sort in letters.items()):
            return False
        taken = {name: sort for name, (_, sort) in names.names.items()}
        wanted = {names.key(plain(h, taken)) for h in rendering.hypotheses}
        found = {names.key(formula) for formula in content["hypotheses"]}
        conclusion = names.key(plain(rendering.conclusion, taken))
        return found == wanted and names.key(content["conclusion"]) == conclusion
    except checker.Rejected:
        return False
