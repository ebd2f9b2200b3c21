"""Descriptions as plain text (faults H19, H35, H45)."""

import pytest

from harvester.formats.html_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("Un<br>Deux", "Un\nDeux"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<p>Voir <a href="https://x.example/">ici</a>.</p>', "Voir ici (https://x.example/)."),
        ('<a href="https://x.example/">https://x.example/</a>', "https://x.example/"),
        ('<a href="javascript:alert(1)">ici</a>', "ici"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style>", "a"),
        ("<p>Caf&eacute; &amp; th&eacute;</p>", "Café & thé"),
        ("&lt;p&gt;Un&lt;/p&gt;", "Un"),
        ("&amp;lt;p&amp;gt;Un&amp;lt;/p&amp;gt;", "Un"),
        ("si a < b et b > c", "si a < b et b > c"),
        ("un fossé de &lt; 2 m, R&amp;D", "un fossé de < 2 m, R&D"),
        ("a=1&copy=2", "a=1&copy=2"),
        ("<!DOCTYPE html>\n<p>Un</p>", "Un"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>\n<div>Un &b;</div>', "Un &b;"),
        ("<!DOCTYPE [ sans fin", "<!DOCTYPE [ sans fin"),
        ("Une ligne\nUne autre", "Une ligne\nUne autre"),
        ("<p></p>", None),
        ("", None),
        (None, None),
    ],
)
def test_plain_text(html, text):
    assert plain_text(html) == text


def test_unclosed_markup_loses_nothing():
    assert plain_text("<div>Un <b>deux <i>trois") == "Un deux trois"
