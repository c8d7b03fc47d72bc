"""The example's accounts that anybody may try, shown on its sign-in page and nowhere else."""

from __future__ import annotations

PASSWORD = "xem-thu-tien-do"  # noqa: S105 - shown to whoever comes, on an example only

SHOWN = (
    "vanphong",
    "lanhdao",
    "kehoach",
    "thanhtra",
    "quantri",
    "huyen.899",
    "xa.30754",
    "xa.30730",
    "chidoan.30754-01",
)
"""The province's office, leaders, planners, inspectors and steward; a district, two of its communes, and a branch."""


def password_of(username: str) -> str | None:
    """The password of an account that is shown; nobody can sign in to the others."""
    return PASSWORD if username in SHOWN else None
