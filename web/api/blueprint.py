"""The blueprint of version 1 and how flask-smorest serves it: OpenAPI 3.1, problem details, status 400."""

from typing import Any

from flask import Flask
from flask_smorest import Api, Blueprint
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser

from web.api.problems import VALIDATION_STATUS
from web.api.schemas import ProblemSchema

VERSION = "1"
PREFIX = f"/api/{VERSION}"
CONFIG = {
    "API_TITLE": "Glane",
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": PREFIX,
    "OPENAPI_JSON_PATH": "openapi.json",
}


class QueryParser(FlaskParser):
    """Reads query parameters; what does not fit, a misspelt name too, is a bad request."""

    DEFAULT_VALIDATION_STATUS = VALIDATION_STATUS
    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - an instance variable for webargs
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
    }


class ApiBlueprint(Blueprint):
    """A flask-smorest blueprint with our parser."""

    ARGUMENTS_PARSER = QueryParser()


class GlaneApi(Api):
    """flask-smorest with our problem documents; `web.error_answers` answers errors for the whole site."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to the application."""


api = ApiBlueprint("api", __name__, url_prefix=PREFIX, description="Lire le catalogue")


def set_up_api(app: Flask, *blueprints: Any) -> None:
    """Serve the API and its description."""
    app.config.update(CONFIG)
    smorest = GlaneApi(app)
    for blueprint in blueprints:
        smorest.register_blueprint(blueprint)
