import re

import pytest

from harvester.wording import SENTENCES, reason, sentence


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_a_kind_is_a_slug_and_its_sentence_is_whole(kind: str):
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", kind)
    assert SENTENCES[kind].endswith((".", "}"))


def test_facts_fill_the_sentence():
    text = sentence("forbidden-port", {"url": "https://exemple.org:8080/", "port": 8080})

    assert "https://exemple.org:8080/" in text
    assert "le port 8080" in text


def test_the_reason_leaves_out_what_the_sentence_opens_with():
    facts = {"source": "Air", "record": "x"}

    assert sentence("no-title", facts) == f"Source Air, fiche x : {reason('no-title', facts)}"
    assert reason("no-title", facts) == reason("no-title", {})


@pytest.mark.parametrize("kind", ["forbidden-port", "private-address"])
def test_what_only_the_configuration_file_may_allow_says_so(kind):
    text = reason(kind, {})

    assert "fichier de configuration" in text
    assert "allow_private = true" in text


def test_an_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        sentence("no-such-kind", {})
