"""Asks for a harvest of the only source of an installation, several times at once, and says how each ended.

    python triggers.py FOLDER TIMES

One line per request: the state of a run, or the kind of what refused it.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cli.installation import open_installation
from harvester.errors import SourceUnavailable
from harvester.progress import NoProgress
from harvester.run import harvest


def trigger(installation, source):
    """Ask once."""
    try:
        with installation.harvester(NoProgress()) as harvester:
            end: str = harvest(source, harvester).status
    except SourceUnavailable as error:
        end = error.kind
    sys.stdout.write(f"{end}\n")
    sys.stdout.flush()


def main():
    """Ask in as many threads as wanted."""
    folder, times = sys.argv[1:]
    installation = open_installation(data_dir=Path(folder))
    (source,) = installation.choose_sources(())
    with ThreadPoolExecutor(int(times)) as threads:
        for asked in [threads.submit(trigger, installation, source) for _ in range(int(times))]:
            asked.result()
    installation.close()


if __name__ == "__main__":
    main()
