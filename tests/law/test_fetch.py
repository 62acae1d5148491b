"""Fetching: from a server on this machine, from a folder, and what can go wrong."""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.errors import BadCorpus, BadInput
from pipeline.law import fetch as module
from pipeline.law.corpus import open_law
from pipeline.law.fetch import Fetched, fetch
from pipeline.law.layout import LawSource, parse_sources, sources
from pipeline.law.showing import CONSOLIDATED, Basis
from pipeline.readers.legal_text import Provision, Text
from tests.law import consolidated_page, invented_act

PDF = invented_act.chapter_pdf()


class _Server(ThreadingHTTPServer):
    answers: dict[str, bytes]
    seen: list[tuple[str, dict[str, str]]]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        if self.path == "/slow":
            time.sleep(1.5)
        data = self.server.answers.get(self.path)
        self.send_response(200 if data is not None else 404)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who gave up is gone
            self.wfile.write(data or b"")

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture()
def server() -> Iterator[_Server]:
    running = _Server(("127.0.0.1", 0), _Handler)
    running.answers = {
        "/zip": invented_act.archive(),
        "/page": invented_act.page(),
        "/pdf": PDF,
        "/slow": PDF,
        "/error": b"<html><body>Service unavailable</body></html>",
    }
    running.seen = []
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


def source(name: str, server: _Server, path: str, **changes: object) -> LawSource:
    found = next(s for s in sources() if s.id == name)
    url = f"http://127.0.0.1:{server.server_port}{path}"
    return replace(found, url=url, **changes)  # type: ignore[arg-type]


def by_id(rows: tuple[Fetched, ...]) -> dict[str, Fetched]:
    return {row.source: row for row in rows}


def test_files_are_fetched_unpacked_and_readable(server: _Server, tmp_path: Path) -> None:
    wanted = [
        source("act-2024-formex", server, "/zip"),
        source("act-2024-oj-html", server, "/moved"),
        source("code-copyright", server, "/pdf"),
    ]
    report = fetch(tmp_path, wanted)
    assert report.ok
    assert sorted(report.installed) == [
        f"act/formex/{invented_act.MAIN}",
        f"act/formex/{invented_act.ANNEX}",
        f"act/formex/{invented_act.PAGE}",
        "code/code_copyright.pdf",
    ]
    inside = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert inside == {*report.installed, "installed.json"}
    assert not list(tmp_path.parent.glob(invented_act.ANNEX))
    law = open_law(tmp_path)
    assert law.show("Art. 53(1)(a)").text == "glaze the pot;"
    assert law.show("Copyright M1.4, 2nd paragraph").text == "Second unnumbered paragraph."


def test_the_consolidated_page_is_served_installed_and_shown(
    server: _Server, tmp_path: Path
) -> None:
    article = Provision(
        "article", "53", "", ("Article 53", "Duties of potters"), "Duties of potters"
    )
    first = Provision("paragraph", "1", "1.", parts=[Text("Potters shall brew.")])
    article.parts = [first, Provision("paragraph", "1a", "1a.", parts=[Text("And pour.")])]
    server.answers["/consolidated"] = consolidated_page.page([article])
    report = fetch(
        tmp_path,
        [
            source("act-2024-formex", server, "/zip"),
            source("act-2026-consolidated-html", server, "/consolidated"),
        ],
    )
    rows = by_id(report.fetched)
    assert rows["act-2026-consolidated-html"].status == "installed"
    (headers,) = [seen for path, seen in server.seen if path == "/consolidated"]
    assert "Lacuna" in headers["User-Agent"]
    shown = open_law(tmp_path, date(2026, 7, 27)).show("Art. 53(1a)")
    assert shown.text == "And pour." and shown.basis is Basis.CONSOLIDATED
    assert shown.notes[0] == CONSOLIDATED and shown.heading_path == ("Duties of potters",)
    with pytest.raises(BadInput, match=r"Article 53 has paragraphs"):
        open_law(tmp_path, date(2026, 7, 26)).show("Art. 53(1a)")
    # Recitals come from the published act: a consolidated one has none.
    assert open_law(tmp_path, date(2026, 7, 27)).show("Recital 1").edition == "2024-07-12"


def test_the_client_names_itself_and_asks_for_formex(server: _Server, tmp_path: Path) -> None:
    fetch(tmp_path, [source("act-2024-formex", server, "/zip")])
    ((_, headers),) = server.seen
    assert "Lacuna" in headers["User-Agent"]
    assert headers["Accept"] == "application/zip;mtype=fmx4"
    assert headers["Accept-Language"] == "eng"


def test_other_bytes_than_known_are_told_and_so_is_whether_the_text_differs(
    server: _Server, tmp_path: Path
) -> None:
    page = source("act-2024-oj-html", server, "/page")
    first = fetch(tmp_path, [source("act-2024-formex", server, "/zip"), page]).fetched
    notes = by_id(first)["act-2024-oj-html"].notes
    assert any("its bytes are not the known ones" in note for note in notes)
    assert any("units read as in Formex" in note and "not " not in note for note in notes)

    server.answers["/page"] = invented_act.page().replace(b"Access to", b"Another menu: access to")
    (second,) = fetch(tmp_path, [page]).fetched
    assert any("the text of all" in note and "is the same" in note for note in second.notes)

    server.answers["/page"] = invented_act.page().replace(b"Small pots", b"Tiny pots")
    (third,) = fetch(tmp_path, [page]).fetched
    assert any("differs from before in article 53" in note for note in third.notes)
    assert any("not article 53" in note for note in third.notes)

    (fourth,) = fetch(tmp_path, [page]).fetched
    assert fourth.status == "unchanged" and fourth.files == ()


def test_a_known_hash_that_fits_is_not_remarked(server: _Server, tmp_path: Path) -> None:
    digest = hashlib.sha256(PDF).hexdigest()
    known = (("code_copyright.pdf", digest),)
    (row,) = fetch(tmp_path, [source("code-copyright", server, "/pdf", sha256=known)]).fetched
    assert row.notes == ()


def test_an_unknown_hash_is_recorded_at_first_use_and_said(server: _Server, tmp_path: Path) -> None:
    wanted = [source("guidelines-2025-07", server, "/pdf")]
    (first,) = fetch(tmp_path, wanted).fetched
    assert first.notes == (
        f"guidelines.pdf: no hash is known; recorded {hashlib.sha256(PDF).hexdigest()[:12]}... "
        "at first use",
    )
    (second,) = fetch(tmp_path, wanted).fetched
    assert second.notes == ()
    server.answers["/pdf"] = PDF + b"2"
    (third,) = fetch(tmp_path, wanted).fetched
    assert third.notes == ("guidelines.pdf: other bytes than the file installed before",)


def test_one_failure_does_not_stop_the_others_and_leaves_the_old_file(
    server: _Server, tmp_path: Path
) -> None:
    page, pdf = tmp_path / "act" / "formex" / invented_act.PAGE, b"<html>no pdf</html>"
    fetch(tmp_path, [source("act-2024-oj-html", server, "/page")])
    server.answers["/pdf"] = pdf
    server.answers["/broken"] = b"%PDF-1.7 broken"
    report = fetch(
        tmp_path,
        [
            source("act-2024-oj-html", server, "/error"),
            source("code-copyright", server, "/pdf"),
            source("code-transparency", server, "/nowhere"),
            source("code-safety-security", server, "/broken"),
            source("act-2024-formex", server, "/zip"),
        ],
    )
    rows = by_id(report.fetched)
    assert not report.ok
    assert "no articles" in rows["act-2024-oj-html"].notes[0]
    assert "not a PDF" in rows["code-copyright"].notes[0]
    assert "could not be read" in rows["code-safety-security"].notes[0]
    assert "404" in rows["code-transparency"].notes[0]
    assert rows["act-2024-formex"].status == "installed"
    assert page.read_bytes() == invented_act.page()
    assert not (tmp_path / "code").exists()


def test_it_gives_up_in_time(server: _Server, tmp_path: Path) -> None:
    wanted = [
        source("code-copyright", server, "/slow"),
        source("code-transparency", server, "/slow"),
        source("code-safety-security", server, "/pdf"),
    ]
    started = time.monotonic()
    report = fetch(tmp_path, wanted, timeout=0.4)
    assert time.monotonic() - started < 1.2
    statuses = {row.source: row.status for row in report.fetched}
    assert statuses == {
        "code-copyright": "failed",
        "code-transparency": "failed",
        "code-safety-security": "installed",
    }


def test_a_name_server_that_hangs_does_not_hold_it(tmp_path: Path) -> None:
    def hangs(url: str, headers: dict[str, str], seconds: float) -> module.Response:
        time.sleep(2)
        raise OSError("too late")

    wanted = [s for s in sources() if s.id == "code-copyright"]
    started = time.monotonic()
    report = fetch(tmp_path, wanted, timeout=0.2, opener=hangs)
    assert time.monotonic() - started < 1
    assert "gave up after 0.2 s" in report.fetched[0].notes[0]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK not a zip", "not an archive"),
        (b"", "empty"),
        (invented_act.archive(("x.fmx.xml", b"\0" * 31_000_000)), "larger than any act"),
        (invented_act.archive(*[(f"{n}.txt", b"") for n in range(201)]), "larger than any act"),
    ],
)
def test_a_bad_archive_is_refused(server: _Server, tmp_path: Path, data: bytes, told: str) -> None:
    server.answers["/zip"] = data
    (row,) = fetch(tmp_path, [source("act-2024-formex", server, "/zip")]).fetched
    assert row.status == "failed" and told in row.notes[0]
    assert not (tmp_path / "act").exists()


def test_an_archive_without_formex_is_refused() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("readme.txt", "no law")
    formex = next(s for s in sources() if s.id == "act-2024-formex")
    with pytest.raises(BadInput, match="no Formex file"):
        module.unpack(formex, out.getvalue())


def test_an_answer_without_end_is_refused(
    server: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST", 10)
    (row,) = fetch(tmp_path, [source("code-copyright", server, "/pdf")]).fetched
    assert "refused" in row.notes[0]


def test_only_web_addresses_are_opened(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        module.open_address("file:///etc/hostname", {}, 1)


def test_from_a_folder_nothing_is_fetched_and_all_is_copied(
    tmp_path: Path, law_folder: Path
) -> None:
    def never(url: str, headers: dict[str, str], seconds: float) -> module.Response:
        raise AssertionError(url)

    report = fetch(tmp_path / "new", from_folder=law_folder, opener=never)
    assert report.ok and len(report.installed) == 7
    copied, original = open_law(tmp_path / "new"), open_law(law_folder)
    assert copied.units == original.units
    again = fetch(tmp_path / "new", from_folder=law_folder, opener=never)
    assert again.installed == () and {row.status for row in again.fetched} == {"unchanged"}


def test_a_folder_without_law_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no law texts"):
        fetch(tmp_path / "new", from_folder=tmp_path)


def test_a_target_that_cannot_be_made_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(BadInput, match="cannot be made"):
        fetch(tmp_path / "file" / "law", [])


def test_all_faults_of_the_list_of_sources_are_told_together() -> None:
    good = {
        "id": "one",
        "title": "One",
        "edition": "2024-07-12",
        "official": True,
        "folder": "act",
        "files": ["one\\.html"],
        "save_as": "one.html",
        "url": "https://example.org/one",
        "media": "html",
        "fetched": True,
    }
    assert len(parse_sources({"user_agent": "x", "sources": [good]}, "f")) == 1
    rows = [
        good,
        good,
        {**good, "id": "two", "media": "scroll"},
        {**good, "id": "three", "url": "ftp://example.org"},
        {**good, "id": "four", "save_as": "other.html"},
        {**good, "id": "five", "sha256": {"one.html": "abc"}},
        {**good, "id": "six", "colour": "red"},
        {"id": "seven"},
    ]
    with pytest.raises(BadCorpus) as refusal:
        parse_sources({"user_agent": "x", "sources": rows}, "f")
    told = "\n".join(refusal.value.faults)
    for words in ("scroll", "no address", "save_as", "64 hexa", "colour", "title", "used twice"):
        assert words in told, words
    assert len(refusal.value.faults) == 7


def test_every_source_that_is_fetched_names_the_client() -> None:
    fetched = [row for row in sources() if row.fetched]
    assert len(fetched) >= 6
    assert all("User-Agent" in dict(row.headers) for row in fetched)


def test_a_folder_in_the_way_is_bad_input(server: _Server, tmp_path: Path) -> None:
    (tmp_path / "code").write_text("a file where a folder must be", "utf-8")
    with pytest.raises(BadInput, match="code"):
        fetch(tmp_path, [source("code-copyright", server, "/pdf")])


@pytest.mark.shared
def test_the_shared_law_installs_and_reads_the_same(shared: Path, tmp_path: Path) -> None:
    report = fetch(tmp_path, from_folder=shared / "law")
    assert report.ok and len(report.installed) == 24
    assert open_law(tmp_path).units == open_law(shared / "law").units
    page = by_id(report.fetched)["act-2024-oj-html"]
    assert any(note.endswith("1608 of 1608 units read as in Formex") for note in page.notes)
