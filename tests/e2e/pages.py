"""Every page: where it is in the demo, and who may see it.

A test fails for a page of the app that has no row here.
"""

from typing import NamedTuple

LEAD, ADMINISTRATOR = "Improvement lead", "Administrator"
CONTRIBUTOR, READER = "Contributor, libraries", "Reader"
ASSESSOR = "Assessor of the libraries"
EVERY_ROLE = (LEAD, CONTRIBUTOR, READER, ASSESSOR)
INSIDE_AND_OUTSIDE = (LEAD, ASSESSOR)
MEMBERS = (LEAD, READER)
NOBODY_YET = (None,)


class Place(NamedTuple):
    """Addresses of one page, with the names of `places` in braces, and who looks at it."""

    addresses: tuple[str, ...]
    people: tuple[str | None, ...] = (LEAD,)


ASSESSMENT, ELEMENT = "{overview}", "{overview}/elements/1.1.1"

PLACES = {
    "accounts.account": Place(("/account",), INSIDE_AND_OUTSIDE),
    "accounts.change_name": Place(("/account/name",)),
    "accounts.change_password": Place(("/account/password",)),
    "accounts.forgotten_password": Place(("/password/forgotten",), NOBODY_YET),
    "accounts.sign_in": Place(("/sign-in",), NOBODY_YET),
    "accounts.use_link": Place(("/link/long-ago",), NOBODY_YET),
    "assessments.add_evidence": Place((f"{ELEMENT}/evidence",)),
    "assessments.add_from_library": Place(
        (f"{ELEMENT}/evidence/library", f"{ELEMENT}/evidence/library?search=zzz")
    ),
    "assessments.add_link": Place((f"{ELEMENT}/evidence/link",)),
    "assessments.assessor": Place(("{grant}",)),
    "assessments.assessors": Place((f"{ASSESSMENT}/assessors",)),
    "assessments.detach": Place(("{link}/detach",)),
    "assessments.edit_note": Place(("{link}",)),
    "assessments.element": Place((ELEMENT, "{overview}/elements/4.3.5"), INSIDE_AND_OUTSIDE),
    "assessments.history": Place((f"{ELEMENT}/history",), INSIDE_AND_OUTSIDE),
    "assessments.home": Place(("/",), EVERY_ROLE),
    "assessments.import_columns": Place(("{unmapped}",)),
    "assessments.import_preview": Place(("{faulty}",)),
    "assessments.import_start": Place((f"{ASSESSMENT}/import",), INSIDE_AND_OUTSIDE),
    "assessments.new": Place(("/assessments/new",)),
    "assessments.overview": Place((ASSESSMENT, f"{ASSESSMENT}?search=zzz"), INSIDE_AND_OUTSIDE),
    "assessments.readiness": Place((f"{ASSESSMENT}/readiness", "{begun}/readiness")),
    "assessments.settings": Place((f"{ASSESSMENT}/settings", "{locked}/settings")),
    "assessments.unlock": Place(("{locked}/unlock",)),
    "evidence.add": Place(("/evidence/add",)),
    "evidence.add_link": Place(("/evidence/add/link",)),
    "evidence.edit": Place(("{item}/edit",)),
    "evidence.index": Place(("/evidence", "/evidence?search=zzz"), MEMBERS),
    "evidence.replace": Place(("{item}/replace",)),
    "evidence.restore": Place(("{withdrawn}/restore",)),
    "evidence.show": Place(("{item}", "{withdrawn}", "{confidential}"), MEMBERS),
    "evidence.withdraw": Place(("{item}/withdraw",)),
    "organisation.settings": Place(("/organisation",), (ADMINISTRATOR,)),
    "people.deactivate": Place(("{person}/deactivate",), (ADMINISTRATOR,)),
    "people.edit": Place(("{person}",), (ADMINISTRATOR,)),
    "people.index": Place(("/people",), (ADMINISTRATOR,)),
    "people.invite": Place(("/people/invite",), (ADMINISTRATOR,)),
    "reports.index": Place((f"{ASSESSMENT}/reports",), INSIDE_AND_OUTSIDE),
    "reports.show": Place(("{report}",)),
    "services.edit": Place(("{service}",)),
    "services.index": Place(("/services",), MEMBERS),
    "services.new": Place(("/services/new",)),
    "standards.criterion": Place(("/standards/cse/1",)),
    "standards.index": Place(("/standards",)),
    "standards.show": Place(("/standards/cse",), INSIDE_AND_OUTSIDE),
    "standards.wording": Place(("/standards/cse/wording",), (ADMINISTRATOR,)),
}

# What answers with a file.
FILES = {
    "assessments.download",
    "assessments.export",
    "evidence.download",
    "reports.download",
    "reports.figures",
    "static",
}

# Forms that are sent empty; what comes back names what is missing.
EMPTY_FORMS = (
    (None, "/sign-in", "Sign in"),
    (LEAD, "/account/name", "Save"),
    (LEAD, "/account/password", "Change password"),
    (LEAD, "/assessments/new", "Start the self-assessment"),
    (LEAD, f"{ELEMENT}/evidence", "Upload and attach"),
    (LEAD, f"{ELEMENT}/evidence/link", "Add and attach"),
    (LEAD, f"{ELEMENT}/evidence/library", "Attach what is ticked"),
    (LEAD, f"{ASSESSMENT}/assessors", "Let the assessor in"),
    (LEAD, f"{ASSESSMENT}/import", "Continue"),
    (LEAD, "{unmapped}", "Continue"),
    (LEAD, "{locked}/unlock", "Unlock"),
    (LEAD, "/evidence/add", "Add to the library"),
    (LEAD, "/evidence/add/link", "Add to the library"),
    (LEAD, "{item}/replace", "Replace"),
    (LEAD, "{item}/withdraw", "Withdraw"),
    (LEAD, "/services/new", "Save"),
    (ADMINISTRATOR, "/people/invite", "Invite"),
    (ADMINISTRATOR, "/standards/cse/wording", "Read the file"),
)
