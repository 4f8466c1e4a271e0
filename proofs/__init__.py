"""The claims of the paper, their verdicts, and the command ``proofs``."""

import symbolic

DISTRIBUTION = "deep-linear-proofs"

if getattr(symbolic, "DISTRIBUTION", None) != DISTRIBUTION:
    raise ImportError(
        f"the package 'symbolic' at {getattr(symbolic, '__path__', ['?'])[0]} is not the one of"
        f" {DISTRIBUTION}: install {DISTRIBUTION} into an environment of its own"
    )
