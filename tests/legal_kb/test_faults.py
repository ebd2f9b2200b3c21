from legal_kb.errors import ContentInvalid
from legal_kb.faults import Fault, errors_among

ERROR = Fault(file="fiches/a.md", line=3, message="manque")
WARNING = Fault(file="fiches/a.md", line=2, message="à relire", level="avertissement")


def test_warnings_keep_nothing_from_use():
    assert errors_among([WARNING, ERROR]) == [ERROR]


def test_faults_come_by_file_and_line():
    assert sorted([ERROR, WARNING]) == [WARNING, ERROR]


def test_invalid_content_tells_every_fault_on_a_line_of_its_own():
    invalid = ContentInvalid([ERROR, WARNING])
    assert invalid.faults == (ERROR, WARNING)
    assert str(invalid) == "fiches/a.md:3: erreur : manque\nfiches/a.md:2: avertissement : à relire"
