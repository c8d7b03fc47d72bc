"""Bytes to core values and back; no queries, no arithmetic."""
