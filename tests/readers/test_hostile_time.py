"""Files made to exhaust a regular expression or a table are read in bounded time."""

import pytest

from pipeline.readers import media
from pipeline.readers.read import read_bytes
from pipeline.segments import segment

SLOW = {
    "spaces.txt": b"a" + b" " * 200_000 + b"x",
    "spaces.md": b"a" + b" " * 200_000 + b"x",
    "spaces.yaml": b"a: b" + b" " * 200_000 + b"x",
    "dots.txt": b"." * 100_000,
    "comments.bin": b"<!-- -->" * 1000,
    "spans.html": b"<table>" + b"<tr><td rowspan=200 colspan=200>y" * 60 + b"</table>",
    "spans.md": b"<table>" + b"<tr><td rowspan=200 colspan=200>y" * 60 + b"</table>",
    "notes.md": b" ".join(b"Text here[^%d]." % i for i in range(8_000)),
    "tags.md": b"<table>" * 40_000 + b"</table> words",
    "terms.html": b"<dl>" + b"<dt>one of many</dt>" * 8_000 + b"<dd>b</dd>" * 8_000 + b"</dl>",
    "rules.md": b"a\n" + b"|---|---|\n" * 8_000,
}


@pytest.mark.parametrize("name", sorted(SLOW))
@pytest.mark.timeout(8)
def test_time_is_bounded_and_runs_are_exact(name):
    document = read_bytes(SLOW[name], name)
    assert document.text
    for part in segment(document):
        for run in part.runs:
            own = document.text[run.start : run.start + run.length]
            assert part.text[run.at : run.at + run.length] == own


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"Each export opens with %PDF-1.7, as viewers ask.", "README.md", media.MARKDOWN),
        (b"\n%PDF-1.4 body", "card.md", media.PDF),
        (b"\x00\x01\x02\x03\x00\x00" * 9 + b"%PDF-1.4", "card", media.PDF),
        (b"<!-- a --> <!-- b --><html><p>x", "page", media.HTML),
        (b"<!-- a --> words of a text", "page", media.PLAIN),
    ],
)
def test_types_of_files_that_look_like_others(data, name, expected):
    assert media.media_type(data, name) == expected
