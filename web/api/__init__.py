"""The JSON API under /api/1: schemas, OpenAPI, problem details, cursors."""
