"""Needs and bouquets: from what somebody wants to know to a set of usable data (no content yet)."""
