"""The sentences of questions about a document, by code: one English msgid each, translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # the time a number is reached in
    "ask.basis": "“{name}”: is {goal} to be reached in each year, or once over the whole term?",
    "ask.basis.each_year": "In each year",
    "ask.basis.whole_term": "Once, over the whole term",
    "ask.lasting": "“{name}”: is it enough to stand so when the term ends, or must it stand so every year?",
    "ask.lasting.at_the_end": "It is looked at on the last day of the term",
    "ask.lasting.each_year": "It is looked at on the last day of every year",
    "ask.ratio_time": "“{name}”: is the share taken over the whole term, or of every year by itself?",
    "ask.from": "The text names the term {term}: from which day does work count?",
    "ask.from.day": "From {day}",
    "ask.from.issued": "From {day}, the month the paper was issued in",
    # whose result
    "ask.levels": "“{name}”: the text says “{scope}”; is the lowest level meant as well?",
    "ask.levels.with": "Yes: each unit of {level} must do so by itself",
    "ask.levels.without": "No: work of {level} counts for the unit above it",
    # what is counted
    "ask.persons": "“{name}”: is somebody who comes again counted again?",
    "ask.persons.once": "No: each person once",
    "ask.persons.turns": "Yes: each time counts",
    "ask.share_of": "“{name}”: of whom is this a share?",
    "ask.share_of.element": "{element} (unit: {unit})",
    # the number
    "ask.about": "“{name}”: is “about {goal}” a number to be reached, or a limit?",
    "ask.about.at_least": "At least {goal}",
    "ask.about.at_most": "At most {goal}",
    "ask.range": "“{name}”: of {low} to {high}, which number must be reached?",
    "ask.range.low": "{low}, the lower one",
    "ask.range.high": "{high}, the higher one",
    # the same question about several targets, on the page for the committee
    "many.basis": "Is the number to be reached in each year, or once over the whole term?",
    "many.lasting": "Is it enough to stand so when the term ends, or must it stand so every year?",
    "many.ratio_time": "Is the share taken over the whole term, or of every year by itself?",
    "many.levels": "The text says “all levels”; is the lowest level meant as well?",
    "many.persons": "Is somebody who comes again counted again?",
    # what an answer does to the figure
    "ask.effect.sum": "{goal} each year for {years} years make {whole}",
    "ask.effect.once": "{goal} in all",
    "ask.effect.every_year": "every year must reach {goal}",
    "ask.effect.last_day": "only the last day decides",
    "ask.effect.units": "{count} units are counted",
    "ask.effect.goal": "the number to be reached is {goal}",
    "ask.effect.from": "met from {goal} on",
    "ask.effect.up_to": "met up to {goal}",
    "ask.effect.persons": "the figure is smaller: nobody is in it twice",
    "ask.effect.turns": "the figure is larger: it counts turns",
    "ask.effect.years": "the term has {years} years",
    "ask.effect.since": "nothing before {day} counts",
    # a letter that changes a number in mid-term
    "amend.question": "“{name}”: which number is to be reached?",
    "amend.original": "{goal}, as the plan was issued",
    "amend.goal": "{goal}, as amended by {paper}",
}
