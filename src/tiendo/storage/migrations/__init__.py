"""One regenerated first migration until 0.1.0; additive only after that."""
