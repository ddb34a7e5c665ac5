"""Commands for what is kept: everything about a person, out or away; and whether the audit log holds."""

from __future__ import annotations

import getpass
import secrets
import sys
from argparse import Namespace
from datetime import datetime

from simulator.cli_speech import ANSWER_IS_NO, DONE, say, warn
from simulator.errors import NeedlepassError
from simulator.files import audit, places, privacy
from simulator.files.audit import Stamp
from simulator.words import _


def export_person(arguments: Namespace) -> int:
    """Copies everything about a person into a new folder."""
    found = places.find(arguments.home)
    written = privacy.export(found, arguments.person, arguments.output)
    audit.add(found.runs, _stamp(), "export-person", about=arguments.person, new=len(written))
    text = _("{folder}: {count} files, all there is about this person.")
    say(text.format(folder=arguments.output, count=len(written)))
    return DONE


def delete_person(arguments: Namespace) -> int:
    """Takes away everything about a person, once that has been said twice."""
    found = places.find(arguments.home)
    owner = privacy.whose(found, arguments.person)
    count = len(privacy.files_of(found, owner))
    if not arguments.yes and not _sure(arguments.person, count):
        say(_("Nothing was deleted."))
        return ANSWER_IS_NO
    gone, left = privacy.delete(found, arguments.person)
    audit.add(found.runs, _stamp(), "delete-person", old=gone, why=_("asked for"))
    say(_("{count} files deleted, with every entry of the audit log that named this person.").format(count=gone))
    for path in left:
        warn(_("{file}: the name still stands in this file, which belongs to somebody else.").format(file=path))
    return ANSWER_IS_NO if left else DONE


def log(arguments: Namespace) -> int:
    """Shows the audit log, and whether its chain holds."""
    folder = places.find(arguments.home).runs
    known = audit.entries(folder)
    for entry in known:
        content = entry.content
        if content is None:
            say(_("{number}: deleted with a person").format(number=entry.number))
            continue
        shown = ("about", "why", *(("old", "new") if arguments.values else ()))
        told = {name: content.get(name) for name in shown}
        values = " ".join(f"{name}={value}" for name, value in told.items() if value is not None)
        say(f"{entry.number}: {content['when']} {content['who'] or '–'} {content['what']} {values}".rstrip())
    faults = audit.faults(folder)
    for fault in faults:
        warn(fault)
    last = known[-1].chained if known else audit.START
    say(_("{count} entries; the last digest is {digest}.").format(count=len(known), digest=last))
    return ANSWER_IS_NO if faults else DONE


def _sure(person: str, count: int) -> bool:
    if not sys.stdin.isatty():
        raise NeedlepassError(_("Add --yes to delete without being asked; {count} files would go.").format(count=count))
    text = _("{count} files about `{person}` will be gone for good. Type the name again:")
    say(text.format(count=count, person=person))
    return sys.stdin.readline().strip() == person


def _stamp() -> Stamp:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Stamp(_account(), now, secrets.token_hex(8))


def _account() -> str:
    """The account that types; whoever has none is nobody."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
