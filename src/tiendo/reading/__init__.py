"""Reads plan documents: text blocks to clauses, targets, tasks and duties. Pure: no files, no network, no clock."""
