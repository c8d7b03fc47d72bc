"""Numbers that were read, written the way plans write them: `300.000`, `37,5`, `65%`."""

from __future__ import annotations

from fractions import Fraction

from tiendo.core.quantity import MAX_AMOUNT, MAX_DECIMALS, print_amount


def decimals_of(value: Fraction) -> int:
    """How many digits after the comma a number has, as far as figures can have them."""
    for digits in range(MAX_DECIMALS):
        if (value * 10**digits).denominator == 1:
            return digits
    return MAX_DECIMALS


def written(value: Fraction) -> str:
    """A number as plans write it; what has no last digit is cut after the sixth, what is too large at the largest."""
    digits = decimals_of(value)
    scaled = value * 10**digits
    return print_amount(min(scaled.numerator // scaled.denominator, MAX_AMOUNT), decimals=digits)
