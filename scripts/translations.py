"""The translation catalogues: French is written in the code and the templates, English in a `.po` file.

The domain `messages` holds our texts. The domain `click` holds in French what Click, which writes English,
says in help pages and usage errors.

    python -m scripts.translations update      put new texts into the `.po` files, then compile
    python -m scripts.translations check       fail where a text or a compiled file is not up to date

A text is found where it is an argument of `_`, `gettext`, `ngettext`, `lazy_gettext` or `N_` (which marks a
text that is translated later), and in `{% trans %}` of a template.
"""

import io
import sys
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGES = ("bouquets", "catalogue", "cli", "config", "harvester", "legal_kb", "search", "web")
METHODS = [("**.py", "python"), ("**/templates/**.*", "jinja2")]
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "N_": None}


def main(arguments: list[str]) -> int:
    """Run one verb and return the exit code: 0 done, 1 something is not up to date, 64 wrong usage."""
    if arguments == ["update"]:
        for path in list_catalogues():
            update(path)
        return 0
    if arguments == ["check"]:
        faults = [fault for path in list_catalogues() for fault in list_faults(path)]
        print("\n".join(faults) or "Translations: up to date")
        return 1 if faults else 0
    print(__doc__, file=sys.stderr)
    return 64


def list_catalogues() -> list[Path]:
    """Return the `.po` files of the packages."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.po"))


def update(path: Path) -> None:
    """Add the new texts to `path`, drop those that nobody says any more, and compile it."""
    catalogue = _read(path)
    catalogue.update(extracted(path.stem), no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as target:
        write_po(
            target,
            catalogue,
            omit_header=False,
            no_location=True,
            sort_output=True,
            ignore_obsolete=True,
            width=110,
        )
    path.with_suffix(".mo").write_bytes(compiled(path))


def list_faults(path: Path) -> list[str]:
    """Say which texts the catalogue at `path` lacks and whether its compiled form is old."""
    catalogue = _read(path)
    name = path.relative_to(ROOT)
    lacking = [
        f"{name}: lacks {message.id!r}"
        for message in extracted(path.stem)
        if message.id and message.id not in catalogue
    ]
    binary = path.with_suffix(".mo")
    if not binary.exists() or binary.read_bytes() != compiled(path):
        lacking.append(f"{name.with_suffix('.mo')}: not compiled from its .po")
    return lacking


def extracted(domain: str) -> Catalog:
    """Return every text of a domain, without translations."""
    template = Catalog(charset="utf-8")
    for folder in _list_folders(domain):
        found = extract_from_dir(folder, METHODS, keywords=KEYWORDS)
        for _file, _line, message, comments, context in found:
            template.add(message, auto_comments=comments, context=context)
    return template


def _list_folders(domain: str) -> list[Path]:
    """Return where the texts of a domain are written: in our packages, or in a library of that name."""
    if domain == "click":
        return [Path(click.__file__).parent]
    return [ROOT / package for package in PACKAGES]


def compiled(path: Path) -> bytes:
    """Return the binary form of the catalogue at `path`."""
    target = io.BytesIO()
    write_mo(target, _read(path))
    return target.getvalue()


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name, domain=path.stem)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
