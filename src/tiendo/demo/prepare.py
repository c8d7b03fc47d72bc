"""Fills an empty home with the example: founds the organisation and replays its simulated work, through services only.

Every step is one event under a request id made of the seed, so the same seed gives the same ledger, and a preparation
that was stopped goes on where it stopped.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.demo import founding
from tiendo.demo.simulation import FULL, SEED, Scale, Step, moment
from tiendo.demo.simulation_course import simulate
from tiendo.services import (
    accounts,
    catalogue,
    excuses,
    filling,
    month_figures,
    month_returns,
    months,
    organisation,
    persons,
    plans,
    records,
    units,
)

register(
    "demo.clock",
    ProblemKind.INVALID,
    "The clock of this machine says {now}; the example's last day is {last_day}. Set the clock and try again.",
)


class Progress(Protocol):
    """Is told how much is done, of how much, and what is being done (a label as people read it)."""

    def __call__(self, done: int, total: int, what: str, /) -> object:
        """Tell; answers nothing that is looked at."""


@dataclass(frozen=True)
class Prepared:
    """What a preparation did: the example's events there are now, of how many; and whether it came to the end."""

    events: int
    of: int

    @property
    def complete(self) -> bool:
        """Whether the example is all there."""
        return self.events == self.of


def prepare(
    *,
    progress: Progress,
    now: datetime,
    stop: Callable[[], bool] | None = None,
    scale: Scale = FULL,
    seed: str = SEED,
) -> Prepared:
    """Found the example organisation in an empty ledger, or go on with one begun; `now` is the caller's clock.

    `stop` is asked before each step; what was done so far stays. The ledger carries simulated moments, never `now`.
    Errors: Problem `demo.clock` where `now` lies before them, `filling.not_empty` where there is something else.
    """
    if now < moment(scale.last_day, 23):
        raise Problem("demo.clock", now=now.date(), last_day=scale.last_day)
    steps = sorted([*founding.steps(scale, seed), *simulate(seed, scale)], key=lambda step: step.order)
    total, done = sum(step.size for step in steps), 0
    requests = [step.request for step in steps]
    begun = filling.steps_done(requests)
    replay = Replay()
    with filling.without_waiting(), _without_collecting():
        for number, step in enumerate(steps):
            if number >= begun:
                if stop is not None and stop():
                    break
                progress(done, total, _label(step))
                replay.take(step)
            done += step.size
    events = filling.steps_done(requests)
    if events == len(steps):
        progress(total, total, "")
    return Prepared(events, len(steps))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nearly nothing made here forms cycles, and looking for them again and again takes a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _label(step: Step) -> str:
    return step.about or f"{step.at:%m/%Y}"


class Replay:
    """Takes steps: finds the service of a verb and the actor of an account."""

    def __init__(self) -> None:
        self._actors: dict[str, Actor] = {}

    def take(self, step: Step) -> object:
        """Carry one step out as one event."""
        what = dict(step.what)
        if step.verb == "found_organisation":
            return organisation.found_organisation(**what, request=step.request, now=step.at)
        actor = self._actor(step)
        if step.verb in ("accept_month", "accept_months"):
            what = _seen(step, actor)
        return VERBS[step.verb](actor=actor, **what, request=step.request, now=step.at)

    def _actor(self, step: Step) -> Actor:
        """Services look at the grants of the moment themselves, so that an actor may be kept."""
        if not step.by:
            return SYSTEM
        if step.by not in self._actors:
            self._actors[step.by] = accounts.actor_of(step.by, step.at)
        return self._actors[step.by]


def _seen(step: Step, actor: Actor) -> dict[str, Any]:
    """An acceptance with what the approver was shown."""
    asked = step.what.get("months", [step.what])
    digests = months.seen_of_months(actor=actor, months=asked, now=step.at)
    seen = [{**one, "seen": digest} for one, digest in zip(asked, digests, strict=True)]
    return {"months": seen} if "months" in step.what else seen[0]


VERBS: Mapping[str, Callable[..., object]] = {
    verb.__name__: verb
    for verb in (
        accounts.create_account,
        accounts.grant_role,
        catalogue.set_operating_day,
        catalogue.set_report_template,
        catalogue.set_simulated,
        excuses.excuse_months,
        month_figures.report_nils,
        month_figures.set_month_figure,
        month_figures.set_month_figures,
        month_returns.excuse_month,
        month_returns.reopen_month,
        month_returns.return_month,
        months.accept_month,
        months.accept_months,
        months.send_month,
        months.send_months,
        persons.merge_persons,
        persons.name_person,
        plans.adopt_plan,
        plans.set_allocations,
        records.add_records,
        records.correct_record,
        records.post_opening,
        records.withdraw_record,
        units.move_unit,
        units.open_units,
    )
}
"""The services a step may name."""
