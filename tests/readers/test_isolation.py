"""A process that reads foreign files may die, loop or grow: that file only is lost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dossier import File, read
from pipeline.errors import BadCorpus, BadInput
from pipeline.readers import codec
from pipeline.readers.isolate import Reader
from pipeline.readers.limits import Limits
from pipeline.readers.read import read_bytes
from pipeline.readers.worker import Stopped, Worker
from pipeline.schema import Document, WarningCode, Word
from tests.readers.hostile import page_of, stream

HANDLER = "tests.readers.misbehaving:answer"
SMALL = Limits(memory_bytes=1_000_000_000, cpu_seconds=1, wall_seconds=30, answer_bytes=10_000_000)
CARD = b"# Nova 3B\n\n| Item | Value |\n|---|---|\n| Parameters | 3 billion |\n"


@pytest.fixture(scope="module")
def worker():
    with Worker(SMALL, HANDLER) as one:
        yield one


@pytest.mark.parametrize(
    ("what", "limit", "words"),
    [
        ("exit", "", "exit code 3"),
        ("crash", "", "SIGSEGV"),
        ("loop", "cpu_seconds", "computed"),
        ("allocate", "memory_bytes", "memory"),
        ("recurse", "", "RecursionError"),
        ("large", "answer_bytes", "too"),
    ],
)
def test_a_process_that_misbehaves_is_stopped_and_replaced(worker, what, limit, words):
    started = time.monotonic()
    with pytest.raises(Stopped) as caught:
        worker.ask({"do": what})
    assert (caught.value.limit, words in caught.value.what) == (limit, True), caught.value
    assert time.monotonic() - started < 25
    assert worker.ask({"do": "echo"}, [b"a", b""]) == (1, [b"a", b""])


def test_a_process_that_waits_is_stopped_by_the_clock():
    with Worker(replace(SMALL, wall_seconds=1), HANDLER) as one:
        with pytest.raises(Stopped) as caught:
            one.ask({"do": "sleep"})
        assert caught.value.limit == "wall_seconds"


def test_what_a_library_prints_is_no_answer(worker):
    assert worker.ask({"do": "print"}, [b"x"])[1] == [b"x"]


def test_errors_for_the_user_come_through(worker):
    with pytest.raises(BadInput, match="no such page"):
        worker.ask({"do": "input"})
    with pytest.raises(BadCorpus) as caught:
        worker.ask({"do": "corpus"})
    assert (caught.value.file, caught.value.faults) == ("x.yaml", ("one", "two"))


def test_a_death_in_a_used_process_is_tried_in_a_fresh_one():
    with Worker(SMALL, HANDLER) as one:
        assert one.ask({"do": "second"})[0] == 1
        assert one.ask({"do": "second"})[0] == 1


def test_settings_of_now_reach_a_running_process(worker, monkeypatch):
    worker.ask({"do": "echo"})
    monkeypatch.setenv("LACUNA_OCR", "off")
    assert worker.ask({"do": "setting"})[0] == "off"
    monkeypatch.delenv("LACUNA_OCR")
    assert worker.ask({"do": "setting"})[0] is None


@pytest.mark.parametrize(
    "call",
    ["connect", "look up", "write", "append", "create", "make folder", "remove", "rename",
     "link", "shell", "program", "fork", "named"],
)  # fmt: skip
def test_the_fence_refuses(worker, call, tmp_path):
    path = tmp_path / "there"
    if call in ("remove", "rename"):
        path.write_text("kept")
    told = worker.ask({"do": "try", "call": call, "path": str(path)})[0]
    assert told == "Refused"
    left = [item.name for item in tmp_path.iterdir()]
    assert left == (["there"] if call in ("remove", "rename") else [])


def test_the_fence_lets_files_be_read(worker):
    assert worker.ask({"do": "try", "call": "read", "path": ""})[0] == ""
    assert worker.ask({"do": "try", "call": "nameless", "path": ""})[0] == ""


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts in /proc")
def test_nothing_is_left_behind():
    def held() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before, pids = held(), []
    for _ in range(3):
        with Worker(SMALL, HANDLER) as one:
            one.ask({"do": "echo"})
            pids.append(one.pid)
            with pytest.raises(Stopped):
                one.ask({"do": "exit"})
            one.warm()
            pids.append(one.pid)
    assert held() == before
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with contextlib.suppress(ChildProcessError):
        assert os.waitpid(-1, os.WNOHANG) == (0, 0)


def test_threads_wait_for_each_other():
    with Reader() as reader:
        found: list[str] = []

        def work(number: int) -> None:
            found.append(reader.read(f"# Nova {number}\n".encode(), f"{number}.md").text)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == [f"# Nova {n}\n" for n in range(6)]


@pytest.mark.parametrize(
    ("name", "data"),
    [("card.md", CARD), ("report.pdf", page_of(stream(b"BT /F 12 Tf 72 700 Td (Nova) Tj ET"))),
     ("bad.bin", bytes(range(256))), ("empty.md", b"")],
)  # fmt: skip
def test_a_document_comes_back_as_it_was_read(name, data):
    with Reader() as reader:
        assert reader.read(data, name) == read_bytes(data, name)


def test_a_language_is_told_within_the_fence():
    text = "Das Modell wurde mit vielen Texten trainiert und darf frei verwendet werden. " * 5
    with Reader() as reader:
        document = reader.read(text.encode(), "karte.md")
        assert document.language == "de" and document == read_bytes(text.encode(), "karte.md")
        odd = b"x " * 2000  # of no language: the model is asked, and unpacks itself
        assert reader.read(odd, "odd.txt") == read_bytes(odd, "odd.txt")


def test_a_file_that_is_too_large_is_not_sent():
    with Reader(Limits(file_bytes=10)) as reader:
        document = reader.read(CARD, "card.md")
        assert reader._worker.pid is None
    (warning,) = document.warnings
    assert warning.code is WarningCode.LIMIT and "LACUNA_LIMIT_FILE_BYTES" in warning.message


def test_text_beyond_the_limit_is_cut_and_said():
    with Reader(Limits(text_characters=12)) as reader:
        document = reader.read(CARD, "card.md")
    assert document.text == CARD[:12].decode()
    assert WarningCode.LIMIT in {w.code for w in document.warnings}


def test_silence_does_not_rest_on_what_was_cut(monkeypatch):
    from pipeline.assess.statuses import unsearched

    monkeypatch.setenv("LACUNA_LIMIT_TEXT_CHARACTERS", "12")
    assert unsearched(read([File("card.md", CARD)]).documents) == ("card.md",)
    monkeypatch.delenv("LACUNA_LIMIT_TEXT_CHARACTERS")
    assert unsearched(read([File("card.md", CARD)]).documents) == ()


def test_a_page_is_drawn_within_the_limit_of_pixels():
    data = page_of(stream(b""))
    with Reader(Limits(pixels=10_000)) as reader:
        image = reader.render(data, 1, 3.0)
        assert image.width * image.height <= 10_500
        with pytest.raises(BadInput, match="no page 2"):
            reader.render(data, 2)


def test_a_process_that_cannot_begin_is_not_the_fault_of_the_file():
    with Reader(Limits(memory_bytes=1)) as reader, pytest.raises(BadInput, match="MEMORY_BYTES"):
        reader.read(CARD, "card.md")
    missing = Worker(SMALL, "tests.readers.no_such_module:answer")
    with missing, pytest.raises(BadInput, match="install"):
        missing.ask({"do": "echo"})


def test_the_longest_time_that_can_be_set_is_a_time(monkeypatch):
    faults: list[object] = []
    monkeypatch.setattr(threading, "excepthook", faults.append)
    with Worker(replace(SMALL, wall_seconds=10**15 - 1), HANDLER) as one:
        one.ask({"do": "echo"})  # takes far longer than the clock's thread needs to fail
    assert not faults


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="looks into /proc")
def test_a_process_ends_with_its_parent():
    code = (
        "import sys; from pipeline.readers.worker import Worker;"
        "from pipeline.readers.limits import Limits;"
        f"one = Worker(Limits(), {HANDLER!r}); one.warm();"
        "print(one.pid, flush=True); one.ask({'do': 'sleep'})"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
        time.sleep(1.5)  # it has begun to sleep, and no longer looks at the pipe
        parent.kill()
    for _ in range(100):
        with contextlib.suppress(FileNotFoundError):
            if "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text():
                time.sleep(0.1)
                continue
        break
    else:
        os.kill(pid, signal.SIGKILL)
        pytest.fail("it outlived its parent")


def test_the_fence_stands_where_no_folder_can_be_written():
    boot = (
        "import tempfile; tempfile._candidate_tempdir_list = lambda: ['/no/such/folder'];"
        "from pipeline.readers.fence import raise_fence; raise_fence(); print('up')"
    )
    done = subprocess.run([sys.executable, "-c", boot], capture_output=True, text=True, check=False)
    assert done.stdout == "up\n", done.stderr


@pytest.mark.parametrize(
    ("data", "blobs"),
    [([], []), (0, [b"x"]), (0, []), (None, []), ("0", [b""]), (True, [b""]), (-1, [b""])],
)
def test_data_that_does_not_fit_is_refused(data, blobs):
    with pytest.raises(codec.Malformed):
        codec.decode(data, blobs, tuple[Word, ...])


def test_records_survive_the_way_there_and_back():
    words = (Word(0, 3, 1, (0.1, 1e300, -5.0, float(2**60))), Word(3, 4, 2, (0, 0, 0, 0)))
    data, blobs = codec.encode(words, tuple[Word, ...])
    assert codec.decode(data, blobs, tuple[Word, ...]) == words
    with pytest.raises(codec.Malformed):
        codec.decode([1, 2], [], Document)


def test_a_large_parent_does_not_make_its_processes_look_used_up():
    ballast = bytearray(600_000_000)
    ballast[::4096] = b"\x01" * len(ballast[::4096])  # touch every page
    with Worker(SMALL, HANDLER) as one:
        pids = set()
        for _ in range(3):
            one.ask({"do": "echo"})
            pids.add(one.pid)
    assert len(ballast) and len(pids) == 1 and None not in pids
