from catalogue.remembering import LONGEST, remembered


def test_an_answer_is_remembered_with_every_argument():
    asked = []

    @remembered(10)
    def repeat(text, times=1):
        asked.append((text, times))
        return text * times

    assert [repeat("a", 2), repeat("a", 2), repeat("a", times=3), repeat("a")] == ["aa", "aa", "aaa", "a"]
    assert asked == [("a", 2), ("a", 3), ("a", 1)]


def test_no_more_answers_are_kept_than_allowed_and_no_long_texts():
    asked = []

    @remembered(2)
    def length(text):
        asked.append(len(text))
        return len(text)

    for text in ("a", "bb", "ccc", "a", "a", "x" * (LONGEST + 1), "x" * (LONGEST + 1)):
        assert length(text) == len(text)
    assert asked == [1, 2, 3, 1, LONGEST + 1, LONGEST + 1]
