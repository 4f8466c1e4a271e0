"""Proofs of equations and inequalities between ranks."""
