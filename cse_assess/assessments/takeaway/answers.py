"""What a take-away sheet that came back says of each element, or every cell to mend in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cse_assess.assessments.takeaway.columns import (
    CODE,
    ELEMENT,
    FILLED_IN,
    JUSTIFICATION,
    KNOWN,
    LEVEL,
    REASON,
    TELL,
)
from cse_assess.assessments.takeaway.reading import ReturnedFile
from cse_assess.assessments.texts import LONGEST_NOTE, LONGEST_REASON, LONGEST_TEXT
from cse_assess.assessments.transfer.levels import LevelFault, find_level
from cse_assess.assessments.transfer.plan import RowFault, RowReader
from cse_assess.assessments.transfer.sheet import SheetRow
from cse_assess.assessments.values import ResponseValues
from cse_assess.standards.structure import Standard

LONGEST = {
    REASON: LONGEST_REASON,
    JUSTIFICATION: LONGEST_TEXT,
    TELL: LONGEST_TEXT,
    KNOWN: LONGEST_NOTE,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says of an element, and the evidence that they know of."""

    code: str
    values: ResponseValues
    known: str


@dataclass(frozen=True, slots=True)
class ReturnedAnswers:
    """What a file says: the answers by code, or every fault for which it is not taken in."""

    answers: Mapping[str, Answer]
    faults: tuple[RowFault, ...]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What rows are read against: the standard, and what each element said in the sheet."""

    standard: Standard
    base: Mapping[str, ResponseValues]

    def find_code(self, text: str) -> str | None:
        """Return the code of the sheet that a cell means, or None."""
        return next((code for code in self.base if code.casefold() == text.casefold()), None)

    def find_by_title(self, title: object) -> str | None:
        """Return the code of the element of this title in the sheet, or None."""
        elements = (self.standard.find_element(code) for code in self.base)
        return next((each.code for each in elements if each and each.title == title), None)


def read_answers(
    file: ReturnedFile, standard: Standard, base: Mapping[str, ResponseValues]
) -> ReturnedAnswers:
    """Return what the file says of the elements that were handed out; `base` is what it said then.

    What is locked in the sheet is not read. A row may be missing, and rows may stand in any order.
    """
    sheet, faults = HandedOut(standard, base), list[RowFault]()
    answers: dict[str, Answer] = {}
    seen: dict[str, int] = {}
    for row in file.rows:
        reader = _AnswerReader(row, file.columns, sheet)
        answer = reader.read(seen)
        faults += reader.faults
        if answer is not None:
            answers[answer.code] = answer
    return ReturnedAnswers(answers, tuple(faults))


class _AnswerReader(RowReader):
    """Reads what one row says of an element."""

    def __init__(self, row: SheetRow, columns: Mapping[str, int], sheet: HandedOut) -> None:
        super().__init__(row, columns)
        self.sheet = sheet

    def read(self, seen: dict[str, int]) -> Answer | None:
        if not any(self.row.cell(self.columns[heading]) for heading in (CODE, *FILLED_IN)):
            return None
        code = self._find_code(seen)
        if code is None:
            return None
        texts = {heading: self._text_within(heading) for heading in FILLED_IN}
        values = self._read_values(self.sheet.base[code], texts)
        return None if self.faults else Answer(code, values, texts[KNOWN])

    def _text_within(self, heading: str) -> str:
        text = self.text(heading)
        longest = LONGEST.get(heading, len(text))
        if len(text) > longest:
            over = f"{longest:,} characters or fewer: shorten it by {len(text) - longest:,}"
            self.refuse(heading, f"the text must be {over}")
        return text

    def _find_code(self, seen: dict[str, int]) -> str | None:
        written = self.text(CODE).rstrip(".")
        if self.faults:
            return None
        code = self.sheet.find_code(written)
        if code is None:
            self.refuse(CODE, self._describe_unknown(written))
        elif code in seen:
            self.refuse(CODE, f"“{code}” stands in row {seen[code]} already")
        else:
            seen[code] = self.row.number
            return code
        return None

    def _describe_unknown(self, written: str) -> str:
        title = self.row.cell(self.columns[ELEMENT]) if ELEMENT in self.columns else None
        meant = self.sheet.find_by_title(title)
        hint = f" By its title it is {meant}: write that" if meant else ""
        if not written:
            term = self.sheet.standard.terms.element.one
            return f"the code of the {term} is missing.{hint or ' Write it, or clear the row'}"
        return f"this sheet was not made for “{written}”.{hint or ' Clear the row'}"

    def _read_values(self, base: ResponseValues, texts: Mapping[str, str]) -> ResponseValues:
        level = self._read_level(texts[LEVEL])
        return replace(
            base,
            level=level,
            level_reason=self._read_reason(base, level, texts[REASON]),
            justification=texts[JUSTIFICATION],
            tell=texts[TELL],
        )

    def _read_level(self, text: str) -> str | None:
        try:
            return find_level(self.sheet.standard, text)
        except LevelFault as fault:
            self.refuse(LEVEL, str(fault))
            return None

    def _read_reason(self, base: ResponseValues, level: str | None, text: str) -> str:
        """Return the reason of a level that needs one; what another level was given is no loss."""
        standard = self.sheet.standard
        needing = standard.rules.reason_required
        if level in needing:
            if not text:
                self.refuse(REASON, f"say why the level is “{standard.get_level(level).title}”")
            return text
        if text and text != base.level_reason:
            titles = " or ".join(standard.get_level(each).title for each in needing) or "no level"
            words = f"a reason is kept for {titles} only: move it to the justification"
            self.refuse(REASON, words)
        return ""
