"""Scoring against gold corpora, side by side with peers; one module a task."""
