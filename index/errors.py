"""What can go wrong between a file and a search result.

Each message holds what was found, what was wanted and the next step, on one line.
"""


class OnRecordError(Exception):
    """Base of every error that On Record raises on purpose."""


class SettingsError(OnRecordError):
    """A setting is unknown, misspelt or has an unusable value."""


class ArticleError(OnRecordError):
    """A file cannot be read as an article."""


class EncoderError(OnRecordError):
    """The encoder's folder is missing or unusable."""


class StoreError(OnRecordError):
    """The store is missing, damaged, in use or out of reach."""


class EncoderMismatch(StoreError):
    """The store was made by another encoder than the one that asks."""
