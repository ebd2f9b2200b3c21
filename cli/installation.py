"""One installation, wired: settings, store, search engine, sources and harvester, opened when first used."""

import os
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from catalogue.language import gettext as _
from catalogue.source import Source
from catalogue.store import Database, check_revision, migrate
from catalogue.store.answers import StoredAnswers
from catalogue.store.replaying import list_kept_sources
from catalogue.store.sources import list_source_states, list_stored_sources, register_sources
from catalogue.territories import Gazetteer
from cli.errors import CatalogueMissing, SourceIdsClash, SourceUnknown
from config.loading import load_settings
from config.settings import Settings
from harvester.connector import FetchTools
from harvester.gateway import ParserGateway
from harvester.http import Errand, HttpPolicy, open_session, sign_in_of
from harvester.normalise import NormaliseContext
from harvester.probing import OpenTools
from harvester.progress import Progress
from harvester.renormalise import Renormaliser
from harvester.run import Harvester
from harvester.sources import parse_source
from search import Engine
from web.opening import open_services
from web.services import Services


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What a command works on; nothing is opened before it is asked for."""

    settings: Settings

    @cached_property
    def services(self) -> Services:
        """Return the store, the search engine and the territories, as the site uses them."""
        return open_services(self.settings)

    def close(self) -> None:
        """Let go of the connections and files that were opened."""
        if "services" in vars(self):
            self.services.database.close()
            self.services.engine.close()

    @property
    def database(self) -> Database:
        """Return the store."""
        return self.services.database

    @property
    def engine(self) -> Engine:
        """Return the search engine that the settings name."""
        return self.services.engine

    @property
    def gazetteer(self) -> Gazetteer:
        """Return the territories of France."""
        return self.services.gazetteer

    @cached_property
    def declared_sources(self) -> tuple[Source, ...]:
        """Return the sources of the configuration file and of the lists that it uses, checked; raises
        `SourceInvalid`, `SourceIdsClash`.
        """
        base = self.settings.base_folder
        declarations = (*self.settings.sources, *self.settings.listed_sources)
        sources = tuple(parse_source(declaration, base) for declaration in declarations)
        counts = Counter(source.id for source in sources)
        if twice := sorted(name for name, count in counts.items() if count > 1):
            raise SourceIdsClash(twice)
        return sources

    def prepare(self) -> str:
        """Make the data folder and the tables, and return their revision; may run again."""
        declared = self.declared_sources
        self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        revision = migrate(self.database)
        self.register(declared)
        return revision

    def check(self) -> None:
        """Raise `CatalogueMissing` or `StoreNeedsMigration` unless the tables are those of this version."""
        file = self.settings.database_file
        if file is not None and not file.exists():
            raise CatalogueMissing(self.settings.data_dir)
        check_revision(self.database)

    def register(self, declared: Sequence[Source]) -> None:
        """Write the declared sources to the store, so that pages know them; raises `SourceIdsClash`.

        Where the store knows them already, nothing is locked: a command that reads never waits for a writer.
        An entry of a list yields to a source of its id that was added to the store.
        """
        with self.database.snapshot() as connection:
            states = list_source_states(connection)
        stored = {state.source.id for state in states if state.declared and state.origin == "store"}
        declared = self._without_copied(declared, stored)
        if clashes := stored & {source.id for source in declared}:
            raise SourceIdsClash(sorted(clashes))
        known = [state.source for state in states if state.declared and state.origin == "file"]
        if known != sorted(declared, key=lambda source: source.id):
            with self.database.writing() as connection:
                register_sources(connection, declared, "file")

    def list_sources(self) -> list[Source]:
        """Return every declared source, of the file and of the store, by id."""
        with self.database.snapshot() as connection:
            stored = list_stored_sources(connection)
        declared = self._without_copied(self.declared_sources, {source.id for source in stored})
        return sorted([*declared, *stored], key=lambda source: source.id)

    def _without_copied(self, declared: Sequence[Source], stored: Collection[str]) -> list[Source]:
        copied = self.listed_ids.intersection(stored)
        return [source for source in declared if source.id not in copied]

    @cached_property
    def listed_ids(self) -> frozenset[str]:
        """Return the ids that only a list in use declares."""
        return frozenset(str(entry.get("id")) for entry in self.settings.listed_sources)

    def choose_sources(self, ids: tuple[str, ...]) -> list[Source]:
        """Return the named sources, or every enabled one; raises `SourceUnknown`."""
        known = {source.id: source for source in self.list_sources()}
        for name in ids:
            if name not in known:
                raise SourceUnknown(name, sorted(known))
        return [known[name] for name in dict.fromkeys(ids)] or [one for one in known.values() if one.enabled]

    def choose_kept(self, ids: tuple[str, ...]) -> list[Source]:
        """Return the named sources, or every one whose records are kept, whether it is still declared or
        not; raises `SourceUnknown`.
        """
        with self.database.snapshot() as connection:
            known = {state.source.id: state.source for state in list_source_states(connection)}
            kept = list_kept_sources(connection)
        for name in ids:
            if name not in known:
                raise SourceUnknown(name, sorted(known))
        return [known[name] for name in dict.fromkeys(ids or kept)]

    @contextmanager
    def harvester(self, progress: Progress) -> Iterator[Harvester]:
        """Give a harvester whose parser child lives as long as the block."""
        with ParserGateway() as gateway:

            @contextmanager
            def open_tools(source: Source, stop: threading.Event) -> Iterator[FetchTools]:
                errand = replace(self._errand(source, stop), answers=StoredAnswers(self.database, source.id))
                with open_session(
                    self._policy(source), allow_private=source.allow_private, errand=errand
                ) as session:
                    yield FetchTools(session=session, gateway=gateway)

            yield Harvester(
                database=self.database,
                open_tools=open_tools,
                context_of=self.context_of,
                progress=progress,
                full_every=timedelta(days=self.settings.harvest.full_every),
            )

    @contextmanager
    def looking(
        self, patience: Callable[[HttpPolicy], HttpPolicy] = lambda policy: policy
    ) -> Iterator[OpenTools]:
        """Give a way to open tools that keep nothing, for whoever only looks; `patience` may cut waits."""
        with ParserGateway() as gateway:

            @contextmanager
            def open_tools(source: Source, stop: threading.Event) -> Iterator[FetchTools]:
                policy, errand = patience(self._policy(source)), self._errand(source, stop)
                with open_session(policy, allow_private=source.allow_private, errand=errand) as session:
                    yield FetchTools(session=session, gateway=gateway)

            yield open_tools

    @contextmanager
    def renormaliser(self, progress: Progress) -> Iterator[Renormaliser]:
        """Give what maps stored originals anew; its parser child lives as long as the block."""
        with ParserGateway() as gateway:
            yield Renormaliser(
                database=self.database, gateway=gateway, context_of=self.context_of, progress=progress
            )

    def _errand(self, source: Source, stop: threading.Event) -> Errand:
        """Return the errand of a session that keeps no answers."""
        return Errand(home=source.url, sign_in=sign_in_of(source.auth, source.url, os.environ), cancel=stop)

    def _policy(self, source: Source) -> HttpPolicy:
        settings = self.settings.harvest
        contact = self.settings.web.contact or self.settings.web.public_url or _("contact non renseigné")
        agent = f"Glane/{version('glane')} (+{contact.removeprefix('mailto:')})"
        return HttpPolicy(
            user_agent=agent,
            pace=max(settings.pace, source.pace or 0.0),
            crawl_delay=settings.crawl_delay == "always"
            or (settings.crawl_delay == "public" and not source.allow_private),
        )

    def context_of(self, source: Source) -> NormaliseContext:
        """Return what the steps of normalisation know of a source."""
        return NormaliseContext(
            gazetteer=self.gazetteer,
            source_territories=source.territories,
            source_title=source.title,
            defaults=source.defaults,
        )


def open_installation(
    config_file: Path | None = None, data_dir: Path | None = None, options: Mapping[str, Any] | None = None
) -> Installation:
    """Return the installation of these options and of the environment."""
    return Installation(
        settings=load_settings(os.environ, config_file=config_file, data_dir=data_dir, options=options)
    )
