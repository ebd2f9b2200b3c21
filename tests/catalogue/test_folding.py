from catalogue.folding import fold_label, fold_lines, fold_plural


def test_accents_case_ligatures_and_punctuation_go():
    assert fold_label("  Cœur d’ÎLOT — n° 2 ") == "coeur d ilot n 2"
    assert fold_label("e\u0301tat") == "etat"


def test_lines_stay_lines():
    assert fold_lines("L'Haÿ-les-Roses\n Saint-Étienne ") == "l hay les roses\nsaint etienne"


def test_french_plurals_go_but_file_endings_stay():
    assert fold_plural("Sols") == fold_plural("sol")
    assert fold_plural("Eaux littorales") == "eau littorale"
    assert fold_plural("XLSX") == "xlsx"
    assert fold_plural("WFS") != fold_plural("WF")
