"""What has no reading."""

from symbolic.errors import ToolkitError


class Unrendered(ToolkitError):
    """A statement that the kernel has no words for."""
