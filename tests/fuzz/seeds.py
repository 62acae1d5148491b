"""Files to damage: our own examples, one of each format, and real ones where they are at hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.dossier import example_files

#: What to call the formats by their suffix.
KINDS = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".txt": "txt",
    ".json": "json",
    ".jsonl": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".docx": "docx",
    ".zip": "zip",
}
#: Real files above this size would make the run one of large files.
LARGEST = 400_000

PAGE = """<!doctype html><html lang="en"><head><title>Nova 7B</title><style>p{color:red}</style>
<script>var a = "<p>never shown</p>";</script></head><body><nav><a href="/">Home</a></nav>
<article><h1>Nova 7B</h1><p>Nova 7B has 7.2 billion parameters; 10<sup>25</sup> is a line.</p>
<table><tr><th rowspan="2">Benchmark</th><th colspan="2">Score</th></tr><tr><th>0-shot</th>
<th>5-shot</th></tr><tr><td>Reading</td><td>61.2</td><td>64.0</td></tr></table>
<dl><dt>Licence</dt><dd>Apache 2.0</dd></dl><details><summary>More</summary><p>Hours: 1,200.</p>
</details><form><label><input type="checkbox" checked> Text</label></form>
<ul><li>one<ul><li>two</li></ul></li></ul><pre>code</pre></article><footer>(c) Nova</footer>
</body></html>
"""

TREE = """{"model_type": "nova", "hidden_size": 4096, "architectures": ["NovaForCausalLM"],
 "cardData": {"license": "apache-2.0", "language": ["en", "fr"], "tags": []},
 "model-index": [{"name": "Nova", "results": [{"task": {"type": "text"}, "metrics":
 [{"type": "acc", "value": 0.612}]}]}], "readme":
 "# Nova\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |\\n"}
"""

ROWS = """name: nova-7b
version: 2
tags: &tags
  - text
  - "no"
more: *tags
spec:
  license: apache-2.0
  context: 32768
  notes: |
    Several lines
    of text.
---
second: document
"""

CHAT = """---
license: apache-2.0
language: [en, "no"]
---
# Nova 7B

![badge](https://img.example/b.svg) [Paper](https://nova.example)[^1]

> Quoted: it has $10^{25}$ parts.

| Name | Value |
|:-----|------:|
| Size | 7B    |

<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>

- [x] text
- [ ] image
  1. nested

```python
print("never a statement")
```

<|user|> hello <|assistant|> hi

[^1]: A note.
"""


@dataclass(frozen=True)
class Seed:
    """A file to damage."""

    name: str
    kind: str
    data: bytes


def own_seeds() -> list[Seed]:
    """Return our own examples, at least one of each format."""
    made = [
        Seed("page.html", "html", PAGE.encode()),
        Seed("config.json", "json", TREE.encode()),
        Seed("spec.yaml", "yaml", ROWS.encode()),
        Seed("README.md", "md", CHAT.encode()),
        Seed("card.docx", "docx", _word_file()),
        *_made_pdfs(),
    ]
    for file in example_files():
        made.append(Seed(file.name, KINDS[Path(file.name).suffix], file.data))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for seed in made:
            if len(seed.data) < 20_000:
                archive.writestr(f"docs/{seed.name}", seed.data)
    return [*made, Seed("all.zip", "zip", packed.getvalue())]


def real_seeds(folder: Path) -> Iterator[Seed]:
    """Yield the smaller real documents of a folder, by name."""
    for path in sorted(folder.iterdir()):
        kind = KINDS.get(path.suffix.lower())
        if kind and path.is_file() and path.stat().st_size <= LARGEST:
            yield Seed(path.name, kind, path.read_bytes())


def _word_file() -> bytes:
    from docx import Document

    made = Document()
    made.add_heading("Nova 7B", 1)
    made.add_paragraph("Nova 7B has 7.2 billion parameters.").add_run("2").font.superscript = True
    made.add_paragraph("first", style="List Bullet")
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Score"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Reading"
    table.cell(2, 2).text = "61.2"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _made_pdfs() -> list[Seed]:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    made = []
    for compressed in (0, 1):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=A4, pageCompression=compressed, invariant=1)
        canvas.bookmarkPage("one")
        canvas.addOutlineEntry("Nova 7B", "one")
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 780, "Nova 7B")
        canvas.setFont("Helvetica", 10)
        for line in range(12):
            canvas.drawString(
                72, 750 - 14 * line, f"Line {line} of the text says 1{line}.5 percent."
            )
            canvas.drawString(320, 750 - 14 * line, f"And column two has its line {line} too.")
        for column in range(3):
            for row in range(3):
                canvas.rect(72 + 100 * column, 500 - 20 * row, 100, 20)
                canvas.drawString(76 + 100 * column, 506 - 20 * row, f"cell {row}.{column}")
        canvas.acroForm.checkbox(name="box", x=72, y=400, size=12, checked=True)
        canvas.linkURL("https://nova.example", (72, 380, 200, 392))
        canvas.showPage()
        canvas.setPageRotation(90)
        canvas.drawString(100, 100, "A turned page")
        canvas.showPage()
        canvas.save()
        made.append(Seed(f"made{compressed}.pdf", "pdf", out.getvalue()))
    return made
