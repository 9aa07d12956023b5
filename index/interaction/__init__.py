"""Late interaction: how well the words of a question meet those of a sentence."""
