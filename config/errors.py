"""The errors of the configuration: all of them stop the start.

ConfigurationError
├── SettingsUnreadable    the file is not there, or no TOML
├── SettingsInvalid       a setting is unknown or does not fit: every fault, with the layer it came from
└── SecretMissing         a secret is referred to and not there
"""

from collections.abc import Sequence


class ConfigurationError(Exception):
    """The root of what stops the start."""


class SettingsUnreadable(ConfigurationError):
    """The configuration file cannot be read; `where` is its path."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where} : {reason}")


class SettingsInvalid(ConfigurationError):
    """Settings that are unknown or do not fit, told all at once."""

    def __init__(self, where: str, faults: Sequence[str]) -> None:
        super().__init__(f"{where} : " + " ; ".join(faults))
        self.faults = tuple(faults)


class SecretMissing(ConfigurationError):
    """A secret that the settings refer to is not there; its value is never shown."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference
