"""Theorems about linear networks of any depth, for any paper."""
