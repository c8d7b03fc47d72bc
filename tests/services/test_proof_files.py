"""Proof files: taken in by content, cited by records, seen through the gate, swept when nobody cites them."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.formats.test_file_kinds import PDF, package, word
from tests.formats.test_pictures import GPS, noted, picture
from tests.services import stage
from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.formats.file_kinds import KINDS
from tiendo.services import accounts, proof_files, records
from tiendo.services.proof_files import keep_proof, name_of, proof_file, sweep_files
from tiendo.storage import files

LATER = timedelta(days=3)


@pytest.fixture(autouse=True)
def prepared(organisation: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    from django.conf import settings

    monkeypatch.setattr(settings, "TIENDO_HOME", home)


def kept(data: bytes, name: str = "ảnh.jpg", actor: Actor | None = None) -> dict[str, Any]:
    return keep_proof(actor=stage.SYSTEM if actor is None else actor, chunks=[data], name=name, now=stage.NOW)


def proven(sha256: str, *, unit: str = "EA", text: str = "ảnh.jpg", actor: Actor | None = None) -> str:
    """A record with a file as its proof."""
    told = stage.told(unit, trees=1) | {"proofs": [{"kind": "file", "text": text, "sha256": sha256}]}
    stage.add(told, actor=actor)
    return str(told["record"])


def lying() -> set[str]:
    return {path.name for path in files.folder().iterdir()}


def refused(data: bytes, name: str = "") -> str:
    with pytest.raises(Problem) as problem:
        kept(data, name)
    assert lying() == set()
    return problem.value.code


# Taking in


def test_a_picture_is_kept_without_its_position_and_with_a_likeness() -> None:
    answer = kept(picture("JPEG", (4000, 3000), exif=noted(6)), "IMG_0001.HEIC.jpeg")
    assert (answer["media"], answer["width"], answer["height"]) == ("image/jpeg", 1920, 2560)
    assert (answer["name"], answer["small"]) == ("IMG_0001.HEIC.jpg", True)
    path = files.file_path(answer["sha256"])
    assert answer["size"] == path.stat().st_size
    with Image.open(path) as image:
        assert not dict(image.getexif().get_ifd(GPS))
    assert lying() == {answer["sha256"], f"{answer['sha256']}.small"}


def test_documents_are_kept_as_they_are() -> None:
    for data, name, media in (
        (PDF, "BC 5.pdf", "pdf"),
        (word(), "danh sách", "docx"),
        (package(), "a.xlsx", "xlsx"),
    ):
        answer = kept(data, name)
        assert files.file_path(answer["sha256"]).read_bytes() == data
        assert answer["media"] == KINDS[media].media
        assert (answer["width"], answer["small"]) == (None, False)
        assert answer["name"].endswith(KINDS[media].ending)


def test_a_file_that_is_not_what_its_name_says_is_taken_by_content() -> None:
    assert kept(PDF, "ảnh.jpg")["name"] == "ảnh.jpg.pdf".replace(".jpg", "")
    assert refused_kind(b"<script>alert(1)</script>", "ảnh.jpg") == "file.kind"


def refused_kind(data: bytes, name: str) -> str:
    with pytest.raises(Problem) as problem:
        kept(data, name)
    return problem.value.code


def test_wrong_files_are_refused_and_leave_nothing() -> None:
    assert refused(b"") == "file.empty"
    assert refused(b"\0\0\0\x18ftypheic" + b"\0" * 99, "anh.jpg") == "file.heic"
    assert refused(picture("JPEG", (400, 300))[:2000]) == "file.broken"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx") == "file.old_office"


def test_ten_megabytes_are_taken_and_one_byte_more_is_not_read_to_its_end() -> None:
    most = proof_files.LARGEST
    tail = b"%%EOF"
    whole = b"%PDF-1.4\n" + b" " * (most - 9 - len(tail)) + tail
    assert kept(whole)["size"] == most
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b"\0" * 2**20

    with pytest.raises(Problem, match="larger than 10 MB"):
        keep_proof(actor=stage.SYSTEM, chunks=endless(), now=stage.NOW)
    assert read == 11
    with pytest.raises(Problem, match="larger"):
        kept(whole + b"\n")


def test_two_uploads_of_one_picture_are_one_file() -> None:
    assert kept(picture())["sha256"] == kept(picture(), "khác.jpg")["sha256"]
    assert len(lying()) == 2


def test_names_are_cleaned() -> None:
    pdf, jpeg = KINDS["pdf"], KINDS["jpeg"]
    assert name_of("../../etc/passwd", pdf) == "passwd.pdf"
    assert name_of("C:\\Ảnh\\tháng 3.JPG", jpeg) == "tháng 3.jpg"
    assert name_of("a\r\nSet-Cookie: x\u202egpj.pdf", pdf) == "a Set-Cookie: x gpj.pdf"
    assert name_of("", jpeg) == name_of("...", jpeg) == "minh-chung.jpg"
    assert name_of("báo cáo 12.03", pdf) == "báo cáo 12.03.pdf"
    assert len(name_of("ả" * 300, pdf)) == 120


def test_only_those_who_write_records_bring_files() -> None:
    assert kept(picture(), actor=stage.somebody("reporter", "EA"))["small"]
    for role in ("leader", "inspector", "reviewer", "steward"):
        with pytest.raises(Problem) as problem:
            kept(picture(), actor=stage.somebody(role, "EA"))
        assert problem.value.code == "access.denied"
    with pytest.raises(Problem):
        kept(picture(), actor=Actor("nobody"))


# Seeing


def missing(record: str, sha256: str, actor: Actor, **more: Any) -> bool:
    try:
        proof_file(actor=actor, record=record, sha256=sha256, now=stage.NOW, **more)
    except Problem as problem:
        assert problem.code == "file.missing"
        return True
    return False


def test_own_people_see_it_at_once_those_above_when_it_was_sent_others_never() -> None:
    own, above, top = (
        stage.somebody("reporter", "EA"),
        stage.somebody("reviewer", "E"),
        stage.somebody("leader", "P"),
    )
    beside, below_other = stage.somebody("reporter", "EB"), stage.somebody("leader", "W")
    sha256 = kept(picture(), actor=own)["sha256"]
    record = proven(sha256, actor=own)
    seen = {name: not missing(record, sha256, who) for name, who in
            (("own", own), ("above", above), ("top", top), ("beside", beside), ("other", below_other))}  # fmt: skip
    assert seen == {"own": True, "above": False, "top": False, "beside": False, "other": False}
    stage.send()
    for small in (False, True):
        assert not any(missing(record, sha256, who, small=small) for who in (own, above, top))
        assert all(
            missing(record, sha256, who, small=small) for who in (beside, below_other, Actor("nobody"))
        )


def cites(sha256: str, actor: Actor, *, unit: str, record: str = "") -> bool:
    """Whether somebody may give a file as proof of a record of the own unit."""
    proofs = [{"kind": "file", "text": "ảnh.jpg", "sha256": sha256}]
    try:
        if record:
            records.attach_proof(record=record, proofs=proofs, **stage.asked(actor))
        else:
            stage.add(stage.told(unit, trees=1) | {"proofs": proofs}, actor=actor)
    except Problem as problem:
        assert problem.code == "file.missing"
        return False
    return True


def test_knowing_a_files_name_is_no_right_to_it() -> None:
    """Whoever cites a file may look at it: so another unit's is told as if it were not there."""
    own, thief = stage.somebody("reporter", "EA"), stage.somebody("reporter", "EB")
    sha256 = kept(picture(), actor=own)["sha256"]
    mine = str(stage.add(stage.told("EB", trees=1), actor=thief)[0].record)
    for _ in range(2):  # before anybody cites it, and once its record has been sent
        assert not cites(sha256, thief, unit="EB")
        assert not cites(sha256, thief, unit="EB", record=mine)
        assert missing(mine, sha256, thief)
        proven(sha256, actor=own)
        stage.send()
    assert not cites("0" * 64, thief, unit="EB")
    assert stage.rows("SELECT DISTINCT r.unit FROM evidence e JOIN record r ON r.id = e.record") == [
        (stage.EAST_A,)
    ]


def test_a_file_of_ones_own_or_seen_already_is_cited_again() -> None:
    own, colleague = stage.somebody("reporter", "EA"), stage.somebody("sender", "EA")
    above, beside = stage.somebody("reporter", "E"), stage.somebody("reporter", "EB")
    sha256 = kept(picture(), actor=own)["sha256"]
    assert not cites(sha256, colleague, unit="EA")  # brought by somebody else, cited nowhere yet
    assert cites(sha256, own, unit="EA")
    assert cites(sha256, colleague, unit="EA")
    assert not cites(sha256, above, unit="E")
    stage.send()
    assert cites(sha256, above, unit="E")
    assert not cites(sha256, beside, unit="EB")
    assert kept(picture(), actor=beside)["sha256"] == sha256  # who has the very file may give it
    assert cites(sha256, beside, unit="EB")


def test_who_brought_a_file_is_forgotten_with_it() -> None:
    own = stage.somebody("reporter", "EA")
    kept(PDF, actor=own)
    sha256 = kept(picture(), actor=own)["sha256"]
    assert cites(sha256, own, unit="EA")
    aged()
    sweep_files(now=datetime.now(UTC))
    assert stage.rows("SELECT sha256, person FROM upload") == [(sha256, own.person)]


def test_a_role_that_has_ended_sees_nothing() -> None:
    accounts.create_account(username="an", name="An", **stage.asked())
    granted = accounts.grant_role(
        username="an", role="leader", unit="E", from_day=stage.START, **stage.asked()
    )
    leader = accounts.actor_of("an", stage.NOW)
    sha256 = kept(picture())["sha256"]
    record = proven(sha256)
    stage.send()
    assert not missing(record, sha256, leader)
    accounts.end_grant(grant=granted.id, day=stage.NOW.date(), **stage.asked())
    assert missing(record, sha256, leader)


def test_a_file_is_seen_only_with_a_record_that_cites_it() -> None:
    own = stage.somebody("reporter", "EA")
    cited, other = kept(picture())["sha256"], kept(PDF)["sha256"]
    record = proven(cited)
    for wrong, sha256 in (
        (record, other), (record, "0" * 64), (record, "../head"), (record, ""), ("", cited), ("x' OR 1=1", cited),
        (stage.an_id(), cited), ("a\0b", cited), (record, cited.upper()),
    ):  # fmt: skip
        assert missing(wrong, sha256, own)


def test_what_is_given_out_is_told_by_content() -> None:
    answers = {}
    for data, name in ((picture(), "a"), (PDF, "Báo cáo.pdf"), (word(), "ds")):
        sha256 = kept(data)["sha256"]
        found = proof_file(actor=stage.SYSTEM, record=proven(sha256, text=name), sha256=sha256, now=stage.NOW)
        answers[found.name] = (found.media, found.inline)
    assert answers == {
        "a.jpg": ("image/jpeg", True),
        "Báo cáo.pdf": ("application/pdf", False),
        "ds.docx": (KINDS["docx"].media, False),
    }


def test_what_was_kept_unlooked_at_is_only_saved() -> None:
    sha256 = files.store_file([b"<script>"], limit=100)
    record = proven(sha256, text="x.html")
    found = proof_file(actor=stage.SYSTEM, record=record, sha256=sha256, now=stage.NOW)
    assert (found.media, found.inline) == ("application/octet-stream", False)
    assert missing(record, sha256, stage.SYSTEM, small=True)


def test_a_likeness_that_is_lacking_is_made_again_and_documents_have_none() -> None:
    sha256 = kept(picture())["sha256"]
    record = proven(sha256)
    small = files.small_path(sha256)
    assert small is not None
    small.unlink()
    found = proof_file(actor=stage.SYSTEM, record=record, sha256=sha256, now=stage.NOW, small=True)
    with Image.open(io.BytesIO(found.path.read_bytes())) as image:
        assert image.size == (60, 40)
    document = kept(PDF)["sha256"]
    assert missing(proven(document), document, stage.SYSTEM, small=True)


def test_a_look_at_a_whole_file_is_noted_a_likeness_is_not() -> None:
    own = stage.somebody("reporter", "EA")
    sha256 = kept(picture())["sha256"]
    record = proven(sha256)
    assert not missing(record, sha256, own, small=True)
    assert stage.rows("SELECT what FROM sight") == []
    assert not missing(record, sha256, own)
    assert stage.rows("SELECT person, what FROM sight") == [
        (own.person, f"proof {sha256[:16]} record {record}")
    ]


# Sweeping


def aged(days: int = 3) -> None:
    then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    for path in files.folder().iterdir():
        os.utime(path, (then, then))


def test_the_sweep_keeps_what_a_record_cites_and_what_is_young() -> None:
    now = datetime.now(UTC)
    cited = kept(picture())["sha256"]
    proven(cited)
    orphan = kept(picture(size=(10, 10)))["sha256"]
    (files.folder() / ".part-00").write_bytes(b"half")
    aged()
    young = kept(PDF)["sha256"]
    assert sweep_files(now=now) == [".part-00", *sorted([orphan, f"{orphan}.small"])]
    assert lying() == {cited, f"{cited}.small", young}
    assert sweep_files(now=now) == []


def test_a_withdrawn_record_keeps_its_proof() -> None:
    cited = kept(picture())["sha256"]
    record = proven(cited)
    stage.send()
    records.withdraw_record(record=record, reason="nhầm", **stage.asked())
    stage.send()
    aged()
    assert sweep_files(now=datetime.now(UTC)) == []


def test_a_file_stored_again_while_it_is_swept_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = kept(PDF)["sha256"]
    aged()
    locked = proof_files.ledger.lock_head

    def stored_again(cursor: Any) -> Any:
        kept_now = files.store_file([PDF], limit=1000)
        assert kept_now == sha256
        return locked(cursor)

    monkeypatch.setattr(proof_files.ledger, "lock_head", stored_again)
    assert sweep_files(now=datetime.now(UTC)) == []


def test_a_crash_between_file_and_row_leaves_an_orphan_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sha256 = kept(picture())["sha256"]
    before = stage.events()

    def crash(*given: Any, **more: Any) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr("tiendo.storage.records.add_evidence", crash)
    with pytest.raises(RuntimeError):
        proven(sha256)
    assert stage.events() == before
    assert lying() == {sha256, f"{sha256}.small"}
    aged()
    assert sweep_files(now=datetime.now(UTC)) == sorted([sha256, f"{sha256}.small"])


def test_a_crash_while_writing_leaves_nothing_under_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(held: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", crash)
    with pytest.raises(OSError, match="No space"):
        kept(PDF)
    assert lying() == set()
