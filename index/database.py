"""The Chroma database underneath the store: a folder, or a server.

The only module that imports Chroma.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from index.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

_FILE = "chroma.sqlite3"
_LOCK_SECONDS = 30.0
# ef_search 200: of the 40 nearest of 10,000 random vectors (the worst case) it finds 28,
# Chroma's default of 100 finds 19.
_CONFIGURATION = cast(
    "CreateCollectionConfiguration", {"hnsw": {"space": "cosine", "ef_search": 200}}
)


class Database:
    """Collections by name, in one Chroma database.

    Nothing is made before the first ``make``. What Chroma raises inside ``guard``
    comes out as a `StoreError` of one line.
    """

    def __init__(self, path: Path, address: str | None) -> None:
        """Look at the folder without opening it.

        Raises:
            StoreError: it is a file, or holds something that is not a database.
        """
        self.path = path
        self.address = address
        self._using = threading.RLock()
        self._client: ClientAPI | None = None
        if address is None:
            _check_folder(path)

    @property
    def place(self) -> str:
        """Where the database is, for people."""
        return self.address or str(self.path)

    @property
    def exists(self) -> bool:
        """Whether anything was ever written here; a server is taken to exist."""
        return self.address is not None or (self.path / _FILE).exists()

    def find(self, name: str) -> "Collection | None":
        """Look a collection up, as it is now."""
        from chromadb.errors import NotFoundError

        if not self.exists:
            return None
        try:
            return self._connected().get_collection(name, embedding_function=None)
        except NotFoundError:
            return None

    def names(self) -> set[str]:
        """List the names of all collections."""
        return {collection.name for collection in self._connected().list_collections()}

    def make(self, name: str, metadata: dict[str, Any]) -> "Collection":
        """Make a collection for vectors of our own, compared by cosine."""
        return self._connected().create_collection(
            name, configuration=_CONFIGURATION, metadata=metadata, embedding_function=None
        )

    def drop(self, name: str) -> None:
        """Delete a collection and all that is in it."""
        self._connected().delete_collection(name)

    def batches(self, total: int) -> Iterator[tuple[int, int]]:
        """Yield bounds, half-open, that Chroma takes at once."""
        size = self._connected().get_max_batch_size()
        for first in range(0, total, size):
            yield first, min(first + size, total)

    def reopen(self) -> None:
        """Let go of the client: one of a folder never sees what others write."""
        from chromadb.api.shared_system_client import SharedSystemClient

        if self._client is not None and self.address is None:
            self._client = None
            SharedSystemClient.clear_system_cache()

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Let one thread at a time in, and turn what Chroma raises into a `StoreError`."""
        import httpx
        from chromadb.errors import ChromaError

        with self._using:
            try:
                yield
            except (ChromaError, sqlite3.Error, OSError, httpx.HTTPError, ValueError) as error:
                reason = " ".join(str(error).split())[:200] or type(error).__name__
                if self.address:
                    hint = "is the server there?"
                elif "readonly" in reason or isinstance(error, PermissionError):
                    hint = "Chroma needs to write there, even to read; give it leave"
                else:
                    hint = "if it is damaged, `onrecord index --rebuild` makes its vectors anew"
                raise StoreError(
                    f"the store at {self.place} cannot be used ({reason}); {hint}"
                ) from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep every other process on this machine from writing.

        Raises:
            StoreError: another one has been writing for 30 seconds, or the folder
                cannot be written.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.path / ".lock", timeout=_LOCK_SECONDS)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise StoreError(
                f"the store at {self.place} is being written by another process; "
                "try again when it is done"
            ) from error
        except OSError as error:
            raise StoreError(f"the store at {self.place} cannot be written: {error}") from error
        try:
            yield
        finally:
            lock.release()

    def _connected(self) -> "ClientAPI":
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            # opentelemetry: an endpoint in the environment would send every call away
            settings = Settings(anonymized_telemetry=False, chroma_otel_collection_endpoint="")
            if self.address is None:
                self.path.mkdir(parents=True, exist_ok=True)
                self._client = chromadb.PersistentClient(str(self.path), settings=settings)
            else:
                parts = urlsplit(self.address)
                ssl = parts.scheme == "https"
                self._client = chromadb.HttpClient(
                    parts.hostname or "localhost",
                    parts.port or (443 if ssl else 8000),
                    ssl=ssl,
                    settings=settings,
                )
        return self._client


def _check_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise StoreError(f"the store at {path} is a file, not a folder; choose another --store")
    file = path / _FILE
    try:
        if file.exists():
            address = f"{file.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master")
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"the store at {path} cannot be read ({error}); restore it from a copy, or move "
            "it away and run `onrecord index` again"
        ) from error
