"""`glane source check`: do sources answer, and what are they; nothing is written."""

import click

from catalogue.language import gettext as _
from catalogue.language import ngettext
from cli.options import Options, as_json, example
from cli.output import print_json, say
from cli.reports import DONE, DONE_WITH_REMARKS, NOTHING_DONE
from cli.source_check import SourceCheck, check_sources, list_lines


@click.command(
    "check",
    help=_("Demande à des sources si elles répondent, ce qu'elles sont et ce qu'elles ont ; n'écrit rien."),
    epilog=example("glane source check --all"),
)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@click.option("--all", "every", is_flag=True, help=_("Toutes les sources, même inactives."))
@as_json
@click.pass_obj
def check(options: Options, ids: tuple[str, ...], *, every: bool, json_output: bool) -> int:
    """Ask sources what they are, and tell it as they answer; code 2 where none does, 1 where some do not."""
    if not ids and not every:
        raise click.UsageError(_("Nommez une source, ou ajoutez --all."))
    installation = options.open()
    sources = installation.list_sources() if every else installation.choose_sources(ids)
    checks: dict[str, SourceCheck] = {}
    for one in check_sources(installation, sources):
        checks[one.id] = one
        lines = list(list_lines(one))
        if json_output:
            say(lines[0])
        else:
            click.echo("\n".join(lines))
    if json_output:
        print_json({"sources": [_to_json(checks[one.id]) for one in sources]})
    reachable = sum(one.reachable for one in checks.values())
    if not checks:
        say(_("Aucune source n'est déclarée."))
    elif len(checks) > 1:
        text = ngettext(
            "{reachable} source sur {count} répond.", "{reachable} sources sur {count} répondent.", reachable
        )
        say(text.format(reachable=reachable, count=len(checks)))
    return DONE if reachable == len(checks) else DONE_WITH_REMARKS if reachable else NOTHING_DONE


def _to_json(found: SourceCheck) -> dict[str, object]:
    return {name: getattr(found, name) for name in SourceCheck.__slots__}
