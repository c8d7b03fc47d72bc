"""Keeps facts, the ledger and its sums in a database; functions take and return core values, never ORM objects."""
