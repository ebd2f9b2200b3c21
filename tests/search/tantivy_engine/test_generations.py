import pytest

from search.errors import IndexBusy, IndexUnavailable
from search.tantivy_engine.generations import POINTER, Generations


def test_a_generation_counts_once_it_is_published(tmp_path):
    generations = Generations(tmp_path, 0)
    assert generations.find_current() is None
    first = generations.create()
    assert generations.find_current() is None
    generations.publish(first)
    assert generations.find_current() == first


def test_publishing_removes_the_old_and_the_unfinished(tmp_path):
    generations = Generations(tmp_path, 0)
    generations.publish(generations.create())
    generations.create()
    last = generations.create()
    generations.publish(last)
    assert [item for item in tmp_path.iterdir() if item.is_dir()] == [last]


def test_an_index_of_another_format_counts_as_none(tmp_path):
    generations = Generations(tmp_path, 0)
    generations.publish(generations.create())
    (tmp_path / POINTER).rename(tmp_path / "current-format-0")
    assert generations.find_current() is None


def test_one_writer_at_a_time(tmp_path):
    generations = Generations(tmp_path, 0.1)
    with generations.writing(), pytest.raises(IndexBusy), Generations(tmp_path, 0.1).writing():
        pass
    with generations.writing():
        assert generations.find_current() is None


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexUnavailable), Generations(tmp_path / "file" / "index", 0).writing():
        pass
