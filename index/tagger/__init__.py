"""Who said what, as a tagger on the packaged encoder finds it."""
