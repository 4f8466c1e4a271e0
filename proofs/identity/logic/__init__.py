"""Connectives and quantifiers in the search: what universal facts say, cases, contradictions."""
