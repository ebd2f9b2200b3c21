"""The front-end files that Glane ships, each byte-equal to what its maker published.

    python -m scripts.vendor_assets verify     compare every file with the lock (no network)
    python -m scripts.vendor_assets update     fetch what `WANTED` names with `npm pack`, and write the lock

`web/static/vendor/vendor.lock.json` gives name, version, licence and SHA-256 of each file. To take another
version, change `WANTED`, run `update`, and correct the path in the templates.
"""

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parent.parent / "web/static/vendor"
LOCK = VENDOR / "vendor.lock.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A package of npm: which of its files we ship, by their path in the package."""

    name: str
    version: str
    files: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where its files lie: a folder per version, so that a browser may keep them for ever."""
        return VENDOR / self.name / self.version


WANTED = (Asset(name="bootstrap", version="5.3.8", files=("dist/css/bootstrap.min.css", "LICENSE")),)


def main(arguments: list[str]) -> int:
    """Run one verb and return the exit code: 0 done, 1 a file differs, 64 wrong usage."""
    if arguments == ["update"]:
        update()
        return 0
    if arguments == ["verify"]:
        found = list_differences(json.loads(LOCK.read_text("utf-8")), VENDOR)
        print("\n".join(found) or "Vendored files: as their makers published them")
        return 1 if found else 0
    print(__doc__, file=sys.stderr)
    return 64


def update() -> None:
    """Replace every vendored file by the published one and write the lock."""
    locked = []
    for asset in WANTED:
        shutil.rmtree(asset.folder.parent, ignore_errors=True)
        asset.folder.mkdir(parents=True)
        licence = _fetch_files(asset)
        files = {path.name: _digest(path) for path in sorted(asset.folder.iterdir())}
        locked.append({"name": asset.name, "version": asset.version, "licence": licence, "sha256": files})
    LOCK.write_text(json.dumps({"packages": locked}, indent=2) + "\n", "utf-8")


def list_differences(lock: Mapping[str, Any], vendor: Path) -> list[str]:
    """Say what of the folder `vendor` is not as `lock` has it: changed, missing or unknown files."""
    expected = {
        f"{package['name']}/{package['version']}/{name}": digest
        for package in lock["packages"]
        for name, digest in package["sha256"].items()
    }
    paths = (path for path in vendor.rglob("*") if path.is_file() and path.name != LOCK.name)
    found = {path.relative_to(vendor).as_posix(): _digest(path) for path in paths}
    names = sorted(expected.keys() | found.keys())
    return [_difference(name, found.get(name)) for name in names if expected.get(name) != found.get(name)]


def _difference(name: str, digest: str | None) -> str:
    return f"{name}: missing" if digest is None else f"{name}: not in the lock, or not with these bytes"


def _fetch_files(asset: Asset) -> str:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", f"{asset.name}@{asset.version}"]
        subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as package:
            for name in asset.files:
                (asset.folder / Path(name).name).write_bytes(_member(package, name))
            licence: str = json.loads(_member(package, "package.json"))["license"]
    return licence


def _member(package: tarfile.TarFile, name: str) -> bytes:
    content = package.extractfile(f"package/{name}")
    if content is None:
        raise FileNotFoundError(name)
    return content.read()


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
