"""Settings and declared sources: values only, read by `cli` and `web`, which pass them down."""
