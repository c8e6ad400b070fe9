"""Uploads and replaces evidence through the services, in processes that are killed in the act.

Takes one argument, a JSON object: `database_url`, `folder`, `organisation_id`, `kills` and `seed`.
Prints a JSON line for each revision that was acknowledged: its item, number and hash. Each writer
is a fork of this process, which has loaded everything: that is what makes hundreds of kills quick.
Files are not looked into, which stores nothing and would take most of the time.
"""

import json
import os
import random
import signal
import sys
import time
from io import BytesIO
from pathlib import Path

from cse_assess import create_app
from cse_assess.accounts.actor import Actor
from cse_assess.config import Settings
from cse_assess.db import read_only, unit_of_work
from cse_assess.evidence import intake, queries, services
from cse_assess.evidence.intake import CheckedFile

LONGEST_LIFE_SECONDS = 0.25


def receive(app, chance: random.Random) -> CheckedFile:
    content = chance.randbytes(chance.randrange(1, 60_000))
    return intake.receive_upload(
        BytesIO(content),
        file_name="figures.txt",
        blobs=app.extensions["blobs"],
        limits=app.extensions["settings"].uploads,
        used_bytes=0,
    )


def write_without_end(app, organisation_id: int, chance: random.Random, output: int) -> None:
    """Add items, and replace the newest one's content as often; tell of each once it is saved."""
    actor = Actor.system(organisation_id)
    while True:
        file = receive(app, chance)
        with unit_of_work():
            page = queries.list_items(organisation_id, queries.ItemFilters()).items
            if page and chance.random() < 1 / 2:
                item, reason = page[0].item, "Newer figures"
                revision = services.replace_file(actor=actor, item=item, file=file, reason=reason)
            else:
                item = services.add_file_evidence(
                    actor=actor, organisation_id=organisation_id, blob=file, title="Figures"
                )
                [revision] = item.revisions
            saved = (item.id, revision.number)
        tell(output, *saved, file)


def tell(output: int, item_id: int, number: int, file: CheckedFile) -> None:
    line = {"item": item_id, "revision": number, "sha256": file.sha256}
    os.write(output, (json.dumps(line) + "\n").encode())


def run_and_kill(app, organisation_id: int, chance: random.Random) -> None:
    """Let one writer live for a moment; it is always killed in the midst of its work."""
    ready, is_ready = os.pipe()
    child = os.fork()
    if child == 0:
        with app.app_context():
            with read_only():
                queries.used_bytes(organisation_id)
            os.write(is_ready, b"!")
            write_without_end(app, organisation_id, chance, sys.stdout.fileno())
    os.close(is_ready)
    os.read(ready, 1)
    os.close(ready)
    time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError("a writer ended before it was killed")


def main() -> None:
    told = json.loads(sys.argv[1])
    settings = Settings(
        instance_path=Path(told["folder"]),
        database_url=told["database_url"],
        secret_key="test-only-" + "k" * 40,
    )
    app = create_app(settings)
    intake.inspect_file = lambda *_: None
    for number in range(told["kills"]):
        chance = random.Random(f"{told['seed']} {number}")  # noqa: S311 -- no secret
        run_and_kill(app, told["organisation_id"], chance)


main()
