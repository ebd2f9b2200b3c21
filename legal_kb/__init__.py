"""The legal knowledge base: fiches, self-diagnoses, conventions and glossary (no content yet)."""
