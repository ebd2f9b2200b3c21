"""The pages and feeds, a blueprint each."""

from web.pages.conventions import conventions
from web.pages.feeds import feeds
from web.pages.health import health
from web.pages.home import home
from web.pages.legal import legal
from web.pages.record import record
from web.pages.search import search
from web.pages.sources import sources

BLUEPRINTS = (home, search, record, sources, feeds, health, legal, conventions)
