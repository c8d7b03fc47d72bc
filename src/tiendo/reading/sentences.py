"""The sentences of questions about a document, by code: one English msgid each, translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the time a number is reached in
    "ask.basis": "“{name}”: is {goal} to be reached each year, or once over the whole term?",
    "ask.basis.each_year": "Each year",
    "ask.basis.whole_term": "Once, over the whole term",
    "ask.lasting": "“{name}”: is it enough to stand so at the end of the term, or must it stand so every year?",
    "ask.lasting.at_the_end": "It is looked at on the last day of the term",
    "ask.lasting.each_year": "It is looked at on the last day of every year",
    "ask.ratio_time": "“{name}”: is the share taken over the whole term, or of every year by itself?",
    # whose result
    "ask.levels": "“{name}”: the text says “{scope}”; which levels are meant?",
    "ask.levels.with": "With {level}: each of its units must do so by itself",
    "ask.levels.without": "Without {level}: its work counts for the unit above it",
    # what is counted
    "ask.persons": "“{name}”: is somebody who comes again counted again?",
    "ask.persons.once": "No: each person once",
    "ask.persons.turns": "Yes: each time counts (turns)",
    "ask.element": "“{name}”: which figure is meant by “{words}”?",
    "ask.element.is": "{element} ({unit})",
    "ask.new": "Only what is new, or also what went on from the year before: “{name}”?",
    # the number
    "ask.about": "“{name}”: “about {goal}” is a number to reach, or a limit?",
    "ask.about.at_least": "At least {goal}",
    "ask.about.at_most": "At most {goal}",
    "ask.range": "“{name}”: of {low} to {high}, which number must be reached?",
    "ask.range.low": "{low}, the lower one",
    "ask.range.high": "{high}, the higher one",
    "ask.share_of": "“{name}”: of whom is this a share?",
}
