"""Contrast of the tokens (WCAG 2.2, 1.4.3 and 1.4.11), computed from the style sheet."""

import re
from pathlib import Path

import pytest

from web import app

SHEET = (Path(app.__file__).parent / "static" / "glane.css").read_text("utf-8")
TOKENS = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6}|#fff)\b", SHEET))
TEXT = 4.5
SHAPES = 3.0


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lights = sorted((luminance(TOKENS.get(one, one)), luminance(TOKENS.get(other, other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


@pytest.mark.parametrize("ground", ["paper", "card", "straw", "green-tint"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "green-deep"])
def test_text_is_readable_on_every_ground(ink, ground):
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("#ffffff", "green"),
        ("#ffffff", "green-deep"),
        ("green", "card"),
        ("green", "paper"),
        ("clay", "paper"),
        ("ink", "mark"),
        ("#f4dda0", "green-deep"),
        ("#e9f1ec", "green-deep"),
        ("#7c3214", "clay-tint"),
        ("#4a3d17", "straw"),
    ],
)
def test_pairs_in_use_are_readable(ink, ground):
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize("ground", ["paper", "card", "#ffffff", "green-tint"])
def test_focus_rings_and_edges_of_fields_stand_out(ground):
    assert contrast("ring", ground) >= SHAPES
    assert contrast("#6d7b74", ground) >= SHAPES
