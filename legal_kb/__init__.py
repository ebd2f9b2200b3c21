"""The legal knowledge base: fiches, self-diagnoses, letters, conventions and glossary.

Owns the content below `data/`, how it is read and checked, and how answers are followed. Knows no record and
no page: `web` joins both.
"""
