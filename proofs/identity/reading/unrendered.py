"""The error for a statement that the kernel has no words for."""

from symbolic.errors import NotTriedError


class Unrendered(NotTriedError):
    """A statement that the kernel has no words for, or that is too large to be tried."""
