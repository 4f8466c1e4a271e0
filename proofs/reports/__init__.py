"""What was decided, as text, JSON and pictures."""
