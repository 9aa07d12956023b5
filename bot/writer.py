"""The language model that may write, and whether it is there."""

import logging
import threading
import time
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Literal

from bot.errors import ModelError
from bot.standing import Standing

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from bot.trial.outcomes import Outcome
    from bot.trial.trial import Trial

State = Literal["new", "loading", "ready", "failed"]
_AGAIN_SECONDS = 30.0  # after a failure, before it is tried again
_REST_SECONDS = 3600.0  # after it made up too much

log = logging.getLogger("onrecord")


class Writer:
    """A chat model by its setting: opened once, left alone while it fails.

    Nothing here raises for a model that is wrong or out of reach; it is not `ready`, and
    ``problem`` says in one line why. Where it has a ``trial``, it is not `ready` before it passed
    that; ``identity`` is what its outcome is remembered by.
    """

    def __init__(
        self,
        name: str,
        make: "Callable[[], BaseChatModel]",
        seconds: float = 60.0,
        identity: str = "",
    ) -> None:
        self.name = name
        self.problem = ""
        self.trial: Trial | None = None
        self._identity = identity or name
        self.state: State = "new"
        self._make = make
        self.seconds = seconds  # for a whole answer
        self._model: BaseChatModel | None = None
        self._lock = threading.Lock()
        self._again_at = 0.0
        self._standing = Standing()
        self._tried = False  # it is on trial now

    def expect(self) -> None:
        """Announce that another thread will `load`: until then nobody waits for it."""
        self.state = "loading"

    def load(self) -> None:
        """Open the model, hear one word of it and put it to its trial; what fails is logged."""
        with self._lock:
            if self.state == "ready":
                return
            self.state, self.problem = "loading", ""
            try:
                known = self.trial.known(self._identity) if self.trial else None
                if known and not known.passed:
                    self._fail(str(known), _REST_SECONDS)
                elif self._greeted():
                    self._prove(known)
            # whatever a trial runs into, the model would stay "loading" with it
            except Exception as error:
                self._fail(f"it fails with {type(error).__name__}")
                log.debug("the model %s", self.name, exc_info=error)

    def greet(self) -> None:
        """Open the model and hear one word of it; its trial is for another time."""
        with self._lock:
            if self.state == "ready":
                return
            known = self.trial.known(self._identity) if self.trial else None
            if known and not known.passed:
                self.problem = str(known)
            elif self._greeted():
                self.state = "ready" if known or self.trial is None else "new"
                self.problem = "" if self.state == "ready" else "its trial is still to come"

    def ready(self) -> bool:
        """Tell whether the model can write now.

        Loads one that nobody has announced to load. One that failed a while ago is tried
        again in the background, for the questions after this one.
        """
        if self.state == "new":
            self.load()
        elif self.state == "failed" and time.monotonic() > self._again_at:
            self.expect()
            threading.Thread(target=self.load, name="model again", daemon=True).start()
        return self.state == "ready"

    def heard(self, *, made_up: bool) -> None:
        """Take in that a sentence of the model was checked, and whether it was made up.

        A model that makes up too much is left alone for an hour, and then has to prove itself anew.
        """
        if (why := self._standing.hear(made_up=made_up)) and self.state == "ready":
            self._standing.clear()
            self._fail(why, _REST_SECONDS)
            if self.trial:
                self.trial.forget(self._identity)

    def told(self) -> str:
        """Say in a few words who writes the answers."""
        if self.state == "ready":
            return f"answers are written by {self.name} and checked"
        if self.problem:
            return f"answers are quotations, and {self.name} is not used ({self.problem})"
        doing = "it is on trial" if self._tried else "it is loading"
        return f"answers are quotations until {self.name} can write ({doing})"

    def write(
        self,
        messages: Sequence["BaseMessage"],
        left: threading.Event | None = None,
        ends: float | None = None,
        *,
        optional: bool = False,
    ) -> Generator[str, None, None]:
        """Yield what the model writes, piece by piece, until ``ends`` at the latest.

        ``ends`` is a moment (`time.monotonic`). Where what it writes is ``optional``, a failure is
        not held against it.

        Raises:
            ModelError: it failed or did not end in time; what was yielded stands.
        """
        from bot.streaming import stream_text

        model = self._model
        if model is None:
            raise ModelError("it is not loaded")
        try:
            yield from stream_text(model, messages, self.seconds, left, ends)
        except ModelError as error:
            if not optional:
                self._fail(str(error))
            raise

    def _greeted(self) -> bool:
        self.state, self.problem = "loading", ""
        try:
            self._open()
        except ModelError as error:
            self._fail(str(error))
            return False
        return True

    def _prove(self, outcome: "Outcome | None") -> None:
        """Be ready if a trial was passed, is passed now, or is not asked for."""
        if self.trial and outcome is None:
            log.warning("the model %s is on trial; until then answers are quotations", self.name)
            self._tried = True
            try:
                outcome = self.trial.take(self, self._identity)
            finally:
                self._tried = False
        if self.trial is None or (outcome and outcome.passed):
            self._standing.clear()
            self.state, self.problem = "ready", ""
        elif outcome:
            self._fail(str(outcome), _REST_SECONDS)

    def _open(self) -> None:
        from bot.gguf import GgufModel
        from bot.prompts import greeting
        from bot.streaming import stream_text

        if self._model is None:
            model = self._make()
            if isinstance(model, GgufModel):
                model.load()
            self._model = model
        for _ in stream_text(self._model, greeting(), self.seconds):
            return

    def _fail(self, why: str, seconds: float = _AGAIN_SECONDS) -> None:
        self.state, self.problem = "failed", why
        self._again_at = max(self._again_at, time.monotonic() + seconds)
        log.warning("the model %s is not used: %s; answers are quotations", self.name, why)
