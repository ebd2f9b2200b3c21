"""Access and use told apart, however the blocks mix them (cleaning rules 4 and 5 of Écosphères)."""

import pytest

from catalogue.territories import load_gazetteer
from harvester.normalise import NormaliseContext, normalise
from tests.harvester.formats.iso import anchor, code, record, text

LIMITS = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess"
CONDITIONS = "http://inspire.ec.europa.eu/metadata-codelist/ConditionsApplyingToAccessAndUse"
ETALAB = "https://www.etalab.gouv.fr"
LOV2 = "http://spdx.org/licenses/etalab-2.0"


def block(*parts, access=None, use=None, cls="gmd:MD_LegalConstraints"):
    sides = (code("accessConstraints", access) if access else "") + (
        code("useConstraints", use) if use else ""
    )
    return f"<gmd:resourceConstraints><{cls}>{sides}{''.join(parts)}</{cls}></gmd:resourceConstraints>"


def other(value):
    return text("otherConstraints", value)


@pytest.mark.parametrize(
    ("blocks", "licence", "reasons"),
    [
        (block(anchor("otherConstraints", "LO 2.0", LOV2), use="otherRestrictions"), LOV2, ()),
        (block(other("Licence Ouverte Etalab"), use="otherRestrictions"), "Licence Ouverte Etalab", ()),
        (
            block(other("Licence Ouverte"), anchor("otherConstraints", "LO", LOV2), use="otherRestrictions"),
            LOV2,
            (),
        ),
        (
            block(anchor("otherConstraints", "x", f"{LIMITS}/noLimitations"), access="otherRestrictions"),
            None,
            (f"{LIMITS}/noLimitations",),
        ),
        (
            block(
                other("Pas de restriction d'accès public"),
                other("Licence ODbL"),
                access="otherRestrictions",
                use="otherRestrictions",
            ),
            "Licence ODbL",
            ("Pas de restriction d'accès public",),
        ),
        (
            block(other("Diffusion sur convention"), access="otherRestrictions"),
            None,
            ("Diffusion sur convention",),
        ),
        (block(other("Mentionner la source"), use="otherRestrictions"), "Mentionner la source", ()),
        (
            block(
                other("Accès restreint aux agents"),
                other("Citer la source"),
                access="otherRestrictions",
                use="otherRestrictions",
            ),
            "Citer la source",
            ("Accès restreint aux agents",),
        ),
        (block(text("useLimitation", "Licence Ouverte 2.0")), "Licence Ouverte 2.0", ()),
        (
            block(text("useLimitation", "L124-5-II-1 du code de l'environnement")),
            None,
            ("L124-5-II-1 du code de l'environnement",),
        ),
        (
            block(
                anchor("otherConstraints", "Aucune condition", f"{CONDITIONS}/noConditionsApply"),
                use="otherRestrictions",
            ),
            f"{CONDITIONS}/noConditionsApply",
            (),
        ),
        (block(text("useLimitation", "Usage interne"), cls="gmd:FRA_LegalConstraints"), "Usage interne", ()),
        ("", None, ()),
    ],
)
def test_constraints(blocks, licence, reasons):
    made = record(blocks)
    assert (made.licence_text, made.access_reasons) == (licence, reasons)


def test_nothing_that_was_said_is_lost():
    made = record(
        block(
            other("Licence Ouverte"),
            other("Citer la source"),
            text("useLimitation", "Sans garantie"),
            use="license",
        )
    )
    assert made.licence_text == "Licence Ouverte"
    assert made.extras["use_conditions"] == ["Citer la source", "Sans garantie"]
    assert made.extras["restriction_codes"] == {"use": ["license"]}


@pytest.mark.parametrize(
    ("classification", "access"),
    [("unclassified", None), ("restricted", "restricted"), ("secret", "non_public")],
)
def test_security(classification, access):
    made = record(block(code("classification", classification), cls="gmd:MD_SecurityConstraints"))
    assert made.access == access


def test_what_may_belong_to_either_side_is_told_and_the_pairs_are_kept():
    made = record(
        block(
            other("Réservé au réseau"),
            other("Citer la source"),
            access="otherRestrictions",
            use="otherRestrictions",
        )
    )
    assert made.extras["ambiguous_constraints"] == ["Réservé au réseau"]
    assert made.extras["constraint_pairs"] == [
        [["otherRestrictions"], ["otherRestrictions"], ["Réservé au réseau", "Citer la source"]]
    ]
    assert (made.access_reasons, made.licence_text) == ((), "Citer la source")


def test_blocks_that_part_access_and_use_need_no_pairs():
    made = record(
        block(anchor("otherConstraints", "x", f"{LIMITS}/noLimitations"), access="otherRestrictions")
        + block(other("Réservé au réseau"), other("Citer la source"), use="otherRestrictions")
    )
    assert "constraint_pairs" not in made.extras
    assert "ambiguous_constraints" not in made.extras
    assert made.extras["restriction_codes"] == {"access": ["otherRestrictions"], "use": ["otherRestrictions"]}


@pytest.mark.parametrize(
    ("said", "licence", "access", "reasons"),
    [
        ("Licence Ouverte / Open Licence version 2.0 (Etalab)", "lov2", "public", ()),
        ("Licence Etalab", "lov2", "public", ()),
        (f"{ETALAB}/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf", "lov2", "public", ()),
        ("https://github.com/etalab/Licence-Ouverte/blob/master/LO.md", "lov2", "public", ()),
        ("Open Data Commons Open Database License (ODbL) v1.0", "odc-odbl", "public", ()),
        (f"{LIMITS}/noLimitations", "notspecified", "public", ()),
        (f"{LIMITS}/INSPIRE_Directive_Article13_1e", "notspecified", "restricted", ("inspire-13-1-e",)),
        ("L124-5-II-3 du code de l'environnement", "notspecified", "restricted", ("inspire-13-1-e",)),
    ],
)  # fmt: skip
def test_the_words_of_french_records_become_codes(said, licence, access, reasons):
    made = normalise(record(block(other(said))), NormaliseContext(gazetteer=load_gazetteer())).record
    assert (made.licence, made.access, made.access_reasons) == (licence, access, reasons)
