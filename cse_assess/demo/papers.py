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
from cse_assess.demo.story import Content, EvidenceStory, PaperStory, Picture, Sheet, Story
from cse_assess.evidence.intake import CheckedFile, check_name

WRITERS = {".pdf": make_pdf, ".docx": make_docx}

StoredFiles = dict[str, tuple[CheckedFile, ...]]
"""By the key of an item, the files of its revisions, oldest first, none for a web address; by the
key of an upload, its files."""

FileToMake = tuple[PaperStory, Content, date | None]
"""What a file is about, what it holds, and its own date."""


def store_files(story: Story, *, today: date, blobs: BlobStore) -> StoredFiles:
    """Make each file of the story and store it; needs no database.

    A process of its own looks into every upload, because an upload may be hostile. These files are
    our own, and a test shows that each of them passes, so that loading does not take three times
    as long.
    """
    return {
        key: tuple(
            _store(blobs, content.file, make_file(about, content, on, story, today))
            for about, content, on in papers
        )
        for key, papers in list_papers(story, today).items()
    }


def _store(blobs: BlobStore, name: str, content: bytes) -> CheckedFile:
    with blobs.receive() as incoming:
        incoming.write(content)
        stored = incoming.finish().keep()
    return CheckedFile(stored.sha256, stored.size, check_name(name).media_type, name)


def list_papers(story: Story, today: date) -> dict[str, list[FileToMake]]:
    """Return what files are to be made of each item and upload, by its key, with their dates."""
    papers = {item.key: _list_revisions(item, today) for item in story.evidence}
    for upload in story.uploads:
        papers[upload.key] = [(file, file, shift_days(today, file.dated)) for file in upload.files]
    return papers


def _list_revisions(item: EvidenceStory, today: date) -> list[FileToMake]:
    """Return the files of an item, oldest first."""
    earlier = [(item, each, shift_days(today, each.dated)) for each in item.earlier]
    revisions: list[FileToMake] = [*earlier, (item, item, shift_days(today, item.dated))]
    return [revision for revision in revisions if revision[1].file]


def make_file(
    about: PaperStory, content: Content, on: date | None, story: Story, today: date
) -> bytes:
    """Return the file that `content` describes, the same bytes for the same day."""
    organisation = story.organisation.name
    if content.sheets:
        sheets = tuple(_fill_sheet(sheet, today, on) for sheet in content.sheets)
        return make_xlsx(sheets, title=about.title, organisation=organisation, dated=on or today)
    if content.picture is not None:
        return make_png(_fill_picture(content.picture, today, on))
    paper = Paper(
        organisation=organisation,
        title=about.title,
        kind=about.kind.replace("_", " ").capitalize(),
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
