"""The front door: types, character sets, kinds, languages, and that content never raises."""

import hashlib
import io
import pickle
import zipfile

import pytest

from pipeline.errors import BadCorpus, BadInput, LacunaError
from pipeline.readers import kind, media, read, table
from pipeline.readers.parsed import Parsed
from pipeline.readers.read import read_bytes, read_path
from pipeline.schema import Block, BlockKind, Source, WarningCode
from pipeline.segments import segment

ENGLISH = "The model is a language model that was trained on text from the web by us. " * 3


def codes(document):
    return {warning.code for warning in document.warnings}


def zipped(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7 ...", "card.md", media.PDF),
        (zipped("word/document.xml"), "x", media.DOCX),
        (zipped("other.txt"), "x.docx", media.UNKNOWN),
        (b"# A\n", "README.md", media.MARKDOWN),
        (b"Permission is hereby granted", "LICENSE", media.PLAIN),
        (b"# Policy\n\n**Use** it [here](x)\n", "USE_POLICY", media.MARKDOWN),
        (b"<!DOCTYPE html><p>x", "page", media.HTML),
        (b'{"a": 1}', "config", media.JSON),
        (b"[not json]", "x", media.PLAIN),
        (b"---\na: b\n---\ntext", "x", media.MARKDOWN),
        (b"a: 1\n", "spec.yaml", media.YAML),
        (b'{"a": 1}\n{"a": 2}\n', "x.jsonl", media.JSONL),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "a.png", media.PNG),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "a.md", media.PNG),
        ("\ufeffText".encode("utf-16"), "a.txt", media.PLAIN),
        (b"text with \x00 one NUL byte", "a.txt", media.PLAIN),
    ],
)
def test_media_types(data, name, expected):
    assert media.media_type(data, name) == expected


def test_every_media_type_but_unknown_has_a_reader():
    types = {v for k, v in vars(media).items() if k.isupper() and not k.startswith("_")}
    assert types - {media.UNKNOWN, media.ZIP} == set(table.READERS)


def test_identity_name_and_source(tmp_path):
    file = tmp_path / "card.md"
    file.write_bytes(b"# Nova\n")
    document = read_path(file, source=Source(url="https://nova.example"))
    assert document.id == hashlib.sha256(b"# Nova\n").hexdigest()
    assert (document.name, document.source.url) == ("card.md", "https://nova.example")
    assert read_bytes(b"x", "C:\\a\\b.txt").name == "b.txt"


def test_a_missing_file_is_bad_input(tmp_path):
    with pytest.raises(BadInput, match="cannot be opened"):
        read_path(tmp_path / "none.md")


@pytest.mark.parametrize("data", [b"", b"  \n\t "])
def test_empty(data):
    document = read_bytes(data, "a.md")
    assert codes(document) == {WarningCode.EMPTY}
    assert not document.readable and segment(document) == ()


def test_unknown_type():
    document = read_bytes(bytes(range(256)) * 20, "a.bin")
    assert codes(document) == {WarningCode.UNKNOWN_TYPE} and not document.readable


def test_a_reader_that_fails_is_a_warning(monkeypatch):
    def broken(media_type):
        def parse(data, name):
            raise ZeroDivisionError

        return parse

    monkeypatch.setattr(table, "reader", broken)
    document = read_bytes(b"text", "a.txt")
    assert codes(document) == {WarningCode.DAMAGED}
    assert "ZeroDivisionError" in document.warnings[0].message


def test_offsets_that_do_not_fit_are_a_warning(monkeypatch):
    wrong = Parsed("ab", blocks=(Block(0, 9, BlockKind.PARAGRAPH),))
    monkeypatch.setattr(table, "reader", lambda media_type: lambda data, name: wrong)
    assert WarningCode.DAMAGED in codes(read_bytes(b"text", "a.txt"))


def test_a_fault_of_our_own_data_is_not_blamed_on_the_file(monkeypatch):
    def faulty(media_type):
        raise BadCorpus("x.yaml", ["y"])

    monkeypatch.setattr(table, "reader", faulty)
    with pytest.raises(BadCorpus):
        read_bytes(b"text", "a.txt")


@pytest.mark.parametrize(
    ("error", "blamed"),
    [(ModuleNotFoundError("No module named 'x'"), False), (ImportError("no memory to map"), True)],
)
def test_a_package_that_is_not_installed_is_not_blamed_on_the_file(monkeypatch, error, blamed):
    def lacking(media_type):
        raise error

    monkeypatch.setattr(table, "reader", lacking)
    if blamed:
        assert codes(read_bytes(b"text", "a.txt")) == {WarningCode.DAMAGED}
    else:
        with pytest.raises(LacunaError, match="installation is incomplete"):
            read_bytes(b"text", "a.txt")


def test_what_a_child_process_would_send_back_can_be_pickled():
    parsed = read.parse(b"# Nova\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", media.MARKDOWN, "a.md")
    assert pickle.loads(pickle.dumps(parsed)) == parsed


@pytest.mark.parametrize(
    ("encoding", "warned"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)],
)
def test_character_sets(encoding, warned):
    text = "Ce modèle a été entraîné sur des données françaises, très variées. " * 5
    document = read_bytes(text.encode(encoding), "a.txt")
    assert document.text.strip() == text.strip()
    assert (WarningCode.ENCODING in codes(document)) is warned


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (
            "Das Modell wurde mit Texten aus dem Netz trainiert und ist für die Forschung. " * 3,
            "de",
        ),
        ("该模型在大规模数据上进行训练，支持多种语言和任务，可用于研究和商业用途。" * 3, "zh"),
        ("too short", None),
    ],
)
def test_language(text, language):
    document = read_bytes(text.encode(), "a.md")
    assert document.language == language
    assert (WarningCode.LANGUAGE in codes(document)) is (language not in {"en", None})


def test_code_does_not_count_as_language():
    source = ENGLISH + "\n\n```\n" + "für das und ist nicht ein Wort\n" * 200 + "```\n"
    assert read_bytes(source.encode(), "a.md").language == "en"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("MODEL_CARD.md", "# Nova\n\ntext", "card"),
        ("x.md", "# Model Card for Nova\n\ntext", "card"),
        ("x.md", "---\nlicense: mit\n---\n# Nova\n", "card"),
        ("x.md", "# Nova\n\n## Training data\n\ntext", "card"),
        ("LICENSE", "Permission is hereby granted, free of charge", "licence"),
        ("x.txt", "NOVA LICENSE AGREEMENT\n\ntext", "licence"),
        ("use-policy.md", "# Nova\n", "policy"),
        ("x.md", "# Acceptable Use Policy\n", "policy"),
        ("x.md", "# Nova Technical Report\n\nAbstract\n", "report"),
        ("x.md", "# Public Summary of Training Content\n", "summary"),
        ("x.md", "# Data Summary for Nova\n", "summary"),
        ("README.md", "# N\n\n## 2. List of data sources\n", "summary"),
        ("config.json", '{"a": 1}', "config"),
        ("index.html", "<html><p>Nova is here</p>", "page"),
        ("x.md", "# Nova\n\nA story.\n", "other"),
    ],
)
def test_kinds(name, text, expected):
    assert read_bytes(text.encode(), name).kind == expected


def test_the_table_of_kinds_loads_and_names_known_kinds():
    rows, placeholders = kind.rules()
    assert len(rows) > 10 and len(placeholders) >= 4
    assert {row.kind for row in rows} <= set(kind.KINDS)


def test_stub_and_template():
    assert WarningCode.STUB in codes(read_bytes(b"# Nova\n\nComing soon.\n", "a.md"))
    form = "# Card\n\n" + "".join(
        f"## Part {i}\n\n[More Information Needed]\n\n" for i in range(12)
    )
    assert WarningCode.TEMPLATE in codes(read_bytes(form.encode(), "a.md"))
    filled = f"{ENGLISH * 20}\n\n[More Information Needed]\n"
    assert codes(read_bytes(filled.encode(), "a.md")) == set()


HOSTILE = {
    "nested.html": b"<div>" * 100_000 + b"x",
    "tables.html": b"<table><tr><td>" * 1500,
    "quotes.md": b">" * 20_000 + b" x",
    "lists.md": b"- " * 5_000 + b"x",
    "items.md": b"<li>x" * 20_000,
    "brackets.md": b"[" * 50_000,
    "links.md": b"[a](" * 10_000,
    "ticks.md": b"`a" * 20_000,
    "stars.md": b"*a **b " * 10_000,
    "comments.md": b"<!--" * 20_000,
    "tables.md": b"<table><td rowspan=9999 colspan=9999>x" * 50,
    "line.txt": b"word " * 200_000,
    "nul.md": b"# A\x00B\n\ntext \x00 here\n",
    "fence.md": b"```\n" * 5_001,
    "front.md": b"---\n" + b"a: [" * 10_000 + b"\n---\n",
    "deep.json": b"[" * 200_000,
    "controls.txt": bytes([1, 7, 8, 27]) + b" text",
    "surrogates.json": b'{"a": "\\ud83d\\ude00 ok \\ud800"}',
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.timeout(20)
def test_hostile_files_are_read_or_refused(name):
    document = read_bytes(HOSTILE[name], name)
    for part in segment(document):
        assert document.text[part.start : part.end]
    assert document.text or document.warnings


def test_a_limit_of_the_process_is_no_damage(monkeypatch):
    def full(*_):
        raise MemoryError

    monkeypatch.setattr("pipeline.readers.language.listen", full)
    with pytest.raises(MemoryError):
        read_bytes(ENGLISH.encode(), "card.md")


LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n"
MHTML = (
    b"From: <Saved by a browser>\r\nSubject: Nova\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n--x\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\nTm92YSBoYXMgMyBiaWxsaW9u\r\n--x--\r\n"
)


@pytest.mark.parametrize(
    ("data", "name"),
    [(LFS, "report.pdf"), (LFS, "README.md"), (MHTML, "page.mhtml"), (MHTML, "page.html"),
     (b"{\\rtf1\\ansi Nova has 3 billion parameters.\\par}", "card.rtf"),
     (b"%!PS-Adobe-3.0\n(x) show", "a.ps")],
)  # fmt: skip
def test_what_only_a_program_can_read_is_no_text(data, name):
    document = read_bytes(data, name)
    assert not document.readable and codes(document) == {WarningCode.UNKNOWN_TYPE}


@pytest.mark.parametrize(
    "text",
    ["Note: MIME-Version: 1.0 and Content-Type: multipart/mixed are heads of messages.\n",
     "Model: Nova\nContent-Type: multipart/mixed is what the service sends.\n",
     "# Files\n\nversion https://git-lfs.github.com/spec/v1 opens a stand-in.\n"],
)  # fmt: skip
def test_a_text_about_such_files_is_one(text):
    assert read_bytes(text.encode(), "card.md").text == text
