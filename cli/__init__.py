"""The `glane` command and the sample portals of the demo; with `web`, the only place where things are wired."""
