"""The tests of Glane; they mirror the packages: `tests/<package>/test_<module>.py`."""
