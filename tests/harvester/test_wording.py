import re

import pytest

from harvester.wording import SENTENCES, sentence


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_a_kind_is_a_slug_and_its_sentence_is_whole(kind: str):
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", kind)
    assert SENTENCES[kind].endswith((".", "}"))


def test_facts_fill_the_sentence():
    text = sentence("forbidden-port", {"url": "https://exemple.org:8080/", "port": 8080})

    assert "https://exemple.org:8080/" in text
    assert "le port 8080" in text


def test_an_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        sentence("no-such-kind", {})
