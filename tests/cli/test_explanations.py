import errno
from typing import get_args

import pytest

from catalogue.errors import RecordGone, RecordNotFound, StoreUnwritable
from cli.explanations import WORDS, explain, fault_words, reason_of
from config.errors import (
    FederatedSourceUnknown,
    FederationUnknown,
    Problem,
    SecretMissing,
    SettingFault,
)
from search.errors import IndexBusy, IndexUnavailable, IndexUnreadable


@pytest.mark.parametrize("problem", get_args(Problem))
def test_every_problem_of_a_setting_has_words(problem):
    words = fault_words(SettingFault(key="web.title", problem=problem, nearest="near", allowed="1–2"))
    assert words.startswith("web.title : ")
    assert "« near »" in words
    assert "1–2" in words


def test_a_kind_comes_before_the_kind_it_is_of():
    kinds = [kind for kind, _words in WORDS]
    for position, kind in enumerate(kinds):
        assert not any(issubclass(later, kind) for later in kinds[position + 1 :])


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RecordNotFound("r1"), "Aucune fiche n'a l'identifiant r1."),
        (RecordGone("r1", "merged", "r2"), "fusionnée avec r2"),
        (RecordGone("r1", "gone"), "retirée"),
        (
            StoreUnwritable("full", "glane.db"),
            "Disque plein : la base de données ne peut plus grandir (glane.db)",
        ),
        (StoreUnwritable("read-only", "glane.db"), "Disque en lecture seule"),
        (IndexUnavailable("elasticsearch", "no answer"), "no answer"),
        (IndexUnreadable("tantivy", "damaged"), "glane index rebuild"),
        (IndexBusy("tantivy", "locked"), "relancez plus tard"),
        (SecretMissing("KEY"), "variable d'environnement KEY"),
        (FederationUnknown("air", known=["aire"], nearest="aire"), "« air » (vouliez-vous dire « aire » ?)"),
        (FederatedSourceUnknown({"geo": None}, lists=["ours"]), "« geo » dans ours"),
        (FederatedSourceUnknown({"geo": None}, lists=[]), "ne retient aucune liste"),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.csv"), "a.csv : introuvable"),
    ],
)
def test_what_a_person_reads(error, told):
    assert told in explain(error)


def test_rare_reasons_are_those_of_the_machine():
    assert reason_of(OSError(errno.EMLINK, "Too many links")) == "Too many links"
    assert reason_of(OSError("odd")) == "odd"
