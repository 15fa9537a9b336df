"""The command line: one command a file, loaded when it is asked for."""

import logging
import sys
from importlib import import_module

import click

from streams.cli.checks import by_stages
from streams.settings import Settings, SettingsError

COMMANDS = (
    "demo", "broker", "process", "worker", "ingest", "tail", "topics", "dead-letters", "replay", "duplicates",
    "pages", "classify", "train", "route", "bench",
)  # fmt: skip


class Lazy(click.Group):
    """A group that imports a command's module only when it is used, so that `wiredesk tail` does not load Faust."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The `command` of the module `streams.cli.NAME`."""
        del ctx
        return import_module(f"streams.cli.{name.replace('-', '_')}").command if name in COMMANDS else None


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="wiredesk")
@click.pass_context
def root(context: click.Context) -> None:
    """Wiredesk: takes what a newsroom receives, and gives each story once, clean, on Kafka topics."""
    try:
        context.obj = Settings.load(further=by_stages)
    except SettingsError as mistakes:
        click.echo(f"wiredesk: {mistakes}", err=True)
        sys.exit(2)


def main() -> None:
    """The entry point: exit code 0 done, 1 could not do it (one line says why), 2 wrong usage."""
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # what matters of it is raised, and told in one line
    root(prog_name="wiredesk")
