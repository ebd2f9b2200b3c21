# ruff: noqa: E501 -- a statement of Turtle reads best on one line
import pytest

from tests.harvester.formats.turtle import dataset

LOV2 = "https://spdx.org/licenses/etalab-2.0"
ACCESS = "http://publications.europa.eu/resource/authority/access-right"


@pytest.mark.parametrize(
    ("properties", "licence"),
    [
        (f"dct:license <{LOV2}>", LOV2),
        ('dct:license [ rdfs:label "Licence maison"@fr ]', "Licence maison"),
        ('dct:license "Licence Ouverte"', "Licence Ouverte"),
        ("dct:license <https://x.example/cgu>", "https://x.example/cgu"),
        ('dct:rights "Tous droits réservés"', "Tous droits réservés"),
        (f"dcat:distribution [ dcat:accessURL :d ; dct:license <{LOV2}> ]", LOV2),
        (
            f'dcat:distribution [ dcat:accessURL :d ; dct:license <{LOV2}> ], [ dcat:accessURL :e ; dct:license "Autre" ]',
            None,
        ),
        ('dct:license "Non renseigné"', None),
        ("dct:license <>", None),
        (
            "dct:license <%3CDIV%3E%3CP%3ESoumis%20à%20la%20licence%20Etalab%3C/P%3E%3C/DIV%3E>",
            "Soumis à la licence Etalab",
        ),
    ],
)
def test_licences(properties, licence):
    assert dataset(properties).licence_text == licence


def test_rights_beside_a_licence_are_kept():
    record = dataset(f'dct:license <{LOV2}> ; dct:rights "Citer la source"')
    assert (record.licence_text, record.extras["rights"]) == (LOV2, ["Citer la source"])


@pytest.mark.parametrize(
    ("rights", "access", "reasons"),
    [
        (f"<{ACCESS}/RESTRICTED>", "restricted", ()),
        (f"<{ACCESS}/PUBLIC>, <{ACCESS}/NON_PUBLIC>", "non_public", ()),
        ('[ rdfs:label "Secret statistique" ]', None, ("Secret statistique",)),
        (
            "<http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/INSPIRE_Directive_Article13_1a>",
            None,
            (
                "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/INSPIRE_Directive_Article13_1a",
            ),
        ),
    ],
)
def test_access(rights, access, reasons):
    record = dataset(f"dct:accessRights {rights}")
    assert (record.access, record.access_reasons) == (access, reasons)
