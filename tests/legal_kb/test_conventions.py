"""Drafts of the models that are shipped: values, clauses, gaps, what cannot be read."""

from datetime import date
from itertools import product

import pytest

from legal_kb.conventions import LONGEST, Gap, cut_at_gaps, draft
from legal_kb.errors import NotFound
from legal_kb.library import load_library

MODELS = load_library().conventions


def texts_of(made):
    for part in (*made.articles, *made.annexes):
        yield from part.paragraphs
        for clause in part.clauses:
            yield from clause.paragraphs


def article(made, number):
    return next(part for part in made.articles if part.number == str(number))


def clauses(made, number):
    return [(clause.number, clause.title) for clause in article(made, number).clauses]


def filled(model):
    """A value for every variable, so that a gap is the fault of a text."""
    made = {"number": "12", "date": "2026-01-01"}
    return {
        one.name: one.choices[0] if one.choices else made.get(one.kind, f"valeur de {one.name}")
        for one in model.variables
    }


def test_the_four_models_have_the_common_trunk():
    assert list(MODELS) == ["ville-cpam", "ville-ors", "ville-ars", "ville-chu"]
    for model in MODELS.values():
        assert [part.article for part in model.articles] == list(range(1, 18))
        assert len(model.checks) >= 13
        assert model.review.reviewed_by is None


def test_a_model_that_nobody_wrote():
    with pytest.raises(NotFound):
        load_library().get_convention("ville-prefecture")


@pytest.mark.parametrize("slug", MODELS)
def test_nothing_filled_in_leaves_a_gap_for_all_that_is_required(slug):
    made = draft(MODELS[slug], {})
    shown = "\n".join(texts_of(made))
    assert {one.name for one in made.missing} >= {"collectivite", "partenaire", "finalite", "date_fin"}
    for one in made.missing:
        if not one.columns and one.kind != "choice":
            assert str(Gap(label=one.label)) in shown


@pytest.mark.parametrize("slug", MODELS)
def test_every_value_stands_in_some_draft(slug):
    model = MODELS[slug]
    whole = ""
    choices = [one for one in model.variables if any(one.name in part.when for part in model.parts())]
    for chosen in product(*(one.choices for one in choices)):
        values = filled(model) | {one.name: value for one, value in zip(choices, chosen, strict=True)}
        made = draft(model, values)
        assert (made.missing, made.refused) == ((), ())
        whole += "\n".join(texts_of(made))
        assert "[à compléter" not in "\n".join(texts_of(made))
    for one in model.variables:
        if one.kind in ("text", "long"):
            assert f"valeur de {one.name}" in whole


def test_a_date_reads_as_one():
    made = draft(MODELS["ville-cpam"], {"date_debut": "2026-12-01", "date_fin": "2028-02-29"})
    assert (
        "prend effet le 1er décembre 2026 et s'achève le 29 février 2028" in article(made, 15).paragraphs[0]
    )


def test_what_cannot_be_read_is_named_and_counts_for_nothing():
    sent = {"date_debut": "demain", "seuil": "-3", "maille_diffusion": "la rue", "finalite": "x"}
    made = draft(MODELS["ville-cpam"], sent)
    assert {one.name for one in made.refused} == {"date_debut", "seuil", "maille_diffusion"}
    assert {"date_debut", "seuil", "maille_diffusion"} <= {one.name for one in made.missing}


def test_a_campaign_has_its_clause_and_indicators_alone_have_not():
    campaign = draft(MODELS["ville-cpam"], {"type_action": "les deux"})
    assert ("4b", "Déroulement d'une campagne") in clauses(campaign, 4)
    indicators = draft(MODELS["ville-cpam"], {"type_action": "des indicateurs agrégés"})
    assert clauses(indicators, 4) == [("4a", "Régimes couverts")]
    assert clauses(indicators, 3) == [("3a", "Aucune liste d'assurés")]


@pytest.mark.parametrize(
    ("way", "title"),
    [
        ("subvention", "Montage par subvention"),
        ("marché", "Montage par marché"),
        ("partenariat de diffusion", "Montage par diffusion"),
    ],
)
def test_a_way_to_work_with_an_observatory_has_its_clause_alone(way, title):
    assert clauses(draft(MODELS["ville-ors"], {"montage": way}), 2) == [("2a", title)]


def test_a_study_on_the_warehouse_is_framed_and_statistics_are_not():
    study = draft(MODELS["ville-chu"], {"usage": "étude sur l'entrepôt de données"})
    assert "Cadre de l'étude" in dict(clauses(study, 10)).values()
    plain = draft(MODELS["ville-chu"], {"usage": "statistiques d'activité agrégées"})
    assert "Cadre de l'étude" not in dict(clauses(plain, 10)).values()
    assert clauses(plain, 9) == [("9a", "Pas d'accès aux lignes")]


def test_personal_data_bring_their_clause_and_their_annex():
    without = draft(MODELS["ville-ars"], {})
    assert clauses(without, 10) == [("10a", "Sans donnée personnelle")]
    assert [annex.number for annex in without.annexes] == ["1", "2", "3", "4", "6"]
    made = draft(MODELS["ville-ars"], {"qualification_rgpd": "sous-traitance (article 28)"})
    assert clauses(made, 10) == [("10a", "Avec des données personnelles")]
    assert [annex.number for annex in made.annexes] == ["1", "2", "3", "4", "5", "6"]


def test_a_list_becomes_a_table_with_a_gap_in_every_empty_cell():
    made = draft(MODELS["ville-cpam"], {"indicateurs": "Dentiste ; a;b;c;d;2024;6-12;fin\n\nAsthme"})
    first, second = made.annexes[0].table.rows
    assert first == ("Dentiste", "a", "b", "c", "d", "2024", "6-12 ; fin")
    assert second[0] == "Asthme"
    assert second[1] == "[à compléter : Définition]"
    assert len(draft(MODELS["ville-cpam"], {}).annexes[0].table.rows) == 1


def test_what_a_person_types_is_text_and_nothing_else():
    typed = "{{ 7 * 7 }} {% raw %} [[LEGI-CRPA]] <b>\x00\x0b\ud800"
    made = draft(MODELS["ville-cpam"], {"finalite": typed, "inconnue": "x"})
    assert "un seul but : {{ 7 * 7 }} {% raw %} [[LEGI-CRPA]] <b>." in article(made, 2).paragraphs[0]


def test_a_value_has_an_end():
    made = draft(MODELS["ville-cpam"], {"finalite": "a" * (LONGEST + 10)})
    assert "a" * LONGEST + "." in article(made, 2).paragraphs[0]


def test_claims_without_a_source_say_so():
    made = draft(MODELS["ville-ors"], {"montage": "marché"})
    assert "(à vérifier)" in article(made, 2).clauses[0].paragraphs[0]
    assert not any("[[" in text for text in (*texts_of(made), *made.attention))


def test_gaps_are_cut_out_of_a_text():
    assert list(cut_at_gaps("du [à compléter : Date de début] au 3")) == [
        ("du ", False),
        ("[à compléter : Date de début]", True),
        (" au 3", False),
    ]


def test_reviews_hold_for_a_while():
    assert all(model.review.due > date(2026, 11, 24) for model in MODELS.values())
