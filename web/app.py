"""The web application: the one place where pages, API, feeds and their services meet."""

from flask import Flask

from web.api.blueprint import set_up_api
from web.api.endpoints import api
from web.error_answers import set_up_error_answers
from web.http_cache import set_up_http_cache
from web.locale import set_up_locale
from web.pages import BLUEPRINTS
from web.security_headers import set_up_security_headers
from web.services import EXTENSION, LazyServices, Services
from web.template_names import set_up_templates


def create_app(services: Services | None = None) -> Flask:
    """Return the WSGI application; nothing connects before the first request."""
    assert services
    app = Flask(__name__)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.config["PUBLIC_URL"] = services.public_url
    app.extensions[EXTENSION] = LazyServices(lambda: services)
    set_up_http_cache(app)
    set_up_security_headers(app)
    set_up_locale(app)
    set_up_templates(app)
    set_up_error_answers(app)
    set_up_api(app, api)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
