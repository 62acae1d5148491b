"""An unfilled form is said to be one; a card of which some places are empty is a card."""

from pipeline.readers.read import read_bytes
from pipeline.schema import WarningCode
from pipeline.segments import segment

KEYS = ("Developed by", "Model type", "Licence", "Language", "Data", "Hardware", "Contact", "Use")


def card(empty: int, filled: int, metadata: str = "") -> str:
    places = [f"- **{KEYS[i % 8]} {i}:** [More Information Needed]" for i in range(empty)]
    places += [f"- **{KEYS[i % 8]} {i}:** Nova Labs of Bonn says this" for i in range(filled)]
    return f"{metadata}# Model Card for Nova\n\n" + "\n".join(places) + "\n"


def template(text: str, name: str = "card.md") -> list[str]:
    document = read_bytes(text.encode(), name)
    return [w.message for w in document.warnings if w.code is WarningCode.TEMPLATE]


def test_twice_as_many_empty_places_as_filled_ones_make_a_form():
    (message,) = template(card(12, 6))
    assert "12 places are not filled in and 6 are" in message


def test_fewer_do_not():
    assert template(card(12, 7)) == []
    assert template(card(8, 8)) == []


def test_metadata_at_the_head_fills_no_place():
    metadata = "---\nlicense: mit\nlanguage: en\ntags: [a, b]\nlibrary_name: x\n---\n"
    assert template(card(12, 6, metadata)) == template(card(12, 6))


def test_hints_in_brackets_fill_no_place():
    hints = "".join(f"**Field {i}:** [Say how many of them there are]\n\n" for i in range(20))
    form = card(8, 0) + "\n" + hints
    assert len(template(form)) == 1
    links = "".join(f"**Field {i}:** [the report](https://nova.example)\n\n" for i in range(20))
    assert template(card(8, 0) + "\n" + links) == []


def test_sections_count_as_places():
    empty = "".join(f"## Part {i}\n\n[More Information Needed]\n\n" for i in range(8))
    filled = "".join(f"## Said {i}\n\nNova reads text and images.\n\n" for i in range(5))
    assert len(template("# Card\n\n" + empty)) == 1
    assert template("# Card\n\n" + empty + filled) == []


def test_without_the_warning_the_empty_places_are_still_there():
    document = read_bytes(card(8, 8).encode(), "card.md")
    assert sum("More Information Needed" in s.text for s in segment(document)) == 8
