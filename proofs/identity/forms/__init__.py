"""Proofs of semidefiniteness and of inequalities between forms and traces."""
