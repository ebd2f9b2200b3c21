from cli.portals.texts import fold, slugify


def test_folding_drops_case_and_accents():
    assert fold("Île-de-France, ŒUVRE Éà") == "ile-de-france, œuvre ea"


def test_a_slug_fits_an_address():
    assert slugify("Agence de l’eau (Loire-Bretagne) — Été") == "agence-de-l-eau-loire-bretagne-ete"
