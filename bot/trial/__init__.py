"""What a language model has to write well before readers see anything of it."""
