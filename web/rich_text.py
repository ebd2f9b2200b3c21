"""Descriptions written elsewhere, in Markdown or HTML, made safe to show: the only place that makes markup.

Markdown is read with raw HTML off; whatever comes out passes an allow-list, so a mistake in one step is held
by the other. Pictures are dropped: they would tell their host who reads.
"""

import html
import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from web.links import safe_href

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code"}
HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4", "h5": "h4", "h6": "h4"}
SAME_MEANING = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p"}
HTML_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|strong|em|ul|ol|li|a|h[1-6]|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
ESCAPED_TAG = re.compile(r"&(?:amp;)*lt;/?(?:p|br|div|span|strong|em|ul|ol|li|a)\b", re.IGNORECASE)
RENAMED = re.compile(rf"(</?)({'|'.join(SAME_MEANING)})(?=[\s/>])", re.IGNORECASE)
ESCAPED_AT_MOST = 2
MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")


def render_rich_text(text: str | None) -> Markup:
    """Return the description as safe markup; empty for an absent one."""
    source = _unescape(text or "")
    if HTML_TAG.search(source):
        return _clean(RENAMED.sub(lambda tag: tag[1] + SAME_MEANING[tag[2].lower()], source))
    tokens = MARKDOWN.parse(source)
    for token in tokens:
        _lower_heading(token)
    return _clean(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def to_plain_text(text: str | None, length: int) -> str:
    """Return the words of a description, cut at a space near `length` characters."""
    words = html.unescape(nh3.clean(str(render_rich_text(text)).replace("<", " <"), tags=set())).split()
    plain = " ".join(words)
    return plain if len(plain) <= length else f"{plain[:length].rsplit(' ', 1)[0]} …"


def _unescape(text: str) -> str:
    """Undo escaping done twice on the way, as some catalogues do; at most twice, so that no text loops."""
    for _ in range(ESCAPED_AT_MOST):
        if ESCAPED_TAG.search(text):
            text = html.unescape(text)
    return text


def _lower_heading(token: Token) -> None:
    """The page has its own h1 and h2."""
    token.tag = HEADINGS.get(token.tag, token.tag)


def _clean(markup: str) -> Markup:
    cleaned = nh3.clean(
        markup,
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=lambda _tag, name, value: safe_href(value) if name == "href" else value,
        link_rel="nofollow noopener noreferrer",
    )
    return Markup(cleaned)  # noqa: S704 - the allow-list above is what makes it safe
