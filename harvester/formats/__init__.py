"""Pure readers of foreign formats: bytes or parsed documents in, records out; no network, no store, no clock.

Each connector has its family of modules here (`csv_*`, `dcat_*`, `csw_*` and `iso19139_*`); what several
share is in `words`, `kinds` and `geometry`.
"""
