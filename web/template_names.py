"""What templates may call beside Flask's own: words for codes, dates, sizes, safe links and markup."""

from typing import Any

from flask import Flask, current_app, request, url_for

from web.addresses import address_of
from web.error_pages import explain
from web.filter_names import filter_name, fit_name, run_state_name, why_name
from web.formatting import shown_date, shown_number, shown_period, shown_size
from web.labels import shown_label
from web.legal_documents import hit_address
from web.links import safe_href, shortened, shown_host
from web.locale import chosen_language, current_locale
from web.rich_text import render_rich_text, to_plain_text


def set_up_templates(app: Flask) -> None:
    """Register filters and globals."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        date=shown_date,
        number=shown_number,
        period=shown_period,
        size=shown_size,
        rich_text=render_rich_text,
        plain_text=to_plain_text,
        safe_href=safe_href,
        host=shown_host,
        shortened=shortened,
    )
    app.jinja_env.globals.update(
        label=shown_label,
        filter_name=filter_name,
        fit_name=fit_name,
        why_name=why_name,
        run_state_name=run_state_name,
        explain=explain,
        hit_address=hit_address,
    )
    app.context_processor(_page_context)


def _page_context() -> dict[str, Any]:
    return {
        "language": current_locale(),
        "chosen_language": chosen_language(),
        "other_language": "en" if current_locale() == "fr" else "fr",
        "other_language_address": _other_language_address(),
        "federation_title": current_app.config["FEDERATION_TITLE"],
    }


def _other_language_address() -> str:
    """The same page in the other language; an address that matched no page leads to the first one."""
    other = "en" if current_locale() == "fr" else "fr"
    if request.endpoint is None:
        return url_for("home.show", lang=other)
    kept = [(name, text) for name, text in request.args.items(multi=True) if name != "lang"]
    return address_of(request.endpoint, kept, **(request.view_args or {}), lang=other)
