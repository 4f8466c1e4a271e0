"""A property for `proofs hunt` that does not hold: are there no bad saddles?"""


def property(point):  # noqa: A001 - the name that the command asks for
    return point.kind != "non_strict_saddle"
