"""What comes in: archives, folders, names and limits, through the dossier where it can be."""

from __future__ import annotations

import os
import socket
import unicodedata
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.dossier import File, gather, read, unpacked
from pipeline.errors import BadInput
from pipeline.readers import limits, names
from pipeline.readers.archive import unpack
from pipeline.readers.limits import Limits
from pipeline.schema import Source, WarningCode
from tests.readers.hostile import zip_bomb, zip_in_zip, zipped

CARD = b"# Nova 3B\n\nNova 3B has 3 billion parameters.\n"
POLICY = b"# Policy\n\nYou must not use Nova 3B to write malware.\n"


def codes(found):
    return {warning.code for warning in found.warnings}


class TestArchive:
    """A ZIP of documents is its documents."""

    def test_each_member_is_a_document(self):
        packed = zipped([("a/card.md", CARD), ("b/card.md", POLICY), ("__MACOSX/x.md", b"junk"),
                         (".DS_Store", b"junk"), ("c/", b"")])  # fmt: skip
        found = read([File("docs.zip", packed)]).documents
        assert [one.name for one in found] == ["docs.zip/a/card.md", "docs.zip/b/card.md"]
        assert found[0].text.encode() == CARD
        assert found[0].id == read([File("card.md", CARD)]).documents[0].id

    def test_what_is_left_out_is_said_on_the_archive(self):
        packed = zipped([("card.md", CARD), ("x.bin", bytes(range(256)))])
        files = unpacked([File("docs.zip", packed)])
        assert unpacked(files) == files
        found = {one.name: one for one in read(files).documents}
        assert set(found) == {"docs.zip", "docs.zip/card.md"}
        (warning,) = found["docs.zip"].warnings
        assert warning.code is WarningCode.UNKNOWN_TYPE and "x.bin" in warning.message

    def test_bombs_cost_themselves_only(self):
        found = unpack(zip_bomb(), "bomb.zip", Limits())
        assert [member.name for member in found.members] == ["card.md"]
        assert codes(found) == {WarningCode.LIMIT}
        found = unpack(zip_bomb(), "bomb.zip", Limits(archive_bytes=5_000_000, archive_ratio=10**6))
        assert not found.members and "ARCHIVE_BYTES" in found.warnings[0].message

    @pytest.mark.parametrize("depth", [2, 7])
    def test_archives_in_archives(self, depth):
        found = unpack(zip_in_zip(), "nested.zip", Limits(archive_depth=depth))
        assert bool(found.members) is (depth == 7)
        assert codes(found) == (set() if depth == 7 else {WarningCode.LIMIT})

    def test_more_files_than_allowed(self):
        packed = zipped([(f"{n}.md", CARD + b"%d" % n) for n in range(4)])
        found = unpack(packed, "many.zip", Limits(archive_entries=3))
        assert len(found.members) == 3 and codes(found) == {WarningCode.LIMIT}

    @pytest.mark.parametrize("name", ["../../etc/x.md", "/abs/x.md", "C:\\x.md", "a\u202ed.md"])
    def test_names_that_lead_astray_are_read_and_said(self, name):
        found = unpack(zipped([(name, CARD)]), "a.zip", Limits())
        (member,) = found.members
        assert member.data == CARD and codes(found) == {WarningCode.NAME}
        assert ".." not in member.name and not member.name.startswith("/")

    def test_locked_linked_and_damaged_members(self):
        packed = bytearray(zipped([("locked.md", CARD), ("card.md", POLICY)]))
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            packed[packed.find(mark) + at] |= 1
        out = BytesIO(bytes(packed))
        with zipfile.ZipFile(out, "a") as package:
            link = zipfile.ZipInfo("link.md")
            link.external_attr = 0o120777 << 16
            package.writestr(link, "/etc/passwd")
        found = unpack(out.getvalue(), "a.zip", Limits())
        assert [member.name for member in found.members] == ["card.md"]
        assert codes(found) == {WarningCode.PASSWORD, WarningCode.NOT_OPENED}
        assert codes(unpack(out.getvalue()[:80], "a.zip", Limits())) == {WarningCode.DAMAGED}

    def test_a_word_file_is_no_archive(self):
        assert unpack(zipped([("word/document.xml", b"<x/>")]), "a.docx", Limits()) is None
        assert unpack(zipped([("mimetype", b"application/x")]), "a.odt", Limits()) is None


class TestFolder:
    """A folder from elsewhere: nothing outside it is read, nothing in it hangs."""

    def test_links_pipes_and_sockets_are_not_opened(self, tmp_path: Path):
        home, outside = tmp_path / "docs", tmp_path / "secret.md"
        home.mkdir()
        outside.write_text("secret")
        (home / "card.md").write_bytes(CARD)
        (home / "inside.md").symlink_to(home / "card.md")
        (home / "out.md").symlink_to(outside)
        (home / "up").symlink_to(tmp_path)
        os.mkfifo(home / "pipe.md")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(home / "s.md"))
            found = {file.name: file for file in gather([home])}
        assert found["card.md"].data == found["inside.md"].data == CARD
        closed = {name for name, file in found.items() if file.remarks}
        assert closed == {"out.md", "up", "pipe.md", "s.md"}
        assert not any(found[name].data for name in closed)
        read_ = read(list(found.values())).documents
        assert {one.name for one in read_} == {"card.md", *closed}
        assert "secret" not in "".join(one.text for one in read_)

    def test_a_pipe_that_the_user_names_is_refused(self, tmp_path: Path):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(BadInput, match="standard input"):
            gather([tmp_path / "pipe"])

    def test_large_files_and_many_files(self, tmp_path: Path, monkeypatch):
        (tmp_path / "a.md").write_bytes(CARD)
        (tmp_path / "b.md").write_bytes(CARD * 10)
        monkeypatch.setenv("LACUNA_LIMIT_FILE_BYTES", "100")
        small, large = gather([tmp_path])
        assert small.data == CARD and large.data == b""
        assert large.remarks[0].code is WarningCode.LIMIT
        monkeypatch.setenv("LACUNA_LIMIT_FOLDER_FILES", "1")
        assert [bool(file.remarks) for file in gather([tmp_path])] == [False, True]


class TestNames:
    """A name is shown, and never a place to write to."""

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("card.md", "card.md"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\card.md", "card.md"),
            ("a\nb\x1b[31m.md", "a\ufffdb\ufffd[31m.md"),
            ("gpj.\u202edm", "gpj.\ufffddm"),
            ("nul\x00.md", "nul\ufffd.md"),
            ("CON", "CON"),
            (" dots. ", "dots."),
            ("..", "unnamed"),
            ("", "unnamed"),
            ("caf\udce9.md", "caf\ufffd.md"),
            ("模型卡.md", "模型卡.md"),
        ],
    )
    def test_as_shown(self, name, expected):
        assert names.shown(name) == expected

    def test_a_long_name_keeps_both_ends(self):
        cut = names.shown("a" * 4000 + ".md")
        assert len(cut) <= names.LONGEST and cut.startswith("aaa") and cut.endswith(".md")

    def test_a_name_that_hides_signs_is_said(self):
        (document,) = read([File("gpj.\u202edm.md", CARD)]).documents
        assert WarningCode.NAME in codes(document)
        assert all(unicodedata.category(c) not in ("Cc", "Cf") for c in document.name)


class TestLimits:
    """Settings with defaults; a wrong one is refused."""

    def test_the_environment_sets_them(self):
        assert limits.current({}) == Limits()
        assert limits.current({"LACUNA_LIMIT_PAGES": "7"}).pages == 7
        given = limits.as_environment(Limits(words=3))
        assert limits.current(given) == Limits(words=3)

    @pytest.mark.parametrize("value", ["0", "-1", "x", "", "1.5", "1e9", "9" * 40])
    def test_a_wrong_value_is_told(self, value):
        with pytest.raises(BadInput, match="LACUNA_LIMIT_PAGES"):
            limits.current({"LACUNA_LIMIT_PAGES": value})

    def test_all_faults_are_told_together(self):
        with pytest.raises(BadInput) as caught:
            limits.current({"LACUNA_LIMIT_PAGES": "x", "LACUNA_LIMIT_PAGE": "5"})
        assert "LACUNA_LIMIT_PAGE is" in str(caught.value) and "PAGES='x'" in str(caught.value)

    def test_every_limit_is_listed_with_its_reason(self):
        listed = limits.rows(Limits(pages=9))
        assert len(listed) == len(limits.values(Limits()))
        assert all(row.unit and row.why.endswith(".") for row in listed)
        (row,) = [row for row in listed if row.variable == "LACUNA_LIMIT_PAGES"]
        assert (row.value, row.default) == (9, Limits().pages)


class TestSameNames:
    """Files of one name in several folders: none of them goes without a word."""

    @pytest.fixture
    def folders(self, tmp_path: Path) -> list[Path]:
        made = [tmp_path / name for name in ("a", "b", "c")]
        for folder in made:
            folder.mkdir()
        return made

    def test_each_file_that_is_not_opened_is_a_document(self, tmp_path, folders):
        os.mkfifo(folders[0] / "card.md")
        os.mkfifo(folders[1] / "card.md")
        (folders[2] / "card.md").write_bytes(b"")
        found = read(gather([tmp_path])).documents
        assert sorted(w.message[:9] for one in found for w in one.warnings) == [
            "a/card.md", "b/card.md", "card.md i",
        ]  # fmt: skip
        assert len({one.id for one in found}) == 3

    def test_empty_files_are_one_document(self):
        (one,) = read([File("a.md", b""), File("b.md", b"")]).documents
        assert codes(one) == {WarningCode.EMPTY, WarningCode.DUPLICATE}
        assert "b.md" in one.warnings[-1].message

    def test_what_is_said_of_a_copy_holds(self):
        told = Source(url="https://nova.example/card", retrieved="2026-01-02", model="Nova 3B")
        files = [File("a.md", CARD, Source(kind="report")), File("b.md", CARD, told)]
        for given in (files, files[::-1]):
            (one,) = read(given).documents
            assert one.name == "a.md" and one.kind == "report"
            assert one.source == replace(told, kind="report")

    def test_the_order_of_files_of_one_name_does_not_matter(self):
        files = [File("a.md", CARD, Source(url=f"https://{n}.example/")) for n in "yx"]
        assert read(files).documents == read(files[::-1]).documents


class TestOddPaths:
    """What a path of the command line may be."""

    def test_a_name_that_no_file_can_have_is_told(self):
        with pytest.raises(BadInput, match="cannot be read"):
            gather([Path("n" * 300)])

    def test_no_more_memory_is_set_aside_than_a_file_needs(self, tmp_path, monkeypatch):
        monkeypatch.setenv("LACUNA_LIMIT_FILE_BYTES", "9" * 15)
        (tmp_path / "card.md").write_bytes(CARD)
        assert gather([tmp_path / "card.md"])[0].data == CARD

    @pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="a file of unknown size")
    def test_a_file_that_tells_no_size_is_read_whole(self):
        data = gather([Path("/proc/self/status")])[0].data
        assert b"VmHWM" in data and data.endswith(b"\n")
