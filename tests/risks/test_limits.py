"""Long documents: what is kept, and that the reason says how much there is."""

from __future__ import annotations

from pipeline.risks.coding import KEPT, KEPT_CODE, KEPT_FACET, code
from pipeline.schema import Facet
from tests.risks.cards import HEAD, coded, read


def _long(times: int) -> str:
    lines = [
        f"We tested Tern 2 on biological weapons task {n} with malicious actors."
        for n in range(times)
    ]
    return HEAD + "## Safety\n\n" + "\n\n".join(lines) + "\n"


def test_passages_are_kept_up_to_a_number_and_counted_beyond() -> None:
    row = coded(_long(40))["cbrn"]
    assert len(row.evidence) == KEPT
    assert len(row.facet(Facet.METHOD)) == KEPT_FACET
    assert {len(one.evidence) for one in row.codes} == {KEPT_CODE}
    assert row.because.startswith("40 passages: ")
    source = coded(_long(40))["capability/weapons"]
    assert len(source.evidence) == KEPT_FACET
    assert not source.codes
    starts = [span.start for span in row.evidence]
    assert starts == sorted(starts)


def test_the_same_documents_give_the_same_rows_in_any_order() -> None:
    documents, segments, identity = read(
        _long(3), HEAD + "## Safety\n\nCyber attacks are a risk.\n"
    )
    one = code(documents, segments, identity)
    assert one == code(documents, dict(reversed(segments.items())), identity)
    assert [row.axis for row in one][:4] == ["specified"] * 4
