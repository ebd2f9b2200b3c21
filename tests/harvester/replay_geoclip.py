"""A Géoclip observatory on loopback, as far as its lists go, and the ways in which real ones differ."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from tests.harvester.replay import Answer, Asked, Portal

UNAVAILABLE = b"<html><body><h1>Unavailable service</h1></body></html>".ljust(426)
LIST, INIT = "/GC_listIndics.php", "/GC_init.php"
DOWNLOAD = "/api/v1/functions/GC_API_download.php"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """`obs` names the values of the parameter that each service bears (`""`: none given); `sheets` are the
    rows of the metadata sheet by `dataset.indic`, `broken` those whose download fails.
    """

    list_obs: Collection[str] = ("", "main")
    init_obs: Collection[str] = ("", "main")
    init: Mapping[str, Any] | None = None
    sheets: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    broken: Collection[str] = ()
    status_when_off: int = 200


def observatory(indics: Any, habits: Habits | None = None, root: str = "") -> Portal:
    """Return a portal that lists `indics` below `root`; everything else is not found."""
    how = habits or Habits()

    def answer(asked: Asked) -> Answer:
        match asked.path.removeprefix(root):
            case "/GC_listIndics.php":
                return _content(asked, how.list_obs, {"indics": indics}, how.status_when_off)
            case "/GC_init.php" if how.init is not None:
                return _content(asked, how.init_obs, how.init, how.status_when_off)
            case "/api/v1/functions/GC_API_download.php":
                return _download(asked, how)
        return Answer(content=b"nothing here", media_type="text/plain", status=404)

    return answer


def indicator(code: str, dataset: str = "jeu", **more: Any) -> dict[str, Any]:
    """Return an entry of the list."""
    said = {
        "c_id_indicateur": code,
        "c_id_dataset": dataset,
        "c_lib_indicateur": f"Indicateur {code}",
        "mods": ["2022"],
        "nivgeos": ["com2025", "reg"],
    }
    return said | more


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """Return an XLSX as a spreadsheet program writes it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _content(asked: Asked, borne: Collection[str], content: Any, status_when_off: int) -> Answer:
    if asked.query.get("obs", "") not in borne:
        return Answer(content=UNAVAILABLE, media_type="text/html", status=status_when_off)
    return Answer(content=json.dumps({"content": content}).encode(), media_type="application/json")


def _download(asked: Asked, how: Habits) -> Answer:
    name = f"{asked.query.get('dataset')}.{asked.query.get('indic')}"
    if name in how.broken or name not in how.sheets:
        return Answer(content=b"", status=404)
    return Answer(content=workbook(Data=[["codgeo", "libgeo"]], Infos=how.sheets[name]))
