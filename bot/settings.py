"""The rest of the settings: where the web application listens."""

from pydantic import Field

from index.settings import IndexSettings


class Settings(IndexSettings):
    """All settings, from environment variables ``ONRECORD_*``."""

    host: str = Field("127.0.0.1", description="address the web application listens on")
    port: int = Field(7860, ge=1, le=65535, description="port it listens on")
