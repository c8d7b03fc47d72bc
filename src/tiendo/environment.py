"""Reads the configuration from environment variables, so that a wrong value is named before anything starts.

Takes a mapping and returns an `Environment`, or raises `EnvironmentFault` with every fault at once. It touches
no file: making the home directory and keeping the secret key is left to `settings`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

__all__ = [
    "SHORTEST_KEY",
    "VARIABLES",
    "DatabaseAddress",
    "Environment",
    "EnvironmentFault",
    "Fault",
    "Variable",
    "django_databases",
    "read_environment",
]

BUSY_SECONDS = 60
"""How long a writer on SQLite waits for another writer before it gives up."""

SHORTEST_KEY = 32
"""A secret key below this length can be guessed."""

_POSTGRESQL_OPTIONS = frozenset(
    {"application_name", "connect_timeout", "host", "sslcert", "sslkey", "sslmode", "sslrootcert"}
)
_HOST_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_ANY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104  (compared with, not bound to)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Variable:
    """One variable that configures the product, in the words that refusals and documentation share."""

    name: str
    expected: str
    default: str


VARIABLES: Mapping[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable("TIENDO_HOME", "đường dẫn tới một thư mục ghi được", "~/.local/share/tiendo"),
        Variable(
            "TIENDO_DATABASE_URL",
            "postgresql://TÊN:MẬT_KHẨU@MÁY:CỔNG/CƠ_SỞ_DỮ_LIỆU (ổ cắm Unix: ?host=/thư/mục); bỏ trống là SQLite",
            "TIENDO_HOME/tiendo.sqlite3",
        ),
        Variable("TIENDO_SECRET_KEY", f"một chuỗi ít nhất {SHORTEST_KEY} ký tự", "TIENDO_HOME/secret-key"),
        Variable(
            "TIENDO_PUBLIC_URL",
            "địa chỉ như https://tien-do.example.vn, không kèm đường dẫn",
            "http://HOST:PORT",
        ),
        Variable("PORT", "một số nguyên từ 1 đến 65535", "8000"),
        Variable("HOST", "một địa chỉ IP hoặc tên máy", "127.0.0.1"),
    )
}
"""Every variable the product reads, by name: the documentation is compared with it."""


@dataclass(frozen=True)
class Fault:
    """A variable whose value cannot be used, why, and what was expected (VN: cấu hình sai)."""

    variable: str
    reason: str
    expected: str

    def __str__(self) -> str:
        return f"{self.variable}: {self.reason}. Cần: {self.expected}."


class EnvironmentFault(Exception):
    """Raised with all wrong variables together, so that they can be mended in one go."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


@dataclass(frozen=True)
class DatabaseAddress:
    """Where the database is: a SQLite file, or a database of a PostgreSQL server and how to reach it."""

    engine: str
    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    host: str = ""
    port: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Environment:
    """The whole configuration, checked; an empty `secret_key` is to be made and kept in `home`."""

    home: Path
    database: DatabaseAddress
    host: str
    port: int
    public_url: str
    allowed_hosts: tuple[str, ...]
    secret_key: str = field(default="", repr=False)


def read_environment(values: Mapping[str, str]) -> Environment:
    """Return the configuration the variables give; an empty value counts as absent."""
    faults: list[Fault] = []

    def read(name: str, reader: Callable[[str], _T], default: str) -> _T:
        text = values.get(name, "").strip() or default
        try:
            return reader(text)
        except ValueError as refused:
            faults.append(Fault(name, str(refused), VARIABLES[name].expected))
            return reader(default)

    home = read("TIENDO_HOME", _read_home, VARIABLES["TIENDO_HOME"].default)
    address = read("TIENDO_DATABASE_URL", lambda text: _read_database(text, home), "")
    secret_key = read("TIENDO_SECRET_KEY", _read_secret_key, "")
    host = read("HOST", _read_host, VARIABLES["HOST"].default)
    port = read("PORT", _read_port, VARIABLES["PORT"].default)
    public_url = read("TIENDO_PUBLIC_URL", _read_public_url, "")
    if faults:
        raise EnvironmentFault(*faults)
    return Environment(
        home=home,
        database=address,
        host=host,
        port=port,
        public_url=public_url or f"http://{_in_url(host)}:{port}",
        allowed_hosts=_allowed_hosts(public_url, host),
        secret_key=secret_key,
    )


def django_databases(address: DatabaseAddress) -> dict[str, dict[str, Any]]:
    """Return Django's `DATABASES`: `default` writes, `snapshot` reads the same data and cannot write."""
    if address.engine == "sqlite":
        return _sqlite_databases(address)
    return _postgresql_databases(address)


def _sqlite_databases(address: DatabaseAddress) -> dict[str, dict[str, Any]]:
    writing = {
        "timeout": BUSY_SECONDS,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    reading = {
        "timeout": BUSY_SECONDS,
        "transaction_mode": "DEFERRED",
        "init_command": "PRAGMA query_only=1;",
    }
    common = {"ENGINE": "django.db.backends.sqlite3", "NAME": address.name, "CONN_MAX_AGE": None}
    return {"default": {**common, "OPTIONS": writing}, "snapshot": {**common, "OPTIONS": reading}}


def _postgresql_databases(address: DatabaseAddress) -> dict[str, dict[str, Any]]:
    common = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
    # Most of a short statement's time is the planning: what comes again is planned once, nothing is compiled, and no
    # process is begun for a part of it.
    short = "-c jit=off -c max_parallel_workers_per_gather=0"
    planned = {**address.options, "server_side_binding": True, "prepare_threshold": 2}
    reading = r"-c default_transaction_isolation=repeatable\ read -c default_transaction_read_only=on"
    return {
        "default": {**common, "OPTIONS": {**planned, "options": short}},
        "snapshot": {**common, "OPTIONS": {**planned, "options": f"{short} {reading}"}},
    }


def _read_home(text: str) -> Path:
    if "\0" in text:
        raise ValueError("có ký tự rỗng trong đường dẫn")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise ValueError("không biết thư mục riêng của người dùng nào") from None


def _read_database(text: str, home: Path) -> DatabaseAddress:
    """Read the address without ever repeating a password in a refusal."""
    if not text:
        return DatabaseAddress("sqlite", str(home / "tiendo.sqlite3"))
    parts = _split(text)
    if parts.scheme != "postgresql":
        raise ValueError("không bắt đầu bằng postgresql://")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name or "\0" in name:
        raise ValueError("thiếu tên cơ sở dữ liệu, hoặc tên có dấu gạch chéo")
    options = _read_database_options(parts.query)
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return DatabaseAddress(
        engine="postgresql",
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=host,
        port=str(_port_of(parts) or ""),
        options=options,
    )


def _read_database_options(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if query else []
    except ValueError:
        raise ValueError("phần sau dấu ? không có dạng tên=giá_trị") from None
    options = dict(pairs)
    unknown = sorted(set(options) - _POSTGRESQL_OPTIONS)
    if unknown or len(options) < len(pairs):
        allowed = ", ".join(sorted(_POSTGRESQL_OPTIONS))
        raise ValueError(f"phần sau dấu ? chỉ nhận, mỗi tên một lần: {allowed}")
    return options


def _read_secret_key(text: str) -> str:
    if text and len(text) < SHORTEST_KEY:
        raise ValueError(f"chỉ dài {len(text)} ký tự")
    return text


def _read_public_url(text: str) -> str:
    if not text:
        return ""
    parts = _split(text)
    if parts.scheme not in {"http", "https"}:
        raise ValueError("không bắt đầu bằng http:// hoặc https://")
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("có phần thừa ngoài tên máy và cổng")
    host = _in_url(_read_host(parts.hostname or ""))
    port = _port_of(parts)
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _read_port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= 65535):
        raise ValueError(f"đang là {_shown(text)}")
    return int(text)


def _read_host(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.removeprefix("[").removesuffix("]")))
    except ValueError:
        pass
    labels = text.removesuffix(".").split(".")
    if len(text) > 253 or not all(_HOST_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise ValueError(f"đang là {_shown(text)}")
    return text


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:
        raise ValueError("không phải là một địa chỉ đúng dạng") from None


def _port_of(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        raise ValueError("cổng không phải là số từ 1 đến 65535") from None
    if port == 0:
        raise ValueError("cổng không phải là số từ 1 đến 65535")
    return port


def _allowed_hosts(public_url: str, host: str) -> tuple[str, ...]:
    """Name what the server answers to; bound to every address without a public name, that is any name."""
    if host in _ANY_ADDRESS and not public_url:
        return ("*",)
    own = set() if host in _ANY_ADDRESS else {_in_url(host)}
    public = {_in_url(urlsplit(public_url).hostname or "")} if public_url else set()
    return tuple(sorted(own | public | {"localhost", "127.0.0.1", "[::1]"}))


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _shown(text: str) -> str:
    """Show a wrong value, but never more of it than a line holds."""
    return ascii(text) if len(text) <= 40 else ascii(text[:40]) + f" … ({len(text)} ký tự)"
