"""The one frame of every writing service (R6): may, lock, may again, check, post, audit; and the same request twice.

A service hands `carry_out` three small functions. `ready` asks for access and validates; it only reads. `post` writes
facts and answers the audit line's payload. `answer` reads the state afterwards, also when the same request comes again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.backends.utils import CursorWrapper

from tiendo.core.access import Actor, require
from tiendo.core.errors import Problem
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.services.given import Given, refuse
from tiendo.services.identity import current
from tiendo.services.naming import named
from tiendo.storage import ledger
from tiendo.storage.ledger import Session
from tiendo.storage.rules import Catalogue, read_catalogue
from tiendo.storage.sql import snapshot

__all__ = ["Order", "View", "carry_out", "order_of", "reading"]

T = TypeVar("T")
A = TypeVar("A")


@dataclass(frozen=True)
class Order:
    """What a writing service was asked: by whom, under which permission, and the cleaned fields it was given.

    `content` tells the same request from another one under its id, so it holds what was given, not what it was
    found to mean. `given.faults` are told together with what `ready` finds.
    """

    verb: str
    permission: str
    actor: Actor
    now: datetime
    request: str
    content: Mapping[str, Any]
    given: Given

    @property
    def today(self) -> date:
        """The day of writing, where the caller's clock is."""
        return self.now.date()


@dataclass
class View:
    """The ledger as a service sees it: a snapshot before the lock, or the locked head itself."""

    order: Order
    cursor: CursorWrapper
    catalogue: Catalogue
    actor: Actor
    event: int = 0
    asked: bool = field(default=False, compare=False)

    @property
    def tree(self) -> OrgTree:
        """The tree of units."""
        return self.catalogue.tree

    @property
    def today(self) -> date:
        """The day of writing."""
        return self.order.today

    def require(self, units: Iterable[UnitId], permission: str = "", *, area: str = "") -> None:
        """Refuse unless the actor may do this at all of these units today. Errors: Problem `access.*`."""
        self.asked = True
        asked = permission or self.order.permission
        for unit in dict.fromkeys(units):
            require(self.actor, asked, unit, tree=self.tree, day=self.today, area=area or None)

    def require_any(self, units: Iterable[UnitId]) -> None:
        """Refuse unless the actor may do this at one of these units today. Errors: Problem `access.*`."""
        refusals: list[Problem] = []
        for unit in dict.fromkeys(units):
            try:
                return self.require([unit])
            except Problem as problem:
                refusals.append(problem)
        raise refusals[0]


@contextmanager
def reading(verb: str, permission: str, *, actor: Actor, now: datetime) -> Iterator[View]:
    """A snapshot for a question that needs a right of its own."""
    order = Order(verb, permission, actor, now, "", {}, Given({}))
    with snapshot() as cursor:
        head = ledger.read_head(cursor)
        view = _view(order, cursor, read_catalogue(cursor, head.tree_mark, head.catalogue_mark))
        with _telling(view.catalogue):
            yield view


@contextmanager
def _telling(catalogue: Catalogue) -> Iterator[None]:
    """Let refusals name units, levels and data elements as people know them."""
    try:
        yield
    except Problem as problem:
        raise named(problem, catalogue) from None


def order_of(
    verb: str,
    permission: str,
    *,
    actor: Actor,
    request: str,
    now: datetime,
    given: Given,
    content: Mapping[str, Any],
) -> Order:
    """The order of a service; a wrong request id is a fault like others. Errors: ValueError: naive `now`."""
    if now.tzinfo is None:
        raise ValueError("now must be an aware moment")
    asked = Given({"request": request}, faults=given.faults).uuid("request")
    return Order(verb, permission, actor, now, asked, {"by": actor.person, **content}, given)


def carry_out(
    order: Order,
    *,
    ready: Callable[[View], T],
    post: Callable[[Session, T], Mapping[str, Any]],
    answer: Callable[[View], A],
    idle: Callable[[T], bool] = lambda _: False,
) -> A:
    """Carry an order out as one event, or answer how things stand where it was carried out before.

    `ready` runs on a snapshot, so that what is refused never holds the lock, and again under the lock when the
    ledger has moved since. Where what it found is `idle`, nothing would change: the state is answered, nothing written.
    Any error rolls everything back. Errors: Problem.
    """
    digest = ledger.content_digest(order.content) if order.request else ""
    with snapshot() as cursor:
        head = ledger.read_head(cursor)
        view = _view(order, cursor, read_catalogue(cursor, head.tree_mark, head.catalogue_mark))
        done = ledger.find_request(cursor, order.request) if order.request else None
        if done is not None:
            if (done.verb, done.digest) != (order.verb, digest):
                raise Problem("request.differs", request=order.request)
            return answer(replace(view, event=done.seq))
        found = _made_ready(view, ready)
        if idle(found):
            return answer(replace(view, event=head.seq))
    with ledger.writing(
        now=order.now,
        verb=order.verb,
        person=order.actor.person,
        request=order.request,
        content=order.content,
    ) as session:
        view = replace(view, cursor=session.cursor, catalogue=session.catalogue)
        if moved := session.before.seq != head.seq:
            view.actor = current(session.cursor, order.actor)
        if session.done is not None:
            return answer(replace(view, event=session.done.seq))
        if moved and idle(found := _made_ready(view, ready)):
            session.cancel()
            return answer(replace(view, event=session.before.seq))
        with _telling(view.catalogue):
            session.payload = dict(post(session, found))
        return answer(replace(view, catalogue=session.catalogue, event=session.seq))


def _view(order: Order, cursor: CursorWrapper, catalogue: Catalogue) -> View:
    return View(order, cursor, catalogue, current(cursor, order.actor))


def _made_ready(view: View, ready: Callable[[View], T]) -> T:
    with _telling(view.catalogue):
        found = ready(view)
        refuse(view.order.given.faults)  # a service that found faults of its own has told them already
    if not view.asked:
        raise RuntimeError(f"{view.order.verb} did not ask for access")
    return found
