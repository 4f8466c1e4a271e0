"""False things that must be rejected."""
