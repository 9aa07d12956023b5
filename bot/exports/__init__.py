"""Answers to take away, a format a file."""
