"""Write down the names of the legal content that addresses and other people's scripts hold.

For developers, once new questions, answers, conclusions or fiches are final:

    python -m scripts.freeze_legal_ids

Names are only added: one that is in the file and no longer in the content is a fault, which a test tells.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from legal_kb.letters import LETTERS
from legal_kb.library import Library, load_library

TARGET = Path(__file__).parent.parent / "tests" / "legal_kb" / "frozen_ids.yaml"
_TITLE = "# Written by scripts/freeze_legal_ids.py: names that are never changed or taken out.\n"
Names = dict[str, Any]


def names_of(library: Library) -> Names:
    """Return slugs of fiches and conventions, names of letters and, by diagnosis, values and conclusions."""
    return {
        "fiches": sorted(library.fiches),
        "letters": sorted(LETTERS),
        "conventions": sorted(library.conventions),
        "diagnoses": {
            diagnosis.slug: {
                "id": diagnosis.id,
                "conclusions": sorted(diagnosis.conclusion_by_id),
                "questions": {
                    question.id: sorted(answer.value for answer in question.answers)
                    for question in diagnosis.questions
                },
            }
            for diagnosis in library.diagnoses.values()
        },
    }


def list_lost(frozen: Names, present: Names) -> list[str]:
    """Return the names of `frozen` that `present` lacks, each with where it stood."""
    return list(_lost(frozen, present, ""))


def _lost(frozen: Any, present: Any, where: str) -> Iterable[str]:
    if isinstance(frozen, dict):
        for name, inner in frozen.items():
            yield from _lost(inner, (present or {}).get(name), f"{where}/{name}")
    elif isinstance(frozen, list):
        yield from (f"{where}/{name}" for name in frozen if name not in (present or []))
    elif frozen != present:
        yield f"{where}={frozen}"


def main() -> None:
    """Write the file; names that were lost keep it as it is."""
    present = names_of(load_library())
    frozen = yaml.safe_load(TARGET.read_text("utf-8")) if TARGET.exists() else {}
    if lost := list_lost(frozen, present):
        raise SystemExit("lost: " + ", ".join(lost))
    TARGET.write_text(
        _TITLE + yaml.safe_dump(present, allow_unicode=True, sort_keys=False, width=110), "utf-8"
    )


if __name__ == "__main__":
    main()
