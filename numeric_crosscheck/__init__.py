"""Numerical cross-checks of the exact results, with mpmath: evidence, never a proof."""

import symbolic

if getattr(symbolic, "DISTRIBUTION", None) != "deep-linear-proofs":
    raise ImportError(
        f"the package 'symbolic' at {getattr(symbolic, '__path__', ['?'])[0]} is not the one of"
        " deep-linear-proofs: install deep-linear-proofs into an environment of its own"
    )
