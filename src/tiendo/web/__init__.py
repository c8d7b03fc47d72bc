"""The web: prints what services answer; no queries, no arithmetic."""
