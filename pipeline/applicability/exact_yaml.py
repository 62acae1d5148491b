"""YAML with numbers kept as the digits that were written, and with keys given twice refused."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from typing import Any

from pipeline.errors import BadInput


def load(text: str, name: str) -> Any:
    """Return what a YAML text holds; floats come as Decimal.

    Args:
        text: The YAML.
        name: What to call it in messages.

    Raises:
        BadInput: it is not YAML, or a key stands twice in one mapping; all such keys are told.
    """
    found, twice = read(text, name)
    if twice:
        raise BadInput(f"{name}: {'; '.join(twice)}; keep one of each")
    return found


def read(text: str, name: str) -> tuple[Any, tuple[str, ...]]:
    """Return what a YAML text holds, and in words each key that stands twice in one mapping.

    Raises:
        BadInput: it is not YAML.
    """
    import yaml

    twice: list[str] = []

    class Loader(yaml.SafeLoader):
        pass

    def exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Any:
        written = str(loader.construct_scalar(node)).replace("_", "")
        try:
            return Decimal(written)
        except ArithmeticError:  # .inf, .nan and base 60, which no key takes
            return written

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Any:
        # Only plain keys can be told apart before they are built; others fail as no names below.
        seen: set[Hashable] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen and key.tag != "tag:yaml.org,2002:merge":
                    twice.append(f"given twice: {key.value!r} in line {key.start_mark.line + 1}")
                seen.add(key.value)
        return loader.construct_yaml_map(node)

    def moment(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Any:
        try:
            return loader.construct_yaml_timestamp(node)
        except ValueError:  # no such day: told with all other faults, by the key that holds it
            return str(loader.construct_scalar(node))

    Loader.add_constructor("tag:yaml.org,2002:float", exact)
    Loader.add_constructor("tag:yaml.org,2002:timestamp", moment)
    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    try:
        found = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader, floats aside
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        told = " ".join(str(error).split())
        raise BadInput(f"{name} is not YAML: {told}") from error
    return found, tuple(twice)
