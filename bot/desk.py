"""The parts that an entry point needs, built once from the settings."""

from dataclasses import dataclass
from functools import cached_property

from langchain_core.runnables import Runnable

from bot.chain import answering
from bot.offline import stay_offline
from bot.retriever import PassageRetriever
from bot.settings import Settings
from index.encoder import SentenceEncoder
from index.errors import StoreError
from index.keywords import Keywords
from index.records import Answer
from index.search import Search
from index.store import Store


@dataclass(frozen=True)
class Desk:
    """A store, the encoder that reads it, and the chain that answers from it."""

    store: Store
    encoder: SentenceEncoder

    @classmethod
    def open(cls, settings: Settings) -> "Desk":
        """Open the parts; the encoder is loaded by the first question or indexing.

        Raises:
            StoreError: the store is damaged or out of reach.
        """
        stay_offline()
        address = str(settings.chroma) if settings.chroma else None
        return cls(Store(settings.store, address), SentenceEncoder(settings.encoder))

    @cached_property
    def chain(self) -> Runnable[str, Answer]:
        """Question in, checked answer out."""
        search = Search(self.store, self.encoder, Keywords(self.store))
        return answering(PassageRetriever(search=search))

    def check(self) -> None:
        """Make sure that a question can be answered at all.

        Raises:
            EncoderMismatch: the store was made by another encoder.
            StoreError: nothing is indexed.
        """
        if self.store.is_empty():
            raise StoreError(
                f"no articles in the store at {self.store.place}; run `onrecord index seeds/`"
            )
        self.store.check_encoder(self.encoder.name)
