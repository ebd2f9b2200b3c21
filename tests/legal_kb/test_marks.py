import pytest

from legal_kb.marks import UNCONFIRMED, Piece, keys_of, pieces_of, plain


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("Sans marque.", [Piece(words="Sans marque.")]),
        ("Lu [[A]].", [Piece(words="Lu", keys=("A",)), Piece(words=".")]),
        ("Lu\n  [[A]][[B-1]] [[A]], puis su [[?]]", [
            Piece(words="Lu", keys=("A", "B-1")),
            Piece(words=", puis su", keys=(UNCONFIRMED,)),
        ]),
        ("[[A]] seul", [Piece(words="", keys=("A",)), Piece(words=" seul")]),
        ("[lien](fiche:x) et [gap]", [Piece(words="[lien](fiche:x) et [gap]")]),
        ("vide [[]] ou [[trop [[long]]", [
            Piece(words="vide [[]] ou [[trop", keys=("long",)),
        ]),
    ],
)  # fmt: skip
def test_a_text_is_cut_at_its_marks(text, pieces):
    assert list(pieces_of(text)) == pieces


def test_marks_in_order_as_often_as_they_come():
    assert keys_of("Un [[B]][[A]]. Deux [[?]], trois [[B]].") == ["B", "A", "?", "B"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Lu [[A]].", "Lu."),
        ("Su [[?]].", "Su (à vérifier)."),
        ("Lu et su [[A]][[?]], fin ", "Lu et su (à vérifier), fin"),
    ],
)
def test_plain_words_say_what_was_not_read(text, said):
    assert plain(text) == said
