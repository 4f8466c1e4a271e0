"""Exact algebra of deep linear networks: no printing, no files, no floats.

Nothing is imported here, so that a command pays only for the modules it uses.
"""

DISTRIBUTION = "deep-linear-proofs"
