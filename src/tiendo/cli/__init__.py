"""The command line: one module per family of commands; prints what services answer and decides nothing."""
