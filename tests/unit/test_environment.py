"""The configuration from the environment: what is read, what is refused and in which words."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiendo.environment import VARIABLES, EnvironmentFault, django_databases, read_environment

KEY = "k" * 32


def refusal(**values: str) -> str:
    with pytest.raises(EnvironmentFault) as refused:
        read_environment(values)
    return str(refused.value)


def test_nothing_set_gives_a_local_server_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/lan")
    found = read_environment({})
    assert found.home == Path("/home/lan/.local/share/tiendo")
    assert found.database.engine == "sqlite"
    assert found.database.name == "/home/lan/.local/share/tiendo/tiendo.sqlite3"
    assert (found.host, found.port, found.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert found.allowed_hosts == ("127.0.0.1", "[::1]", "localhost")
    assert found.secret_key == ""


def test_an_empty_value_is_an_absent_one() -> None:
    assert read_environment(dict.fromkeys(VARIABLES, "  ")) == read_environment({})


@pytest.mark.parametrize(
    ("url", "user", "password", "host", "port", "name", "options"),
    [
        ("postgresql://an:mat%20khau@db.vn:5433/tiendo", "an", "mat khau", "db.vn", "5433", "tiendo", {}),
        ("postgresql:///tiendo", "", "", "", "", "tiendo", {}),
        ("postgresql://an@:5432/t?host=/run/pg", "an", "", "/run/pg", "5432", "t", {}),
        ("postgresql://an@[::1]/t?sslmode=require", "an", "", "::1", "", "t", {"sslmode": "require"}),
        ("postgresql://an:p%40ss@h/t%C3%AAn", "an", "p@ss", "h", "", "tên", {}),
    ],
)
def test_reads_a_postgresql_address(
    url: str, user: str, password: str, host: str, *, port: str, name: str, options: dict[str, str]
) -> None:
    found = read_environment({"TIENDO_DATABASE_URL": url}).database
    assert (found.engine, found.user, found.password, found.host) == ("postgresql", user, password, host)
    assert (found.port, found.name, found.options) == (port, name, options)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://an:secret99@h/t", "không bắt đầu bằng postgresql://"),
        ("sqlite:///x", "không bắt đầu bằng postgresql://"),
        ("tiendo", "không bắt đầu bằng postgresql://"),
        ("postgresql://an:secret99@h", "thiếu tên cơ sở dữ liệu"),
        ("postgresql://an:secret99@h/", "thiếu tên cơ sở dữ liệu"),
        ("postgresql://an:secret99@h/a/b", "dấu gạch chéo"),
        ("postgresql://an:secret99@h:99999/t", "cổng không phải là số từ 1 đến 65535"),
        ("postgresql://an:secret99@h:x/t", "cổng không phải là số từ 1 đến 65535"),
        ("postgresql://an:secret99@h:0/t", "cổng không phải là số từ 1 đến 65535"),
        ("postgresql://an:secret99@[h/t", "không phải là một địa chỉ đúng dạng"),
        ("postgresql://h/t?options=-c%20x", "chỉ nhận"),
        ("postgresql://h/t?password=secret99", "chỉ nhận"),
        ("postgresql://h/t?host=a&host=b", "mỗi tên một lần"),
        ("postgresql://h/t?host", "không có dạng tên=giá_trị"),
    ],
)
def test_refuses_a_database_address_without_repeating_the_password(url: str, words: str) -> None:
    text = refusal(TIENDO_DATABASE_URL=url)
    assert text.startswith("TIENDO_DATABASE_URL: ")
    assert words in text
    assert "Cần: postgresql://" in text
    assert "secret99" not in text


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8000", 8000), ("65535", 65535), (" 080 ", 80)])
def test_reads_a_port(text: str, port: int) -> None:
    assert read_environment({"PORT": text}).port == port


@pytest.mark.parametrize(
    "text", ["0", "65536", "-1", "8000.0", "tám nghìn", "٨٠٠٠", "8_000", "9" * 5000, "1e3"]
)
def test_refuses_a_port(text: str) -> None:
    told = refusal(PORT=text)
    assert told.startswith("PORT: đang là ")
    assert told.endswith("Cần: một số nguyên từ 1 đến 65535.")
    assert len(told) < 200


@pytest.mark.parametrize("text", ["0.0.0.0", "::", "::1", "localhost", "tien-do.example.vn", "may_chu"])
def test_reads_a_host(text: str) -> None:
    assert read_environment({"HOST": text}).host == text


@pytest.mark.parametrize(
    "text", ["a b", "256.1.1.1", "1.2.3", "http://x", "x:80", "-a.vn", "a..b", "a" * 300, "máy"]
)
def test_refuses_a_host(text: str) -> None:
    assert refusal(HOST=text).startswith("HOST: đang là ")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://tien-do.example.vn", "https://tien-do.example.vn"),
        ("https://tien-do.example.vn/", "https://tien-do.example.vn"),
        ("http://10.0.0.5:8080", "http://10.0.0.5:8080"),
        ("http://[fd00::1]:8080", "http://[fd00::1]:8080"),
    ],
)
def test_reads_a_public_url(text: str, url: str) -> None:
    assert read_environment({"TIENDO_PUBLIC_URL": text}).public_url == url


@pytest.mark.parametrize(
    "text",
    [
        "tien-do.vn",
        "ftp://x.vn",
        "https://",
        "https://x.vn/a",
        "https://a:b@x.vn",
        "https://x.vn?b",
        "http://x:0",
    ],
)
def test_refuses_a_public_url(text: str) -> None:
    assert refusal(TIENDO_PUBLIC_URL=text).startswith("TIENDO_PUBLIC_URL: ")


@pytest.mark.parametrize(
    ("values", "hosts"),
    [
        ({"HOST": "0.0.0.0"}, ("*",)),
        ({"HOST": "::"}, ("*",)),
        ({"HOST": "10.0.0.5"}, ("10.0.0.5", "127.0.0.1", "[::1]", "localhost")),
        (
            {"HOST": "0.0.0.0", "TIENDO_PUBLIC_URL": "https://x.vn"},
            ("127.0.0.1", "[::1]", "localhost", "x.vn"),
        ),
    ],
)
def test_answers_to_its_own_names_only(values: dict[str, str], hosts: tuple[str, ...]) -> None:
    assert read_environment(values).allowed_hosts == hosts


def test_all_faults_are_told_at_once() -> None:
    told = refusal(
        PORT="x", HOST="a b", TIENDO_SECRET_KEY="ngắn", TIENDO_DATABASE_URL="x", TIENDO_PUBLIC_URL="x"
    )
    named = [line.partition(":")[0] for line in told.splitlines()]
    assert named == ["TIENDO_DATABASE_URL", "TIENDO_SECRET_KEY", "HOST", "PORT", "TIENDO_PUBLIC_URL"]
    assert "TIENDO_SECRET_KEY: chỉ dài 4 ký tự. Cần: một chuỗi ít nhất 32 ký tự." in told


def test_secrets_are_not_in_the_representation() -> None:
    values = {"TIENDO_SECRET_KEY": KEY, "TIENDO_DATABASE_URL": "postgresql://an:secret99@h/t"}
    shown = repr(read_environment(values))
    assert KEY not in shown
    assert "secret99" not in shown


@given(st.dictionaries(st.sampled_from(sorted(VARIABLES)), st.text()))
def test_any_text_is_read_or_refused(values: dict[str, str]) -> None:
    try:
        found = read_environment(values)
    except EnvironmentFault as refused:
        assert refused.faults
        assert {fault.variable for fault in refused.faults} <= set(values)
    else:
        assert set(django_databases(found.database)) == {"default", "snapshot"}


def test_both_aliases_are_the_same_database() -> None:
    for url in ("", "postgresql://an:b@h/t?sslmode=require"):
        databases = django_databases(read_environment({"TIENDO_DATABASE_URL": url}).database)
        default, snapshot = (
            {**each, "OPTIONS": None} for each in (databases["default"], databases["snapshot"])
        )
        assert default == snapshot


def start(home: Path, **values: str) -> subprocess.CompletedProcess[str]:
    """Load the settings as a start of the product does."""
    code = "import tiendo.settings as s; print(s.SECRET_KEY)"
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "TIENDO_HOME": str(home), **values}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_wrong_value_stops_the_start_without_a_traceback(tmp_path: Path) -> None:
    done = start(tmp_path, PORT="http")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "Chưa khởi động được vì cấu hình sai.\nPORT: đang là 'http'. Cần: một số nguyên từ 1 đến 65535.\n"
    )


def test_the_secret_key_is_made_once_and_kept_for_the_owner(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    first, second = start(home), start(home)
    assert first.returncode == 0, first.stderr
    assert len(first.stdout.strip()) >= 50
    assert first.stdout == second.stdout
    assert [path.name for path in home.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_given_secret_key_leaves_no_file(tmp_path: Path) -> None:
    assert start(tmp_path, TIENDO_SECRET_KEY=KEY).stdout.strip() == KEY
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("")
    done = start(home)
    assert done.returncode == 2
    assert done.stderr.splitlines()[1].startswith("TIENDO_HOME: ")
    assert "Traceback" not in done.stderr


def test_a_damaged_key_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("\n")
    done = start(tmp_path)
    assert done.returncode == 2
    assert "TIENDO_HOME: tệp secret-key trong đó đã hỏng" in done.stderr


def test_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    code = "import tiendo.settings as s; print(s.SECRET_KEY)"
    environment = {"PATH": os.environ["PATH"], "TIENDO_HOME": str(tmp_path)}
    starts = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
        for _ in range(8)
    ]
    assert len({started.communicate()[0] for started in starts}) == 1
