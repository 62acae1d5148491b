"""Where sentences end: each text is written with ``¦`` where a reader would cut it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segments.sentences import LONGEST, boundaries


def cut(text):
    return [text[a:b].strip() for a, b in boundaries(text)]


def check(marked):
    expected = [part.strip() for part in marked.split("¦")]
    assert cut(marked.replace("¦", "")) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "It follows e.g. the Llama layout. ¦It is small.",
        "Two sizes, i.e. Base and Large. ¦Both are open.",
        "See cf. Section 4 for more. ¦Done.",
        "Dense vs. Sparse models differ. ¦We chose dense.",
        "It used approx. 40 GPUs. ¦They ran for a month.",
        "We thank Dr. Ada Muster and Prof. Bo Li. ¦They helped.",
        "Mr. Vogel signed it. ¦Ms. Roe approved.",
        "See Figs. 3 and 4. ¦The trend is clear.",
        "Under Art. 53 the provider must report. ¦This is done here.",
        "Under Arts. 53 and 55 two duties apply. ¦Both are met.",
        "See para. 2 and paras. 4-6. ¦Nothing else applies.",
        "As in Eq. 7 the loss is scaled. ¦We set it to 2.",
        "Reg. 2024/1689 applies. ¦It entered into force.",
        "Pages pp. 10-12 of vol. 3 explain it. ¦Read them.",
        "See App. B for the list. ¦It is long.",
        "The avg. Score is 61.2 points. ¦The std. Error is 0.4.",
        "Rates w.r.t. Steps are shown. ¦They fall.",
        "NovaMix, a.k.a. Nova 2, is new. ¦It is larger.",
        "Made at St. Gallen. ¦It is a town.",
        "Set temp. 0.7 for chat. ¦Use 0 for code.",
    ],
)
def test_words_that_never_end_a_sentence(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Is it open? ¦No. ¦It is gated.",
        "We tested No. 7 of the list. ¦It passed.",
        "It has certificate No. AB-1234 of that body. ¦It holds.",
        "Is Nova open? ¦No. ¦ABC-net is.",
        "Released on Mar. 3, 2025. ¦It was updated in Apr. 2025. ¦No more followed.",
        "It was frozen in Jan. ¦Then training began.",
        "See p. 4. ¦It has a map.",
        "See Sec. 2.1. ¦The rest is in Sec. 3.",
        "The lower bound is the min. ¦Above it all is well.",
        "Uses ver. 3 of the tool. ¦It runs.",
        "See Ch. 9 for risks. ¦They are few.",
        "Trained from Oct. 2023 to Dec. 2023. ¦It stopped then.",
        "Updated Sept. 12 at noon. ¦Checked twice.",
    ],
)
def test_words_that_end_none_before_a_number_only(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Books, news, etc. ¦They were filtered.",
        "Books, news, etc. Germany supplied most of them.",
        "Smith et al. ¦The paper is old.",
        "Smith et al. (2022) report it. ¦We agree.",
        "As shown by Lee et al. Table 3 holds figures.",
        "It is made by Vanta Inc. ¦We host it.",
        "It is made by Vanta Inc. Berlin and others.",
        "Sold by Kiro Ltd. ¦Users need an account.",
        "It was made in the U.S. ¦The servers are in Oslo.",
        "The U.S. Department of Energy paid. ¦It owns the cluster.",
        "Runs at 9 a.m. ¦It stops at 5 p.m. ¦Each day.",
        "She holds a Ph.D. ¦He does not.",
        "Acme Corp. Services run it. ¦They bill by token.",
        "In the E.U. ¦It is sold in all states.",
    ],
)
def test_words_that_may_end_a_sentence_do_so_before_its_usual_first_word(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "It has 7.2 B parameters. ¦Loss is 1.84.",
        "Version v2.1.3 is out. ¦It replaces v2.1.2.",
        "It scores 81.5. ¦Rivals score 79.9.",
        "The rate is .05 at most. ¦It decays.",
        "We saw 3.5T tokens. ¦5.1T were dropped.",
        "Use nova-7b-v1.5-instruct. ¦It is newest.",
        "It needs Python 3.11. ¦Newer ones work.",
        "Cost is $1.25. ¦Input is $0.50.",
        "Scaled by 1.5x. ¦Then by 2.0x.",
        "It took 21.000 hours. ¦Power was 400 W.",
        "From 10.05.2024 on. ¦It ended on 12.05.2024.",
        "Accuracy rose by 3.2%. ¦Recall by 1.1%.",
        "Address 10.0.0.1 is local. ¦Use it.",
        "The date is 2025. ¦06 is the month.",
    ],
)
def test_decimals_versions_and_dates(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Get it at https://a.example/b.c/D.E?x=1.2 today. ¦It is free.",
        "Read https://a.example/doc. ¦Then ask.",
        "Mail to help@nova.example. ¦We answer.",
        "Open config.json and README.md. ¦Edit both.",
        "Call model.eval() first. ¦Then call model.to(device).",
        "Use torch.nn.Module as base. ¦It is standard.",
        "See www.nova.example. ¦More is there.",
        "We use Node.js and ASP.NET for the site. ¦Both are stable.",
        "Visit nova.example/a.html, then log in. ¦Done.",
        "Files end in .bin or .safetensors. ¦Prefer these.",
    ],
)
def test_addresses_and_code_hold_stops_inside(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The author is A. Muster. ¦She lives in Bern.",
        "By J. R. R. Vogel and B. Li. ¦It is new.",
        "It is listed in Appendix A. ¦More is in Appendix B.",
        "So did I. ¦He did not.",
        "Contact K. Roe for access. ¦She replies.",
        "The grade is B. ¦It could be A.",
        "Ask T. Lund of Vanta. ¦He knows.",
    ],
)
def test_initials(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Wait... ¦Then it came.",
        "It may be ... or may not. ¦Nobody knows.",
        "Books, web, news… ¦All was filtered.",
        "It is on… and off again. ¦So it goes.",
        "Really?! ¦Yes!! ¦Good.",
        "Is it safe? ¦It is. ¦Why?",
        "Stop! ¦Do not deploy it.",
        "Use it! it is fine.",
    ],
)
def test_ellipses_and_marks(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        'It said "No." ¦Then it ran.',
        "It said “No.” ¦Then it ran.",
        "It is ‘open.’ ¦All may use it.",
        'The word "Open" is used. ¦"Free" is not.',
        "We filter (twice). ¦It helps.",
        "We filter. ¦(It helps.) ¦It is slow.",
        "It is open [see the notes.] ¦More follows.",
        "It is open. ¦[Notes] follow.",
        "It is open. ¦*Nova* is too.",
        "It is **open.** ¦Nova is too.",
        "It is open.) ¦More follows.",
        'He asked, "Is it open?" and left. ¦Nobody spoke.',
        "It ran (in 3.5 h). ¦It ended.",
        "See the card (v1.2.) ¦It is new.",
    ],
)
def test_quotes_and_brackets_go_with_their_sentence(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "1. Introduction to the model",
        "2) Data. ¦It is public.",
        "a. First choice",
        "iv. Fourth part",
        "(3). Third part",
        "12. Training. ¦We trained it.",
        "1. Data. ¦2. Code. ¦3. Weights.",
        "IX. Ninth part of it",
    ],
)
def test_the_number_of_a_list_is_no_sentence(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "它很大。¦它很快！¦对吗？¦对。",
        "它叫“新星。”¦它很大。",
        "これは大きい。¦速い。",
        "它有7.2B参数。¦版本是v1.5。",
        "El modelo es libre. ¦Ésta es la ficha.",
        "Модель открыта. ¦Она мала.",
        "Das Modell ist frei. ¦Übrigens auch die Daten.",
        "Le modèle est libre. ¦À voir.",
    ],
)
def test_other_scripts(marked):
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "first line¦\nsecond line",
        "first line.¦\n\n\nsecond line",
        "See e.g.¦\nNova for it",
        "It is open. it is not",
        "no stop at all",
        "  padded. ¦Twice.  ",
        "One.  ¦Two.   ¦Three.",
        "One.\t¦Two.",
        "a; b; c, d - e",
        "Before.After is one word",
    ],
)
def test_breaks_and_spaces(marked):
    check(marked)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \n "])
def test_nothing_gives_nothing(text):
    assert boundaries(text) == []


@pytest.mark.parametrize("text", [".", "...", "?!", "。", "—", "1.", "(a)"])
def test_marks_alone_are_one_stretch(text):
    assert cut(text) == [text]


@pytest.mark.parametrize("joint", ["; ", " • ", " | "])
def test_a_long_sentence_is_cut_at_its_joints(joint):
    part = "word " * 40 + "end"
    text = joint.join([part] * 20)
    found = cut(text)
    assert len(found) > 1
    assert all(len(sentence) <= LONGEST for sentence in found)
    for sentence in found:
        assert sentence.startswith(("word", joint.strip())) and "end" in sentence[-7:]


@pytest.mark.parametrize(
    ("length", "count"), [(LONGEST - 1, 1), (LONGEST, 1), (LONGEST + 1, 2), (2 * LONGEST + 1, 3)]
)
def test_a_word_without_joints_is_cut_by_length(length, count):
    found = boundaries("x" * length)
    assert len(found) == count
    assert found[0][0] == 0 and found[-1][1] == length


WORDS = st.sampled_from(
    ["Nova", "data", "7B", "v1.5", "(open)", "is", "the", "https://a.example/b"]
)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=6), min_size=1, max_size=6))
def test_plain_sentences_are_found_again(sentences):
    """Sentences that begin with a capital and end in a word of their own are all found."""
    texts = [f"Then {' '.join(words)} ended." for words in sentences]
    assert cut(" ".join(texts)) == texts


@given(st.text(alphabet='aB.?!;… \n"”)(e.g1。*', max_size=120))
def test_stretches_follow_each_other_and_miss_nothing_visible(text):
    at = 0
    for start, end in boundaries(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(st.text(alphabet="aB. ?!1", max_size=80))
def test_cutting_a_sentence_again_gives_it_whole(text):
    for sentence in cut(text):
        if "." in sentence[:-1] or "?" in sentence[:-1] or "!" in sentence[:-1]:
            continue
        assert cut(sentence) == [sentence]


@pytest.mark.parametrize("unit", ["J. R. ", "Ltd. Xyz ", "e.g. Xyz ", "J.R. Xy ", "p. 3 "])
def test_many_stops_that_end_nothing_take_linear_time(unit):
    """Twenty thousand of them in one stretch took minutes when each looked back to its start."""
    began = time.perf_counter()
    found = boundaries(unit * 20_000)
    assert time.perf_counter() - began < 5
    assert found[-1][1] >= len(unit) * 20_000 - 1
