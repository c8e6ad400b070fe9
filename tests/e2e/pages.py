"""Every page: where it is in the demo, and who may see it.

A test fails for a page of the app that has no row here.
"""

from typing import NamedTuple

LEAD, ADMINISTRATOR = "Improvement lead", "Administrator"
CONTRIBUTOR, READER = "Contributor, libraries", "Reader"
ASSESSOR, PARKING_ASSESSOR = "Assessor of the libraries", "Assessor of parking"
EVERY_ROLE = (LEAD, CONTRIBUTOR, READER)
INSIDE_AND_OUTSIDE = (LEAD, ASSESSOR)
MEMBERS = (LEAD, READER)
OUTSIDE = (ASSESSOR,)
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
        (f"{ASSESSMENT}/coverage", f"{ASSESSMENT}/coverage?state=covered"), MEMBERS
    ),
    "assessments.detach": Place(("{link}/detach",)),
    "assessments.edit_proof": Place(("{link}",)),
    "assessments.element": Place((ELEMENT, "{overview}/elements/4.3.5"), MEMBERS),
    "assessments.evidence_page": Place(("{overview}{item}/pages/1",), MEMBERS),
    "assessments.history": Place((f"{ELEMENT}/history",), MEMBERS),
    "assessments.home": Place(("/",), EVERY_ROLE),
    "assessments.import_columns": Place(("{unmapped}",)),
    "assessments.import_preview": Place(("{faulty}",)),
    "assessments.import_start": Place((f"{ASSESSMENT}/import",), MEMBERS),
    "assessments.new": Place(("/assessments/new",)),
    "assessments.overview": Place((ASSESSMENT, f"{ASSESSMENT}?search=zzz"), MEMBERS),
    "assessments.passages": Place(("{link}/text",), MEMBERS),
    "assessments.readiness": Place((f"{ASSESSMENT}/readiness", "{begun}/readiness")),
    "assessments.settings": Place((f"{ASSESSMENT}/settings", "{locked}/settings")),
    "assessments.show_pin": Place(("{pin}", "{changed_pin}", "{lost_pin}"), MEMBERS),
    "assessments.suggested_evidence": Place(
        (f"{ELEMENT}/evidence/suggested", "{overview}/elements/4.2.3/evidence/suggested")
    ),
    "assessments.unlock": Place(("{locked}/unlock",)),
    "assessor_queries.accept": Place(("{answered}/accept",), OUTSIDE),
    "assessor_queries.ask": Place(
        ("{review}/queries/new", "{review}/queries/new?element=1.1.1"), OUTSIDE
    ),
    "assessor_queries.index": Place(("{review}/queries",), OUTSIDE),
    "assessor_queries.refuse": Place(("{answered}/refuse",), OUTSIDE),
    "assessor_queries.show": Place(("{waiting}", "{answered}"), OUTSIDE),
    "assessor_queries.withdraw": Place(("{waiting}/withdraw",), OUTSIDE),
    "assessor_report.answer": Place(("{drafted}/report/points/1",), OUTSIDE),
    "assessor_report.close": Place(("{drafted}/report/close",), OUTSIDE),
    "assessor_report.edit_section": Place(
        ("{review}/report/sections/method", "{review}/report/sections/criterion-1"), OUTSIDE
    ),
    "assessor_report.points": Place(("{drafted}/report/points", "{review}/report/points"), OUTSIDE),
    "assessor_report.recommend": Place(("{review}/report/recommendation",), OUTSIDE),
    "assessor_report.reopen": Place(("{signed}/report/reopen",), OUTSIDE),
    "assessor_report.restore_draft": Place(("{review}/report/sections/method/draft",), OUTSIDE),
    "assessor_report.send": Place(("{review}/report/send",), OUTSIDE),
    "assessor_report.show": Place(
        ("{review}/report", "{drafted}/report", "{signed}/report"), OUTSIDE
    ),
    "assessor_report.sign": Place(("{review}/report/sign",), OUTSIDE),
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
    "certificates.add_review": Place(("{certificate}/reviews/new",)),
    "certificates.all": Place(("/certificates",), MEMBERS),
    "certificates.begin": Place(("{due_review}/begin",)),
    "certificates.due_review": Place(("{due_review}",), MEMBERS),
    "certificates.edit": Place(("{certificate}/edit",)),
    "certificates.edit_review": Place(("{due_review}/edit",)),
    "certificates.end": Place(("{certificate}/end",)),
    "certificates.enter": Place(("{begun}/certificate/new",)),
    "certificates.index": Place(("{begun}/certificate", "{submitted}/certificate"), MEMBERS),
    "certificates.remove_review": Place(("{due_review}/remove",)),
    "certificates.renew": Place(("{certificate}/renewal/begin",)),
    "certificates.renewal": Place(("{certificate}/renewal",), MEMBERS),
    "certificates.say_held": Place(("{due_review}/held",)),
    "certificates.show": Place(("{certificate}",), MEMBERS),
    "certificates.use": Place(("{due_review}/use",)),
    "packs.index": Place((f"{ASSESSMENT}/packs", "{submitted}/packs"), MEMBERS),
    "packs.show": Place(("{pack}",), MEMBERS),
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
    "received_queries.add_files": Place(("{received}/files",), (LEAD, CONTRIBUTOR)),
    "received_queries.add_from_library": Place(("{received}/library",)),
    "received_queries.add_link": Place(("{received}/link",)),
    "received_queries.answer": Place(("{received}/answer",)),
    "received_queries.index": Place((f"{ASSESSMENT}/queries", "{reviewed}/queries"), MEMBERS),
    "received_queries.show": Place(("{received}", "{sent_answer}"), MEMBERS),
    "received_report.one": Place(
        ("{read}/assessor-report/1", "{signed_for}/assessor-report/1"), MEMBERS
    ),
    "received_report.raise_point": Place(("{read}/assessor-report/1/points/new",)),
    "received_report.show": Place(
        (f"{ASSESSMENT}/assessor-report", "{reviewed}/assessor-report"), MEMBERS
    ),
    "received_report.withdraw_point": Place(("{read}/assessor-report/1/points/1/withdraw",)),
    "received_visit.show": Place((f"{ASSESSMENT}/visit", "{reviewed}/visit"), MEMBERS),
    "reports.compose": Place(
        (f"{ASSESSMENT}/reports/new", f"{ASSESSMENT}/reports/new?for=assessor"),
        MEMBERS,
    ),
    "reports.index": Place((f"{ASSESSMENT}/reports",), MEMBERS),
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
    "reviews.begin": Place(("/reviews/begin{resubmitted}",), OUTSIDE),
    "reviews.element": Place(
        ("{half_way}/elements/1.1.1", "{half_way}/elements/3.3.3", "{half_way}/elements/2.2.5"),
        (PARKING_ASSESSOR,),
    ),
    "reviews.element_note": Place(("{half_way}/elements/2.2.5/note",), (PARKING_ASSESSOR,)),
    "reviews.evidence": Place(
        ("{half_way}/evidence", "{half_way}/evidence?is_unopened=y&is_in_sample=y"),
        (PARKING_ASSESSOR,),
    ),
    "reviews.index": Place(("/reviews",), (ASSESSOR, PARKING_ASSESSOR, LEAD)),
    "reviews.note": Place(("{review}/note",), OUTSIDE),
    "reviews.sample": Place(("{half_way}/sample",), (PARKING_ASSESSOR,)),
    "reviews.settings": Place(("{review}/settings",), OUTSIDE),
    "reviews.show": Place(
        (
            "{half_way}",
            "{half_way}?is_flagged=y&criterion=2",
            "{half_way}?is_flagged=y&criterion=5",
        ),
        (PARKING_ASSESSOR,),
    ),
    "reviews.take_over": Place(("{abandoned}/take-over",), (PARKING_ASSESSOR,)),
    "reviews.take_up": Place(("{resubmitted_review}/take-up",), OUTSIDE),
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
    "scoring.begin": Place(("{unscored}",), (PARKING_ASSESSOR,)),
    "scoring.element": Place(("{scoring}/elements/1.1.1",), (READER,)),
    "scoring.finish": Place(("{scoring}/finish",), (READER,)),
    "scoring.give_up": Place(("{scoring}/give-up",), (READER,)),
    "scoring.mine": Place(("/scorings",), (READER, ASSESSOR)),
    "scoring.show": Place(("{scoring}",), (READER,)),
    "scorings.ask": Place(("{scored}/scorings/ask", f"{ASSESSMENT}/scorings/ask")),
    "scorings.compare": Place(("{scored}/scorings/submissions/1",), MEMBERS),
    "scorings.index": Place((f"{ASSESSMENT}/scorings", "{scored}/scorings"), MEMBERS),
    "scorings.more_time": Place(("{scored}{scoring}/more-time",)),
    "scorings.over_time": Place((f"{ASSESSMENT}/scorings/over-time",), MEMBERS),
    "scorings.take_back": Place(("{scored}{scoring}/take-back",)),
    "second_opinion.index": Place(("{review}/second-opinion",), OUTSIDE),
    "submissions.index": Place((f"{ASSESSMENT}/submissions", "{submitted}/submissions"), MEMBERS),
    "submissions.show": Place(("{submitted}/submissions/1",), MEMBERS),
    "submissions.submit": Place(
        (f"{ASSESSMENT}/submissions/new", "{begun}/submissions/new", "{submitted}/submissions/new")
    ),
    "submissions.withdraw": Place(("{submitted}/submissions/1/withdraw",)),
    "submitted.element": Place(("{handed_in}/elements/1.1.1",), (PARKING_ASSESSOR,)),
    "submitted.evidence": Place(("{handed_in_piece}",), (PARKING_ASSESSOR,)),
    "submitted.show": Place(("{handed_in}",), (PARKING_ASSESSOR,)),
    "submitted_papers.index": Place(("{handed_in}/papers",), (PARKING_ASSESSOR,)),
    "submitted_papers.pack": Place(("{paper_pack}",), (PARKING_ASSESSOR,)),
    "submitted_papers.report": Place(("{paper}",), (PARKING_ASSESSOR,)),
    "takeaway.index": Place((f"{ASSESSMENT}/take-aways", "{begun}/take-aways"), MEMBERS),
    "takeaway.merge": Place(("{returned_sheet}",)),
    "takeaway.new": Place(
        (f"{ASSESSMENT}/take-aways/new", f"{ASSESSMENT}/take-aways/new?search=zz")
    ),
    "takeaway.show": Place(("{take_away}",), MEMBERS),
    "trail.index": Place(("{reviewed}/openings", "{submitted}/openings")),
    "visit.add": Place(
        ("{review}/visit/sessions/new", "{review}/visit/sessions/new?code=1.1.1&people=customers"),
        OUTSIDE,
    ),
    "visit.add_note": Place(("{review}/visit/notes/new",), OUTSIDE),
    "visit.cards": Place(("{review}/visit/cards",), OUTSIDE),
    "visit.delete_note": Place(("{visit_note}/delete",), OUTSIDE),
    "visit.edit": Place(("{visit_session}/edit",), OUTSIDE),
    "visit.edit_note": Place(("{visit_note}/edit",), OUTSIDE),
    "visit.index": Place(("{review}/visit",), OUTSIDE),
    "visit.lay_out": Place(("{review}/visit/lay-out",), OUTSIDE),
    "visit.notes": Place(("{review}/visit/notes", "{review}/visit/notes?by=session"), OUTSIDE),
    "visit.questions": Place(("{visit_session}/questions",), OUTSIDE),
    "visit.remove": Place(("{visit_session}/remove",), OUTSIDE),
    "visit.share": Place(("{review}/visit/share",), OUTSIDE),
    "visit.show": Place(("{visit_session}",), OUTSIDE),
    "what_if.show": Place(
        (f"{ASSESSMENT}/what-if", f"{ASSESSMENT}/what-if?level-1.1.1=not_compliant"), MEMBERS
    ),
}

# What answers with a file.
FILES = {
    "actions.export",
    "assessor_paper.download",
    "assessments.download",
    "assessments.evidence_picture",
    "assessments.export",
    "assessor_queries.content",
    "assessor_queries.manifest",
    "benchmark.export",
    "calendar.read",
    "evidence.download",
    "evidence.picture",
    "freshness.export",
    "packs.download",
    "received_queries.content",
    "received_queries.manifest",
    "received_paper.download",
    "received_visit.calendar",
    "reports.download",
    "reports.figures",
    "static",
    "submissions.content",
    "submissions.manifest",
    "submitted.address",
    "submitted.content",
    "submitted.download",
    "submitted.manifest",
    "submitted.picture",
    "submitted_papers.pack_file",
    "submitted_papers.report_file",
    "takeaway.download",
    "trail.export",
    "visit_cards.download",
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
    (ASSESSOR, "/reviews/begin{resubmitted}", "Begin the review"),
    (PARKING_ASSESSOR, "{abandoned}/take-over", "Take over this review"),
    (ASSESSOR, "{review}/queries/new", "Ask for it"),
    (ASSESSOR, "{answered}/refuse", "Do not accept it"),
    (LEAD, "{received}/answer", "Send the answer"),
    (LEAD, "{received}/files", "Upload and add"),
    (CONTRIBUTOR, "{request}/files", "Upload and add"),
    (CONTRIBUTOR, "{request}/link", "Add"),
    (CONTRIBUTOR, "{request}/library", "Add what is ticked"),
    (CONTRIBUTOR, "{request}/decline", "Send this answer"),
    (LEAD, f"{ASSESSMENT}/snapshots/new", "Take the snapshot"),
    (LEAD, "{submitted}/submissions/1/withdraw", "Withdraw this submission"),
    (LEAD, "{scored}/scorings/ask", "Ask for it"),
    (READER, "{scoring}/elements/1.1.1", "Save and next"),
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
    (ASSESSOR, "{review}/visit/notes/new", "Keep this note"),
    (ASSESSOR, "{review}/visit/sessions/new", "Add the session"),
    (ADMINISTRATOR, "/standards/cse/wording", "Read the file"),
)
