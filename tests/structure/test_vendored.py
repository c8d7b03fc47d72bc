"""What browsers load is what the manifest says, all of it and nothing else, and its authors are named."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import tiendo

ROOT = Path(tiendo.__file__).parent
VENDOR = ROOT / "web" / "static" / "vendor"
NOTICE = ROOT.parents[1] / "NOTICE"
OURS = ROOT / "web" / "static" / "web"


def manifest() -> dict[str, Any]:
    held: dict[str, Any] = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))
    return held


def test_every_file_is_the_one_that_was_taken_and_no_other_is_there() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }
    assert found == manifest()["sha256"]


def test_each_package_is_named_with_its_version_and_licence() -> None:
    said = NOTICE.read_text(encoding="utf-8")
    packages = manifest()["packages"]
    assert packages
    missing = [
        name
        for name, about in packages.items()
        if f"{name} {about['version']} ({about['license']})" not in said
    ]
    assert missing == []


def test_the_tool_that_takes_them_knows_the_same_versions() -> None:
    said = (
        (ROOT.parents[1] / "tools" / "vendor.py")
        .read_text(encoding="utf-8")
        .replace("{FONT}", "be-vietnam-pro")
    )
    for name, about in manifest()["packages"].items():
        assert re.search(rf'"{re.escape(name)}": \(\s*"{re.escape(about["version"])}"', said), name


def test_pages_load_from_nowhere_else() -> None:
    """No address of another host in templates, scripts and styles of our own."""
    places = [*(ROOT / "web" / "templates").rglob("*.html"), *OURS.rglob("*.css"), *OURS.rglob("*.js")]
    loads = re.compile(r"""(?:src=|href=|url\(|import\s|@import)\s*["']?(?:https?:)?//""")
    assert [path.name for path in places if loads.search(path.read_text(encoding="utf-8"))] == []
