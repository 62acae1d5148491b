"""Licences by nobody, and fingerprints of them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.licences.fingerprints import Piece, Reference, shingles
from pipeline.licences.words import words

TERN = """TERN COMMUNITY LICENCE 2.1
Version 2.1, 4 March 2025

1. Grant. You are granted a worldwide, royalty-free right to use, copy, change and share the Model.
2. Threshold. Where your services reach more than 300 million monthly users, you must ask Tern
for another licence, which Tern may refuse.
3. Naming. Any model built with it must have a name that begins with "Tern", and you shall keep
this text with every copy; you may not remove notices.
4. Warranty. The Model is given as it is, and Tern is liable for nothing whatever happens.
5. Ending. These rights end thirty days after you break Section 3.
"""
#: The next edition of the same text: one threshold and the dates are different.
TERN_3 = TERN.replace("2.1", "3.0").replace("4 March 2025", "9 May 2026").replace("300", "100")
SMEW = """Leave is given, free of charge, to anybody who gets a copy of the Weights to use, copy,
merge, publish and sell them without restriction, if this notice stays in all copies.

The Weights are provided by the holders as they are, without any promise. In no event shall the
holders answer for any claim that arises from the Weights or from their use by anyone at all.
"""
AVOCET = """The Avocet Licence

You may share and change the Work if you give the same rights to everybody who gets it from you.
You must say what you changed, and you may not add other terms of your own to these.
Neither the name of the House nor the names of its workers may be used to praise what you made
without their written leave beforehand.

How to use this licence

Put a line with the year and your name at the head of your work and this text beside it.
"""


def fold(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def reference(
    key: str, text: str, parts: Sequence[tuple[str, bool, bool]] = (), title: str = ""
) -> Reference:
    """Return a fingerprint; parts are (text, optional, whether a name may stand before)."""
    pieces = []
    for part, optional, named in parts or ((text, False, False),):
        row = fold(part)
        pieces.append(Piece(len(row), shingles(row), optional, named))
    every = frozenset(value for piece in pieces for value in piece.hashes)
    return Reference(key, key.title(), frozenset(fold(f"{key} {title}")), tuple(pieces), every)


_NAME, _APPENDIX = "the House", "How to use this licence"
_BEFORE, _AFTER = AVOCET.split(_NAME)
KNOWN = (
    reference("tern-2.1", TERN),
    reference("tern-3.0", TERN_3),
    reference("smew", SMEW, title="Smew Licence"),
    reference(
        "avocet",
        AVOCET,
        [
            (_BEFORE, False, False),
            (_AFTER.split(_APPENDIX)[0], False, True),
            (_APPENDIX + _AFTER.split(_APPENDIX)[1], True, False),
        ],
    ),
)
TEXTS = (("tern-2.1", TERN), ("tern-3.0", TERN_3), ("smew", SMEW), ("avocet", AVOCET))
