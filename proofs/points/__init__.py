"""Points, matrices and hunts of a user's own: files, answers, reports."""
