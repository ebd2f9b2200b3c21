"""The web application: the one place where pages, API, feeds and their services meet."""

import os

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from config.loading import load_settings
from config.settings import Settings
from web.api.blueprint import set_up_api
from web.api.endpoints import api
from web.error_answers import set_up_error_answers
from web.host_guard import set_up_host_guard
from web.http_cache import set_up_http_cache
from web.locale import set_up_locale
from web.opening import open_services
from web.pages import BLUEPRINTS
from web.rate_limits import set_up_rate_limits
from web.security_headers import set_up_security_headers
from web.services import EXTENSION, LazyServices, Services
from web.template_names import set_up_templates

MOST_SENT = 1_000_000
"""Bytes that a request may bring: forms and answers are small."""

LETTERS_FOLDER = "letters"
"""Below the data folder: ready letters of this installation, which go before those that are shipped."""


class PlainJson(DefaultJSONProvider):
    """JSON as it was built: no escaped accents, no reordered keys."""

    ensure_ascii = False
    sort_keys = False


def create_app(services: Services | None = None, settings: Settings | None = None) -> Flask:
    """Return the WSGI application; nothing connects before the first request.

    Without `services` they are opened from `settings`, by default those that `GLANE_CONFIG` and
    `GLANE_DATA_DIR` name. Raises `ConfigurationError`.
    """
    app = Flask(__name__)
    app.json = PlainJson(app)
    app.url_map.strict_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = MOST_SENT
    _set_up_services(app, services, settings)
    set_up_host_guard(app)
    set_up_rate_limits(app)
    set_up_http_cache(app)
    set_up_security_headers(app)
    set_up_locale(app)
    set_up_templates(app)
    set_up_error_answers(app)
    set_up_api(app, api)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _set_up_services(app: Flask, services: Services | None, settings: Settings | None) -> None:
    """The title and the public address are known at once: every page and header needs them."""
    if services is not None:
        given = services
        app.config.update(PUBLIC_URL=given.public_url, FEDERATION_TITLE=given.federation_title)
        app.config["POSTS_PER_MINUTE"] = given.posts_per_minute
        app.extensions[EXTENSION] = LazyServices(lambda: given)
        return
    known = settings or load_settings(os.environ)
    app.config.update(PUBLIC_URL=known.web.public_url, FEDERATION_TITLE=known.web.title)
    app.config["POSTS_PER_MINUTE"] = known.web.posts_per_minute
    app.config["LETTERS_FOLDER"] = known.data_dir / LETTERS_FOLDER
    app.extensions[EXTENSION] = LazyServices(lambda: open_services(known))
