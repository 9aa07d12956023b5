"""From news articles to a store that can be searched."""
