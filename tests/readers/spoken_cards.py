"""One invented model card in English and in many other languages."""

from __future__ import annotations

from pathlib import Path

import yaml

_ROWS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))

#: code -> (English name of the language, heading, prose), for languages with a list or a script.
CARDS: dict[str, tuple[str, str, str]] = {
    code: (row["name"], row["heading"], row["prose"])
    for code, row in _ROWS.items()
    if not row.get("without_list")
}
#: code -> prose, for languages that are told by their letters.
WITHOUT_LIST: dict[str, str] = {
    code: row["prose"] for code, row in _ROWS.items() if row.get("without_list")
}

ENGLISH = (
    "Ostrea 7B is a language model that Ostrea Labs built for people who sort old letters by hand. "
    "It was trained on 2 trillion tokens of web text, books and code, and the weights are released "
    "under the Apache License 2.0. The answers can be wrong, and they are not meant as a medical "
    "advice. We have checked the model on letters that were not in the training data, and it has "
    "found the right sender for most of them. It is not able to read pictures, and it was not made "
    "for children. The lab can be reached by mail, and it is glad about every report of a fault."
)
