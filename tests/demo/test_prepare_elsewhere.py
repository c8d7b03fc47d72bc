"""The example never mixes with anything else: a home that holds real work is refused, one written into goes on well."""

from __future__ import annotations

import pytest

from tests.demo.test_prepare import head, prepare, rows
from tests.services import stage
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem


@pytest.mark.engines("sqlite")
def test_a_home_with_an_organisation_of_its_own_is_left_alone(founded: object) -> None:
    assert founded
    before = head()
    with pytest.raises(Problem) as refused:
        prepare()
    assert refused.value.code == "filling.not_empty"
    assert head() == before


@pytest.mark.engines("sqlite")
def test_what_somebody_wrote_meanwhile_takes_no_step_away(database: object) -> None:
    from tiendo.demo.simulation import SMALL
    from tiendo.services.accounts import create_account

    assert database
    assert SMALL
    left = iter([False] * 100 + [True])
    first = prepare(stop=lambda: next(left))
    assert (first.events, head()[0]) == (100, 100)
    for number in range(3):
        given = {"username": f"khach.{number}", "name": "Khách"}
        create_account(**given, actor=SYSTEM, request=stage.an_id(), now=stage.NOW)
    second = prepare()
    assert second.complete
    assert head()[0] == second.of + 3
    assert rows("SELECT COUNT(*) FROM account WHERE username LIKE 'khach.%%'")[0][0] == 3
    assert prepare() == second
