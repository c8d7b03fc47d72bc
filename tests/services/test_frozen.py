"""A frozen report is printed again word for word, and says where it would read otherwise today."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.core.report_kept import report_from
from tiendo.demo.organisation import letterheads
from tiendo.formats.docx_out import report_docx
from tiendo.services import catalogue, month_returns
from tiendo.services.frozen import freeze_asked, frozen_report, report_to_freeze
from tiendo.services.month_returns import FreezeState
from tiendo.services.reporting import report_of

pytestmark = pytest.mark.usefixtures("organisation")

ASKED: dict[str, Any] = {"actor": SYSTEM, "unit": "P", "period": "2024-Q1", "now": stage.NOW}


def freeze(**more: Any) -> FreezeState:
    given = {"unit": "P", "period": "2024-Q1", **stage.asked(), **more}
    return month_returns.freeze_period(report=report_to_freeze(actor=given["actor"], now=stage.NOW), **given)


def told() -> None:
    adopt()
    catalogue.set_report_template(template=letterheads(), **stage.asked())
    stage.add(stage.told(trees=300))
    stage.send()


def test_what_is_kept_is_the_canonical_json_of_the_report() -> None:
    told()
    made = report_of(**ASKED)
    state = freeze()
    ((document, digest),) = stage.rows("SELECT document, sha256 FROM frozen")
    assert document == made.report.canonical()
    assert digest == state.sha256 == hashlib.sha256(document.encode()).hexdigest() == made.report.sha256
    assert report_from(document, event=state.event) == made.report
    # by name, as every report kept before has it
    assert '"window":{"end":"2026-01-01","start":"2024-01-01"}' in document


def test_it_is_printed_again_word_for_word_whatever_came_after() -> None:
    told()
    before = report_of(**ASKED).report
    state = freeze()
    stage.add(stage.told("EB", "2024-03-20", trees=9))
    stage.send("EB")
    catalogue.set_report_template(template={"heading": "KHÁC"}, **stage.asked())
    held = frozen_report(**ASKED)
    assert (held.event, held.sha256) == (state.event, state.sha256)
    assert held.made.report == before
    assert report_docx(held.made.report) == report_docx(before)
    assert [(one.event, one.at) for one in held.made.freezes] == [(state.event, held.at)]
    assert report_of(**ASKED).freezes == held.made.freezes
    assert report_of(**ASKED).report != before


def test_differences_are_a_recomputation_at_the_head() -> None:
    told()
    freeze()
    assert frozen_report(**ASKED).differences == ()
    stage.add(stage.told("EB", "2024-03-20", trees=9))
    stage.send("EB")
    found = {one.where: (one.before, one.after) for one in frozen_report(**ASKED).differences}
    assert found["Cây · Lũy kế"] == ("300", "309")
    assert found["Cây · Kết quả kỳ"] == ("300", "309")
    assert found["Cây · Tỷ lệ %"] == ("30%", "30,9%")
    # the same days are looked at: what was done after the period changes nothing
    assert found["Đông · Đã gửi"] == ("1", "2")
    assert found["1. Việc"] == (
        "Cây: trong kỳ 300; lũy kế 300/1.000, đạt 30%.",
        "Cây: trong kỳ 309; lũy kế 309/1.000, đạt 30,9%.",
    )
    stage.add(stage.told("EB", "2024-04-20", trees=9))
    stage.send("EB", "2024-04")
    again = {one.where: (one.before, one.after) for one in frozen_report(**ASKED).differences}
    assert again == found


def test_number_and_day_of_signing_are_filled_in_and_nothing_else() -> None:
    told()
    state = freeze()
    held = frozen_report(number="12", day="05/04/2024", **ASKED)
    assert held.made.report.letterhead.number == "12-BC/TĐTN-VP"
    assert held.made.report.letterhead.place_and_day == "Tỉnh, ngày 05 tháng 4 năm 2024"
    assert held.sha256 == state.sha256
    assert held.made.report.sections == frozen_report(**ASKED).made.report.sections


def test_each_freeze_of_a_period_can_be_asked_for() -> None:
    told()
    first = freeze()
    stage.add(stage.told("EB", "2024-03-20", trees=9))
    stage.send("EB")
    second = freeze()
    assert frozen_report(**ASKED).event == second.event
    assert frozen_report(event=first.event, **ASKED).sha256 == first.sha256
    assert [one.event for one in report_of(**ASKED).freezes] == [first.event, second.event]
    with pytest.raises(Problem) as refused:
        frozen_report(event=1, **ASKED)
    assert refused.value.code == "report.not_frozen"


def test_only_what_was_frozen_is_frozen_and_only_for_who_may_see_it() -> None:
    told()
    freeze()
    with pytest.raises(Problem) as refused:
        frozen_report(**{**ASKED, "period": "2024-Q2"})
    assert refused.value.code == "report.not_frozen"
    with pytest.raises(Problem) as refused:
        frozen_report(**{**ASKED, "actor": stage.somebody("leader", "E")})
    assert refused.value.code == "access.denied"


def test_what_a_freeze_would_keep_is_told_to_who_may_freeze() -> None:
    told()
    coordinator = stage.somebody("coordinator", "P")
    asked = freeze_asked(**{**ASKED, "actor": coordinator})
    assert (asked.unit, asked.as_of, asked.running, asked.freezes) == ("P", date(2024, 3, 31), False, ())
    running = freeze_asked(**{**ASKED, "actor": coordinator, "period": "2024-Q2"})
    assert (running.as_of, running.running) == (date(2024, 6, 1), True)
    state = freeze()
    assert [one.event for one in freeze_asked(**ASKED).freezes] == [state.event]
    assert report_of(**{**ASKED, "actor": coordinator}).may_freeze
    leader = stage.somebody("leader", "P")
    assert not report_of(**{**ASKED, "actor": leader}).may_freeze
    with pytest.raises(Problem) as refused:
        freeze_asked(**{**ASKED, "actor": leader})
    assert refused.value.code == "access.denied"
    with pytest.raises(Problem) as refused:
        freeze_asked(**{**ASKED, "period": "2024-Q3"})
    assert refused.value.code == "report.not_begun"


def test_what_is_no_report_is_said_to_be_none() -> None:
    told()
    given = {"unit": "P", "period": "2024-Q1", **stage.asked()}
    month_returns.freeze_period(report=lambda *_: {"schema": 1, "targets": []}, **given)
    with pytest.raises(Problem) as refused:
        frozen_report(**ASKED)
    assert refused.value.code == "report.kept"
