"""Commands in a group: they load when they run, and an unknown one is told in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

from inspectiebezoek.cli.usage import UnknownCommand


class Group(TyperGroup):
    """A group whose unknown commands become `UnknownCommand`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names."""
        known = self.list_commands(ctx)
        if args[0] not in known:
            raise UnknownCommand(args[0], known)
        return super().resolve_command(ctx, args)


class LazyGroup(Group):
    """The commands of the program; a module loads when its command runs, or shows its help.

    Signing, the office and the form converter take seconds to load, and no command needs all
    of them. The words in the list of commands stand here, so that showing it loads nothing.
    """

    places: ClassVar[Mapping[str, tuple[str, str]]] = {
        "form": ("form", "Check, run, bench and export a checklist."),
        "visit": ("visit", "Plan, fill, judge, finish and export visits."),
        "office": ("office", "The office: serve it and invite people."),
        "sync": ("sync", "Send and fetch; says honestly what the office has verifiably received."),
        "enrol": (
            "sync",
            "Make this laptop known at the office: with a one-time code, or signed in by browser.",
        ),
        "lock": ("lock", "Close the data folder with a passphrase."),
        "package": ("package", "Carry visits from laptop to laptop without an office."),
        "recover": ("recover", "Open a laptop with both parts of the recovery key."),
        "copy": ("copy", "The second copy of the log: check it, move it, restore from it."),
        "report": ("report", "Make the report of a visit; exit 3 when parts are missing."),
        "sign": ("report", "Add the next signature, and write in the visit's log who signed."),
        "compare": ("compare", "Tell what differs between two versions of a report."),
        "upgrade": ("upgrade", "Make a signed report last (PAdES B-LTA), or all that wait."),
        "authority": ("authority", "Name the time-stamp authority that makes reports last."),
        "verify": (
            "verify",
            "Verify a report, a package or a visit; exit 7 when it does not hold.",
        ),
        "demo": ("demo", "The main job, headless: from checklist to verified report."),
        "doctor": ("doctor", "Examine this machine; exit 4 when something needed is missing."),
    }

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names of the commands, in the order of the work."""
        return list(self.places)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of this name, loaded now; None when there is none."""
        if cmd_name not in self.places:
            return None
        module = import_module(f"inspectiebezoek.cli.{self.places[cmd_name][0]}")
        group = getattr(module, "cli", None)
        if group is None:
            group = typer.Typer(add_completion=False, rich_markup_mode=None)
            group.command(cmd_name)(getattr(module, cmd_name))
        return typer.main.get_command(group)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """The list of commands in the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in self.places.items()])
