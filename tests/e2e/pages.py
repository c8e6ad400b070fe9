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
    "actions.add": Place((f"{ASSESSMENT}/actions/new", f"{ASSESSMENT}/actions/new?code=5.2.2")),
    "actions.add_evidence": Place(("{action}/evidence", "{action}/evidence?search=zzz")),
    "actions.board": Place((f"{ASSESSMENT}/actions/board", "{begun}/actions/board"), MEMBERS),
    "actions.calendar": Place(
        (f"{ASSESSMENT}/actions/calendar", f"{ASSESSMENT}/actions/calendar?month=1999-01"), MEMBERS
    ),
    "actions.drop": Place(("{action}/drop",)),
    "actions.edit": Place(("{action}/edit",)),
    "actions.finish": Place(("{action}/done",)),
    "actions.import_preview": Place(("{actions_import}", "{faulty_actions}")),
    "actions.import_start": Place((f"{ASSESSMENT}/actions/import",), MEMBERS),
    "actions.index": Place(
        (
            f"{ASSESSMENT}/actions",
            f"{ASSESSMENT}/actions?status=all",
            f"{ASSESSMENT}/actions?status=planned&is_overdue=y",
            "{begun}/actions",
            "{locked}/actions",
        ),
        MEMBERS,
    ),
    "actions.show": Place(("{action}", "{done_action}"), MEMBERS),
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
    "assessments.coverage": Place(
        (f"{ASSESSMENT}/coverage", f"{ASSESSMENT}/coverage?state=covered"), INSIDE_AND_OUTSIDE
    ),
    "assessments.detach": Place(("{link}/detach",)),
    "assessments.edit_proof": Place(("{link}",)),
    "assessments.element": Place((ELEMENT, "{overview}/elements/4.3.5"), INSIDE_AND_OUTSIDE),
    "assessments.evidence_page": Place(("{overview}{item}/pages/1",), INSIDE_AND_OUTSIDE),
    "assessments.history": Place((f"{ELEMENT}/history",), INSIDE_AND_OUTSIDE),
    "assessments.home": Place(("/",), EVERY_ROLE),
    "assessments.import_columns": Place(("{unmapped}",)),
    "assessments.import_preview": Place(("{faulty}",)),
    "assessments.import_start": Place((f"{ASSESSMENT}/import",), INSIDE_AND_OUTSIDE),
    "assessments.new": Place(("/assessments/new",)),
    "assessments.overview": Place((ASSESSMENT, f"{ASSESSMENT}?search=zzz"), INSIDE_AND_OUTSIDE),
    "assessments.passages": Place(("{link}/text",), INSIDE_AND_OUTSIDE),
    "assessments.readiness": Place((f"{ASSESSMENT}/readiness", "{begun}/readiness")),
    "assessments.settings": Place((f"{ASSESSMENT}/settings", "{locked}/settings")),
    "assessments.show_pin": Place(("{pin}", "{changed_pin}", "{lost_pin}"), INSIDE_AND_OUTSIDE),
    "assessments.suggested_evidence": Place(
        (f"{ELEMENT}/evidence/suggested", "{overview}/elements/4.2.3/evidence/suggested")
    ),
    "assessments.unlock": Place(("{locked}/unlock",)),
    "benchmark.elements": Place(("/compare/elements",), MEMBERS),
    "benchmark.index": Place(("/compare", "/compare?which=cycle:zzz&services=1"), MEMBERS),
    "benchmark.proof": Place((f"{ASSESSMENT}/proof-elsewhere",), MEMBERS),
    "calendar.settings": Place(("/notices/calendar",)),
    "checks.set_aside": Place(("{finding}",)),
    "checks.show": Place(
        (
            f"{ASSESSMENT}/checks",
            f"{ASSESSMENT}/checks?kind=vague",
            "{begun}/checks?is_set_aside=y",
        ),
        MEMBERS,
    ),
    "evidence.add": Place(("/evidence/add",)),
    "evidence.add_link": Place(("/evidence/add/link",)),
    "evidence.batch": Place(("{batch}", "{batch}?now=1", "{saved_batch}")),
    "evidence.bulk": Place(("/evidence/bulk",)),
    "evidence.discard_batch": Place(("{batch}/discard",)),
    "evidence.edit": Place(("{item}/edit",)),
    "evidence.index": Place(
        ("/evidence", "/evidence?search=customers", "/evidence?search=zzz&kind=plan"), MEMBERS
    ),
    "evidence.page": Place(("{item}/pages/1", "{item}/pages/1?find=customers"), MEMBERS),
    "evidence.replace": Place(("{item}/replace",)),
    "evidence.restore": Place(("{withdrawn}/restore",)),
    "evidence.show": Place(("{item}", "{withdrawn}", "{confidential}"), MEMBERS),
    "evidence.withdraw": Place(("{item}/withdraw",)),
    "freshness.calendar": Place(("/evidence/freshness/calendar",), MEMBERS),
    "freshness.index": Place(("/evidence/freshness", "/evidence/freshness?state=undated"), MEMBERS),
    "notices.index": Place(("/notices",), INSIDE_AND_OUTSIDE),
    "organisation.settings": Place(("/organisation",), (ADMINISTRATOR,)),
    "past.carried": Place(
        (f"{ASSESSMENT}/carried", f"{ASSESSMENT}/carried?state=all&page=2", "{begun}/carried"),
        MEMBERS,
    ),
    "past.carry": Place((f"{ASSESSMENT}/carry-forward",)),
    "past.compare": Place(
        (
            f"{ASSESSMENT}/compare",
            f"{ASSESSMENT}/compare?before=now&after=now",
            f"{ASSESSMENT}/compare?show=all",
            "{begun}/compare",
        ),
        MEMBERS,
    ),
    "past.compare_element": Place((f"{ASSESSMENT}/compare/1.1.3",), MEMBERS),
    "past.day": Place(
        (
            f"{ASSESSMENT}/history/day",
            f"{ASSESSMENT}/history/day?on-day=1&on-month=1&on-year=2024",
            f"{ASSESSMENT}/history/day?on-day=99",
        )
    ),
    "past.index": Place((f"{ASSESSMENT}/history", "{locked}/history"), MEMBERS),
    "past.settle": Place(("{point}",)),
    "past.show": Place(("{snapshot}",), MEMBERS),
    "past.take": Place((f"{ASSESSMENT}/snapshots/new",)),
    "people.deactivate": Place(("{person}/deactivate",), (ADMINISTRATOR,)),
    "people.edit": Place(("{person}",), (ADMINISTRATOR,)),
    "people.index": Place(("/people",), (ADMINISTRATOR,)),
    "people.invite": Place(("/people/invite",), (ADMINISTRATOR,)),
    "privacy.decide": Place(("{item}/privacy",)),
    "reports.compose": Place(
        (f"{ASSESSMENT}/reports/new", f"{ASSESSMENT}/reports/new?for=assessor"),
        INSIDE_AND_OUTSIDE,
    ),
    "reports.index": Place((f"{ASSESSMENT}/reports",), INSIDE_AND_OUTSIDE),
    "reports.show": Place(("{report}",)),
    "requests.accept": Place(("{sent_request}/accept",)),
    "requests.add_files": Place(("{request}/files",), (CONTRIBUTOR,)),
    "requests.add_from_library": Place(
        ("{request}/library", "{request}/library?search=zzz"), (CONTRIBUTOR,)
    ),
    "requests.add_link": Place(("{request}/link",), (CONTRIBUTOR,)),
    "requests.ask": Place((f"{ELEMENT}/requests/new",)),
    "requests.cancel": Place(("{request}/cancel",)),
    "requests.decline": Place(("{request}/decline",), (CONTRIBUTOR,)),
    "requests.give_back": Place(("{sent_request}/return",)),
    "requests.index": Place(
        (f"{ASSESSMENT}/requests", f"{ASSESSMENT}/requests?state=cancelled"), MEMBERS
    ),
    "requests.mine": Place(("/requests",), (LEAD, CONTRIBUTOR)),
    "requests.send": Place(("{request}/send",), (CONTRIBUTOR,)),
    "requests.show": Place(("{request}", "{sent_request}"), (LEAD, CONTRIBUTOR)),
    "route.show": Place(
        (f"{ASSESSMENT}/route", f"{ASSESSMENT}/route?margin=5", "{begun}/route"), MEMBERS
    ),
    "services.edit": Place(("{service}",)),
    "services.index": Place(("/services",), MEMBERS),
    "services.new": Place(("/services/new",)),
    "standards.criterion": Place(("/standards/cse/1",)),
    "standards.index": Place(("/standards",)),
    "standards.show": Place(("/standards/cse",), INSIDE_AND_OUTSIDE),
    "standards.wording": Place(("/standards/cse/wording",), (ADMINISTRATOR,)),
    "forecast.show": Place(
        (f"{ASSESSMENT}/forecast", "{begun}/forecast", f"{ASSESSMENT}/forecast?on-day=x"), MEMBERS
    ),
    "fragility.show": Place((f"{ASSESSMENT}/fragility", "{begun}/fragility"), MEMBERS),
    "takeaway.index": Place((f"{ASSESSMENT}/take-aways", "{begun}/take-aways"), MEMBERS),
    "takeaway.merge": Place(("{returned_sheet}",)),
    "takeaway.new": Place(
        (f"{ASSESSMENT}/take-aways/new", f"{ASSESSMENT}/take-aways/new?search=zz")
    ),
    "takeaway.show": Place(("{take_away}",), MEMBERS),
    "what_if.show": Place(
        (f"{ASSESSMENT}/what-if", f"{ASSESSMENT}/what-if?level-1.1.1=not_compliant"), MEMBERS
    ),
}

# What answers with a file.
FILES = {
    "actions.export",
    "assessments.download",
    "assessments.evidence_picture",
    "assessments.export",
    "benchmark.export",
    "calendar.read",
    "evidence.download",
    "evidence.picture",
    "freshness.export",
    "reports.download",
    "reports.figures",
    "static",
    "takeaway.download",
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
    (LEAD, f"{ELEMENT}/requests/new", "Ask for it"),
    (LEAD, f"{ASSESSMENT}/actions/new", "Add the action"),
    (LEAD, "{action}/drop", "Drop it"),
    (LEAD, "{action}/evidence", "Add what is ticked"),
    (LEAD, f"{ASSESSMENT}/actions/import", "Continue"),
    (CONTRIBUTOR, "{request}/files", "Upload and add"),
    (CONTRIBUTOR, "{request}/link", "Add"),
    (CONTRIBUTOR, "{request}/library", "Add what is ticked"),
    (CONTRIBUTOR, "{request}/decline", "Send this answer"),
    (LEAD, f"{ASSESSMENT}/snapshots/new", "Take the snapshot"),
    (LEAD, f"{ASSESSMENT}/carry-forward", "Carry forward"),
    (LEAD, "{point}", "Settle it"),
    (LEAD, f"{ASSESSMENT}/take-aways", "Compare it"),
    (LEAD, f"{ASSESSMENT}/take-aways/new", "Make the sheet"),
    (LEAD, "{returned_sheet}", "Confirm and merge"),
    (LEAD, "{unmapped}", "Continue"),
    (LEAD, "{locked}/unlock", "Unlock"),
    (LEAD, "/evidence/add", "Add to the library"),
    (LEAD, "/evidence/add/link", "Add to the library"),
    (LEAD, "{item}/replace", "Continue"),
    (LEAD, "{item}/withdraw", "Withdraw"),
    (LEAD, "/services/new", "Save"),
    (ADMINISTRATOR, "/people/invite", "Invite"),
    (ADMINISTRATOR, "/standards/cse/wording", "Read the file"),
)
