"""Proofs of users' statements for all sizes, each with a certificate for `proofs.checker`.

`prove` renders a statement (`proofs.statement_proofs.rendering`), looks for a proof by the rules of
the kernel, writes its certificate, and gives it out only when the checker accepts it and it says
what the rendering says.
"""

from proofs.statement_proofs.strategies import prove

__all__ = ["prove"]
