"""The example organisation: a real province's units and plan, with simulated work that is labelled as such."""
