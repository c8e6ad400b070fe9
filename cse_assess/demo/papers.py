"""Turns the content of the sample evidence into files and stores them."""

from datetime import date
from pathlib import PurePath

from cse_assess.blobs import BlobStore
from cse_assess.demo.dates import fill_dates, shift_days, write_day
from cse_assess.demo.files.docx import make_docx
from cse_assess.demo.files.paper import Paper
from cse_assess.demo.files.pdf import make_pdf
from cse_assess.demo.files.png import make_png
from cse_assess.demo.files.xlsx import make_xlsx
from cse_assess.demo.markup import read_blocks
from cse_assess.demo.story import Content, EvidenceStory, Picture, Sheet, Story
from cse_assess.evidence.intake import CheckedFile, check_name

WRITERS = {".pdf": make_pdf, ".docx": make_docx}

StoredFiles = dict[str, tuple[CheckedFile, ...]]
"""The revisions' files by the key of their item, oldest first; none for a web address."""


def store_files(story: Story, *, today: date, blobs: BlobStore) -> StoredFiles:
    """Make each file of the story and store it; needs no database.

    A process of its own looks into every upload, because an upload may be hostile. These files are
    our own, and a test shows that each of them passes, so that loading does not take three times
    as long.
    """
    return {
        item.key: tuple(
            _store(blobs, content.file, make_file(item, content, on, story, today))
            for content, on in list_revisions(item, today)
            if content.file
        )
        for item in story.evidence
    }


def _store(blobs: BlobStore, name: str, content: bytes) -> CheckedFile:
    with blobs.receive() as incoming:
        incoming.write(content)
        stored = incoming.finish().keep()
    return CheckedFile(stored.sha256, stored.size, check_name(name).media_type, name)


def list_revisions(item: EvidenceStory, today: date) -> list[tuple[Content, date | None]]:
    """Return what each revision of an item holds, with its own date, oldest first."""
    earlier = [(revision, shift_days(today, revision.dated)) for revision in item.earlier]
    return [*earlier, (item, shift_days(today, item.dated))]


def make_file(
    item: EvidenceStory, content: Content, on: date | None, story: Story, today: date
) -> bytes:
    """Return the file that `content` describes, the same bytes for the same day."""
    organisation = story.organisation.name
    if content.sheets:
        sheets = tuple(_fill_sheet(sheet, today, on) for sheet in content.sheets)
        return make_xlsx(sheets, title=item.title, organisation=organisation, dated=on or today)
    if content.picture is not None:
        return make_png(_fill_picture(content.picture, today, on))
    paper = Paper(
        organisation=organisation,
        title=item.title,
        kind=item.kind.replace("_", " ").capitalize(),
        day=write_day(on) if on else "",
        dated=on or today,
        blocks=read_blocks(fill_dates(content.text, today=today, on=on)),
    )
    return WRITERS[PurePath(content.file).suffix](paper)


def _fill_sheet(sheet: Sheet, today: date, on: date | None) -> Sheet:
    rows = tuple(
        tuple(fill_dates(c, today=today, on=on) if isinstance(c, str) else c for c in row)
        for row in sheet.rows
    )
    title = fill_dates(sheet.title, today=today, on=on)
    return sheet.model_copy(update={"title": title, "rows": rows})


def _fill_picture(picture: Picture, today: date, on: date | None) -> Picture:
    def fill(text: str) -> str:
        return fill_dates(text, today=today, on=on)

    values = {fill(label): value for label, value in picture.values.items()}
    return picture.model_copy(
        update={"lines": tuple(fill(line) for line in picture.lines), "values": values}
    )
