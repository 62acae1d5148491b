"""What sentences say about the offer of a model, and what they do not, on both sides.

Expected signs were written down for each sentence before any pattern was run on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from pipeline.applicability.decide import Decision, decide
from pipeline.applicability.signals import Signals, read
from pipeline.catalogue.obligations import obligations
from pipeline.readers.read import read_bytes
from pipeline.schema import Identity, Verdict
from pipeline.segments.build import segment

WATCHED = {"weights", "weights_not", "eu_excluded", "money", "no_crawling"}


def signs(lines: Sequence[str]) -> Signals:
    document = read_bytes("\n\n".join(["# Heron-7B", *lines]).encode(), "README.md")
    return read([document], {document.id: segment(document)})


#: (sentence, signs that it gives; anything else of WATCHED must not show)
ROWS = [
    # The weights can be had.
    ("We release the weights under Apache 2.0.", {"weights"}),
    ("The checkpoints are available for download.", {"weights"}),
    ("Heron-7B is an open-weight model.", {"weights"}),
    ("Heron is a family of open-weight models.", {"weights"}),
    ("Today we open-sourced the checkpoints.", {"weights"}),
    ("Download the weights from our site.", {"weights"}),
    ("model = AutoModel.from_pretrained('heron/heron-7b')", {"weights"}),
    # They cannot.
    ("The weights are not publicly available.", {"weights_not"}),
    ("The weights will not be released.", {"weights_not"}),
    ("We do not release the weights.", {"weights_not"}),
    ("We do not plan to publish the model weights.", {"weights_not"}),
    ("The checkpoints cannot be downloaded.", {"weights_not"}),
    ("Heron is a closed-source model.", {"weights_not"}),
    ("Heron is available only through our API.", {"weights_not"}),
    # Others' models, other things that are open, and weights that are something else.
    ("It beats other open-source models by a wide margin.", set()),
    ("It outperforms every closed-source model of its size.", set()),
    ("It rivals closed-source models such as Egret.", set()),
    ("We compare against open-weight models of similar size.", set()),
    ("It was built with an open-source library.", set()),
    ("We used open-source datasets only.", set()),
    ("Thanks to the open-source community.", set()),
    ("The weights of the loss terms were tuned.", set()),
    ("The weights are not quantized.", set()),
    ("Weights are available on request.", set()),
    ("Checkpoints are available to selected partners.", set()),
    # The Union is shut out.
    ("Heron is not available in the European Union.", {"eu_excluded"}),
    ("It is offered worldwide, excluding the European Union.", {"eu_excluded"}),
    ("The licence covers all countries other than the EU and the UK.", {"eu_excluded"}),
    ("It may be used only outside the European Union.", {"eu_excluded"}),
    # It is not.
    ("Heron is available worldwide, including the European Union.", set()),
    ("Training data excludes personal data of EU residents.", set()),
    ("We exclude websites from the European Union that opted out.", set()),
    ("If you are located outside of the EEA, you contract with Heron Inc.", set()),
    ("It was trained on a cluster in the European Union.", set()),
    ("Except for the EU AI Act, no law is discussed here.", set()),
    # Money.
    ("A commercial license is required for larger firms.", {"money"}),
    ("Contact us for a commercial licence.", {"money"}),
    ("For commercial licensing contact sales.", {"money"}),
    ("Input costs $0.15 / 1M input tokens.", {"money"}),
    ("An enterprise licence is available.", {"money"}),
    ("Heron-7B is dual-licensed.", {"money"}),
    ("It comes under a copyleft licence or a paid licence.", {"money"}),
    ("You must provide your email address before you can go on.", {"money"}),
    ("By agreeing to share your contact information you get access.", {"money"}),
    ("You need to agree to share your contact information first.", {"money"}),
    ("Heron Chat is financed by advertising.", {"money"}),
    ("It is open only to paying customers.", {"money"}),
    ("A support contract is required.", {"money"}),
    ("The code is dual-licensed under MIT and Apache-2.0.", set()),
    ("Optional support can be bought from us.", set()),
    ("No subscription is needed.", set()),
    ("No support contract is required.", set()),
    ("It was trained on ad-free pages.", set()),
    ("It beats many available open source and closed chat models.", set()),
    ("It is stronger than other open-source ones.", set()),
    # None.
    ("No commercial licence is required.", set()),
    ("You do not need a commercial license.", set()),
    ("Commercial use is permitted.", set()),
    ("Training cost $5 million.", set()),
    ("It answers questions on pricing.", set()),
    # It did not crawl.
    ("We did not crawl the web.", {"no_crawling"}),
    ("We did not crawl the web to train this model.", {"no_crawling"}),
    ("No web crawling was performed.", {"no_crawling"}),
    ("No crawlers were used.", {"no_crawling"}),
    ("Heron Labs does not scrape websites.", {"no_crawling"}),
    # It did, with manners.
    ("We did not crawl pages behind paywalls.", set()),
    ("Our crawler does not crawl sites that opt out.", set()),
    ("We do not scrape user data.", set()),
    ("There was no crawling of paywalled sites.", set()),
    ("Our crawlers follow robots.txt.", set()),
    ("We do not crawl the web without respecting robots.txt.", set()),
]


@pytest.mark.parametrize(("line", "expected"), ROWS, ids=[line for line, _ in ROWS])
def test_what_a_sentence_shows(line: str, expected: set[str]) -> None:
    assert set(signs([line]).hits) & WATCHED == expected


@pytest.mark.parametrize(("line", "expected"), ROWS, ids=[line for line, _ in ROWS])
def test_neutral_neighbours_change_nothing(line: str, expected: set[str]) -> None:
    around = ["Heron was named after a bird.", line, "It beats other open-source models."]
    assert set(signs(around).hits) & WATCHED == expected
    assert set(signs(around[::-1]).hits) & WATCHED == expected


CRAWLS = tuple(row for row in obligations() if row.id in ("TCS-2.3-names", "ACT-53-2"))
CARD = [
    "Heron-7B is a general-purpose language model that chats, writes code and summarises.",
    "It is a decoder-only transformer with 32 layers.",
    "Download the weights and call `from_pretrained` as shown under Usage.",
]


def decided(*lines: str, card: Sequence[str] = CARD) -> Decision:
    document = read_bytes("\n\n".join(["# Heron-7B", *card, *lines]).encode(), "README.md")
    segments = {document.id: segment(document)}
    identity = Identity("Heron-7B", "Heron Labs")
    return decide(CRAWLS, identity, (), [document], None, date(2026, 11, 25), segments)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("We crawled news sites in 2025.", Verdict.APPLIES),
        ("We did not crawl pages behind paywalls.", Verdict.APPLIES),
        ("Our crawler does not crawl sites that opt out.", Verdict.APPLIES),
        ("We did not crawl the web.", Verdict.DOES_NOT_APPLY),
        ("No web crawling was performed.", Verdict.DOES_NOT_APPLY),
    ],
)
def test_the_rows_on_crawlers_follow(line: str, outcome: Verdict) -> None:
    rows = {row.obligation: row.outcome for row in decided(line).applicability}
    assert rows["TCS-2.3-names"] == outcome


@pytest.mark.parametrize(
    "rival",
    [
        "It rivals closed-source models such as Egret.",
        "Unlike closed-source models, it is small.",
        "It outperforms every closed-source model of its size.",
    ],
)
def test_the_exemption_is_never_settled_by_a_rivals_sentence(rival: str) -> None:
    # Nothing is said of the card's own weights: a closed sign would end the exemption.
    made = decided(rival, card=CARD[:2])
    rows = {row.obligation: row.outcome for row in made.applicability}
    assert rows["ACT-53-2"] == Verdict.UNDETERMINED
    closed = decided("The weights will not be released.", card=CARD[:2])
    rows = {row.obligation: row.outcome for row in closed.applicability}
    assert rows["ACT-53-2"] == Verdict.DOES_NOT_APPLY
