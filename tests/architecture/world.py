"""The one organisation whose objects everybody asks for in the access matrix."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

from factories.accounts import (
    actor_of,
    make_assessor,
    make_grant,
    make_organisation,
    make_service,
    make_user,
)
from factories.actions import make_action
from factories.assessments import make_assessment
from factories.certificates import end_certificate, enter_certificate
from factories.checks import find_first
from factories.decision import make_signed, raise_point, send_draft
from factories.evidence import make_checked_file, make_item
from factories.packs import make_pack
from factories.past import take_snapshot
from factories.queries import answer, ask
from factories.requests import make_request, send_in
from factories.reviews import make_review
from factories.scorings import make_scoring
from factories.submissions import make_submission
from factories.takeaway import come_back, make_take_away
from factories.visits import make_note, make_session

from cse_assess.accounts.models import Role, User
from cse_assess.accounts.services import issue_link
from cse_assess.assessments.actions.importing import start_import as start_action_import
from cse_assess.assessments.models import EvidenceLink, ImportDraft, PassagePin
from cse_assess.assessments.past.carrying import CarryReason
from cse_assess.assessments.past.models import CarriedPoint
from cse_assess.assessments.services import lock_assessment, start_import
from cse_assess.assessments.transfer.reading import read_sheet
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.evidence.bulk.models import UploadBatch
from cse_assess.evidence.bulk.services import start_batch
from cse_assess.evidence.queries import get_current_revision
from cse_assess.evidence.reception import Verdict
from cse_assess.notices.models import Notice, NoticeKind
from cse_assess.notices.services import make_feed
from cse_assess.reports.models import Report
from cse_assess.reports.options import Audience, choose_standard
from cse_assess.review.certificates.models import Certificate
from cse_assess.review.desk.models import Review
from cse_assess.review.second_opinion.models import ScorerKind
from cse_assess.review.visit.sharing import share_plan
from cse_assess.review.visit.values import sign_sessions

CODE = "1.1.1"
CONTENT = b"%PDF-1.7 the matrix"


@dataclass(frozen=True)
class World:
    """People by the names of the matrix, and what the arguments of addresses stand for."""

    people: dict[str, User]
    arguments: dict[str, object]
    variants: dict[str, dict[str, object]]

    def arguments_for(self, endpoint: str, names: set[str], variant: str) -> dict[str, object]:
        """Return what the address of `endpoint` needs, for the usual objects or a variant's."""
        known = {**self.arguments, **self.variants.get(variant or endpoint, {})}
        return {name: known[name] for name in names}


def build_world(app) -> World:
    """Fill the database with the organisation, a stranger's, and one object of every kind."""
    organisation = make_organisation()
    service, other_service = make_service(organisation), make_service(organisation)
    people = _make_members(organisation, service, other_service)
    spare = make_user(Role.READER, organisation)
    assessment = make_assessment(service)
    people |= _make_assessors(assessment)
    grant = make_grant(make_assessor(), assessment)
    item = _make_item(app, organisation)
    confidential = _make_item(app, organisation, is_confidential=True)
    owned = _make_item(app, organisation, owner=people["own"])
    locked = make_assessment(service)
    lock_assessment(actor=actor_of(people["lead"]), assessment=locked)
    link = _link(assessment, item)
    web_page = make_item(organisation, url="https://www.example.org/charter")
    for each in (confidential, web_page):
        _link(assessment, each)
    submission = make_submission(assessment)
    paper = _make_report(assessment, number=submission.number)
    pack = make_pack(assessment, CONTENT, number=submission.number)
    review = make_review(submission, assessor=people["assessor"])
    query, answered = ask(review), ask(review)
    answer(answered)
    abandoned = _make_abandoned_review(make_assessment(service), people)
    drafted = _make_drafted_review(make_assessment(service), people)
    signed = _make_signed_review(make_assessment(service), people)
    scored = make_scoring(
        make_submission(make_assessment(service)),
        scorer=people["other"],
        kind=ScorerKind.INTERNAL,
    )
    scored_at = {"assessment_id": scored.submission.assessment_id}
    unreviewed = make_submission(make_assessment(service))
    make_grant(people["assessor"], unreviewed.assessment)
    planned = make_session(review)
    share_plan(
        actor=actor_of(people["assessor"]), review=review, seen_plan=sign_sessions([planned])
    )
    take_away = make_take_away(assessment)
    certificate = enter_certificate(assessment)
    actions_draft = {"draft_id": _make_actions_draft(people["lead"], assessment).id}
    sides = {"asked": people["own"], "asked_by": people["lead"]}
    token = issue_link(actor=actor_of(people["administrator"]), person=spare).rpartition("/")[2]
    session.commit()
    return World(
        people,
        {
            "action_id": make_action(assessment, CODE).id,
            "assessment_id": assessment.id,
            "certificate_id": certificate.id,
            "due_id": certificate.due_reviews[0].id,
            "batch_id": _make_batch(people["own"]).id,
            "code": CODE,
            "draft_id": _make_draft(people["lead"], assessment).id,
            "extension": "json",
            "fingerprint": find_first(assessment, CODE).finding.fingerprint,
            "grant_id": grant.id,
            "item_id": item.id,
            "key": "introduction",
            "kind": "csv",
            "name": "1",
            "sha256": hashlib.sha256(CONTENT).hexdigest(),
            "link_id": link.id,
            "pack_id": make_pack(assessment, CONTENT).id,
            "pin_id": _make_pin(link).id,
            "point": 1,
            "point_id": _make_point(assessment).id,
            "notice_id": _make_notice(people["own"]).id,
            "number": 1,
            "query_id": query.id,
            "request_id": make_request(assessment, **sides, code="1.1.2").id,
            "report_id": _make_report(assessment).id,
            "secret": make_feed(actor=actor_of(people["own"])),
            "service_id": service.id,
            "page": 1,
            "review_id": review.id,
            "scoring_id": scored.id,
            "session_id": planned.id,
            "note_id": make_note(review).id,
            "submission_id": submission.id,
            "snapshot_id": take_snapshot(assessment).id,
            "standard_id": "cse",
            "return_id": come_back(take_away, {}).id,
            "take_away_id": take_away.id,
            "token": token,
            "user_id": spare.id,
        },
        {
            "actions.import_preview": actions_draft,
            "actions.import_confirm": actions_draft,
            "confidential": {"item_id": confidential.id},
            "abandoned": {"review_id": abandoned.id},
            "answered": {"query_id": answered.id, "number": answered.number},
            "assessor_paper.download": {"extension": "docx"},
            "received_paper.download": {"extension": "docx"},
            "drafted": drafted,
            "signed": signed,
            "owned": {"item_id": owned.id},
            "scorings.more_time": scored_at,
            "scorings.take_back": scored_at,
            "standards.criterion": {"code": "1"},
            "submitted.address": {"item_id": web_page.id},
            "submitted_papers.report": {"report_id": paper.id},
            "submitted_papers.report_file": {"report_id": paper.id},
            "submitted_papers.pack": {"pack_id": pack.id},
            "submitted_papers.pack_file": {"pack_id": pack.id},
            "living": {},
            "sent": {"request_id": send_in(make_request(assessment, **sides), owned).id},
            "locked": {"assessment_id": locked.id},
            "ended": {"assessment_id": locked.id, "certificate_id": _make_ended(locked).id},
            "unreviewed": {"submission_id": unreviewed.id},
            "titled": {"report_id": _make_report(assessment, confidential_titles=True).id},
            "for_team": {"report_id": _make_report(assessment, audience=Audience.TEAM).id},
        },
    )


def _make_pin(link) -> PassagePin:
    revision_id = get_current_revision(link.item).id
    pin = PassagePin(
        link_id=link.id,
        revision_id=revision_id,
        checked_revision_id=revision_id,
        page_number=1,
        start=0,
        quotation="What the matrix says",
    )
    session.add(pin)
    session.commit()
    return pin


def _make_point(assessment) -> CarriedPoint:
    point = CarriedPoint(assessment_id=assessment.id, element_code=CODE, reason=CarryReason.PARTIAL)
    session.add(point)
    session.commit()
    return point


def _make_ended(assessment) -> Certificate:
    certificate = enter_certificate(assessment)
    end_certificate(certificate)
    return certificate


def _make_members(organisation, service, other_service) -> dict[str, User]:
    stranger = make_service()
    return {
        "administrator": make_user(Role.ADMINISTRATOR, organisation),
        "lead": make_user(Role.LEAD, organisation),
        "own": make_user(contributes_to=(service,)),
        "other": make_user(contributes_to=(other_service,)),
        "reader": make_user(Role.READER, organisation),
        "stranger": make_user(
            organisation=stranger.organisation, roles=(Role.ADMINISTRATOR, Role.LEAD)
        ),
    }


def _make_assessors(assessment) -> dict[str, User]:
    return {
        "assessor": make_assessor(assessment),
        "former": make_assessor(assessment, ends_on=today() - timedelta(days=1)),
    }


def _make_abandoned_review(assessment, people) -> Review:
    """Make a review by somebody whose access has ended, which the assessor can take over."""
    make_grant(people["assessor"], assessment)
    make_grant(people["former"], assessment, ends_on=today() - timedelta(days=1))
    return make_review(make_submission(assessment), assessor=people["former"])


def _make_drafted_review(assessment, people) -> dict[str, object]:
    """Make a review whose draft the organisation reads, with a point that waits for its answer."""
    review = _review_for(assessment, people)
    send_draft(review)
    raise_point(review, people["lead"])
    return _name(review)


def _make_signed_review(assessment, people) -> dict[str, object]:
    review = _review_for(assessment, people)
    make_signed(review)
    return _name(review)


def _review_for(assessment, people) -> Review:
    make_grant(people["assessor"], assessment)
    make_grant(people["former"], assessment, ends_on=today() - timedelta(days=1))
    return make_review(make_submission(assessment), assessor=people["assessor"])


def _name(review: Review) -> dict[str, object]:
    """Return what the addresses of a review's report need."""
    ids = {"assessment_id": review.assessment_id, "review_id": review.id}
    return {**ids, "number": 1, "point": 1, "extension": "docx"}


def _make_draft(lead, assessment) -> ImportDraft:
    draft = start_import(
        actor=actor_of(lead),
        assessment=assessment,
        sheet=read_sheet(BytesIO(f"code,level\n{CODE},compliant\n".encode())),
        file_name="levels.csv",
    )
    session.commit()
    return draft


def _make_actions_draft(lead, assessment) -> ImportDraft:
    draft = start_action_import(
        actor=actor_of(lead),
        assessment=assessment,
        sheet=read_sheet(BytesIO(b"title\nAsk three customers\n")),
        file_name="actions.csv",
    )
    session.commit()
    return draft


def _make_batch(person) -> UploadBatch:
    batch = start_batch(
        actor=actor_of(person),
        organisation_id=person.organisation_id,
        verdicts=[Verdict("minutes.pdf", make_checked_file(CONTENT))],
    )
    session.commit()
    return batch


def _make_item(app, organisation, **values):
    with app.extensions["blobs"].receive() as incoming:
        incoming.write(CONTENT)
        incoming.keep()
    place = app.extensions["settings"].preview_folder / hashlib.sha256(CONTENT).hexdigest()
    place.mkdir(parents=True, exist_ok=True)
    (place / "1.webp").write_bytes(b"RIFF a picture")
    return make_item(organisation, content=CONTENT, **values)


def _make_report(
    assessment, *, confidential_titles=False, audience=Audience.ASSESSOR, number=None
) -> Report:
    options = choose_standard(audience)
    report = Report(
        assessment_id=assessment.id,
        number=number,
        kind="gap",
        options=replace(options, shows_confidential_titles=confidential_titles).to_json(),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        size=len(CONTENT),
        file_name="gap.pdf",
    )
    session.add(report)
    session.commit()
    return report


def _make_notice(person) -> Notice:
    notice = Notice(
        user_id=person.id,
        organisation_id=person.organisation_id,
        kind=NoticeKind.EVIDENCE_EXPIRES,
        text="The charter runs out.",
        url="/",
        key="the charter",
    )
    session.add(notice)
    session.commit()
    return notice


def _link(assessment, item) -> EvidenceLink:
    response = next(each for each in assessment.responses if each.element_code == CODE)
    link = EvidenceLink(response_id=response.id, item_id=item.id)
    session.add(link)
    session.commit()
    return link
