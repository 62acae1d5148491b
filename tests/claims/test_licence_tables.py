"""Licences in the words of many cards: which, of what, whose; and what is none."""

from __future__ import annotations

import pytest

from pipeline.claims import licence
from pipeline.claims.context import context
from pipeline.claims.licences import Openness, known_id, licences, lookup, slug
from pipeline.schema import Identity, Polarity, Whose


@pytest.fixture
def find(read, nova):
    def run(text: str, name: str = "card.md", kind: str = "card"):
        document, segments = read(text, name, kind)
        claims = list(licence.find(context(document, segments, nova)))
        for claim in claims:
            assert document.quote(claim.span) == claim.value.raw
        return claims

    return run


def own(claims) -> set[str]:
    return {
        str(c.value.norm)
        for c in claims
        if c.whose is Whose.OWN and c.polarity is Polarity.AFFIRMED
    }


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        # front matter and labels
        ("---\nlicense: mit\n---\n# Nova 2\n", {"MIT"}),
        ("---\nlicense: cc-by-nc-4.0\n---\n# Nova 2\n", {"CC-BY-NC-4.0"}),
        ("---\nlicense: apache-2.0\nlicense_link: LICENSE\n---\n# Nova 2\n", {"Apache-2.0"}),
        ("- **License:** Apache-2.0\n", {"Apache-2.0"}),
        ("- **License:** Apache License, Version 2.0\n", {"Apache-2.0"}),
        ("- **License:** [MIT](https://nova.example/LICENSE)\n", {"MIT"}),
        ("- **Licence:** CC BY 4.0\n", {"CC-BY-4.0"}),
        ("- **License(s):** MIT License\n", {"MIT"}),
        ("- **Model License:** CC-BY-SA-4.0\n", {"CC-BY-SA-4.0"}),
        ("- **License [optional]:** MIT\n", {"MIT"}),
        ("License: BSD 3-Clause License\n", {"BSD-3-Clause"}),
        ("| | |\n|---|---|\n| License | MIT |\n", {"MIT"}),
        ("| Field | Value |\n|---|---|\n| Licence | Apache 2.0 |\n", {"Apache-2.0"}),
        ("| Model | License |\n|---|---|\n| Nova 2 7B | MIT |\n", {"MIT"}),
        # headings
        ("## License\n\nMIT\n", {"MIT"}),
        ("## Licensing\n\nNova 2 is under the Apache 2.0 license.\n", {"Apache-2.0"}),
        ("## License\n\nSee the MIT License for details.\n", {"MIT"}),
        ("## License\n\n[Apache 2.0](LICENSE)\n", {"Apache-2.0"}),
        ("## License\n\nThis model is licensed under CC BY-NC 4.0.\n", {"CC-BY-NC-4.0"}),
        # prose
        ("Nova 2 is released under the MIT License.\n", {"MIT"}),
        ("Nova 2 is released under the permissive Apache 2.0 licence.\n", {"Apache-2.0"}),
        ("We release the weights of Nova 2 under Apache 2.0.\n", {"Apache-2.0"}),
        ("The model weights are licensed under CC BY-NC-SA 4.0.\n", {"CC-BY-NC-SA-4.0"}),
        ("Both checkpoints are distributed with an MIT license.\n", {"MIT"}),
        ("Our models are Apache-2.0 licensed.\n", {"Apache-2.0"}),
        ("The weights are open-sourced under Apache 2.0.\n", {"Apache-2.0"}),
        ("Nova 2 and its code are available under the MIT License.\n", {"MIT"}),
        ("This repository and the model weights are licensed under the MIT License.\n", {"MIT"}),
        ("Code is under MIT and the weights are under CC BY 4.0.\n", {"CC-BY-4.0"}),
        ("The code is under MIT, while the models use CC BY 4.0 as their license.\n",
         {"CC-BY-4.0"}),
        ("Nova 2 is subject to the Novum Research License.\n", {"novum-research-license"}),
        # badges
        ("[![License](https://img.shields.io/badge/License-Apache_2.0-blue.svg)](LICENSE)\n",
         {"Apache-2.0"}),
        ("![](https://img.shields.io/badge/license-MIT-green)\n", {"MIT"}),
        ("![](https://badgen.net/badge/license/MIT/blue)\n", {"MIT"}),
        ("![](https://badgen.net/badge/license/apache2.0/blue)\n", {"Apache-2.0"}),
        ("![](https://img.shields.io/badge/Model_License-CC--BY--NC--4.0-red)\n",
         {"CC-BY-NC-4.0"}),
    ],
)  # fmt: skip
def test_the_models_licence(find, text: str, norms: set[str]) -> None:
    assert own(find(text)) == norms


@pytest.mark.parametrize(
    "text",
    [
        "---\nlicense: other\n---\n# Nova 2\n",
        "---\nlicense: unknown\n---\n# Nova 2\n",
        "# Nova 2\n\nSee LICENSE.\n",
        "**License:** [More Information Needed]\n",
        "**License:** see below\n",
        "**Licensee:** Nova Labs\n",
        "**Dataset license:** CC-BY-4.0\n",
        "**Code License:** MIT\n",
        "The source code is released under the MIT License.\n",
        "The scripts in this repository are under Apache 2.0.\n",
        "The data set is licensed under CC-BY-SA-4.0.\n",
        "Wikipedia text is licensed under CC-BY-SA-3.0.\n",
        "We removed files that are not licensed under MIT or Apache 2.0 from the data.\n",
        "The benchmark is released under CC-BY-4.0.\n",
        "Falcon is released under the Apache 2.0 license.\n",
        "Unlike Falcon, which is licensed under Apache 2.0, we do not publish weights.\n",
        "Nova 2 was built at MIT.\n",
        "We searched for content licensed under CC0 or in the public domain.\n",
        "Images that are licensed under CC-BY-4.0 were kept.\n",
        "Nova 2 is served by Apache 2.0 servers.\n",
        "We filter for permissively licensed code (MIT, BSD-3-Clause).\n",
        "```\nlicense: mit\n```\n",
        "![](https://img.shields.io/badge/Code_License-MIT-green)\n",
        "![](https://img.shields.io/badge/python-3.8-green)\n",
        "You need a licence for commercial use.\n",
        "By using the model you accept the license.\n",
        "",
    ],
)
def test_what_is_no_licence_of_the_model(find, text: str) -> None:
    assert own(find(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Nova 2 is not released under Apache 2.0.\n",
        "The weights are no longer licensed under the MIT License.\n",
    ],
)
def test_a_denial_affirms_nothing(find, text: str) -> None:
    assert own(find(text)) == set()


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("The model weights are released under CC BY 4.0.\n", "weights"),
        ("**Code License:** CC BY 4.0\n", "code"),
        ("The code is released under CC BY 4.0.\n", "code"),
        ("**License:** CC BY 4.0\n", None),
    ],
)
def test_what_is_licensed(find, text: str, qualifier: str | None) -> None:
    assert [c.value.qualifier for c in find(text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "name", "norms"),
    [
        ("Apache License\nVersion 2.0, January 2004\n", "LICENSE", {"Apache-2.0"}),
        ("BSD 3-Clause License\n\nCopyright (c) 2025\n", "LICENSE", {"BSD-3-Clause"}),
        (
            "Permission is hereby granted, free of charge, to any person obtaining a copy of\n",
            "COPYING", {"MIT"},
        ),
        ("NOVUM COMMUNITY LICENSE AGREEMENT\n\nTerms.\n", "L.txt",
         {"novum-community-license-agreement"}),
        ("LICENSE AGREEMENT\n\nTerms.\n", "L.txt", set()),
        ("Terms between you and us.\n", "L.txt", set()),
    ],
)  # fmt: skip
def test_licence_files(find, text: str, name: str, norms: set[str]) -> None:
    assert own(find(text, name, "licence")) == norms


@pytest.mark.parametrize(
    "rival",
    [
        "Falcon is released under the GPL-3.0 license.",
        "The data are licensed under CC-BY-SA-3.0.",
        "The evaluation code is released under the BSD-3-Clause license.",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "---\nlicense: mit\n---\n# Nova 2\n",
        "## License\n\nMIT\n",
        "Nova 2 is under the MIT License.\n",
    ],
)
def test_a_rivals_licence_changes_nothing(find, text: str, rival: str) -> None:
    assert own(find(f"{text}\n## Comparison\n\n{rival}\n")) == {"MIT"}


@pytest.mark.parametrize(
    ("name", "norm"),
    [
        ("MIT", "MIT"),
        ("mit", "MIT"),
        ("Apache-2.0", "Apache-2.0"),
        ("apache 2.0", "Apache-2.0"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc0-1.0", "CC0-1.0"),
        ("gpl-3.0", "GPL-3.0-only"),
        ("agpl-3.0", "AGPL-3.0-only"),
        ("bsd-3-clause", "BSD-3-Clause"),
        ("llama2", "llama-2-license-2023"),
        ("llama3.1", "llama-3.1-license-2024"),
        ("other", None),
        ("unknown", None),
        ("", None),
        ("see below", None),
    ],
)
def test_known_ids(name: str, norm: str | None) -> None:
    assert known_id(name) == norm


@pytest.mark.parametrize(
    ("name", "openness"),
    [
        ("MIT", Openness.YES),
        ("bsd-3-clause", Openness.YES),
        ("cc-by-4.0", Openness.YES),
        ("cc-by-sa-4.0", Openness.YES),
        ("cc-by-nc-sa-4.0", Openness.NO),
        ("cc-by-nd-4.0", Openness.NO),
        ("llama2", Openness.NO),
        ("llama3", Openness.NO),
    ],
)
def test_openness(name: str, openness: Openness) -> None:
    found = lookup(name)
    assert found is not None
    assert found.open is openness


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Novum  License", "novum-license"),
        ("--Novum--", "novum"),
        ("Novum v1.0", "novum-v1.0"),
        ("GPL-3.0+", "gpl-3.0+"),
        ("Llizenz für alle", "llizenz-f-r-alle"),
        ("...", ""),
    ],
)
def test_slugs(name: str, key: str) -> None:
    assert slug(name) == key
    assert slug(key) == key


@pytest.mark.parametrize("row", licences(), ids=lambda row: row.id)
def test_each_licence_is_found_by_each_of_its_ids(row) -> None:
    for key in (row.id, row.id.upper(), row.name, f"LicenseRef-scancode-{row.id}", *row.aliases):
        found = lookup(key)
        assert found is not None, key
        assert found.id == row.id, key


@pytest.mark.parametrize("row", licences(), ids=lambda row: row.id)
def test_a_label_with_an_alias_gives_the_licence(find, row) -> None:
    (claim,) = find(f"---\nlicense: {row.aliases[0] if row.aliases else row.id}\n---\n# Nova 2\n")
    assert (claim.value.norm, claim.whose) == (row.id, Whose.OWN)


@pytest.mark.parametrize(
    ("model", "norm"),
    [("GLM-130B", "glm-130b-license"), ("Tern 2", "tern-2-model-license")],
)
def test_a_nameless_model_licence_is_looked_up_by_the_whole_name_too(
    read, model: str, norm: str
) -> None:
    text = f"# {model}\n\nUse of the model weights is subject to the Model License.\n"
    document, segments = read(text)
    claims = licence.find(context(document, segments, Identity(model=model, provider="")))
    assert [claim.value.norm for claim in claims] == [norm]
