"""Figures as pictures for the documentation."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZE, EDGE, BINS = 360, 48, 10


def calibration_plot(likely: NDArray[np.float64], truth: NDArray[np.bool_]) -> str:
    """Draw how often questions of a confidence are answerable, as SVG.

    Each dot is a tenth of the range; its area tells how many questions it stands for. On
    the diagonal the confidence is what it says.

    Reference:
        Guo et al. (2017), On Calibration of Modern Neural Networks: reliability diagrams.
    """
    bins = np.minimum((likely * BINS).astype(int), BINS - 1)
    dots = [
        (float(likely[bins == n].mean()), float(truth[bins == n].mean()), int((bins == n).sum()))
        for n in range(BINS)
        if (bins == n).any()
    ]
    most = max(count for _, _, count in dots)
    marks = [
        f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="{3 + 9 * (count / most) ** 0.5:.1f}">'
        f"<title>confidence {x:.2f}: {y:.2f} of {count:,} questions answerable</title></circle>"
        for x, y, count in dots
    ]
    return _chart(
        "How often questions of a confidence are answerable",
        f'<g fill="#2563eb" fill-opacity="0.75">{"".join(marks)}</g>',
        [(value, f"{value:.1f}") for value in np.linspace(0, 1, 6)],
        "confidence",
        "share that is answerable",
    )


def _chart(title: str, marks: str, ticks: Sequence[tuple[float, str]], across: str, up: str) -> str:
    grid = "".join(
        f'<text x="{_x(v):.1f}" y="{SIZE - EDGE + 18}" text-anchor="middle">{label}</text>'
        f'<text x="{EDGE - 8}" y="{_y(v) + 4:.1f}" text-anchor="end">{label}</text>'
        for v, label in ticks
    )
    middle = SIZE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" '
        f'height="{SIZE}" role="img" aria-label="{title}" font-family="sans-serif" font-size="11">'
        f'<rect width="{SIZE}" height="{SIZE}" fill="#ffffff"/>'
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#475569"/>'
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#94a3b8" stroke-dasharray="4 4"/>'
        f'<g fill="#334155">{grid}'
        f'<text x="{middle}" y="{SIZE - 10}" text-anchor="middle">{across}</text>'
        f'<text x="14" y="{middle}" text-anchor="middle" '
        f'transform="rotate(-90 14 {middle})">{up}</text></g>{marks}</svg>\n'
    )


def _x(value: float) -> float:
    return EDGE + value * (SIZE - EDGE - 16)


def _y(value: float) -> float:
    return SIZE - EDGE - value * (SIZE - EDGE - 16)
