"""Write the example's technical report as a PDF: corpora/example/ostrea-2-report.pdf.

The model, its maker and every figure are invented. The file is the same, byte for byte, each time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

TARGET = Path(__file__).resolve().parent.parent / "corpora" / "example" / "ostrea-2-report.pdf"

STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", parent=STYLES["BodyText"], fontSize=10.5, leading=14.5)
HEAD = ParagraphStyle("head", parent=STYLES["Heading1"], fontSize=14, spaceBefore=14)
SUB = ParagraphStyle("sub", parent=STYLES["Heading2"], fontSize=11.5, spaceBefore=8)


def table(rows: list[list[str]]) -> Table:
    """Return a ruled table whose first row is its header."""
    made = Table(rows, hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
                ("FONTSIZE", (0, 0), (-1, -1), 9.5),
            ]
        )
    )
    return made


def story() -> list[Flowable]:
    """Return the report."""
    return [
        Paragraph("Ostrea 2 Technical Report", STYLES["Title"]),
        Paragraph("Corvane Labs, Inc. · Version 1.0 · 16 September 2025", BODY),
        Paragraph("Abstract", HEAD),
        Paragraph(
            "We present Ostrea 2, two dense language models of 8.1 billion and 62 billion "
            "parameters. This report says how they were trained and tested, and which facts we "
            "keep to ourselves.",
            BODY,
        ),
        Paragraph("1 Architecture", HEAD),
        Paragraph(
            "Ostrea 2 is a decoder-only transformer. We chose grouped-query attention in order to "
            "halve the memory of the cache at long contexts. Both models accept contexts of up to "
            "32,768 tokens.",
            BODY,
        ),
        Spacer(1, 6),
        table(
            [
                ["Model", "Layers", "Hidden size", "Parameters"],
                ["Ostrea 2 8B", "32", "4,096", "8.1B"],
                ["Ostrea 2 62B", "72", "8,192", "62B"],
            ]
        ),
        Paragraph("2 Training", HEAD),
        Paragraph("2.1 Data", SUB),
        Paragraph(
            "The pre-training corpus holds 9 trillion tokens: 71 % web pages from Common Crawl, "
            "18 % public source code, 6 % books under licence and 5 % synthetic exercises written "
            "by an earlier Ostrea model. Our crawler, CorvaneBot, reads robots.txt and leaves out "
            "every site that reserves its rights there.",
            BODY,
        ),
        Paragraph("2.2 Process", SUB),
        Paragraph(
            "Pre-training minimised next-token cross-entropy with AdamW and a cosine schedule. It "
            "was followed by supervised fine-tuning on 1.2 million dialogues and by direct "
            "preference optimisation. We preferred direct preference optimisation to "
            "reinforcement learning because it was steadier in small trials.",
            BODY,
        ),
        Paragraph("2.3 Compute", SUB),
        Paragraph(
            "Ostrea 2 62B was trained on 2,048 NVIDIA H100 accelerators for 71 days, which is 3.5 "
            "million GPU hours. Training it took 3.3 × 10<super>24</super> FLOP, estimated as six "
            "times parameters times tokens. The energy used in training is not disclosed.",
            BODY,
        ),
        Paragraph("3 Evaluation", HEAD),
        Paragraph(
            "All scores come from our own harness with greedy decoding. Test sets were searched "
            "for in the training data by 13-gram overlap, and documents that matched were dropped.",
            BODY,
        ),
        Spacer(1, 6),
        table(
            [
                ["Benchmark", "Setting", "Ostrea 2 8B", "Ostrea 2 62B"],
                ["MMLU", "5-shot", "66.1", "79.4"],
                ["GSM8K", "8-shot", "61.7", "84.0"],
                ["HumanEval", "pass@1", "48.2", "67.1"],
            ]
        ),
        Paragraph("4 Safety", HEAD),
        Paragraph(
            "A team of nine testers tried for three weeks to make the instruction-tuned models "
            "help with biological and chemical weapons, and found no answer that went beyond "
            "public textbooks. Offensive cyber ability was measured on 40 capture-the-flag tasks, "
            "of which Ostrea 2 62B solved four.",
            BODY,
        ),
    ]


def page_number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    """Draw the running header and the page number."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(2.2 * cm, 28.3 * cm, "Ostrea 2 Technical Report")
    canvas.drawRightString(18.8 * cm, 1.4 * cm, str(document.page))


def main() -> None:
    """Write the file named on the command line, or the example's own."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    document = SimpleDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=2.2 * cm,
        rightMargin=2.2 * cm,
        topMargin=2.2 * cm,
        bottomMargin=2.2 * cm,
        title="Ostrea 2 Technical Report",
        author="Corvane Labs, Inc. (invented)",
        invariant=1,
    )
    document.build(story(), onFirstPage=page_number, onLaterPages=page_number)


if __name__ == "__main__":
    main()
