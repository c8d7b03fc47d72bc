"""Files that commands are given: read, or refused in the reader's language; faults of their content get their line."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tiendo.cli.text import _
from tiendo.core.errors import Finding, Problem, ProblemKind, register

register("cli.file", ProblemKind.INVALID, "The file {file} cannot be read: {reason}")
register("cli.line", ProblemKind.INVALID, "{place}: {problem}")
register("cli.lines", ProblemKind.INVALID, "The file {file} has {count} faults; nothing was taken over.")


def reason_of(failure: OSError) -> str:
    """Why the system refuses a file, in the reader's language and with what to do."""
    known = {
        errno.ENOENT: _("there is no such file or directory; look at its name."),
        errno.ENOTDIR: _("there is no such file or directory; look at its name."),
        errno.EISDIR: _("it is a directory; name a file."),
        errno.EACCES: _("you have no right to it; ask whoever keeps this machine."),
        errno.EPERM: _("you have no right to it; ask whoever keeps this machine."),
        errno.EROFS: _("nothing can be written there; name another place."),
        errno.ENOSPC: _("there is no room left; make room and try again."),
        errno.ENAMETOOLONG: _("its name is too long."),
    }
    return known.get(failure.errno or 0) or _("the system refuses it (error {number}).").format(
        number=failure.errno or "?"
    )


def content_of(file: Path) -> bytes:
    """What a file holds. Errors: Problem `cli.file`."""
    try:
        return file.read_bytes()
    except (OSError, ValueError) as failure:
        reason = reason_of(failure if isinstance(failure, OSError) else OSError())
        raise Problem("cli.file", file=file.name or str(file), reason=reason) from None


def document_of(file: Path) -> tuple[Any, Callable[[str], int]]:
    """What a YAML file holds, and the line of each place in it. Errors: Problem `cli.file`, `yaml.*`."""
    from tiendo.formats import plan_yaml

    document, lines = plan_yaml.read(content_of(file), name=file.name)
    return document, lambda place: plan_yaml.line_of(place, lines)


def with_lines(problem: Problem, file: Path, line_of: Callable[[str], int]) -> Problem:
    """A refusal of what a file holds, every fault with its line; one that has no place in the file stays."""
    if problem.causes:
        told = sorted((_with_line(cause, file, line_of) for cause in problem.causes), key=_line)
        return Problem.many("cli.lines", told, file=file.name)
    told_one = _with_line(problem, file, line_of)
    return told_one if isinstance(told_one, Problem) else problem


def _line(one: Problem | Finding) -> int:
    line = dict(one.details).get("line")
    return line if isinstance(line, int) else 0


def _with_line(one: Problem | Finding, file: Path, line_of: Callable[[str], int]) -> Problem | Finding:
    details: Mapping[str, Any] = dict(one.details)
    place = one.place if isinstance(one, Finding) else str(details.get("place") or "")
    field = str(details.get("field") or "")
    if "place" in one.template.fields or not (place or field):
        return one
    inner = Problem(one.code, **{name: value for name, value in details.items() if name != "place"})
    line = line_of(".".join(filter(None, (place, field))))
    return Problem("cli.line", place=f"{file.name}:{line}", line=line, problem=inner)
