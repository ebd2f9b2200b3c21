"""The commands of `glane`, one module per subject; this list is the whole command line."""

import click

from cli.commands.demo import demo
from cli.commands.harvest import harvest
from cli.commands.index import index
from cli.commands.jobs import jobs
from cli.commands.legal import legal
from cli.commands.records import export, show
from cli.commands.renormalise import renormalise_sources
from cli.commands.runs import runs
from cli.commands.scheduler import scheduler
from cli.commands.search import search
from cli.commands.serve import serve
from cli.commands.setup import doctor, init, migrate
from cli.commands.sources import source

COMMANDS: tuple[click.Command, ...] = (
    demo,
    init,
    migrate,
    doctor,
    source,
    harvest,
    runs,
    renormalise_sources,
    index,
    search,
    show,
    export,
    legal,
    serve,
    scheduler,
    jobs,
)
