"""Text and JSON in and out, and the processes of a run."""
