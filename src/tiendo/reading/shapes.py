"""Forms of lists that have a grammar of their own: ranks, grades, equations, `label: number`, promises of nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tiendo.reading.counting import Unit
from tiendo.reading.licence import Setting
from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.understood import Goal
from tiendo.reading.words import keys, lexicon

_LIGHT = frozenset({":", "là", "đạt", "=", "("}) | frozenset(keys("là đạt thứ tự"))
_STARTS = frozenset(keys("phấn đấu đảm bảo bảo đảm và cơ sở trường quyết tâm"))
_WHOLE = 100
_LABEL = 30
"""Words of a label that are looked at."""


def rank(passage: Passage, one: Mention, *, listed: bool) -> str:
    """The unit of a place to be reached, or empty where the number is none."""
    if not listed or one.percent or one.spelled:
        return ""
    words, place = passage.words, one.first
    while place > max(0, one.first - 3) and words[place - 1].key in _LIGHT:
        found = lexicon("context")["rank"].before(words, place)
        if found is not None:
            break
        place -= 1
    found = lexicon("context")["rank"].before(words, place)
    whole = one.denominator
    if found is not None and (whole is not None or found[0] > 1):
        return f"hạng (trên {whole})" if whole is not None else "hạng"
    bare = one.last >= len(words) or not words[one.last].is_word
    if whole is not None and bare and one.first and words[one.first - 1].text in ":=":
        return f"hạng (trên {whole})"
    return ""


def distribution(passage: Passage, found: Sequence[Mention]) -> Mapping[int, Goal]:
    """The comparators of grades that share a hundred percent: the best is a floor, the last a ceiling."""
    graded: dict[int, list[tuple[int, str]]] = {}
    for number, one in enumerate(found):
        grade = _grade(passage, one)
        if grade:
            graded.setdefault(passage.sentences[one.first], []).append((number, grade))
    goals: dict[int, Goal] = {}
    for held in graded.values():
        for part in _runs(held):
            if all(grade == "middle" for _, grade in part):
                continue  # `đạt 78%` is a share like any other
            goals |= _goals(part, sum(found[number].value for number, _ in part) == _WHOLE)
    return goals


def _runs(held: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Each distribution of a sentence begins with its best grade."""
    run: list[tuple[int, str]] = []
    for number, grade in held:
        if run and grade == "top" and run[-1][1] != "top":
            yield run
            run = []
        run.append((number, grade))
    if run:
        yield run


def _goals(part: Sequence[tuple[int, str]], whole: bool) -> dict[int, Goal]:
    goals = {}
    for place, (number, grade) in enumerate(part):
        if grade == "bottom" or (whole and place == len(part) - 1 and place):
            goals[number] = Goal.AT_MOST
        elif whole and place:
            goals[number] = Goal.EQUAL
        else:
            goals[number] = Goal.AT_LEAST
    return goals


def _grade(passage: Passage, one: Mention) -> str:
    """The grade right before a percentage, a colon between or not; a noun behind it makes it another share."""
    words, place = passage.words, one.first
    if not one.percent or place == 0:
        return ""
    held = lexicon("comparing")["before"].before(words, place)
    place -= held[0] if held is not None else 0
    colon = place > 0 and words[place - 1].text == ":"
    place -= colon
    found = lexicon("context")["grade"].before(words, place)
    if found is None:
        return ""
    begins = place - found[0]
    opened = begins == 0 or not words[begins - 1].is_word or words[begins - 1].key in _GRADING or colon
    return found[1] if opened else ""


_GRADING = frozenset(keys("loại lực kiểm"))
"""Ends of `xếp loại`, `học lực`, `hạnh kiểm`."""


def equation_left(passage: Passage, unit: Unit | None) -> bool:
    """Whether the number is the left side of an equation, its right side being what is promised."""
    words = passage.words
    return unit is not None and unit.last < len(words) and words[unit.last].text == "="


def label_unit(passage: Passage, one: Mention) -> Unit | None:
    """The unit of a bare number behind `label:`, as its label has it; None where no label stands before it."""
    words = passage.words
    ends = one.last >= len(words) or not words[one.last].is_word
    if one.first < 2 or words[one.first - 1].text != ":" or not ends or one.denominator is not None:
        return None
    first, last = passage.clause(one.first - 1)
    found = next(lexicon("units")["count"].within(words, max(first, last - _LABEL), last), None)
    return Unit(found[2] if found else "", known=found is not None, last=one.last)


def total_unit(passage: Passage, one: Mention) -> Unit | None:
    """The unit of a bare number that `tổng số …` or `số …` names before it: `nâng tổng số hội viên lên 4.800`."""
    words = passage.words
    first, _ = passage.clause(one.first)
    for place in range(one.first - 2, max(first, one.first - _LABEL) - 1, -1):
        if words[place].key == _NUMBER_OF:
            found = lexicon("units")["count"].at(words, place + 1)
            return Unit(found[1], known=True, last=one.last) if found else None
    return None


_NUMBER_OF = keys("số")[0]


def none_promised(passage: Passage, setting: Setting) -> Iterator[tuple[int, int, str]]:
    """Where a segment of a list promises that nothing of a kind happens: the phrase's tokens, and what is counted."""
    if setting is not Setting.LISTED:
        return
    words = passage.words
    for place, length, _ in lexicon("context")["none"].within(words):
        first, _ = passage.segment(place)
        clause, _ = passage.clause(place)
        start = max(first, clause, place - _LABEL)
        opens = all(not word.is_word or word.key in _STARTS for word in words[start:place])
        if (
            not opens
            or passage.hidden[place]
            or place + length >= len(words)
            or not words[place + length].is_word
        ):
            continue
        after = place + length
        found = lexicon("units")["count"].at(words, after) or lexicon("units")["frame"].at(words, after)
        said = " ".join(word.text for word in words[after : after + (found[0] if found else 1)]).lower()
        yield place, after, said if found is None or found[1] == "frame" else found[1]
