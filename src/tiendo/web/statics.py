"""Style sheets, scripts and fonts as browsers get them: compressed, under names that change with their content."""

from __future__ import annotations

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

_MARK = ".published"


class PublishedFiles(CompressedManifestStaticFilesStorage):
    """Names of files with a digest of their content in them; plain names as long as nothing was published."""

    def stored_name(self, name: str) -> str:
        """The name as browsers ask for it."""
        return str(super().stored_name(name)) if self.hashed_files else name


def publish() -> None:
    """Bring the home's published files up to date; nothing is done where they are."""
    root, (source,) = Path(settings.STATIC_ROOT), settings.STATICFILES_DIRS
    digest = _digest(Path(source))
    mark = root / _MARK
    if mark.is_file() and mark.read_text(encoding="ascii") == digest:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=StringIO())
    mark.write_text(digest, encoding="ascii")


def _digest(source: Path) -> str:
    """Of names and content of all files there are."""
    whole = hashlib.sha256()
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        whole.update(f"{path.relative_to(source)} ".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
