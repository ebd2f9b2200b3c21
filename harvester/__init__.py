"""From other people's catalogues to records: connectors, the parser gateway, normalisation and runs.

Leaves storage to `catalogue` and never meets `search`: the change log carries the news.
"""
