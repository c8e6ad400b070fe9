"""Pairs of invented texts, labelled: is one nearly the other, as people would say?

Made from five papers by changes that people make. `SAME` pairs differ by a date, a name, a typing
error, a figure or a paragraph; `OTHER` pairs share a template or a subject and say something else.
"""

from typing import NamedTuple


class Pair(NamedTuple):
    """Two texts and what was done to get from one to the other."""

    name: str
    one: str
    other: str


TEMPLATE = """Thistlemere Council. Customer panel. Minutes of the meeting held on {date}.
Present: {people}. Apologies: {apologies}. Chair: {chair}.
1. Minutes of the last meeting. The minutes of the last meeting were agreed as a true record.
2. Matters arising. {matters}
3. Service update. {update}
4. Feedback from customers. {feedback}
5. Any other business. {other}
Date of the next meeting: {next}. The chair thanked everybody for coming and closed the meeting."""

MARCH = TEMPLATE.format(
    date="3 March 2026",
    people="Ada Quill, Bram Otter, Cleo Marsh, Dev Sandhu",
    apologies="Edie Flint",
    chair="Ada Quill",
    matters="The new signs at the front desk are up, and the lift works again since Tuesday. The "
    "panel asked that large print copies of the leaflet be kept at every counter, not only at the "
    "main library, and Bram will see to that before Easter.",
    update="Opening hours in the branch libraries were extended to seven o'clock on Thursdays. The "
    "number of visits rose by a tenth in the first month. Two members of staff were trained in "
    "British Sign Language and the hearing loop was tested by a customer who uses one.",
    feedback="Most comments praised the patience of the staff at the enquiry desk. Three people "
    "found the booking form for computers too long, and one could not read the small print on "
    "the back of it. The form will be cut to one page.",
    other="Cleo asked whether the garden could be used for reading groups in summer.",
    next="7 April 2026",
)
APRIL = TEMPLATE.format(
    date="7 April 2026",
    people="Ada Quill, Cleo Marsh, Edie Flint, Farid Noor",
    apologies="Bram Otter",
    chair="Cleo Marsh",
    matters="Large print leaflets have reached all counters. The one-page booking form was tried "
    "with nine customers: eight filled it in without help, and their remarks were worked in.",
    update="The mobile library has a new round that takes in the two villages beyond the river. "
    "Its timetable was agreed with the parish councils after a meeting with forty residents.",
    feedback="Parents asked for a quieter corner beside the children's shelves. A regular visitor "
    "complained that the returns box was full over the bank holiday, and got an apology and an "
    "explanation within two days.",
    other="Farid offered to ask the college for volunteers who read to children.",
    next="5 May 2026",
)
JUNE = TEMPLATE.format(
    date="2 June 2026",
    people="Bram Otter, Dev Sandhu, Farid Noor, Gwen Achebe",
    apologies="Ada Quill, Cleo Marsh",
    chair="Dev Sandhu",
    matters="The returns box is now emptied on every day of a long weekend. The quiet corner opens "
    "in July once the carpet is laid.",
    update="Complaints were answered in four days on average, two days faster than last year. The "
    "call centre moved to the new telephone system without a day of closure.",
    feedback="Forty cards were left in the box: thirty-one thanked somebody by name, five asked "
    "for longer hours on Saturdays, four were about parking.",
    other="Gwen suggested visiting the day centre to hear from people who cannot come in.",
    next="7 July 2026",
)
CHARTER = """Our customer charter. What you can expect from Thistlemere libraries. We greet you
within two minutes of your coming in, and we wear badges so that you know whom you speak to. We
answer the telephone within five rings, letters within ten working days and messages within two.
We tell you at once when we cannot help, and who can. We keep what you tell us private. We ask
every year how well we did and publish the answers at the desk and on our website, with what we
changed because of them. When we make a mistake we say sorry, put it right and tell you what we
learned. You can help us by telling us when your details change, by being kind to our staff and
other visitors, and by bringing books back in time so that others can read them."""
SURVEY = """Results of the customer survey. We asked 412 people in all seven branches during two
weeks in May. Nine in ten were satisfied or very satisfied with how they were treated. Eight in
ten found it easy to reach the right person. The lowest mark went to the speed of answers to
letters: only six in ten were content, four points less than in the year before. People with a
disability were as satisfied as others with staff, and less with the doors and the lift. Younger
visitors asked for bookings by telephone application. We will answer letters faster by sharing
them between two teams, repair the doors by August, and try bookings online in one branch."""
PROCEDURE = """How we deal with complaints. Step one: listen, say thank you, and write down what
happened in the customer's own words. Step two: try to put it right on the spot; any member of
staff may spend up to twenty pounds on that without asking. Step three: if it cannot be settled,
enter it in the register on the same day and give the customer the reference and a name. Step
four: the manager answers within five working days, in plain words, saying what was found and what
will change. Step five: every month the team looks at all complaints together and chooses one thing
to do differently. Somebody who is not content with the answer is told about the ombudsman."""
PAPERS = {
    "minutes": MARCH,
    "charter": CHARTER,
    "survey": SURVEY,
    "procedure": PROCEDURE,
    "june": JUNE,
}


def _words(text: str) -> list[str]:
    return text.split()


def _with_typing_errors(text: str) -> str:
    words = _words(text)
    for at in range(15, len(words), 40):
        words[at] = words[at][::-1]
    return " ".join(words)


def _with_other_figures(text: str) -> str:
    return text.translate(str.maketrans("3794", "4816"))


CHANGES = {
    "nothing but line ends": lambda text: text.replace("\n", "\r\n"),
    "re-flowed": lambda text: " ".join(_words(text)),
    "capitals and punctuation": lambda text: text.upper().replace(",", ""),
    "another date": lambda text: text.replace("3 March 2026", "10 March 2027") + " 10 March 2027",
    "a date and version in front": lambda text: "Version 2 of 12 May 2026. " + text,
    "a line at the end": lambda text: text + " Approved by the panel and filed.",
    "typing errors mended": _with_typing_errors,
    "other figures": _with_other_figures,
    "a footer on the page": lambda text: text + " Thistlemere Council, Page 1 of 1, printed 3 May.",
    "a short paragraph taken out": lambda text: " ".join(_words(text)[:-12]),
    "a sentence put in": lambda text: text.replace(
        ". ", ". This was looked at again by the team in the spring. ", 1
    ),
}
SAME = [
    Pair(f"{name}: {change}", text, change_text(text))
    for name, text in PAPERS.items()
    for change, change_text in CHANGES.items()
]


def _terse(date_: str, update: str, feedback: str) -> str:
    """Return minutes in which the template says most."""
    return TEMPLATE.format(
        date=date_, people="Ada Quill, Bram Otter", apologies="none", chair="Ada Quill",
        matters="None.", update=update, feedback=feedback, other="None.", next="the next month",
    )  # fmt: skip


def _others() -> list[Pair]:
    meetings = {"March": MARCH, "April": APRIL, "June": JUNE}
    months = [
        Pair(f"minutes of {one} and {other}", meetings[one], meetings[other])
        for one, other in (("March", "April"), ("March", "June"), ("April", "June"))
    ]
    papers = [*PAPERS.items(), ("april", APRIL)]
    subjects = [
        Pair(f"{one} and {other}", text, another)
        for at, (one, text) in enumerate(papers)
        for other, another in papers[at + 1 :]
        if not {one, other} <= {"minutes", "june", "april"}
    ]
    terse = Pair(
        "terse minutes of one template",
        _terse(
            "3 March 2026",
            "The lift was repaired and the new signs are up in all branches, as was promised.",
            "Eleven people praised the staff and two asked for longer hours on Saturdays.",
        ),
        _terse(
            "7 April 2026",
            "A mobile branch now calls at both villages by the river on every second Friday.",
            "One visitor complained of a full returns box and was written to the same day.",
        ),
    )
    first, second = _words(SURVEY), _words(PROCEDURE)
    halves = [
        Pair("half of one in the other", SURVEY, " ".join(first[: len(first) // 2] + second)),
        Pair("an extract of a third", PROCEDURE, " ".join(second[: len(second) // 3])),
        Pair("the empty template", MARCH, TEMPLATE.replace("{", "").replace("}", "")),
    ]
    return [*months, *subjects, *halves, terse]


OTHER = _others()
