import re

import pytest

from web.rich_text import render_rich_text, to_plain_text

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<p onclick=alert(1)>x</p>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example/)",
    "[x](/relatif)",
    "[x](https://gouv.fr@evil.example/)",
    "![x](http://tracker.example/x.png)",
    "<math><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>",
    "<p><style>p{background:url(http://x)}</style></p>",
    "<form action=http://evil><input name=q></form><p>x</p>",
    "<base href=http://evil><p>x</p>",
    "<meta http-equiv=refresh content=0;url=http://evil><p>x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><p>x</p>",
    '<p style="position:fixed">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "&lt;p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;",
    "&amp;lt;p onclick=x&amp;gt;",
    "<b<script>>x</b>",
    "`<script>`",
    "```\n<script>\n```",
]
ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_but_the_allowed_tags_comes_out(payload):
    markup = str(render_rich_text(payload))
    for name, attributes in re.findall(r"<\s*/?\s*(\w+)([^>]*)>", markup):
        assert name in ALLOWED, markup
        assert name == "a" or not attributes.strip(), markup
    for target in re.findall(r'href="([^"]*)"', markup):
        assert target.startswith(("http://", "https://", "ftp://", "mailto:")), markup
        assert "evil" not in target


def test_markdown_is_shown():
    markup = render_rich_text("# Titre\n\nUn **mot**, un [lien](https://example.fr/a b).\n\n- un\n- deux")
    assert "<h3>Titre</h3>" in markup
    assert "<strong>mot</strong>" in markup
    assert markup.count("<li>") == 2


def test_links_tell_nobody_where_they_come_from():
    markup = render_rich_text("[x](https://example.fr/)")
    assert 'href="https://example.fr/"' in markup
    assert 'rel="nofollow noopener noreferrer"' in markup


def test_html_is_shown_as_html():
    assert render_rich_text("<div>a <b>b</b></div><h1>c</h1>") == "<p>a <strong>b</strong></p><h3>c</h3>"


def test_what_was_escaped_twice_is_shown_as_meant():
    assert "<p>Bonjour</p>" in render_rich_text("&amp;lt;p&amp;gt;Bonjour&amp;lt;/p&amp;gt;")


def test_lines_are_kept():
    assert "<br>" in render_rich_text("une\ndeux")


def test_an_absent_text_is_empty():
    assert render_rich_text(None) == ""


def test_plain_text_is_cut_at_a_word():
    assert to_plain_text("Un **texte** plutôt long", 12) == "Un texte …"
    assert to_plain_text("a < b & c", 50) == "a < b & c"
