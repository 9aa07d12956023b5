"""The entailer: the packaged encoder's layers over a claim and its evidence together.

Reference:
    Bowman, Angeli, Potts & Manning (2015), A large annotated corpus for learning natural
    language inference. Honovich et al. (2022), TRUE: inference as a check of consistency.
"""

from torch import Tensor

from bot.reader.network import PairReader


class Entailer(PairReader):
    """Scores whether the evidence carries a claim."""

    def forward(self, ids: Tensor, parts: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return log-odds that evidence carries a claim, ``(pairs,)``; see `PairReader.read`."""
        return self.read(ids, parts, features, mask)[0]
