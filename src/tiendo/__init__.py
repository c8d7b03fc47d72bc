"""Tiến Độ: every promise of a plan made countable, and each figure shown with the reason it is true."""

__version__ = "0.0.1"
