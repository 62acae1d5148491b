"""The published Act as a tree, and the same tree after the amendments that the list names.

Words that no patch gives are invented here: what is tested is where they stand, not what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path

import pytest

from pipeline.law.amendments import Amendment, Amendments
from pipeline.law.amendments import Change as Kinds
from pipeline.law.places import Kind, Locator
from pipeline.readers import formex
from pipeline.readers.eurlex_consolidated import AMENDMENT_MARK
from pipeline.readers.legal_text import Change, LegalText, Provision, Text
from pipeline.readers.legal_text import write as real_write

_KINDS = {Kind.ARTICLE: "article", Kind.ANNEX: "annex"}


def published(folder: Path) -> list[Provision]:
    """The articles and annexes of a folder of Formex, as the reader built them."""
    trees: list[Provision] = []

    def keep(data: bytes, name: str, media: str, provisions: list[Provision]) -> LegalText:
        trees.extend(provisions)
        return real_write(data, name, media, provisions)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.readers.formex.write", keep)
        for path in sorted(folder.glob("*.0[01]*.fmx.xml")):
            formex.read_formex(path.read_bytes(), path.name)
    return [tree for tree in trees if tree.kind != "recital"]


def new_words(row: Amendment, patches: Mapping[str, str | None]) -> str:
    """The new words of a row: its patch's, or invented ones."""
    if row.patch and all(key in patches for key in row.patch):
        return "\n".join(text for key in row.patch if (text := patches[key]))
    return f"Invented words, by {row.point}, for this place."


def amended(
    trees: list[Provision], known: Amendments, patches: Mapping[str, str | None]
) -> list[Provision]:
    """The trees after every row of the list."""
    out = deepcopy(trees)
    for row in known.rows:
        first, *rest = new_words(row, patches).split("\n")
        sign = Change(AMENDMENT_MARK, "▼M1", "", 0)
        words = [Text(first, (sign,)), *(Text(line) for line in rest)]
        if not row.locator.path:
            _whole(out, row, words)
        elif row.change is Kinds.INSERTED:
            _insert(out, row, words)
        else:
            _change(out, row, words)
    for place, _ in known.retitled:
        node = _top(out, place)
        node.heading = "An invented title"
        node.title = (node.title[0], node.heading)
    return out


def _top(trees: list[Provision], place: Locator) -> Provision:
    kind = _KINDS[place.kind]
    return next(tree for tree in trees if tree.kind == kind and tree.label == place.number)


def _whole(trees: list[Provision], row: Amendment, words: list[Text]) -> None:
    place = row.locator
    if row.change is Kinds.REPLACED:
        _top(trees, place).parts = [*words]
        return
    node = Provision(_KINDS[place.kind], place.number, parts=[*words])
    node.title, node.heading = (f"Article {place.number}", "Invented"), "Invented"
    if place.kind is Kind.ANNEX:
        node.title, node.heading = (f"ANNEX {place.number}",), ""
        trees.append(node)
        return
    at = max(n for n, tree in enumerate(trees) if tree.kind == "article" and _before(tree, place))
    trees.insert(at + 1, node)


def _before(tree: Provision, place: Locator) -> bool:
    def order(label: str) -> tuple[int, str]:
        digits = "".join(char for char in label if char.isdigit())
        return int(digits), label[len(digits) :]

    return order(tree.label) < order(place.number)


def _find(node: Provision, path: tuple[str, ...]) -> tuple[Provision, Provision]:
    """Return (holder, node) of a path of labels; ordinals are for the caller."""
    holder = node
    for step in path:
        label = step.removeprefix("§")
        holder, node = (
            node,
            next(
                part
                for part in node.parts
                if isinstance(part, Provision) and part.label in (label, f"{node.label}.{label}")
            ),
        )
    return holder, node


def _change(trees: list[Provision], row: Amendment, words: list[Text]) -> None:
    path = row.locator.path
    if path[-1].startswith("¶"):
        _, node = _find(_top(trees, row.locator), path[:-1])
        starts = [n for n, p in enumerate(node.parts) if isinstance(p, Text) and not p.continues]
        first = starts[int(path[-1][1:]) - 1]
        later = [n for n in starts if n > first]
        last = later[0] if later and row.change is Kinds.REPLACED else first + 1
        last = len(node.parts) if not later and row.change is Kinds.REPLACED else last
        node.parts[first:last] = words
        return
    holder, node = _find(_top(trees, row.locator), path)
    if row.change is Kinds.DELETED:
        holder.parts.remove(node)
    else:
        node.parts = [*words]


def _insert(trees: list[Provision], row: Amendment, words: list[Text]) -> None:
    path = row.locator.path
    top = _top(trees, row.locator)
    if path[-1].startswith("¶"):
        _find(top, path[:-1])[1].parts += words
        return
    assert row.after is not None
    holder, sibling = _find(top, row.after.path)
    label = path[-1]
    mark = sibling.mark.replace(sibling.label.rpartition(".")[2], label)
    at = next(n for n, part in enumerate(holder.parts) if part is sibling)
    holder.parts.insert(at + 1, Provision(sibling.kind, label, mark, parts=[*words]))
