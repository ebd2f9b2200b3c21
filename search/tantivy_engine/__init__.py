"""The embedded engine: a tantivy index in the data folder."""

from search.tantivy_engine.engine import TantivyEngine

__all__ = ["TantivyEngine"]
