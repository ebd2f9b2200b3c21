"""The language of a page: `?lang=`, else what the browser prefers, else French; no cookie."""

from typing import Any

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel
from flask_babel import gettext as translate

from catalogue.language import SUPPORTED, TRANSLATIONS

DEFAULT = "fr"


def set_up_locale(app: Flask) -> None:
    """Translate pages from the one message catalogue, and let links keep a language that was chosen."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, default_locale=DEFAULT, locale_selector=current_locale)
    app.url_defaults(_keep_language)
    app.after_request(_tell_that_languages_differ)


def current_locale() -> str:
    """Return `fr` or `en`."""
    if not has_request_context():
        return DEFAULT
    chosen = chosen_language()
    if not chosen:
        g.asked_for_languages = True
    return chosen or request.accept_languages.best_match(SUPPORTED, DEFAULT) or DEFAULT


def gettext(text: str) -> str:
    """Return a French text in the language of the page."""
    return str(translate(text))


def chosen_language() -> str | None:
    """Return the language that the address names, if it is one of ours."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in SUPPORTED else None


def _tell_that_languages_differ(response: Response) -> Response:
    """What was written in the language that the browser prefers varies with it (RFC 9110 §12.5.5)."""
    if g.get("asked_for_languages"):
        response.vary.add("Accept-Language")
    return response


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Links of a page in a chosen language lead to pages in that language; files and the API have none."""
    if endpoint == "static" or endpoint.startswith("api") or not has_request_context():
        return
    if g.get("keeps_language", True) and (language := chosen_language()):
        values.setdefault("lang", language)
