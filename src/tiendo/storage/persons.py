"""Persons counted once: random ids everywhere, names only in one erasable table, merges as events."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper
from django.utils.crypto import salted_hmac

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.submission import Participation, Version
from tiendo.storage import models as tables
from tiendo.storage.ledger import Session
from tiendo.storage.rules import NOW
from tiendo.storage.sql import as_day, canonical, fetch_all, in_ids, insert_rows, write

register("person.unknown", ProblemKind.NOT_FOUND, "There is no person {person}.")
register("person.same", ProblemKind.INVALID, "Both are the same person already: {kept}.")

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_ORDER = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"


class Named(NamedTuple):
    """Who a person id is: the one place where a name stands. `digits` may be part of an identity number."""

    person: str
    name: str
    birth: date | None = None
    digits: str = ""


def add_persons(session: Session, persons: Sequence[Named]) -> None:
    """Keep new person ids as facts, and their names where they can be erased."""
    session.add(tables.Person, [(named.person, session.seq) for named in persons])
    insert_rows(session.cursor, tables.PersonName, [_name_row(named) for named in persons])


def _name_row(named: Named) -> tuple[object, ...]:
    name = " ".join(unicodedata.normalize("NFC", named.name).split())
    return (named.person, name, named.birth, named.digits, sort_key(name), match_key(name, named.birth))


def match_key(name: str, birth: date | None) -> str:
    """What two entries of one person have in common: letters and tones, wherever the tone mark was typed."""
    words = []
    for word in unicodedata.normalize("NFD", name.casefold()).split():
        tones = [letter for letter in word if letter in _TONES]
        words.append("".join(letter for letter in word if letter not in _TONES) + "".join(tones))
    return f"{' '.join(words)}|{birth.isoformat() if birth else ''}"


def sort_key(name: str) -> str:
    """Vietnamese order: by the given name, which comes last; letters before tones. VN: thứ tự chữ cái."""
    words = name.casefold().split()
    turned = [*words[-1:], *words[:-1]]
    letters = " ".join(_letters(word) for word in turned)
    tones = "".join(mark for word in turned for mark in unicodedata.normalize("NFD", word) if mark in _TONES)
    return f"{letters}|{tones}"


def _letters(word: str) -> str:
    bare = "".join(mark for mark in unicodedata.normalize("NFD", word) if mark not in _TONES)
    return "".join(
        chr(ord("A") + _ORDER.index(letter)) if letter in _ORDER else letter
        for letter in unicodedata.normalize("NFC", bare)
    )


def find_same(cursor: CursorWrapper, named: Named) -> list[str]:
    """Ids of persons with this normalised name and birth day whose digits, where both have some, agree."""
    rows = fetch_all(
        cursor,
        "SELECT person, digits FROM person_name WHERE match_key = %s ORDER BY person",
        [match_key(named.name, named.birth)],
    )
    merges = read_merges(cursor) if rows else {}
    found = (
        merges.get(person, person)
        for person, digits in rows
        if not digits or not named.digits or digits == named.digits
    )
    return list(dict.fromkeys(found))


def same_as(cursor: CursorWrapper, named: Collection[Named]) -> dict[str, list[tuple[str, str]]]:
    """Ids and digits of all who have one of these normalised names and birth days, by `match_key`."""
    keys = sorted({match_key(one.name, one.birth) for one in named})
    if not keys:
        return {}
    fragment, params = in_ids(cursor, keys)
    query = f"SELECT match_key, person, digits FROM person_name WHERE match_key {fragment} ORDER BY person"
    rows = fetch_all(cursor, query, params)
    merges = read_merges(cursor) if rows else {}
    found: dict[str, list[tuple[str, str]]] = {}
    for key, person, digits in rows:
        found.setdefault(key, []).append((merges.get(person, person), digits))
    return found


def keyed(named: Collection[Named]) -> str:
    """A digest by which the same people are known again, and which nobody can try names on without the secret key."""
    told = canonical([[one.person, one.name, one.birth, one.digits] for one in named])
    return salted_hmac("tiendo.people", told, algorithm="sha256").hexdigest()


def read_names(cursor: CursorWrapper, persons: Collection[str]) -> dict[str, Named]:
    """Names of persons, without those erased. The caller keeps a sight of it."""
    fragment, params = in_ids(cursor, persons)
    query = f"SELECT person, name, birth, digits FROM person_name WHERE person {fragment} ORDER BY sort_key, person"
    return {
        person: Named(person, name, as_day(birth), digits)
        for person, name, birth, digits in fetch_all(cursor, query, params)
    }


def erase_name(session: Session, person: str) -> None:
    """Forget who a person id is; counts and the chain stay. Errors: Problem `person.unknown`."""
    _require(session.cursor, person)
    session.cursor.execute("DELETE FROM person_name WHERE person = %s", [person])


def _require(cursor: CursorWrapper, person: str) -> None:
    if not fetch_all(cursor, "SELECT 1 FROM person WHERE id = %s", [person]):
        raise Problem("person.unknown", person=person)


def add_merge(session: Session, kept: str, merged: str) -> set[str]:
    """Let one person count as another from now on; answers all ids that are now one. `posting.merge_persons` reposts.

    Errors: Problem `person.unknown`, `person.same`.
    """
    for person in (kept, merged):
        _require(session.cursor, person)
    merges = read_merges(session.cursor)
    kept, merged = merges.get(kept, kept), merges.get(merged, merged)
    if kept == merged:
        raise Problem("person.same", kept=kept)
    session.add(tables.PersonMerge, [(session.seq, kept, merged)])
    return {kept, merged, *(person for person, into in merges.items() if into in (kept, merged))}


def read_merges(cursor: CursorWrapper, known: int = NOW) -> dict[str, str]:
    """For every merged person id, the id that counts instead, as known at an event."""
    query = "SELECT merged, kept FROM person_merge WHERE seq <= %s ORDER BY seq"
    merges: dict[str, str] = dict(fetch_all(cursor, query, [known]))
    for merged, first in list(merges.items()):
        kept = first
        while kept in merges:
            kept = merges[kept]
        merges[merged] = kept
    return merges


def merged_into(cursor: CursorWrapper, versions: list[Version], known: int = NOW) -> list[Version]:
    """The versions with every merged person replaced by the one that counts, each once."""
    if not any(version.participants for version in versions):
        return versions
    merges = read_merges(cursor, known)
    return [_merged(version, merges) for version in versions] if merges else versions


def _merged(version: Version, merges: dict[str, str]) -> Version:
    counted = {
        Participation(seat.element, merges.get(seat.person, seat.person)): None
        for seat in version.participants
    }
    return version._replace(participants=tuple(counted)) if version.participants else version


def add_sight(*, now: datetime, person: str, what: str) -> None:
    """Note who looked at personal data; outside the chain, and without its lock. Inside a write it is part of it."""
    with write() as cursor:
        insert_rows(cursor, tables.Sight, [(now.isoformat(), person, what)])
