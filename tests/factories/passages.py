"""Labelled cases: quotations, and what became of them in the next edition of an invented report.

The report repeats itself as real ones do: several of its sentences say nearly the same of another
library, month or channel, so that a passage that was taken out has look-alikes.
"""

from collections.abc import Iterator
from textwrap import wrap
from typing import NamedTuple

from cse_assess.analysis.passages import Fate
from cse_assess.reading.document import Page

PARAGRAPHS = """
The counter at Larch Hill served 14,210 people between April and September. Waiting times at the
counter fell from nine minutes to five after the second desk opened in May. The counter at Quay
Road served 9,875 people in the same months. Waiting times at Quay Road stayed at six minutes.

We ask every customer who returns a form whether it was easy to fill in. In the spring survey 84%
of customers said that the form was easy or very easy, up from 71% a year before. In the autumn
survey of partners 66% said that our forms were easy. The full results hang in each entrance hall.

Complaints are answered by a named person. All 37 complaints of the half-year were answered within
ten working days, and each letter said how to appeal. Compliments are read out at the team
meeting, and the three most common themes are published with what we did about them.

Customers who do not speak English can ask for an interpreter at any desk. The interpreter line
was used 212 times, most often for Polish, Romanian and British Sign Language. Leaflets in large
print are kept beside the till, and staff offer them without being asked.

Every new colleague spends two days with an experienced one before serving alone. Managers listen
to four calls of each colleague a month and talk them through afterwards. Training on dementia was
given to all 48 members of staff, and 45 of them said that it changed how they work.

The opening hours were changed after people told us that evenings suit them better. Since June the
library at Larch Hill has been open until eight o’clock on Tuesdays and Thursdays. The library at
Quay Road opens at nine on Saturdays. Visits after six o’clock grew by a third within two months.

Our promise is to pick up the telephone within twenty seconds. We met the promise for 91.5% of
calls in the second quarter, against a target of 90%. In the first quarter we met it for 88% of
calls. The figures are on the website on the fifth working day of each month.

Partners meet with us each quarter at Quay Road. The housing team and the advice centre now share
one appointment book, so a customer tells their story once. Partners said in their review that
they know whom to ring. Two joint open days were held in the summer.

Mystery visits are made twice a year by people who do not know the staff. The mystery visitor of
March was greeted within a minute at each of the five desks and found no form without a date. The
mystery visitor of October has not reported yet.

Benchmarking is done with eleven neighbouring authorities. Our cost for each visit is £2.14, which
is the third lowest of the twelve. For satisfaction we stand second of twelve. The method is
described in the annex, which was checked by the internal auditor.

Customers can follow their request online. Of all requests, 63% are now made online without help,
and a text message is sent at each step. People without a telephone get a letter instead. The help
desk answers questions about the service until half past six.

Hard-to-reach groups are visited where they meet. We held 19 drop-in sessions at the food bank and
the mosque, and 240 people joined a list of those who want to be asked. The sessions go on next
year.
"""

# What was quoted; the same reworded a little; the same with other numbers or a denial. The last two
# must never count as the words that were quoted.
QUOTED = """
- Waiting times at the counter fell from nine minutes to five after the second desk opened in May.
- After a second desk opened in May, waiting times at the counter fell from nine minutes to five.
- Waiting times at the counter fell from nine minutes to seven after the second desk opened in
  May.

- In the spring survey 84% of customers said that the form was easy or very easy, up from 71% a
  year before.
- In our spring survey, 84% of all customers told us the form was easy or very easy, up from 71%
  the year before.
- In the spring survey 81% of customers said that the form was easy or very easy, up from 71% a
  year before.

- All 37 complaints of the half-year were answered within ten working days, and each letter said
  how to appeal.
- All 37 complaints in the half-year were answered inside ten working days, and every letter
  explained how to appeal.
- All 37 complaints of the half-year were answered within fifteen working days, and each letter
  said how to appeal.

- The interpreter line was used 212 times, most often for Polish, Romanian and British Sign
  Language.
- The interpreter line was used 212 times, mostly for Polish, Romanian and for British Sign
  Language.
- The interpreter line was used 21 times, most often for Polish, Romanian and British Sign
  Language.

- Training on dementia was given to all 48 members of staff, and 45 of them said that it changed
  how they work.
- Dementia training was given to all 48 members of staff, 45 of whom said that it changed the way
  they work.
- Training on dementia was given to all 48 members of staff, and 15 of them said that it changed
  how they work.

- Since June the library at Larch Hill has been open until eight o’clock on Tuesdays and
  Thursdays.
- The library at Larch Hill has since June stayed open until eight o’clock on Tuesdays and
  Thursdays.
- Since June the library at Larch Hill has been open until seven o’clock on Tuesdays and
  Thursdays.

- We met the promise for 91.5% of calls in the second quarter, against a target of 90%.
- We kept the promise for 91.5% of the calls in the second quarter, against our target of 90%.
- We met the promise for 81.5% of calls in the second quarter, against a target of 90%.

- The housing team and the advice centre now share one appointment book, so a customer tells their
  story once.
- The housing team now shares one appointment book with the advice centre, so customers tell their
  story once.
- The housing team and the advice centre now share one appointment book, so a customer tells their
  story twice.

- The mystery visitor of March was greeted within a minute at each of the five desks and found no
  form without a date.
- In March the mystery visitor was greeted within a minute at each of the five desks, and found no
  form lacking a date.
- The mystery visitor of March was greeted within a minute at each of the three desks and found no
  form without a date.

- Our cost for each visit is £2.14, which is the third lowest of the twelve.
- Our cost per visit is £2.14, the third lowest of all the twelve.
- Our cost for each visit is £2.41, which is the third lowest of the twelve.

- Of all requests, 63% are now made online without help, and a text message is sent at each step.
- Of all the requests 63% are now made online without any help, and we send a text message at each
  step.
- Of all requests, 36% are now made online without help, and a text message is sent at each step.

- We held 19 drop-in sessions at the food bank and the mosque, and 240 people joined a list of
  those who want to be asked.
- At the food bank and the mosque we held 19 drop-in sessions, and 240 people joined the list of
  those who want to be asked.
- We held 9 drop-in sessions at the food bank and the mosque, and 240 people joined a list of
  those who want to be asked.
"""

OLD_LENGTH, NEW_LENGTH = 3, 2


class Case(NamedTuple):
    """A quotation, the new edition, what should become of it, and in which words."""

    change: str
    quotation: str
    page_number: int
    pages: list[Page]
    fates: frozenset[Fate]
    text: str = ""


def paragraphs() -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in PARAGRAPHS.strip().split("\n\n")]


def quoted() -> list[tuple[str, ...]]:
    blocks = QUOTED.strip().removeprefix("- ").split("\n\n- ")
    return [tuple(" ".join(one.split()) for one in block.split("\n- ")) for block in blocks]


def make_pages(texts: list[str], per_page: int) -> list[Page]:
    """Put so many paragraphs on each page, under a heading and above a number."""
    groups = [texts[start : start + per_page] for start in range(0, len(texts), per_page)]
    return [
        Page(number, "\n\n".join(["Report to customers", *group, str(number)]))
        for number, group in enumerate(groups, start=1)
    ]


def hyphenate(text: str, width: int = 38) -> str:
    """Break lines as a narrow column does: long words are parted at their middle."""
    parted = [_part(word) for word in text.split()]
    lines = wrap(" ".join(parted), width, break_long_words=False, break_on_hyphens=True)
    broken = "\n".join(lines)
    return broken.replace("\u2027-\n", "-\n").replace("\u2027-", "")


def _part(word: str) -> str:
    if len(word) < 8 or not word.isalpha():
        return word
    middle = len(word) // 2
    return f"{word[:middle]}\u2027-{word[middle:]}"


def find_page(pages: list[Page], words: str) -> int:
    return next(page.number for page in pages if words in page.text)


def make_cases() -> Iterator[Case]:
    old = make_pages(paragraphs(), OLD_LENGTH)
    for quotation, reworded, other in quoted():
        number = find_page(old, quotation)
        for change, pages, fates, text in _change(quotation, reworded, other, old):
            yield Case(change, quotation, number, pages, frozenset(fates), text)


def _change(quotation, reworded, other, old):
    texts = paragraphs()
    swapped = [text.replace(quotation, "@@") for text in texts]
    later = ["A word from the head of service, who is new.", *texts]
    yield "unchanged", old, {Fate.EXACT}, quotation
    yield "paged anew", make_pages(later, NEW_LENGTH), {Fate.EXACT, Fate.MOVED}, quotation
    yield (
        "over two pages",
        _part_over_pages(swapped, quotation),
        {Fate.EXACT, Fate.MOVED},
        quotation,
    )
    narrow = make_pages([hyphenate(text) for text in texts], OLD_LENGTH)
    yield "hyphenated", narrow, {Fate.EXACT}, quotation
    straight = make_pages([text.replace("’", "'") for text in texts], OLD_LENGTH)
    yield "other marks", straight, {Fate.EXACT}, quotation
    yield "reworded", _put_in(swapped, reworded), {Fate.NEAREST}, reworded
    yield "other numbers", _put_in(swapped, other), {Fate.NEAREST}, other
    yield "taken out", _put_in(swapped, ""), {Fate.LOST}, ""


def _put_in(swapped: list[str], words: str) -> list[Page]:
    return make_pages([text.replace("@@", words) for text in swapped], OLD_LENGTH)


def _part_over_pages(swapped: list[str], quotation: str) -> list[Page]:
    words = quotation.split()
    middle = len(words) // 2
    one, other = " ".join(words[:middle]), " ".join(words[middle:])
    place = next(place for place, text in enumerate(swapped) if "@@" in text)
    before, after = swapped[place].split("@@")
    first = "\n\n".join([*swapped[:place], before + one])
    return [Page(1, first), Page(2, "\n\n".join([other + after, *swapped[place + 1 :]]))]
