"""Claims, what is evidence for them, and the verdicts that follow from it; for any paper."""
