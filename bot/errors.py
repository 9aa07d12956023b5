"""What can go wrong between a question and its answer."""

from index.errors import OnRecordError


class QuestionError(OnRecordError):
    """A question is empty, too long or not text."""


class CitationError(OnRecordError):
    """A quotation is not what the article says at that place."""


class KeepingError(OnRecordError):
    """No more answers may be kept."""


class ServerError(OnRecordError):
    """The web application cannot be started."""


class ExpectationError(OnRecordError):
    """A file of questions with known answers is not as it must be."""


class UploadError(OnRecordError):
    """An article cannot be taken, or be let go of."""


class WikiError(OnRecordError):
    """What is asked for a wiki cannot be given: an unknown wiki, address or folder."""


class ModelError(OnRecordError):
    """The language model cannot be used, or failed while it wrote."""
