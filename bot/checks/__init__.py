"""Whether a sentence that a model wrote may be shown: what the evidence must carry of it."""
