"""The history of the tables, one module per revision in `versions/`."""
