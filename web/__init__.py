"""The site: pages, the JSON API, and the feeds, served by Flask."""
