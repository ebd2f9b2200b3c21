"""The `glane` command and the demo's sample portals; with `web`, the only place where things are wired."""
