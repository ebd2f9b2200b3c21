"""Finding: documents, one French analysis, two engines behind one protocol, and sync from the change log."""
