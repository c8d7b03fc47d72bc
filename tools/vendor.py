"""Brings the style sheets, scripts and fonts browsers get into the tree, with a manifest that a test holds them to.

Usage: `python3 tools/vendor.py` (needs npm). What a page loads comes from here and from nowhere else.
"""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "tiendo" / "web" / "static" / "vendor"
MANIFEST = TARGET / "MANIFEST.json"
FONT = "be-vietnam-pro"
WEIGHTS = (400, 600)
SUBSETS = ("latin", "vietnamese")
ICONS = (
    "adjustments", "alert-triangle", "arrow-back-up", "arrow-left", "arrow-right", "building-community", "calendar",
    "camera", "chart-bar", "chart-line", "check", "checks", "chevron-down", "chevron-right", "circle-check",
    "circle-dashed", "circle-minus", "circle-x", "clipboard-check", "clipboard-list", "clock", "download", "edit",
    "eye", "file-text", "file-type-docx", "flag", "help-circle", "history", "home", "inbox", "info-circle", "language",
    "link", "list", "lock", "logout", "map-pin", "message-report", "minus", "moon", "paperclip", "photo", "plus",
    "printer", "question-mark", "search", "send", "settings", "sitemap", "sun", "target", "trash", "trending-up",
    "upload", "user", "users", "x",
)  # fmt: skip

PACKAGES = {
    "@tabler/core": ("1.6.1", {"dist/css/tabler.min.css": "tabler.min.css"}),
    "htmx.org": ("4.0.1", {"dist/htmx.min.js": "htmx.min.js"}),
    "@alpinejs/csp": ("3.17.4", {"dist/cdn.min.js": "alpine-csp.min.js"}),
    "echarts": ("6.1.0", {"dist/echarts.simple.min.js": "echarts.simple.min.js"}),
    f"@fontsource/{FONT}": (
        "5.3.0",
        {
            f"files/{FONT}-{subset}-{weight}-normal.woff2": f"{FONT}-{subset}-{weight}.woff2"
            for subset in SUBSETS
            for weight in WEIGHTS
        },
    ),
    "@tabler/icons": ("3.51.0", {f"icons/outline/{name}.svg": name for name in ICONS}),
}
"""Version and files of each package: where they are in it, and what they are called here."""


def main():
    """Fetch every package, keep what is named above, and write the manifest."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    packages, symbols = {}, []
    with tempfile.TemporaryDirectory() as folder:
        for package, (version, files) in PACKAGES.items():
            source = unpacked(package, version, Path(folder))
            about = json.loads((source / "package.json").read_text(encoding="utf-8"))
            packages[package] = {"version": version, "license": about["license"]}
            for inside, name in files.items():
                if package == "@tabler/icons":
                    symbols.append(symbol(name, (source / inside).read_text(encoding="utf-8")))
                else:
                    write(name, (source / inside).read_bytes())
    write("icons.svg", sprite(symbols).encode())
    files = {path.name: digest(path) for path in sorted(TARGET.iterdir()) if path != MANIFEST}
    MANIFEST.write_text(
        json.dumps({"packages": packages, "sha256": files}, indent=1) + "\n", encoding="utf-8"
    )


def unpacked(package, version, folder):
    """Return the folder of a package's files."""
    command = ["npm", "pack", f"{package}@{version}", "--silent"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
    target = folder / name.removesuffix(".tgz")
    with tarfile.open(folder / name) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def write(name, content):
    """Write a file, without the line that points at a source map nobody ships."""
    lines = content.split(b"\n")
    if name.endswith((".js", ".css")):
        lines = [line for line in lines if b"sourceMappingURL=" not in line or len(line) > 200]
    (TARGET / name).write_bytes(b"\n".join(lines))


def symbol(name, drawing):
    """Return one icon as a symbol of the sprite; its lines take the colour of the text around it."""
    inner = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
    paths = " ".join(line.strip() for line in inner.strip().splitlines())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>'


def sprite(symbols):
    """Return all icons as one file that pages refer into."""
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def digest(path):
    """Return a file's sha256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
