"""On Record inside wikis: what is installed there, and the guide for each."""
