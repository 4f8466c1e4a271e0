"""Teaching material made from the catalogue: a web site, notebooks and a handout.

Every statement, verdict, number and matrix in it comes from the claims, decided while it is
written, or from code that is run while it is written; nothing is copied from an earlier run.
Nothing of the extra ``teach`` is imported before the command runs.
"""
