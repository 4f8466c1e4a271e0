"""Proofs of equations by rewriting words and traces."""
