"""Where data lies, its fingerprint, and how a faulty data file is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.catalogue import files
from pipeline.catalogue.rows import Faults, load, load_file, unknown_keys
from pipeline.errors import BadCorpus


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small ``corpora`` folder in place of the real one."""
    for name, text in {"a/one.txt": "1", "a/two.txt": "2", "b/one.txt": "1", "c.txt": "3"}.items():
        path = tmp_path / "corpora" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(files, "root", lambda: tmp_path)
    return tmp_path / "corpora"


def test_a_fingerprint_is_64_digits_and_stays(tree: Path) -> None:
    assert re.fullmatch("[0-9a-f]{64}", files.fingerprint())
    assert files.fingerprint() == files.fingerprint()
    assert files.fingerprint() == files.fingerprint(".")


@pytest.mark.parametrize("change", ["content", "name", "new", "gone", "moved", "swapped"])
def test_every_change_shows_in_the_fingerprint(tree: Path, change: str) -> None:
    before = files.fingerprint()
    one, two = tree / "a/one.txt", tree / "a/two.txt"
    match change:
        case "content":
            one.write_text("1 ")
        case "name":
            one.rename(tree / "a/three.txt")
        case "new":
            (tree / "a/empty.txt").write_text("")
        case "gone":
            one.unlink()
        case "moved":
            one.rename(tree / "one.txt")
        case "swapped":
            one.write_text("2")
            two.write_text("1")
    assert files.fingerprint() != before


def test_a_fingerprint_of_folders_sees_them_alone(tree: Path) -> None:
    a, b, c = files.fingerprint("a"), files.fingerprint("b"), files.fingerprint("c.txt")
    assert len({a, b, c, files.fingerprint("a", "b"), files.fingerprint()}) == 5
    (tree / "b/one.txt").write_text("other")
    assert files.fingerprint("a") == a and files.fingerprint("c.txt") == c
    assert files.fingerprint("b") != b


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LACUNA_DATA": "named"}, "named"),
        ({"LACUNA_DATA": "named", "XDG_DATA_HOME": "/x"}, "named"),
        ({"LACUNA_DATA": "", "XDG_DATA_HOME": "/x"}, "/x/lacuna"),
        ({"XDG_DATA_HOME": "/x/y"}, "/x/y/lacuna"),
        ({"XDG_DATA_HOME": "", "HOME": "/home/u"}, "/home/u/.local/share/lacuna"),
        ({"HOME": "/home/u"}, "/home/u/.local/share/lacuna"),
    ],
    ids=str,
)
def test_the_users_folder(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("LACUNA_DATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert files.user_data() == Path(expected)


@pytest.mark.parametrize(
    ("environment", "checkout", "expected"),
    [
        ({"LACUNA_INDEXES": "/i"}, True, "/i"),
        ({"LACUNA_INDEXES": "/i", "XDG_CACHE_HOME": "/c"}, False, "/i"),
        ({"XDG_CACHE_HOME": "/c"}, False, "/c/lacuna/indexes"),
        ({"HOME": "/home/u"}, False, "/home/u/.cache/lacuna/indexes"),
        ({"XDG_CACHE_HOME": "/c"}, True, "ROOT/indexes"),
        ({"LACUNA_INDEXES": ""}, True, "ROOT/indexes"),
    ],
    ids=str,
)
def test_the_folder_of_indexes(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    environment: dict[str, str],
    checkout: bool,
    expected: str,
) -> None:
    for name in ("LACUNA_INDEXES", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(files, "root", lambda: tmp_path)
    monkeypatch.setattr(files, "in_checkout", lambda: checkout)
    assert str(files.index_folder()) == expected.replace("ROOT", str(tmp_path))


def test_no_corpora_anywhere_says_reinstall(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "pipeline")
    with pytest.raises(BadCorpus, match="reinstall Lacuna"):
        files.root.__wrapped__()
    (tmp_path / "pipeline" / "_data" / "corpora").mkdir(parents=True)
    assert files.root.__wrapped__() == tmp_path / "pipeline" / "_data"
    (tmp_path / "corpora").mkdir()
    assert files.root.__wrapped__() == tmp_path


@pytest.mark.parametrize(
    ("name", "text", "content"),
    [
        ("a.yaml", "- 1\n- b: [x]\n", [1, {"b": ["x"]}]),
        ("a.json", '{"a": [1, null]}', {"a": [1, None]}),
        ("a.yaml", "", None),
        ("a.yaml", "größe: 模型", {"größe": "模型"}),
        ("a.yaml", "a: yes\nb: 'yes'", {"a": True, "b": "yes"}),
    ],
)
def test_a_file_is_read_by_its_ending(
    tmp_path: Path, name: str, text: str, content: object
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert load_file(tmp_path / name, name) == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b""),
        ("a.json", b"{'a': 1}"),
        ("a.json", b"[1,]"),
        ("a.json", b"\xff"),
        ("a.yaml", b"a: [1"),
        ("a.yaml", b"a: b: c"),
        ("a.yaml", b"a: &x 1\nb: *y"),
        ("a.yaml", b"a: 2025-13-45"),
        ("a.yaml", b"a: \x00"),
        ("a.yaml", b"--- 1\n--- 2\n"),
        ("a.yaml", b"[x]: {}: 1"),
        ("a.yaml", b"a: !!python/name:os.system"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault_with_its_name(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadCorpus) as caught:
        load_file(tmp_path / name, f"shown/{name}")
    assert caught.value.file == f"shown/{name}" and len(caught.value.faults) == 1


@pytest.mark.parametrize("name", ["none.yaml", "elements", "../none.json"])
def test_a_name_that_is_no_file(name: str) -> None:
    with pytest.raises(BadCorpus, match="cannot be read"):
        load(name)


@pytest.mark.parametrize(
    ("pattern", "must", "must_not", "faults"),
    [
        (r"\bred\b", ["a RED car"], ["redo"], []),
        (r"\bred\b", ["redo", "a red car"], [], ["w: must match 'redo' and does not"]),
        (r"\bred\b", [], ["Red", "redo"], ["w: must not match 'Red' and does"]),
        (r"(?-i:Red)", ["Red"], ["red"], []),
        (r"^$", [""], ["x"], []),
        (r"red", ["x"], ["red"], 2),
        (r"(", ["x", "y"], ["z"], 1),
        (r"[z-a]", [], [], 1),
        (r"a{2", ["a{2"], [], []),
    ],
)
def test_patterns_against_their_own_examples(
    pattern: str, must: list[str], must_not: list[str], faults: list[str] | int
) -> None:
    found = Faults("f")
    found.pattern("w", pattern, must, must_not)
    assert (len(found.found) if isinstance(faults, int) else found.found) == faults


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("bad"), "w: ValueError: bad"),
        (KeyError("k"), "w: KeyError: 'k'"),
        (TypeError("t"), "w: TypeError: t"),
    ],
)
def test_an_attempt_that_refuses_is_noted(error: Exception, told: str) -> None:
    def refuse() -> int:
        raise error

    faults = Faults("f")
    assert faults.attempt("w", refuse) is None
    assert faults.found == [told]
    assert faults.attempt("v", lambda: 7) == 7 and len(faults.found) == 1


def test_an_attempt_hides_no_bug() -> None:
    with pytest.raises(ZeroDivisionError):
        Faults("f").attempt("w", lambda: 1 // 0)


def test_done_is_silent_without_faults_and_lists_all_with_them() -> None:
    faults = Faults("f.yaml")
    faults.done()
    faults.add("a", "one")
    faults.add("b", "two")
    with pytest.raises(BadCorpus, match=r"^f\.yaml: 2 fault\(s\):\n  - a: one\n  - b: two$"):
        faults.done()


@pytest.mark.parametrize(
    ("row", "known", "unknown"),
    [
        ({}, ["a"], []),
        ({"a": 1}, ["a", "b"], []),
        ({"b": 1, "a": 2, "c": 3}, ["b"], ["a", "c"]),
        ({"A": 1}, ["a"], ["A"]),
        ({1: 2, "x": 3}, [], ["1", "x"]),
    ],
)
def test_unknown_keys(row: dict[str, int], known: list[str], unknown: list[str]) -> None:
    assert unknown_keys(row, known) == unknown
