"""Whether a passage carries a claim: the packaged encoder, tuned on claims true and false."""
