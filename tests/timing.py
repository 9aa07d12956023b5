"""Times that another program on the machine, or a collection of garbage, cannot double."""

from collections.abc import Callable


def least(seconds: Callable[[int], float], size: int) -> float:
    """Return the shortest of three runs at a size."""
    return min(seconds(size) for _ in range(3))
