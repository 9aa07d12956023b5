"""Find the directions that tokens are kept in: ``python -m index.interaction.fit TEXTS OUT``.

TEXTS is a folder of news (``*.txt``). The main directions of the vectors of their word
pieces, turned at random so that no number needs more bits than another, are written to OUT.

Reference:
    Jégou et al. (2010), Aggregating local descriptors: turning before quantizing.
"""

import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from index.encoder import SentenceEncoder
from index.interaction.tokens import DIRECTIONS
from index.passages import cut_passages

ARTICLES = 120
EVERY = 3  # passages, of which one is taken


def main() -> None:
    """Fit on the texts of a folder and write the projection."""
    texts = [
        passage.text
        for path in sorted(Path(sys.argv[1]).glob("*.txt"))[:ARTICLES]
        for passage in cut_passages(path.name, path.read_text(encoding="utf-8"))[::EVERY]
    ]
    tokens = np.concatenate([e.tokens for e in SentenceEncoder().encode_tokens(texts)])
    values, vectors = np.linalg.eigh(tokens.T.astype(np.float64) @ tokens)
    main_ones = vectors[:, np.argsort(-values)[:DIRECTIONS]]
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(DIRECTIONS, DIRECTIONS)))[0]
    kept = values[np.argsort(-values)[:DIRECTIONS]].sum() / values.sum()
    save_file({"projection": (main_ones @ turn).astype(np.float16)}, sys.argv[2])
    print(f"{len(tokens):,} pieces of {len(texts):,} passages; {kept:.3f} of their length is kept")


if __name__ == "__main__":
    main()
