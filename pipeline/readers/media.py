"""What kind of file it is: by its first bytes, then by its name, then by what it says."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.readers import charset

MARKDOWN = "text/markdown"
PLAIN = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSON = "application/json"
JSONL = "application/jsonl"
YAML = "application/yaml"
ZIP = "application/zip"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
GIF, WEBP, BMP = "image/gif", "image/webp", "image/bmp"
#: First bytes of a picture -> its media type.
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
    b"II*\x00": TIFF,
    b"MM\x00*": TIFF,
    b"GIF8": GIF,
    b"RIFF": WEBP,
    b"BM": BMP,
}
UNKNOWN = "application/octet-stream"

_BY_SUFFIX = {
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "mdx": MARKDOWN,
    "qmd": MARKDOWN,
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "json": JSON,
    "jsonl": JSONL,
    "ndjson": JSONL,
    "yaml": YAML,
    "yml": YAML,
    "pdf": PDF,
    "docx": DOCX,
}
#: Members that make a ZIP one document: of an office suite, a book, a program.
_PACKED_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
#: Texts that only a program can read: rich text, PostScript, a stand-in for a file that Git LFS
#: keeps elsewhere. Their words are no documentation, nor is it silent.
_CODED_START = re.compile(
    rb"\s*(?:\{\\rtf\d|%!PS-|version https://git-lfs\.github\.com/spec/v\d)", re.I
)
#: Heads of a message or of a saved page (MHTML), whose parts are packed as text.
_MESSAGE_START = re.compile(rb"\s*[A-Za-z][A-Za-z-]*:[ \t]")
_MESSAGE_MARKS = (
    re.compile(rb"^MIME-Version:[ \t]*1\.0", re.I | re.M),
    re.compile(rb"^Content-Type:[ \t]*multipart/", re.I | re.M),
)
_PDF_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6} \S", re.M),
    re.compile(r"\*\*[^*\n]{2,80}\*\*"),
    re.compile(r"^\|.*\|\s*\n\|[ :|-]+\|", re.M),
    re.compile(r"^```", re.M),
    re.compile(r"\[[^\]\n]+\]\([^)\s]+\)"),
)
#: Some programs number the body: document2.xml.
_WORD_BODY = re.compile(r"word/document\d*\.xml")
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})


def media_type(data: bytes, name: str) -> str:
    """Return the media type of a file's content.

    Magic bytes win over the name, and the name over the look of the text: a PDF named
    ``card.md`` is a PDF, and a licence without a suffix is plain text.

    Args:
        data: The file's bytes.
        name: Its name; only the suffix counts.

    Returns:
        One of the constants of this module; ``UNKNOWN`` for content of no known kind, binary or
        packed into text.
    """
    # Signs of two or four bytes are looked at as those of one.
    if found := charset.marked(data) or charset.wide(data):
        text = data[:4_000_000].decode(found, errors="replace").removeprefix("\ufeff")
        data = text.encode("utf-8", "replace")
    head = data[:1024]
    if _PDF_START.match(head) or (b"%PDF-" in head and not _speaks_of_pdf(data)):
        return PDF
    if _is_coded(data[:8192]):
        return UNKNOWN
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, name)
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix in {"pdf", "docx"} and not _looks_like_text(data):
        return _BY_SUFFIX[suffix]
    if not _looks_like_text(data):
        return _picture(data)
    if suffix in _BY_SUFFIX and suffix not in {"pdf", "docx"}:
        return _BY_SUFFIX[suffix]
    return _sniff(data)


def pictures() -> frozenset[str]:
    """Return the media types of pictures."""
    return frozenset(_PICTURES.values())


def _picture(data: bytes) -> str:
    for start, found in _PICTURES.items():
        if data.startswith(start) and (start != b"RIFF" or data[8:12] == b"WEBP"):
            return found
    return UNKNOWN


def named(name: str) -> str:
    """Return the media type that a name's suffix speaks of; ``UNKNOWN`` where it speaks of none."""
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return _BY_SUFFIX.get(suffix, ZIP if suffix == "zip" else UNKNOWN)


def _packed(data: bytes, name: str) -> str:
    """Tell a Word file, another kind of document packed as ZIP, and an archive of files."""
    word = named(name) == DOCX
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return DOCX if word or b"word/document.xml" in data else ZIP
    if "word/document.xml" in names:
        return DOCX
    return UNKNOWN if word or names & _PACKED_DOCUMENTS else ZIP


def _is_coded(head: bytes) -> bool:
    if _CODED_START.match(head):
        return True
    return bool(_MESSAGE_START.match(head)) and all(mark.search(head) for mark in _MESSAGE_MARKS)


def _speaks_of_pdf(data: bytes) -> bool:
    """True for a text that names the mark of a PDF and has not its end."""
    return _looks_like_text(data) and not (b"endobj" in data and b"%%EOF" in data[-1024:])


def _looks_like_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls <= len(sample) * 0.01 + 2 and (b"\x00" not in sample[:16] or not controls > 2)


def _sniff(data: bytes) -> str:
    if _HTML_START.match(data[:4096]):
        return HTML
    text = data[:65536].decode("utf-8", errors="replace").lstrip("\ufeff")
    stripped = text.lstrip()
    if stripped.startswith("---\n") and "\n---" in stripped[4:]:
        return MARKDOWN
    if stripped[:1] in "{[" and _is_json(data):
        return JSON
    if sum(bool(sign.search(text)) for sign in _MARKDOWN_SIGNS) >= 2:
        return MARKDOWN
    return PLAIN


def _is_json(data: bytes) -> bool:
    import json

    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
