"""The reference pages made from the code are the ones that were committed."""

import pytest

from tests.docs_tables import FOLDER, PAGES, page


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_current(name: str) -> None:
    told = "run `python -m tests.docs_tables --write`"
    assert (FOLDER / name).read_text(encoding="utf-8") == page(name), told
