"""Files of proof, for whoever keeps the machine."""

from __future__ import annotations

import typer

from tiendo.cli.options import Json
from tiendo.cli.output import print_json
from tiendo.cli.setting import command
from tiendo.cli.text import _

files_app = typer.Typer(help="Tệp minh chứng / files of proof", no_args_is_help=True)


@files_app.command("sweep")
@command
def sweep(json: Json = False) -> None:
    """Xoá tệp không bản ghi nào dẫn đến / remove files no record cites and what broken uploads left."""
    from tiendo.cli.clock import machine
    from tiendo.services.proof_files import sweep_files

    removed = sweep_files(now=machine())
    if json:
        print_json({"schema": 1, "removed": removed})
        return
    print(_("Files removed: {count}").format(count=len(removed)))
