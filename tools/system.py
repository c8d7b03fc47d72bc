"""Installs the Debian packages that some tests look with, where it may: a browser, and a reader of Word files.

Usage: `python3 tools/system.py`. Without the right to install, or without Debian, those tests are skipped and say why.
"""

import os
import shutil
import subprocess
import sys

PROGRAMS = {"chromium": "chromium", "soffice": "libreoffice-writer-nogui", "pdftoppm": "poppler-utils"}
"""Programs and the packages they come in."""


def main():
    """Install what is missing; answer 0 even where that is not possible."""
    missing = sorted({package for program, package in PROGRAMS.items() if shutil.which(program) is None})
    if not missing:
        return 0
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        print("Chưa có %s: vài kiểm thử sẽ được bỏ qua." % ", ".join(missing))
        return 0
    environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *missing]
    for command in (["apt-get", "update", "-qq"], install):
        if subprocess.run(command, check=False, env=environ, stdout=subprocess.DEVNULL).returncode:
            print("Không cài được %s: vài kiểm thử sẽ được bỏ qua." % ", ".join(missing))
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
