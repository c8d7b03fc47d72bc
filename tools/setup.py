"""Sets up the virtual environment, so that `make`, `run.py` and CI share one way and none of them does work twice.

Usage: `python3 tools/setup.py run|dev`. `run` installs what serving needs, `dev` what testing and checking need as
well; a development environment is never cut back to `run`. Runs on the system's Python with nothing but the
standard library, and must be readable by an old one so that it can refuse it in words.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STATE = VENV / "tiendo-setup.json"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
BOOTSTRAP = ROOT / "requirements-setup.lock"
OLDEST = (3, 11)
PIP_FOR_OTHERS = (22, 3)  # knows --python


def main(arguments):
    """Bring the environment up to the wanted set and return the exit code."""
    wanted = arguments[0] if arguments else "run"
    if wanted not in LOCKS or len(arguments) > 1:
        return refuse("Cách dùng: python3 tools/setup.py run|dev")
    if sys.version_info < OLDEST:
        return refuse("Cần Python %d.%d trở lên, đang có %d.%d." % (OLDEST + sys.version_info[:2]))
    try:
        with one_at_a_time():
            set_up(wanted)
    except subprocess.CalledProcessError as failed:
        return refuse("Cài đặt dừng lại: lệnh sau báo lỗi.\n  " + " ".join(str(part) for part in failed.cmd))
    return 0


def set_up(wanted):
    """Do only what is not done yet: environment, locked packages, the project itself, its messages."""
    state = read_state()
    if state.get("python") != sys.version or not PYTHON.exists():
        make_environment()
        state = {}
    chosen = "dev" if "dev" in state else wanted
    packages = digest(LOCKS[chosen])
    if state.get(chosen) != packages:
        write_state({"python": sys.version, chosen: "under way"})
        sync(LOCKS[chosen])
        state = {"python": sys.version, chosen: packages}
        write_state(state)
    project = digest(ROOT / "pyproject.toml")
    if state.get("project") != project:
        uv("install", "--no-deps", "--editable", str(ROOT))
        state["project"] = project
        write_state(state)
    compile_messages()


def make_environment():
    """Make an empty environment with uv in it, or say what the system lacks."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise SystemExit(refuse("Thiếu python3-venv, hãy chạy: sudo apt install python3-venv")) from None
    say("Tạo môi trường .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    borrowed = pip_of_this_python() >= PIP_FOR_OTHERS
    run([sys.executable, "-m", "venv", *(["--without-pip"] if borrowed else []), str(VENV)])
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)] if borrowed else [str(PYTHON), "-m", "pip"]
    quiet = ["--quiet", "--disable-pip-version-check"]
    run([*pip, *quiet, "install", "--require-hashes", "--requirement", str(BOOTSTRAP)])


def pip_of_this_python():
    """Return the version of the pip that the system's Python has, or nothing: it spares installing one more."""
    try:
        from importlib.metadata import version

        return tuple(int(part) for part in version("pip").split(".")[:2])
    except (ImportError, ValueError):
        return ()


def sync(lock):
    """Install exactly what a lock names; tests start many processes, so that compiling all of it first is worth it."""
    say("Cài các gói trong %s …" % lock.name)
    compiled = ["--compile-bytecode"] if lock == LOCKS["dev"] else []
    uv("sync", *compiled, "--require-hashes", str(lock))


def uv(*arguments):
    """Run `uv pip` on the project's environment, with the index that pip is told to use, if any."""
    environment = dict(os.environ, VIRTUAL_ENV=str(VENV))
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    run([str(PYTHON), "-m", "uv", "--quiet", "pip", *arguments, "--python", str(PYTHON)], environment)


def compile_messages():
    """Compile every translation whose compiled form is missing or older."""
    pending = [
        source
        for source in sorted(ROOT.glob("src/tiendo/**/LC_MESSAGES/*.po"))
        if not source.with_suffix(".mo").exists()
        or source.with_suffix(".mo").stat().st_mtime_ns < source.stat().st_mtime_ns
    ]
    for source in pending:
        babel = [str(PYTHON), "-m", "babel.messages.frontend", "--quiet", "compile"]
        locale = source.parent.parent.name
        target = source.with_suffix(".mo")
        run([*babel, "--locale", locale, "--input-file", str(source), "--output-file", str(target)])


@contextlib.contextmanager
def one_at_a_time():
    """Keep two set-ups of one checkout from working on the same environment together."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (ROOT / ".venv.lock").open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def read_state():
    """Return what the last finished set-up noted, or nothing."""
    try:
        return json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def write_state(state):
    """Note what is installed, after each step is done, so that an interrupted one is done again."""
    STATE.write_text(json.dumps(state, indent=1), encoding="utf-8")


def digest(path):
    """Return the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(command, environment=None):
    """Run a command and raise when it fails."""
    subprocess.run(command, check=True, env=environment, cwd=str(ROOT))


def say(text):
    """Tell the person what is going on, on the error stream so that answers stay clean."""
    print(text, file=sys.stderr, flush=True)


def refuse(text):
    """Say why it stops and return the exit code for it."""
    say(text)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
