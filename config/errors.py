"""The errors of the configuration: all of them stop the start. They carry facts; the command line words them.

ConfigurationError
├── SettingsUnreadable      the file is not there, or no TOML
├── SettingsInvalid         a setting is unknown or does not fit: every fault, with the layer it came from
├── FederationUnknown       no list of sources has this name
├── FederatedSourceUnknown  ids that no list in use holds, each with the nearest that one does
└── SecretMissing           a secret is referred to and not there
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Problem = Literal[
    "unknown",
    "required",
    "text",
    "texts",
    "number",
    "address",
    "choice",
    "secret",
    "prefix",
    "flag",
    "schedule",
    "table",
    "tables",
]
"""What is wrong with a setting: it is unknown, it lacks, or it is not what is expected there."""


class ConfigurationError(Exception):
    """The root of what stops the start."""


class SettingsUnreadable(ConfigurationError):
    """The configuration file cannot be read; `where` is its path."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFault:
    """One setting that does not fit; `key` is its path (`search.engine`), never its value.

    `nearest` is the known key that resembles an unknown one; `allowed` is what a choice or a number may be.
    """

    key: str
    problem: Problem
    nearest: str | None = None
    allowed: str | None = None


class SettingsInvalid(ConfigurationError):
    """Settings that are unknown or do not fit, told all at once; `where` is their layer."""

    def __init__(self, where: str, faults: Sequence[SettingFault]) -> None:
        super().__init__(f"{where}: " + "; ".join(f"{fault.key}: {fault.problem}" for fault in faults))
        self.where = where
        self.faults = tuple(faults)


class FederationUnknown(ConfigurationError):
    """No list of sources comes by this name; `known` are those that do, `nearest` resembles it most."""

    def __init__(self, name: str, *, known: Sequence[str], nearest: str | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.known = tuple(known)
        self.nearest = nearest


class FederatedSourceUnknown(ConfigurationError):
    """No list in use holds these ids: `nearest` gives for each the one that resembles it, or None."""

    def __init__(self, nearest: Mapping[str, str | None], *, lists: Sequence[str]) -> None:
        super().__init__(", ".join(nearest))
        self.nearest = dict(nearest)
        self.lists = tuple(lists)


class SecretMissing(ConfigurationError):
    """The environment variable `name`, which the settings refer to, is not there or empty."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
