"""The claims of the paper, their verdicts, and the command ``proofs``."""

from typing import TYPE_CHECKING

import symbolic
from symbolic.lazy import lazily

if TYPE_CHECKING:
    from proofs.identity.decide import decide

__all__ = ["decide"]

DISTRIBUTION = "deep-linear-proofs"

if getattr(symbolic, "DISTRIBUTION", None) != DISTRIBUTION:
    raise ImportError(
        f"the package 'symbolic' at {getattr(symbolic, '__path__', ['?'])[0]} is not the one of"
        f" {DISTRIBUTION}: install {DISTRIBUTION} into an environment of its own"
    )

__getattr__ = lazily(__name__, {"decide": "proofs.identity.decide"})
