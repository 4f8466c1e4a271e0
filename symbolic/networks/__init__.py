"""Linear networks: derivatives, closed forms, critical points and what kind they are."""
