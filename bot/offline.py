"""Keep the libraries underneath from calling home."""

import os

# Read when the libraries are imported, so entry points call this first. They are set
# and not merely defaulted: a tracing switch left in the environment for another
# program would send every question to a server.
_SWITCHES = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
}


def stay_offline() -> None:
    """Switch off downloads, telemetry and tracing in this process."""
    os.environ.update(_SWITCHES)
    # a fork after the tokenizer was used would warn on stderr
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
