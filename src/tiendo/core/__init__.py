"""The values and arithmetic of Tiến Độ: pure, standard library only, so that every figure can be proved."""
