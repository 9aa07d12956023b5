"""Where the store is and which encoder made it."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from pydantic import Field, HttpUrl, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError


class IndexSettings(BaseSettings):
    """Settings of the ``index`` package, from environment variables ``ONRECORD_*``."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", frozen=True, extra="forbid")

    store: Path = Field(Path(".onrecord"), description="folder of the store")
    chroma: HttpUrl | None = Field(
        None, description="address of a Chroma server that holds the store instead of a folder"
    )
    encoder: str | None = Field(
        None,
        description="sentence-transformers folder, or the name of a model in the local cache; "
        "default: the packaged all-MiniLM-L6-v2",
    )
    max_article_bytes: int = Field(
        5_000_000, gt=0, description="a file larger than this is refused"
    )

    @classmethod
    def read(cls, **overrides: Any) -> Self:
        """Read the environment; ``overrides`` (None: not given) win over it.

        Raises:
            SettingsError: a variable ``ONRECORD_*`` that is no setting, or a bad value.
        """
        for variable in sorted(os.environ):
            prefix, _, name = variable.lower().partition("_")
            if prefix == "onrecord" and name not in cls.model_fields:
                close = get_close_matches(name, cls.model_fields, n=1)
                hint = f"did you mean ONRECORD_{close[0].upper()}?" if close else "unset it"
                raise SettingsError(f"{variable} is not a setting; {hint}")
        try:
            return cls(**{key: value for key, value in overrides.items() if value is not None})
        except ValidationError as error:
            first = error.errors()[0]
            variable = "ONRECORD_" + "_".join(str(part) for part in first["loc"]).upper()
            raise SettingsError(f"{variable} is {first['input']!r}: {first['msg']}") from error
