"""Takes a picture of every screen: phone and desk, Vietnamese and English, empty, full and overfull, light and dark.

Usage: `python -m tools.pictures [FOLDER] [--only NAME]`; needs Debian's chromium. FOLDER (default `build/pictures`)
gets one PNG each and an `index.html` that shows them all. What is wider than its window is told as a fault.
"""

import argparse
import contextlib
import html
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.homes import PASSWORD

ROOT = Path(__file__).resolve().parent.parent
TIENDO = ROOT / ".venv" / "bin" / "tiendo"
BROWSER = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WINDOWS = {390: 844, 1280: 900}
SCREENS = {
    "sign-in": ("", "/dang-nhap/"),
    "design": ("", "/thiet-ke"),
    "overview": ("vanphong", "/don-vi/91/tong-quan"),
    "overview-district": ("huyen.899", "/don-vi/899/tong-quan"),
    "names": ("vanphong", "/don-vi/91/chi-tieu/{target}/danh-sach/chua-bao-cao"),
    "target": ("vanphong", "/don-vi/91/chi-tieu/{target}"),
    "why": ("vanphong", "/don-vi/91/chi-tieu/{target}/vi-sao"),
    "work": ("xa.30730", "/don-vi/30730/viec"),
    "record-new": ("xa.30730", "/don-vi/30730/viec/moi"),
    "month-figures": ("xa.30730", "/don-vi/30730/viec/2024-11/so-lieu"),
    "nil": ("xa.30730", "/don-vi/30730/viec/2024-11/khong-phat-sinh"),
    "inbox": ("huyen.899", "/don-vi/899/cho-xac-nhan"),
    "month": ("huyen.899", "/don-vi/899/cho-xac-nhan/2024-11/30730"),
    "plans": ("kehoach", "/ke-hoach/"),
    "plan": ("kehoach", "/ke-hoach/{plan}"),
    "readings": ("kehoach", "/ke-hoach/doc/"),
    "reading": ("kehoach", "{reading}"),
    "reading-work": ("kehoach", "{reading}?the=nhiem-vu"),
    "reading-row": ("kehoach", "{reading}/dong/target-T01"),
    "reading-adopt": ("kehoach", "{reading}/ban-hanh"),
    "reading-shares": ("kehoach", "{reading}/giao"),
    "reading-against": ("kehoach", "{reading}/doi-chieu?voi={plan}"),
    "reading-amends": ("kehoach", "{reading}/sua-doi?ke-hoach={plan}"),
    "record": ("vanphong", "{record}"),
    "password": ("vanphong", "/tai-khoan/mat-khau/"),
    "second-step": ("vanphong", "/tai-khoan/hai-buoc/"),
    "log": ("lanhdao", "/nhat-ky"),
    "report": ("vanphong", "/don-vi/91/bao-cao"),
    "missing": ("vanphong", "/khong-co-trang-nay"),
}
"""Who looks at which address, by the name of the picture."""

HOMES = {
    "full": {"target": "T04", "plan": "KH-2020-2025"},
    "empty": {"target": "T000", "plan": "KH1"},
    "overfull": {"target": "T001", "plan": "KH1"},
}


def main():
    """Take all pictures and return 1 where a page is wider than its window."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=str(ROOT / "build" / "pictures"))
    parser.add_argument("--only", default="", help="screens whose name holds this")
    parser.add_argument("--home", default="", help="only this home: full, empty or overfull")
    parser.add_argument("--tour", action="store_true", help="renew the pictures in docs/pictures")
    asked = parser.parse_args()
    folder = Path(asked.folder)
    folder.mkdir(parents=True, exist_ok=True)
    wide = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=BROWSER)
        for kind in HOMES:
            if asked.home in ("", kind):
                with served(kind) as (base, paper):
                    wide += Round(browser, base, paper, kind=kind, only=asked.only, folder=folder).take()
        browser.close()
    index(folder)
    if asked.tour:
        tour(folder)
    print("\n".join(f"wider than its window: {one}" for one in wide))
    return 1 if wide else 0


@contextlib.contextmanager
def served(kind):
    """Serve a home of a kind on a free port while the block runs; answer its address and its plan as a Word file."""
    home = tempfile.mkdtemp(prefix="tiendo-pictures-")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {**os.environ, "TIENDO_HOME": home, "PORT": str(port), "HOST": "127.0.0.1"}
    environ.pop("TIENDO_DATABASE_URL", None)
    if kind == "full":
        subprocess.run([TIENDO, "demo", "--home", home], check=True, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([sys.executable, "-m", "tools.homes", kind, home], check=True, cwd=ROOT, env=environ)
    paper = Path(home) / "ke-hoach.docx"
    subprocess.run(
        [TIENDO, "plan", "document", "-o", paper], check=True, env=environ, stdout=subprocess.DEVNULL
    )
    server = subprocess.Popen([TIENDO, "serve"], env=environ, stdout=subprocess.DEVNULL)
    try:
        yield wait(f"http://127.0.0.1:{port}"), paper
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def wait(base):
    """Return the address once it answers."""
    for _ in range(120):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{base}/healthz", timeout=2)  # noqa: S310 - our own
            return base
        time.sleep(0.25)
    raise SystemExit("the server does not answer")


class Round:
    """Takes the pictures of one home."""

    def __init__(self, browser, base, paper, *, kind, only, folder):
        self.browser, self.base, self.paper = browser, base, paper
        self.kind, self.only, self.folder = kind, only, folder
        self.wide, self.held = [], dict(HOMES[kind])

    def take(self):
        """Take them in every language, window and light; answer the pages that are too wide."""
        self.held |= {"reading": self.read_plan(), "record": self.newest_record()}
        for language in ("vi", "en"):
            for width in WINDOWS:
                self.walk(language, width, "light")
                if (language, self.kind) == ("vi", "full"):
                    self.walk(language, width, "dark")
        return self.wide

    def read_plan(self):
        """Bring the plan's own Word file to be read; answer where."""
        page = self.browser.new_page(base_url=self.base)
        sign_in(page, "kehoach")
        page.goto("/ke-hoach/doc/")
        page.set_input_files("#file", str(self.paper))
        with page.expect_navigation(timeout=120_000):
            page.click("main form .btn-primary")
        found = page.url.partition("?")[0].removeprefix(self.base)
        page.close()
        return found

    def newest_record(self):
        """Answer where a record behind the target's figure is shown; nowhere in an organisation without work."""
        page = self.browser.new_page(base_url=self.base)
        sign_in(page, "vanphong")
        page.goto(SCREENS["why"][1].format(**self.held))
        link = page.query_selector("#lines a[href^='/ho-so/']")
        found = link.get_attribute("href") if link else ""
        page.close()
        return found

    def walk(self, language, width, theme):
        """Go through all screens with one window."""
        window = {"width": width, "height": WINDOWS[width]}
        context = self.browser.new_context(viewport=window, color_scheme=theme, base_url=self.base)
        context.add_cookies([{"name": "tiendo_language", "value": language, "url": self.base}])
        context.set_default_timeout(120_000)  # 200 targets with names of 120 characters are a long picture
        page, signed = context.new_page(), ""
        for name, (user, path) in SCREENS.items():
            address = path.format(**self.held)
            if self.only not in name or not address:
                continue
            if user != signed:
                signed = sign_in(page, user)
            page.goto(address)
            page.wait_for_load_state("networkidle")
            shot = f"{name}-{self.kind}-{language}-{width}{'-dark' if theme == 'dark' else ''}.png"
            page.screenshot(path=str(self.folder / shot), full_page=True)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                self.wide.append(shot)
        context.close()


def sign_in(page, user):
    """Be signed in as who is wanted, or as nobody; answer who that is."""
    page.context.clear_cookies(name="tiendo_session")
    if user:
        page.goto("/dang-nhap/")
        page.fill("#login", user)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(lambda address: "/dang-nhap/" not in address)
    return user


def tour(folder):
    """Cut the pictures that the READMEs and guides show, in few colours."""
    target = ROOT / "docs" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    for language in ("vi", "en"):
        for name, width, height in TOUR:
            with Image.open(folder / f"{name}-full-{language}-{width}.png") as picture:
                cut = picture.convert("RGB").crop((0, 0, width, min(height, picture.height)))
            half = cut.resize((cut.width * 3 // 4, cut.height * 3 // 4)) if width > 1000 else cut
            half.quantize(64).save(target / f"{name}-{language}.png", optimize=True)


TOUR = (
    ("overview", 1280, 900),
    ("target", 1280, 1000),
    ("why", 1280, 900),
    ("work", 390, 844),
    ("record-new", 390, 844),
    ("inbox", 1280, 800),
    ("plan", 1280, 800),
    ("report", 1280, 800),
)
"""Pictures of the tour: name, width of the window, height kept."""


def index(folder):
    """Write a page that shows every picture by its name."""
    rows = [
        f'<figure><img src="{path.name}" loading="lazy"><figcaption>{html.escape(path.stem)}</figcaption></figure>'
        for path in sorted(folder.glob("*.png"))
    ]
    style = "figure{display:inline-block;margin:8px;vertical-align:top}img{width:280px;border:1px solid #ccc}"
    (folder / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style>{''.join(rows)}", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
