"""The command `tiendo`: its commands, and the language they speak."""

from __future__ import annotations

from typing import Annotated

import typer

from tiendo.cli import (
    asking,
    comparing,
    files,
    founding,
    organising,
    people,
    planning,
    reporting,
    running,
    understanding,
    working,
)
from tiendo.cli.speaking import CommandLine, chosen
from tiendo.cli.text import speak

app = CommandLine(
    name="tiendo",
    help="Tiến Độ: từ kế hoạch trên giấy đến kết quả có bằng chứng. / Tiến Độ: from a plan on paper to proven results.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def main(lang: Annotated[str, typer.Option("--lang", help="Ngôn ngữ: vi, en / language")] = "vi") -> None:
    """Choose the language."""
    speak(chosen(lang))


app.command()(founding.init)
app.command()(running.demo)
app.command()(running.serve)
app.command()(asking.units)
app.command()(asking.elements)
app.add_typer(organising.unit_app, name="unit")
app.add_typer(organising.level_app, name="level")
app.add_typer(organising.calendar_app, name="calendar")
app.add_typer(organising.person_app, name="person")
planning.plan_app.command("document")(reporting.document)
app.add_typer(planning.plan_app, name="plan")
app.add_typer(working.record_app, name="record")
app.add_typer(working.month_app, name="month")
app.add_typer(people.account_app, name="account")
app.command()(planning.allocate)
app.command()(asking.progress)
app.command()(asking.children)
app.command()(asking.coverage)
app.command()(asking.explain)
app.command()(asking.history)
app.command()(reporting.report)
app.command()(planning.freeze)
app.command()(asking.export)
app.command()(asking.verify)
app.command()(understanding.read)
app.command()(comparing.compare)
app.add_typer(files.files_app, name="files")
