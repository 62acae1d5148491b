"""What words alone say: keys, titles, talk, captions, prose, kinds, sets of characters."""

import pytest

from pipeline.readers import dialogue, language, media, pairs, signs, text
from pipeline.readers.charset import decode, wide
from pipeline.readers.read import read_bytes
from pipeline.schema import Block, BlockKind


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("License", True),
        ("Model type", True),
        ("Out of scope use", True),
        ("Number of parameters in total now", True),
        ("Number of parameters in total so far", False),
        ("It", False),
        ("We release", False),
        ("What is new", False),
        ("Please", False),
        ("THIS", False),
        ("Theses", True),
        ("Island", True),
    ],
)
def test_could_be_key(words, key):
    assert pairs.could_be_key(words) is key


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Data", True),
        ("Data:", True),
        ("What is it?", True),
        ("It is open.", False),
        ("Stop!", False),
        ("one, two,", False),
        ("a;", False),
        ("123", False),
        ("", False),
        ("two\nlines", False),
        ("x" * 100, True),
        ("x" * 101, False),
    ],
)
def test_is_title(words, title):
    assert pairs.is_title(words) is title


@pytest.mark.parametrize(
    ("words", "caption"),
    [
        ("Table 1: Sizes", True),
        ("**Table 1:** Sizes", True),
        ("Figure 12. A map", True),
        ("Fig. 3: A map", True),
        ("TABLE 4 | Sizes", True),
        ("Table 1 shows sizes.", False),
        ("Table of contents:", False),
        ("See Table 1: it is long", False),
        ("Tables 1: x", False),
        ("Table 1: " + "x" * 400, False),
    ],
)
def test_is_caption(words, caption):
    assert signs.is_caption(words) is caption


@pytest.mark.parametrize(
    ("words", "bibtex"),
    [
        ("@misc{nova,", True),
        ("  @Article { nova2024, title", True),
        ("@misc{,", False),
        ("mail a@misc{nova,", False),
        ("@property", False),
        ("@nova wrote", False),
    ],
)
def test_is_bibtex(words, bibtex):
    assert signs.is_bibtex(words) is bibtex


@pytest.mark.parametrize(
    ("words", "linked", "contents"),
    [
        ("Data", [("Data", "#data")], True),
        ("1) Data", [("Data", "#data")], False),
        ("- Data | Use", [("Data", "#a"), ("Use", "#b")], True),
        ("Data", [("Data", "data.md")], False),
        ("Data is open", [("Data", "#data")], False),
        ("Data", [], False),
        ("Data Use", [("Data", "#a"), ("Use", "u")], False),
    ],
)
def test_is_contents(words, linked, contents):
    assert signs.is_contents(words, linked) is contents


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("User: hi", ["user"]),
        ("USER: hi\nAssistant: ho", ["user", "assistant"]),
        ("> **Human:** hi", ["human"]),
        ("the user: hi", []),
        ("User hi", []),
        ("Bot：ho", ["bot"]),
        ("", []),
    ],
)
def test_roles(words, roles):
    assert dialogue.roles(words) == roles


@pytest.mark.parametrize(
    ("first", "second", "talk"),
    [
        ("User", "Assistant", True),
        ("Assistant", "User", True),
        ("Human", "Bot", True),
        ("User", "Human", False),
        ("Model", "Response", False),
        ("Input", "Output", False),
    ],
)
def test_talk_needs_a_person_and_a_machine(first, second, talk):
    assert dialogue.is_dialogue(f"{first}: one\n{second}: two") is talk


SENTENCE = "The licensee may copy the software, and must keep this notice in all copies. "


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        (SENTENCE * 3, True),
        (SENTENCE * 2, False),
        ("x = f(1)\n" * 40, False),
        ("word " * 60, False),
        (SENTENCE * 3 + "{ } = < > $ | \\ " * 4, False),
        ("", False),
    ],
)
def test_preformatted_prose(body, prose):
    assert text.is_prose(body) is prose


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7 x", "a.md", media.PDF),
        (b"\n %PDF-1.7 x", "a", media.PDF),
        (b"We speak of %PDF- here.", "a.txt", media.PLAIN),
        (b"PK\x03\x04junk", "a.docx", media.DOCX),  # its reader says that it is damaged
        (b"PK\x03\x04junk", "a.bin", media.ZIP),
        (b"\x00\x01\x02\x03" * 50, "a.md", media.UNKNOWN),
        (b"\x00\x01\x02\x03" * 50, "a.pdf", media.PDF),
        (b"plain words", "a.pdf", media.PLAIN),
        (b"plain words", "a.MD", media.MARKDOWN),
        (b"plain words", "a.b.htm", media.HTML),
        (b"plain words", "README", media.PLAIN),
        (b"# A\n\n**bold** words", "README", media.MARKDOWN),
        (b"# A\n\nwords", "README", media.PLAIN),
        (b"---\na: x\n---\nwords", "README", media.MARKDOWN),
        (b"<!DOCTYPE html><p>x", "page", media.HTML),
        (b"<!-- c --><html><p>x", "page", media.HTML),
        (b"<p>x</p>", "page", media.PLAIN),
        (b'{"a": 1}', "config", media.JSON),
        (b"{not json}", "config", media.PLAIN),
        (b"[1, 2]", "list", media.JSON),
        (b'{"a": 1}\n', "a.ndjson", media.JSONL),
        (b"a: 1\n", "a.yml", media.YAML),
        (b"a: 1\n", "a.xyz", media.PLAIN),
    ],
)
def test_media_types_by_bytes_name_and_look(data, name, expected):
    assert media.media_type(data, name) == expected


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_byte_order_mark_decides(encoding):
    words = "Modèle ouvert, 中文, 🚀.\n"
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    assert decode((mark + words).encode(encoding)) == (words, ())


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"a\r\nb", "a\nb"), (b"a\rb", "a\nb"), (b"a\n\rb", "a\n\nb"), (b"", ""), (b"\r\n", "\n")],
)
def test_line_ends(data, words):
    assert decode(data) == (words, ())


@pytest.mark.parametrize("damaged", [1, 3])
def test_few_damaged_bytes_are_repaired_with_a_warning(damaged):
    words, warnings = decode("été ".encode() * 50 + b"\xff" * damaged)
    assert words == "été " * 50 + "\ufffd" * damaged
    assert "damaged" in warnings[0].message


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("The model is open and can be used for all of the tasks that we name. ", "en"),
        ("Le modèle est ouvert et peut être utilisé pour toutes les tâches nommées ici. ", "fr"),
        ("El modelo es abierto y puede usarse para todas las tareas que se nombran. ", "es"),
        ("Il modello è aperto e può essere usato per tutti i compiti che nominiamo. ", "it"),
        ("このモデルは公開されており、研究と商用の両方に利用できます。", "ja"),
        ("이 모델은 공개되어 있으며 연구와 상업 목적으로 사용할 수 있습니다. ", "ko"),
        ("Модель открыта и может использоваться для всех задач, которые мы назвали. ", "ru"),
    ],
)
def test_languages(sentence, code):
    body = sentence * 4
    assert language.listen(body, [Block(0, len(body), BlockKind.PARAGRAPH)]).main == code


@pytest.mark.parametrize("kind", [BlockKind.CODE, BlockKind.REFERENCE, BlockKind.DIALOGUE])
def test_only_prose_tells_the_language(kind):
    body = "The model is open and can be used for all of the tasks. " * 4
    assert language.listen(body, [Block(0, len(body), kind)]).main is None


@pytest.mark.parametrize(("count", "code"), [(language.FEWEST_WORDS - 1, None), (15, "en")])
def test_too_few_words_tell_no_language(count, code):
    body = " ".join(["the model was made of this", "and it is for"][n % 2] for n in range(count))
    body = " ".join(body.split()[:count])
    assert language.listen(body, [Block(0, len(body), BlockKind.PARAGRAPH)]).main == code


@pytest.mark.parametrize("code", ["en", None])
def test_no_warning_for_english_or_unknown(code):
    assert language.warnings(language.Spoken(code), "card.md") == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one two.\n\nthree four.\n", ["one two.", "three four."]),
        ("one\ntwo.\n", ["one\ntwo."]),
        ("- one\n- two\n", ["one", "two"]),
        ("* one\n  and more\n* two\n", ["one\n  and more", "two"]),
        ("1) one\n2) two\n", ["one", "two"]),
        ("(a) one\n(b) two\n", ["one", "two"]),
        ("• one\n• two\n", ["one", "two"]),
        ("  one two.  \n", ["one two."]),
        ("=====\n", []),
        ("\n\n\n", []),
    ],
)
def test_plain_text_is_cut_at_blank_lines_and_marks(source, expected):
    document = read_bytes(source.encode(), "a.txt")
    assert [document.text[b.start : b.end] for b in document.blocks] == expected


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Modèle Nova 7B, trained on 2 trillion tokens.\n", "notes", media.PLAIN),
        ("# Nova\n\n**Nova** has 7B parameters.\n", "README", media.MARKDOWN),
        ('{"model_type": "nova", "hidden_size": 4096}', "config", media.JSON),
        ("<!doctype html><html><body><p>Nova 7B</p></body></html>", "page", media.HTML),
        ("license: apache-2.0\n", "spec.yaml", media.YAML),
    ],
)
def test_wide_signs_with_and_without_a_mark(encoding, marked, words, name, kind):
    data = (("\ufeff" if marked else "") + words).encode(encoding)
    assert media.media_type(data, name) == kind
    text, warnings = decode(data)
    assert text.removeprefix("\ufeff") == words
    assert [encoding.upper() in warning.message for warning in warnings] == [True] * (not marked)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03" * 50,
        b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" * 20,
        b"plain words with one \x00 sign in them, which is nothing wide at all.",
        b"\x00" * 400,
        "中文没有零字节。".encode("utf-16-le") * 20,
        b"a\x00b\x00",
    ],
)
def test_what_only_holds_zero_bytes_is_not_wide(data):
    assert wide(data) is None
