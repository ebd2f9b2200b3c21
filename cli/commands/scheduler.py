"""`glane scheduler`: recurring work, without the site."""

from contextlib import suppress

import click

from catalogue.language import gettext as _
from cli.options import Options, example
from cli.output import say
from cli.reports import DONE, NOTHING_DONE
from cli.scheduling import ending_on_sigterm, scheduling


@click.command(
    help=_("Fait le travail récurrent (moissons, index, nettoyage), jusqu'à Ctrl+C."),
    epilog=example("glane scheduler"),
)
@click.pass_obj
def scheduler(options: Options) -> int:
    """Work until interrupted; of several schedulers on one catalogue, one works at a time."""
    installation = options.open()
    with suppress(KeyboardInterrupt), ending_on_sigterm(), scheduling(installation, say) as thread:
        while thread.is_alive():
            thread.join(1.0)
        return NOTHING_DONE  # it ended by a fault of its own, which it told
    return DONE
