"""One language at a time: help, and what is wrong with a command line, in the language asked for with `--lang`.

Helps are written as "Vietnamese / English" where the command is.
"""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import typer
from typer import rich_utils
from typer.main import get_command

from tiendo.cli.reading import reason_of
from tiendo.cli.text import _, language, speak
from tiendo.formats.wording import LANGUAGES

WRONG = 2
"""Exit code for a command line that is wrong."""

_NO_COMMAND = re.compile(r"No such command '([^']{0,60})")
_CHOICES = re.compile(r"is not one of (.*?)\.?$")

UNWRITTEN = 8
"""Exit code where the answer cannot be written out: there is no room, or the device fails."""

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it."""


class CommandLine(typer.Typer):
    """A Typer that speaks one language and says in it what is wrong."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line of the process."""
        write_utf8()
        words = sys.argv[1:] if not args else list(args[0])
        choose(words)
        command = get_command(self)
        speak_help(command)
        try:
            code = command(words, standalone_mode=False, **kwargs)
            sys.stdout.flush()
        except typer.Abort:
            code = STOPPED
        except OSError as failure:
            code = tell_unwritten(failure)
        except Exception as wrong:
            if not hasattr(wrong, "format_message"):
                raise
            code = tell_wrong(wrong)
        if code == STOPPED:
            print(_("Stopped."), file=sys.stderr)
        sys.exit(code if isinstance(code, int) else 0)


def write_utf8() -> None:
    """Write UTF-8 whatever the terminal or the redirection asks for: Vietnamese fits no other, and tables are UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def tell_unwritten(failure: OSError) -> int:
    """Say in one line that what was asked cannot be printed; the exit code. Another failure is a bug and goes on."""
    if failure.filename is not None or failure.errno not in (errno.ENOSPC, errno.EIO, errno.EPIPE):
        raise failure
    if failure.errno != errno.EPIPE:
        text = _("The answer cannot be written: {reason}")
        print(text.format(reason=reason_of(failure)), file=sys.stderr)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left in the buffer goes nowhere
    return 0 if failure.errno == errno.EPIPE else UNWRITTEN


def choose(words: Sequence[str]) -> None:
    """Speak the language the words ask for, before any of them is looked at."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        asked = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in LANGUAGES:
            speak(asked)


def chosen(lang: str) -> str:
    """The language asked for. Errors: a wrong command line where there are no texts in it."""
    if lang not in LANGUAGES:
        raise typer.BadParameter(
            _("{given} is none of: {languages}.").format(given=lang[:20], languages=", ".join(LANGUAGES)),
            param_hint="--lang",
        )
    return lang


def speak_help(command: Any) -> None:
    """Keep the half of every help that is in the chosen language."""
    for one in _all(command):
        one.help = _half(one.help)
        one.short_help = _half(one.short_help)
        for option in [*one.params, one.get_help_option(typer.Context(one))]:
            if option is not None:
                option.help = _half(getattr(option, "help", None))
    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")
    rich_utils.DEFAULT_STRING = _("[default: {}]")


def _all(command: Any) -> Iterator[Any]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _all(below)


def _half(text: str | None) -> str | None:
    if not text:
        return text
    if text == "Show this message and exit.":
        return _("Show this message and exit.")
    vietnamese, both, english = text.partition(" / ")
    return english if both and language() == "en" else vietnamese


def tell_wrong(wrong: Any) -> int:
    """Say what is wrong with a command line, and where help is; the exit code."""
    kind, context = type(wrong).__name__, getattr(wrong, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return WRONG  # the help has been shown
    option = _names(wrong)
    if kind == "MissingParameter":
        text = _("{option} is missing.").format(option=option)
    elif kind == "NoSuchOption":
        text = _("There is no option {option}.").format(option=wrong.option_name[:60])
        if wrong.possibilities:
            text += " " + _("Near it: {options}.").format(options=", ".join(wrong.possibilities))
    elif kind == "BadParameter":
        text = _("{option} cannot be this: {reason}").format(option=option, reason=_reason(wrong))
    elif found := _NO_COMMAND.match(wrong.message):
        text = _("There is no command {command}.").format(command=found[1])
    else:
        text = wrong.format_message()
    print(text, file=sys.stderr)
    if context is not None:
        print(_("See {command}.").format(command=f"{context.command_path} --help"), file=sys.stderr)
    return WRONG


def _names(wrong: Any) -> str:
    param = getattr(wrong, "param", None)
    if param is None:
        return str(getattr(wrong, "param_hint", None) or "")
    if str(param.opts[0]).startswith("-"):
        return "/".join(param.opts)
    return str(getattr(param, "metavar", None) or param.name).upper()


def _reason(wrong: Any) -> str:
    if found := _CHOICES.search(wrong.message):
        return _("it is one of {choices}.").format(choices=found[1].replace("'", ""))
    if "integer" in wrong.message:
        return _("it is a whole number.")
    return str(wrong.message)
