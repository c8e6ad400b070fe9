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
from factories.checks import find_first
from factories.evidence import make_checked_file, make_item
from factories.past import take_snapshot
from factories.requests import make_request, send_in
from factories.takeaway import come_back, make_take_away

from cse_assess.accounts.models import Role, User
from cse_assess.accounts.services import issue_link
from cse_assess.assessments.models import DraftKind, EvidenceLink, ImportDraft, PassagePin
from cse_assess.assessments.past.carrying import CarryReason
from cse_assess.assessments.past.models import CarriedPoint
from cse_assess.assessments.services import lock_assessment, start_import
from cse_assess.assessments.services.importing import keep_draft
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
    take_away = make_take_away(assessment)
    actions_draft = {"draft_id": _make_actions_draft(people["lead"], assessment).id}
    _link(assessment, confidential)
    sides = {"asked": people["own"], "asked_by": people["lead"]}
    token = issue_link(actor=actor_of(people["administrator"]), person=spare).rpartition("/")[2]
    session.commit()
    return World(
        people,
        {
            "action_id": make_action(assessment, CODE).id,
            "assessment_id": assessment.id,
            "batch_id": _make_batch(people["own"]).id,
            "code": CODE,
            "draft_id": _make_draft(people["lead"], assessment).id,
            "extension": "json",
            "fingerprint": find_first(assessment, CODE).finding.fingerprint,
            "grant_id": grant.id,
            "item_id": item.id,
            "kind": "csv",
            "name": "1",
            "sha256": hashlib.sha256(CONTENT).hexdigest(),
            "link_id": link.id,
            "pin_id": _make_pin(link).id,
            "point_id": _make_point(assessment).id,
            "notice_id": _make_notice(people["own"]).id,
            "number": 1,
            "request_id": make_request(assessment, **sides, code="1.1.2").id,
            "report_id": _make_report(assessment).id,
            "secret": make_feed(actor=actor_of(people["own"])),
            "service_id": service.id,
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
            "owned": {"item_id": owned.id},
            "standards.criterion": {"code": "1"},
            "sent": {"request_id": send_in(make_request(assessment, **sides), owned).id},
            "locked": {"assessment_id": locked.id},
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
    draft = keep_draft(
        actor=actor_of(lead),
        assessment=assessment,
        kind=DraftKind.ACTIONS,
        sheet=read_sheet(BytesIO(b"title\nAsk three customers\n")),
        columns={"title": 0},
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


def _make_report(assessment, *, confidential_titles=False, audience=Audience.ASSESSOR) -> Report:
    options = choose_standard(audience)
    report = Report(
        assessment_id=assessment.id,
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
