"""Figures as pictures for the documentation."""

from collections.abc import Mapping, Sequence

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
    diagonal = f"M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"
    ticks = [(value, f"{value:.1f}") for value in np.linspace(0, 1, 6)]
    return _chart(
        "How often questions of a confidence are answerable",
        f'<path d="{diagonal}" stroke="#94a3b8" stroke-dasharray="4 4"/>'
        f'<g fill="#2563eb" fill-opacity="0.75">{"".join(marks)}</g>',
        (ticks, ticks),
        ("confidence", "share that is answerable"),
    )


def latency_plot(passages: Sequence[int], milliseconds: Mapping[str, Sequence[float]]) -> str:
    """Draw medians against the number of passages, whose axis is logarithmic, as SVG.

    What grows as the logarithm of the passages is a straight line. ``milliseconds`` has a
    line for each of its one or two names.
    """
    decades = np.log10(np.asarray(passages, dtype=float))
    lowest, highest = float(np.floor(decades[0])), float(np.ceil(decades[-1]))
    across = (decades - lowest) / max(1.0, highest - lowest)
    step = 10.0 ** np.floor(np.log10(max(map(max, milliseconds.values()))))
    most = step * (1 + max(map(max, milliseconds.values())) // step)
    lines = []
    for colour, (name, values) in zip(("#2563eb", "#b45309"), milliseconds.items(), strict=False):
        points = [(_x(float(x)), _y(y / most)) for x, y in zip(across, values, strict=True)]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dots = "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"><title>{n:,} passages: {v:.0f} ms</title>'
            "</circle>"
            for (x, y), n, v in zip(points, passages, values, strict=True)
        )
        lines.append(
            f'<g fill="{colour}"><polyline points="{drawn}" fill="none" stroke="{colour}" '
            f'stroke-width="2"/>{dots}<text x="{points[-1][0]:.1f}" y="{points[-1][1] - 9:.1f}" '
            f'text-anchor="end">{name}</text></g>'
        )
    decade = np.arange(lowest, highest + 1)
    return _chart(
        "How long a question takes as the store grows",
        "".join(lines),
        (
            [((d - lowest) / max(1.0, highest - lowest), _short(10**d)) for d in decade],
            [(n * step / most, f"{n * step:.0f}") for n in range(round(most / step) + 1)],
        ),
        ("passages", "milliseconds, median"),
    )


def _short(number: float) -> str:
    """Write 10,000 as 10k."""
    for least, letter in ((1e6, "M"), (1e3, "k")):
        if number >= least:
            return f"{number / least:.0f}{letter}"
    return f"{number:.0f}"


def _chart(
    title: str,
    marks: str,
    ticks: tuple[Sequence[tuple[float, str]], Sequence[tuple[float, str]]],
    named: tuple[str, str],
) -> str:
    """Draw axes, ``ticks`` (0 to 1) and names of the one across and the one up, and marks."""
    across, up = named
    grid = "".join(
        f'<text x="{_x(v):.1f}" y="{SIZE - EDGE + 18}" text-anchor="middle">{label}</text>'
        for v, label in ticks[0]
    ) + "".join(
        f'<text x="{EDGE - 8}" y="{_y(v) + 4:.1f}" text-anchor="end">{label}</text>'
        for v, label in ticks[1]
    )
    middle = SIZE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" '
        f'height="{SIZE}" role="img" aria-label="{title}" font-family="sans-serif" font-size="11">'
        f'<rect width="{SIZE}" height="{SIZE}" fill="#ffffff"/>'
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#475569"/>'
        f'<g fill="#334155">{grid}'
        f'<text x="{middle}" y="{SIZE - 10}" text-anchor="middle">{across}</text>'
        f'<text x="14" y="{middle}" text-anchor="middle" '
        f'transform="rotate(-90 14 {middle})">{up}</text></g>{marks}</svg>\n'
    )


def _x(value: float) -> float:
    return EDGE + value * (SIZE - EDGE - 16)


def _y(value: float) -> float:
    return SIZE - EDGE - value * (SIZE - EDGE - 16)
