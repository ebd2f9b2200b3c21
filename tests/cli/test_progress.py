from rich.progress import Progress

from cli.progress import BarProgress, LineProgress, watching


def test_without_a_terminal_each_phase_is_a_line(capsys):
    with watching() as progress:
        assert isinstance(progress, LineProgress)
        progress.phase("air", "fetching")
        progress.listed("air", 10, 20)
        progress.phase("air", "publishing")
        progress.phase("air", "published")
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.splitlines() == ["air : lecture de la source", "air : publication", "air : fini"]


def test_bar_moves_with_the_listing_and_ends_full():
    bars = Progress(disable=True)
    progress = BarProgress(bars)
    progress.phase("air", "fetching")
    progress.phase("eau", "fetching")
    progress.listed("air", 10, 20)
    air, eau = bars.tasks
    assert (air.completed, air.total) == (10, 20)
    assert (eau.completed, eau.total) == (0, None)
    progress.listed("air", 15, None)
    progress.phase("air", "published")
    assert (air.completed, air.total, air.finished) == (15, 15, True)
    progress.phase("eau", "published")
    assert eau.finished
