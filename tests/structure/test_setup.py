"""The set-up does each step once, mends what is half done, and never takes a developer's tools away."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "setup.py"


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script over an empty checkout; commands are noted in `done` instead of run."""
    spec = importlib.util.spec_from_file_location("setup_under_test", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-setup.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "python")
    monkeypatch.setattr(module, "STATE", venv / "state.json")
    locks = {"run": tmp_path / "requirements.lock", "dev": tmp_path / "requirements-dev.lock"}
    monkeypatch.setattr(module, "LOCKS", locks)
    module.done = []

    def run(command: list[str], environment: object = None) -> None:
        if "venv" in command:
            venv.mkdir()
            (venv / "python").write_text("")
        module.done.append(word_for(command))
        if module.done[-1] == module.__dict__.get("failing"):
            raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(module, "run", run)
    return module


def word_for(command: list[str]) -> str:
    named = {"venv": "venv", "--editable": "project", "sync": Path(command[-3]).name, "compile": "messages"}
    return next((word for part, word in named.items() if part in command), "uv")


def test_an_empty_checkout_gets_everything_in_order_and_only_once(setup: ModuleType) -> None:
    assert setup.main(["run"]) == 0
    assert setup.done == ["venv", "uv", "requirements.lock", "project"]
    assert setup.main(["run"]) == 0
    assert len(setup.done) == 4


def test_running_after_testing_leaves_the_tools(setup: ModuleType) -> None:
    setup.main(["dev"])
    setup.done.clear()
    assert setup.main(["run"]) == 0
    assert setup.done == []
    setup.LOCKS["dev"].write_text("renewed")
    setup.main(["run"])
    assert setup.done == ["requirements-dev.lock", "project"]


def test_testing_after_running_adds_the_tools(setup: ModuleType) -> None:
    setup.main(["run"])
    setup.done.clear()
    setup.main(["dev"])
    assert setup.done == ["requirements-dev.lock", "project"]


def test_a_failed_step_is_told_and_done_again(setup: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    setup.failing = "requirements.lock"
    assert setup.main(["run"]) == 2
    assert "Cài đặt dừng lại" in capsys.readouterr().err
    del setup.failing
    setup.done.clear()
    assert setup.main(["run"]) == 0
    assert setup.done == ["requirements.lock", "project"]


def test_messages_are_compiled_when_new_or_changed(setup: ModuleType) -> None:
    folder = setup.ROOT / "src" / "tiendo" / "web" / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "tiendo.po").write_text("")
    setup.main(["run"])
    assert setup.done[-1] == "messages"
    (folder / "tiendo.mo").write_text("")
    setup.done.clear()
    setup.main(["run"])
    assert setup.done == []


@pytest.mark.parametrize("arguments", [["all"], ["run", "dev"]])
def test_another_word_is_refused(setup: ModuleType, arguments: list[str]) -> None:
    assert setup.main(arguments) == 2
    assert setup.done == []


def test_an_old_python_is_refused_in_words(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2, "final", 0))
    assert setup.main([]) == 2
    assert capsys.readouterr().err == "Cần Python 3.11 trở lên, đang có 3.9.\n"


@pytest.mark.parametrize(
    ("version", "borrowed"), [((23, 0), True), ((22, 3), True), ((22, 2), False), ((), False)]
)
def test_a_pip_is_installed_only_where_the_system_has_none_that_will_do(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], borrowed: bool
) -> None:
    told: list[list[str]] = []
    run = setup.run
    monkeypatch.setattr(setup, "run", lambda command, *more: (told.append(command), run(command, *more)))
    monkeypatch.setattr(setup, "pip_of_this_python", lambda: version)
    assert setup.main(["run"]) == 0
    assert ("--without-pip" in told[0]) is borrowed
    assert ("--python" in told[1]) is borrowed
    assert told[1][0] == (setup.sys.executable if borrowed else str(setup.PYTHON))


def test_a_missing_venv_module_is_told_with_the_command(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(setup.sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit) as stopped:
        setup.main(["run"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "Thiếu python3-venv, hãy chạy: sudo apt install python3-venv\n"
