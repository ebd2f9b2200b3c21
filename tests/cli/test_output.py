from cli.output import fixed, moment, numbers, print_table, words

LONG = "Une phrase dont la longueur dépasse de loin la largeur de tout terminal connu " * 4


def test_what_is_piped_is_neither_cut_nor_wrapped(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    print_table([fixed("id"), words("texte"), numbers("n")], [["a", LONG, 3], ["b", None, 12]])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert LONG.strip() in lines[1]
    assert lines[2].split() == ["b", "12"]


def test_cells_are_texts_not_markup(capsys):
    print_table([words("texte")], [["[bold]x[/bold] [/]"]])
    assert "[bold]x[/bold] [/]" in capsys.readouterr().out


def test_table_without_headings_has_no_first_line(capsys):
    print_table([words(""), words("")], [["état", "complète"]])
    assert capsys.readouterr().out.splitlines() == ["état complète"]


def test_moment_is_a_minute():
    assert moment("2026-11-24T17:06:29Z") == "2026-11-24 17:06"
    assert moment(None) == "—"
