"""The parts that an entry point needs, built once from the settings."""

from dataclasses import dataclass
from functools import cached_property, partial

from langchain_core.runnables import Runnable

from bot.chain import Asked, answering
from bot.checks.checker import Checker
from bot.entailment.entailment import LearnedEntailment
from bot.model import open_model
from bot.offline import stay_offline
from bot.reader.reader import LearnedReader
from bot.retriever import PassageRetriever
from bot.settings import Settings
from bot.testimony import Witnesses
from bot.trial.outcomes import Outcomes
from bot.trial.trial import Trial
from bot.writer import Writer
from index.directory import Directories
from index.encoder import SentenceEncoder
from index.errors import StoreError
from index.keywords import Keywords
from index.records import Answer
from index.search import Search
from index.statement_search import StatementSearch
from index.statements import AttributionTagger
from index.store import Store
from index.tagger.tagger import LearnedTagger


@dataclass(frozen=True)
class Desk:
    """A store, the encoder that reads it, and the chain that answers from it."""

    store: Store
    encoder: SentenceEncoder
    tagger: AttributionTagger
    writer: Writer | None = None

    @classmethod
    def open(cls, settings: Settings) -> "Desk":
        """Open the parts; the encoder is loaded by the first question or indexing.

        Raises:
            StoreError: the store is damaged or out of reach.
        """
        stay_offline()
        address = str(settings.chroma) if settings.chroma else None
        writer = None
        if settings.model:
            url = str(settings.model_url) if settings.model_url else None
            make = partial(open_model, settings.model, url, settings.model_seconds)
            identity = f"{settings.model} {url or ''}"
            writer = Writer(settings.model, make, settings.model_seconds, identity)
        desk = cls(
            Store(settings.store, address),
            SentenceEncoder(settings.encoder),
            LearnedTagger(),
            writer,
        )
        if writer and settings.model_trial:
            writer.trial = Trial(desk.tagger, desk.checker, Outcomes(desk.store.trials))
        return desk

    @cached_property
    def chain(self) -> Runnable[str | Asked, Answer]:
        """Question in, checked answer out."""
        witnesses = Witnesses(self.directories, self.statements, self.keywords, self.encoder)
        checker = self.checker if self.writer else None
        return answering(
            self.retriever, witnesses, self.reader, writer=self.writer, checker=checker
        )

    @cached_property
    def checker(self) -> Checker:
        """A sentence with its evidence in, a verdict out."""
        return Checker(self.encoder, self.entailment)

    @cached_property
    def reader(self) -> LearnedReader:
        """Sentences in, whether they answer out."""
        return LearnedReader()

    @cached_property
    def entailment(self) -> LearnedEntailment:
        """Claims with their evidence in, how likely they are carried out."""
        return LearnedEntailment()

    def warm(self) -> None:
        """Load what a question needs, so that the first one need not wait for it.

        A model comes last; until it is there answers are quotations.

        Raises:
            EncoderError: there are no weights to load.
        """
        if self.writer:
            self.writer.expect()
        self.encoder.encode(["warm"])
        self.reader.load()
        if self.writer:
            self.entailment.load()
            self.writer.load()

    @cached_property
    def retriever(self) -> PassageRetriever:
        """Question in, passages out."""
        return PassageRetriever(search=Search(self.store, self.encoder, self.keywords))

    @cached_property
    def keywords(self) -> Keywords:
        """The keyword index beside the store."""
        return Keywords(self.store)

    @cached_property
    def statements(self) -> StatementSearch:
        """Statements by voice, words and meaning."""
        return StatementSearch(self.store, self.keywords)

    @cached_property
    def directories(self) -> Directories:
        """Who speaks in the articles, as the store is now."""
        return Directories(self.store)

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
