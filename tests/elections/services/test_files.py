import io
import random
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from elections.models import AuditEvent, StoredFile
from elections.permissions import Role
from elections.rules.issues import RuleViolation
from elections.services import files
from elections.services.files import clean, keep_bytes, media_type, path_of, read, store_file
from tests.factories.office import office_with_election
from tests.factories.refusals import refused

PDF = b"%PDF-1.7\n1 0 obj"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **save: object) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(target, kind, **save)
    return target.getvalue()


def photograph() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "HUAWEI P60", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 17.0, 0.0)})
    return picture(exif=exif, comment=b"taken at the secretary's home")


def office_paper(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name in ("[Content_Types].xml", *names):
            packed.writestr(name, "<x/>")
    return target.getvalue()


class TestWhatIsKept:
    def test_a_photograph_loses_place_camera_and_comment_and_stands_upright(self):
        content = photograph()
        assert b"HUAWEI" in content
        with Image.open(io.BytesIO(clean(content))) as kept:
            assert kept.format == "JPEG"
            assert kept.size == (40, 60)
            assert not kept.getexif()
            assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert b"HUAWEI" not in clean(content)
        assert b"secretary" not in clean(content)

    def test_a_png_loses_its_texts(self):
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", "丁玥")
        cleaned = clean(picture("PNG", pnginfo=texts))
        assert b"Author" not in cleaned
        with Image.open(io.BytesIO(cleaned)) as kept:
            assert (kept.format, kept.info) == ("PNG", {})

    def test_what_was_hidden_behind_a_picture_is_gone(self):
        for content in (picture() + office_paper("word/document.xml"), picture("PNG") + b"<script>alert(1)</script>"):
            cleaned = clean(content)
            assert b"PK\x03\x04" not in cleaned
            assert b"script" not in cleaned

    def test_what_was_transparent_becomes_white_and_what_stood_under_it_is_gone(self):
        hidden = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
        target = io.BytesIO()
        hidden.save(target, "PNG")
        with Image.open(io.BytesIO(clean(target.getvalue()))) as kept:
            assert kept.getcolors() == [(16, (255, 255, 255))]

    @pytest.mark.parametrize(("kind", "mode"), [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "1"), ("PNG", "P"), ("PNG", "LA")])
    def test_pictures_of_every_mode_are_read(self, kind, mode):
        with Image.open(io.BytesIO(clean(picture(kind, mode=mode)))) as kept:
            assert (kept.format, kept.mode) == (kind, "RGB")

    def test_the_same_upload_gives_the_same_bytes(self):
        content = photograph()
        assert clean(content) == clean(content)

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (PDF, "application/pdf"),
            (office_paper("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (office_paper("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ],
    )
    def test_papers_are_kept_as_they_are(self, content, found):
        assert clean(content) == content
        assert media_type(content) == found


class TestWhatIsRefused:
    def test_an_empty_file(self):
        with refused(("file_empty", {})):
            clean(b"")

    def test_a_file_that_is_too_large_names_its_size(self):
        with refused(("file_too_large", {"megabytes": 21, "most": 20})):
            clean(b"%PDF-" + bytes(20 * 1024 * 1024))

    @pytest.mark.parametrize(
        "content",
        [
            b"<html><script>alert(1)</script>",
            b"GIF89a",
            b"MZ\x90",
            b"PK\x03\x04 nothing packed",
            "名单,年龄".encode("gb18030"),
            office_paper(),
            office_paper("AndroidManifest.xml"),
            office_paper("word/document.xml", "word/vbaProject.bin"),
            b"\n" + PDF,
        ],
    )
    def test_a_foreign_kind(self, content):
        with refused(("file_foreign", {})):
            clean(content)

    def test_a_packed_file_that_only_speaks_of_word(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as packed:
            packed.writestr("evil.exe", b"[Content_Types].xml word/document.xml")
        with refused(("file_foreign", {})):
            clean(target.getvalue())

    @pytest.mark.parametrize("size", [(8000, 6000), (20_000, 20_000)])
    def test_a_picture_of_too_many_points_whether_large_or_a_bomb(self, size):
        target = io.BytesIO()
        Image.new("1", size).save(target, "PNG")
        with refused(("image_too_large", {"most": 40_000_000})):
            clean(target.getvalue())

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_a_broken_picture_is_refused_in_words_wherever_it_is_broken(self, kind):
        content, chance, found = picture(kind), random.Random(7), set()
        for _ in range(150):
            broken = bytearray(content[: chance.randrange(8, len(content))])
            for _ in range(chance.randrange(4)):
                broken[chance.randrange(4, len(broken))] = chance.randrange(256)
            try:
                clean(bytes(broken))
            except RuleViolation as raised:
                found |= {issue.code for issue in raised.issues}
        assert {"image_broken"} <= found <= {"image_broken", "file_foreign", "image_too_large"}

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_a_picture_cut_short_is_refused_by_a_process_that_makes_papers_too(self, kind):
        import_module("elections.documents.pdf")
        content = picture(kind, size=(600, 400))
        with refused(("image_broken", {})):
            clean(content[: len(content) // 2])


class TestOnTheDisk:
    def test_content_has_one_place_and_is_read_back_proven(self, folder):
        first, second = keep_bytes(PDF), keep_bytes(PDF)
        assert first == second
        assert [path for path in folder.rglob("*") if path.is_file()] == [path_of(first.sha256)]
        assert path_of(first.sha256).stat().st_mode & 0o077 == 0

    def test_a_file_that_changed_on_the_disk_is_never_handed_out(self):
        kept = keep_bytes(PDF)
        for harm in (lambda path: path.write_bytes(b"%PDF-another"), lambda path: path.unlink()):
            harm(path_of(kept.sha256))
            with refused(("file_changed", {"name": "批复.pdf"})):
                read(StoredFile(sha256=kept.sha256, name="批复.pdf"))

    def test_a_full_disk_leaves_no_half_file(self, folder, monkeypatch):
        def full(_handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            keep_bytes(PDF)
        assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
class TestStoring:
    def test_an_upload_is_entered_once_with_its_name_in_the_detail_only(self, folder):
        office = office_with_election()
        stored = store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="丁玥 志愿书.pdf", content=PDF, confidential=True)
        assert (stored.size, stored.media_type, stored.confidential) == (len(PDF), "application/pdf", True)
        assert read(stored) == PDF
        event = AuditEvent.objects.get(verb="store_file")
        assert event.raw.isascii()
        assert "丁玥" in event.detail.text
        again = store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="丁玥 志愿书.pdf", content=PDF, confidential=True)
        assert again == stored
        assert AuditEvent.objects.filter(verb="store_file").count() == 1
        other = store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="另一份.pdf", content=PDF)
        assert other.pk != stored.pk
        assert other.sha256 == stored.sha256

    def test_nothing_reaches_the_disk_from_who_may_not_or_from_a_refused_file(self, folder):
        office = office_with_election()
        with refused(("role_missing", {"act": "store_file"})):
            store_file(office.election, actor=office[Role.OBSERVER], name="x.pdf", content=PDF)
        with refused(("file_foreign", {})):
            store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="x.pdf", content=b"#!/bin/sh")
        assert list(folder.iterdir()) == []
        assert not StoredFile.objects.exists()

    def test_a_long_name_is_cut_and_still_the_same_file(self):
        office = office_with_election()
        name = "批复" * 100 + ".pdf"
        first = store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name=name, content=PDF)
        assert len(first.name) == 120
        assert store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name=name, content=PDF) == first
