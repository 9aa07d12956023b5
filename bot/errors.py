"""What can go wrong between a question and its answer."""

from index.errors import OnRecordError


class QuestionError(OnRecordError):
    """A question is empty, too long or not text."""


class CitationError(OnRecordError):
    """A quotation is not what the article says at that place."""


class ServerError(OnRecordError):
    """The web application cannot be started."""


class ExpectationError(OnRecordError):
    """A file of questions with known answers is not as it must be."""


class ModelError(OnRecordError):
    """The language model cannot be used, or failed while it wrote."""
