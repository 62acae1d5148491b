"""A server on this machine that fails in every way that servers fail."""

from __future__ import annotations

import contextlib
import io
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.errors import BadInput, LawNotInstalled
from pipeline.law.corpus import open_law
from pipeline.law.fetch import Fetched, fetch, unpack
from pipeline.law.layout import LawSource, sources
from pipeline.law.verify import INSTALLED
from tests.law import invented_act

PDF = invented_act.chapter_pdf()
OK = 200


class _Server(ThreadingHTTPServer):
    counts: dict[str, int]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.counts[self.path] = self.server.counts.get(self.path, 0) + 1
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._answer(self.path.strip("/").split("/")[0])

    def _answer(self, how: str) -> None:
        if how.isdigit():
            self._send(int(how), b"<html><body>an error page</body></html>")
        elif how == "pdf":
            self._send(OK, PDF)
        elif how == "zip":
            self._send(OK, invented_act.archive())
        elif how == "truncated":
            self._send(OK, PDF[: len(PDF) // 2], length=len(PDF))
        elif how == "cut-zip":
            self._send(OK, invented_act.archive()[:-40])
        elif how == "loop":
            self._redirect("/loop")
        elif how == "ping":
            self._redirect("/pong")
        elif how == "pong":
            self._redirect("/ping")
        elif how == "to-file":
            self._redirect("file:///etc/hostname")
        elif how == "hops":
            left = int(self.path.rsplit("/", 1)[1])
            self._redirect(f"/hops/{left - 1}" if left else "/pdf")
        elif how == "drip":
            self._drip()
        elif how == "hang-up":
            self.wfile.write(b"HTT")
        elif how == "garbage":
            self.wfile.write(b"\x00\x01\x02 no protocol\r\n\r\n")
        elif how == "login":
            self._send(OK, b"<html><title>Sign in</title><body>Password</body></html>")
        elif how == "nothing":
            self._send(OK, b"")

    def _send(self, status: int, data: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        self.send_response(OK)
        self.send_header("Content-Length", str(len(PDF)))
        self.end_headers()
        for at in range(0, len(PDF), 8):
            self.wfile.write(PDF[at : at + 8])
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def server() -> Iterator[_Server]:
    running = _Server(("127.0.0.1", 0), _Handler)
    running.counts = {}
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


def source(name: str, server: _Server, path: str, **changes: object) -> LawSource:
    found = next(s for s in sources() if s.id == name)
    url = f"http://127.0.0.1:{server.server_port}/{path}"
    return replace(found, url=url, **changes)  # type: ignore[arg-type]


def one(server: _Server, folder: Path, path: str, name: str = "code-copyright") -> Fetched:
    (row,) = fetch(folder, [source(name, server, path)], timeout=1.0).fetched
    return row


#: (what the server does, what the source should have been, words of the reason)
FAILURES = [
    ("400", "code-copyright", "400"),
    ("401", "code-copyright", "401"),
    ("403", "code-copyright", "403"),
    ("404", "code-copyright", "404"),
    ("410", "act-2024-oj-html", "410"),
    ("429", "act-2024-formex", "429"),
    ("500", "code-copyright", "500"),
    ("503", "act-2024-formex", "503"),
    ("loop", "code-copyright", "redirect"),
    ("ping", "code-copyright", "redirect"),
    ("hops/40", "code-copyright", "redirect"),
    ("to-file", "code-copyright", "file"),
    ("drip", "code-copyright", ""),
    ("hang-up", "code-copyright", ""),
    ("garbage", "code-copyright", ""),
    ("truncated", "code-copyright", ""),
    ("nothing", "code-copyright", "empty"),
    ("nothing", "act-2024-formex", "empty"),
    ("login", "code-copyright", "not a PDF"),
    ("login", "act-2024-oj-html", "no articles"),
    ("login", "act-2024-formex", "not an archive"),
    ("pdf", "act-2024-formex", "not an archive"),
    ("pdf", "act-2024-oj-html", ""),
    ("zip", "code-copyright", "not a PDF"),
    ("cut-zip", "act-2024-formex", "not an archive"),
]
IDS = [f"{how}-as-{name}" for how, name, _ in FAILURES]


@pytest.mark.parametrize(("how", "name", "told"), FAILURES, ids=IDS)
def test_a_failure_is_told_in_one_line_and_writes_nothing(
    server: _Server, tmp_path: Path, how: str, name: str, told: str
) -> None:
    row = one(server, tmp_path, how, name)
    assert (row.status, row.files) == ("failed", ())
    (note,) = row.notes
    assert told in note
    assert note.isprintable() and "Traceback" not in note
    assert note.startswith(f"http://127.0.0.1:{server.server_port}/{how}: ")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("how", ["404", "loop", "truncated", "drip", "login", "nothing"])
def test_what_was_installed_before_outlives_a_failure(
    server: _Server, tmp_path: Path, how: str
) -> None:
    assert one(server, tmp_path, "pdf").status == "installed"
    held = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert one(server, tmp_path, how).status == "failed"
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == held


@pytest.mark.parametrize("hops", [1, 3])
def test_a_few_redirects_are_followed(server: _Server, tmp_path: Path, hops: int) -> None:
    assert one(server, tmp_path, f"hops/{hops}").status == "installed"


def test_a_slow_drip_ends_with_the_time_given(server: _Server, tmp_path: Path) -> None:
    started = time.monotonic()
    report = fetch(tmp_path, [source("code-copyright", server, "drip")], timeout=0.3)
    assert time.monotonic() - started < 1.5
    assert not report.ok


def test_nobody_is_asked_twice_in_one_fetch(server: _Server, tmp_path: Path) -> None:
    server.counts.clear()
    one(server, tmp_path, "500/once")
    assert server.counts == {"/500/once": 1}


def test_a_port_where_nobody_listens(tmp_path: Path) -> None:
    found = next(s for s in sources() if s.id == "code-copyright")
    dead = replace(found, url="http://127.0.0.1:1/x.pdf")
    (row,) = fetch(tmp_path, [dead], timeout=1.0).fetched
    assert row.status == "failed" and "refused" in row.notes[0].lower()


def test_a_wrong_hash_is_said_and_the_right_one_is_not(server: _Server, tmp_path: Path) -> None:
    wrong = (("code_copyright.pdf", "0" * 64),)
    wanted = source("code-copyright", server, "pdf", sha256=wrong)
    (row,) = fetch(tmp_path, [wanted]).fetched
    assert any("not the known ones" in note for note in row.notes)


def test_a_failed_fetch_leaves_an_empty_folder_that_is_not_installed_law(
    server: _Server, tmp_path: Path
) -> None:
    one(server, tmp_path / "law", "404")
    assert not (tmp_path / "law" / INSTALLED).exists()
    with pytest.raises(LawNotInstalled):
        open_law(tmp_path / "law")


def packed(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, data in members:
            zipped.writestr(name, data)
    return out.getvalue()


FORMEX = next(s for s in sources() if s.id == "act-2024-formex")


@pytest.mark.parametrize(
    "path",
    [
        f"../{invented_act.MAIN}",
        f"../../../../etc/{invented_act.MAIN}",
        f"/etc/{invented_act.MAIN}",
        f"C:\\Windows\\{invented_act.MAIN}",
        f"..\\..\\{invented_act.MAIN}",
        f"a/b/c/{invented_act.MAIN}",
        f"./{invented_act.MAIN}",
    ],
)
def test_no_member_of_an_archive_chooses_its_folder(path: str) -> None:
    files, _ = unpack(FORMEX, packed((path, invented_act.formex())))
    assert list(files) == [invented_act.MAIN]


@pytest.mark.parametrize(
    "name",
    [
        "../../.bashrc",
        "installed.json",
        "..",
        "act.py",
        "L_2024.zip",
        ".fmx.xml.part",
        "a.fmx.xml/",
    ],
)
def test_members_that_are_no_text_of_the_act_are_left_out(name: str) -> None:
    files, _ = unpack(FORMEX, packed((name, b"x"), (invented_act.MAIN, invented_act.formex())))
    assert list(files) == [invented_act.MAIN]


def test_an_archive_of_strangers_only_is_refused() -> None:
    with pytest.raises(BadInput, match="no Formex file"):
        unpack(FORMEX, packed(("../../.bashrc", b"x"), ("notes.txt", b"y")))


def test_an_archive_that_unfolds_to_gigabytes_is_refused_unread() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(invented_act.MAIN, b"\0" * 40_000_000)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(BadInput, match="larger than any act"):
        unpack(FORMEX, out.getvalue())


def test_a_member_with_a_wrong_checksum_is_refused() -> None:
    whole = bytearray(packed((invented_act.MAIN, b"stored words of the act")))
    at = whole.index(b"stored")
    whole[at : at + 6] = b"forged"
    with pytest.raises(BadInput, match="not an archive"):
        unpack(FORMEX, bytes(whole))
