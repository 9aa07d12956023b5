"""What the web application answers to, a subject a file."""
